//! The monitoring of adaptation by municipalities: adopted and conducted, against the target of the programme.

use access::{Level, Role};
use testing::both_databases;

use super::folder::document;
use super::stage::stage;

both_databases! {
    fn result_2_counts_municipalities_that_adopted_and_conducted_a_monitoring(engine) {
        let stage = stage(engine);
        let region = stage.app.browser_as(Role::InstituteMethodist, Level::Region, &stage.tree.region.path);
        let place = "/mentoring/adaptation/municipalities";
        let page = region.page(place);
        assert!(page.says("0 % при цели 100 %") && page.says("приложение 7, ожидаемый результат 2"), "{}", page.body);
        assert!(page.says("Ни порядка, ни мониторинга") && page.body.contains("which=neither"), "{}", page.body);
        document(&stage, &stage.tree.north, "adaptation_monitoring_act", "2024-09-02");
        assert!(region.page(&format!("{place}?which=adopted")).says("Северный"));
        document(&stage, &stage.tree.south, "adaptation_analysis", "2026-02-10");
        let south = region.page(&format!("{place}?which=conducted"));
        assert!(south.says("Южный") && !south.says("Северный"), "{}", south.body);
        stage.deputy.page(&format!("/mentoring/young/{}", stage.mentee.id));
        let fields = [("studied_on", "2026-06-17"), ("level", "medium"), ("note", "")];
        stage.deputy.done(&format!("/mentoring/young/{}/adaptation", stage.mentee.id), &fields);
        let page = region.page(place);
        assert!(page.says("50 % при цели 100 %") && page.says("Изучена адаптация молодых педагогов: результатов 1"), "{}", page.body);
        assert!(region.page(&format!("{place}?on=2026-01-15")).says("0 % при цели 100 %"), "nothing was studied by then");
        let file = region.get(&format!("{place}/register?which=both"));
        assert!(file.status == 200 && file.header("content-type").contains("spreadsheet"));
        let own = stage.app.browser_as(Role::MunicipalMethodist, Level::Municipality, &stage.tree.north.path);
        let page = own.page(place);
        assert!(page.says("100 % при цели") && !page.says("Южный"), "the own municipality: {}", page.body);
        assert!(own.page("/mentoring/picture").says("Мониторинг адаптации"), "a tab leads there");
        assert_eq!(stage.deputy.get(place).status, 404, "a school adopts none");
        assert!(!stage.deputy.page("/mentoring/picture").says("Мониторинг адаптации"));
        assert_eq!(stage.own(&stage.mentor).get(place).status, 403);
    }
}
