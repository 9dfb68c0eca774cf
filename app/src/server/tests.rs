//! A server that is told to stop while it does a job.

use std::process::Command;
use std::sync::OnceLock;
use std::sync::mpsc::{self, Sender};

use db::{Clock, Durability};
use testing::{Engine, TestApp};
use web::Area;

use super::*;
use crate::config::{Config, Sources};

/// Tells the test that the job has begun.
static BEGUN: OnceLock<Sender<()>> = OnceLock::new();

/// A job that outlasts every stop; it is one of the test only.
fn endless(_house: &House, _payload: &str) -> Result<(), String> {
    BEGUN.get().expect("the test listens").send(()).map_err(|e| e.to_string())?;
    thread::sleep(Duration::from_mins(10));
    Ok(())
}

fn area(run: fn(&House, &str) -> Result<(), String>) -> Area {
    Area { jobs: vec![jobs::Kind { name: "test.endless", every: None, run }], ..Area::default() }
}

fn doors() -> Doors {
    let flags = [("listen", "127.0.0.1:0".to_owned()), ("drain", "0".to_owned())].into();
    Doors::open(&Config::from_sources(&Sources { flags, ..Sources::default() }).unwrap()).unwrap()
}

#[test]
fn a_job_that_outlasts_the_stop_is_taken_by_another_server_at_once() {
    let app = TestApp::of(Engine::Postgres, vec![area(endless)]);
    let (tell, begun) = mpsc::channel();
    BEGUN.set(tell).expect("one test listens");
    let (id, now) = (app.house.id(), app.house.now());
    app.write(|tx| jobs::enqueue(tx, id, "test.endless", "", "{}", now));
    let house = Arc::clone(&app.house);
    let lease = Lease::take(&app.house.db).unwrap();
    let (open, opened) = mpsc::channel();
    let ready = move || {
        open.send(()).expect("the test listens");
        Ok(())
    };
    let server = thread::spawn(move || serve(&house, doors(), lease, Box::new(|_| {}), ready));
    begun.recv_timeout(Duration::from_secs(10)).expect("the job begins");
    // The job may begin before signals are listened to.
    opened.recv_timeout(Duration::from_secs(10)).expect("the server is open");
    let own = std::process::id().to_string();
    let asked = Instant::now();
    assert!(Command::new("kill").args(["-TERM", &own]).status().unwrap().success());
    assert_eq!(server.join().unwrap(), Ok(()));
    assert!(asked.elapsed() <= Duration::from_secs(10), "it took {:?}", asked.elapsed());

    // Another server on the same database, at the same instant: no lease has to run out.
    let other = db::Db::open(&app.database.target, Durability::None).unwrap();
    let kinds = [jobs::Kind { name: "test.endless", every: None, run: |(): &(), _| Ok(()) }];
    jobs::run_due(&(), &other, &Clock::standing_at(now), &db::Ids::of_node(2), &kinds).unwrap();
    // Recurring jobs of the house stay in the queue; this one has run and is gone.
    assert_eq!(other.read(|conn| jobs::store::present(conn, &["test.endless"])).unwrap(), []);
}
