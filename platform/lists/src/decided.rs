//! What a person decided about a list before accepting it: who a doubtful row is, and what stands in a cell instead of what the
//! file holds. The file itself stays as it came.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sheets::{Address, Book, Found, Grid};

use crate::{Choice, Choices, Layout};

/// The longest text that is typed over a cell.
const LONGEST: usize = 1_000;

/// What was decided.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decided {
    /// Who doubtful rows are.
    pub rows: Choices,
    /// What was typed over cells; empty: the cell is cleared.
    pub cells: BTreeMap<Address, String>,
    /// What a text is read as in every row of a column: by field, then by the folded text.
    pub readings: BTreeMap<String, BTreeMap<String, Reading>>,
    /// The first row behind the list of the file: rows divided on the page go on there. None: nothing was divided.
    pub ends: Option<u32>,
}

/// A text of a column and what stands for it in every row.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Reading {
    /// The text as it stood.
    pub said: String,
    /// What is read instead; empty: nothing.
    pub to: String,
}

/// Before the field of readings among what was written.
const IN: &str = "in:";
/// Under which the end of the list was written.
const ENDS: &str = "ends";

impl Decided {
    /// As it was written: choices stand under numbers of rows, typed texts under addresses of cells.
    pub fn of(text: &str) -> Self {
        let all: BTreeMap<String, Value> = serde_json::from_str(text).unwrap_or_default();
        let mut decided = Self::default();
        for (key, value) in all {
            match (key.parse::<u32>(), key.parse::<Address>(), value) {
                (Ok(row), _, value) => {
                    decided.rows.extend(serde_json::from_value::<Choice>(value).ok().map(|one| (row, one)));
                }
                (_, Ok(cell), Value::String(text)) => {
                    decided.cells.insert(cell, text);
                }
                (_, _, value) if key == ENDS => {
                    decided.ends = value.as_u64().and_then(|ends| u32::try_from(ends).ok());
                }
                (_, _, value) if key.starts_with(IN) => {
                    let readings = serde_json::from_value(value).unwrap_or_default();
                    decided.readings.insert(key.trim_start_matches(IN).to_owned(), readings);
                }
                _ => {}
            }
        }
        decided
    }

    /// As it is kept.
    pub fn written(&self) -> String {
        let rows = self.rows.iter().map(|(row, choice)| (row.to_string(), json!(choice)));
        let cells = self.cells.iter().map(|(cell, text)| (cell.to_string(), json!(text)));
        let readings = self.readings.iter().map(|(field, all)| (format!("{IN}{field}"), json!(all)));
        let ends = self.ends.map(|ends| (ENDS.to_owned(), json!(ends)));
        Value::Object(rows.chain(cells).chain(readings).chain(ends).collect()).to_string()
    }

    /// Adds what a form says: `row-7` who it is, `cell-C7` what is to stand there, `all-C7` also in every row with the text of
    /// that cell. What stands in the form as the page showed it – `was-C7` – says nothing: somebody may have corrected it meanwhile.
    pub fn take(&mut self, fields: &[(String, String)], book: &Book, layout: &Layout) {
        let Some(grid) = book.grid(&layout.sheet) else { return };
        let everywhere = fields.iter().filter_map(|(name, _)| name.strip_prefix("all-")?.parse().ok());
        let everywhere: BTreeSet<Address> = everywhere.collect();
        let shown: BTreeMap<&str, &str> = fields
            .iter()
            .filter_map(|(name, value)| Some((name.strip_prefix("was-")?, value.trim())))
            .collect();
        let mut spread = BTreeSet::new();
        for (name, value) in fields {
            if let Some(row) = name.strip_prefix("row-").and_then(|row| row.parse().ok()) {
                self.choose(row, value);
            } else if let Some(cell) = name.strip_prefix("cell-").and_then(|cell| cell.parse().ok()) {
                let is_untouched =
                    name.strip_prefix("cell-").and_then(|cell| shown.get(cell)) == Some(&value.trim());
                if is_untouched && !everywhere.contains(&cell) {
                    continue;
                }
                let Some(typed) = retyped(cell, value, grid, layout) else { continue };
                let is_spread =
                    everywhere.contains(&cell) && self.spread(cell, &typed, (grid, layout), &mut spread);
                if !is_spread {
                    if typed.contains('\n') {
                        self.divides(grid);
                    }
                    self.cells.insert(cell, typed);
                }
            }
        }
    }

