//! The database goes away, is held by somebody else, or the disk takes nothing: people are told soon and in Russian, what
//! they typed is given back, and the server goes on by itself afterwards.

use std::process::Command;
use std::time::{Duration, Instant};

use crate::chance::Chance;
use crate::ground::{Ground, Server};
use crate::truth::{Things, lines, number};
use crate::wire::{Person, Sent, Wire, sign_in};

/// The longest anybody waits for the first refusal, while connections are still tried.
const PATIENCE: Duration = Duration::from_secs(4);
/// The longest once the database is known to be away.
const AT_ONCE: Duration = Duration::from_millis(1500);

/// A server with a methodist signed in.
struct Desk {
    ground: Ground,
    server: Server,
    methodist: Person,
    sheet: i64,
}

impl Desk {
    fn at(ground: Ground) -> Self {
        let sheet = Things::of(&ground.db()).filled;
        let server = ground.serve();
        let methodist = sign_in(&server.url, "belogorsk", "таблица в июне");
        Self { ground, server, methodist, sheet }
    }

    /// Saves an answer as the script does, whatever stands there.
    fn save(&self) -> Sent {
        let query = format!(
            "SELECT CAST(version AS TEXT) || '|' || declared AS line FROM answers WHERE no = '2.3' AND sheet_id = {}",
            self.sheet
        );
        let line = lines(&self.ground.db(), &query).remove(0);
        let (version, declared) = line.split_once('|').unwrap();
        let value = if declared.contains("true") { "no" } else { "yes" };
        self.fetch(&[("value", value), ("version", version)])
    }

    /// The same without looking at the database: it may be away.
    fn fetch(&self, fields: &[(&str, &str)]) -> Sent {
        let path = format!("/monitoring/sheets/{}/answers/2.3", self.sheet);
        Wire::to(&self.server.url).unwrap().fetch(&self.methodist, &path, fields).unwrap()
    }

    /// A form of a page without scripts.
    fn form(&self) -> Sent {
        let path = format!("/monitoring/sheets/{}/answers/2.3/comments", self.sheet);
        let fields = [("text", "Спросить в школе № 4")];
        Wire::to(&self.server.url).unwrap().post(&self.methodist, &path, &fields).unwrap()
    }

    fn page(&self) -> Sent {
        let path = format!("/monitoring/sheets/{}", self.sheet);
        Wire::to(&self.server.url).unwrap().get(&self.methodist, &path).unwrap()
    }

    /// Everybody at once: each is refused in time, in words.
    fn refuses(&self, within: Duration) {
        std::thread::scope(|scope| {
            let scripts: Vec<_> = (0..20)
                .map(|_| scope.spawn(|| timed(|| self.fetch(&[("value", "yes"), ("version", "1")]))))
                .collect();
            let forms: Vec<_> = (0..4).map(|_| scope.spawn(|| timed(|| self.form()))).collect();
            for (sent, took) in scripts.into_iter().map(|one| one.join().unwrap()) {
                assert_eq!((sent.status, sent.header("content-type")), (503, "application/problem+json"));
                assert!(sent.text().contains("попробуйте ещё раз"), "{}", sent.text());
                assert!(took < within, "a script waited {took:?}");
            }
            for (sent, took) in forms.into_iter().map(|one| one.join().unwrap()) {
                assert_eq!(sent.status, 503);
                assert!(
                    sent.text().contains("Спросить в школе № 4"),
                    "what was typed is gone: {}",
                    sent.text()
                );
                assert!(sent.text().contains("Ничего не потеряно"), "{}", sent.text());
                assert!(took < within, "a form waited {took:?}");
            }
        });
        let (page, took) = timed(|| self.page());
        assert_eq!(page.status, 503);
        assert!(page.text().contains("не получается открыть страницу"), "{}", page.text());
        assert!(took < within, "a page waited {took:?}");
        let api = Wire::to(&self.server.url).unwrap().ask(
            "GET",
            "/api/v1/campaigns",
            &Person::default(),
            "Authorization: Bearer nothing\r\n",
            &[],
        );
        let api = api.unwrap();
        assert_eq!(
            (api.status, api.header("content-type")),
            (503, "application/problem+json"),
            "{}",
            api.text()
        );
    }

    /// Saving goes on by itself, soon, and on every connection of the pool.
    fn goes_on(&self, within: Duration) {
        let begun = Instant::now();
        while self.save().status != 200 {
            assert!(begun.elapsed() < within, "saving does not go on after {:?}", begun.elapsed());
            std::thread::sleep(Duration::from_millis(100));
        }
        println!("saving went on after {:.1} s", begun.elapsed().as_secs_f64());
        std::thread::scope(|scope| {
            let pages: Vec<_> = (0..24).map(|_| scope.spawn(|| self.page().status)).collect();
            assert!(pages.into_iter().all(|page| page.join().unwrap() == 200));
        });
    }

