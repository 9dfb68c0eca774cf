//! Where the list is in the file: the worksheet, the row of titles, what each column holds – by title, then by content.

use std::collections::{BTreeMap, BTreeSet};

use packs::Effective;
use serde::{Deserialize, Serialize};
use sheets::{Book, Grid};
use thiserror::Error;

use super::Field;
use super::field::plain;
use super::word;
use crate::rules::recognise;

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
}

/// Why a file is no staff list.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NotAList {
    /// Nothing in it.
    #[error("В\u{a0}файле нет ни\u{a0}одной заполненной ячейки. Проверьте, тот\u{a0}ли файл выбран.")]
    Empty,
    /// No column of names.
    #[error(
        "Это не\u{a0}похоже на\u{a0}список педагогов: нет столбца с\u{a0}фамилиями. {0}Назовите столбец «ФИО» (или три столбца «Фамилия», «Имя», «Отчество») и\u{a0}загрузите файл снова."
    )]
    NoNames(String),
}

impl Layout {
    /// The column of a field.
    pub fn column(&self, field: Field) -> Option<u16> {
        self.columns.iter().find(|(_, code)| *code == field.code()).map(|(column, _)| *column)
    }

    /// Whether people can be named by it.
    pub fn has_names(&self) -> bool {
        self.column(Field::FullName).is_some()
            || (self.column(Field::LastName).is_some() && self.column(Field::FirstName).is_some())
    }

    /// The first row of people, from 0.
    pub fn begins(&self) -> u32 {
        self.header.map_or(0, |row| row + 1)
    }

    /// What a sender's next list is known by.
    pub fn signature(&self) -> String {
        self.titles.values().map(|title| plain(title)).collect::<Vec<_>>().join("|")
    }
}

/// The list of the file: the worksheet that looks most like one.
pub fn found(book: &Book, rules: &Effective) -> Result<Layout, NotAList> {
    let all = offers(book, rules);
    let titles = all.first().map(|(layout, _)| layout.titles.values().cloned().collect::<Vec<_>>());
    let best = all.into_iter().filter(|(layout, _)| layout.has_names()).max_by_key(|(_, worth)| *worth);
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
            Err(NotAList::NoNames(said))
        }
    }
}

/// Every worksheet as a list, with how much it looks like one.
pub fn offers(book: &Book, rules: &Effective) -> Vec<(Layout, usize)> {
    let filled = book.grids.iter().filter(|grid| !grid.cells.is_empty());
    filled
        .map(|grid| {
            let layout = of_grid(grid, rules);
            let rows = usize::try_from(grid.height()).unwrap_or(0).min(9_999);
            let shown = if grid.is_hidden { 0 } else { 100_000 };
            let worth =
                usize::from(layout.has_names()) * 1_000_000 + layout.columns.len() * 10_000 + shown + rows;
            (layout, worth)
        })
        .collect()
}

/// How the worksheet reads as a list.
pub fn of_grid(grid: &Grid, rules: &Effective) -> Layout {
    let rows: Vec<u32> = grid.rows().map(|(row, _)| row).take_while(|row| *row < DEEPEST).collect();
    let mut best = Layout { sheet: grid.name.clone(), ..Layout::default() };
    for row in rows {
        for titles in [one_row(grid, row), two_rows(grid, row)] {
            let Some((last, titles)) = titles.filter(|(_, all)| !word::is_name_row(all.values())) else {
                continue;
            };
            let columns = named(&titles);
            let is_name = columns.values().any(|code| code == Field::FullName.code());
            let is_better = columns.len() > best.columns.len() && (columns.len() > 1 || is_name);
            if is_better {
                best = Layout { sheet: grid.name.clone(), header: Some(last), columns, titles };
            }
        }
    }
    by_content(grid, &mut best, rules);
    best
}

type Titles = BTreeMap<u16, String>;

fn one_row(grid: &Grid, row: u32) -> Option<(u32, Titles)> {
    Some((row, row_of(grid, row)))
}

