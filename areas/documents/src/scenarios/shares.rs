//! The share of schools with a strategy of staff policy, as Терский район tells it (задача 9).

use access::{Level, Role};
use testing::both_databases;

use super::setting::{PDF, app, registered};

both_databases! {
    fn the_share_of_schools_with_a_strategy_is_computed_and_opens_its_schools(engine) {
        let (app, tree) = app(engine);
        let north = tree.north.id;
        app.write(|tx| tx.batch(&format!("INSERT INTO pack_bindings (id, unit_id, pack, valid_from) VALUES (77, {north}, 'terek-2021', '2020-01-01')")));
        let head = app.browser_as(Role::ServiceHead, Level::Municipality, &tree.north.path);
        let page = head.page("/documents/shares");
        assert!(page.says("0 %") && page.says("15 % – сколько было, когда принимали положение") && page.says("сейчас на 15 п. п. меньше"), "{}", page.body);
        assert!(page.says("До скольких довести, положение не говорит") && page.says("Школа № 1"));
        let principal = app.browser_as(Role::Principal, Level::Organisation, &tree.school.path);
        assert!(principal.page("/documents/required").says("Стратегия кадровой политики"));
        let unit = tree.school.id.to_string();
        let fields = [("kind", "staff_strategy"), ("unit", unit.as_str()), ("title", "Стратегия кадровой политики")];
        let card = registered(&principal, &fields, ("С.pdf", PDF));
        assert!(principal.page(&card).says("Не отмечено: 4 раздела из 4"), "the four mechanisms");
        principal.done(&format!("{card}/sections"), &[("section", "search"), ("section", "growth")]);
        let page = head.page("/documents/shares");
        assert!(page.says("100 %") && page.says("на 85 п. п. больше") && page.says("2 из 4"), "{}", page.body);
        let with = page.body.split("href=\"").find(|part| part.contains("having=yes")).unwrap();
        let with = with.split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&");
        assert!(head.page(&with).says("Школа № 1") && !head.page(&with.replace("=yes", "=no")).says("Школа № 1"));
        app.write(|tx| tx.batch(&format!("UPDATE units SET kind = 'kindergarten' WHERE id = {unit}")));
        assert!(head.page("/documents/shares").says("некого считать"), "a kindergarten is no school");
        assert!(!principal.page("/documents/required").says("Стратегия кадровой политики"));
        let institute = app.browser_as(Role::InstituteMethodist, Level::Region, &tree.region.path);
        assert!(institute.page("/documents/shares").body.contains(&format!("unit={north}")), "the region is led to it");
        let south = app.browser_as(Role::ServiceHead, Level::Municipality, &tree.south.path);
        assert!(south.page("/documents/shares").says("Долей нет"));
        assert_eq!(south.get(&format!("/documents/shares?unit={north}")).status, 404);
        assert!(head.page("/documents/coverage?level=organisation").body.contains("/documents/shares"));
    }
}
