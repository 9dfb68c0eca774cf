//! Where the list is in the file: the worksheet, the row of titles, what each column holds – by title, then by content.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use sheets::{Book, Grid};

use super::letters::plain;
use super::verdict::short;

/// The titles stand in one of the first rows.
const DEEPEST: u32 = 40;
/// So many rows are looked at to tell a column by its content.
const SAMPLE: usize = 60;

/// How a list is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Layout {
    /// The worksheet.
    pub sheet: String,
    /// The last row of the titles, from 0; none: the list begins at once.
    pub header: Option<u32>,
    /// Codes of fields by column.
    pub columns: BTreeMap<u16, String>,
    /// Titles by column, as they stand.
    pub titles: BTreeMap<u16, String>,
    /// Columns whose title may name either of two fields, while nobody has told which ([`Kind::EITHER`](crate::Kind::EITHER)).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unsure: Vec<u16>,
}

/// A test of what stands in a column.
pub type Test<'c> = Box<dyn Fn(&str) -> bool + 'c>;

/// A field and the titles that name it.
pub type TitleRule = (&'static str, fn(&str) -> bool);

/// The field a title names by the first rule that knows it.
pub fn titled(title: &str, rules: &[TitleRule]) -> Option<&'static str> {
    let text = plain(title);
    if text.is_empty() {
        return matches!(title.trim(), "№" | "#").then_some("number");
    }
    rules.iter().find(|(_, rule)| rule(&text)).map(|(field, _)| *field)
}

/// Whether a title has one of these parts.
pub fn has(title: &str, parts: &[&str]) -> bool {
    parts.iter().any(|part| title.contains(part))
}

/// Whether a title has this word.
pub fn has_word(title: &str, word: &str) -> bool {
    title.split(' ').any(|one| one == word)
}

/// What the columns of a kind of lists hold, and how they are known.
pub trait Columns {
    /// The field a title names.
    fn of_title(&self, title: &str) -> Option<&'static str>;
    /// The field a title names when what [`Columns::of_title`] says is the column of another title already: «Категория»
    /// over «какая» and «дата».
    fn of_title_again(&self, _title: &str) -> Option<&'static str> {
        None
    }
    /// Whether the texts are a row of the list, so that they are no titles: days stand in rows.
    fn is_row(&self, texts: &mut dyn Iterator<Item = &String>) -> bool {
        let mut is_one = false;
        for text in texts {
            is_one |= text.chars().filter(char::is_ascii_digit).count() > 5;
        }
        is_one
    }
    /// Whether the title of a column may name another field as well: somebody is asked which.
    fn is_unsure(&self, _title: &str, _layout: &Layout) -> bool {
        false
    }
    /// Divides a column whose title spans several: «Ф.И.О.» over three columns with nothing under it.
    fn divide(&self, _grid: &Grid, _layout: &mut Layout) {}
    /// Whether the rows can be told apart by these columns.
    fn is_enough(&self, layout: &Layout) -> bool;
    /// The field whose title alone makes a row of titles.
    fn surest(&self) -> &'static str;
    /// How a column without a title is known, the surest first.
    fn by_content(&self) -> Vec<(&'static str, Test<'_>)> {
        Vec::new()
    }
}

/// Why a file is no such list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotAList {
    /// Nothing in it.
    Empty,
    /// No column the rows can be told apart by; the titles there are, in a sentence.
    Nameless(String),
}

impl NotAList {
    /// In words; `nameless` is told the titles there are.
    pub fn said(self, nameless: impl FnOnce(&str) -> String) -> String {
        match self {
            Self::Empty => {
                "В\u{a0}файле нет ни\u{a0}одной заполненной ячейки. Проверьте, тот\u{a0}ли файл выбран."
                    .to_owned()
            }
            Self::Nameless(titles) => nameless(&titles),
        }
    }
}

