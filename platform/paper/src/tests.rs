//! What a paper says, in order: requisites, annexes, tables, by the edition of its day.

use chrono::NaiveDate;

use crate::{
    Align, Annex, Approval, Cell, Column, Letterhead, Missing, Paper, Part, Profile, Requisites, Row,
    Signature, Table, WIDTH, heading, list, numbered, paragraph, signatures,
};

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn order() -> Paper {
    Paper::of(day(2026, 9, 1), "Приказ")
        .from(Letterhead::of(["Район", "УПРАВЛЕНИЕ ОБРАЗОВАНИЯ"]).detail("Тел. 00-000"))
        .with(
            Requisites::of("ПРИКАЗ")
                .registered(day(2026, 9, 1), "114-од")
                .at("г. Приречный")
                .about("О мониторинге"),
        )
        .portrait([paragraph("Приказываю:"), numbered(["Провести.", "Доложить."]), list(["до марта;"])])
        .checked_at("https://example/1")
}

#[test]
fn an_order_goes_down_from_the_issuer_to_the_text() {
    let text = order().composed().text();
    assert_eq!(
        text,
        [
            "Район",
            "УПРАВЛЕНИЕ ОБРАЗОВАНИЯ",
            "Тел. 00-000",
            "ПРИКАЗ",
            "01.09.2026",
            "№\u{a0}114-од",
            "г. Приречный",
            "О мониторинге",
            "Приказываю:",
            "1.\u{a0}Провести.",
            "2.\u{a0}Доложить.",
            "–\u{a0}до марта;",
        ]
    );
}

#[test]
fn an_unregistered_order_leaves_a_place_for_date_and_number() {
    let paper = Paper::of(day(2026, 9, 1), "Проект").with(Requisites::of("ПРИКАЗ"));
    assert_eq!(paper.composed().text(), ["ПРИКАЗ", "___.___.______", "№\u{a0}________"]);
}

#[test]
fn a_letter_sets_its_addressees_beside_the_sender() {
    let requisites =
        Requisites::letter(["Директору", "школы"]).to(["Главе"]).replying("На № 7").about("О сроках");
    let paper = Paper::of(day(2026, 9, 1), "Письмо").from(Letterhead::of(["ИНСТИТУТ"])).with(requisites);
    let composed = paper.composed();
    let Part::Side(columns) = &composed.sheets[0].parts[0] else { panic!("columns first") };
    let said = |at: usize| columns[at].lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>();
    assert_eq!(said(0), ["ИНСТИТУТ", "___.___.______ №\u{a0}________", "На № 7"]);
    assert_eq!(said(2), ["Директору", "школы", "Главе"]);
    assert_eq!(columns.iter().map(|column| column.width).sum::<u32>(), WIDTH[0]);
}

#[test]
fn languages_stand_side_by_side_within_the_width() {
    let letterhead = Letterhead::of(["А", "Б"]).also(["В", "Г"]).also(["Д", "Е"]);
    let composed = Paper::of(day(2026, 9, 1), "Бланк").from(letterhead).composed();
    let Part::Side(columns) = &composed.sheets[0].parts[0] else { panic!("columns first") };
    assert_eq!(columns.len(), 5, "white between them");
    assert!(columns.iter().map(|column| column.width).sum::<u32>() <= WIDTH[0]);
    assert!(columns[0].lines[1].style.is_bold && !columns[0].lines[0].style.is_bold);
}

#[test]
fn one_annex_has_no_number_and_several_have_theirs_each_on_a_new_page() {
    let annex = |title: &str| {
        Annex::to(["к приказу", "от 01.09.2026 № 114-од"], title).portrait([paragraph("Текст")])
    };
    let alone = order().annexed(annex("График")).composed();
    assert!(alone.text().contains(&"Приложение".to_owned()));
    let both =
        order().annexed(annex("График")).annexed(annex("Состав").landscape([heading(2, "Б")])).composed();
    let text = both.text().join("|");
    assert!(
        text.contains("Приложение 1|к приказу|от 01.09.2026 № 114-од|График|Текст|Приложение 2|"),
        "{text}"
    );
    let wide: Vec<bool> = both.sheets.iter().map(|sheet| sheet.is_landscape).collect();
    assert_eq!(wide, [false, false, false, true]);
}

#[test]
fn the_edition_follows_the_day_and_the_code_is_known_to_the_later_one_alone() {
    assert_eq!(Profile::on(day(2025, 8, 17)), Profile::Edition2016);
    assert_eq!(Profile::on(day(2025, 8, 18)), Profile::Edition2025);
    assert_eq!(order().composed().code, "https://example/1");
    assert_eq!(Paper { profile: Profile::Edition2016, ..order() }.composed().code, "");
}

