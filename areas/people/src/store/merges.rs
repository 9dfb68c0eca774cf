//! Two cards made one, and one made two again: what moved is written down row by row.

use std::collections::BTreeMap;

use db::{Conn, Moment, Ranges, Result, WriteTx};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{BigInt, Nullable};
use registry::KeyColumn;
use serde::{Deserialize, Serialize};

use super::{Hand, seen};
use crate::model::State;
use crate::rules::duplicates::{Face, Pair};
use crate::rules::names;
use crate::schema::{
    employments as work, people, person_distinctions as distinctions, person_merges as merges,
};
use crate::{EmploymentId, Name, Person, PersonId};

/// Tables whose rows belong to a person, with the column that says whose.
pub(crate) const OWN: [KeyColumn; 5] = [
    own("employments", "", ""),
    own("employment_subjects", "", ""),
    own("person_categories", "категории и\u{a0}соответствие", ""),
    own("person_records", "записи о\u{a0}курсах, наградах и\u{a0}другом", ""),
    own("team_members", "школьные команды", "team_id"),
];

const fn own(table: &'static str, told: &'static str, twin: &'static str) -> KeyColumn {
    KeyColumn { table, column: "person_id", told, twin }
}

/// What a merge moved and changed: enough to undo it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Moved {
    /// Ids of rows by `table.column`.
    pub rows: BTreeMap<String, Vec<i64>>,
    /// Fields of the kept card that were empty, or initials, and were filled.
    pub filled: Vec<String>,
    /// What stood in those of them that were not empty.
    #[serde(default)]
    pub was: BTreeMap<String, String>,
    /// Works that were a main one and are it no more.
    #[serde(default)]
    pub secondary: Vec<i64>,
    /// The account that moved.
    pub account: Option<i64>,
    /// Versions of the kept card before and after, and of the one that went; none: merged before they were kept.
    #[serde(default)]
    pub versions: Option<[(i64, i64); 2]>,
}

/// A merge as stored.
#[derive(Debug, Clone, Queryable)]
pub(crate) struct Merge {
    /// Its id.
    pub id: i64,
    /// The card that went.
    pub gone: PersonId,
    /// JSON of [`Moved`].
    pub moved: String,
    /// When.
    pub at: Moment,
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = BigInt)]
    id: i64,
}

/// Moves the rows of a column from one card to the other and says which; work that stays where it is keeps its subjects.
pub(crate) fn move_rows(
    tx: &mut WriteTx,
    of: KeyColumn,
    (gone, kept): (PersonId, PersonId),
    staying: &[EmploymentId],
) -> Result<Vec<i64>> {
    let KeyColumn { table, column, twin, .. } = of;
    let twins = if twin.is_empty() {
        String::new()
    } else {
        format!(" AND {twin} NOT IN (SELECT k.{twin} FROM {table} k WHERE k.{column} = {kept})")
    };
    let key = match table {
        "employments" => "id",
        "employment_subjects" => "employment_id",
        _ => "",
    };
    let stays = if staying.is_empty() || key.is_empty() {
        String::new()
    } else {
        let ids: Vec<String> = staying.iter().map(ToString::to_string).collect();
        format!(" AND {key} NOT IN ({})", ids.join(", "))
    };
    let same = said_once(table, kept);
    let rows: Vec<Row> =
        sql_query(format!("SELECT id FROM {table} WHERE {column} = {gone}{twins}{stays}{same} ORDER BY id"))
            .load(&mut **tx)?;
    let ids: Vec<i64> = rows.into_iter().map(|row| row.id).collect();
    give(tx, of, &ids, kept)?;
    Ok(ids)
}

/// What both cards say in the same words is said once: the row that adds nothing stays where it is.
fn said_once(table: &str, kept: PersonId) -> String {
    let (same, filled) = match table {
        "person_categories" => ("category post granted_on", "document"),
        "person_records" => {
            ("kind title happened_on", "place began_on hours document form level platform progress")
        }
        _ => return String::new(),
    };
    let same = same.split(' ').map(|of| format!(" AND k.{of} = {table}.{of}"));
    // Where one card knows more the two stay apart: whoever keeps the card decides.
    let no_more = filled.split(' ').map(|of| {
        format!(" AND COALESCE(CAST({table}.{of} AS TEXT), '') IN ('', COALESCE(CAST(k.{of} AS TEXT), ''))")
    });
    let all: String = same.chain(no_more).collect();
    format!(" AND NOT EXISTS (SELECT 1 FROM {table} k WHERE k.person_id = {kept}{all})")
}

/// Takes work that stays with a card that goes out of sight of its unit; settling that card again brings it back.
pub(crate) fn hide(tx: &mut WriteTx, staying: &[EmploymentId]) -> Result<()> {
    diesel::update(work::table.filter(db::among(work::id, staying.iter().copied())))
        .set(work::shows.eq(false))
        .execute(&mut **tx)?;
    Ok(())
}

/// Gives these rows to a card.
pub(crate) fn give(tx: &mut WriteTx, of: KeyColumn, ids: &[i64], to: PersonId) -> Result<()> {
    for some in ids.chunks(500) {
        let list: Vec<String> = some.iter().map(ToString::to_string).collect();
        let text = format!("UPDATE {} SET {} = {to} WHERE id IN ({})", of.table, of.column, list.join(", "));
        sql_query(text).execute(&mut **tx)?;
    }
    Ok(())
}

