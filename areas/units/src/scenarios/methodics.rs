//! The card of methodical work: the municipality writes it, everybody who works there reads it with the resources of its schools.

use access::{Level, Role};
use testing::both_databases;

use super::living::stage;

both_databases! {
    fn a_municipality_tells_what_its_methodical_work_is_for_and_its_schools_read_it(engine) {
        let stage = stage(engine);
        let tree = &stage.tree;
        let url = format!("{}/methodics", tree.north.url());
        let teacher = stage.app.browser_as(Role::Teacher, Level::Organisation, &tree.school.path);
        let stranger = stage.app.browser_as(Role::Principal, Level::Organisation, &tree.other_school.path);
        assert!(teacher.page(&url).says("Карточка не заполнена"));
        assert!(teacher.page(&tree.school.url()).body.contains(&url), "the school's card leads there");
        assert_eq!(stranger.get(&url).status, 404, "another municipality is not one's own");
        assert_eq!(teacher.get(&format!("{url}/edit")).status, 403);
        assert_eq!(stage.institute.get(&format!("{}/methodics", tree.region.url())).status, 404);
        assert_eq!(stage.institute.get(&format!("{}/methodics", tree.school.url())).status, 404);
        let methodist = stage.app.browser_as(Role::MunicipalMethodist, Level::Municipality, &tree.north.path);
        let long = "д".repeat(4001);
        let refused = methodist.post(&url, &[("version", "0"), ("purpose", " "), ("tasks", &long), ("organisation", "Совет"), ("content", "")]);
        assert_eq!(refused.status, 422);
        assert!(refused.says("какова цель") && refused.says("до 4000 знаков, сейчас 4001") && refused.says("Совет"), "{}", refused.body);
        let first = [("version", "0"), ("purpose", "Единое научно-методическое пространство"), ("tasks", "Первая\nВторая"), ("organisation", ""), ("content", "")];
        methodist.done(&url, &first);
        methodist.done(&url, &first);
        let late = stage.authority.post(&url, &[("version", "0"), ("purpose", "Иная цель"), ("tasks", ""), ("organisation", ""), ("content", "")]);
        assert_eq!(late.status, 409);
        assert!(late.says("карточку изменили") && late.says("Единое научно-методическое пространство") && late.says("Иная цель"), "{}", late.body);
        stage.app.write(|tx| tx.batch(&format!(
            "UPDATE units SET resource_url = 'https://example.org/lib' WHERE id = {}", tree.school.id
        )));
        let page = teacher.page(&url);
        assert!(page.says("Единое научно-методическое пространство") && page.says("Вторая") && page.says("Обновлено"));
        assert!(page.body.contains("https://example.org/lib") && !page.says("Изменить"), "{}", page.body);
    }
}
