//! Drafts: from the publication alone, once, seen by nobody else, following a further revision until they are sent.

use access::{Level, Role};
use testing::both_databases;

use super::stage::{NORTH, planned, published};

both_databases! {
    fn drafts_are_made_for_every_deficit_in_one_go_and_not_twice(engine) {
        let stage = published(engine);
        assert!(stage.institute.page(&stage.board()).says("Рекомендаций ещё нет"));
        stage.institute.done(&format!("{}/drafts", stage.board()), &[]);
        let board = stage.institute.page(&stage.board());
        assert!(board.says("Подготовлено: 5 черновиков для 2 объектов"), "{}", board.body);
        let letter = stage.institute.page(&stage.letter(&stage.tree.north));
        assert!(letter.says("не подтверждено при проверке") && letter.says("нет ответа") && letter.says("черновик"));
        let again = stage.institute.post(&format!("{}/drafts", stage.board()), &[]);
        assert!(again.status == 422 && again.says("на которые ещё нет рекомендации, не осталось"));
    }

    fn a_monitoring_without_results_gives_nothing_to_recommend(engine) {
        let stage = planned(engine);
        stage.institute.page(&stage.board());
        let refused = stage.institute.post(&format!("{}/drafts", stage.board()), &[]);
        assert!(refused.status == 422 && refused.says("Сначала опубликуйте мониторинг"), "{}", refused.body);
        assert!(refused.says("приложение 6, раздел 8"));
    }

    fn a_draft_is_seen_and_changed_by_its_author_alone(engine) {
        let stage = published(engine);
        stage.institute.page(&stage.board());
        stage.institute.done(&format!("{}/drafts", stage.board()), &[]);
        let card = stage.card(&stage.institute, &stage.tree.north, "1.3");
        for address in [&card, &stage.letter(&stage.tree.north)] {
            assert_eq!(stage.methodist.get(address).status, 404, "{address}");
        }
        stage.methodist.page("/recommendations");
        for step in ["text", "receipt", "answer", "refusal", "measures"] {
            let shown = stage.methodist.post(&format!("{card}/{step}"), &[("word", "x"), ("title", "x"), ("responsible", "x"), ("due_on", "2026-09-01")]);
            assert!([403, 404].contains(&shown.status), "{step}: {}", shown.status);
        }
        stage.institute.page(&card);
        let other = stage.card(&stage.institute, &stage.tree.north, "1.4");
        stage.institute.done(&format!("{other}/withdrawal"), &[("word", "ошибка")]);
        assert_eq!(stage.methodist.get(&other).status, 404, "what was never sent is seen by nobody");
        let page = stage.institute.page(&card);
        let version = page.input("version").unwrap();
        let fields = [("version", version.as_str()), ("addressee", "школам округа"), ("text", "Утвердите план-график.")];
        stage.institute.done(&format!("{card}/text"), &fields);
        assert!(stage.institute.page(&card).says("Утвердите план-график."));
        let stale = stage.institute.post(&format!("{card}/text"), &fields);
        assert!(stale.status == 409 && stale.says("только что изменили"), "{}", stale.status);
        let version = stage.institute.page(&card).input("version").unwrap();
        let empty = stage.institute.post(&format!("{card}/text"), &[("version", &version), ("addressee", "всем"), ("text", " ")]);
        assert!(empty.status == 422 && empty.says("Напишите, что рекомендуете"));
        assert_eq!(empty.input("addressee").as_deref(), Some("всем"), "nothing typed is lost");
    }

    fn drafts_follow_a_further_revision_and_what_was_sent_stays(engine) {
        let stage = published(engine);
        stage.institute.page(&stage.board());
        stage.institute.done(&format!("{}/drafts", stage.board()), &[]);
        let south = format!("{}/dispatch", stage.letter(&stage.tree.south));
        stage.institute.done(&south, &[("reply_by", "2026-07-20")]);
        let better = [("1.3", "1", "1", "scored"), ("1.4", "0", "1", "absent"), ("2.1", "1", "1", "scored")];
        stage.publish(stage.campaign, 2, &better, &better);
        stage.institute.done(&format!("{}/drafts", stage.board()), &[]);
        let board = stage.institute.page(&stage.board());
        assert!(board.says("Подготовлено: 1 черновик для 1 объекта") && board.says("Убрано лишних: 2"), "{}", board.body);
        let letter = stage.institute.page(&stage.letter(&stage.tree.south));
        assert!(letter.says("направлена") && letter.body.contains(">1.3</a>"), "what was sent is history");
    }

    fn a_unit_that_closed_is_drafted_and_sent_nothing(engine) {
        let stage = published(engine);
        stage.institute.page(&stage.board());
        stage.institute.done(&format!("{}/drafts", stage.board()), &[]);
        let close = |unit: i64| stage.sql(&format!("UPDATE units SET state = 'closed' WHERE id = {unit}"));
        close(stage.tree.south.id.0);
        let send = format!("{}/dispatch", stage.board());
        stage.institute.done(&send, &[("reply_by", "2026-07-20")]);
        let board = stage.institute.page(&stage.board());
        assert!(board.says("Осталось черновиков закрытым организациям: 2."), "{}", board.body);
        let only = stage.institute.post(&send, &[("reply_by", "2026-07-20")]);
        assert!(only.status == 422 && only.says("Все черновики – закрытым организациям"), "{}", only.body);
        stage.institute.done(&format!("{}/drafts", stage.board()), &[]);
        assert!(stage.institute.page(&stage.board()).says("Убрано лишних: 2"));
        assert_eq!(stage.institute.post(&format!("{}/drafts", stage.board()), &[]).status, 422);
    }

    fn sending_needs_a_day_that_is_still_to_come(engine) {
        let stage = published(engine);
        stage.institute.page(&stage.board());
        let send = format!("{}/dispatch", stage.board());
        let none = stage.institute.post(&send, &[("reply_by", "2026-07-20")]);
        assert!(none.status == 422 && none.says("Черновиков, которые можно направить, нет"));
        stage.institute.done(&format!("{}/drafts", stage.board()), &[]);
        assert_eq!(stage.institute.page(&stage.board()).input("reply_by").as_deref(), Some("2026-07-20"), "30 days, moved from Saturday");
        let past = stage.institute.post(&send, &[("reply_by", "2026-06-17")]);
        assert!(past.status == 422 && past.says("Этот день прошёл"));
        assert!(stage.institute.post(&send, &[("reply_by", "")]).says("к какому дню ждёте ответ"));
        assert!(stage.institute.post(&send, &[("reply_by", "скоро")]).status == 422);
        stage.institute.done(&send, &[("reply_by", "2026-06-18")]);
        assert!(stage.institute.page(&stage.board()).says("Направлено рекомендаций: 5"));
    }

    fn only_who_recommends_there_may_and_a_foreign_region_sees_nothing(engine) {
        let stage = published(engine);
        stage.sent();
        let card = stage.card(&stage.institute, &stage.tree.north, "1.3");
        let tree = units::fixture::plant(&stage.app.house).unwrap();
        let foreign = stage.app.browser_as(Role::InstituteMethodist, Level::Region, &tree.region.path);
        let neighbour = stage.app.browser_as(Role::ServiceHead, Level::Municipality, &stage.tree.south.path);
        for (browser, address) in [
            (&foreign, stage.board()),
            (&foreign, card.clone()),
            (&foreign, format!("{}/effect", stage.board())),
            (&foreign, format!("/circle/{}", stage.tree.north.id)),
            (&neighbour, card.clone()),
            (&neighbour, stage.letter(&stage.tree.north)),
            (&neighbour, format!("/circle/{}", stage.tree.north.id)),
        ] {
            assert_eq!(browser.get(&address).status, 404, "{address}");
        }
        neighbour.page("/recommendations");
        for (address, field) in [
            (format!("{}/drafts", stage.board()), ("x", "")),
            (format!("{}/dispatch", stage.board()), ("reply_by", "2026-07-20")),
            (format!("{card}/withdrawal"), ("word", "так")),
            (format!("{card}/refusal"), ("word", "так")),
        ] {
            assert_eq!(neighbour.post(&address, &[field]).status, 404, "{address}");
        }
        let teacher = stage.app.browser_as(Role::Teacher, Level::Organisation, &stage.tree.school.path);
        assert_eq!(teacher.get("/recommendations").status, 403);
        assert!(neighbour.page(&stage.board()).says("Южный округ") && !neighbour.page(&stage.board()).says("Северный округ"));
        assert_eq!(NORTH.len(), 4);
    }
}
