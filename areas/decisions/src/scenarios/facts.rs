//! What decisions prove to a monitoring: taken in the period, by whom, about what; recommendations issued.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use packs::ParamValue;
use registry::{Ask, Fact, Subject};
use testing::both_databases;
use units::Unit;

use super::register::{document, drafted, taken};
use super::stage::{Stage, published};

fn asked(stage: &Stage, unit: &Unit, name: &str, with: &[(&str, &str)], year: i32) -> Option<Fact> {
    let with: BTreeMap<String, ParamValue> =
        with.iter().map(|(name, text)| ((*name).to_owned(), ParamValue::Text((*text).to_owned()))).collect();
    let subject = Subject { unit: unit.id.0, path: unit.path.clone() };
    let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
    let days = registry::Period::whole(day(year - 1, 9, 1), day(year, 8, 31));
    let house = &stage.app.house;
    let offer = house.registry.fact(name).unwrap();
    let ask = [Ask { name, with: &with }];
    let mut answers = house.db.read(|conn| offer.compute(conn, &ask, &[subject], days)).unwrap();
    answers.remove(0).remove(&unit.id.0)
}

fn is_known(fact: Option<&Fact>) -> bool {
    matches!(fact, Some(Fact::Known { .. }))
}

both_databases! {
    fn a_decision_proves_itself_by_its_document_once_it_is_taken(engine) {
        let stage = published(engine);
        let north = stage.tree.north.clone();
        drafted(&stage, "1.3");
        assert!(!is_known(asked(&stage, &north, "decisions.taken", &[], 2026).as_ref()), "a draft proves nothing");
        taken(&stage, "1.3");
        let fact = asked(&stage, &north, "decisions.taken", &[("topic", "young, support")], 2026);
        let Some(Fact::Known { proofs, .. }) = fact else { panic!("{fact:?}") };
        assert_eq!(proofs.iter().map(|one| one.kind.as_str()).collect::<Vec<_>>(), ["document"]);
        assert!(proofs[0].title.contains("12-од"));
        for (with, year) in [(&[("topic", "associations")][..], 2026), (&[("level", "below")][..], 2026), (&[][..], 2025)] {
            assert!(!is_known(asked(&stage, &north, "decisions.taken", with, year).as_ref()), "{with:?} {year}");
        }
        assert!(!is_known(asked(&stage, &stage.tree.south, "decisions.taken", &[], 2026).as_ref()));
        assert!(is_known(asked(&stage, &stage.tree.region, "decisions.taken", &[("level", "below")], 2026).as_ref()));
    }

    fn a_document_answers_where_nobody_keeps_the_register(engine) {
        let stage = published(engine);
        let north = stage.tree.north.clone();
        let with = [("kind", "management_decision")];
        assert!(!is_known(asked(&stage, &north, "decisions.taken", &with, 2026).as_ref()));
        document(&stage, false);
        assert!(is_known(asked(&stage, &north, "decisions.taken", &with, 2026).as_ref()));
        assert!(!is_known(asked(&stage, &north, "decisions.taken", &[], 2026).as_ref()));
    }

    fn recommendations_sent_to_others_prove_that_they_were_issued(engine) {
        let stage = published(engine);
        let region = stage.tree.region.clone();
        assert!(!is_known(asked(&stage, &region, "decisions.recommended", &[], 2026).as_ref()));
        stage.sent();
        let fact = asked(&stage, &region, "decisions.recommended", &[], 2026);
        let Some(Fact::Known { proofs, .. }) = fact else { panic!("{fact:?}") };
        assert!(proofs.len() == 5 && proofs.iter().all(|one| one.kind == "recommendation"));
        assert!(!is_known(asked(&stage, &stage.tree.north, "decisions.recommended", &[], 2026).as_ref()));
        assert!(!is_known(asked(&stage, &region, "decisions.recommended", &[], 2025).as_ref()));
    }

    fn a_recommendation_to_a_category_of_ones_own_teachers_counts_and_to_ones_own_staff_does_not(engine) {
        let stage = published(engine);
        let north = stage.tree.north.clone();
        let own = north.id.to_string();
        let issued = |audience: &str| {
            stage.methodist.page("/recommendations/new");
            let fields = [
                ("finding", "Вывод справки"),
                ("units", own.as_str()),
                ("audience", audience),
                ("addressee", "учителя физики"),
                ("text", "Пройдите практикум."),
            ];
            stage.methodist.done("/recommendations/findings", &fields);
        };
        let send = || {
            stage.methodist.page("/recommendations/findings");
            stage.methodist.done("/recommendations/findings/dispatch", &[("reply_by", "2026-07-20")]);
        };
        issued("staff");
        send();
        assert!(!is_known(asked(&stage, &north, "decisions.recommended", &[], 2026).as_ref()));
        issued("category");
        assert!(!is_known(asked(&stage, &north, "decisions.recommended", &[], 2026).as_ref()), "a draft proves nothing");
        send();
        let fact = asked(&stage, &north, "decisions.recommended", &[], 2026);
        let Some(Fact::Known { proofs, .. }) = fact else { panic!("{fact:?}") };
        assert!(proofs.len() == 1 && proofs[0].title.contains("учителя физики"), "{proofs:?}");
    }
}
