//! What sessions of this school year support somebody (the school itself counts as a body: structures tell it).

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use db::{Conn, Ranges, Result};
use registry::{Support, SupportKind, SupportOffer, school_year_start};

use crate::model::{SessionId, State};
use crate::store;

/// The offer.
pub(crate) struct Attended;

const KINDS: &[SupportKind] = &[SupportKind::Event];

impl SupportOffer for Attended {
    fn kinds(&self) -> &'static [SupportKind] {
        KINDS
    }

    fn supported(
        &self,
        conn: &mut Conn,
        scope: &Ranges,
        today: NaiveDate,
    ) -> Result<BTreeMap<SupportKind, BTreeSet<i64>>> {
        // Schools above the scope serve its people as well; those who asked are picked out by who asks.
        let whole = scope.top().map_or_else(|| "/".to_owned(), |top| format!("/{top}/"));
        let region = Ranges::under([whole.as_str()]);
        let held = store::held_within(conn, &region, (school_year_start(today), today))?;
        let ids: Vec<SessionId> = held.iter().map(|(one, _)| one.id).collect();
        let there = store::attendances_of(conn, &ids)?.into_iter().filter(|one| one.was_there);
        Ok(BTreeMap::from([(SupportKind::Event, there.map(|one| one.person_id.0).collect())]))
    }

    fn told(&self, conn: &mut Conn, people: &[i64], today: NaiveDate) -> Result<Vec<Support>> {
        let since = school_year_start(today);
        let had = store::had_by(conn, people)?.into_iter().filter(|(was, one)| {
            was.was_there && one.state() == State::Held && since <= one.day() && one.day() <= today
        });
        let support = |(was, one): (crate::model::Attendance, crate::model::Session)| Support {
            person: was.person_id.0,
            kind: SupportKind::Event,
            what: one.topic.clone(),
            since: Some(one.day()),
            url: String::new(),
            unit_path: String::new(),
        };
        Ok(had.map(support).collect())
    }
}