impl Layout {
    /// The column of a field.
    pub fn column(&self, field: impl Into<&'static str>) -> Option<u16> {
        let field = field.into();
        self.columns.iter().find(|(_, code)| *code == field).map(|(column, _)| *column)
    }

    /// The first row of the list, from 0.
    pub fn begins(&self) -> u32 {
        self.header.map_or(0, |row| row + 1)
    }

    /// What a sender's next list is known by.
    pub fn signature(&self) -> String {
        self.titles.values().map(|title| plain(title)).collect::<Vec<_>>().join("|")
    }

    /// Whether the row says again what stands in the titles, as lists of many pages do.
    pub fn is_repeated(&self, cells: &[(u16, &sheets::Found)]) -> bool {
        cells.iter().filter(|(column, found)| self.titles.get(column) == Some(&found.text())).count() > 1
    }

    /// Why a row of a list is no thing of it: a sum, numbers of columns, titles again, a heading; none: it is one.
    pub fn left_out(&self, cells: &[(u16, &sheets::Found)]) -> Option<String> {
        let texts = || cells.iter().map(|(_, found)| found.text());
        let Some(first) = texts().find(|text| text.chars().any(char::is_alphabetic)) else {
            return texts().all(|text| text.len() < 4).then(|| "номера столбцов".to_owned());
        };
        let folded = db::fold(&first);
        if ["итого", "всего", "итог", "исполнитель"].iter().any(|word| folded.starts_with(word))
        {
            return Some(format!("«{}»", short(&first)));
        }
        if self.is_repeated(cells) {
            return Some("повтор заголовков".to_owned());
        }
        let known = |column: &u16| self.columns.get(column).is_some_and(|code| code != "number");
        let filled = cells.iter().filter(|(column, _)| known(column)).count();
        (filled < 2 && self.columns.len() > 2).then(|| format!("подзаголовок «{}»", short(&first)))
    }
}

/// The list of the file: the worksheet that looks most like one.
pub fn found(book: &Book, columns: &dyn Columns) -> Result<Layout, NotAList> {
    let all = offers(book, columns);
    let titles = all.first().map(|(layout, _)| layout.titles.values().cloned().collect::<Vec<_>>());
    let best =
        all.into_iter().filter(|(layout, _)| columns.is_enough(layout)).max_by_key(|(_, worth)| *worth);
    match (best, titles) {
        (Some((layout, _)), _) => Ok(layout),
        (None, None) => Err(NotAList::Empty),
        (None, Some(titles)) => {
            let few: Vec<String> =
                titles.iter().take(8).map(|title| title.chars().take(40).collect()).collect();
            let said = if few.is_empty() {
                String::new()
            } else {
                format!("Есть столбцы: {}. ", few.join(", "))
            };
            Err(NotAList::Nameless(said))
        }
    }
}

/// Every worksheet as a list, with how much it looks like one.
fn offers(book: &Book, columns: &dyn Columns) -> Vec<(Layout, usize)> {
    let filled = book.grids.iter().filter(|grid| !grid.cells.is_empty());
    filled
        .map(|grid| {
            let layout = of_grid(grid, columns);
            let rows = usize::try_from(grid.height()).unwrap_or(0).min(9_999);
            let shown = if grid.is_hidden { 0 } else { 100_000 };
            let worth = usize::from(columns.is_enough(&layout)) * 1_000_000
                + layout.columns.len() * 10_000
                + shown
                + rows;
            (layout, worth)
        })
        .collect()
}

