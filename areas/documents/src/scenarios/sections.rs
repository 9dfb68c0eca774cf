//! The checklist of required sections: ticked by the keeper, told on the card.

use access::{Level, Role};
use testing::both_databases;

use super::setting::{PDF, app, methodist, registered};

both_databases! {
    fn the_card_says_which_required_sections_are_missing(engine) {
        let (app, tree) = app(engine);
        let person = methodist(&app, &tree);
        let card = registered(&person, &[("kind", "mms_regulation")], ("П.pdf", PDF));
        assert!(person.page(&card).says("Не отмечено: 7 разделов из 7"));
        let page = person.page(&format!("{card}/sections"));
        assert!(page.says("таких слов в тексте файла нет") && page.body.contains("value=\"purpose\""));
        let told = person.done(&format!("{card}/sections"), &[("section", "purpose"), ("section", "tasks"), ("section", "no_such")]);
        assert_eq!(told.location, card);
        let shown = person.page(&card);
        assert!(shown.says("Не отмечено: 5 разделов из 7") && shown.says("Отмечены разделы (цели; задачи)"), "{}", shown.body);
        person.done(&format!("{card}/sections"), &[("section", "tasks")]);
        assert!(person.page(&card).says("Не отмечено: 6 разделов из 7"));
        let reader = app.browser_as(Role::Ministry, Level::Region, &tree.region.path);
        assert_eq!(reader.get(&format!("{card}/sections")).status, 200);
        let south = app.browser_as(Role::ServiceHead, Level::Municipality, &tree.south.path);
        assert_eq!(south.post(&format!("{card}/sections"), &[("section", "tasks")]).status, 404);
        let plain = registered(&person, &[("number", "9")], ("Г.pdf", &[PDF, b"9"].concat()));
        assert!(!person.page(&plain).says("Обязательные разделы"));
    }
}
