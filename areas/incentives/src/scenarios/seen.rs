//! Who sees and who may.

use access::{Level, Role};
use people::RecordKind;
use testing::both_databases;

use super::stage::{hire, stage};

both_databases! {
    fn a_representation_is_seen_by_its_school_and_those_above_and_by_nobody_else(engine) {
        let stage = stage(engine);
        let card = stage.begun("municipal_certificate");
        for browser in [&stage.principal, &stage.head, &stage.authority, &stage.ministry] {
            assert!(browser.page(&card).says("Орлова") && browser.page("/incentives").says("Орлова"));
        }
        let (south, other) = (&stage.tree.south.path, &stage.tree.other_school.path);
        let foreign = stage.app.browser_as(Role::MunicipalAuthority, Level::Municipality, south);
        let deputy = stage.app.browser_as(Role::Deputy, Level::Organisation, other);
        for stranger in [&foreign, &deputy] {
            assert_eq!(stranger.get(&card).status, 404);
            assert!(!stranger.page("/incentives").says("Орлова"));
            for (path, fields) in [
                ("word", vec![("version", "1"), ("word", "agreed"), ("day", "2026-06-16")]),
                ("withdrawal", vec![("reason", "так")]),
            ] {
                let shown = stranger.post(&format!("{card}/{path}"), &fields);
                assert!([403, 404].contains(&shown.status), "{path}: {}", shown.status);
            }
            assert_eq!(stage.send(stranger, &[]).status, 404, "nobody of another place is represented");
        }
        assert_eq!(stage.app.stranger().get(&card).status, 303, "sign in first");
        let methodist = stage.app.browser_as(Role::MunicipalMethodist, Level::Municipality, &stage.tree.north.path);
        assert_eq!(methodist.get(&card).status, 403);
    }

    fn a_teacher_sees_the_own_awards_and_score_and_nobody_else_s(engine) {
        let stage = stage(engine);
        let card = stage.begun("gratitude");
        stage.tell(&stage.teacher, RecordKind::Publication, "Урок как исследование", "2026-02-10");
        let own = stage.own(&stage.teacher, Role::Teacher);
        let page = own.page("/incentives/own");
        assert!(page.says("Всего баллов: <strong>4</strong>") && page.says("публикация: 4"), "{}", page.body);
        assert!(!page.says("благодарность организации"), "what is not decided is not told");
        for address in [
            card.clone(),
            "/incentives".to_owned(),
            "/incentives/activity".to_owned(),
            format!("/incentives/activity/{}", stage.teacher.id),
            "/incentives/activity/file".to_owned(),
            format!("/incentives/new?person={}", stage.young.id),
            "/incentives/weights".to_owned(),
            "/incentives/payments".to_owned(),
            "/incentives/summary".to_owned(),
        ] {
            assert_eq!(own.get(&address).status, 403, "{address}");
        }
        let friend = stage.own(&stage.young, Role::Teacher);
        assert!(!friend.page("/incentives/own").says("Урок как исследование"));
    }

    fn a_deputy_represents_and_the_head_alone_decides(engine) {
        let stage = stage(engine);
        let card = stage.begun("gratitude");
        assert!(!stage.deputy.page(&card).says("Ваше решение"));
        let fields = [("version", "1"), ("word", "agreed"), ("day", "2026-06-16")];
        assert_eq!(stage.deputy.post(&format!("{card}/word"), &fields).status, 403);
        assert_eq!(stage.deputy.get("/incentives/orders/new").status, 403);
        let above = stage.authority.post(&format!("{card}/word"), &fields);
        assert!(above.status == 422 && above.says("Сейчас решает руководитель организации"), "{}", above.body);
        assert_eq!(stage.head.post(&format!("{card}/withdrawal"), &[("reason", "так")]).status, 404, "not the service's own");
    }

    fn what_is_open_to_everybody_names_nobody(engine) {
        let stage = stage(engine);
        stage.begun("gratitude");
        for address in ["/incentives", "/incentives/own", "/incentives/summary", "/incentives/activity"] {
            let shown = stage.app.stranger().get(address);
            assert_eq!(shown.status, 303, "{address}");
        }
    }

    fn a_municipality_counts_its_schools_and_each_figure_opens_its_list(engine) {
        let stage = stage(engine);
        let card = stage.begun("gratitude");
        stage.word(&stage.principal, &card, "agreed", &[]);
        stage.order(&stage.principal, &[&card], &[]);
        let young = stage.young.id.to_string();
        stage.send(&stage.deputy, &[("person", &young), ("kind", "municipal_gratitude")]);
        let page = stage.authority.page("/incentives/summary");
        assert!(page.says("Школа № 1") && page.says("2026: 1") && page.says("благодарность организации: 1"), "{}", page.body);
        assert!(page.body.contains("state=awarded"));
        let list = stage.authority.page(&format!("/incentives?unit={}&state=awarded", stage.tree.north.id));
        assert!(list.says("Орлова") && !list.says("Весенняя"), "{}", list.body);
        assert!(stage.ministry.page("/incentives/summary").says("Северный округ"));
        let foreign = stage.app.browser_as(Role::Principal, Level::Organisation, &stage.tree.other_school.path);
        assert!(!foreign.page("/incentives/summary").says("Школа № 1"));
    }

    fn a_merged_card_keeps_what_it_was_represented_to(engine) {
        let stage = stage(engine);
        let card = stage.begun("gratitude");
        let twin = hire(&stage.app, &stage.tree.school, "Орлова Нина Петровна", "2012-09-01");
        let mut cx = web::Cx::<web::Write>::outside(&stage.app.house, None).unwrap();
        people::actions::merging::merge(&mut cx, &twin, &stage.teacher, None).unwrap();
        cx.finish().unwrap();
        let page = stage.deputy.page(&card);
        assert!(page.body.contains(&twin.url()), "{}", page.body);
    }
}
