//! What plans owe in the autumn and after a quarter; what becomes of a plan when its school ends.

use access::{Level, Role};
use testing::both_databases;

use super::{app, deputy, planned, teacher, told};

both_databases! {
    fn the_plan_of_the_next_year_is_owed_in_the_autumn(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let person = teacher(&app, &tree, "Семёнова Мария Петровна", "2024-02-01");
        let of_school = (Role::Deputy, Level::Organisation, tree.school.path.as_str());
        let of_town = (Role::MunicipalMethodist, Level::Municipality, tree.north.path.as_str());
        let nothing: [&str; 0] = [];
        assert_eq!(told(&app, of_school, "2026-09-30"), nothing, "46 days before 15 November");
        assert_eq!(told(&app, of_school, "2026-10-01"), ["Составить план повышения квалификации на 2027 год"]);
        assert_eq!(told(&app, of_school, "2026-12-31"), ["Составить план повышения квалификации на 2027 год"]);
        assert_eq!(told(&app, of_town, "2026-11-16"), ["Собрать планы повышения квалификации на 2027 год: нет у 1 организации"]);
        let other = (Role::Deputy, Level::Organisation, tree.other_school.path.as_str());
        assert_eq!(told(&app, other, "2026-11-16"), nothing, "nobody's term is due there");
        planned(&deputy, &tree, &[&person], &[("year", "2027"), ("quarter", "1")]);
        assert_eq!(told(&app, of_school, "2026-11-16"), nothing);
        assert_eq!(told(&app, of_town, "2026-11-16"), nothing);
        assert_eq!(told(&app, of_school, "2027-03-31"), nothing);
        assert_eq!(told(&app, of_school, "2027-04-01"), ["Разобрать план курсов: квартал прошёл у 1 строки"]);
        assert_eq!(told(&app, of_town, "2027-04-01"), ["Разобрать план курсов: квартал прошёл у 1 строки, 1 организация"]);
    }

    fn whoever_is_on_a_long_leave_is_not_proposed(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let person = teacher(&app, &tree, "Семёнова Мария Петровна", "2015-09-01");
        let offered = format!("/training/proposal?unit={}&year=2026", tree.school.id);
        assert!(deputy.page(&offered).says("Семёнова"));
        let leave = [("kind", "leave"), ("began_on", "2025-09-01"), ("happened_on", "2027-09-01")];
        deputy.done(&format!("{}/records", person.url()), &leave);
        assert!(deputy.page(&offered).says("По сроку вносить некого"));
    }

    fn what_is_planned_goes_with_a_school_that_is_joined(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let person = teacher(&app, &tree, "Семёнова Мария Петровна", "2015-09-01");
        planned(&deputy, &tree, &[&person], &[("year", "2027"), ("quarter", "1")]);
        let region = app.browser_as(Role::InstituteMethodist, Level::Region, &tree.region.path);
        let join = format!("/units/{}/merger", tree.school.id);
        let asked = region.page(&format!("{join}?into={}", tree.other_school.id));
        assert!(asked.says("План курсов: перейдут в план «Школа № 2» – 1 строка"), "{}", asked.body);
    }
}