#[test]
fn what_is_missing_is_named() {
    let bare = Paper::of(day(2026, 9, 1), "Без всего");
    assert_eq!(bare.missing(), [Missing::Heading, Missing::Kind, Missing::Signature]);
    let old = Paper::of(day(2025, 1, 1), "Без всего");
    assert_eq!(old.missing(), [Missing::Kind, Missing::Signature], "2016: a heading may be left out");
    let whole = order().portrait([signatures([Signature::of("Начальник", "И.О. Примерная")])]);
    assert_eq!(whole.missing(), []);
    assert!(Missing::Heading.sentence().contains("о\u{a0}чём документ"));
}

#[test]
fn a_place_is_left_for_whoever_approves_and_none_where_a_paper_does() {
    let by_person = Approval::by_official("УТВЕРЖДАЮ", "Директор", "И.О. Примерный");
    let by_paper = Approval::by_paper("УТВЕРЖДЕНО", ["приказом"]).on(day(2026, 9, 1));
    let requisites = Requisites::titled("ПОЛОЖЕНИЕ").approved(by_person).approved(by_paper);
    let text = Paper::of(day(2026, 9, 1), "Положение").with(requisites).composed().text();
    assert_eq!(
        text[..7],
        [
            "УТВЕРЖДАЮ",
            "Директор",
            "_____________ И.О. Примерный",
            "___.___.______",
            "УТВЕРЖДЕНО",
            "приказом",
            "01.09.2026"
        ]
    );
}

fn drawn(table: Table) -> crate::DrawnTable {
    let composed = Paper::of(day(2026, 9, 1), "Таблица").portrait([table]).composed();
    let parts = composed.sheets.into_iter().flat_map(|sheet| sheet.parts);
    let mut tables = parts.filter_map(|part| match part {
        Part::Table(table) => Some(table),
        _ => None,
    });
    tables.next().unwrap()
}

#[test]
fn columns_share_the_width_and_none_is_narrower_than_its_longest_word() {
    let columns =
        vec![Column::figures("№", 1), Column::text("Наименование", 1), Column::text("Примечание", 50)];
    let table = drawn(Table::of(columns).filled([Row::of(["1", "Государственный", "да"])]));
    assert_eq!(table.widths.iter().sum::<u32>(), WIDTH[0]);
    assert!(table.widths[1] > 15 * 12 * 10, "{:?}", table.widths);
    assert!(!table.is_tight);
    let narrow: Vec<Column> = (0..14).map(|_| Column::text("Соответствие", 1)).collect();
    let tight = drawn(Table::of(narrow));
    assert!(tight.is_tight && tight.widths.iter().sum::<u32>() == WIDTH[0]);
}

#[test]
fn a_cell_below_a_merged_one_is_set_as_the_column_it_stands_in() {
    let columns = vec![Column::text("А", 1), Column::figures("Б", 1), Column::text("В", 1)];
    let rows = [
        Row::cells(vec![Cell::of("вниз").down(2), Cell::of("1"), Cell::of("в")]),
        Row::of(["2", "г"]),
        Row::cells(vec![Cell::of("итого").over(2), Cell::of("д").set(Align::Right)]).bold(),
    ];
    let table = drawn(Table::of(columns).filled(rows));
    let set: Vec<Vec<Align>> =
        table.rows.iter().map(|row| row.iter().map(|cell| cell.align).collect()).collect();
    assert_eq!(set[1], [Align::Center, Align::Left]);
    assert_eq!(set[2], [Align::Left, Align::Right]);
    assert!(table.rows[2].iter().all(|cell| cell.is_bold) && table.heads[0][1].is_bold);
}

#[test]
fn a_signature_is_never_alone_on_a_page() {
    let table = Table::of(vec![Column::text("А", 1)]).noted("Источник");
    let paper = Paper::of(day(2026, 9, 1), "Таблица")
        .portrait([table.into(), signatures([Signature::of("Методист", "")])]);
    let parts = &paper.composed().sheets[0].parts;
    let note = parts.iter().find_map(|part| match part {
        Part::Line(line) if line.text == "Источник" => Some(line.style.is_kept),
        _ => None,
    });
    assert_eq!(note, Some(true));
    assert!(paper.composed().text().last().is_some_and(|name| name.starts_with("____")));
}

#[test]
fn two_tables_never_touch() {
    let table = || Table::of(vec![Column::text("А", 1)]);
    let paper = Paper::of(day(2026, 9, 1), "Таблицы").with(Requisites::of("")).portrait([table(), table()]);
    let kinds: Vec<bool> =
        paper.composed().sheets[0].parts.iter().map(|part| matches!(part, Part::Line(_))).collect();
    assert_eq!(kinds, [false, true, false, true, false], "date and number, table, table");
}
