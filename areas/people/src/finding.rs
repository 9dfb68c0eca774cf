//! People found by name: from each unit that sees them, by every work they are seen by.

use std::collections::BTreeMap;

use access::{Person as Account, Policy};
use db::{Conn, Result, WriteTx};
use registry::{Findable, Finding, FindingOffer};
use search::{Asked, Human, Likeness, Named, Names, Part, Sought, Thing};

use crate::store::{self, employments};
use crate::{Employment, Person, PersonId, SeePeople};

/// The kind of things people are in the search.
pub const KIND: &str = "people.person";
const AT_WORK: &str = "должность или\u{a0}место работы";

/// The offer.
pub(crate) struct People;

/// Makes the person findable as they are now; whoever is gone is found no more.
pub(crate) fn put(tx: &mut WriteTx, id: PersonId) -> Result<()> {
    put_all(tx, &[id.0])
}

/// The same of many.
pub(crate) fn put_all(tx: &mut WriteTx, ids: &[i64]) -> Result<()> {
    let people: BTreeMap<i64, Person> =
        store::all_of(tx, ids)?.into_iter().map(|one| (one.id.0, one)).collect();
    let mut works = employments::of_all(tx, ids)?;
    let names = names_of_units(tx, works.values().flatten())?;
    let all: Vec<Shown> = ids.iter().map(|id| Shown::of(*id, &people, works.remove(id), &names)).collect();
    let all: Vec<Human<'_>> = all.iter().map(Shown::human).collect();
    search::put_people(tx, &all)
}

/// A person with the works they are seen by.
struct Shown<'a> {
    address: String,
    title: String,
    person: Option<&'a Person>,
    works: Vec<(Employment, String)>,
}

impl<'a> Shown<'a> {
    fn of(
        id: i64,
        people: &'a BTreeMap<i64, Person>,
        works: Option<Vec<Employment>>,
        names: &BTreeMap<i64, String>,
    ) -> Self {
        let person = people.get(&id);
        let seen_by = works.unwrap_or_default().into_iter().filter(|one| one.shows && person.is_some());
        let works = seen_by.map(|one| {
            let line = line(&one, names);
            (one, line)
        });
        let title = person.map(|one| one.name().full()).unwrap_or_default();
        Self { address: format!("/people/{id}"), title, person, works: works.collect() }
    }

    fn human(&self) -> Human<'_> {
        let thing = Thing {
            kind: KIND,
            address: &self.address,
            title: &self.title,
            position: i64::from(self.person.is_some_and(Person::is_active)),
            version: self.person.map_or(0, |person| person.version),
            ..Thing::default()
        };
        Human {
            address: &self.address,
            named: self.person.map(named).unwrap_or_default(),
            places: self
                .works
                .iter()
                .map(|(one, line)| Thing { id: one.id.0, unit_path: &one.unit_path, line, ..thing.clone() })
                .collect(),
        }
    }
}

fn named(person: &Person) -> Named<'_> {
    Named {
        last: &person.last_name,
        first: &person.first_name,
        middle: &person.middle_name,
        former: &person.former_name,
    }
}

/// «учитель · Школа № 12»
fn line(one: &Employment, names: &BTreeMap<i64, String>) -> String {
    let unit = names.get(&one.unit_id.0).map_or("", String::as_str);
    [one.post_title.as_str(), unit]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}

fn names_of_units<'a>(
    conn: &mut Conn,
    works: impl Iterator<Item = &'a Employment>,
) -> Result<BTreeMap<i64, String>> {
    let mut ids: Vec<i64> = works.map(|one| one.unit_id.0).collect();
    ids.sort_unstable();
    ids.dedup();
    Ok(units::store::all_of(conn, &ids)?.into_iter().map(|unit| (unit.id.0, unit.short_name)).collect())
}

impl FindingOffer for People {
    fn findable(&self) -> Findable {
        Findable { kind: KIND, code: "people", title: "Люди", place: 1, is_suggested: false, format: 1 }
    }

