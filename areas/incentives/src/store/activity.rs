//! Activity of a place ranked by the database: what areas count of people, weighed, the most active first, a page at a time.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use db::{Conn, Result};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{BigInt, Date, Text};
use packs::ActivityWeight;

/// Which lines of a list of activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Only {
    /// Everybody who works.
    Everybody,
    /// Did something and got nothing.
    Unpraised,
    /// Did research and got nothing (Кемеровская область, п. 5.4).
    Research,
    /// Took part in methodical work: a ground of payments (п. 6.2).
    Methodical,
}

impl Only {
    fn condition(self) -> &'static str {
        match self {
            Self::Everybody => "",
            Self::Unpraised => " AND COALESCE(s.grounds, 0) > 0 AND",
            Self::Research => " AND COALESCE(s.research, 0) > 0 AND",
            Self::Methodical => " AND COALESCE(s.methodical, 0) > 0",
        }
    }

    fn asks_praise(self) -> bool {
        matches!(self, Self::Unpraised | Self::Research)
    }
}

/// What a list of activity is asked for.
pub(crate) struct Asked<'a> {
    /// The place; people of all units under it.
    pub place: &'a (String, String),
    /// First and last day.
    pub period: (NaiveDate, NaiveDate),
    /// Kinds of the pack.
    pub kinds: &'a [ActivityWeight],
    /// Points for each kind.
    pub weights: &'a BTreeMap<String, u32>,
    /// What areas count.
    pub counted: &'a [&'static str],
    /// Which lines.
    pub only: Only,
}

/// The last line of the page before: its score, its person.
pub(crate) type After = (i64, i64);

