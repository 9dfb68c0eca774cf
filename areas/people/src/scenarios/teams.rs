//! School teams: gathered, filled with people of the school, closed; nobody else's.

use testing::{Browser, both_databases};

use super::setting::{app, deputy, hired, other_deputy};

fn gathered(deputy: &Browser) -> String {
    deputy.page("/teams/new");
    deputy
        .done("/teams", &[("name", "Команда чтения"), ("purpose", "курсы"), ("started_on", "2026-02-01")])
        .location
}

both_databases! {
    fn a_deputy_gathers_a_team_of_the_school(engine) {
        let (app, tree) = app(engine);
        let (deputy, other) = (deputy(&app, &tree), other_deputy(&app, &tree));
        let card = hired(&deputy, &[]);
        let id = card.rsplit('/').next().unwrap();
        assert!(deputy.page("/teams").says("Команд пока нет"));
        let team = gathered(&deputy);
        let members = format!("{team}/members");
        let early = deputy.post(&members, &[("person", id), ("since", "2026-01-31")]);
        assert!(early.status == 422 && early.says("Команда собрана 01.02.2026"), "{}", early.body);
        deputy.done(&members, &[("person", id), ("since", "2026-02-10")]);
        deputy.done(&members, &[("person", id), ("since", "2026-02-10")]);
        let page = deputy.page(&team);
        assert!(page.says("Семёнова Мария Петровна") && page.says("с 10.02.2026") && page.says("работает"));
        assert_eq!(page.body.matches("Семёнова Мария Петровна").count(), 1, "a second click takes nobody in twice");
        assert!(deputy.page("/teams").says("1\u{a0}человек"));
        let stranger = hired(&other, &[("last_name", "Орлова"), ("birth_date", "1990-01-01")]);
        let foreign = deputy.post(&members, &[("person", stranger.rsplit('/').next().unwrap()), ("since", "2026-02-10")]);
        assert!(foreign.status == 422 && foreign.says("те, кто работает в этой организации"));
        assert_eq!((other.get(&team).status, other.get(&format!("{team}/data")).status), (404, 404));
        deputy.done(&format!("{team}/members/{id}/removal"), &[]);
        assert!(deputy.page(&team).says("Пока никого"));
    }

    fn a_team_is_changed_closed_and_not_made_twice(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let team = gathered(&deputy);
        assert_eq!(gathered(&deputy), team, "a second click finds the first one's work");
        let twin = deputy.post("/teams", &[("name", "КОМАНДА чтения"), ("started_on", "2026-03-01")]);
        assert!(twin.status == 422 && twin.says("уже есть"));
        let form = |version: &str, to: &str| {
            deputy.post(&format!("{team}/data"), &[("version", version), ("name", "Команда чтения"), ("started_on", "2026-02-01"), ("ends_on", to)])
        };
        let turned = form("1", "2026-01-01");
        assert!(turned.status == 422 && turned.says("раньше первого"));
        assert_eq!(form("1", "2026-05-31").status, 303);
        assert_eq!(form("1", "2026-12-31").status, 409);
        assert!(deputy.page(&team).says("срок прошёл"), "the term is over on 18 June");
        deputy.done(&format!("{team}/closing"), &[]);
        assert!(deputy.page(&team).says("закрыта"));
        assert_eq!(deputy.post(&format!("{team}/closing"), &[]).status, 409);
        let region = app.browser_as(access::Role::InstituteMethodist, access::Level::Region, &tree.region.path);
        region.page("/teams/new");
        let nowhere = region.post("/teams", &[("name", "Ничья"), ("started_on", "2026-02-01")]);
        assert!(nowhere.status == 422 && nowhere.says("Выберите организацию"));
    }
}
