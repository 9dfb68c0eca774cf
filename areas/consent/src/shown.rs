//! What areas above may show of people to everybody: what they agreed to, while it is in force, and nothing else.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use db::{Conn, Result};

use crate::model::{Consent, Field};
use crate::store;

/// The kind of consent the directory for visitors rests on.
pub const DIRECTORY: &str = "directory";

/// What of a person may be shown to everybody; the name always.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shown {
    /// Family name, given name, patronymic.
    pub name: String,
    /// The post, if they agreed.
    pub post: String,
    /// The organisation, if they agreed.
    pub unit: String,
    /// Telephone and mail, if they agreed.
    pub contacts: Vec<String>,
}

/// Whether a consent of the kind is in force on the day: what rests on it is kept and shown as long.
pub fn agrees(conn: &mut Conn, kind: &str, person: i64, day: NaiveDate) -> Result<bool> {
    Ok(!store::in_force(conn, kind, &[person], day)?.is_empty())
}

/// Of these people those who agreed to be shown and whose consent is in force today, with just the fields they agreed to.
/// A consent counts while the person works in the organisation it was given to.
pub fn to_everybody(conn: &mut Conn, people: &[i64], today: NaiveDate) -> Result<BTreeMap<i64, Shown>> {
    let given: BTreeMap<i64, Consent> = store::in_force(conn, DIRECTORY, people, today)?
        .into_iter()
        .map(|one| (one.person_id.0, one))
        .collect();
    let ids: Vec<i64> = given.keys().copied().collect();
    let cards = people::store::all_of(conn, &ids)?;
    let mut works = people::store::at_work_all(conn, &ids, today)?;
    let units: Vec<i64> = given.values().map(|one| one.unit_id.0).collect();
    let units: BTreeMap<i64, String> =
        units::store::all_of(conn, &units)?.into_iter().map(|unit| (unit.id.0, unit.short_name)).collect();
    let mut found = BTreeMap::new();
    for card in cards {
        let Some(consent) = given.get(&card.id.0) else { continue };
        let fields = consent.fields();
        if !fields.contains(&Field::Name) {
            continue;
        }
        let work = works.remove(&card.id.0).unwrap_or_default();
        let post = work.into_iter().find(|one| one.unit_id == consent.unit_id).map(|one| one.post_title);
        let only = |field: Field, text: String| if fields.contains(&field) { text } else { String::new() };
        let contacts = [card.phone.clone(), card.email.clone()].map(|text| only(Field::Contacts, text));
        let shown = Shown {
            name: card.name().full(),
            post: only(Field::Post, post.unwrap_or_default()),
            unit: only(Field::Unit, units.get(&consent.unit_id.0).cloned().unwrap_or_default()),
            contacts: contacts.into_iter().filter(|text| !text.is_empty()).collect(),
        };
        found.insert(card.id.0, shown);
    }
    Ok(found)
}
