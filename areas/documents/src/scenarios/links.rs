//! Links: on what a document rests, what it changes, what is doubted, and who sees it.

use access::{Level, Role};
use testing::{Browser, both_databases};

use super::setting::{PDF, app, methodist, registered, with};

fn link(person: &Browser, card: &str, fields: &[(&str, &str)]) -> testing::Shown {
    person.post(&format!("{card}/links"), fields)
}

fn id(card: &str) -> &str {
    card.rsplit('/').next().unwrap()
}

both_databases! {
    fn a_document_rests_on_an_act_and_changes_another_and_both_cards_say_so(engine) {
        let (app, tree) = app(engine);
        let person = methodist(&app, &tree);
        let first = registered(&person, &[], ("Программа.pdf", PDF));
        let second = registered(&person, &[("number", "115"), ("title", "Изменения")], ("Изменения.pdf", b"%PDF-1.7\nx\nstartxref\n0\n%%EOF"));
        let form = person.page(&format!("{second}/links"));
        assert!(form.says("273-ФЗ") && form.says("Программа развития службы") && !form.says("Изменения»"));
        assert_eq!(link(&person, &second, &[("relation", "amends"), ("target", id(&first))]).status, 303);
        assert_eq!(link(&person, &second, &[("relation", "rests_on"), ("act", "fz-273")]).status, 303);
        let page = person.page(&second);
        assert!(page.says("вносит изменения в: <a") && page.says("Программа № 114 от 02.09.2025, «Программа развития") && page.says("издан на основании: Федеральный закон"));
        assert!(person.page(&first).says("изменён документом: <a") && person.page(&first).says("Программа № 115"));
        let twice = link(&person, &second, &[("relation", "amends"), ("target", id(&first))]);
        assert!(twice.status == 422 && twice.says("уже записана"));
        let circle = link(&person, &first, &[("relation", "amends"), ("target", id(&second))]);
        assert!(circle.status == 422 && circle.says("обратной связью"));
        let removal = person.page(&format!("{second}/links"));
        let address = removal.body.split("action=\"").find(|part| part.contains("/removal")).unwrap();
        assert_eq!(person.post(address.split('"').next().unwrap(), &[]).status, 303);
        assert!(!person.page(&first).says("изменён документом"));
    }

    fn a_form_of_a_link_comes_back_with_what_was_typed(engine) {
        let (app, tree) = app(engine);
        let person = methodist(&app, &tree);
        let card = registered(&person, &[], ("Программа.pdf", PDF));
        let none = link(&person, &card, &[("relation", "rests_on")]);
        assert!(none.status == 422 && none.says("Укажите, с чем связан документ"));
        let both = link(&person, &card, &[("relation", "rests_on"), ("act", "fz-273"), ("line", "Устав")]);
        assert!(both.status == 422 && both.says("что-то одно"));
        assert_eq!(both.input("line").as_deref(), Some("Устав"));
        let long = "я".repeat(501);
        assert!(link(&person, &card, &[("relation", "rests_on"), ("line", &long)]).says("Слишком длинно"));
        assert!(link(&person, &card, &[("relation", "likes"), ("line", "Устав")]).says("Выберите, как связаны"));
        assert!(link(&person, &card, &[("relation", "rests_on"), ("line", "Устав"), ("dated", "вчера")]).says("не дата"));
        assert_eq!(link(&person, &card, &[("relation", "rests_on"), ("act", "fz-0")]).status, 404);
        let itself = link(&person, &card, &[("relation", "annex_to"), ("target", id(&card))]);
        assert!(itself.status == 422 && itself.says("с ним самим"));
    }

    fn a_later_a_lapsed_and_a_cancelled_ground_is_told_and_not_refused(engine) {
        let (app, tree) = app(engine);
        let person = methodist(&app, &tree);
        let card = registered(&person, &[], ("Программа.pdf", PDF));
        assert_eq!(link(&person, &card, &[("relation", "rests_on"), ("line", "Устав"), ("dated", "2025-09-02")]).status, 303);
        assert!(!person.page(&card).says("Основание"));
        assert_eq!(link(&person, &card, &[("relation", "rests_on"), ("line", "Приказ 2"), ("dated", "2025-09-03")]).status, 303);
        assert!(person.page(&card).says("Основание подписано позже документа"));
        let other = |number: &str, term: &str| {
            let fields = [("number", number), ("signed_on", "2024-09-02"), ("valid_to", term), ("link", "https://a.ru")];
            person.done("/documents", &with(&fields)).location
        };
        let (old, held) = (other("1", "2025-09-01"), other("2", "2025-09-02"));
        for ground in [&old, &held] {
            assert_eq!(link(&person, &card, &[("relation", "rests_on"), ("target", id(ground))]).status, 303);
        }
        let page = person.page(&card);
        assert!(page.says("уже не действовало, его последний день – 01.09.2025") && !page.says("последний день – 02.09.2025"));
        person.done(&format!("{held}/cancellation"), &[("version", "1"), ("reason", "ошибка")]);
        assert!(person.page(&card).says("Основание отменено"));
        let fixed = link(&person, &held, &[("relation", "rests_on"), ("line", "Устав")]);
        assert!(fixed.status == 422 && fixed.says("связи больше не меняются"));
    }

    fn a_foreign_document_is_neither_linked_nor_shown(engine) {
        let (app, tree) = app(engine);
        let person = methodist(&app, &tree);
        let north = registered(&person, &[], ("Программа.pdf", PDF));
        let ministry = app.browser_as(Role::Ministry, Level::Region, &tree.region.path);
        let region = tree.region.id.to_string();
        let order = [("unit", region.as_str()), ("title", "Приказ области"), ("link", "https://a.ru")];
        let order = ministry.done("/documents", &with(&order)).location;
        assert_eq!(link(&person, &north, &[("relation", "rests_on"), ("target", id(&order))]).status, 404);
        assert_eq!(link(&ministry, &order, &[("relation", "cancels"), ("target", id(&north))]).status, 303);
        assert!(ministry.page(&north).says("отменён документом") && !person.page(&north).says("Приказ области"));
        let south = app.browser_as(Role::ServiceHead, Level::Municipality, &tree.south.path);
        assert_eq!(south.get(&format!("{north}/links")).status, 404);
        assert_eq!(link(&south, &north, &[("relation", "rests_on"), ("line", "Устав")]).status, 404);
        let teacher = app.browser_as(Role::Teacher, Level::Organisation, &tree.school.path);
        assert!(teacher.page("/documents/acts").says("Министерство образования и науки Амурской области"));
        assert_eq!(teacher.get(&format!("{north}/links")).status, 403);
    }
}
