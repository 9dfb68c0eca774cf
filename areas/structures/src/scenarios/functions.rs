//! Somebody looks who does what by the regulation and goes on to the area that serves it.

use access::{Level, Role};
use testing::{TestApp, both_databases};

both_databases! {
    fn a_teacher_reads_who_does_what_and_opens_what_serves_it(engine) {
        let app = TestApp::of(engine, vec![units::area(), crate::area()]);
        let tree = units::fixture::plant(&app.house).unwrap();
        let teacher = app.browser_as(Role::Teacher, Level::Organisation, &tree.school.path);
        let page = teacher.page("/functions");
        assert!(page.says("Муниципальный научно-методический совет"));
        assert!(page.says("«Мониторинг»: раздела ещё нет"), "без раздела нет и ссылки");
        assert!(!page.body.contains("href=\"/monitoring"));
        // Область «people» в этой сборке не подключена, «units» подключена: модель Владимира ведёт не туда, куда нельзя.
        let kemerovo = teacher.page("/functions?pack=kemerovo");
        assert!(kemerovo.says("Организационно-методическая деятельность"));
        let region = teacher.page("/functions?pack=kemerovo&level=region");
        assert!(region.body.len() < kemerovo.body.len());
        assert_eq!(kemerovo.body.matches("<li><span title=").count(), 83);
        assert_eq!(region.body.matches("<li><span title=").count(), 17);
        let izhmorsky = teacher.page("/functions?pack=izhmorsky-2021");
        assert_eq!(izhmorsky.body.matches("<li><span title=").count(), 86, "20 своих и 66 унаследованных");
        assert!(izhmorsky.says("Кемеровская область"));
        let terek = teacher.page("/functions?pack=terek-2021");
        assert!(terek.says("Новые кадровые технологии") && terek.says("разрешения социальных конфликтов"));
        assert_eq!(terek.body.matches("ведут вне программы").count(), 1, "одну из шести технологий не ведёт ни один раздел");
        assert_eq!(teacher.get("/functions?pack=tula").status, 404);
        assert_eq!(app.stranger().get("/functions").status, 303);
    }
}
