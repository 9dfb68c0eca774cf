//! What a staff list is known by: its titles, its names, its posts.

use lists::{Columns, Layout, NotAList as Refused};
use packs::Effective;
use sheets::{Book, Grid};
use thiserror::Error;

use super::Field;
use super::word;
use crate::rules::recognise;

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
    /// A list of structures.
    #[error("Это список методических структур: загрузите его в\u{a0}«Структуры → Загрузить список».")]
    Structures,
}

/// The columns of a staff list under these rules.
struct Staff<'r>(&'r Effective);

impl Columns for Staff<'_> {
    fn of_title(&self, title: &str) -> Option<&'static str> {
        Field::of_title(title).map(Field::code)
    }

    fn of_title_again(&self, title: &str) -> Option<&'static str> {
        Field::of_second_title(title).map(Field::code)
    }

    fn is_unsure(&self, title: &str, layout: &Layout) -> bool {
        matches!(lists::plain(title).as_str(), "стаж" | "стаж работы")
            && layout.column(Field::PedagogicalService).is_none()
    }

    fn divide(&self, grid: &Grid, layout: &mut Layout) {
        parted(grid, layout);
        beside(layout);
    }

    fn is_row(&self, texts: &mut dyn Iterator<Item = &String>) -> bool {
        word::is_name_row(texts)
    }

    fn is_enough(&self, layout: &Layout) -> bool {
        has_names(layout)
    }

    fn surest(&self) -> &'static str {
        Field::FullName.code()
    }

    fn by_content(&self) -> Vec<(&'static str, Box<dyn Fn(&str) -> bool + '_>)> {
        let rules = self.0;
        vec![
            (Field::FullName.code(), Box::new(word::is_name)),
            (Field::Post.code(), Box::new(|text| recognise::post(text, rules).is_some())),
            (
                Field::Category.code(),
                // A column of figures alone may be anything; «нет» may be said of anything.
                Box::new(|text| {
                    text.chars().any(char::is_alphabetic)
                        && (recognise::is_without_category(text)
                            || matches!(recognise::category(text, rules), Ok(Some(_))))
                }),
            ),
            (Field::Subjects.code(), Box::new(|text| !recognise::subjects(text, rules).0.is_empty())),
        ]
    }
}

/// The titles stand in one of the first rows.
const SAMPLE_OF_TITLES: u32 = 10;
/// So many rows are looked at to see how names are written.
const SAMPLE: usize = 60;

/// A title of whole names merged over the columns of their parts: under it stand single words, and names behind them in columns
/// without a title.
fn parted(grid: &Grid, layout: &mut Layout) {
    let Some(at) = layout.column(Field::FullName) else { return };
    let is_named = layout.column(Field::LastName).is_some() || layout.column(Field::FirstName).is_some();
    let is_bare = |column: u16| !layout.titles.contains_key(&column) && !layout.columns.contains_key(&column);
    let most = |column: u16, is: &dyn Fn(&str) -> bool| {
        let below = (layout.begins()..grid.height()).map(|row| grid.text(row, column));
        let some: Vec<String> = below.filter(|text| !text.trim().is_empty()).take(SAMPLE).collect();
        !some.is_empty() && some.iter().filter(|text| is(text)).count() * 10 > some.len() * 6
    };
    let (first, middle) = (at.saturating_add(1), at.saturating_add(2));
    if is_named || !is_bare(first) || !most(at, &is_word) || !most(first, &is_given) {
        return;
    }
    let is_three = is_bare(middle) && most(middle, &is_word) && most(first, &is_word);
    let mut put = |column: u16, field: Field| layout.columns.insert(column, field.code().to_owned());
    put(at, Field::LastName);
    put(first, Field::FirstName);
    if is_three {
        put(middle, Field::MiddleName);
    }
}

/// Titles that mean something behind their neighbour alone.
fn beside(layout: &mut Layout) {
    let of = |layout: &Layout, column: u16| Field::of_code(layout.columns.get(&column)?);
    let bare: Vec<(u16, String)> = layout
        .titles
        .iter()
        .map(|(column, title)| (*column, title.clone()))
        .filter(|(column, _)| of(layout, *column).is_none())
        .collect();
    for (column, title) in bare {
        let left = column.checked_sub(1).and_then(|left| of(layout, left));
        let Some(field) = left.and_then(|left| Field::beside(left, &title)) else { continue };
        if layout.column(field).is_none() {
            layout.columns.insert(column, field.code().to_owned());
        }
    }
}

/// One word with a capital: a part of a name.
fn is_word(text: &str) -> bool {
    let bare = word::bare(text).0;
    bare.starts_with(char::is_uppercase) && bare.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '.'))
}

/// A given name, with or without a patronymic.
fn is_given(text: &str) -> bool {
    let mut words = text.split_whitespace();
    (1..=3).contains(&words.clone().count()) && words.next().is_some_and(is_word)
}

/// Whether people can be named by it.
pub fn has_names(layout: &Layout) -> bool {
    layout.column(Field::FullName).is_some()
        || (layout.column(Field::LastName).is_some() && layout.column(Field::FirstName).is_some())
}

