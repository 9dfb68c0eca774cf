//! What a worker survives: a job that panics, a worker that died, one that was overtaken, a clock that was set back.
#![expect(clippy::unwrap_used, reason = "a test stops where its ground is missing")]

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use db::{Clock, Db, Durability, Ids, Moment, Result};
use diesel::prelude::*;
use jobs::{Kind, run_due};
use testing::{TestDatabase, both_databases};

const HOUR: i64 = 3600;
/// An instant of the tests: 18 June 2026.
const NOW: Moment = Moment(1_781_751_600_000_000);

/// What the jobs of a test have done.
#[derive(Default)]
struct Done {
    beats: AtomicUsize,
    mails: AtomicUsize,
}

fn count(what: &AtomicUsize) -> std::result::Result<(), String> {
    what.fetch_add(1, Ordering::Relaxed);
    Ok(())
}

fn kinds() -> Vec<Kind<Done>> {
    vec![
        Kind { name: "test.beat", every: Some(1), run: |done, _| count(&done.beats) },
        Kind { name: "test.mail", every: None, run: |done, _| count(&done.mails) },
        Kind { name: "test.panic", every: None, run: |_, _| panic!("as a fault of the program does") },
    ]
}

struct Stage {
    db: Db,
    done: Done,
    ids: Ids,
    _database: TestDatabase,
}

impl Stage {
    fn on(engine: testing::Engine) -> Self {
        let database = TestDatabase::new(engine);
        let db = Db::open(&database.target, Durability::None).unwrap();
        Self { db, done: Done::default(), ids: Ids::of_node(1), _database: database }
    }

    fn run(&self, at: Moment) -> usize {
        run_due(&self.done, &self.db, &Clock::standing_at(at), &self.ids, &kinds()).unwrap()
    }

    fn enqueue(&self, kind: &str, at: Moment) {
        let queued: Result<()> =
            self.db.write(|tx| jobs::enqueue(tx, self.ids.next_at(at), kind, "one", "{}", at));
        queued.unwrap();
    }

    fn claim(&self, at: Moment) -> Option<jobs::Claimed> {
        self.db.write(|tx| jobs::store::claim(tx, at)).unwrap()
    }

    fn beats(&self) -> usize {
        self.done.beats.load(Ordering::Relaxed)
    }

    fn mails(&self) -> usize {
        self.done.mails.load(Ordering::Relaxed)
    }
}

