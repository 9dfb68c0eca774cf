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

#[test]
fn a_category_counts_from_the_day_it_was_granted() {
    let list = read(
        "ФИО;Категория;Планируемая дата аттестации\nСемёнова Мария Петровна;высшая с 12.05.2021 по 12.05.2026;01.05.2026\n\
         Лебедева Анна Ильинична;первая, до 15.10.2026;15.10.2026\nЦой Ирина Олеговна;высшая, приказ № 5 от 12.03.2024;\n",
    );
    let granted = |at: usize| list.lines[at].category.as_ref().map(|(_, day)| day.to_string());
    assert_eq!(granted(0).as_deref(), Some("2021-05-12"), "not its last day: {:?}", list.lines[0]);
    assert_eq!(granted(1), None, "its last day says nothing of the first: {:?}", list.lines[1]);
    assert!(list.lines[1].notes.iter().any(|note| note.contains("без даты присвоения")));
    assert_eq!(granted(2).as_deref(), Some("2024-03-12"));
    assert!(list.lines[2].document.contains("№ 5"), "the order stays: {:?}", list.lines[2].document);
    assert!(list.lines.iter().all(|line| line.faults.is_empty()), "{:?}", list.lines);
}

#[test]
fn a_category_its_day_and_its_order_stand_in_one_cell_in_any_order() {
    let cells = [
        ("первая пр. № 55 от 28.12.2022", "first", "пр. № 55 от 28.12.2022"),
        ("первая, пр.№55 от 28.12.2022 г.", "first", "пр.№55 от 28.12.2022 г."),
        (
            "высшая (приказ Минобрнауки № 55-к от 28.12.2022)",
            "highest",
            "приказ Минобрнауки № 55-к от 28.12.2022",
        ),
        ("первая 28.12.2022 пр. № 55", "first", "28.12.2022 пр. № 55"),
        ("1КК, пр 55 от 28.12.2022", "first", "пр 55 от 28.12.2022"),
        ("пр. № 55 от 28.12.2022, первая", "first", "пр. № 55 от 28.12.2022"),
        ("приказ № 55 от 28.12.2022 (высшая)", "highest", "приказ № 55 от 28.12.2022"),
    ];
    let rows: Vec<String> =
        cells.iter().map(|(cell, ..)| format!("Семёнова Мария Петровна;{cell}\n")).collect();
    let rows = rows.concat();
    let list = read(&format!("ФИО;Категория\n{rows}"));
    for (line, (cell, category, order)) in list.lines.iter().zip(cells) {
        let granted = line.category.as_ref().map(|(id, day)| (id.as_str(), day.to_string()));
        assert_eq!(granted, Some((category, "2022-12-28".to_owned())), "{cell}: {line:?}");
        assert_eq!(line.document, order, "{cell}");
    }
    let dated = read(
        "ФИО;Категория;Дата присвоения категории\nСемёнова Мария Петровна;первая;пр. № 55 от 28.12.2022\n",
    );
    let line = &dated.lines[0];
    assert_eq!(line.category.as_ref().map(|(_, day)| day.to_string()).as_deref(), Some("2022-12-28"));
    assert_eq!(line.document, "пр. № 55 от 28.12.2022");
    let refused = read("ФИО;Категория\nСемёнова Мария Петровна;отказано 28.12.2022 в первой\n");
    assert!(refused.lines[0].category.is_none() && refused.lines[0].faults.len() == 1, "{:?}", refused.lines);
}

#[test]
fn neither_the_number_of_an_order_nor_a_refusal_is_a_category() {
    let cells = [
        "молодой специалист, приказ от 01.09.2023 № 1",
        "б/к, приказ от 05.09.2022 № 1",
        "нет (приказ от 05.09.2022 № 1)",
        "стажёр, пр. от 05.09.2022 № I",
        "приказ № 12 от 01.02.2023 об отказе (высшая)",
        "отказано, пр. № 12 от 01.02.2023, первая",
        "первая: отказано, приказ № 12 от 01.02.2023",
        "первая, отказ, приказ № 12 от 01.02.2023",
        "без категории, приказ № 12 от 01.02.2023, первая",
    ];
    let rows: Vec<String> = cells.iter().map(|cell| format!("Семёнова Мария Петровна;{cell}\n")).collect();
    let list = read(&format!("ФИО;Категория\n{}", rows.concat()));
    assert_eq!(list.lines.len(), cells.len());
    for (line, cell) in list.lines.iter().zip(cells) {
        assert!(line.category.is_none() && line.faults.len() == 1, "{cell}: {line:?}");
    }
    let kept = read("ФИО;Категория\nСемёнова Мария Петровна;приказ № 1 от 28.12.2022, 1 кк\n");
    assert_eq!(kept.lines[0].category.as_ref().map(|(id, _)| id.as_str()), Some("first"), "{:?}", kept.lines);
}

#[test]
fn a_load_nobody_can_read_refuses_no_row_and_a_day_is_no_number_of_years() {
    let list = read(
        "ФИО;Учебная нагрузка, ч в неделю;Общий стаж\nСемёнова Мария Петровна;—;10/03/2010\n\
         Лебедева Анна Ильинична;18/2;20/12/10\nЦой Ирина Олеговна;нет;—\nЯн Олег Ильич;18 ч;12 лет\n",
    );
    assert!(list.lines.iter().all(|line| line.faults.is_empty()), "{:?}", list.lines);
    let hours: Vec<_> = list.lines.iter().map(|line| line.teaching_hours).collect();
    assert_eq!(hours, [None, None, None, Some(1_800)]);
    assert!(list.lines[1].notes.iter().any(|note| note.contains("нагрузка «18/2» непонятна")));
    let general: Vec<_> = list.lines.iter().map(|line| line.general).collect();
    let day = "2010-03-10".parse().unwrap();
    let years = |years| Some(crate::import::Service::Years(years, 0));
    assert_eq!(general, [Some(crate::import::Service::Since(day)), years(20), None, years(12)]);
}

#[test]
fn months_count_and_a_second_job_behind_its_day_is_no_order() {
    let list = read(
        "ФИО;Дата приема;Пед. стаж;Категория;Дата присв.;Курсы;Кол-во часов\n\
         Семёнова Мария Петровна;01.02.2026 (внешний совм.);7 лет 5 мес.;первая;10.04.2024;Функциональная грамотность, 2025;36\n\
         Лебедева Анна Ильинична;01.02.2026, приказ № 5;11 месяцев;;;;\nЯн Олег Ильич;2026;менее года;;;;\n\
         Цой Ирина Олеговна;2026;18 месяцев;;;;\n",
    );
    let years = |years, months| Some(crate::import::Service::Years(years, months));
    let told: Vec<_> =
        list.lines.iter().map(|line| (line.pedagogical, line.is_main, line.ground.as_str())).collect();
    let none = (years(0, 0), None, "");
    let over = (years(1, 6), None, "");
    assert_eq!(told, [(years(7, 5), Some(false), ""), (years(0, 11), None, "приказ № 5"), none, over]);
    let first = &list.lines[0];
    assert!(
        first.notes.iter().any(|note| note == "B2: дата 01.02.2026, совместительство"),
        "{:?}",
        first.notes
    );
    assert_eq!(first.category.as_ref().map(|(_, day)| day.to_string()).as_deref(), Some("2024-04-10"));
    assert_eq!(first.told.first().and_then(|course| course.hours), Some(36), "{first:?}");
}