    /// A row is divided: where the rows that come of it stand, and that nothing is decided about them yet.
    fn divides(&mut self, grid: &Grid) {
        let last = grid.cells.keys().next_back().map_or(0, |cell| cell.row + 1);
        let ends = *self.ends.get_or_insert(last);
        self.rows.retain(|row, _| *row <= ends);
        self.cells.retain(|cell, _| cell.row < ends);
    }

    /// Cells of several lines, each with its lines: a row for each line.
    fn divided(&self) -> impl Iterator<Item = (Address, Vec<&str>)> {
        let ends = self.ends.unwrap_or(0);
        let all = self.cells.iter().filter(move |(cell, text)| cell.row < ends && text.contains('\n'));
        all.map(|(cell, text)| (*cell, text.lines().collect()))
    }

    /// The row that this one, as a spreadsheet numbers it, came of by division.
    pub fn divided_of(&self, row: u32) -> Option<u32> {
        let behind = usize::try_from(row.checked_sub(self.ends? + 1)?).ok()?;
        let mut all =
            self.divided().flat_map(|(cell, lines)| lines.into_iter().skip(1).map(move |_| cell.row + 1));
        all.nth(behind)
    }

    fn choose(&mut self, row: u32, value: &str) {
        let choice = match value {
            "other" => Some(Choice::Other),
            "skip" => Some(Choice::Skip),
            "above" => Some(Choice::Above),
            "kept" => Some(Choice::Kept),
            "told" => Some(Choice::Told),
            id => id.parse().ok().map(Choice::Is),
        };
        match choice {
            Some(choice) => self.rows.insert(row, choice),
            None => self.rows.remove(&row),
        };
    }

    /// What is typed stands for the text of the cell in every row of its column; of two answers to one text the first does, and
    /// the other is of its own cell.
    fn spread(
        &mut self,
        cell: Address,
        typed: &str,
        (grid, layout): (&Grid, &Layout),
        spread: &mut BTreeSet<(String, String)>,
    ) -> bool {
        let (said, field) = (shown(&grid.text(cell.row, cell.column)), layout.columns.get(&cell.column));
        let Some(field) = field.filter(|_| !said.is_empty()) else { return false };
        let folded = db::fold(&said);
        if !spread.insert((field.clone(), folded.clone())) {
            return false;
        }
        let readings = self.readings.entry(field.clone()).or_default();
        // What was read as this text – a slip in an earlier answer – is read as the new one.
        for earlier in readings.values_mut().filter(|earlier| db::fold(&earlier.to) == folded) {
            typed.clone_into(&mut earlier.to);
        }
        readings.insert(folded, Reading { said, to: typed.to_owned() });
        if let Some(own) = self.cells.get_mut(&cell) {
            typed.clone_into(own);
        }
        true
    }

    /// Puts the typed texts over the cells of the list; those that are read as every other of the same text, with both texts.
    pub fn put(&self, book: &mut Book, layout: &Layout) -> BTreeMap<Address, Reading> {
        let Some(grid) = book.grids.iter_mut().find(|grid| grid.name == layout.sheet) else {
            return BTreeMap::new();
        };
        let ends = self.ends.unwrap_or(u32::MAX);
        grid.cells.retain(|cell, _| cell.row < ends);
        let is_behind = |cell: &Address| cell.row >= ends;
        self.put_over(grid, layout, &|cell| !is_behind(cell));
        self.divide(grid, layout);
        self.put_over(grid, layout, &is_behind);
        let read = self.read(grid, layout);
        for (cell, reading) in &read {
            set(grid, *cell, &reading.to);
        }
        read
    }

    fn put_over(&self, grid: &mut Grid, layout: &Layout, is_meant: &dyn Fn(&Address) -> bool) {
        for (cell, text) in self.cells.iter().filter(|(cell, _)| is_meant(cell)) {
            if is_of(*cell, grid, layout) {
                set(grid, *cell, text);
            }
        }
    }

    /// Rows of which each line of a cell is one: the first stays, the others stand behind the list with everything else the row
    /// says, and whose the rows above say it is.
    fn divide(&self, grid: &mut Grid, layout: &Layout) {
        let Some(mut next) = self.ends else { return };
        for (cell, lines) in self.divided() {
            if !is_of(cell, grid, layout) {
                continue;
            }
            let mut row: BTreeMap<u16, Found> = of_row(grid, cell.row);
            for (column, _) in layout.columns.iter().filter(|(_, field)| field.starts_with("unit")) {
                let above = || (layout.begins()..cell.row).rev();
                let said = above().find_map(|at| grid.cells.get(&Address::at(at, *column)).cloned());
                if let (None, Some(said)) = (row.get(column), said) {
                    row.insert(*column, said);
                }
            }
            line_of(grid, cell, lines.first().copied().unwrap_or_default(), layout);
            for line in lines.into_iter().skip(1) {
                for (column, found) in &row {
                    grid.cells.insert(Address::at(next, *column), found.clone());
                }
                line_of(grid, Address::at(next, cell.column), line, layout);
                next += 1;
            }
        }
    }

