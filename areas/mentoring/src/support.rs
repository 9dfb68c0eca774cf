//! What mentoring offers of a person: a mentor as support, and being one as help to others.

use std::collections::{BTreeMap, BTreeSet};

use access::{Person, Policy};
use chrono::NaiveDate;
use db::{Conn, Ranges, Result};
use registry::{Support, SupportKind, SupportOffer};

use crate::KeepMentoring;
use crate::actions::pairing::choice_url;
use crate::departures::Departures;
use crate::model::{Mentor, Pair, State};
use crate::store;

/// How a mentor helps others.
pub(crate) const MENTOR: &str = "наставник";
const KINDS: &[SupportKind] = &[SupportKind::Mentor];

/// The offer of support.
pub(crate) struct Mentored;

impl SupportOffer for Mentored {
    fn kinds(&self) -> &'static [SupportKind] {
        KINDS
    }

    fn supported(
        &self,
        conn: &mut Conn,
        scope: &Ranges,
        today: NaiveDate,
    ) -> Result<BTreeMap<SupportKind, BTreeSet<i64>>> {
        let active = store::lines::active_within(conn, scope)?;
        let mut alone = BTreeSet::new();
        for (from, to) in scope.pairs() {
            alone.extend(Departures::within(conn, (from, to), today)?.left_alone());
        }
        let served = active.into_iter().filter(|(pair, _)| !alone.contains(pair));
        let mentees = served.map(|(_, mentee)| mentee).collect();
        Ok(BTreeMap::from([(SupportKind::Mentor, mentees)]))
    }

    fn told(&self, conn: &mut Conn, people: &[i64], today: NaiveDate) -> Result<Vec<Support>> {
        let active = store::of_mentees(conn, people)?.into_iter();
        let active = active.filter(|pair| pair.state() == State::Active).collect();
        let all = served(conn, active, today)?;
        let ids: Vec<i64> =
            all.iter().flat_map(|(_, mentors)| mentors.iter().map(|one| one.person_id.0)).collect();
        let cards = people::store::all_of(conn, &ids)?.into_iter();
        let names: BTreeMap<i64, String> = cards.map(|card| (card.id.0, card.name().short())).collect();
        let support = |(pair, mentors): (Pair, Vec<Mentor>)| Support {
            person: pair.mentee_id.0,
            kind: SupportKind::Mentor,
            what: mentors
                .iter()
                .filter_map(|one| names.get(&one.person_id.0).cloned())
                .collect::<Vec<_>>()
                .join(", "),
            // A successor supports from their own order on.
            since: mentors.iter().filter_map(|one| one.from_on).min().or(pair.order_on),
            url: pair.url(),
            unit_path: pair.unit_path,
        };
        Ok(all.into_iter().map(support).collect())
    }

    fn ways(
        &self,
        policy: &Policy,
        account: &Person,
        whom: i64,
        unit_path: &str,
    ) -> Vec<(&'static str, String)> {
        let may = policy.check::<KeepMentoring>(Some(account));
        let is_kept = may.is_ok_and(|may| may.ranges().holds(unit_path));
        let url = choice_url(people::PersonId(whom), "");
        is_kept.then_some(("Выбрать наставника", url)).into_iter().collect()
    }

    fn helpers(&self, conn: &mut Conn, people: &[i64], today: NaiveDate) -> Result<BTreeMap<i64, String>> {
        let parts = store::of_mentors(conn, people)?;
        let pairs: Vec<Pair> = parts.iter().map(|(_, pair)| pair.clone()).collect();
        let (gone, _) = Departures::read(conn, &pairs, today)?;
        let now = parts.into_iter().filter(|(one, pair)| is_now(one, pair) && gone.mentor(one).is_none());
        Ok(now.map(|(one, _)| (one.person_id.0, MENTOR.to_owned())).collect())
    }
}

/// Those of these pairs at work that have a mentor still, each with its mentors who work here.
fn served(conn: &mut Conn, mut pairs: Vec<Pair>, today: NaiveDate) -> Result<Vec<(Pair, Vec<Mentor>)>> {
    let (gone, mut mentors) = Departures::read(conn, &pairs, today)?;
    pairs.retain(|pair| gone.alone(pair).is_none());
    let with_mentors = |pair: Pair| {
        let parts = mentors.remove(&pair.id.0).unwrap_or_default().into_iter();
        let here = parts.filter(|one| is_now(one, &pair) && gone.mentor(one).is_none());
        let here: Vec<Mentor> = here.collect();
        (pair, here)
    };
    Ok(pairs.into_iter().map(with_mentors).collect())
}

fn is_now(one: &Mentor, pair: &Pair) -> bool {
    pair.state() == State::Active && one.is_of(pair)
}
