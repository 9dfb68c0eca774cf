//! Changes of rows that can be taken back as one: the trail makes them and writes down which rows they were, what stood in them
//! and what stands in them now. What has become otherwise since is left as it is.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::query_builder::{BoxedSqlQuery, SqlQuery};
use diesel::sql_types::{BigInt, Date, Text};
use diesel::{QueryableByName, RunQueryDsl, sql_query};
use serde::{Deserialize, Serialize};

use crate::{Backend, Conn, Error, Moment, Result, WriteTx};

/// What stands in a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cell {
    /// `NULL`.
    Nothing,
    /// `BIGINT`, moments too.
    Number(i64),
    /// `TEXT`.
    Text(String),
    /// `DATE`.
    Day(NaiveDate),
}

impl From<i64> for Cell {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<NaiveDate> for Cell {
    fn from(day: NaiveDate) -> Self {
        Self::Day(day)
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Nothing, Into::into)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Column {
    name: String,
    was: Cell,
    is: Cell,
}

/// Rows of one table that are changed alike, or that were made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    table: String,
    ids: Vec<i64>,
    columns: Vec<Column>,
    /// The rows were made: they go, while the columns still hold what they held.
    is_made: bool,
    /// The table counts versions and keeps the moment of the last change.
    is_counted: bool,
}

impl Change {
    /// Of these rows. Names of tables and columns are literals of the calling store.
    pub fn of(table: &'static str, ids: Vec<i64>) -> Self {
        Self { table: table.to_owned(), ids, columns: Vec::new(), is_made: false, is_counted: false }
    }

    /// Rows that were made: by whom is the caller's matter.
    pub fn made(table: &'static str, ids: Vec<i64>) -> Self {
        Self { is_made: true, ..Self::of(table, ids) }
    }

    /// What stood in a column and what is to stand there.
    #[must_use]
    pub fn put(mut self, column: &'static str, was: impl Into<Cell>, is: impl Into<Cell>) -> Self {
        self.columns.push(Column { name: column.to_owned(), was: was.into(), is: is.into() });
        self
    }

    /// A row goes back only while this stands in the column.
    #[must_use]
    pub fn while_it_is(self, column: &'static str, is: impl Into<Cell>) -> Self {
        let is = is.into();
        self.put(column, is.clone(), is)
    }

    /// `version` and `updated_at` tell of the change, and of its being taken back.
    #[must_use]
    pub fn counted(mut self) -> Self {
        self.is_counted = true;
        self
    }

    /// Rows in which everything stands as the change left it.
    fn standing(&self, conn: &mut Conn) -> Result<Vec<i64>> {
        #[derive(QueryableByName)]
        struct Row {
            #[diesel(sql_type = BigInt)]
            id: i64,
        }
        let mut found = Vec::new();
        for some in self.ids.chunks(500) {
            let mut text =
                Statement::of(format!("SELECT id FROM {} WHERE id IN ({})", plain(&self.table)?, list(some)));
            self.columns.iter().try_for_each(|column| text.holds(&column.name, &column.is))?;
            let rows: Vec<Row> = text.ended(" ORDER BY id").load(conn)?;
            found.extend(rows.into_iter().map(|row| row.id));
        }
        Ok(found)
    }

    /// What stands in every row is put into these, as the change says.
    fn make(&self, tx: &mut WriteTx, at: Moment) -> Result<()> {
        for some in self.ids.chunks(500) {
            let text = self.update(at, |column| &column.is)?;
            text.ended(&format!(" WHERE id IN ({})", list(some))).execute(&mut **tx)?;
        }
        Ok(())
    }

