//! What a slip of the hand does: a dismissal taken back, a second click, a hiring nobody told of; the methodical active.

use access::{Level, Role};
use testing::both_databases;

use super::setting::{app, deputy, hired, with};
use super::works::work_of;

both_databases! {
    fn a_dismissal_entered_by_mistake_is_taken_back(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let url = hired(&deputy, &[]);
        let work = work_of(&deputy.get(&url).body);
        deputy.done(&format!("{work}/end"), &[("version", "1"), ("ended_on", "2026-05-31"), ("reason", "переезд")]);
        assert!(deputy.page(&url).says("отменить увольнение"));
        let back = format!("{work}/return");
        let silent = deputy.post(&back, &[("version", "2")]);
        assert!(silent.status == 422 && silent.says("почему увольнение отменяется"));
        deputy.done(&back, &[("version", "2"), ("reason", "внесено не тому")]);
        let card = deputy.page(&url);
        assert!(!card.says("не работает") && card.says("Отменено увольнение 31.05.2026") && !card.says("переезд"));
        assert!(deputy.page("/people").says("Семёнова"));
        assert_eq!(deputy.post(&back, &[("version", "2"), ("reason", "ещё раз")]).status, 409, "the second click");
        let nothing = deputy.post(&back, &[("version", "3"), ("reason", "ещё раз")]);
        assert!(nothing.status == 422 && nothing.says("отменять нечего"));
    }

    fn a_later_work_stands_against_taking_back(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let institute = app.browser_as(Role::InstituteMethodist, Level::Region, &tree.region.path);
        let url = hired(&deputy, &[]);
        let work = work_of(&deputy.get(&url).body);
        deputy.done(&format!("{work}/end"), &[("version", "1"), ("ended_on", "2026-03-31")]);
        let unit = tree.other_school.id.to_string();
        institute.done(&format!("{url}/employments"), &with(&[("unit", &unit), ("started_on", "2026-04-01")]));
        let refused = institute.post(&format!("{work}/return"), &[("version", "2"), ("reason", "ошибка")]);
        assert!(refused.status == 422 && refused.says("С 01.04.2026 у человека другое основное место"), "{}", refused.body);
        app.house.db.write(|tx| tx.batch(&format!("UPDATE units SET state = 'closed' WHERE id = {}", tree.school.id))).unwrap();
        let closed = institute.post(&format!("{work}/return"), &[("version", "2"), ("reason", "ошибка")]);
        assert!(closed.status == 422 && closed.says("закрыта"));
    }

    fn a_second_click_doubles_neither_a_record_nor_a_card(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let url = hired(&deputy, &[]);
        let award = [("kind", "award"), ("title", "Почётная грамота"), ("happened_on", "2025-10-05"), ("document", "приказ № 3")];
        deputy.done(&format!("{url}/records"), &award);
        deputy.done(&format!("{url}/records"), &award);
        assert_eq!(deputy.page(&url).body.matches("Почётная грамота").count(), 1);
        deputy.done(&format!("{url}/records"), &[("kind", "award"), ("title", "Почётная грамота"), ("happened_on", "2026-01-15")]);
        assert_eq!(deputy.page(&url).body.matches("Почётная грамота").count(), 2, "another day is another award");
        let namesake = with(&[("last_name", "СЕМЕНОВА"), ("birth_date", "1970-01-01")]);
        let shown = deputy.post("/people", &namesake);
        let others = shown.input("is_other").unwrap();
        let namesake = with(&[("last_name", "СЕМЕНОВА"), ("is_other", &others), ("birth_date", "1970-01-01")]);
        assert_ne!(deputy.done("/people", &namesake).location, url);
        let again = deputy.post("/people", &namesake);
        assert!(again.status == 422 && again.says("Похожая карточка уже есть"), "the second click finds the new card");
        assert!(deputy.page("/people").says("2\u{a0}человека"));
    }

    fn a_list_without_dates_makes_nobody_a_young_specialist(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let url = hired(&deputy, &[]);
        assert!(deputy.page(&url).says("молодой специалист"));
        app.house.db.write(|tx| tx.batch("UPDATE employments SET is_start_told = FALSE")).unwrap();
        assert!(!deputy.page(&url).says("молодой специалист") && !deputy.page("/people").says("молодой специалист"));
        let work = work_of(&deputy.get(&url).body);
        deputy.done(&work, &with(&[("version", "1")]));
        assert!(deputy.page(&url).says("молодой специалист"), "a day typed into the form is told");
    }

    fn young_specialists_of_the_posts_of_the_clause_are_found_by_their_mark(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let teacher = hired(&deputy, &[]);
        let helper = hired(&deputy, &[("last_name", "Орлова"), ("is_other", "1"), ("post", "psychologist"), ("post_title", "педагог-психолог")]);
        assert!(deputy.page(&teacher).says("молодой специалист"));
        assert!(!deputy.page(&helper).says("молодой специалист"), "приложение 2, п. 1.3 называет другие должности");
        let found = deputy.page("/people?mark=young_specialist");
        assert!(found.says("Семёнова") && !found.says("Орлова") && found.says("1\u{a0}человек"), "{}", found.body);
        deputy.done(&format!("{teacher}/categories"), &[("category", "first"), ("granted_on", "2021-04-10"), ("post", "teacher")]);
        assert!(!deputy.page(&teacher).says("молодой специалист"), "a category of before tells of work before");
        assert!(deputy.page("/people?mark=young_specialist").says("Никого не нашлось"));
    }

    fn the_methodical_active_is_computed_with_its_rule(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let url = hired(&deputy, &[]);
        hired(&deputy, &[("last_name", "Орлова"), ("birth_date", "1990-01-01")]);
        deputy.done(&format!("{url}/categories"), &[("category", "highest"), ("granted_on", "2024-04-10")]);
        assert!(!deputy.page(&url).says("методический актив"));
        let work = [("kind", "expert_work"), ("title", "жюри конкурса"), ("happened_on", "2025-11-20")];
        deputy.done(&format!("{url}/records"), &work);
        let card = deputy.page(&url);
        assert!(card.says("методический актив") && card.says("высшая категория; экспертная работа 20.11.2025: жюри конкурса"));
        let list = deputy.page("/people?mark=active");
        assert!(list.says("Семёнова") && !list.says("Орлова"));
    }
}