/// How the worksheet reads as a list.
pub fn of_grid(grid: &Grid, columns: &dyn Columns) -> Layout {
    let rows: Vec<u32> = grid.rows().map(|(row, _)| row).take_while(|row| *row < DEEPEST).collect();
    let mut best = Layout { sheet: grid.name.clone(), ..Layout::default() };
    for row in rows {
        for titles in [one_row(grid, row), two_rows(grid, row, columns)] {
            let Some((last, titles)) = titles.filter(|(_, all)| !columns.is_row(&mut all.values())) else {
                continue;
            };
            let known = named(&titles, columns);
            let is_sure = known.values().any(|code| code == columns.surest());
            let is_better = known.len() > best.columns.len() && (known.len() > 1 || is_sure);
            if is_better {
                best = Layout {
                    sheet: grid.name.clone(),
                    header: Some(last),
                    columns: known,
                    titles,
                    ..Layout::default()
                };
            }
        }
    }
    columns.divide(grid, &mut best);
    by_content(grid, &mut best, columns);
    let is_unsure = |(column, title): &(&u16, &String)| {
        best.columns.contains_key(column) && columns.is_unsure(title, &best)
    };
    best.unsure = best.titles.iter().filter(is_unsure).map(|(column, _)| *column).collect();
    best
}

type Titles = BTreeMap<u16, String>;

fn one_row(grid: &Grid, row: u32) -> Option<(u32, Titles)> {
    Some((row, row_of(grid, row)))
}

/// «Стаж» over «общий» and «педагогический»: what stands above spans to the right until the next title.
fn two_rows(grid: &Grid, row: u32, columns: &dyn Columns) -> Option<(u32, Titles)> {
    let (above, below) = (row_of(grid, row), row_of(grid, row + 1));
    let is_title = |text: &&String| text.chars().any(char::is_alphabetic) && text.chars().count() < 60;
    if below.is_empty() || !below.values().all(|text| is_title(&text)) || columns.is_row(&mut below.values())
    {
        return None;
    }
    let mut titles = above.clone();
    for (column, text) in below {
        let over = above.range(..=column).next_back().map(|(_, over)| over.clone()).unwrap_or_default();
        titles.insert(column, format!("{over} {text}").trim().to_owned());
    }
    Some((row + 1, titles))
}

fn row_of(grid: &Grid, row: u32) -> Titles {
    let (from, to) = (sheets::Address::at(row, 0), sheets::Address::at(row, u16::MAX));
    grid.cells.range(from..=to).map(|(at, found)| (at.column, found.text())).collect()
}

/// The fields the titles name; each field once, the first column of it.
fn named(titles: &Titles, columns: &dyn Columns) -> BTreeMap<u16, String> {
    let mut seen = BTreeSet::new();
    let field = |(column, title): (&u16, &String)| {
        let is_title = title.chars().count() < 120;
        let mut free = |field: &&'static str| is_title && seen.insert(*field);
        // A title that says nothing has no other meaning either.
        let first = columns.of_title(title)?;
        let field = if free(&first) { first } else { columns.of_title_again(title).filter(&mut free)? };
        Some((*column, field.to_owned()))
    };
    titles.iter().filter_map(field).collect()
}

/// Columns without a title that says what they are, by what stands in them.
fn by_content(grid: &Grid, layout: &mut Layout, columns: &dyn Columns) {
    let mut seen: BTreeMap<u16, Vec<String>> = BTreeMap::new();
    for (address, found) in grid.cells.range(sheets::Address::at(layout.begins(), 0)..) {
        let texts = seen.entry(address.column).or_default();
        if texts.len() < SAMPLE && !layout.columns.contains_key(&address.column) {
            texts.push(found.text());
        }
    }
    for (field, test) in columns.by_content() {
        if layout.column(field).is_some() || (field == columns.surest() && columns.is_enough(layout)) {
            continue;
        }
        let is = |texts: &Vec<String>| {
            let fitting = texts.iter().filter(|text| test(text)).count();
            fitting * 10 > texts.len() * 6 && (fitting > 1 || (texts.len() == 1 && layout.header.is_some()))
        };
        let found = seen.iter().find(|(column, texts)| !layout.columns.contains_key(column) && is(texts));
        if let Some((column, _)) = found {
            layout.columns.insert(*column, field.to_owned());
        }
    }
}
