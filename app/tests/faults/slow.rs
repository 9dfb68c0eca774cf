//! Clients that are slow or die half-way: nobody else waits for them, nothing of theirs is half kept, and they are given
//! up. The limits are those of `web::Patience`; where a test waits for one, a house of its own has it shortened.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use testing::{Engine, TestApp};
use web::Patience;

use crate::ground::Ground;
use crate::served::Served;
use crate::truth::{Kept, Things, number};
use crate::wire::{Person, Wire, sign_in};

/// Slow clients at once.
const SLOW: usize = 200;

fn connect(url: &str) -> TcpStream {
    let host = url.trim().trim_start_matches("http://").trim_end_matches('/');
    let stream = TcpStream::connect(host).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream
}

#[test]
fn two_hundred_clients_that_send_byte_by_byte_stop_nobody() {
    let ground = Ground::sqlite();
    let server = ground.serve();
    let methodist = sign_in(&server.url, "belogorsk", "таблица в июне");
    let is_over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut slow: Vec<TcpStream> = (0..SLOW).map(|_| connect(&server.url)).collect();
            for byte in
                b"POST /sign-in HTTP/1.1\r\nHost: slow\r\nContent-Length: 100000\r\nX-Slow: ".iter().cycle()
            {
                slow.retain_mut(|stream| stream.write_all(&[*byte]).is_ok());
                std::thread::sleep(Duration::from_millis(20));
                if is_over.load(Ordering::Relaxed) {
                    break;
                }
            }
        });
        std::thread::sleep(Duration::from_millis(500));
        let mut slowest = Duration::ZERO;
        for _ in 0..20 {
            let begun = Instant::now();
            let page = Wire::to(&server.url).unwrap().get(&methodist, "/monitoring").unwrap();
            assert_eq!(page.status, 200);
            slowest = slowest.max(begun.elapsed());
        }
        is_over.store(true, Ordering::Relaxed);
        println!("{SLOW} slow clients; the slowest page of another took {} ms", slowest.as_millis());
        assert!(slowest < Duration::from_secs(3), "{slowest:?}");
    });
    assert_eq!(server.running.stop(), Some(0), "slow clients must not hold up the end");
}

/// A house whose patience is short.
struct Short {
    app: TestApp,
    served: Served,
}

impl Short {
    fn with(patience: Patience) -> Self {
        let clock = db::Clock::system();
        let app = TestApp::at(Engine::Sqlite, metodset::areas::all(), clock, |settings| {
            settings.patience = patience;
        });
        Self { served: Served::on(&app.house), app }
    }
}

fn patience(head: u64, form: u64) -> Patience {
    let form = Duration::from_secs(form);
    Patience { head: Duration::from_secs(head), form, upload: form }
}

/// What comes until the server closes, and how long that took.
fn until_closed(stream: &mut TcpStream) -> (String, Duration) {
    let begun = Instant::now();
    let mut came = Vec::new();
    let ended = stream.read_to_end(&mut came);
    assert!(
        ended.is_ok() || ended.is_err_and(|e| e.kind() == std::io::ErrorKind::ConnectionReset),
        "it was never closed"
    );
    (String::from_utf8_lossy(&came).into_owned(), begun.elapsed())
}

#[test]
fn a_head_that_trickles_and_an_idle_connection_are_given_up() {
    let house = Short::with(patience(2, 10));
    for begun in ["GET /sign-in HT", "GET /sign-in HTTP/1.1\r\nHost: x\r\nX-Slow: ", ""] {
        let mut stream = connect(&house.served.url);
        stream.write_all(begun.as_bytes()).unwrap();
        let (_, took) = until_closed(&mut stream);
        assert!(took < Duration::from_secs(8), "{begun:?} was waited for {took:?}");
        assert!(took > Duration::from_millis(1500), "{begun:?} was given up after {took:?}");
    }
    // A kept connection that is used is not given up by the age it has.
    let mut wire = Wire::to(&house.served.url).unwrap();
    for _ in 0..4 {
        assert_eq!(wire.get(&Person::default(), "/sign-in").unwrap().status, 200);
        std::thread::sleep(Duration::from_secs(1));
    }
}

