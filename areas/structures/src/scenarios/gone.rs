//! Whoever left work stands in a composition still: the card, the board, the draft of the order and the duties say so.

use people::Person;
use testing::{Engine, both_databases};

use super::stage::{Stage, areas_with_people, duties_of, fields, found, on};

fn staged(engine: Engine) -> Stage {
    let mut areas = areas_with_people();
    areas.push(testing::duties());
    on(engine, areas)
}

fn hired(stage: &Stage, name: &str) -> Person {
    people::fixture::hire(&stage.app.house, &stage.tree.school, name).unwrap()
}

/// Their last day was the day before.
fn leaves(stage: &Stage, person: &Person) {
    let id = person.id;
    stage.app.write(|tx| {
        tx.batch(&format!(
            "UPDATE employments SET ended_on = '2026-06-17' WHERE person_id = {id}; UPDATE people SET state = 'left' WHERE id = {id}"
        ))
    });
}

both_databases! {
    fn a_head_who_left_leads_nothing_and_whoever_keeps_the_structure_is_told(engine) {
        let stage = staged(engine);
        let head = hired(&stage, "Осокина Нина Павловна");
        let union = found(&stage.head, &fields(&stage.tree.north, "municipal_union", "РМО учителей физики"));
        assert_eq!(stage.appoint(&union, "Осокина Нина Павловна", "head", "2025-09-01").status, 303);
        assert_eq!(stage.appoint(&union, "Берестова Анна Павловна", "member", "2025-09-01").status, 303);
        let headless = "/structures/coordination?only=headless";
        assert!(!stage.head.page(&union).says("не работает с") && !stage.head.page(headless).body.contains(&union));
        assert!(!duties_of(&stage.head).contains("Проверить состав"));
        leaves(&stage, &head);
        let card = stage.head.page(&union);
        assert!(card.body.matches("не\u{a0}работает с\u{a0}18.06.2026").count() == 1, "{}", card.body);
        let board = stage.head.page(headless);
        assert!(board.body.contains(&union) && board.says("руководителя нет"), "{}", board.body);
        assert!(board.says("Осокина Нина Павловна") && board.says("не работает с 18.06.2026"), "{}", board.body);
        let duties = duties_of(&stage.head);
        assert!(duties.contains("Проверить состав: РМО учителей физики"), "{duties}");
        assert!(!duties_of(&stage.principal).contains("Проверить состав"), "another's structure");
    }

    fn the_order_on_a_composition_leaves_out_whoever_left(engine) {
        let stage = staged(engine);
        let left = hired(&stage, "Ракитина Вера Олеговна");
        let council = found(&stage.head, &fields(&stage.tree.north, "municipal_council", "Районный методический совет"));
        for (name, role) in [("Берестова Анна Павловна", "head"), ("Ракитина Вера Олеговна", "member"), ("Осокин Глеб Львович", "member")] {
            assert_eq!(stage.appoint(&council, name, role, "2025-09-01").status, 303);
        }
        let approvals = format!("{council}/approvals");
        assert!(stage.head.page(&approvals).says("3 человека") && !stage.head.page(&approvals).says("не работает с"));
        leaves(&stage, &left);
        let page = stage.head.page(&approvals);
        assert!(page.says("Ракитина Вера Олеговна, не работает с 18.06.2026") && page.says("Завершите эти роли"), "{}", page.body);
        assert!(page.says("2 человека"), "{}", page.body);
        assert_eq!(stage.head.get(&format!("{approvals}/paper?as=docx")).status, 200);
        let sent = stage.head.post(&approvals, &[("signed_on", "2026-06-18"), ("numbering", "external"), ("number", "14-од")]);
        assert_eq!(sent.status, 303, "{}", sent.body);
        let page = stage.head.page(&approvals);
        let listed = page.body.split("<summary>Список</summary>").nth(1).unwrap();
        assert!(listed.contains("Осокин Глеб Львович") && !listed.contains("Ракитина"), "{listed}");
        assert!(page.says("Кто в составе сейчас, тот и утверждён"), "{}", page.body);
    }

    fn a_school_tells_who_works_there_no_more(engine) {
        let stage = staged(engine);
        let moved = hired(&stage, "Ракитина Вера Олеговна");
        let union = found(&stage.principal, &fields(&stage.tree.school, "school_union", "ШМО учителей математики"));
        stage.principal.page(&union);
        stage.principal.done(&format!("{union}/members"), &[("name", "Ракитина Вера Олеговна"), ("role", "member"), ("from_on", "2025-09-01")]);
        let (id, other) = (moved.id, &stage.tree.other_school);
        stage.app.write(|tx| tx.batch(&format!(
            "INSERT INTO employments (id, person_id, unit_id, unit_path, post, post_title, rate, is_main, started_on, ended_on, ground, end_reason, \
             shows, created_at, updated_at, version) SELECT id + 1000000, person_id, {}, '{}', post, post_title, rate, is_main, started_on, NULL, \
             ground, end_reason, shows, created_at, updated_at, version FROM employments WHERE person_id = {id}",
            other.id, other.path
        )));
        assert!(!stage.principal.page(&union).says("не работает с"));
        stage.app.write(|tx| tx.batch(&format!(
            "UPDATE employments SET ended_on = '2026-05-31' WHERE person_id = {id} AND unit_id = {}", stage.tree.school.id
        )));
        assert!(stage.principal.page(&union).says("не работает с 01.06.2026"), "{}", stage.principal.page(&union).body);
        assert!(duties_of(&stage.principal).contains("Проверить состав: ШМО учителей математики"));
    }
}