#[derive(QueryableByName)]
struct Ranked {
    #[diesel(sql_type = BigInt)]
    id: i64,
    #[diesel(sql_type = BigInt)]
    score: i64,
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// So many after a line, the highest score first, of equals by name: (person, score).
pub(crate) fn ranked(
    conn: &mut Conn,
    asked: &Asked<'_>,
    after: Option<After>,
    limit: i64,
) -> Result<Vec<(i64, i64)>> {
    let tables = tables(asked);
    let lines = lines(asked.only);
    let next = 5 + asked.kinds.len() * 5;
    let rest = match after {
        Some(_) => format!(
            " AND (COALESCE(s.score, 0) < ${next} OR (COALESCE(s.score, 0) = ${next} AND (w.name_key, w.id) > \
             (SELECT p.name_key, p.id FROM people p WHERE p.id = ${})))",
            next + 1
        ),
        None => String::new(),
    };
    let text = format!(
        "{tables} SELECT w.id AS id, COALESCE(s.score, 0) AS score {lines}{rest} \
         ORDER BY COALESCE(s.score, 0) DESC, w.name_key ASC, w.id ASC LIMIT {limit}"
    );
    let mut query = bound(&text, asked);
    if let Some((score, person)) = after {
        query = query.bind::<BigInt, _>(score).bind::<BigInt, _>(person);
    }
    let found: Vec<Ranked> = query.load(conn)?;
    Ok(found.into_iter().map(|one| (one.id, one.score)).collect())
}

/// So many after a person, by name.
pub(crate) fn named(conn: &mut Conn, asked: &Asked<'_>, after: Option<i64>, limit: i64) -> Result<Vec<i64>> {
    let (tables, lines) = (tables(asked), lines(asked.only));
    let next = 5 + asked.kinds.len() * 5;
    let rest = match after {
        Some(_) => {
            format!(" AND (w.name_key, w.id) > (SELECT p.name_key, p.id FROM people p WHERE p.id = ${next})")
        }
        None => String::new(),
    };
    let text =
        format!("{tables} SELECT w.id AS n {lines}{rest} ORDER BY w.name_key ASC, w.id ASC LIMIT {limit}");
    let mut query = bound(&text, asked);
    if let Some(person) = after {
        query = query.bind::<BigInt, _>(person);
    }
    let found: Vec<Number> = query.load(conn)?;
    Ok(found.into_iter().map(|one| one.n).collect())
}

/// How many lines there are.
pub(crate) fn count(conn: &mut Conn, asked: &Asked<'_>) -> Result<i64> {
    let text = format!("{} SELECT COUNT(*) AS n {}", tables(asked), lines(asked.only));
    let found: Vec<Number> = bound(&text, asked).load(conn)?;
    Ok(found.first().map_or(0, |one| one.n))
}

/// The tables the lines are made of. Parameters come in the order they first stand in the text: SQLite numbers them so.
fn tables(asked: &Asked<'_>) -> String {
    let row = |row: usize| {
        let at = 5 + row * 5;
        format!("(${}, ${}, ${}, ${}, ${})", at, at + 1, at + 2, at + 3, at + 4)
    };
    let rows: Vec<String> = (0..asked.kinds.len()).map(row).collect();
    format!(
        "WITH span (from_on, to_on) AS (VALUES ($1, $2)), \
         whom (id, name_key) AS (SELECT p.id, p.name_key FROM people p WHERE p.state = 'active' AND p.id IN \
         (SELECT e.person_id FROM employments e WHERE e.shows = TRUE AND e.unit_path >= $3 AND e.unit_path < $4)), \
         weighed (kind, weight, ground, research, methodical) AS (VALUES {}), \
         deeds (person, kind, n) AS ({}), \
         summed (person, score, grounds, research, methodical, awards) AS (SELECT d.person, \
         CAST(SUM(d.n * k.weight) AS BIGINT), CAST(SUM(d.n * k.ground) AS BIGINT), \
         CAST(SUM(d.n * k.research) AS BIGINT), CAST(SUM(d.n * k.methodical) AS BIGINT), \
         CAST(SUM(d.n * (1 - k.ground)) AS BIGINT) \
         FROM deeds d JOIN weighed k ON k.kind = d.kind GROUP BY d.person)",
        or_nothing(&rows.join(", "), "('', 0, 0, 0, 0)"),
        or_nothing(&asked.counted.join(" UNION ALL "), "SELECT 0, '', 0 WHERE 1 = 0")
    )
}

fn or_nothing<'t>(text: &'t str, nothing: &'t str) -> &'t str {
    if text.is_empty() { nothing } else { text }
}

/// The lines asked for: from the people and what they did.
fn lines(only: Only) -> String {
    let praise = if only.asks_praise() {
        " COALESCE(s.awards, 0) = 0 AND NOT EXISTS (SELECT 1 FROM representations r CROSS JOIN span \
         WHERE r.person_id = w.id AND (r.state IN ('proposed', 'returned', 'approved') \
         OR (r.state = 'awarded' AND r.awarded_on >= span.from_on AND r.awarded_on <= span.to_on)))"
    } else {
        ""
    };
    format!("FROM whom w LEFT JOIN summed s ON s.person = w.id WHERE 1 = 1{}{praise}", only.condition())
}

type Bound<'q> = diesel::query_builder::BoxedSqlQuery<'q, db::Backend, diesel::query_builder::SqlQuery>;

fn bound<'q>(text: &str, asked: &Asked<'_>) -> Bound<'q> {
    let mut query = sql_query(text.to_owned())
        .into_boxed::<db::Backend>()
        .bind::<Date, _>(asked.period.0)
        .bind::<Date, _>(asked.period.1)
        .bind::<Text, _>(asked.place.0.clone())
        .bind::<Text, _>(asked.place.1.clone());
    for kind in asked.kinds {
        let weight = asked.weights.get(&kind.id).copied().unwrap_or(0);
        query = query
            .bind::<Text, _>(kind.id.clone())
            .bind::<BigInt, _>(i64::from(weight))
            .bind::<BigInt, _>(i64::from(kind.id != "award"))
            .bind::<BigInt, _>(i64::from(kind.research))
            .bind::<BigInt, _>(i64::from(kind.methodical));
    }
    query
}
