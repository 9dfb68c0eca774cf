//! What becomes of people when a unit ends: who works there goes on in the unit it was joined to, in the same post; the work
//! of before ends with its day and stays in the card. Without such a unit the work ends.

use db::{Conn, Result, Returned, Trail, WriteTx};
use registry::{Merger, MergingOffer};
use web::russian;

use crate::Employment;
use crate::carrying::{Carried, carry, people_of, settled};
use crate::store::{self, mergers};

/// The offer.
pub(crate) struct Staff;

/// Posts of those who lead that both have, with how many people hold them together.
fn twice<'w>(going: &'w [Employment], there: &'w [Employment]) -> impl Iterator<Item = (&'w str, usize)> {
    let leads = |one: &&Employment| one.post == "principal" || one.post.starts_with("deputy");
    let mut posts: std::collections::BTreeMap<&str, (&str, usize)> = std::collections::BTreeMap::new();
    for one in there.iter().filter(leads) {
        posts.entry(one.post.as_str()).or_insert((one.post_title.as_str(), 0)).1 += 1;
    }
    let alone: std::collections::BTreeMap<&str, usize> =
        posts.iter().map(|(post, (_, count))| (*post, *count)).collect();
    for one in going.iter().filter(leads) {
        if let Some((_, count)) = posts.get_mut(one.post.as_str()) {
            *count += 1;
        }
    }
    posts.into_iter().filter(move |(post, (_, count))| alone.get(post) < Some(count)).map(|(_, said)| said)
}

impl MergingOffer for Staff {
    fn told(&self, conn: &mut Conn, merger: &Merger) -> Result<Vec<String>> {
        let works = mergers::offered(conn, merger.closed.unit, merger.day)?;
        let count = i64::try_from(works.len()).unwrap_or(i64::MAX);
        let counted = russian::counted(count, "место работы", "места работы", "мест работы");
        let goes = |one: &'static str, many: &'static str| russian::plural(count, one, many, many);
        let said = match &merger.into {
            Some(into) => format!(
                "Педагоги: {counted} {} в\u{a0}«{}», прежние останутся в\u{a0}карточках",
                goes("продолжится", "продолжатся"),
                into.name
            ),
            None => format!("Педагоги: {counted} {}", goes("закончится", "закончатся")),
        };
        let mut told: Vec<String> = (count > 0).then_some(said).into_iter().collect();
        if let Some(into) = &merger.into {
            let there = mergers::offered(conn, into.unit, merger.day)?;
            told.extend(twice(&works, &there).map(|(post, count)| {
                format!(
                    "Должность «{post}» в\u{a0}«{}» займут {count}: кому остаться, решите до или сразу после",
                    into.name
                )
            }));
        }
        Ok(told)
    }

    fn merge(
        &self,
        tx: &mut WriteTx,
        merger: &Merger,
        trail: &mut Trail,
        id: &dyn Fn() -> i64,
    ) -> Result<()> {
        let works = mergers::going_on(tx, merger.closed.unit, merger.day)?;
        let people = people_of(&works);
        let mut taught =
            store::employments::subjects_of(tx, &people.iter().map(|one| one.0).collect::<Vec<_>>())?;
        let to =
            Carried { into: merger.into.as_ref(), day: merger.day, ground: &merger.ground, at: merger.at };
        for one in &works {
            let subjects = taught.remove(&one.id.0).unwrap_or_default();
            carry(tx, trail, (one, subjects), &to, id)?;
        }
        settled(tx, (merger.by, merger.at, merger.day), people)?;
        if let Some(into) = &merger.into {
            let teams = merger.moving(into, "teams", mergers::teams_at(tx, merger.closed.unit)?);
            let teams = teams.while_it_is("state", "active");
            trail.change(tx, "школьные команды", teams, merger.at)?;
        }
        Ok(())
    }

    fn undone(
        &self,
        tx: &mut WriteTx,
        merger: &Merger,
        returned: &Returned,
        _id: &dyn Fn() -> i64,
    ) -> Result<()> {
        let works = mergers::going_on(tx, merger.closed.unit, merger.day)?;
        let back: Vec<Employment> =
            works.into_iter().filter(|one| returned.of("employments").contains(&one.id.0)).collect();
        settled(tx, (merger.by, merger.at, merger.day), people_of(&back))
    }
}
