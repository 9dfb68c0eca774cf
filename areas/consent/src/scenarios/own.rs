//! One's own page: giving with no tick put in advance, withdrawing at once.

use access::{Level, Role};
use testing::both_databases;

use super::stage::stage;

both_databases! {
    fn a_person_gives_and_withdraws_a_consent_on_the_own_page(engine) {
        let stage = stage(engine);
        let own = stage.teacher.page("/consents/own");
        assert!(own.says("Даю согласие") && own.says("Школа № 1"), "{}", own.body);
        assert!(!own.body.contains(" checked"), "nothing is ticked in advance");
        let bare = stage.teacher.post("/consents/own", &[("kind", "directory"), ("fields", "unit")]);
        assert!(bare.status == 422 && bare.says("без имени показывать нечего") && bare.says("value=\"unit\" checked"), "{}", bare.body);
        stage.teacher.done("/consents/own", &[("kind", "directory"), ("fields", "name"), ("fields", "unit")]);
        stage.teacher.done("/consents/own", &[("kind", "directory"), ("fields", "name"), ("fields", "unit")]);
        let own = stage.teacher.page("/consents/own");
        assert!(own.says("на\u{a0}своей странице, 18.06.2026") || own.says("18.06.2026, на\u{a0}своей странице"), "{}", own.body);
        assert_eq!(own.body.matches("Слова согласия").count(), 1);
        let at = own.body.find("/withdrawal\"").unwrap();
        let withdrawal = format!("{}/withdrawal", own.body[..at].rsplit('"').next().unwrap());
        let asked = stage.teacher.page(&withdrawal);
        assert!(asked.says("исчезнет с\u{a0}открытых страниц сразу") && asked.says("ст. 10.1"), "{}", asked.body);
        stage.teacher.done(&withdrawal, &[]);
        assert!(stage.teacher.page("/consents/own").says("отозвано 18.06.2026"));
        assert!(stage.deputy.page("/consents?state=withdrawn").says("Соколова"));
        stage.teacher.done(&withdrawal, &[]);
        let seen = stage.deputy.page(&stage.base());
        assert_eq!(seen.body.matches(">Удаление данных</a>").count(), 1, "{}", seen.body);
    }

    fn what_needs_a_paper_is_not_given_by_a_button(engine) {
        let stage = stage(engine);
        assert!(stage.teacher.page("/consents/own").says("Это согласие дают на бумаге"));
        let click = stage.teacher.post("/consents/own", &[("kind", "membership")]);
        assert!(click.status == 422 && click.says("дают на\u{a0}бумаге"), "{}", click.body);
    }

    fn a_foreign_consent_is_nobodys(engine) {
        let stage = stage(engine);
        stage.shown_in_directory();
        let id = stage.consent().rsplit('/').next().unwrap().to_owned();
        let nobody = stage.app.browser_as(Role::Teacher, Level::Organisation, &stage.tree.school.path);
        assert!(nobody.page("/consents/own").says("Карточка ещё не связана"));
        let other = stage.app.account(Role::Teacher, Level::Organisation, &stage.tree.school.path);
        let mut cx = web::Cx::<web::Write>::outside(&stage.app.house, None).unwrap();
        people::actions::tie(&mut cx, &stage.other, Some(other.0)).unwrap();
        cx.finish().unwrap();
        let other = stage.app.signed_in(other);
        other.page("/consents/own");
        assert_eq!(other.get(&format!("/consents/own/{id}/withdrawal")).status, 404);
        assert_eq!(other.post(&format!("/consents/own/{id}/withdrawal"), &[]).status, 404);
        assert_eq!(other.get(&format!("/consents/own/{id}/file")).status, 404);
        assert_eq!(stage.teacher.get(&format!("/consents/own/{id}/file")).status, 200);
    }
}
