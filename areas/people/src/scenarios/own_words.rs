//! A list of a whole territory names organisations in people's own words: read, corrected once, remembered, forgotten.

use access::{Level, Role};
use testing::{Browser, both_databases};

use super::setting::app;

const HEAD: &str = "Организация;ФИО;Должность\n";

fn looked(keeper: &Browser, rows: &str) -> String {
    let text = format!("{HEAD}{rows}");
    let shown = keeper.upload("/people/imports", &[], ("file", "список.csv", text.as_bytes()));
    assert_eq!(shown.status, 303, "{}", shown.body);
    shown.location
}

fn decided(keeper: &Browser, url: &str, choice: &str, more: &[(&str, &str)]) -> u16 {
    let seen = keeper.get(url).input("seen").unwrap();
    let fields: Vec<(&str, &str)> =
        [("seen", seen.as_str()), ("choice", choice)].into_iter().chain(more.iter().copied()).collect();
    keeper.post(&format!("{url}/acceptance"), &fields).status
}

const OWN: &str =
    "МОАУ СОШ № 1 Северного округа;Семёнова Мария Петровна;учитель\n;Лебедева Анна Ильинична;учитель\n";
const FIRST: &str = "Первая;Семёнова Мария Петровна;учитель\nпервая;Лебедева Анна Ильинична;учитель\n\
    Вторая;Орлов Илья Ильич;учитель\nПервая;Зимина Ольга Ильинична;учитель\n";

both_databases! {
    fn the_only_school_a_text_may_mean_is_taken_with_a_note_and_the_list_stays_the_same(engine) {
        let (app, tree) = app(engine);
        let keeper = app.browser_as(Role::InstituteMethodist, Level::Region, &tree.region.path);
        let url = looked(&keeper, OWN);
        let preview = keeper.get(&url).body;
        let note = "A2: «МОАУ СОШ № 1 Северного округа» прочитано как\u{a0}«Школа № 1, Северный округ»";
        assert!(preview.contains(note) && preview.contains("новый человек: 2"), "{preview}");
        assert_eq!(decided(&keeper, &url, "whole", &[]), 303);
        let again = keeper.get(&looked(&keeper, OWN)).body;
        assert!(again.contains("без изменений: 2") && again.contains(note), "{again}");
        let none = keeper.get(&looked(&keeper, "Школа;Орлов Илья Ильич;учитель\n")).body;
        assert!(none.contains("организации «Школа» нет среди ваших"), "{none}");
    }

    fn one_answer_is_of_every_row_with_the_same_text_and_of_the_next_list(engine) {
        let (app, tree) = app(engine);
        let keeper = app.browser_as(Role::MunicipalMethodist, Level::Municipality, &tree.north.path);
        let url = looked(&keeper, FIRST);
        let preview = keeper.get(&url).body;
        assert!(preview.contains("ошибка: 4"), "{preview}");
        assert!(preview.contains("name=\"all-A2\" value=\"1\" checked") && preview.contains("с тем же текстом: 3"), "{preview}");
        assert!(!preview.contains("name=\"all-A4\""), "one row alone is corrected alone");
        assert_eq!(decided(&keeper, &url, "decide", &[("cell-A2", "Школа № 1"), ("all-A2", "1"), ("cell-A3", "первая"), ("all-A3", "1")]), 303);
        let shown = keeper.get(&format!("{url}?show=new")).body;
        assert!(shown.contains("новый человек: 3") && shown.contains("ошибка: 1"), "{shown}");
        assert!(shown.contains("A5: «Первая» прочитано как\u{a0}«Школа № 1», как вы исправили"), "{shown}");
        assert_eq!(decided(&keeper, &url, "good", &[]), 303);

        let next = looked(&keeper, "Первая;Семёнова Мария Петровна;учитель\n");
        let read = keeper.get(&next).body;
        assert!(read.contains("без изменений: 1") && read.contains("как вы исправили"), "{read}");
        assert!(read.contains("<details class=\"card\" open>"), "what is remembered is seen: {read}");
        let other = app.browser_as(Role::MunicipalMethodist, Level::Municipality, &tree.north.path);
        assert!(other.get(&looked(&other, "Первая;Семёнова Мария Петровна;учитель\n")).body.contains("ошибка: 1"), "of another sender");

        assert!(read.contains("name=\"forget\" value=\"unit:первая\""), "{read}");
        let columns = [("column-0", "unit"), ("column-1", "full_name"), ("column-2", "post")];
        let forgets: Vec<(&str, &str)> = columns.into_iter().chain([("forget", "unit:первая")]).collect();
        assert_eq!(keeper.post(&format!("{next}/layout"), &forgets).status, 303);
        assert!(keeper.get(&next).body.contains("ошибка: 1"));
        assert!(keeper.get(&looked(&keeper, "Первая;Семёнова Мария Петровна;учитель\n")).body.contains("ошибка: 1"));
    }

    fn in_a_list_of_the_region_an_answer_is_of_that_list_alone(engine) {
        let (app, tree) = app(engine);
        let keeper = app.browser_as(Role::InstituteMethodist, Level::Region, &tree.region.path);
        let url = looked(&keeper, FIRST);
        assert_eq!(decided(&keeper, &url, "decide", &[("cell-A2", "Школа № 1"), ("all-A2", "1")]), 303);
        assert!(keeper.get(&url).body.contains("новый человек: 3"));
        let next = keeper.get(&looked(&keeper, FIRST)).body;
        assert!(next.contains("ошибка: 4") && next.contains("<details class=\"card\"><summary>"), "{next}");
    }

    fn what_is_remembered_changes_no_text_that_is_clear_by_itself(engine) {
        let (app, tree) = app(engine);
        let keeper = app.browser_as(Role::MunicipalMethodist, Level::Municipality, &tree.north.path);
        let rows = "СОШ 1;Семёнова Мария Петровна;методист\nОна;Лебедева Анна Ильинична;методист\n";
        let url = looked(&keeper, rows);
        let north = tree.north.short_name.as_str();
        let typed = [("cell-A2", north), ("all-A2", "1"), ("cell-A3", north), ("all-A3", "1")];
        assert_eq!(decided(&keeper, &url, "decide", &typed), 303);
        let shown = keeper.get(&url).body;
        assert!(shown.contains("A2: «СОШ 1» прочитано как\u{a0}«Северный округ», как вы исправили"), "{shown}");
        let next = keeper.get(&looked(&keeper, rows)).body;
        assert!(next.contains("A2: «СОШ 1» прочитано как\u{a0}«Школа № 1, Северный округ»"), "{next}");
        assert!(next.contains("A3: «Она» прочитано как\u{a0}«Северный округ», как вы исправили"), "{next}");
    }

    fn a_post_corrected_in_every_row_is_not_remembered(engine) {
        let (app, tree) = app(engine);
        let keeper = app.browser_as(Role::InstituteMethodist, Level::Region, &tree.region.path);
        let rows = "Школа № 1;Семёнова Мария Петровна;дворник\nШкола № 2;Лебедева Анна Ильинична;дворник\n";
        let url = looked(&keeper, rows);
        let preview = keeper.get(&url).body;
        assert!(preview.contains("name=\"all-C2\" value=\"1\">"), "offered, not ticked: {preview}");
        assert_eq!(decided(&keeper, &url, "decide", &[("cell-C3", "учитель"), ("all-C3", "1")]), 303);
        assert!(keeper.get(&url).body.contains("новый человек: 2"));
        assert!(keeper.get(&looked(&keeper, rows)).body.contains("ошибка: 2"));
    }
}
