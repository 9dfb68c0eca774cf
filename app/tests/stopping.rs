//! The real program from its first answer to its last: readiness, figures, a graceful stop.

mod program;

use std::io::{Read, Write};
use std::net::TcpStream;
use std::os::unix::net::UnixDatagram;
use std::time::{Duration, Instant};

use program::{Running, demo_small, get, migrated};

fn address(url: &str) -> String {
    url.trim().trim_start_matches("http://").trim_end_matches('/').to_owned()
}

#[test]
fn a_request_under_way_is_finished_after_the_signal_and_nothing_new_is_begun() {
    let (_folder, dir) = migrated();
    let mut running = Running::start(&["serve", "--dir", &dir, "--listen", "127.0.0.1:0", "--drain", "2"]);
    let url = running.line();
    let host = address(&url);
    assert!(get(&url, "/ready").starts_with("HTTP/1.1 200"));

    // A form sent slowly: its head and the first half are there when the signal comes.
    let mut slow = TcpStream::connect(&host).unwrap();
    let body = "login=nobody&password=0123456789&_csrf=none";
    write!(
        slow,
        "POST /sign-in HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{}",
        body.len(),
        &body[..10]
    )
    .unwrap();
    std::thread::sleep(Duration::from_millis(300));
    let asked = Instant::now();
    running.signal("TERM");

    // The balancer in front is told first, while connections are still taken.
    let mut told = String::new();
    while asked.elapsed() < Duration::from_secs(1) && !told.starts_with("HTTP/1.1 503") {
        told = get(&url, "/ready");
    }
    assert!(told.starts_with("HTTP/1.1 503") && told.contains("stopping"), "{told}");
    assert!(get(&url, "/health").starts_with("HTTP/1.1 200"), "it lives until it ends");
    while asked.elapsed() < Duration::from_secs(3) {
        std::thread::sleep(Duration::from_millis(50));
    }
    assert!(TcpStream::connect(&host).is_err(), "a new connection is taken three seconds after the signal");

    slow.write_all(&body.as_bytes()[10..]).unwrap();
    let mut reply = String::new();
    slow.read_to_string(&mut reply).unwrap();
    assert!(reply.starts_with("HTTP/1.1 401"), "the form was read to its end and judged: {reply}");
    assert!(reply.contains("Сеанс закончился"), "{reply}");
    assert_eq!(running.wait(), Some(0));
    assert!(asked.elapsed() < Duration::from_secs(10), "it took {:?}", asked.elapsed());
}

#[test]
fn readiness_names_what_is_missing() {
    let (folder, dir) = migrated();
    let mut running = Running::start(&["serve", "--dir", &dir, "--listen", "127.0.0.1:0"]);
    let url = running.line();
    assert!(get(&url, "/ready").starts_with("HTTP/1.1 200"));
    std::fs::remove_dir_all(folder.path().join("files/spool")).unwrap();
    std::thread::sleep(Duration::from_millis(1100));
    let told = get(&url, "/ready");
    assert!(told.starts_with("HTTP/1.1 503") && told.ends_with("not ready: files\n"), "{told}");
    std::fs::create_dir(folder.path().join("files/spool")).unwrap();
    std::thread::sleep(Duration::from_millis(1100));
    assert!(get(&url, "/ready").starts_with("HTTP/1.1 200"));
    // A database that a newer program has to bring up first, as one put back from an old copy.
    let sql = "DELETE FROM __diesel_schema_migrations WHERE version = (SELECT max(version) FROM __diesel_schema_migrations)";
    let target = db::Target::Sqlite(folder.path().join("metodset.db"));
    db::Db::open(&target, db::Durability::Full).unwrap().write(|tx| tx.batch(sql)).unwrap();
    std::thread::sleep(Duration::from_millis(1100));
    let told = get(&url, "/ready");
    assert!(told.starts_with("HTTP/1.1 503") && told.ends_with("not ready: migrations\n"), "{told}");
    assert_eq!(running.stop(), Some(0));
}

