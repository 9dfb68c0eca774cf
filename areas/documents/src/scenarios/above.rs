//! A regulation in force governs those below: they read it and its files, and nothing else of the unit above (Амурская область,
//! приложение 4, п. 7.2).

use access::{Level, Role};
use testing::both_databases;

use super::setting::{PDF, app, methodist, registered};

both_databases! {
    fn a_school_reads_the_regulation_it_is_governed_by(engine) {
        let (app, tree) = app(engine);
        let keeper = methodist(&app, &tree);
        let card = registered(&keeper, &[("kind", "mms_regulation"), ("title", "Положение о службе"), ("number", "3")], ("П.pdf", PDF));
        let plan = registered(&keeper, &[("kind", "mms_year_plan"), ("title", "План службы"), ("number", "4")], ("Л.pdf", &[PDF, b"1"].concat()));
        let principal = app.browser_as(Role::Principal, Level::Organisation, &tree.school.path);
        let list = principal.page("/documents/acts");
        assert!(list.says("Положения вышестоящих органов") && list.body.contains(&format!("href=\"{card}\"")), "{}", list.body);
        let page = principal.page(&card);
        assert!(page.says("Положение о службе") && page.says("Положение вышестоящего органа"), "{}", page.body);
        assert!(!page.says("История") && !page.says("Изменить реквизиты") && !page.says("Отменить документ"));
        let file = keeper.page(&card).body.split(&format!("href=\"{card}/files/")).nth(1).unwrap().split('"').next().unwrap().to_owned();
        assert_eq!(principal.get(&format!("{card}/files/{file}")).bytes, PDF);
        assert_eq!(principal.get(&format!("{card}/file")).status, 200);
        for closed in ["/files", "/requisites", "/cancellation", "/links", "/sections"] {
            assert_eq!(principal.get(&format!("{card}{closed}")).status, 404, "{closed}");
        }
        let teacher = app.browser_as(Role::Teacher, Level::Organisation, &tree.school.path);
        assert_eq!(teacher.get(&card).status, 200, "работает по нему и учитель");
        assert_eq!(principal.get(&plan).status, 404, "план – дело самой службы");
        let south = app.browser_as(Role::ServiceHead, Level::Municipality, &tree.south.path);
        assert_eq!(south.get(&card).status, 404, "соседи живут по своим");
        let own = registered(&principal, &[("kind", "local_act"), ("title", "Положение школы"), ("unit", &tree.school.id.to_string())], ("Ш.pdf", &[PDF, b"2"].concat()));
        assert_eq!(south.get(&own).status, 404);
        let version = keeper.page(&format!("{card}/cancellation")).input("version").unwrap();
        keeper.done(&format!("{card}/cancellation"), &[("version", &version), ("reason", "принято новое")]);
        assert_eq!(principal.get(&card).status, 404, "отменённое больше не\u{a0}действует");
        assert_eq!(principal.get(&format!("{card}/files/{file}")).status, 404);
        assert!(!principal.page("/documents/acts").body.contains(&card), "утратившее силу названо без ссылки");
    }
}