    fn find(
        &self,
        conn: &mut Conn,
        policy: &Policy,
        person: &Account,
        asked: &Asked,
        limit: usize,
    ) -> Result<Vec<Finding>> {
        let Ok(may) = policy.check::<SeePeople>(Some(person)) else { return Ok(Vec::new()) };
        let sought = Sought { kind: KIND, scope: may.ranges(), also: &[] };
        let (hits, _) = search::find_people(conn, &sought, &asked.names, limit)?;
        let ids: Vec<i64> =
            hits.iter().filter_map(|hit| hit.address.strip_prefix("/people/")?.parse().ok()).collect();
        let mut works = employments::of_all(conn, &ids)?;
        for all in works.values_mut() {
            all.retain(|one| one.shows && may.within(&one.unit_path).is_ok());
        }
        let names = names_of_units(conn, works.values().flatten())?;
        // Whoever has no work the person may see has left since the index was written.
        let mut people = store::all_of(conn, &ids)?;
        people.retain(|one| works.get(&one.id.0).is_some_and(|all| !all.is_empty()));
        people.sort_by_key(|one| ids.iter().position(|id| *id == one.id.0));
        let lines = |one: &Person| -> Vec<String> {
            works.get(&one.id.0).into_iter().flatten().map(|work| line(work, &names)).collect()
        };
        Ok(people.iter().map(|one| found(one, &lines(one), &asked.names)).collect())
    }

    fn unit_renamed(&self, tx: &mut WriteTx, unit: i64) -> Result<()> {
        let ids = employments::seen_in(tx, unit)?;
        put_all(tx, &ids)
    }

    fn fill(&self, tx: &mut WriteTx, after: i64, most: i64) -> Result<Option<i64>> {
        let ids = store::list::after(tx, after, most)?;
        put_all(tx, &ids)?;
        Ok(ids.last().copied())
    }
}

fn found(one: &Person, lines: &[String], names: &Names) -> Finding {
    let account = one.account_id.map(|id| ("account", id));
    Finding {
        id: one.id.0,
        title: one.name().full(),
        url: one.url(),
        line: lines.join("; "),
        reason: reason(&named(one), lines, names),
        state: if one.is_active() { "" } else { "не\u{a0}работает" },
        shows: std::iter::once(("person", one.id.0)).chain(account).collect(),
        ..Finding::default()
    }
}

/// «фамилия, инициалы»; what differs from what was typed is told as it is written.
fn reason(named: &Named<'_>, lines: &[String], names: &Names) -> String {
    let mut said: Vec<String> = Vec::new();
    for part in names.parts() {
        let why = match part {
            Part::Initial(_) => "инициалы".to_owned(),
            Part::Number(_) => AT_WORK.to_owned(),
            Part::Word(word) => of_word(word, named, lines),
        };
        if !said.contains(&why) {
            said.push(why);
        }
    }
    said.join(", ")
}

fn of_word(word: &str, named: &Named<'_>, lines: &[String]) -> String {
    let parts = [
        ("фамилия", named.last),
        ("имя", named.first),
        ("отчество", named.middle),
        ("прежняя фамилия", named.former),
    ];
    let near = parts
        .into_iter()
        .flat_map(|(label, text)| search::spelled(text).map(move |own| (label, own)).collect::<Vec<_>>());
    let best = near
        .filter_map(|(label, own)| Some((search::likeness(word, &own)?, label, own)))
        .min_by_key(|(likeness, _, _)| *likeness);
    let is_initials = search::pair(word).is_some();
    match best {
        Some((Likeness::Begins, "прежняя фамилия", _)) => {
            format!("прежняя фамилия: {}", named.former)
        }
        Some((Likeness::Begins, label, _)) => label.to_owned(),
        _ if is_initials => "инициалы".to_owned(),
        Some(_) if answers(word, lines) => AT_WORK.to_owned(),
        Some((Likeness::Form, label, own)) => format!("{label} в\u{a0}другой форме: {}", capital(&own)),
        Some((_, label, own)) => format!("{label} отличается одной буквой: {}", capital(&own)),
        None => AT_WORK.to_owned(),
    }
}

fn answers(word: &str, lines: &[String]) -> bool {
    let texts: Vec<&str> = lines.iter().map(String::as_str).collect();
    !search::Question::of(word).places(&texts).is_empty()
}

fn capital(word: &str) -> String {
    crate::rules::names::cased(&word.to_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reason_says_which_part_answered() {
        let named = Named {
            last: "Иванова", first: "Мария", middle: "Петровна", former: "Серова"
        };
        let lines = ["учитель · Школа № 12".to_owned()];
        for (typed, said) in [
            ("Иванова М. П.", "фамилия, инициалы"),
            ("иванова мп", "фамилия, инициалы"),
            ("серова", "прежняя фамилия: Серова"),
            ("мария ива", "имя, фамилия"),
            ("Ивановой", "фамилия в\u{a0}другой форме: Иванова"),
            ("ивонова", "фамилия отличается одной буквой: Иванова"),
            ("иванова школа 12", "фамилия, должность или\u{a0}место работы"),
        ] {
            assert_eq!(reason(&named, &lines, &Names::of(typed)), said, "{typed}");
        }
    }
}
