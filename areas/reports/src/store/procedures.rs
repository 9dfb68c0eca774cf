//! Queries of results of procedures.

use std::collections::BTreeMap;

use db::{Conn, Moment, Ranges, Result, WriteTx};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use crate::model::ProcedureResult;
use crate::procedures::{Kind, Sum, Sums, Weighted};
use crate::schema::procedure_results as table;

/// A group of results as the database sums it.
#[derive(QueryableByName)]
struct Group {
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Text)]
    subject: String,
    #[diesel(sql_type = BigInt)]
    grade: i64,
    #[diesel(sql_type = Text)]
    period: String,
    #[diesel(sql_type = BigInt)]
    schools: i64,
    #[diesel(sql_type = BigInt)]
    participants: i64,
    #[diesel(sql_type = BigInt)]
    mean_people: i64,
    #[diesel(sql_type = BigInt)]
    mean_total: i64,
    #[diesel(sql_type = BigInt)]
    passed_people: i64,
    #[diesel(sql_type = BigInt)]
    passed_total: i64,
    #[diesel(sql_type = BigInt)]
    quality_people: i64,
    #[diesel(sql_type = BigInt)]
    quality_total: i64,
}

/// People and values times people, in millionths, of a column whose decimals stand as text; an empty one is not told.
fn weighted(column: &'static str) -> String {
    let told = format!("CASE WHEN {column} = '' THEN 0 ELSE participants END");
    let value = format!("CAST(ROUND(CAST({column} AS NUMERIC) * 1000000) AS BIGINT)");
    let total = format!("CASE WHEN {column} = '' THEN 0 ELSE participants * {value} END");
    format!("CAST(SUM({told}) AS BIGINT) AS {column}_people, CAST(SUM({total}) AS BIGINT) AS {column}_total")
}

/// The sums of the schools under a path: as many rows as there are works and years, whatever the number of schools.
pub(crate) fn sums_under(conn: &mut Conn, path: &str) -> Result<Sums> {
    let text = format!(
        "SELECT kind, MIN(subject) AS subject, grade, period, COUNT(*) AS schools, \
         CAST(SUM(participants) AS BIGINT) AS participants, {}, {}, {} FROM procedure_results \
         WHERE unit_path >= $1 AND unit_path < $2 GROUP BY kind, subject_key, grade, period \
         ORDER BY kind, subject_key, grade, period",
        weighted("mean"),
        weighted("passed"),
        weighted("quality")
    );
    let groups: Vec<Group> = diesel::sql_query(text)
        .bind::<Text, _>(path.to_owned())
        .bind::<Text, _>(db::prefix_end(path))
        .load(conn)?;
    // One subject may be written with capitals in one year and without in another.
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    let mut sums = Sums::new();
    for one in groups {
        let Some(kind) = Kind::from_code(&one.kind) else { continue };
        let subject = names.entry(db::fold(&one.subject)).or_insert(one.subject).clone();
        let of = |people, total, places| Weighted { people, total }.mean(places);
        let sum = Sum {
            schools: one.schools,
            participants: one.participants,
            mean: of(one.mean_people, one.mean_total, 2),
            passed: of(one.passed_people, one.passed_total, 1),
            quality: of(one.quality_people, one.quality_total, 1),
        };
        sums.entry((kind, subject, one.grade)).or_default().insert(one.period, sum);
    }
    Ok(sums)
}

/// How many results each school under a path has.
pub(crate) fn counts_under(conn: &mut Conn, path: &str) -> Result<Vec<(String, i64)>> {
    let scope = Ranges::under([path]);
    Ok(table::table
        .filter(db::within!(table::table, table::unit_path, scope))
        .group_by(table::unit_path)
        .order(table::unit_path.asc())
        .select((table::unit_path, diesel::dsl::count_star()))
        .load(conn)?)
}

/// The results of these schools.
pub(crate) fn of_units(conn: &mut Conn, units: &[i64]) -> Result<Vec<ProcedureResult>> {
    let mut found = Vec::new();
    for some in units.chunks(500) {
        let part: Vec<ProcedureResult> = table::table
            .filter(table::unit_id.eq_any(some))
            .order(table::id.asc())
            .select(ProcedureResult::as_select())
            .load(conn)?;
        found.extend(part);
    }
    Ok(found)
}

/// Adds one.
pub(crate) fn add(tx: &mut WriteTx, new: &ProcedureResult) -> Result<()> {
    diesel::insert_into(table::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// Gives one other figures, if nobody changed it since `version`; false where somebody did.
pub(crate) fn change(
    tx: &mut WriteTx,
    (id, version): (i64, i64),
    participants: i64,
    [mean, passed, quality]: [&str; 3],
    (account, now): (Option<i64>, Moment),
) -> Result<bool> {
    let row = table::table.filter(table::id.eq(id)).filter(table::version.eq(version));
    let changed = diesel::update(row)
        .set((
            table::participants.eq(participants),
            (table::mean.eq(mean), table::passed.eq(passed), table::quality.eq(quality)),
            (table::updated_at.eq(now), table::updated_by.eq(account)),
            table::version.eq(table::version + 1),
        ))
        .execute(&mut **tx)?;
    Ok(changed == 1)
}
