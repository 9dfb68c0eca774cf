//! The machine's clock jumps: back by hours or on by a month, between two starts. Nobody is kept out, no id is made twice,
//! background work goes on, the journal stays one chain.

use std::collections::BTreeMap;
use std::sync::Arc;

use db::{Clock, Moment};
use metodset::config::{Config, Sources};
use metodset::house::Ground as Base;
use web::House;

use crate::ground::Ground;
use crate::served::Served;
use crate::truth::{Things, lines, number};
use crate::wire::{Person, Wire, sign_in};

const HOUR: i64 = 3600;

/// One start of the installation at an instant.
struct Start {
    base: Base,
    house: Arc<House>,
    served: Served,
}

impl Start {
    fn of(ground: &Ground, at: Moment) -> Self {
        let flags =
            [("dir", ground.folder.path().display().to_string()), ("database", ground.address().to_owned())];
        let config =
            Config::from_sources(&Sources { flags: BTreeMap::from(flags), ..Sources::default() }).unwrap();
        let base = Base::take(&config).unwrap();
        let house = base.house(Clock::running_from(at)).unwrap();
        let served = Served::on(&house);
        Self { base, house, served }
    }

    fn work(&self) {
        let house = &self.house;
        jobs::run_due(house.as_ref(), &house.db, &house.clock, &house.ids, &house.jobs).unwrap();
    }

    /// A wrong password and a right one, straight after each other.
    fn enter(&self) -> Person {
        let mut wire = Wire::to(&self.served.url).unwrap();
        let page = wire.get(&Person::default(), "/sign-in").unwrap();
        assert_eq!(page.status, 200);
        sign_in(&self.served.url, "belogorsk", "таблица в июне")
    }

    fn mistype(&self) {
        let visitor = crate::wire::visitor(&self.served.url);
        let mut wire = Wire::to(&self.served.url).unwrap();
        let sent = wire
            .post(&visitor, "/sign-in", &[("login", "belogorsk"), ("password", "не тот пароль")])
            .unwrap();
        assert_eq!(sent.status, 422, "{}", sent.text());
    }

    fn page(&self, who: &Person) -> u16 {
        Wire::to(&self.served.url).unwrap().get(who, "/monitoring").unwrap().status
    }

    /// Changes an answer; the id of its line in the journal.
    fn change(&self, ground: &Ground, who: &Person) -> i64 {
        let sheet = Things::of(&ground.db()).filled;
        let query = format!(
            "SELECT CAST(version AS TEXT) || '|' || declared AS line FROM answers WHERE no = '2.3' AND sheet_id = {sheet}"
        );
        let line = lines(&ground.db(), &query).remove(0);
        let (version, declared) = line.split_once('|').unwrap();
        let value = if declared.contains("true") { "no" } else { "yes" };
        let path = format!("/monitoring/sheets/{sheet}/answers/2.3");
        let fields = [("value", value), ("version", version)];
        let sent = Wire::to(&self.served.url).unwrap().fetch(who, &path, &fields).unwrap();
        assert_eq!(sent.status, 200, "{}", sent.text());
        number(&ground.db(), "SELECT CAST(max(id) AS TEXT) AS line FROM audit_entries WHERE kind = 'answer'")
    }
}

fn newest(ground: &Ground) -> i64 {
    number(&ground.db(), "SELECT CAST(max(id) AS TEXT) AS line FROM audit_entries")
}

fn unsealed(ground: &Ground) -> i64 {
    number(&ground.db(), "SELECT CAST(count(*) AS TEXT) AS line FROM audit_entries WHERE block IS NULL")
}

fn survives_jumps(ground: &Ground) {
    let noon =
        Moment(number(&ground.db(), "SELECT value AS line FROM house_settings WHERE name = 'demo_clock'"));
    let first = Start::of(ground, noon.plus_seconds(5 * HOUR));
    let person = first.enter();
    first.change(ground, &person);
    first.work();
    first.mistype();
    let before = newest(ground);
    drop(first);

    // Five hours back.
    let back = Start::of(ground, noon);
    assert_eq!(back.page(&person), 200, "a session does not end because the clock was set back");
    let again = back.enter();
    assert!(back.change(ground, &again) > before, "an id made on the earlier clock comes after");
    back.work();
    assert_eq!(unsealed(ground), 0, "sealing would rest for five hours");
    let before = newest(ground);
    drop(back);

    // A month on: collection is over, but signing in is not.
    let on = Start::of(ground, noon.plus_seconds(30 * 24 * HOUR));
    assert_eq!(on.page(&person), 303, "the session has ended");
    on.enter();
    assert!(newest(ground) > before);
    on.work();
    assert_eq!(unsealed(ground), 0);
    let verdict = on.base.db.read(audit::verify).unwrap();
    assert_eq!(verdict.broken, None, "{verdict:?}");
    assert!(verdict.blocks > 2);
}

#[test]
fn a_clock_that_jumps_stops_nothing_on_sqlite() {
    survives_jumps(&Ground::sqlite());
}

#[test]
fn a_clock_that_jumps_stops_nothing_on_postgres() {
    survives_jumps(&Ground::postgres());
}
