//! Duties that name the people of a pair; a successor where somebody has left (п. 3.6).

use std::collections::BTreeMap;

use db::{Conn, Result};
use packs::Effective;
use registry::Obligation;
use web::russian;

use crate::departures::{Departures, Mentors};
use crate::model::Pair;
use crate::rules::cited;

/// Names of the people of pairs, for the duties of who keeps them.
#[derive(Default)]
pub(crate) struct Names {
    people: BTreeMap<i64, String>,
    mentors: BTreeMap<i64, Vec<i64>>,
}

impl Names {
    pub fn of(conn: &mut Conn, pairs: &[Pair], mentors: &Mentors, more: &[i64]) -> Result<Self> {
        let now = |one: &&crate::model::Mentor| one.to_on.is_none() && one.from_on.is_some();
        let by_pair: BTreeMap<i64, Vec<i64>> = mentors
            .iter()
            .map(|(pair, all)| (*pair, all.iter().filter(now).map(|one| one.person_id.0).collect()))
            .collect();
        let mut ids: Vec<i64> = by_pair.values().flatten().copied().collect();
        ids.extend(pairs.iter().map(|pair| pair.mentee_id.0));
        ids.extend(more);
        ids.sort_unstable();
        ids.dedup();
        let cards = people::store::all_of(conn, &ids)?;
        let people = cards.into_iter().map(|card| (card.id.0, card.name().short())).collect();
        Ok(Self { people, mentors: by_pair })
    }

    pub fn mentee(&self, pair: &Pair) -> &str {
        self.people.get(&pair.mentee_id.0).map_or("", String::as_str)
    }

    /// «Орлова Н. П., Быстров О. И.»: the mentors there are.
    pub fn mentors(&self, pair: &Pair) -> String {
        self.of_all(self.mentors.get(&pair.id.0).map_or(&[][..], Vec::as_slice))
    }

    /// «Орлова Н. П., Быстров О. И.»
    pub fn of_all(&self, ids: &[i64]) -> String {
        let known = ids.iter().filter_map(|id| self.people.get(id).map(String::as_str));
        known.collect::<Vec<_>>().join(", ")
    }

    /// «Орлова Н. П. – Весенняя А. С.»
    pub fn pair(&self, pair: &Pair) -> String {
        format!("{} – {}", self.mentors(pair), self.mentee(pair))
    }
}

/// A pair whose mentee or mentor works here no more (п. 3.6: увольнение, перевод): a successor is to be chosen, or the pair ended.
pub(super) fn left(
    pair: &Pair,
    gone: &Departures,
    mentors: &Mentors,
    (names, rules): (&Names, &Effective),
) -> Option<Obligation> {
    let parts = mentors.get(&pair.id.0).into_iter().flatten();
    let one =
        parts.filter_map(|one| Some((gone.mentor(one)?, one))).max_by_key(|(last, one)| (*last, one.id.0));
    let (last, title) = match (gone.mentee(pair), gone.alone(pair), one) {
        (Some(last), _, _) => (
            last,
            format!("Прекратить наставничество: {} у\u{a0}вас больше не\u{a0}работает", names.mentee(pair)),
        ),
        (None, Some(last), _) => (
            last,
            format!(
                "Назначить преемника: {} без\u{a0}наставника с\u{a0}{}",
                names.mentee(pair),
                russian::date(last.succ_opt().unwrap_or(last))
            ),
        ),
        (None, None, Some((last, one))) => {
            let who = names.people.get(&one.person_id.0).map_or("", String::as_str);
            (last, format!("Назначить преемника: {who} у\u{a0}вас больше не\u{a0}работает"))
        }
        (None, None, None) => return None,
    };
    Some(Obligation {
        key: format!("mentoring:left:{}:{last}", pair.id),
        due: last.succ_opt().unwrap_or(last),
        title,
        note: if gone.mentee(pair).is_some() {
            format!("{}: прекратите наставничество", names.pair(pair))
        } else {
            format!(
                "{}: замените наставника или прекратите наставничество{}",
                names.pair(pair),
                cited(rules.mentoring.clause("replacement"))
            )
        },
        action: "Открыть".to_owned(),
        url: pair.url(),
    })
}
