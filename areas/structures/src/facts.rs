//! Facts about structures: one of a kind worked in the unit within the period, and how many did; people of the unit belonged to
//! one anywhere (приложение 6, 2.5); each is proved by its card.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use db::{Conn, Ranges, Result};
use documents::DocumentFacts;
use packs::{FactDecl, FactValue, ParamDecl, ParamType, ParamValue};
use people::Employment;
use registry::{Answered, Ask, Fact, FactOffer, Period, Proof, Subject};

use crate::model::{Link, Structure};
use crate::store;

/// The offer of facts.
pub(crate) struct StructureFacts;

const EXISTS: &str = "structures.exists";
const COUNT: &str = "structures.count";
const JOINED: &str = "structures.joined";
const LINKED: &str = "structures.linked";
const RESOURCE: &str = "structures.resource";
/// What answers for documents.
const DOCUMENTS: &str = "documents.exists";
/// More proofs of one fact than this help nobody.
const MOST_PROOFS: usize = 20;

/// Kinds of structures, separated by commas: any of them answers.
const KIND: ParamDecl = ParamDecl { name: "kind", value: ParamType::Text, required: true };
/// `own`: of the unit itself; `below`: of the organisations under it.
const LEVEL: ParamDecl = ParamDecl { name: "level", value: ParamType::Text, required: false };

/// Kinds of documents that answer as well: not everybody enters members.
const DOCUMENT: ParamDecl = ParamDecl { name: "document", value: ParamType::DocumentKinds, required: false };

/// Kinds of structures whose links are counted.
const OF: ParamDecl = ParamDecl { name: "kind", value: ParamType::StructureKinds, required: true };
/// Code of a link: `base`, `serves`.
const LINK: ParamDecl = ParamDecl { name: "link", value: ParamType::Text, required: true };

const FACTS: &[FactDecl] = &[
    FactDecl { name: LINKED, params: &[OF, LINK], value: FactValue::Number },
    FactDecl { name: RESOURCE, params: &[OF], value: FactValue::Presence },
    FactDecl { name: EXISTS, params: &[KIND, LEVEL], value: FactValue::Presence },
    FactDecl { name: COUNT, params: &[KIND, LEVEL], value: FactValue::Number },
    FactDecl { name: JOINED, params: &[KIND, DOCUMENT], value: FactValue::Presence },
];

impl FactOffer for StructureFacts {
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
        let kinds: Vec<String> = asks.iter().flat_map(|ask| kinds(ask)).collect();
        let found = store::working_within(conn, &scope, &kinds, period.days())?;
        let mut answers = Vec::with_capacity(asks.len());
        for ask in asks {
            let of = |subject: &Subject| (subject.unit, answer(ask, subject, &found));
            answers.push(match ask.name {
                JOINED => joined(conn, ask, subjects, period)?,
                LINKED => linked(conn, ask, subjects, (&found, period.until))?,
                RESOURCE => resource(ask, subjects, &found),
                _ => subjects.iter().map(of).collect::<BTreeMap<i64, Fact>>(),
            });
        }
        Ok(answers)
    }

    fn listed(&self, ask: &Ask<'_>, subject: &Subject, fact: &Fact) -> String {
        match fact {
            Fact::Known { proofs, .. } if ask.name == LINKED && proofs.len() == 1 => {
                format!("/structures/{}", proofs[0].id)
            }
            // The list takes one kind: of several it would show fewer than were counted.
            _ if ask.name == LINKED || ask.name == COUNT => match kinds(ask).as_slice() {
                [kind] => web::address(
                    "/structures",
                    &[("unit", &subject.unit.to_string()), ("kind", kind.as_str())],
                ),
                _ => String::new(),
            },
            _ => String::new(),
        }
    }
}

/// How many organisations the structures of the unit are tied to by such a link, proved by the structures.
fn linked(
    conn: &mut Conn,
    ask: &Ask<'_>,
    subjects: &[Subject],
    (found, day): (&[Structure], NaiveDate),
) -> Result<Answered> {
    let (kinds, link) = (kinds(ask), ask.with.get(LINK.name).map(ParamValue::texts).unwrap_or_default());
    let own = |subject: &Subject| {
        let path = subject.path.clone();
        found.iter().filter(move |one| one.unit_path == path)
    };
    let all = subjects.iter().flat_map(own).filter(|one| kinds.contains(&one.kind));
    let ids: Vec<i64> = all.map(|one| one.id.0).collect();
    let links = store::links::of_all(conn, &ids, usize::MAX)?;
    let is_said = |one: &&Link| link.contains(&one.kind) && one.since <= day && one.unit_id.is_some();
    let links: Vec<&Link> = links.iter().filter(is_said).collect();
    let mut answered = Answered::new();
    for subject in subjects {
        let of = |one: &Structure| links.iter().filter(|link| link.structure_id == one.id).count();
        let tied: Vec<(&Structure, usize)> =
            own(subject).map(|one| (one, of(one))).filter(|(_, count)| *count > 0).collect();
        let proof = |(one, count): &(&Structure, usize)| Proof {
            kind: "structure".to_owned(),
            id: one.id.0,
            title: format!("{}: организаций {count}", one.name),
        };
        if !tied.is_empty() {
            let value = tied.iter().map(|(_, count)| count).sum::<usize>().to_string();
            let proofs = tied.iter().take(MOST_PROOFS).map(proof).collect();
            answered.insert(subject.unit, Fact::Known { value, proofs });
        }
    }
    Ok(answered)
}