/// «Стаж» over «общий» and «педагогический»: what stands above spans to the right until the next title.
fn two_rows(grid: &Grid, row: u32) -> Option<(u32, Titles)> {
    let (above, below) = (row_of(grid, row), row_of(grid, row + 1));
    let is_title = |text: &&String| text.chars().any(char::is_alphabetic) && text.chars().count() < 60;
    if below.is_empty() || !below.values().all(|text| is_title(&text)) || word::is_name_row(below.values()) {
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
fn named(titles: &Titles) -> BTreeMap<u16, String> {
    let mut seen = BTreeSet::new();
    let field = |(column, title): (&u16, &String)| {
        let is_title = title.chars().count() < 120;
        let field = Field::of_title(title).filter(|field| is_title && seen.insert(*field))?;
        Some((*column, field.code().to_owned()))
    };
    titles.iter().filter_map(field).collect()
}

/// Columns without a title that says what they are, by what stands in them.
fn by_content(grid: &Grid, layout: &mut Layout, rules: &Effective) {
    type Test<'r> = Box<dyn Fn(&str) -> bool + 'r>;
    let tests: [(Field, Test<'_>); 4] = [
        (Field::FullName, Box::new(word::is_name)),
        (Field::Post, Box::new(|text| recognise::post(text, rules).is_some())),
        (Field::Category, Box::new(|text| matches!(recognise::category(text, rules), Ok(Some(_))))),
        (Field::Subjects, Box::new(|text| !recognise::subjects(text, rules).0.is_empty())),
    ];
    let mut columns: BTreeMap<u16, Vec<String>> = BTreeMap::new();
    for (address, found) in grid.cells.range(sheets::Address::at(layout.begins(), 0)..) {
        let texts = columns.entry(address.column).or_default();
        if texts.len() < SAMPLE && !layout.columns.contains_key(&address.column) {
            texts.push(found.text());
        }
    }
    for (field, test) in tests {
        if layout.column(field).is_some() || (field == Field::FullName && layout.has_names()) {
            continue;
        }
        let is = |texts: &Vec<String>| {
            let fitting = texts.iter().filter(|text| test(text)).count();
            fitting * 10 > texts.len() * 6 && (fitting > 1 || (texts.len() == 1 && layout.header.is_some()))
        };
        let found = columns.iter().find(|(column, texts)| !layout.columns.contains_key(column) && is(texts));
        if let Some((column, _)) = found {
            layout.columns.insert(*column, field.code().to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use sheets::Caps;

    use super::*;

    fn rules() -> std::sync::Arc<Effective> {
        packs::Library::embedded().unwrap().effective(&["amur-2020"]).unwrap()
    }

    fn read(text: &str) -> Result<Layout, NotAList> {
        found(&sheets::read("a.csv", text.as_bytes(), &Caps::default()).unwrap(), &rules())
    }

    #[test]
    fn the_titles_are_found_under_a_heading_and_blank_rows() {
        let layout = read(
            "Список педагогов школы;;;\n;;;\nна 1 сентября;;;\n№;ФИО;Должность;Категория\n1;Иванова Мария Петровна;учитель;высшая\n",
        );
        let layout = layout.unwrap();
        assert_eq!((layout.header, layout.begins()), (Some(3), 4));
        assert_eq!(layout.column(Field::FullName), Some(1));
        assert_eq!(layout.column(Field::Category), Some(3));
    }

    #[test]
    fn titles_with_dots_are_titles() {
        let text = "Список педагогов школы № 1;;;\n№;Ф.И.О.;Должность;Принят\n1;Вересова Анна Ильинична;учитель;01.09.2010\n";
        let layout = read(text).unwrap();
        assert_eq!(layout.header, Some(1));
        assert_eq!(layout.column(Field::FullName), Some(1));
        assert_eq!(layout.column(Field::Started), Some(3));
    }

    #[test]
    fn titles_of_two_rows_are_read_together() {
        let text = "№;ФИО;Стаж;;Должность\n;;общий;педагогический;\n1;Иванова Мария Петровна;12;10;учитель\n2;Петрова Анна Ильинична;2;1;учитель\n";
        let layout = read(text).unwrap();
        assert_eq!(layout.header, Some(1));
        assert_eq!(layout.column(Field::GeneralService), Some(2));
        assert_eq!(layout.column(Field::PedagogicalService), Some(3));
        assert_eq!(layout.column(Field::Post), Some(4));
    }

    #[test]
    fn columns_without_titles_are_known_by_their_content() {
        let layout = read(
            "Иванова Мария Петровна;учитель математики;первая\nПетрова Анна Ильинична;воспитатель;высшая\n",
        )
        .unwrap();
        assert_eq!((layout.header, layout.column(Field::FullName)), (None, Some(0)));
        assert_eq!((layout.column(Field::Post), layout.column(Field::Category)), (Some(1), Some(2)));
    }

    #[test]
    fn what_is_no_staff_list_is_said_to_be_none() {
        let refused = read("Показатель;Значение\n1.1;5\n").unwrap_err();
        assert!(refused.to_string().contains("Есть столбцы") || refused.to_string().contains("нет столбца"));
    }
}