/// Writes a merge down and takes the card that went out of every list.
pub(crate) fn note(
    tx: &mut WriteTx,
    id: i64,
    (kept, gone): (PersonId, PersonId),
    moved: &str,
    hand: Hand,
) -> Result<()> {
    diesel::insert_into(merges::table)
        .values((
            (merges::id.eq(id), merges::kept_id.eq(kept), merges::gone_id.eq(gone)),
            (merges::moved.eq(moved), merges::merged_by.eq(hand.account), merges::merged_at.eq(hand.at)),
        ))
        .execute(&mut **tx)?;
    stand(tx, gone, (State::Merged, Some(kept)), hand)
}

/// Where a card stands after a merge or its undoing.
pub(crate) fn stand(
    tx: &mut WriteTx,
    id: PersonId,
    (state, into): (State, Option<PersonId>),
    hand: Hand,
) -> Result<()> {
    diesel::update(people::table.filter(people::id.eq(id)))
        .set((
            (people::state.eq(state.code()), people::merged_into.eq(into)),
            (people::updated_by.eq(hand.account), people::updated_at.eq(hand.at)),
            people::version.eq(people::version + 1),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Marks a merge as undone.
pub(crate) fn undo(tx: &mut WriteTx, id: i64, at: Moment) -> Result<()> {
    diesel::update(merges::table.filter(merges::id.eq(id)))
        .set(merges::undone_at.eq(at))
        .execute(&mut **tx)?;
    Ok(())
}

/// Forgets the merges of a card that were undone, and whom it was told apart from.
pub(crate) fn forget(tx: &mut WriteTx, id: PersonId) -> Result<()> {
    let undone = merges::table
        .filter(merges::undone_at.is_not_null())
        .filter(merges::kept_id.eq(id).or(merges::gone_id.eq(id)));
    diesel::delete(undone).execute(&mut **tx)?;
    let apart = distinctions::table.filter(distinctions::one_id.eq(id).or(distinctions::other_id.eq(id)));
    diesel::delete(apart).execute(&mut **tx)?;
    Ok(())
}

/// The merges into this card that stand, the latest first.
pub(crate) fn into(conn: &mut Conn, kept: PersonId) -> Result<Vec<Merge>> {
    Ok(merges::table
        .filter(merges::kept_id.eq(kept))
        .filter(merges::undone_at.is_null())
        .order(merges::id.desc())
        .select((merges::id, merges::gone_id, merges::moved, merges::merged_at))
        .load(conn)?)
}

/// What is compared of every card of the scope.
pub(crate) fn faces(conn: &mut Conn, scope: &Ranges) -> Result<Vec<Face>> {
    type Line = (PersonId, String, String, String, String, Option<chrono::NaiveDate>);
    let rows: Vec<Line> = people::table
        .filter(people::state.ne(State::Merged.code()))
        .filter(seen(scope))
        .order(people::id.asc())
        .select((
            people::id,
            people::last_name,
            people::first_name,
            people::middle_name,
            people::former_name,
            people::birth_date,
        ))
        .load(conn)?;
    let face = |(id, last, first, middle, former, birth): Line| Face {
        id,
        name: Name { last, first, middle },
        former,
        birth,
    };
    Ok(rows.into_iter().map(face).collect())
}

/// Pairs somebody said are two people, the smaller id first.
pub(crate) fn told_apart(conn: &mut Conn) -> Result<std::collections::BTreeSet<(i64, i64)>> {
    let pairs: Vec<(i64, i64)> = distinctions::table
        .order(distinctions::id.asc())
        .select((distinctions::one_id, distinctions::other_id))
        .load(conn)?;
    Ok(pairs.into_iter().collect())
}

/// Notes that a pair is two people.
pub(crate) fn tell_apart(tx: &mut WriteTx, id: i64, pair: &Pair, hand: Hand) -> Result<()> {
    sql_query(
        "INSERT INTO person_distinctions (id, one_id, other_id, said_by, said_at) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (one_id, other_id) DO NOTHING",
    )
    .bind::<BigInt, _>(id)
    .bind::<BigInt, _>(pair.one.0)
    .bind::<BigInt, _>(pair.other.0)
    .bind::<Nullable<BigInt>, _>(hand.account)
    .bind::<BigInt, _>(hand.at.0)
    .execute(&mut **tx)?;
    Ok(())
}

/// Fills the fields of the kept card that are empty, or initials, from the other, or takes them back.
pub(crate) fn fill(
    tx: &mut WriteTx,
    kept: &Person,
    from: &Person,
    fields: &[String],
    hand: Hand,
) -> Result<()> {
    let has = |field: &str| fields.iter().any(|one| one == field);
    let text =
        |field: &str, own: &str, other: &str| if has(field) { other.to_owned() } else { own.to_owned() };
    let day = |field: &str, own, other| if has(field) { other } else { own };
    let name = Name {
        last: kept.last_name.clone(),
        first: text("first_name", &kept.first_name, &from.first_name),
        middle: text("middle_name", &kept.middle_name, &from.middle_name),
    };
    diesel::update(people::table.filter(people::id.eq(kept.id)))
        .set((
            (people::first_name.eq(&name.first), people::middle_name.eq(&name.middle)),
            (people::name_key.eq(names::key(&name)), people::likeness.eq(names::likeness(&name))),
            people::former_name.eq(text("former_name", &kept.former_name, &from.former_name)),
            people::birth_date.eq(day("birth_date", kept.birth_date, from.birth_date)),
            people::email.eq(text("email", &kept.email, &from.email)),
            people::phone.eq(text("phone", &kept.phone, &from.phone)),
            people::general_since.eq(day("general_since", kept.general_since, from.general_since)),
            people::pedagogical_since.eq(day(
                "pedagogical_since",
                kept.pedagogical_since,
                from.pedagogical_since,
            )),
            (people::updated_by.eq(hand.account), people::updated_at.eq(hand.at)),
            people::version.eq(people::version + 1),
        ))
        .execute(&mut **tx)?;
    Ok(())
}