#[test]
fn systemd_is_told_of_the_start_the_life_and_the_end() {
    let (folder, dir) = migrated();
    let path = folder.path().join("notify");
    let socket = UnixDatagram::bind(&path).unwrap();
    socket.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    let said = || {
        let mut bytes = [0_u8; 200];
        let length = socket.recv(&mut bytes).unwrap();
        String::from_utf8_lossy(&bytes[..length]).trim().to_owned()
    };
    let environment = [("NOTIFY_SOCKET", path.to_str().unwrap()), ("WATCHDOG_USEC", "400000")];
    let running = Running::start_in(&["serve", "--dir", &dir, "--listen", "127.0.0.1:0"], &environment);
    let mut first = [said(), said()];
    first.sort();
    assert_eq!(first, ["READY=1", "WATCHDOG=1"]);
    assert_eq!(said(), "WATCHDOG=1");
    running.signal("TERM");
    let asked = Instant::now();
    while said() != "STOPPING=1" {
        assert!(asked.elapsed() < Duration::from_secs(5), "systemd is not told of the stop");
    }
    assert_eq!(running.wait(), Some(0));
}

#[test]
fn figures_are_told_on_their_own_listener_and_name_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().to_str().unwrap();
    demo_small(dir);
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let figures = format!("http://{port}/");
    let mut running = Running::start(&[
        "demo",
        "--dir",
        dir,
        "--listen",
        "127.0.0.1:0",
        "--metrics-listen",
        &port.to_string(),
        "--json",
    ]);
    let url = running.document()["url"].as_str().unwrap().to_owned();
    assert!(get(&url, "/metrics").starts_with("HTTP/1.1 404"), "figures are none of the public's business");
    for path in ["/sign-in", "/invitations/%D0%98%D0%B2%D0%B0%D0%BD%D0%BE%D0%B2", "/units/77", "/health"] {
        get(&url, path);
    }
    // The first job may still be in hand and is counted at its end; a reply may arrive before it is counted as sent;
    // jobs of a fresh demo may wait for each other's turn to write.
    let has_settled = |told: &str| {
        told.contains("metodset_job_seconds_count")
            && told.contains("metodset_http_requests_in_flight 0")
            && told.contains(r#"metodset_db_waiting{pool="writers"} 0"#)
    };
    let asked = Instant::now();
    let mut told = get(&figures, "/metrics");
    while !has_settled(&told) && asked.elapsed() < Duration::from_secs(10) {
        std::thread::sleep(Duration::from_millis(50));
        told = get(&figures, "/metrics");
    }
    let has = |line: &str| assert!(told.lines().any(|one| one.starts_with(line)), "no {line} in\n{told}");
    has(r#"metodset_http_requests_total{route="/sign-in",method="GET",status="2xx"} 1"#);
    has(r#"metodset_http_requests_total{route="/invitations/{token}",method="GET",status="4xx"} 1"#);
    has(r#"metodset_http_request_seconds_bucket{route="/units/{unit}",method="GET",le="#);
    has("metodset_http_requests_in_flight 0");
    has(r#"metodset_db_connections{pool="readers",state="idle"}"#);
    has(r#"metodset_db_waiting{pool="writers"} 0"#);
    has("metodset_write_retries_total 0");
    has("metodset_upload_bytes_total 0");
    has(r#"metodset_jobs{state="failed"} 0"#);
    has(r#"metodset_job_seconds_count{kind=""#);
    has("metodset_sessions_live 0");
    has("metodset_database_up 1");
    has("process_resident_memory_bytes ");
    has("process_cpu_seconds_total ");
    has("process_open_fds ");
    has(r#"metodset_build_info{version=""#);
    assert!(!told.contains("/77") && !told.contains("%D0") && !told.contains("/health"), "{told}");
    assert_eq!(running.stop(), Some(0));
}
