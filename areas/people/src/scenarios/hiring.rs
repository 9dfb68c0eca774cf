//! Taking on somebody who may have a card: asked by the judgement of lists, nothing typed lost.

use access::{Level, Role};
use testing::{Browser, Shown, both_databases};

use super::setting::{app, deputy, hired, other_deputy, with};

/// Posts the form again with an answer to what it asked.
fn answered(keeper: &Browser, shown: &Shown, typed: &[(&str, &str)], same: &str) -> Shown {
    let asked = shown.input("asked").unwrap();
    let form = [with(typed), vec![("same", same), ("asked", asked.as_str())]].concat();
    keeper.post("/people", &form)
}

both_databases! {
    fn a_form_asks_about_whoever_a_list_would_ask_about(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let url = hired(&deputy, &[("former_name", "Ковалёва")]);
        for (typed, why) in [
            (&[("last_name", "Семенова")][..], "имя и\u{a0}дата рождения"),
            (&[("last_name", "Мария"), ("first_name", "Семёнова")], "имя и\u{a0}дата рождения"),
            (&[("first_name", "М."), ("middle_name", "П."), ("birth_date", "")], "фамилия и\u{a0}инициалы"),
            (&[("last_name", "Ковалева"), ("birth_date", "")], "прежняя фамилия"),
            (&[("last_name", "Петухова")], "другая фамилия"),
            (&[("last_name", "Семёновв"), ("birth_date", "")], "одной буквой"),
            (&[("birth_date", "1970-01-01")], "другая дата рождения"),
        ] {
            let shown = deputy.post("/people", &with(typed));
            assert_eq!(shown.status, 422, "{typed:?}");
            assert!(shown.says("Похожая карточка уже есть") && shown.says(why), "{typed:?}: {}", shown.body);
            assert!(shown.says("Семёнова Мария Петровна, 14.03.1998") && shown.body.contains(&format!("href=\"{url}\"")));
        }
        let (other, plain) = (with(&[("last_name", "Петухова"), ("birth_date", "1970-01-01")]), with(&[("first_name", "Анна")]));
        assert_eq!(deputy.post("/people", &other).status, 303, "another day of birth and another name");
        assert_eq!(deputy.post("/people", &plain).status, 303);
    }

    fn the_same_person_gets_a_second_place_and_what_the_card_lacked(engine) {
        let (app, tree) = app(engine);
        let methodist = app.browser_as(Role::InstituteMethodist, Level::Region, &tree.region.path);
        let (first, second) = (tree.school.id.to_string(), tree.other_school.id.to_string());
        let url = hired(&methodist, &[("unit", &first), ("phone", "")]);
        let typed = [("unit", second.as_str()), ("phone", "2-15-15"), ("post", "teacher"), ("ground", "приказ № 8")];
        let shown = methodist.post("/people", &with(&typed));
        assert!(shown.status == 422 && shown.says("принять на второе место") && shown.says("приказ № 8"), "{}", shown.body);
        let silent = answered(&methodist, &shown, &typed, "");
        assert!(silent.status == 422 && silent.says("Скажите, кто это") && silent.says("2-15-15"));
        let done = answered(&methodist, &silent, &typed, url.trim_start_matches("/people/"));
        assert_eq!((done.status, done.location.as_str()), (303, url.as_str()), "{}", done.body);
        let card = methodist.page(&url);
        assert!(card.says("по совместительству") && card.says("2-15-15") && card.says("приказ № 8"), "{}", card.body);
        assert!(methodist.page("/people").says("1\u{a0}человек"));
        let again = methodist.post("/people", &with(&typed));
        let again = answered(&methodist, &again, &typed, url.trim_start_matches("/people/"));
        assert!(again.status == 422 && again.says("Похожая карточка") && again.says("приказ № 8"), "the same post twice");
    }

    fn a_card_of_others_is_told_without_a_name_and_cannot_be_taken(engine) {
        let (app, tree) = app(engine);
        let (deputy, other) = (deputy(&app, &tree), other_deputy(&app, &tree));
        let url = hired(&deputy, &[("middle_name", "Петровна")]);
        let swapped = [("last_name", "Мария"), ("first_name", "Семенова")];
        let shown = other.post("/people", &with(&swapped));
        assert!(shown.status == 422 && shown.says("человек с тем же именем") && shown.says("другая организация"), "{}", shown.body);
        assert!(!shown.says("Семёнова Мария Петровна") && !shown.body.contains(&url) && !shown.says("14.03.1998,"));
        let stolen = answered(&other, &shown, &swapped, url.trim_start_matches("/people/"));
        assert_eq!(stolen.status, 404);
        let taken = answered(&other, &shown, &swapped, "other");
        assert_eq!(taken.status, 303, "{}", taken.body);
        let list = "ФИО;Должность;Дата рождения\nСемёнова Мария Петровна;учитель;14.03.1998\n";
        let third = app.browser_as(Role::MunicipalMethodist, Level::Municipality, &tree.south.path);
        let list = third.upload("/people/imports", &[("unit", &tree.south.id.to_string())], ("file", "a.csv", list.as_bytes()));
        let list = third.page(&list.location);
        assert!(list.says("есть чужая карточка (то же имя и дата рождения, другая организация)"), "{}", list.body);
    }
}
