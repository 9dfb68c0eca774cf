//! The area through HTTP on both databases: who gets in, and what is refused before anything is published.

use access::{Level, Role};
use testing::{TestApp, both_databases};
use units::fixture::plant;

both_databases! {
    fn procedures_and_reports_open_empty_and_a_teacher_gets_neither(engine) {
        let areas = vec![units::area(), documents::area(), monitoring::area(), decisions::area(), crate::area()];
        let app = TestApp::of(engine, areas);
        let tree = plant(&app.house).unwrap();
        let institute = app.browser_as(Role::InstituteMethodist, Level::Region, &tree.region.path);
        assert!(institute.page("/reports").says("Отчётов пока нет"));
        let own = format!("/procedures/units/{}", tree.region.id);
        assert_eq!(institute.get("/procedures").location, own);
        assert!(institute.page(&own).says("Результатов пока нет"));
        assert!(institute.page("/procedures/import").says("меньше 5&nbsp;участников"));
        let south = app.browser_as(Role::MunicipalMethodist, Level::Municipality, &tree.south.path);
        assert_eq!(south.get(&format!("/procedures/units/{}", tree.north.id)).status, 404);
        let teacher = app.browser_as(Role::Teacher, Level::Organisation, &tree.school.path);
        assert_eq!(teacher.get("/reports").status, 403);
        assert_eq!(teacher.get(&own).status, 403);
    }
}