both_databases! {
    fn a_job_that_panics_has_failed_and_the_next_one_runs(engine) {
        let stage = Stage::on(engine);
        stage.enqueue("test.panic", NOW);
        stage.enqueue("test.mail", NOW.plus_seconds(1));
        stage.run(NOW.plus_seconds(2));
        assert_eq!(stage.mails(), 1);
        let left = stage.db.read(|conn| jobs::store::present(conn, &["test.panic"])).unwrap();
        assert!(left[0].1 > NOW.plus_seconds(2), "it is tried again, later: {left:?}");
    }

    fn the_job_of_a_worker_that_died_is_taken_after_its_lease_and_done_once(engine) {
        let stage = Stage::on(engine);
        stage.enqueue("test.mail", NOW);
        assert!(stage.claim(NOW).is_some());
        stage.run(NOW.plus_seconds(59));
        assert_eq!(stage.mails(), 0, "its worker may still be at it");
        stage.run(NOW.plus_seconds(61));
        stage.run(NOW.plus_seconds(900));
        assert_eq!(stage.mails(), 1);
    }

    fn a_job_asked_for_while_it_runs_runs_once_more_afterwards(engine) {
        let stage = Stage::on(engine);
        stage.enqueue("test.mail", NOW);
        let first = stage.claim(NOW).unwrap();
        stage.enqueue("test.mail", NOW.plus_seconds(1));
        stage.enqueue("test.mail", NOW.plus_seconds(2));
        assert!(stage.claim(NOW.plus_seconds(3)).is_none(), "never two of a key at once");
        assert_eq!(stage.db.read(jobs::store::counts).unwrap(), [("running".to_owned(), 1)]);
        let ended: Result<()> = stage.db.write(|tx| jobs::store::finish(tx, &first));
        ended.unwrap();
        assert_eq!(stage.db.read(jobs::store::counts).unwrap(), [("queued".to_owned(), 1)]);
        stage.run(NOW.plus_seconds(4));
        assert_eq!(stage.mails(), 1);
        stage.run(NOW.plus_seconds(900));
        assert_eq!(stage.mails(), 1);
    }

    fn a_job_asked_for_while_it_failed_or_its_worker_died_runs_once_more(engine) {
        let stage = Stage::on(engine);
        stage.enqueue("test.mail", NOW);
        let first = stage.claim(NOW).unwrap();
        stage.enqueue("test.mail", NOW.plus_seconds(1));
        let ended: Result<()> =
            stage.db.write(|tx| jobs::store::put_back(tx, &first, NOW.plus_seconds(500), "away", "failed"));
        ended.unwrap();
        // Asked for anew, it does not wait for the pause of the one before, and is a first try.
        let second = stage.claim(NOW.plus_seconds(1)).unwrap();
        assert_eq!(second.attempts, 1);
        stage.enqueue("test.mail", NOW.plus_seconds(2));
        // The worker of the second falls silent: it is taken by another, which answers for both.
        stage.run(NOW.plus_seconds(59));
        assert_eq!(stage.mails(), 0);
        stage.run(NOW.plus_seconds(62));
        stage.run(NOW.plus_seconds(900));
        assert_eq!(stage.mails(), 1);
    }

    fn a_job_that_had_failed_for_good_is_tried_anew_when_asked_for(engine) {
        let stage = Stage::on(engine);
        stage.enqueue("test.mail", NOW);
        let first = stage.claim(NOW).unwrap();
        let ended: Result<()> =
            stage.db.write(|tx| jobs::store::put_back(tx, &first, NOW, "away", "failed"));
        ended.unwrap();
        stage.run(NOW.plus_seconds(900));
        assert_eq!(stage.mails(), 0);
        stage.enqueue("test.mail", NOW.plus_seconds(900));
        stage.run(NOW.plus_seconds(901));
        assert_eq!(stage.mails(), 1);
    }

    fn a_worker_that_was_overtaken_ends_nothing(engine) {
        let stage = Stage::on(engine);
        stage.enqueue("test.mail", NOW);
        let slow = stage.claim(NOW).unwrap();
        let second = stage.claim(NOW.plus_seconds(61)).unwrap();
        let ended: Result<()> = stage.db.write(|tx| {
            jobs::store::put_back(tx, &slow, NOW, "too slow", "queued")?;
            jobs::store::finish(tx, &slow)
        });
        ended.unwrap();
        assert!(stage.claim(NOW.plus_seconds(62)).is_none(), "the second worker has it");
        let ended: Result<()> = stage.db.write(|tx| jobs::store::finish(tx, &second));
        ended.unwrap();
        assert!(stage.db.read(|conn| jobs::store::present(conn, &["test.mail"])).unwrap().is_empty());
    }

    fn a_clock_set_back_by_hours_stops_no_recurring_work(engine) {
        let stage = Stage::on(engine);
        stage.run(NOW.plus_seconds(10 * HOUR));
        assert_eq!(stage.beats(), 1);
        stage.run(NOW);
        assert_eq!(stage.beats(), 2, "it would have rested for ten hours");
        // One that was under way when the clock was ahead and its worker died.
        assert!(stage.claim(NOW.plus_seconds(20 * HOUR)).is_some());
        stage.run(NOW.plus_seconds(5));
        assert_eq!(stage.beats(), 3);
    }

    fn a_clock_set_forward_runs_recurring_work_once_and_no_more(engine) {
        let stage = Stage::on(engine);
        stage.run(NOW);
        stage.run(NOW.plus_seconds(1000 * HOUR));
        assert_eq!(stage.beats(), 2);
    }

    fn two_workers_do_each_job_once(engine) {
        let stage = Stage::on(engine);
        for number in 0..40 {
            let queued: Result<()> = stage.db.write(|tx| {
                jobs::enqueue(tx, stage.ids.next_at(NOW), "test.mail", &number.to_string(), "{}", NOW)
            });
            queued.unwrap();
        }
        std::thread::scope(|scope| {
            for _ in 0..2 {
                // Either may find the queue empty for a moment, while the other takes a job.
                scope.spawn(|| (0..20).map(|_| stage.run(NOW)).sum::<usize>());
            }
        });
        stage.run(NOW);
        assert_eq!(stage.mails(), 40);
    }
}

