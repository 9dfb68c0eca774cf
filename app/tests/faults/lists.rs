//! kill -9 of the server while a staff list is being accepted: all of the list or nothing, and whoever was answered keeps it.

use std::time::{Duration, Instant};

use crate::chance::rounds;
use crate::ground::Ground;
use crate::program::staff;
use crate::truth::number;
use crate::wire::{Person, Wire, sign_in};

/// So many people are in a list.
const PEOPLE: u64 = 400;

#[test]
fn an_acceptance_killed_with_its_server_leaves_all_or_nothing_on_sqlite() {
    besieged(&Ground::sqlite());
}

#[test]
fn an_acceptance_killed_with_its_server_leaves_all_or_nothing_on_postgres() {
    besieged(&Ground::postgres());
}

/// A list that waits to be accepted: its address, and what its page was made from.
struct Waiting {
    url: String,
    seen: String,
}

fn uploaded(url: &str, who: &Person, ground: &Ground, round: u32) -> Waiting {
    let file = staff::written(ground.folder.path(), round, PEOPLE);
    let bytes = std::fs::read(file).unwrap();
    let mut wire = Wire::to(url).unwrap();
    let sent = wire.upload(who, "/people/imports", &[("unit", "")], ("staff.csv", &bytes)).unwrap();
    assert_eq!(sent.status, 303, "{}", sent.text());
    let list = sent.header("location").to_owned();
    let page = wire.get(who, &list).unwrap().text();
    let seen = page.split("name=\"seen\" value=\"").nth(1).expect("nothing to accept").split('"').next();
    Waiting { seen: seen.unwrap().to_owned(), url: list }
}

/// Whether it was accepted, as the person was told; none: no answer came.
fn accepted(url: &str, who: &Person, list: &Waiting) -> Option<u16> {
    let fields = [("seen", list.seen.as_str()), ("choice", "whole")];
    let sent = Wire::to(url).ok()?.post(who, &format!("{}/acceptance", list.url), &fields).ok()?;
    Some(sent.status)
}

/// How many of the round's people there are, with how much work, and whether the list says that it was taken.
fn left(ground: &Ground, list: &Waiting, round: u32) -> (i64, i64, i64) {
    let db = ground.db();
    let these =
        format!("substr(p.last_name, 1, 2) = '{}' AND p.first_name = 'Анна'", staff::beginning(round));
    let counted =
        |from: &str| number(&db, &format!("SELECT CAST(count(*) AS TEXT) AS line FROM {from} WHERE {these}"));
    let id = list.url.rsplit('/').next().unwrap();
    let taken = format!(
        "SELECT CAST(count(*) AS TEXT) AS line FROM list_imports WHERE id = {id} AND state = 'applied'"
    );
    (counted("people p"), counted("people p JOIN employments w ON w.person_id = p.id"), number(&db, &taken))
}

/// What the server says of the acceptance while it goes on, and once after its end.
fn told(url: &str, who: &Person, list: &Waiting, is_over: impl Fn() -> bool) -> Vec<String> {
    let mut wire = Wire::to(url).unwrap();
    let mut ask = || wire.get(who, &format!("{}/progress", list.url)).unwrap().text();
    let mut told = Vec::new();
    while !is_over() {
        told.push(ask());
        std::thread::sleep(Duration::from_millis(10));
    }
    told.push(ask());
    told
}

fn besieged(ground: &Ground) {
    let rounds = u32::try_from(rounds(4)).unwrap().min(8);
    let server = ground.serve();
    let who = sign_in(&server.url, "belogorsk", "таблица в июне");
    let list = uploaded(&server.url, &who, ground, 0);
    let begun = Instant::now();
    let told = std::thread::scope(|scope| {
        let asking = scope.spawn(|| accepted(&server.url, &who, &list));
        let told = told(&server.url, &who, &list, || asking.is_finished());
        assert_eq!(asking.join().unwrap(), Some(303));
        told
    });
    let whole = begun.elapsed();
    assert!(
        told.iter().any(|text| text.contains(&format!("\"all\":{PEOPLE}"))),
        "nobody told how far it was: {told:?}"
    );
    assert_eq!(told.last().map(String::as_str), Some("null"), "nothing is told of what is over");
    assert_eq!(server.running.stop(), Some(0));
    let all = i64::try_from(PEOPLE).unwrap();
    assert_eq!(left(ground, &list, 0), (all, all, 1));
    let mut nothing = 0;
    for round in 1..=rounds {
        let mut server = ground.serve();
        let list = uploaded(&server.url, &who, ground, round);
        let moment = whole.mul_f64(f64::from(round) / f64::from(rounds + 2)) + Duration::from_millis(3);
        let answer = std::thread::scope(|scope| {
            let asking = scope.spawn(|| accepted(&server.url, &who, &list));
            std::thread::sleep(moment);
            server.running.signal("KILL");
            asking.join().unwrap()
        });
        server.running.kill();
        ground.settle();
        let found = left(ground, &list, round);
        let what = format!(
            "round {round} after {} ms of {}: {found:?}, told {answer:?}",
            moment.as_millis(),
            whole.as_millis()
        );
        println!("{what}");
        assert!([(0, 0, 0), (all, all, 1)].contains(&found), "half a list: {what}");
        assert!(answer != Some(303) || found.0 == all, "what was acknowledged is lost: {what}");
        nothing += u32::from(found.0 == 0);
    }
    assert!(nothing > 0, "no acceptance was killed before its end");
    let server = ground.serve();
    assert_eq!(server.running.stop(), Some(0), "the installation starts and stops as before");
}