    /// Takes the change of these rows back, while everything stands as it was left: a row that has become otherwise in this very
    /// moment stops the transaction, which begins again.
    fn take_back(&self, tx: &mut WriteTx, ids: &[i64], at: Moment) -> Result<()> {
        for some in ids.chunks(500) {
            let mut text = if self.is_made {
                Statement::of(format!("DELETE FROM {}", plain(&self.table)?))
            } else {
                self.update(at, |column| &column.was)?
            };
            text.more(&format!(" WHERE id IN ({})", list(some)));
            self.columns.iter().try_for_each(|column| text.holds(&column.name, &column.is))?;
            if text.ended("").execute(&mut **tx)? != some.len() {
                return Err(Error::Retry("a row has just become otherwise".to_owned()));
            }
        }
        Ok(())
    }

    fn update(&self, at: Moment, value: fn(&Column) -> &Cell) -> Result<Statement> {
        let mut text = Statement::of(format!("UPDATE {} SET ", plain(&self.table)?));
        for (place, column) in self.columns.iter().enumerate() {
            text.puts(place, &column.name, value(column))?;
        }
        if self.is_counted {
            text.more(&format!(", version = version + 1, updated_at = {}", at.0));
        }
        Ok(text)
    }
}

/// The text of a statement, and what is bound to it.
struct Statement {
    text: String,
    bound: Vec<Cell>,
}

impl Statement {
    fn of(text: String) -> Self {
        Self { text, bound: Vec::new() }
    }

    fn more(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn mark(&mut self, cell: &Cell) -> String {
        if *cell == Cell::Nothing {
            return "NULL".to_owned();
        }
        self.bound.push(cell.clone());
        format!("${}", self.bound.len())
    }

    fn holds(&mut self, column: &str, cell: &Cell) -> Result<()> {
        let said = match cell {
            Cell::Nothing => " IS NULL".to_owned(),
            cell => format!(" = {}", self.mark(cell)),
        };
        self.text = format!("{} AND {}{said}", self.text, plain(column)?);
        Ok(())
    }

    fn puts(&mut self, place: usize, column: &str, cell: &Cell) -> Result<()> {
        let (comma, mark) = (if place == 0 { "" } else { ", " }, self.mark(cell));
        self.text = format!("{}{comma}{} = {mark}", self.text, plain(column)?);
        Ok(())
    }

    fn ended(mut self, text: &str) -> BoxedSqlQuery<'static, Backend, SqlQuery> {
        self.more(text);
        let mut query = sql_query(self.text).into_boxed::<Backend>();
        for cell in self.bound {
            query = match cell {
                Cell::Nothing => query,
                Cell::Number(number) => query.bind::<BigInt, _>(number),
                Cell::Text(text) => query.bind::<Text, _>(text),
                Cell::Day(day) => query.bind::<Date, _>(day),
            };
        }
        query
    }
}

/// A trail is read from the database, and a database can come from an archive: only a bare name reaches a statement.
fn plain(name: &str) -> Result<&str> {
    let is_plain = !name.is_empty() && name.chars().all(|sign| sign.is_ascii_lowercase() || sign == '_');
    if is_plain { Ok(name) } else { Err(Error::Other("a trail names no table or column".to_owned())) }
}

fn list(ids: &[i64]) -> String {
    ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Step {
    /// What these rows are to a person: «документы».
    what: String,
    changes: Vec<Change>,
    /// Goes back whole or not at all.
    is_tied: bool,
}

impl Step {
    /// The rows of each change that go back; none: nothing does.
    fn standing(&self, conn: &mut Conn) -> Result<Vec<Vec<i64>>> {
        let found = self.changes.iter().map(|change| change.standing(conn)).collect::<Result<Vec<_>>>()?;
        let is_whole = found.iter().zip(&self.changes).all(|(found, change)| found.len() == change.ids.len());
        Ok(if self.is_tied && !is_whole { Vec::new() } else { found })
    }

    /// How many things it is about: rows that were there before, or rows that came.
    fn size(&self) -> usize {
        self.changes.first().map_or(0, |change| change.ids.len())
    }
}

/// What was changed, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trail {
    steps: Vec<Step>,
}

/// What went back, or would.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Returned {
    /// Ids of rows by table.
    pub rows: BTreeMap<String, Vec<i64>>,
    /// How many things of each sort go back, and how many have been changed since and stay.
    pub counts: BTreeMap<String, (usize, usize)>,
}

