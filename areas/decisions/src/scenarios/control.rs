//! Who has done what: the table of bodies, the workplace of a school, a decision with more points than a page holds, a register
//! longer than one reading.

use access::{Level, Role};
use testing::both_databases;

use super::register::{points, taken};
use super::stage::published;

both_databases! {
    fn whoever_controls_sees_what_each_body_owes_and_nobody_else_does(engine) {
        let stage = published(engine);
        stage.sent();
        stage.sql("UPDATE recommendations SET reply_by = '2026-06-01' WHERE no = '1.3'");
        taken(&stage, "1.4");
        let ministry = stage.app.browser_as(Role::Ministry, Level::Region, &stage.tree.region.path);
        let region = format!("/control/{}", stage.tree.region.id);
        assert_eq!(ministry.get("/control").location, region);
        let page = ministry.page(&region);
        let row = page.body.split("<tr>").find(|row| row.contains("Северный округ")).unwrap();
        let row = row.replace("&nbsp;", " ").replace('\u{a0}', " ");
        assert!(row.contains("ждут: 3") && row.contains("просрочено: 1"), "{row}");
        let north = ministry.page(&format!("/control/{}", stage.tree.north.id));
        let school = north.body.split("<tr>").find(|row| row.contains(&stage.tree.school.short_name)).unwrap();
        assert!(school.replace('\u{a0}', " ").contains("0 из 1"), "the point of the decision: {school}");
        let neighbour = stage.app.browser_as(Role::ServiceHead, Level::Municipality, &stage.tree.south.path);
        assert_eq!(neighbour.get(&format!("/control/{}", stage.tree.north.id)).status, 404);
        let teacher = stage.app.browser_as(Role::Teacher, Level::Organisation, &stage.tree.school.path);
        assert_eq!(teacher.get("/control").status, 403);
    }

    fn a_school_has_its_acts_its_plan_and_what_was_decided_by_it_on_one_page(engine) {
        let stage = published(engine);
        let principal = stage.app.browser_as(Role::Principal, Level::Organisation, &stage.tree.school.path);
        let own = format!("/control/{}", stage.tree.school.id);
        assert!(principal.page(&own).says("Плана в&nbsp;документах школы пока нет"));
        let mut cx = web::Cx::<web::Write>::outside(&stage.app.house, None).unwrap();
        let new = |kind: &str, title: &str, number: &str| documents::NewDocument {
            kind: kind.to_owned(),
            title: title.to_owned(),
            number: number.to_owned(),
            signed_on: "2026-06-10".parse().unwrap(),
            issuer: String::new(),
            valid_to: None,
            topic: String::new(),
            file: None,
            link: Some("https://metod.example/plan".to_owned()),
        };
        let act = documents::actions::register(&mut cx, &stage.tree.school, new("management_decision", "О контроле", "1")).unwrap();
        let plan = documents::actions::register(&mut cx, &stage.tree.school, new("management_decision", "План контроля на год", "2")).unwrap();
        cx.finish().unwrap();
        stage.sql(&format!("UPDATE documents SET genus = 'order' WHERE id = {}", act.id));
        stage.sql(&format!("UPDATE documents SET genus = 'plan' WHERE id = {}", plan.id));
        let page = principal.page(&own);
        assert!(page.says("План контроля на год") && page.says("О контроле"), "{}", page.body);
        let begin = format!("/decisions/new?unit={}&#38;plan={}", stage.tree.school.id, plan.id);
        assert!(page.body.contains(&begin), "{}", page.body);
        let form = principal.page(&begin.replace("&#38;", "&"));
        assert!(form.body.contains(&format!("value=\"{}\" selected", plan.id)), "the plan is chosen: {}", form.body);
    }

    fn a_decision_with_many_points_comes_by_pages(engine) {
        let stage = published(engine);
        let card = taken(&stage, "1.3");
        let id = card.rsplit('/').next().unwrap().to_owned();
        let (school, path) = (stage.tree.school.id, &stage.tree.school.path);
        let rows: Vec<String> = (2..=40)
            .map(|at| {
                format!(
                    "({at}, NULL, {id}, {at}, {school}, '{path}', 'Пункт {at}', 'завуч', '2026-09-01', 0, 'planned', NULL, '', NULL, 1, 1, 1)"
                )
            })
            .collect();
        stage.sql(&format!(
            "INSERT INTO measures (id, recommendation_id, decision_id, ordinal, unit_id, unit_path, title, responsible, due_on, \
             prolonged, status, done_on, outcome, document_id, created_at, updated_at, version) VALUES {}",
            rows.join(", ")
        ));
        let first = stage.methodist.page(&card);
        assert!(first.says("1–30 из 40") && !first.says("Пункт 31"), "{}", first.body);
        let second = stage.methodist.page(&format!("{card}?from=30"));
        assert!(second.says("31–40 из 40") && second.says("Пункт 31") && !second.says("Пункт 30<"));
        // A form of the second page that comes back stays on it.
        let refused = stage.methodist.post(&format!("{card}/points/35/completion"), &[("done_on", "2026-06-18")]);
        assert!(refused.status == 422 && refused.says("Пункт 35"), "{}", refused.status);
        assert!(!points(&stage.methodist, &card).is_empty());
    }

    fn the_register_as_a_file_holds_more_than_one_reading(engine) {
        let stage = published(engine);
        taken(&stage, "1.3");
        let north = &stage.tree.north;
        for hundred in 0..21 {
            let rows: Vec<String> = (0..100)
                .map(|at| {
                    let id = 1_000 + hundred * 100 + at;
                    format!(
                        "({id}, {}, '{}', 'order', TRUE, 'support', 'Решение {id}', 'решение {id}', '2026-05-{:02}', 'head', '', NULL, '', \
                         'начальник', '', NULL, '', 'taken', '', NULL, NULL, 1, 1, 1)",
                        north.id, north.path, 1 + id % 28
                    )
                })
                .collect();
            stage.sql(&format!(
                "INSERT INTO decisions (id, unit_id, unit_path, kind, is_binding, topic, title, title_key, decided_on, \
                 taken_at_level, taken_by, document_id, audience, controller, controller_role, plan_id, plan_item, status, word, \
                 ended_at, created_by, created_at, updated_at, version) VALUES {}",
                rows.join(", ")
            ));
        }
        let view = crate::store::decisions::View {
            scope: db::Ranges::under([north.path.as_str()]),
            own: vec![north.path.clone()],
            addressed: Vec::new(),
        };
        let filter = crate::store::register::Filter::default();
        let all = stage.app.house.db.read(|conn| crate::store::register::whole(conn, &view, filter)).unwrap();
        let each: std::collections::BTreeSet<i64> = all.iter().map(|one| one.id.0).collect();
        assert_eq!((all.len(), each.len()), (2_101, 2_101), "every decision once");
    }
}
