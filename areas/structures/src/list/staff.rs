//! A staff list chosen by mistake: its columns are those of people, and no row of it is a structure.

use std::collections::BTreeSet;

use lists::plain;
use people::import::Field;
use sheets::{Address, Book, Grid};

use super::StructureColumns;

/// The titles stand in one of the first rows.
const DEEPEST: u32 = 40;
/// What a list of structures does not tell of a head.
const OF_PEOPLE: [Field; 12] = [
    Field::BirthDate,
    Field::Subjects,
    Field::Rate,
    Field::TeachingHours,
    Field::Second,
    Field::Started,
    Field::Category,
    Field::CategoryDate,
    Field::GeneralService,
    Field::PedagogicalService,
    Field::Course,
    Field::CourseDate,
];

/// Whether a worksheet has the titles of a staff list, and none has those of a list of structures.
pub(super) fn is_staff_list(book: &Book) -> bool {
    let shown = || book.grids.iter().filter(|grid| !grid.is_hidden);
    shown().any(|grid| rows(grid).any(|titles| is_of_staff(&titles)))
        && !shown().any(|grid| rows(grid).any(|titles| has_kinds(&titles)))
}

fn rows(grid: &Grid) -> impl Iterator<Item = Vec<String>> + '_ {
    let all = grid.rows().map(|(row, _)| row).take_while(|row| *row < DEEPEST);
    all.map(|row| {
        let cells = grid.cells.range(Address::at(row, 0)..=Address::at(row, u16::MAX));
        cells.map(|(_, found)| found.text()).collect()
    })
}

/// The kind of a structure stands beside its name.
fn has_kinds(titles: &[String]) -> bool {
    let known: BTreeSet<&str> = titles.iter().filter_map(|title| of_structures(title)).collect();
    known.contains("name") && known.contains("kind")
}

fn of_structures(title: &str) -> Option<&'static str> {
    lists::Columns::of_title(&StructureColumns, title)
}

/// Names and posts of people, with more that is told of people alone; or with a column of departments for the only name.
fn is_of_staff(titles: &[String]) -> bool {
    // «ФИО руководителя» is of a structure.
    let of = |title: &String| {
        let is_heads = matches!(of_structures(title), Some("head" | "kind"));
        Field::of_title(title).filter(|_| !is_heads && title.chars().count() < 120)
    };
    let known: BTreeSet<Field> = titles.iter().filter_map(of).collect();
    let is_named = known.contains(&Field::FullName)
        || (known.contains(&Field::LastName) && known.contains(&Field::FirstName));
    let named: Vec<&String> = titles.iter().filter(|title| of_structures(title) == Some("name")).collect();
    let is_department = |title: &&String| plain(title).contains("подраздел");
    let has_no_name = named.iter().all(is_department);
    let has_more = OF_PEOPLE.iter().any(|field| known.contains(field));
    is_named && known.contains(&Field::Post) && (has_no_name || has_more)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is(text: &str) -> bool {
        is_staff_list(&sheets::read("a.csv", text.as_bytes(), &sheets::Caps::default()).unwrap())
    }

    #[test]
    fn a_staff_list_is_told_from_a_list_of_structures() {
        assert!(is("№;ФИО;Должность;Категория\n1;Вересова Анна Ильинична;учитель;первая\n"));
        assert!(is("Список\nСтруктурное подразделение;Фамилия;Имя;Должность\nШкола;Вересова;Анна;учитель\n"));
        assert!(is(
            "Наименование организации;ФИО;Должность;Педагогический стаж\nШкола;Вересова А. И.;учитель;5\n"
        ));
        assert!(!is(
            "Структура;Вид;Территория;Руководитель;Должность руководителя\nРМО;РМО;Район;Вересова А. И.;учитель\n"
        ));
        assert!(!is("Название объединения;ФИО руководителя;Должность\nРМО химиков;Вересова А. И.;учитель\n"));
        assert!(!is("Название объединения;ФИО;Должность\nРМО химиков;Вересова А. И.;учитель\n"));
    }
}
