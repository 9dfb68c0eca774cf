//! What was entered by mistake is taken away: a place of work, a whole card; what somebody would miss stands against it.

use access::{Level, Role};
use testing::both_databases;

use super::setting::{app, deputy, hired, other_deputy, with};
use super::works::work_of;

both_databases! {
    fn a_place_of_work_entered_by_mistake_is_as_if_it_never_was(engine) {
        let (app, tree) = app(engine);
        let (deputy, other) = (deputy(&app, &tree), other_deputy(&app, &tree));
        let institute = app.browser_as(Role::InstituteMethodist, Level::Region, &tree.region.path);
        let url = hired(&deputy, &[]);
        let first = work_of(&deputy.page(&url).body);
        assert!(!deputy.page(&url).says("убрать ошибочное"), "a card stands by one place of work");
        let only = deputy.post(&format!("{first}/removal"), &[("version", "1"), ("reason", "ошибка")]);
        assert!(only.status == 422 && only.says("единственное место работы"), "{}", only.body);
        let unit = tree.other_school.id.to_string();
        institute.done(&format!("{url}/employments"), &with(&[("unit", &unit), ("started_on", "2026-04-01")]));
        let second = work_of(&other.page(&url).body);
        assert!(second != first && other.page(&url).says("убрать ошибочное"));
        assert_eq!(other.get(&format!("{first}/removal")).status, 404, "of another organisation");
        let removal = format!("{second}/removal");
        assert!(other.page(&removal).says("будто его не было"));
        let silent = other.post(&removal, &[("version", "1")]);
        assert!(silent.status == 422 && silent.says("Напишите, в чём ошибка"), "{}", silent.body);
        let done = [("version", "1"), ("reason", "принят однофамилец")];
        assert_eq!(other.done(&removal, &done).location, "/people", "the card is of the first school alone");
        assert_eq!(other.get(&url).status, 404);
        assert_eq!(other.post(&removal, &done).status, 404, "the second click");
        let card = deputy.page(&url);
        assert!(card.says("Убрано ошибочное место работы") && !card.says("Школа № 2"), "{}", card.body);
        assert!(deputy.page("/people").says("Семёнова"));
    }

    fn a_card_entered_by_mistake_goes_with_nothing_hanging_on_it(engine) {
        let (app, tree) = app(engine);
        let (deputy, other) = (deputy(&app, &tree), other_deputy(&app, &tree));
        let url = hired(&deputy, &[]);
        deputy.done(&format!("{url}/categories"), &[("category", "highest"), ("granted_on", "2024-04-10")]);
        let removal = format!("{url}/removal");
        let page = deputy.page(&removal);
        assert!(page.says("На карточке держится: категории и соответствие. Сначала уберите это"), "{}", page.body);
        assert!(page.input("reason").is_none(), "nothing is asked that would be refused");
        let version = deputy.page(&format!("{url}/data")).input("version").unwrap();
        let refused = deputy.post(&removal, &[("version", &version), ("reason", "нет такого человека")]);
        assert!(refused.status == 422 && refused.says("На карточке держится"), "{}", refused.body);
        let page = deputy.page(&url).body;
        let category = page.split("href=\"").find_map(|part| part.split('"').next().filter(|url| url.contains("/categories/") && url.ends_with("/removal")));
        let category = category.unwrap();
        let asked = deputy.page(category);
        assert!(asked.says("с 10.04.2024. Запись исчезнет из карточки"), "{}", asked.body);
        let bare = deputy.post(category, &[("version", "1"), ("reason", " ")]);
        assert!(bare.status == 422 && bare.says("Напишите, в чём ошибка"), "{}", bare.body);
        assert_eq!(other.get(category).status, 404);
        deputy.done(category, &[("version", "1"), ("reason", "приказ о другом")]);
        assert_eq!(deputy.post(category, &[("version", "1"), ("reason", "приказ о другом")]).status, 404, "the second click");
        assert_eq!(other.get(&removal).status, 404);
        let page = deputy.page(&removal);
        assert!(page.says("вернуть её нельзя"), "{}", page.body);
        let version = page.input("version").unwrap();
        assert_eq!(deputy.post(&removal, &[("version", "0"), ("reason", "ошибка")]).status, 409, "somebody changed it");
        deputy.done(&removal, &[("version", &version), ("reason", "нет такого человека")]);
        assert!(deputy.get(&url).status == 404 && !deputy.page("/people").says("Семёнова"));
        assert_eq!(deputy.post(&removal, &[("version", &version), ("reason", "ошибка")]).status, 404, "the second click");
        assert_ne!(deputy.done("/people", &with(&[])).location, url, "who really comes gets a card of their own");
    }

    fn nobody_takes_away_a_card_another_organisation_keeps(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let institute = app.browser_as(Role::InstituteMethodist, Level::Region, &tree.region.path);
        let url = hired(&deputy, &[]);
        let unit = tree.other_school.id.to_string();
        institute.done(&format!("{url}/employments"), &with(&[("unit", &unit), ("started_on", "2026-04-01")]));
        let page = deputy.page(&format!("{url}/removal"));
        assert!(page.says("Человек работает и в организации, карточки которой ведут без вас"), "{}", page.body);
        let version = institute.page(&format!("{url}/removal")).input("version").unwrap();
        let refused = deputy.post(&format!("{url}/removal"), &[("version", &version), ("reason", "ошибка")]);
        assert_eq!(refused.status, 422);
        institute.done(&format!("{url}/removal"), &[("version", &version), ("reason", "ошибка")]);
        assert_eq!(deputy.get(&url).status, 404);
    }
}
