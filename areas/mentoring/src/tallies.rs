//! How schools stand with mentors of their young specialists and with the reports of mentors.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use db::{Conn, Result};
use packs::Library;
use registry::{Placed, Tally, TallyKind, TallyOffer, TallyPart, UnitTally};

use crate::picture::{Day, Keeping, Pairs};
use crate::rules::due_anew;
use crate::young::Young;

const MENTOR: &str = "mentoring.mentor";
const REPORTS: &str = "mentoring.reports";
const KINDS: [TallyKind; 2] = [
    TallyKind {
        code: MENTOR, title: "Наставник молодого специалиста", of: "молодых специалистов"
    },
    TallyKind { code: REPORTS, title: "Отчёты наставников за\u{a0}год", of: "" },
];

/// The offer.
#[derive(Default)]
pub(crate) struct Mentorings {
    packs: Library,
}

impl TallyOffer for Mentorings {
    fn learn(&mut self, packs: &Library) {
        self.packs = packs.clone();
    }

    fn kinds(&self) -> &'static [TallyKind] {
        &KINDS
    }

    fn tallies(
        &self,
        conn: &mut Conn,
        path: &str,
        _units: &[Placed],
        today: NaiveDate,
    ) -> Result<Vec<UnitTally>> {
        let rules = units::effective(conn, &self.packs, path, today)?;
        let pairs = Pairs::of(conn, path, Day { on: today, until: None })?;
        let young = Young::newcomers(conn, path, &rules, today)?;
        let mut found: BTreeMap<(i64, &'static str), Tally> = BTreeMap::new();
        let (served, left) = (pairs.served(), pairs.left_alone());
        for one in young.newcomers_at_work() {
            let Some(work) = one.place(path, today) else { continue };
            let begun = one.begun(work);
            let hired = one.came_new().map_or(begun, |came| came.max(begun));
            // Without a day in the rules nobody is late.
            let days = (hired, left.get(&one.person.0).copied());
            let due = due_anew(days, &rules.mentoring, &rules.calendar).unwrap_or(today);
            let lacks = (!served.contains(&one.person.0)).then_some(due);
            found.entry((work.unit, MENTOR)).or_default().add(lacks, today);
        }
        for (pair, half, keeping) in pairs.reports(conn, &rules)? {
            let lacks = (keeping == Keeping::Missing).then(|| half.due());
            found.entry((pair.unit_id, REPORTS)).or_default().add(lacks, today);
        }
        Ok(found.into_iter().map(|((unit, kind), tally)| UnitTally { unit, kind, tally }).collect())
    }

    fn url(&self, kind: &str, unit: i64) -> String {
        match kind {
            MENTOR => format!("/mentoring/young?unit={unit}&who=unserved"),
            _ => format!("/mentoring/pairs?unit={unit}&which=reports_missing"),
        }
    }

    fn listed(&self, kind: &str, part: TallyPart, unit: i64) -> String {
        let (page, name, asked) = match (kind, part) {
            (MENTOR, TallyPart::Met) => ("young", "who", "served"),
            (MENTOR, TallyPart::Unmet) => ("young", "who", "unserved"),
            (REPORTS, TallyPart::Met) => ("pairs", "which", "reports_handed"),
            (REPORTS, TallyPart::Overdue) => ("pairs", "which", "reports_missing"),
            _ => return String::new(),
        };
        format!("/mentoring/{page}?unit={unit}&{name}={asked}")
    }
}
