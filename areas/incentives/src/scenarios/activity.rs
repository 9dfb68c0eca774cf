//! The list of activity: weighed, each score opens its items, weights are the head's and dated, who has a ground and nothing.

use people::RecordKind;
use testing::both_databases;

use super::stage::stage;

both_databases! {
    fn what_everybody_did_is_weighed_and_each_score_opens_its_items(engine) {
        let stage = stage(engine);
        stage.tell(&stage.teacher, RecordKind::Publication, "Урок как исследование", "2026-02-10");
        stage.tell(&stage.teacher, RecordKind::Course, "Функциональная грамотность", "2025-11-01");
        stage.tell(&stage.teacher, RecordKind::Course, "Прошлый год", "2025-08-31");
        stage.tell(&stage.young, RecordKind::Course, "Первый урок", "2025-09-01");
        let page = stage.deputy.page("/incentives/activity");
        let place = |name: &str| page.body.find(name).unwrap();
        assert!(place("Орлова") < place("Весенняя"), "the most active first");
        assert!(page.says("сам ничего не решает") && page.says("публикация: 4"), "{}", page.body);
        let items = stage.deputy.page(&format!("/incentives/activity/{}", stage.teacher.id));
        assert!(items.says("Всего баллов: <strong>6</strong>") && items.says("Функциональная грамотность"), "{}", items.body);
        assert!(!items.says("Прошлый год"), "another school year");
        let before = stage.deputy.page(&format!("/incentives/activity/{}?year=2025", stage.teacher.id));
        assert!(before.says("Прошлый год") && before.says("Всего баллов: <strong>2</strong>"), "{}", before.body);
        let file = stage.deputy.get("/incentives/activity/file");
        assert_eq!(file.status, 200);
        let far = stage.app.browser_as(access::Role::Deputy, access::Level::Organisation, &stage.tree.other_school.path);
        assert_eq!(far.get(&format!("/incentives/activity/{}", stage.teacher.id)).status, 404);
    }

    fn the_head_sets_weights_that_everybody_sees_and_the_past_keeps(engine) {
        let stage = stage(engine);
        stage.tell(&stage.teacher, RecordKind::Publication, "Урок как исследование", "2026-02-10");
        assert_eq!(stage.deputy.get("/incentives/weights").status, 403, "the head's alone");
        let form = stage.principal.page("/incentives/weights");
        assert!(form.says("В правилах: 4"), "{}", form.body);
        let kinds = ["award", "course", "internship", "publication", "participation", "expert_work", "mentoring", "body_head", "body_member"];
        let all = |publication: &str, reason: &str| -> Vec<(String, String)> {
            let weight = |kind: &&str| {
                let text = if **kind == *"publication" { publication } else { "1" };
                (format!("weight-{kind}"), text.to_owned())
            };
            let mut fields: Vec<(String, String)> = kinds.iter().map(weight).collect();
            fields.extend([("year".to_owned(), "2026".to_owned()), ("reason".to_owned(), reason.to_owned())]);
            fields
        };
        let send = |publication: &str, reason: &str| {
            let fields = all(publication, reason);
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
            stage.principal.post("/incentives/weights", &fields)
        };
        let bad = send("101", "");
        assert!(bad.status == 422 && bad.says("от 0 до 100") && bad.says("почему веса другие"), "{}", bad.body);
        assert!(bad.body.contains("value=\"101\""), "typed figures are not lost");
        assert_eq!(send("10", "решение педсовета № 2").status, 303);
        assert_eq!(send("10", "решение педсовета № 2").status, 303, "the second click");
        let form = stage.principal.page("/incentives/weights");
        assert_eq!(form.body.matches("решение педсовета № 2").count(), 2, "in force and once in the past: {}", form.body);
        let list = stage.deputy.page("/incentives/activity");
        assert!(list.says("публикация: 10") && list.says("Веса установлены: Школа № 1, 18.06.2026"), "{}", list.body);
        let own = stage.own(&stage.teacher, access::Role::Teacher).page("/incentives/own");
        assert!(own.says("Всего баллов: <strong>10</strong>"), "{}", own.body);
        let above = stage.head.page("/incentives/activity");
        assert!(above.says("публикация: 4"), "the municipality counts by its own: {}", above.body);
    }

    fn who_has_a_ground_and_no_encouragement_is_told(engine) {
        let stage = stage(engine);
        stage.tell(&stage.teacher, RecordKind::Publication, "Урок как исследование", "2026-02-10");
        stage.tell(&stage.young, RecordKind::Course, "Первый урок", "2025-09-01");
        let unpraised = |only: &str| stage.deputy.page(&format!("/incentives/activity?only={only}"));
        assert!(unpraised("unpraised").says("Орлова") && unpraised("unpraised").says("Весенняя"));
        assert!(unpraised("research").says("Орлова") && !unpraised("research").says("Весенняя"), "a course is no research");
        let card = stage.begun("gratitude");
        assert!(!unpraised("research").says("Орлова"), "it is on the way");
        stage.word(&stage.principal, &card, "refused", &[("note", "рано")]);
        assert!(unpraised("research").says("Орлова"), "refused: the ground is still there");
        let again = stage.send(&stage.deputy, &[("merits", "Снова.")]).location;
        stage.word(&stage.principal, &again, "agreed", &[]);
        stage.order(&stage.principal, &[&again], &[]);
        assert!(!unpraised("research").says("Орлова") && stage.deputy.page("/incentives/activity").says("благодарность организации"));
    }
}
