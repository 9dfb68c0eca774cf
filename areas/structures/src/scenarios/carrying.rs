//! A service tells which functions of the model it carries out and what shows it; the territory and the region read it.

use access::{Level, Role};
use testing::both_databases;

use super::stage::{Stage, fields, found, stage};

/// The council of the northern municipality.
fn council(stage: &Stage) -> String {
    found(&stage.head, &fields(&stage.tree.north, "municipal_council", "Методический совет округа"))
}

/// What stands behind a field of the page.
fn seen(stage: &Stage, url: &str) -> String {
    stage.head.page(&format!("{url}/functions")).input("seen").unwrap()
}

both_databases! {
    fn functions_are_told_with_what_shows_them_and_counted_for_the_region(engine) {
        let stage = stage(engine);
        let url = council(&stage);
        assert!(stage.head.page(&url).says("Функции"));
        let page = stage.head.page(&format!("{url}/functions"));
        assert!(page.says("не отмечена") && page.says("Сохранить отметки"), "{}", page.body);
        let to = format!("{url}/functions");
        let at = seen(&stage, &url);
        let silent = [("seen", at.as_str()), ("state-0", "carried"), ("evidence-0", ""), ("state-1", "not"), ("evidence-1", "нет методиста")];
        let refused = stage.head.post(&to, &silent);
        assert_eq!(refused.status, 422);
        assert!(refused.says("Чем это подтверждается") && refused.says("нет методиста"), "what was typed stays: {}", refused.body);
        assert!(stage.head.page(&to).says("не отмечена"), "nothing is kept half");
        let told = [("seen", at.as_str()), ("state-0", "carried"), ("evidence-0", "протокол № 3 от 12.02.2026"), ("state-1", "not"), ("evidence-1", "нет методиста")];
        stage.head.done(&to, &told);
        let page = stage.head.page(&to);
        assert!(page.says("протокол № 3 от 12.02.2026") && page.says("не выполняется") && page.says("нет методиста"));
        // The second click changes nothing and is no conflict.
        stage.head.done(&to, &told);
        assert_eq!(seen(&stage, &url), page.input("seen").unwrap());
        // Somebody else was first: the own answer stays on the page, and what is kept now stands beside it.
        let late = [("seen", at.as_str()), ("state-0", "not"), ("evidence-0", "совет не собирался")];
        let second = stage.institute.post(&to, &late);
        assert_eq!(second.status, 422, "{}", second.body);
        assert!(second.says("Пока вы заполняли") && second.says("совет не собирался") && second.says("протокол № 3"));
        let region = stage.institute.page("/functions/carried");
        let link = region.body.split("href=\"").find(|part| part.contains("state=carried")).unwrap();
        let link = link.split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&");
        let one = stage.institute.page(&link);
        assert!(one.says("Методический совет округа") && one.says("протокол № 3 от 12.02.2026"), "{}", one.body);
        assert!(!stage.institute.page(&link.replace("state=carried", "state=not")).says("Методический совет округа"));
        assert_eq!(stage.institute.get(&link.replace("function=", "function=нет")).status, 404);
        assert_eq!(stage.institute.get("/functions/carried/register").status, 200);
    }

    fn functions_are_told_by_whoever_keeps_the_structure_alone(engine) {
        let stage = stage(engine);
        let url = council(&stage);
        let to = format!("{url}/functions");
        let teacher = stage.app.browser_as(Role::Teacher, Level::Organisation, &stage.tree.school.path);
        assert!(!teacher.page(&to).says("Сохранить отметки"));
        let at = seen(&stage, &url);
        let told = [("seen", at.as_str()), ("state-0", "carried"), ("evidence-0", "протокол № 3")];
        assert!([403, 404].contains(&teacher.post(&to, &told).status));
        let south = stage.app.browser_as(Role::ServiceHead, Level::Municipality, &stage.tree.south.path);
        assert_eq!(south.post(&to, &told).status, 404);
        assert!(!south.page("/functions/carried").says("state=carried"));
        // A kind the model gives nothing has no such page.
        let group = found(&stage.head, &fields(&stage.tree.north, "creative_group", "Творческая группа"));
        let page = stage.head.get(&format!("{group}/functions"));
        assert_eq!(page.status, 404, "{}", page.body);
    }
}