/// Units whose structures of the kinds, at and under them, all tell where they are told of: proved by the address and the day it
/// was looked at last (Владимир, приложение, п. 1.2).
fn resource(ask: &Ask<'_>, subjects: &[Subject], found: &[Structure]) -> Answered {
    let kinds = kinds(ask);
    let address = |one: &Structure| {
        let section = one.section_url.clone().unwrap_or_default();
        if one.resource_url.is_empty() { section } else { one.resource_url.clone() }
    };
    let mut answered = Answered::new();
    for subject in subjects {
        let is_here = |one: &&Structure| {
            one.is_active() && kinds.contains(&one.kind) && one.unit_path.starts_with(&subject.path)
        };
        let own: Vec<&Structure> = found.iter().filter(is_here).collect();
        if own.is_empty() || own.iter().any(|one| address(one).is_empty()) {
            continue;
        }
        let proof = |one: &&Structure| Proof {
            kind: "structure".to_owned(),
            id: one.id.0,
            title: format!(
                "{}: {}, сведения от\u{a0}{}",
                one.name,
                address(one),
                web::russian::date(one.updated_at.utc().date_naive())
            ),
        };
        let proofs = own.iter().take(MOST_PROOFS).map(proof).collect();
        answered.insert(subject.unit, Fact::Known { value: "1".to_owned(), proofs });
    }
    answered
}

/// Whose people belong to a structure of the kinds, wherever it is; else what documents answer.
fn joined(conn: &mut Conn, ask: &Ask<'_>, subjects: &[Subject], period: Period) -> Result<Answered> {
    let mut answered = Answered::new();
    if let Some(documents) = ask.with.get("document") {
        let with = BTreeMap::from([("kind".to_owned(), documents.clone())]);
        let asked = [Ask { name: DOCUMENTS, with: &with }];
        answered = DocumentFacts.compute(conn, &asked, subjects, period)?.pop().unwrap_or_default();
    }
    let members = store::of_kinds_within(conn, &kinds(ask), period.days())?;
    let ids: Vec<i64> = members.iter().map(|(_, _, person)| *person).collect();
    let works = people::store::works_of(conn, &ids)?;
    for subject in subjects {
        let is_here = |person: &i64| {
            works.get(person).into_iter().flatten().any(|work| is_of(work, &subject.path, period.days()))
        };
        let mut by_structure: BTreeMap<(i64, &str), usize> = BTreeMap::new();
        for (id, name, _) in members.iter().filter(|(_, _, person)| is_here(person)) {
            *by_structure.entry((*id, name)).or_default() += 1;
        }
        let proof = |((id, name), count): (&(i64, &str), &usize)| Proof {
            kind: "structure".to_owned(),
            id: *id,
            title: format!("{name}: членов {count}"),
        };
        let proofs: Vec<Proof> = by_structure.iter().take(MOST_PROOFS).map(proof).collect();
        if !proofs.is_empty() {
            answered.insert(subject.unit, Fact::Known { value: "1".to_owned(), proofs });
        }
    }
    Ok(answered)
}

/// Whether it is work under a path within the days; a list without days of hiring tells of work that went on.
fn is_of(work: &Employment, path: &str, (from, to): (NaiveDate, NaiveDate)) -> bool {
    work.unit_path.starts_with(path)
        && (work.started_on <= to || !work.is_start_known())
        && work.ended_on.is_none_or(|last| from <= last)
}

fn kinds(ask: &Ask<'_>) -> Vec<String> {
    let typed = ask.with.get("kind").map(ParamValue::texts).unwrap_or_default();
    let all = typed.iter().flat_map(|one| one.split(','));
    all.map(str::trim).filter(|one| !one.is_empty()).map(str::to_owned).collect()
}

/// No structure is no proof that there is none: a unit may not have entered its own yet.
fn answer(ask: &Ask<'_>, subject: &Subject, found: &[Structure]) -> Fact {
    let kinds = kinds(ask);
    let levels = ask.with.get("level").map(ParamValue::texts).unwrap_or_default();
    let is_below = levels.iter().any(|one| one == "below");
    let is_whose = |one: &&Structure| {
        let is_own = one.unit_path == subject.path;
        kinds.contains(&one.kind)
            && if is_below { one.unit_path.starts_with(&subject.path) && !is_own } else { is_own }
    };
    let own: Vec<&Structure> = found.iter().filter(is_whose).collect();
    if own.is_empty() {
        return Fact::Unknown;
    }
    let proof =
        |one: &&Structure| Proof { kind: "structure".to_owned(), id: one.id.0, title: one.name.clone() };
    let value = if ask.name == COUNT { own.len().to_string() } else { "1".to_owned() };
    Fact::Known { value, proofs: own.iter().take(MOST_PROOFS).map(proof).collect() }
}