/// The end of a job cannot be noted for longer than SQLite waits; not noted, it would rest until its lease ends.
#[test]
fn the_end_of_a_job_is_noted_once_the_database_takes_it() {
    struct Held {
        database: TestDatabase,
        runs: AtomicUsize,
    }
    let run = |held: &Held, _: &str| {
        if held.runs.fetch_add(1, Ordering::Relaxed) == 0 {
            let other = Db::open(&held.database.target, Durability::None).unwrap();
            let (took, taken) = std::sync::mpsc::channel();
            std::thread::spawn(move || {
                let lock = other.begin_write().unwrap();
                took.send(()).unwrap();
                std::thread::sleep(Duration::from_secs(7));
                drop(lock);
            });
            taken.recv().unwrap();
        }
        Ok(())
    };
    let held = Held { database: TestDatabase::new(testing::Engine::Sqlite), runs: AtomicUsize::new(0) };
    let db = Db::open(&held.database.target, Durability::None).unwrap();
    let (stop, clock, ids) = (jobs::Shift::default(), Clock::running_from(NOW), Ids::of_node(1));
    let kinds = [Kind { name: "test.beat", every: Some(1), run }];
    std::thread::scope(|scope| {
        scope.spawn(|| jobs::work_until(&stop, &held, &db, &clock, &ids, &kinds));
        let begun = Instant::now();
        while held.runs.load(Ordering::Relaxed) < 2 && begun.elapsed() < Duration::from_secs(40) {
            std::thread::sleep(Duration::from_millis(100));
        }
        stop.end();
    });
    assert!(held.runs.load(Ordering::Relaxed) >= 2, "it ran once and never again");
}

both_databases! {
    /// Two archives at once never keep letters waiting.
    fn a_second_worker_leaves_kinds_that_somebody_is_at(engine) {
        let stage = Stage::on(engine);
        for (kind, key) in [("test.long", "one"), ("test.long", "two"), ("test.mail", "three")] {
            let queued: Result<()> =
                stage.db.write(|tx| jobs::enqueue(tx, stage.ids.next_at(NOW), kind, key, "{}", NOW));
            queued.unwrap();
        }
        let first = stage.db.write(|tx| jobs::store::claim(tx, NOW)).unwrap().unwrap();
        assert_eq!(first.kind, "test.long");
        let beside = |at| stage.db.write(|tx| jobs::store::claim_beside(tx, at)).unwrap().map(|job| job.kind);
        assert_eq!(beside(NOW).as_deref(), Some("test.mail"));
        assert_eq!(beside(NOW), None, "the other long one waits for the first worker");
        assert_eq!(beside(NOW.plus_seconds(61)).as_deref(), Some("test.long"), "a silent worker is not waited for");
    }
}

/// A job may take longer than a lease: it is renewed as long as its worker lives.
#[test]
fn the_lease_of_a_living_worker_is_renewed() {
    struct Held {
        database: TestDatabase,
        leases: Mutex<Vec<i64>>,
    }
    let run = |held: &Held, _: &str| {
        let db = Db::open(&held.database.target, Durability::None).unwrap();
        let lease = || {
            let query = jobs::schema::jobs::table.select(jobs::schema::jobs::lease_until);
            db.read(|conn| Ok::<i64, db::Error>(query.first(conn)?)).unwrap()
        };
        let (begun, given) = (Instant::now(), lease());
        while lease() == given && begun.elapsed() < Duration::from_secs(40) {
            std::thread::sleep(Duration::from_millis(200));
        }
        held.leases.lock().unwrap().extend([given, lease()]);
        Ok(())
    };
    let held = Held { database: TestDatabase::new(testing::Engine::Sqlite), leases: Mutex::default() };
    let db = Db::open(&held.database.target, Durability::None).unwrap();
    let (shift, clock, ids) = (jobs::Shift::default(), Clock::running_from(NOW), Ids::of_node(1));
    let kinds = [Kind { name: "test.long", every: None, run }];
    let queued: Result<()> = db.write(|tx| jobs::enqueue(tx, ids.next_at(NOW), "test.long", "", "{}", NOW));
    queued.unwrap();
    std::thread::scope(|scope| {
        scope.spawn(|| jobs::work_until(&shift, &held, &db, &clock, &ids, &kinds));
        while held.leases.lock().unwrap().is_empty() {
            std::thread::sleep(Duration::from_millis(100));
        }
        shift.end();
    });
    let leases = held.leases.lock().unwrap();
    let longer = (leases[1] - leases[0]) / 1_000_000;
    assert!((15..=30).contains(&longer), "renewed by {longer} s: {leases:?}");
}
