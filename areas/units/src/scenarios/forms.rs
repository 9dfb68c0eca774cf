//! A form of a methodical service is chosen where the regulation has one for the level (Кемеровская область, п. 6.2).

use testing::both_databases;

use super::living::{GROUND, stage};

both_databases! {
    fn a_school_takes_the_form_of_the_school_level_and_a_municipality_its_own(engine) {
        let stage = stage(engine);
        let (school, north) = (&stage.tree.school, &stage.tree.north);
        let form = |unit: &crate::Unit| stage.authority.page(&format!("{}/passport", unit.url()));
        assert!(!form(school).body.contains("name=\"service_form\""), "Амурская область has no form for a school");
        let sent = |value: &'static str| {
            [("kind", "school"), ("service_form", value), ("day", "2026-06-17"), GROUND]
        };
        let refused = stage.step(&stage.authority, school, "passport", &sent("imc"));
        assert!(refused.status == 422 && refused.says("форм нет"), "{}", refused.body);
        let rules = [("pack", "izhmorsky-2021"), ("day", "2026-06-01"), GROUND];
        assert_eq!(stage.authority.post(&format!("{}/rules", north.url()), &rules).status, 303);
        assert!(form(school).says("Методическая структура школьного уровня"));
        assert!(!form(north).says("Методическая структура школьного уровня"));
        let refused = stage.step(&stage.authority, school, "passport", &sent("nmc"));
        assert!(refused.status == 422 && refused.says("Выберите форму службы из"), "{}", refused.body);
        assert_eq!(stage.step(&stage.authority, school, "passport", &sent("school_structure")).status, 303);
        let card = stage.authority.page(&school.url());
        assert!(card.says("Методическая структура школьного уровня") && card.says("форма методической службы"), "{}", card.body);
        assert!(stage.authority.page("/units?form=school_structure").says("Школа № 1"));
    }
}
