//! Whether sessions for young teachers left materials, and how many came beside the year before (Владимир, приложение, п. 7,
//! критерий 5).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use db::{Conn, Ranges, Result};
use packs::{FactDecl, FactValue};
use registry::{Answered, Ask, Fact, FactOffer, Period, Proof, Subject};

use crate::model::{Session, SessionId};
use crate::store;

/// The offer.
pub(crate) struct Events;

const FACTS: &[FactDecl] = &[FactDecl { name: "schooling.events", params: &[], value: FactValue::Number }];

/// Sessions held within some days, with visits and materials.
struct Held {
    sessions: Vec<(Session, String)>,
    visits: BTreeMap<SessionId, usize>,
    materials: BTreeMap<SessionId, usize>,
}

impl Held {
    fn read(conn: &mut Conn, scope: &Ranges, days: (NaiveDate, NaiveDate)) -> Result<Self> {
        let sessions = store::held_within(conn, scope, days)?;
        let ids: Vec<SessionId> = sessions.iter().map(|(one, _)| one.id).collect();
        let (visits, materials) = (store::counts(conn, &ids)?, store::material_counts(conn, &ids)?);
        Ok(Self { sessions, visits, materials })
    }

    /// Held, with materials, visits – under a path.
    fn under(&self, path: &str) -> (usize, usize, usize) {
        let own = self.sessions.iter().filter(|(_, unit)| unit.starts_with(path));
        own.fold((0, 0, 0), |(held, with, visits), (one, _)| {
            let has = self.materials.get(&one.id).is_some_and(|count| *count > 0);
            (held + 1, with + usize::from(has), visits + self.visits.get(&one.id).copied().unwrap_or(0))
        })
    }
}

impl FactOffer for Events {
    fn declares(&self) -> &'static [FactDecl] {
        FACTS
    }

    fn compute(
        &self,
        conn: &mut Conn,
        asks: &[Ask<'_>],
        subjects: &[Subject],
        period: Period,
    ) -> Result<Vec<Answered>> {
        let scope = Ranges::under(subjects.iter().map(|subject| subject.path.as_str()));
        let now = Held::read(conn, &scope, period.counted())?;
        let before = Held::read(conn, &scope, period.year_before().counted())?;
        let answered: Answered = subjects
            .iter()
            .filter_map(|subject| Some((subject.unit, told(subject, &now, &before)?)))
            .collect();
        Ok(asks.iter().map(|_| answered.clone()).collect())
    }
}

/// No session is no proof that there was none: they may be kept elsewhere.
fn told(subject: &Subject, now: &Held, before: &Held) -> Option<Fact> {
    let (held, with, visits) = now.under(&subject.path);
    let (earlier, _, then) = before.under(&subject.path);
    if held == 0 {
        return None;
    }
    let said = if earlier == 0 { String::new() } else { format!(", годом раньше {then}") };
    let title =
        format!("Занятий для молодых педагогов: {held}, с\u{a0}материалами {with}; посещений {visits}{said}");
    let proofs = vec![Proof { kind: "young_school".to_owned(), id: subject.unit, title }];
    if with == 0 {
        return Some(Fact::Short {
            have: "занятия без материалов".to_owned(),
            need: "материалы занятий".to_owned(),
            proofs,
        });
    }
    let value = if earlier == 0 { visits.to_string() } else { format!("{visits}/{then}") };
    Some(Fact::Known { value, proofs })
}
