//! How the people of a place stand with consents, told by the database: counts and a page of names, whatever the number of people.

use chrono::{Days, NaiveDate};
use db::{Conn, Result};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{BigInt, Date, Text};

use crate::model::AHEAD_DAYS;
use crate::standing::State;

/// The consent that decides how a person stands with a kind comes first: one in force, else the latest. Consents of those at
/// work where they were given; what another one replaced is left out. Values are numbered in the order they first stand in the
/// text, as SQLite counts them: `$1` today, `$2` the last day that is near, `$3`, `$4`
/// the place.
const RANKED: &str = "WITH ranked (person_id, kind, stand, place) AS (SELECT c.person_id, c.kind, \
     CASE WHEN c.withdrawn_on IS NOT NULL THEN 'withdrawn' WHEN c.last_day < $1 THEN 'missing' \
     WHEN c.last_day <= $2 THEN 'ending' ELSE 'given' END, \
     ROW_NUMBER() OVER (PARTITION BY c.person_id, c.kind ORDER BY CASE WHEN c.withdrawn_on IS NULL AND c.given_on <= $1 \
     AND (c.last_day IS NULL OR c.last_day >= $1) THEN 0 ELSE 1 END, c.given_on DESC, c.id DESC) \
     FROM consents c WHERE c.unit_path >= $3 AND c.unit_path < $4 AND c.replaced_on IS NULL AND EXISTS \
     (SELECT 1 FROM employments w WHERE w.person_id = c.person_id AND w.unit_id = c.unit_id AND w.shows = TRUE \
     AND w.started_on <= $1 AND (w.ended_on IS NULL OR w.ended_on >= $1)))";

/// Everybody who works and whom units of the place see.
const PEOPLE: &str = " FROM people p WHERE p.top_id = $5 AND p.state = $6 AND p.id IN (SELECT e.person_id FROM employments e \
     WHERE e.shows = TRUE AND e.unit_path >= $3 AND e.unit_path < $4)";

/// Whom the list is asked for.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    /// The place: from, to, and the region it is in.
    pub place: (String, String, i64),
    /// Today.
    pub today: NaiveDate,
    /// Only who stands so with one of the kinds.
    pub state: Option<(State, Vec<String>)>,
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = BigInt)]
    id: i64,
    #[diesel(sql_type = Text)]
    key: String,
}

#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Text)]
    stand: String,
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// A page by name after a key: (name key, id).
pub(crate) fn page(
    conn: &mut Conn,
    asked: &Asked,
    (after, limit): (Option<&(String, i64)>, i64),
) -> Result<Vec<(String, i64)>> {
    let (key, id) = after.cloned().unwrap_or_default();
    let kinds = asked.kinds();
    let first = kinds + FIRST;
    let (second, third) = (first + 1, first + 2);
    let text = format!(
        "{RANKED} SELECT p.id AS id, p.name_key AS key{PEOPLE}{} AND (p.name_key > ${first} OR (p.name_key = ${first} \
         AND p.id > ${second})) ORDER BY p.name_key, p.id LIMIT ${third}",
        asked.condition()
    );
    let found: Vec<Line> =
        asked.bound(text).bind::<Text, _>(key).bind::<BigInt, _>(id).bind::<BigInt, _>(limit).load(conn)?;
    Ok(found.into_iter().map(|line| (line.key, line.id)).collect())
}

/// How many the list holds in all.
pub(crate) fn count(conn: &mut Conn, asked: &Asked) -> Result<i64> {
    let text = format!("{RANKED} SELECT '' AS kind, '' AS stand, COUNT(*) AS n{PEOPLE}{}", asked.condition());
    let found: Vec<Counted> = asked.bound(text).load(conn)?;
    Ok(found.first().map_or(0, |line| line.n))
}

