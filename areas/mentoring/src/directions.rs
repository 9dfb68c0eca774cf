//! What mentoring tells of the directions of effectiveness: young specialists with a mentor, pairs at work (Амурская область,
//! приложение 1, раздел 4, направление 2).

use chrono::NaiveDate;
use db::{Conn, Result};
use packs::Library;
use registry::{DirectionLine, DirectionOffer, DirectionPlace};

use crate::model::State;
use crate::picture::{Day, Pairs};
use crate::young::Young;

/// The offer.
#[derive(Default)]
pub(crate) struct Mentorings {
    packs: Library,
}

impl DirectionOffer for Mentorings {
    fn learn(&mut self, packs: &Library) {
        self.packs = packs.clone();
    }

    fn lines(&self, conn: &mut Conn, place: &DirectionPlace, today: NaiveDate) -> Result<Vec<DirectionLine>> {
        let (path, unit) = (place.path.as_str(), place.unit.to_string());
        let rules = units::effective(conn, &self.packs, path, today)?;
        let specialists = Young::newcomers(conn, path, &rules, today)?.specialists(path);
        let pairs = Pairs::of(conn, path, Day { on: today, until: None })?;
        let with = specialists.intersection(&pairs.mentees(State::Active)).count();
        let working = pairs.of_state(State::Active).count();
        let line = |label: &str, value: String, url: String| DirectionLine {
            direction: "young",
            label: label.to_owned(),
            value,
            url,
        };
        Ok(vec![
            line(
                "Молодых специалистов с\u{a0}наставником",
                format!("{with} из\u{a0}{}", specialists.len()),
                web::address("/mentoring/young", &[("unit", &unit), ("who", "mentored")]),
            ),
            line(
                "Молодых специалистов без наставника",
                (specialists.len() - with).to_string(),
                web::address("/mentoring/young", &[("unit", &unit), ("who", "unmentored")]),
            ),
            line(
                "Работающих пар",
                working.to_string(),
                web::address("/mentoring/pairs", &[("unit", &unit), ("which", State::Active.code())]),
            ),
        ])
    }
}
