//! Pairs found by the name of the mentee or of a mentor, inside the right of who looks: names are asked of the index of people,
//! nothing of a pair is kept there.

use std::collections::BTreeMap;

use access::{Person as Account, Policy};
use db::{Conn, Result, WriteTx};
use people::Person;
use registry::{Findable, Finding, FindingOffer};
use search::{Asked, Sought};
use web::russian;

use crate::model::Pair;
use crate::{SeeMentoring, store};

/// The offer.
pub(crate) struct Pairs;

impl FindingOffer for Pairs {
    fn findable(&self) -> Findable {
        Findable {
            kind: "mentoring.pair",
            code: "mentoring",
            title: "Наставничество",
            place: 5,
            is_suggested: false,
            format: 1,
        }
    }

    fn find(
        &self,
        conn: &mut Conn,
        policy: &Policy,
        person: &Account,
        asked: &Asked,
        limit: usize,
    ) -> Result<Vec<Finding>> {
        let Ok(may) = policy.check::<SeeMentoring>(Some(person)) else { return Ok(Vec::new()) };
        let sought = Sought { kind: people::KIND, scope: may.ranges(), also: &[] };
        let (hits, _) = search::find_people(conn, &sought, &asked.names, limit)?;
        let ids: Vec<i64> =
            hits.iter().filter_map(|hit| hit.address.strip_prefix("/people/")?.parse().ok()).collect();
        let mut pairs = store::of_mentees(conn, &ids)?;
        pairs.extend(store::of_mentors(conn, &ids)?.into_iter().map(|(_, pair)| pair));
        pairs.retain(|pair| may.ranges().holds(&pair.unit_path));
        pairs.sort_by_key(|pair| std::cmp::Reverse(pair.id.0));
        pairs.dedup_by_key(|pair| pair.id.0);
        pairs.truncate(limit);
        told(conn, &pairs, &ids)
    }

    /// Names are in the index of people.
    fn fill(&self, _tx: &mut WriteTx, _after: i64, _most: i64) -> Result<Option<i64>> {
        Ok(None)
    }
}

fn told(conn: &mut Conn, pairs: &[Pair], named: &[i64]) -> Result<Vec<Finding>> {
    let of_pairs: Vec<i64> = pairs.iter().map(|pair| pair.id.0).collect();
    let mentors = store::mentors_of(conn, &of_pairs)?;
    let mut ids: Vec<i64> = mentors.values().flatten().map(|one| one.person_id.0).collect();
    ids.extend(pairs.iter().map(|pair| pair.mentee_id.0));
    ids.sort_unstable();
    ids.dedup();
    let cards: BTreeMap<i64, Person> =
        people::store::all_of(conn, &ids)?.into_iter().map(|card| (card.id.0, card)).collect();
    let short = |id: i64| cards.get(&id).map(|card| card.name().short()).unwrap_or_default();
    let finding = |pair: &Pair| {
        let own: Vec<i64> =
            mentors.get(&pair.id.0).into_iter().flatten().map(|one| one.person_id.0).collect();
        let names: Vec<String> = own.iter().map(|id| short(*id)).collect();
        let is_mentee = named.contains(&pair.mentee_id.0);
        Finding {
            id: pair.id.0,
            title: format!("{} – {}", names.join(", "), short(pair.mentee_id.0)),
            url: pair.url(),
            line: pair.order_on.map_or_else(
                || "приказа нет".to_owned(),
                |day| format!("приказ от\u{a0}{}", russian::date(day)),
            ),
            reason: if is_mentee { "наставляемый" } else { "наставник" }.to_owned(),
            state: pair.state().title(),
            shows: own.iter().chain([&pair.mentee_id.0]).map(|id| ("person", *id)).collect(),
            ..Finding::default()
        }
    };
    Ok(pairs.iter().map(finding).collect())
}