    /// The cells whose texts are read otherwise.
    fn read(&self, grid: &Grid, layout: &Layout) -> BTreeMap<Address, Reading> {
        let columns =
            layout.columns.iter().filter_map(|(column, field)| Some((*column, self.readings.get(field)?)));
        let columns: BTreeMap<u16, _> = columns.filter(|(_, readings)| !readings.is_empty()).collect();
        if columns.is_empty() {
            return BTreeMap::new();
        }
        let of_list = grid.cells.range(Address::at(layout.begins(), 0)..);
        let read = of_list.filter_map(|(cell, found)| {
            let readings = columns.get(&cell.column)?;
            let said = shown(&found.text());
            let to = last(readings, &said).filter(|to| *to != said)?.to_owned();
            Some((*cell, Reading { said, to }))
        });
        read.collect()
    }

    /// What was typed in the row, as a spreadsheet numbers it.
    pub fn typed_in(&self, row: u32) -> impl Iterator<Item = (&Address, &String)> {
        self.cells.iter().filter(move |(cell, _)| cell.row.checked_add(1) == Some(row))
    }
}

/// What a text is read as in the end: what is read may itself be read otherwise, and twice is as once.
fn last<'r>(readings: &'r BTreeMap<String, Reading>, said: &str) -> Option<&'r str> {
    let mut to = &readings.get(&db::fold(said))?.to;
    for _ in 0..readings.len() {
        match readings.get(&db::fold(to)) {
            Some(next) if next.to != *to => to = &next.to,
            _ => break,
        }
    }
    Some(to)
}

/// What is typed over a cell: where the list has a row and a column, and only when it is to hold something else.
fn retyped(cell: Address, typed: &str, grid: &Grid, layout: &Layout) -> Option<String> {
    let typed = typed.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
    let typed: String = typed.chars().take(LONGEST).collect();
    (is_of(cell, grid, layout) && shown(&grid.text(cell.row, cell.column)) != typed).then_some(typed)
}

fn of_row(grid: &Grid, row: u32) -> BTreeMap<u16, Found> {
    let cells = grid.cells.range(Address::at(row, 0)..=Address::at(row, u16::MAX));
    cells.map(|(cell, found)| (cell.column, found.clone())).collect()
}

/// One of the lines of a divided cell; in a list with columns for the parts of a name each part stands in its own.
fn line_of(grid: &mut Grid, cell: Address, line: &str, layout: &Layout) {
    let is_last = layout.column("last_name") == Some(cell.column);
    let Some(first) = layout.column("first_name").filter(|_| is_last) else {
        set(grid, cell, line);
        return;
    };
    let (mut last, mut given) = (Vec::new(), Vec::new());
    for word in line.split_whitespace() {
        // «Смирнова (Козлова) Елена»: the former family name stays with the family name.
        let is_of_last = last.is_empty() || given.is_empty() && word.starts_with('(');
        if is_of_last { last.push(word) } else { given.push(word) }
    }
    set(grid, cell, &last.join(" "));
    let middle = layout.column("middle_name").filter(|_| given.len() > 1);
    let own = if middle.is_some() { 1 } else { given.len() };
    let (name, rest) = given.split_at(own.min(given.len()));
    set(grid, Address::at(cell.row, first), &name.join(" "));
    if let Some(middle) = layout.column("middle_name") {
        set(grid, Address::at(cell.row, middle), &rest.join(" "));
    }
}

fn set(grid: &mut Grid, cell: Address, text: &str) {
    if text.is_empty() {
        grid.cells.remove(&cell);
    } else {
        grid.cells.insert(cell, Found::Text(text.to_owned()));
    }
}

/// A text as a field of one line shows it and sends it back.
pub(crate) fn shown(text: &str) -> String {
    text.split(['\n', '\r']).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn is_of(cell: Address, grid: &Grid, layout: &Layout) -> bool {
    let row = Address::at(cell.row, 0)..=Address::at(cell.row, u16::MAX);
    layout.begins() <= cell.row
        && layout.columns.contains_key(&cell.column)
        && grid.cells.range(row).next().is_some()
}

#[cfg(test)]
mod tests;
