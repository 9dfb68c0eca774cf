//! What is asked of whoever leads a structure: its documents, terms of roles, its own term, the document it is founded by.

use chrono::NaiveDate;
use db::{Conn, Result};
use registry::{Obligation, month_end};
use web::russian;

use super::{StructureDuties, is_bare, lacking_documents, lapsed, page, term};
use crate::model::Structure;
use crate::store;

/// The duties of these structures, by `by` at the latest.
pub(super) fn duties(
    offer: &StructureDuties,
    conn: &mut Conn,
    led: &[Structure],
    (by, today): (NaiveDate, NaiveDate),
) -> Result<Vec<Obligation>> {
    let is_ending = |one: &&Structure| one.ends_on.is_some_and(|last| last <= by);
    let mut duties: Vec<Obligation> = led.iter().filter(is_ending).filter_map(ending).collect();
    let ids: Vec<i64> = led.iter().map(|one| one.id.0).collect();
    for member in store::members_of(conn, &ids)? {
        let is_due = member.to_on.is_none() && member.term_on.is_some_and(|last| last <= by);
        let body = led.iter().find(|one| one.id == member.structure_id);
        duties.extend(body.filter(|_| is_due).and_then(|one| term(one, &member)));
    }
    let all: Vec<&Structure> = led.iter().collect();
    duties.extend(super::gone::duties(conn, &all, today)?);
    duties.extend(lapsed(conn, &all, today)?.into_iter().map(|one| replaced(one, today)));
    for one in led {
        let rules = units::effective(conn, &offer.packs, &one.unit_path, today)?;
        duties.extend(page(one, &rules, today));
        duties.extend(Some(one).filter(|one| is_bare(one, &rules)).map(|one| bare(one, today)));
        let found = lacking_documents(conn, &rules, &[one], &one.unit_path, today)?;
        duties.extend(found.first().map(|(one, count)| papers(one, *count, today)));
    }
    Ok(duties)
}

fn ending(one: &Structure) -> Option<Obligation> {
    let due = one.ends_on?;
    Some(Obligation {
        key: format!("structures:ending:{}:{due}", one.id),
        due,
        title: format!("Кончается срок структуры, которую вы ведёте: {}", one.name),
        note: "Скажите тому, кто её создал, продлить её или закрыть".to_owned(),
        action: "Открыть".to_owned(),
        url: one.url(),
    })
}

fn papers(one: &Structure, count: usize, today: NaiveDate) -> Obligation {
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    let counted = russian::counted(count, "документа", "документов", "документов");
    let note = format!("Не\u{a0}хватает {counted}");
    asked(one, "papers", ("Привести в\u{a0}порядок документы", note), today)
}

fn bare(one: &Structure, today: NaiveDate) -> Obligation {
    let note = "Без него она не\u{a0}работает. Попросите того, кто её создал, указать документ".to_owned();
    asked(one, "bare", ("Не\u{a0}указан документ, которым создана структура", note), today)
}

fn replaced(one: &Structure, today: NaiveDate) -> Obligation {
    let note = "Попросите того, кто её создал, указать действующий".to_owned();
    asked(one, "act", ("Документ, которым создана структура, больше не\u{a0}действует", note), today)
}

/// What a structure waits for until the end of the month.
fn asked(one: &Structure, what: &str, (title, note): (&str, String), today: NaiveDate) -> Obligation {
    let due = month_end(today);
    Obligation {
        key: format!("structures:{what}:{}:{due}", one.id),
        due,
        title: format!("{title}: {}", one.name),
        note,
        action: "Открыть".to_owned(),
        url: one.url(),
    }
}