/// How many stand how with each kind: (kind, code of the state, how many); who never gave one is not among them.
pub(crate) fn counts(conn: &mut Conn, asked: &Asked) -> Result<Vec<(String, String, i64)>> {
    let text = format!(
        "{RANKED} SELECT r.kind AS kind, r.stand AS stand, COUNT(*) AS n FROM ranked r WHERE r.place = 1 \
         AND r.person_id IN (SELECT p.id{PEOPLE}) GROUP BY r.kind, r.stand ORDER BY r.kind, r.stand"
    );
    let asked = Asked { state: None, ..asked.clone() };
    let found: Vec<Counted> = asked.bound(text).load(conn)?;
    Ok(found.into_iter().map(|line| (line.kind, line.stand, line.n)).collect())
}

/// How many withdrawals of each kind wait for what they started.
pub(crate) fn awaiting(conn: &mut Conn, asked: &Asked) -> Result<Vec<(String, i64)>> {
    let text = "SELECT c.kind AS kind, '' AS stand, COUNT(*) AS n FROM consents c WHERE c.unit_path >= $1 AND c.unit_path < $2 \
         AND c.replaced_on IS NULL AND c.withdrawn_on IS NOT NULL AND c.erased_on IS NULL AND EXISTS \
         (SELECT 1 FROM employments w WHERE w.person_id = c.person_id AND w.unit_id = c.unit_id AND w.shows = TRUE \
         AND w.started_on <= $3 AND (w.ended_on IS NULL OR w.ended_on >= $3)) GROUP BY c.kind ORDER BY c.kind";
    let found: Vec<Counted> = sql_query(text)
        .bind::<Text, _>(asked.place.0.clone())
        .bind::<Text, _>(asked.place.1.clone())
        .bind::<Date, _>(asked.today)
        .load(conn)?;
    Ok(found.into_iter().map(|line| (line.kind, line.n)).collect())
}

type Bound<'q> = diesel::query_builder::BoxedSqlQuery<'q, db::Backend, diesel::query_builder::SqlQuery>;

/// The number of the first value after those every query has.
const FIRST: usize = 7;

impl Asked {
    fn kinds(&self) -> usize {
        self.state.as_ref().map_or(0, |(state, kinds)| kinds.len() + usize::from(*state != State::Missing))
    }

    /// Who stands so: by the deciding consents; missing is whoever lacks one of the kinds.
    fn condition(&self) -> String {
        let Some((state, kinds)) = &self.state else { return String::new() };
        let begins = FIRST + usize::from(*state != State::Missing);
        let all: Vec<String> = (0..kinds.len()).map(|at| format!("${}", begins + at)).collect();
        let among = if all.is_empty() { "''".to_owned() } else { all.join(", ") };
        match state {
            State::Missing if kinds.is_empty() => " AND 1 = 0".to_owned(),
            State::Missing => format!(
                " AND p.id NOT IN (SELECT r.person_id FROM ranked r WHERE r.place = 1 AND r.stand <> 'missing' \
                 AND r.kind IN ({among}) GROUP BY r.person_id HAVING COUNT(*) = {})",
                kinds.len()
            ),
            _ => format!(
                " AND p.id IN (SELECT r.person_id FROM ranked r WHERE r.place = 1 AND r.stand = ${FIRST} \
                 AND r.kind IN ({among}))"
            ),
        }
    }

    fn bound<'q>(&self, text: String) -> Bound<'q> {
        let near = self.today + Days::new(AHEAD_DAYS);
        let mut query = sql_query(text)
            .into_boxed::<db::Backend>()
            .bind::<Date, _>(self.today)
            .bind::<Date, _>(near)
            .bind::<Text, _>(self.place.0.clone())
            .bind::<Text, _>(self.place.1.clone())
            .bind::<BigInt, _>(self.place.2)
            .bind::<Text, _>(people::State::Active.code());
        let Some((state, kinds)) = &self.state else { return query };
        if *state != State::Missing {
            query = query.bind::<Text, _>(state.code());
        }
        for kind in kinds {
            query = query.bind::<Text, _>(kind.clone());
        }
        query
    }
}
