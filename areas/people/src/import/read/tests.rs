//! Rows as schools write them: each is somebody or is left out with a reason.

use packs::Library;
use sheets::Caps;

use super::*;
use crate::import::found;

/// The rows of a list of one organisation.
fn read(text: &str) -> List {
    let rules = Library::embedded().unwrap().effective(&["amur-2020"]).unwrap();
    let book = sheets::read("a.csv", text.as_bytes(), &Caps::default()).unwrap();
    let layout = found(&book, &rules).unwrap();
    let (rules, places) = (Rulings::one(rules), Places::of(&[], Some(UnitId(1))));
    lines(&book, &layout, Ground { rules: &rules, places: &places, today: "2026-11-28".parse().unwrap() })
}

fn rows(list: &List) -> Vec<(u32, String, String)> {
    let of = |line: &Line| (line.number, line.name.last.clone(), line.post.clone().unwrap_or_default());
    list.lines.iter().map(of).collect()
}

fn row(number: u32, last: &str, post: &str) -> (u32, String, String) {
    (number, last.to_owned(), post.to_owned())
}

#[test]
fn whoever_has_a_post_of_a_signature_is_somebody() {
    let list = read(
        "№;Должность;ФИО;Предмет\n1;Директор школы;Семёнова Мария Петровна;физика\n2;Руководитель ОО;Лебедева Анна Ильинична;\n\
         3;Исполнитель;Итогина Ольга Олеговна;\n4;учитель;Вакансия;физика\n5;Директор школы;Цой Ирина;\n",
    );
    let expected = [
        row(2, "Семёнова", "principal"),
        row(3, "Лебедева", ""),
        row(4, "Итогина", ""),
        row(6, "Цой", "principal"),
    ];
    assert_eq!(rows(&list), expected);
    assert_eq!(list.lines[2].faults.len(), 1, "a post nobody knows is said: {:?}", list.lines[2].faults);
    assert_eq!(list.left_out, [(5, "«учитель»".to_owned())]);
}

#[test]
fn signatures_at_the_foot_are_left_out_with_their_words() {
    let list = read(
        "№;ФИО;Должность;Предмет\n1;Семёнова Мария Петровна;учитель;физика\n;;;\nДиректор школы;Лебедева А. И.;;\n\
         Исполнитель: Лебедева А. И.;;;\nИтого;1;;\n;;Директор школы;\n",
    );
    assert_eq!(rows(&list), [row(2, "Семёнова", "teacher")]);
    let words: Vec<&str> = list.left_out.iter().map(|(_, why)| why.as_str()).collect();
    assert_eq!(words, ["«Директор школы»", "«Исполнитель: Лебедева А. И.»", "«Итого»", "«Директор школы»"]);
}

#[test]
fn a_second_post_under_a_name_is_no_heading() {
    let list = read(
        "№;ФИО;Должность;Предмет;Ставка\n1;Семёнова Мария Петровна;учитель;физика;1\n;;заместитель директора;;\n;;педагог-психолог;;\n\
         Начальная школа;;;;\n;;учитель;;\n2;Лебедева Анна Ильинична;учитель;физика;1\n;;Педагогические работники;;\n",
    );
    let names: Vec<(u32, &str)> =
        list.lines.iter().map(|line| (line.number, line.name.last.as_str())).collect();
    assert_eq!(names, [(2, "Семёнова"), (3, "Семёнова"), (4, "Семёнова"), (7, "Лебедева")]);
    assert!(list.lines[1].post.is_some() && list.lines[1].notes[0].contains("имя взято из\u{a0}строки 2"));
    let left: Vec<u32> = list.left_out.iter().map(|(row, _)| *row).collect();
    assert_eq!(left, [5, 6, 8], "a heading parts the list: what stands under it has nobody above");
}