    /// Background work goes on: what is written now is sealed soon.
    fn seals(&self) {
        let count = || number(&self.ground.db(), "SELECT CAST(count(*) AS TEXT) AS line FROM audit_blocks");
        let (before, begun) = (count(), Instant::now());
        assert_eq!(self.save().status, 200);
        while count() == before {
            assert!(
                begun.elapsed() < Duration::from_secs(25),
                "nothing is sealed any more: {}",
                self.ground.log()
            );
            std::thread::sleep(Duration::from_millis(200));
        }
    }

    fn ends_well(self) {
        let log = self.ground.log();
        assert!(!log.contains("panicked"), "{log}");
        assert_eq!(self.server.running.stop(), Some(0), "{log}");
    }
}

fn timed<T>(what: impl FnOnce() -> T) -> (T, Duration) {
    let begun = Instant::now();
    (what(), begun.elapsed())
}

#[test]
fn postgres_goes_away_in_the_middle_of_filling_and_comes_back() {
    let desk = Desk::at(Ground::postgres());
    desk.goes_on(Duration::from_secs(5));
    for _ in 0..2 {
        desk.ground.cluster.as_ref().unwrap().crash();
        desk.refuses(PATIENCE);
        desk.refuses(AT_ONCE);
        // Long enough for the pauses between attempts to have grown.
        std::thread::sleep(Duration::from_secs(Chance::of(1).below(3) + 3));
        desk.ground.cluster.as_ref().unwrap().resume();
        desk.goes_on(Duration::from_secs(6));
    }
    desk.seals();
    desk.ends_well();
}

#[test]
fn a_file_held_by_another_writer_keeps_nobody_waiting_for_long() {
    let desk = Desk::at(Ground::sqlite());
    desk.goes_on(Duration::from_secs(5));
    let other = desk.ground.db();
    let held = other.begin_write().unwrap();
    let ((page, reading), (sent, writing)) = std::thread::scope(|scope| {
        let script = scope.spawn(|| timed(|| desk.fetch(&[("value", "yes"), ("version", "1")])));
        let page = timed(|| desk.page());
        (page, script.join().unwrap())
    });
    assert_eq!(page.status, 200);
    assert!(reading < Duration::from_secs(3), "a page waited for the writer: {reading:?}");
    assert_eq!(
        (sent.status, sent.header("content-type")),
        (503, "application/problem+json"),
        "{}",
        sent.text()
    );
    assert!(writing < Duration::from_secs(11), "a script waited {writing:?}");
    println!("a save was refused after {:.1} s", writing.as_secs_f64());
    // Held a little longer than that: the next one waits and is kept.
    let kept = std::thread::scope(|scope| {
        let next = scope.spawn(|| desk.save());
        std::thread::sleep(Duration::from_secs(1));
        drop(held);
        next.join().unwrap()
    });
    assert_eq!(kept.status, 200, "{}", kept.text());
    desk.seals();
    desk.ends_well();
}

#[test]
fn a_full_disk_refuses_in_words_and_is_survived() {
    let desk = Desk::at(Ground::sqlite());
    desk.goes_on(Duration::from_secs(5));
    let limit = |bytes: &str| {
        let id = desk.server.running.id().to_string();
        let set = Command::new("prlimit").args(["--pid", &id, &format!("--fsize={bytes}")]).status().unwrap();
        assert!(set.success());
    };
    let older: db::Result<()> =
        desk.ground.db().write(|tx| tx.batch("UPDATE sessions SET seen_at = seen_at - 400000000"));
    older.unwrap();
    // No file takes a byte more, the log included.
    limit("1:unlimited");
    let sent = desk.fetch(&[("value", "yes"), ("version", "1")]);
    assert!(matches!(sent.status, 503 | 409), "{} {}", sent.status, sent.text());
    let form = desk.form();
    assert_eq!(form.status, 503, "{}", form.text());
    assert!(form.text().contains("Спросить в школе № 4"), "{}", form.text());
    assert_eq!(
        desk.page().status,
        200,
        "reading needs no room, not even where the use of the session would be noted"
    );
    std::thread::sleep(Duration::from_secs(2));
    limit("unlimited:unlimited");
    desk.goes_on(Duration::from_secs(5));
    desk.seals();
    desk.ends_well();
}
