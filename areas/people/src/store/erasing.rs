//! What a card holds beside the name and the birth date, and how it is taken away: from the card itself, from cards merged into
//! it, from what lists remember for their undoing.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use db::{Conn, Result, WriteTx};
use diesel::dsl::count_star;
use diesel::prelude::*;
use registry::Erasing;

use crate::PersonId;
use crate::model::State;
use crate::schema::{
    employment_subjects as taught, employments as work, people, person_categories as categories,
    person_records as records, team_members as teams,
};

/// The card and those merged into it.
macro_rules! cards {
    ($person:expr) => {
        people::table
            .filter(people::id.eq($person).or(people::merged_into.eq(Some($person)).assume_not_null()))
    };
}

/// Telephone and mail, where there are any.
pub(crate) fn contacts(conn: &mut Conn, person: PersonId) -> Result<Vec<String>> {
    let rows: Vec<(String, String)> =
        cards!(person).order(people::id.asc()).select((people::phone, people::email)).load(conn)?;
    let has = |is: fn(&(String, String)) -> bool, title: &str| rows.iter().any(is).then(|| title.to_owned());
    let all = [has(|row| !row.0.is_empty(), "телефон"), has(|row| !row.1.is_empty(), "почта")];
    Ok(all.into_iter().flatten().collect())
}

/// Takes them away.
pub(crate) fn erase_contacts(tx: &mut WriteTx, erasing: &Erasing) -> Result<()> {
    let person = PersonId(erasing.person);
    diesel::update(cards!(person))
        .set((
            (people::phone.eq(""), people::email.eq("")),
            (people::updated_by.eq(erasing.by), people::updated_at.eq(erasing.at)),
            people::version.eq(people::version + 1),
        ))
        .execute(&mut **tx)?;
    lists::store::forget(tx, erasing.person)
}

/// How many records of each kind a person has.
pub(crate) fn records(conn: &mut Conn, person: PersonId) -> Result<BTreeMap<String, i64>> {
    let rows: Vec<(String, i64)> = records::table
        .filter(records::person_id.eq(person))
        .group_by(records::kind)
        .select((records::kind, count_star()))
        .order(records::kind.asc())
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// Takes records of these kinds away.
pub(crate) fn erase_records(tx: &mut WriteTx, person: PersonId, kinds: &[&'static str]) -> Result<()> {
    let rows = records::table
        .filter(records::person_id.eq(person))
        .filter(db::among(records::kind, kinds.iter().copied()));
    diesel::delete(rows).execute(&mut **tx)?;
    Ok(())
}

/// Whether somebody employs the person.
pub(crate) fn works(conn: &mut Conn, person: PersonId) -> Result<bool> {
    let found: Option<PersonId> = people::table
        .filter(people::id.eq(person))
        .filter(people::state.eq(State::Active.code()))
        .select(people::id)
        .first(conn)
        .optional()?;
    Ok(found.is_some())
}

/// What else a card tells: service, categories, subjects, former name, grounds of work, teams.
pub(crate) fn details(conn: &mut Conn, person: PersonId) -> Result<Vec<String>> {
    let cards: Vec<(String, Option<NaiveDate>, Option<NaiveDate>)> = cards!(person)
        .order(people::id.asc())
        .select((people::former_name, people::general_since, people::pedagogical_since))
        .load(conn)?;
    let known: i64 = categories::table.filter(categories::person_id.eq(person)).count().get_result(conn)?;
    let subjects: i64 = taught::table.filter(taught::person_id.eq(person)).count().get_result(conn)?;
    let grounds: i64 = work::table
        .filter(work::person_id.eq(person))
        .filter(work::ground.ne("").or(work::end_reason.ne("")))
        .count()
        .get_result(conn)?;
    let member: i64 = teams::table.filter(teams::person_id.eq(person)).count().get_result(conn)?;
    let all = [
        (cards.iter().any(|one| !one.0.is_empty()), "прежняя фамилия".to_owned()),
        (cards.iter().any(|one| one.1.is_some() || one.2.is_some()), "стаж".to_owned()),
        (known > 0, format!("категории – {known}")),
        (subjects > 0, format!("предметы – {subjects}")),
        (grounds > 0, format!("приказы и\u{a0}причины – {grounds}")),
        (member > 0, format!("школьные команды – {member}")),
    ];
    Ok(all.into_iter().filter(|(is, _)| *is).map(|(_, text)| text).collect())
}

/// Takes that away; where and when the person worked stays.
pub(crate) fn erase_details(tx: &mut WriteTx, erasing: &Erasing) -> Result<()> {
    let person = PersonId(erasing.person);
    let nothing: Option<NaiveDate> = None;
    diesel::update(cards!(person))
        .set((
            (people::former_name.eq(""), people::general_since.eq(nothing)),
            people::pedagogical_since.eq(nothing),
            (people::updated_by.eq(erasing.by), people::updated_at.eq(erasing.at)),
            people::version.eq(people::version + 1),
        ))
        .execute(&mut **tx)?;
    diesel::delete(categories::table.filter(categories::person_id.eq(person))).execute(&mut **tx)?;
    diesel::delete(taught::table.filter(taught::person_id.eq(person))).execute(&mut **tx)?;
    diesel::delete(teams::table.filter(teams::person_id.eq(person))).execute(&mut **tx)?;
    diesel::update(work::table.filter(work::person_id.eq(person)))
        .set((work::ground.eq(""), work::end_reason.eq("")))
        .execute(&mut **tx)?;
    lists::store::forget(tx, erasing.person)
}