impl Returned {
    /// Rows of a table that went back.
    pub fn of(&self, table: &str) -> &[i64] {
        self.rows.get(table).map_or(&[], Vec::as_slice)
    }

    fn note(&mut self, step: &Step, found: &[Vec<i64>]) {
        let back = found.first().map_or(0, Vec::len);
        let count = self.counts.entry(step.what.clone()).or_default();
        count.0 += back;
        count.1 += step.size() - back;
        for (change, ids) in step.changes.iter().zip(found) {
            self.rows.entry(change.table.clone()).or_default().extend(ids);
        }
    }
}

impl Trail {
    /// Makes a change; each of its rows goes back by itself. `what` they are to a person: «документы».
    ///
    /// # Errors
    /// The database.
    pub fn change(&mut self, tx: &mut WriteTx, what: &str, change: Change, at: Moment) -> Result<()> {
        self.step(tx, (what, false), vec![change], at)
    }

    /// Makes changes that go back together or not at all; what counts as the thing is the first of them.
    ///
    /// # Errors
    /// The database.
    pub fn tied(&mut self, tx: &mut WriteTx, what: &str, changes: Vec<Change>, at: Moment) -> Result<()> {
        self.step(tx, (what, true), changes, at)
    }

    fn step(
        &mut self,
        tx: &mut WriteTx,
        (what, is_tied): (&str, bool),
        mut changes: Vec<Change>,
        at: Moment,
    ) -> Result<()> {
        changes.retain(|change| !change.ids.is_empty());
        for change in changes.iter().filter(|change| !change.is_made) {
            change.make(tx, at)?;
        }
        if !changes.is_empty() {
            self.steps.push(Step { what: what.to_owned(), changes, is_tied });
        }
        Ok(())
    }

    /// What would go back now.
    ///
    /// # Errors
    /// The database.
    pub fn standing(&self, conn: &mut Conn) -> Result<Returned> {
        let mut told = Returned::default();
        for step in &self.steps {
            told.note(step, &step.standing(conn)?);
        }
        Ok(told)
    }

    /// Takes back what still stands as it was left, the last first.
    ///
    /// # Errors
    /// The database; [`Error::Retry`] where a row has just become otherwise.
    pub fn back(&self, tx: &mut WriteTx, at: Moment) -> Result<Returned> {
        let mut told = Returned::default();
        for step in self.steps.iter().rev() {
            let found = step.standing(tx)?;
            for (change, ids) in step.changes.iter().zip(&found).rev() {
                change.take_back(tx, ids, at)?;
            }
            told.note(step, &found);
        }
        Ok(told)
    }

    /// Every `table.column` it names.
    pub fn columns(&self) -> Vec<String> {
        let changes = self.steps.iter().flat_map(|step| &step.changes);
        changes
            .flat_map(|change| {
                change.columns.iter().map(|column| format!("{}.{}", change.table, column.name))
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_bare_name_reaches_a_statement() {
        assert!(["units", "role_grants"].into_iter().all(|name| plain(name).is_ok()));
        assert!(["", "units u", "units;", "Units", "u'"].into_iter().all(|name| plain(name).is_err()));
    }

    #[test]
    fn a_trail_reads_back_as_it_was_written() {
        let change = Change::of("teams", vec![1, 2])
            .put("unit_id", 4_i64, 5_i64)
            .put("ended_on", None::<NaiveDate>, NaiveDate::from_ymd_opt(2026, 2, 28))
            .put("reason", "", "приказ")
            .counted();
        let steps = vec![Step { what: "команды".to_owned(), changes: vec![change], is_tied: true }];
        let trail = Trail { steps };
        let text = serde_json::to_string(&trail).unwrap();
        assert_eq!(serde_json::from_str::<Trail>(&text).unwrap(), trail);
    }
}
