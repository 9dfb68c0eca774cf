//! What stays inside a unit until it decides: drafts, their points, and what its decisions could rest on.

use access::{Level, Role};
use testing::both_databases;

use super::register::{POINT, document, drafted, taken};
use super::stage::published;

both_databases! {
    fn a_draft_stays_unseen_however_it_ends(engine) {
        let stage = published(engine);
        let school = stage.app.browser_as(Role::Principal, Level::Organisation, &stage.tree.school.path);
        let card = drafted(&stage, "1.3");
        stage.methodist.done(&format!("{card}/cancellation"), &[("word", "передумали")]);
        assert!(stage.methodist.page(&card).says("передумали"));
        for other in [&school, &stage.institute] {
            assert_eq!(other.get(&card).status, 404);
            assert!(!other.page("/decisions").says("О мерах по итогам мониторинга"));
        }
        // One that was taken and cancelled was known, and its end is known.
        let card = taken(&stage, "2.1");
        stage.methodist.done(&format!("{card}/cancellation"), &[("word", "утратило смысл")]);
        assert!(school.page(&card).says("утратило смысл"));
    }

    fn another_unit_is_not_shown_what_a_decision_could_rest_on(engine) {
        let stage = published(engine);
        let card = taken(&stage, "1.3");
        let school = stage.app.browser_as(Role::Principal, Level::Organisation, &stage.tree.school.path);
        school.page(&card);
        assert_eq!(school.post(&format!("{card}/requisites"), &[("title", "")]).status, 404);
    }

    fn a_point_of_a_draft_is_no_measure_yet(engine) {
        let stage = published(engine);
        stage.sent();
        let card = stage.card(&stage.methodist, &stage.tree.north, "1.3");
        let decision = drafted(&stage, "1.3");
        stage.methodist.done(&format!("{decision}/points"), &POINT);
        let id = card.rsplit('/').next().unwrap();
        stage.sql(&format!("UPDATE measures SET recommendation_id = {id} WHERE decision_id IS NOT NULL"));
        assert!(!stage.institute.page(&card).says("Утвердить план-график"));
        let order = document(&stage, false).id.to_string();
        stage.methodist.done(&format!("{decision}/force"), &[("document", &order)]);
        assert!(stage.institute.page(&card).says("Утвердить план-график"));
    }

    fn a_card_leads_a_school_to_no_closed_door(engine) {
        let stage = published(engine);
        stage.sent();
        let (card, order) = (taken(&stage, "1.3"), document(&stage, false));
        stage.sql(&format!("UPDATE decisions SET document_id = {}", order.id));
        let school = stage.app.browser_as(Role::Principal, Level::Organisation, &stage.tree.school.path);
        let led = |page: &testing::Shown| {
            let home = format!("\"{}\"", stage.tree.north.url());
            let card = page.body.split("<h1").nth(1).unwrap();
            [card.contains(&order.url()), card.contains(&home), card.contains("href=\"/recommendations/")]
        };
        let page = school.page(&card);
        assert!(page.says("рекомендация") && page.says(&order.title_line()) && page.says("Северный округ"), "{}", page.body);
        assert_eq!(led(&page), [false; 3], "{}", page.body);
        assert_eq!(led(&stage.methodist.page(&card)), [true; 3]);
    }

    fn where_units_join_only_an_open_twin_stands_for_a_recommendation(engine) {
        use registry::{Merged, Merger, MergingOffer};
        let stage = published(engine);
        stage.sent();
        let (north, south) = (&stage.tree.north, &stage.tree.south);
        stage.sql(&format!("UPDATE recommendations SET status = 'withdrawn' WHERE unit_id = {} AND no = '1.3'", south.id));
        let merged = |unit: &units::Unit| Merged { unit: unit.id.0, path: unit.path.clone(), name: unit.name.clone() };
        let cards: Vec<String> = ["1.3", "2.1", "1.4"].map(|no| stage.card(&stage.institute, north, no)).into();
        let merger = Merger {
            closed: merged(north),
            into: Some(merged(south)),
            day: "2026-06-18".parse().unwrap(),
            ground: "приказ № 5".to_owned(),
            by: None,
            at: stage.app.house.now(),
        };
        let next = std::cell::Cell::new(9_000_000_i64);
        let id = || { next.set(next.get() + 1); next.get() };
        let told = stage.app.house.db.read(|conn| crate::merging::Owed.told(conn, &merger)).unwrap().join("; ");
        assert!(told.contains("у\u{a0}обеих одинаковые: 1") && told.contains("не\u{a0}действуют: 1"), "{told}");
        stage.app.write(|tx| crate::merging::Owed.merge(tx, &merger, &mut db::Trail::default(), &id));
        let said = |at: usize| stage.institute.page(&cards[at]);
        assert!(said(0).says("такая же рекомендация отозвана: если она нужна, составьте её заново"), "{}", said(0).body);
        assert!(said(1).says("у которой такая же рекомендация") && !said(1).says("отозвана: если"));
        assert!(said(2).says("Перешла к"), "{}", said(2).body);
    }
}
