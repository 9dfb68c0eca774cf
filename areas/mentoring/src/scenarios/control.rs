//! The board of control and the duties of the school.

use access::{Level, Role};
use testing::{Statements, both_databases};

use super::stage::{duties_of, stage};

both_databases! {
    fn the_board_shows_what_is_wrong_and_filters_by_it(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let chair = stage.app.browser_as(Role::BodyChair, Level::Organisation, &stage.tree.school.path);
        let above = stage.app.browser_as(Role::MunicipalMethodist, Level::Municipality, &stage.tree.north.path);
        for browser in [&stage.deputy, &stage.principal, &chair, &above] {
            let board = browser.page("/mentoring/control");
            assert!(board.says("Весенняя") && board.says("плана нет") && board.says("не проведён"), "{}", board.body);
            for place in ["/plan", "/around", "/timeline"] {
                assert_eq!(browser.get(&format!("{card}{place}")).status, 200, "each cell opens");
            }
        }
        let board = stage.deputy.page("/mentoring/control?wrong=plan");
        assert!(board.says("Таких пар нет"), "thirty days are not over: {}", board.body);
        stage.sql("UPDATE mentorships SET order_on = '2026-05-19'");
        assert!(stage.deputy.page("/mentoring/control?wrong=plan").says("Таких пар нет"), "the last day is in time");
        stage.sql("UPDATE mentorships SET order_on = '2026-05-10'");
        let board = stage.deputy.page("/mentoring/control?wrong=plan");
        assert!(board.says("Весенняя") && board.says("план не согласован – 1") && board.says("журнал молчит – 1"), "{}", board.body);
        let duties = duties_of(&stage.deputy);
        assert!(duties.contains("2026-06-09 Узнать, почему молчат журналы пар") && duties.contains("wrong=silent"), "{duties}");
        assert!(duties_of(&chair).contains("2026-06-09 Согласовать планы пар"), "{}", duties_of(&chair));
        assert!(stage.deputy.page("/mentoring/control?wrong=overdue").says("Таких пар нет"));
        stage.sql(&format!("UPDATE employments SET ended_on = '2026-06-16' WHERE person_id = {}", stage.mentor.id));
        let board = stage.deputy.page("/mentoring/control?wrong=alone");
        assert!(board.says("Весенняя") && board.says("без наставника – 1") && board.says("без\u{a0}наставника с\u{a0}17.06.2026"), "{}", board.body);
        let stranger = stage.app.browser_as(Role::Deputy, Level::Organisation, &stage.tree.other_school.path);
        assert!(stranger.page("/mentoring/control").says("Таких пар нет"));
        assert_eq!(stage.app.browser_as(Role::Teacher, Level::Organisation, &stage.tree.school.path).get("/mentoring/control").status, 403);
    }
}

both_databases! {
    fn a_school_without_a_deputy_is_told_who_answers_for_mentoring(engine) {
        let stage = stage(engine);
        stage.working();
        assert!(stage.deputy.page("/mentoring/control").says("В карточках школы нет заместителя директора"));
        let above = stage.app.browser_as(Role::MunicipalMethodist, Level::Municipality, &stage.tree.north.path);
        assert!(above.page("/mentoring/control").says("заместителя директора в карточках нет в 1 организации"));
        let duty = "2026-06-15 Назвать заместителя, который отвечает за наставничество";
        assert!(duties_of(&stage.principal).contains(duty) && !duties_of(&stage.deputy).contains(duty), "the head names");
        stage.sql(&format!("UPDATE employments SET post = 'deputy_methodical' WHERE person_id = {}", stage.second.id));
        assert!(!duties_of(&stage.principal).contains(duty));
        for browser in [&stage.deputy, &above] {
            assert!(!browser.page("/mentoring/control").says("п. 8.1"));
        }
        stage.sql(&format!("UPDATE employments SET ended_on = '2026-06-17' WHERE person_id = {}", stage.second.id));
        assert!(stage.deputy.page("/mentoring/control").says("п. 8.1"), "gone since yesterday");
    }
}

#[test]
fn the_board_asks_as_much_for_many_pairs_as_for_one() {
    let statements = Statements::listen();
    let stage = stage(testing::Engine::Sqlite);
    let card = stage.working();
    let id = card.rsplit('/').next().unwrap();
    stage.deputy.page("/mentoring/control");
    let (_, one) = statements.of(|| stage.deputy.page("/mentoring/control"));
    for copy in 1..20 {
        stage.sql(&format!(
            "INSERT INTO mentorships SELECT id + {copy}, unit_id, unit_path, mentee_id, category, kind, state, hired_on, graduates_on, starts_on, \
             ends_on, council_on, council_document_id, council_note, deputy_on, deputy_account, mentee_on, mentee_way, order_on, \
             order_document_id, announced_on, reason, ended_on, end_ground, end_note, result, created_by, created_at, updated_at, version \
             FROM mentorships WHERE id = {id}"
        ));
    }
    let (shown, many) = statements.of(|| stage.deputy.page("/mentoring/control"));
    assert!(shown.says("20 пар"), "{}", shown.body);
    assert_eq!(many.len(), one.len(), "{}", many.join("\n"));
}