#[test]
fn a_body_that_trickles_is_refused_in_words() {
    let house = Short::with(patience(5, 2));
    let part = "--edge\r\nContent-Disposition: form-data; name=\"login\"\r\n\r\n";
    let forms = [
        ("/sign-in", "application/x-www-form-urlencoded", "login="),
        ("/monitoring/sheets/1/answers/2.3/evidence", "multipart/form-data; boundary=edge", part),
    ];
    for (path, kind, begun) in forms {
        let mut stream = connect(&house.served.url);
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: {kind}\r\nContent-Length: 1000\r\n\r\n{begun}"
        );
        stream.write_all(head.as_bytes()).unwrap();
        let mut writing = stream.try_clone().unwrap();
        let trickle = std::thread::spawn(move || {
            while writing.write_all(b"a").is_ok() {
                std::thread::sleep(Duration::from_millis(100));
            }
        });
        let (came, took) = until_closed(&mut stream);
        stream.shutdown(Shutdown::Both).ok();
        trickle.join().unwrap();
        assert!(took < Duration::from_secs(8), "{kind} was waited for {took:?}");
        assert!(came.is_empty() || came.starts_with("HTTP/1.1 408"), "{kind}: {came}");
    }
    assert_eq!(house.app.house.db.read(jobs::store::counts).unwrap(), []);
}

#[test]
fn a_client_that_dies_half_way_leaves_nothing_half_kept() {
    let ground = Ground::sqlite();
    let things = Things::of(&ground.db());
    let server = ground.serve();
    let methodist = sign_in(&server.url, "belogorsk", "таблица в июне");
    let before = Kept::of(&ground.db(), &things);
    let files = || number(&ground.db(), "SELECT CAST(count(*) AS TEXT) AS line FROM files");
    let kept = files();
    let path = format!("/monitoring/sheets/{}/answers/2.3", things.filled);
    let body = format!("_csrf={}&value=yes&version=1", methodist.csrf);
    let part =
        format!("--edge\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n{}\r\n", methodist.csrf);
    let file =
        "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n%PDF-1.7 half";
    let form = |path: &str, kind: &str, length: usize, body: &str| {
        format!(
            "POST {path} HTTP/1.1\r\nHost: x\r\nCookie: {}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\r\n{body}",
            methodist.cookies
        )
    };
    // The whole text of the form, but less than was promised: it must not be taken for the form.
    let halves = [
        form(&path, "application/x-www-form-urlencoded", body.len() + 1, &body),
        form(&path, "application/x-www-form-urlencoded", body.len(), &body[..body.len() - 9]),
        form(
            &format!("{path}/evidence"),
            "multipart/form-data; boundary=edge",
            9000,
            &format!("{part}{file}"),
        ),
    ];
    for half in &halves {
        let mut stream = connect(&server.url);
        stream.write_all(half.as_bytes()).unwrap();
        stream.shutdown(Shutdown::Both).unwrap();
    }
    // And some who ask for a large page and hang up in the middle of it.
    for _ in 0..20 {
        let mut stream = connect(&server.url);
        let page = format!(
            "GET /monitoring/sheets/{} HTTP/1.1\r\nHost: x\r\nCookie: {}\r\n\r\n",
            things.filled, methodist.cookies
        );
        stream.write_all(page.as_bytes()).unwrap();
        let _ = stream.read(&mut [0; 100]).unwrap();
    }
    std::thread::sleep(Duration::from_millis(500));
    let after = Kept::of(&ground.db(), &things);
    assert_eq!((after.answers, after.told, files()), (before.answers, before.told, kept));
    let spool = ground.folder.path().join("files/spool");
    let left: Vec<_> = std::fs::read_dir(spool).unwrap().collect();
    assert!(left.is_empty(), "half an upload is left: {left:?}");
    let page = Wire::to(&server.url).unwrap().get(&methodist, "/monitoring").unwrap();
    assert_eq!(page.status, 200);
    assert!(!ground.log().contains("panicked"), "{}", ground.log());
    assert_eq!(server.running.stop(), Some(0));
}