/// The list of the file: the worksheet that looks most like one.
pub fn found(book: &Book, rules: &Effective) -> Result<Layout, NotAList> {
    if book.grids.iter().any(is_of_structures) {
        return Err(NotAList::Structures);
    }
    lists::found(book, &Staff(rules)).map_err(|refused| match refused {
        Refused::Empty => NotAList::Empty,
        Refused::Nameless(said) => NotAList::NoNames(said),
    })
}

/// Whether a row of titles is that of a list of structures: each has its kind and who leads it.
fn is_of_structures(grid: &Grid) -> bool {
    let titles = |row: u32| -> Vec<String> {
        let cells = grid.cells.range(sheets::Address::at(row, 0)..=sheets::Address::at(row, u16::MAX));
        cells.map(|(_, found)| lists::plain(&found.text())).collect()
    };
    (0..grid.height().min(SAMPLE_OF_TITLES)).map(titles).any(|titles| {
        let has = |title: &str| titles.iter().any(|one| one == title);
        has("структура") && has("вид") && has("руководитель")
    })
}

/// How the worksheet reads as a list.
pub fn of_grid(grid: &Grid, rules: &Effective) -> Layout {
    lists::of_grid(grid, &Staff(rules))
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
    fn a_category_over_two_columns_keeps_its_day() {
        let text = "ФИО;Должность;Категория;;;\n;;какая;дата;приказ;\nИванова Мария Петровна;учитель;первая;01.02.2024;№ 5;\n";
        let layout = read(text).unwrap();
        let column = |field| layout.column(field);
        assert_eq!(
            (column(Field::Category), column(Field::CategoryDate), column(Field::CategoryDocument)),
            (Some(2), Some(3), Some(4))
        );
        let both =
            read("ФИО;Категория, дата присвоения\nИванова Мария Петровна;первая, 01.02.2024\n").unwrap();
        assert_eq!((both.column(Field::Category), both.column(Field::CategoryDate)), (Some(1), None));
    }

    #[test]
    fn a_title_of_names_over_three_columns_is_of_their_parts() {
        let parts = |layout: &Layout| {
            [Field::LastName, Field::FirstName, Field::MiddleName].map(|field| layout.column(field))
        };
        let people =
            "1;Иванова;Мария;Петровна;учитель\n2;Петрова;Анна;Ильинична;учитель\n3;Цой;Ирина;;учитель\n";
        for head in [
            "№;Ф.И.О.;;;Должность\n;фамилия;имя;отчество;\n",
            "№;Ф.И.О.;;;Должность\n;Ф.;И.;О.;\n",
            "№;Фамилия, имя, отчество педагога;;;Должность\n;Фамилия;Имя;Отчество;\n",
            "№;Ф.И.О.;;;Должность\n",
            "Список;;;;\n№;ФИО;;;Должность\n1;2;3;4;5\n",
        ] {
            let layout = read(&format!("{head}{people}")).unwrap();
            assert_eq!(parts(&layout), [Some(1), Some(2), Some(3)], "{head}: {layout:?}");
            assert_eq!(
                (layout.column(Field::FullName), layout.column(Field::Post)),
                (None, Some(4)),
                "{head}"
            );
        }
        let two = read("ФИО;;Должность\nИванова;Мария Петровна;учитель\nЦой;Ирина;учитель\n").unwrap();
        assert_eq!(parts(&two), [Some(0), Some(1), None]);
        let whole = read("ФИО;;Должность\nИванова Мария Петровна;Школа;учитель\n").unwrap();
        assert_eq!((parts(&whole), whole.column(Field::FullName)), ([None; 3], Some(0)));
        let titled = read("ФИО;Кабинет;Должность\nИванова;Физика;учитель\n").unwrap();
        assert_eq!(titled.column(Field::FullName), Some(0), "a column with a title of its own is not a part");
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
    fn a_category_is_known_by_what_stands_in_its_column() {
        let people = [
            ("Иванова Мария Петровна", "в.к."),
            ("Петрова Анна Ильинична", "б/к"),
            ("Цой Ирина Юрьевна", "СЗД"),
        ];
        let rows: Vec<String> = people.iter().map(|(name, said)| format!("{name};{said};1;нет\n")).collect();
        for (title, known) in [("Кат.", true), ("Ур.", true)] {
            let layout = read(&format!("ФИО;{title};Кл.;Награды\n{}", rows.concat())).unwrap();
            assert_eq!(layout.column(Field::Category) == Some(1), known, "{title}");
        }
        let figures =
            read("ФИО;Кл.;Награды\nИванова Мария Петровна;1;нет\nПетрова Анна Ильинична;1;нет\n").unwrap();
        assert_eq!(figures.column(Field::Category), None);
    }

    #[test]
    fn what_is_no_staff_list_is_said_to_be_none() {
        let structures =
            "Структура;Вид;Территория;Руководитель\nРМО химиков;РМО;Район;Вересова Анна Ильинична\n";
        assert_eq!(read(structures), Err(NotAList::Structures));
        let refused = read("Показатель;Значение\n1.1;5\n").unwrap_err();
        assert!(refused.to_string().contains("Есть столбцы") || refused.to_string().contains("нет столбца"));
    }
}
