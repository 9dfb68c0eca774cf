//! An own number that an order of another kind bears already is told before the order is issued (decision 13).

use documents::NewDocument;
use testing::both_databases;
use web::{Cx, Write};

use super::stage::{Stage, stage};

/// An order on mentoring of February under this number.
fn held(stage: &Stage, number: &str, on: &str) {
    let mut cx = Cx::<Write>::outside(&stage.app.house, None).unwrap();
    let new = NewDocument {
        kind: mentoring::ORDER.to_owned(),
        title: "О наставничестве".to_owned(),
        number: number.to_owned(),
        signed_on: on.parse().unwrap(),
        issuer: String::new(),
        valid_to: None,
        topic: String::new(),
        file: None,
        link: Some("https://school.example/order".to_owned()),
    };
    documents::actions::register(&mut cx, &stage.tree.school, new).unwrap();
    cx.finish().unwrap();
}

both_databases! {
    fn a_number_of_another_kind_of_order_is_told_and_taken_all_the_same(engine) {
        let stage = stage(engine);
        let card = stage.begun("gratitude");
        assert_eq!(stage.word(&stage.principal, &card, "agreed", &[]).status, 303);
        held(&stage, "15-од", "2026-02-24");
        let told = stage.order(&stage.principal, &[&card], &[]);
        assert!(told.status == 422 && told.body.contains("id=\"e-number_anyway\""), "{}", told.body);
        assert!(told.says("Номер 15-од в 2026 году здесь уже есть") && told.says("«О наставничестве»"), "{}", told.body);
        assert!(told.body.contains("value=\"15-од\""), "typed stays: {}", told.body);
        let done = stage.order(&stage.principal, &[&card], &[("number_anyway", "1"), ("number_told", &told.input("number_told").unwrap())]);
        assert_eq!(done.status, 303, "{}", done.body);
    }

    fn a_number_of_last_year_is_free(engine) {
        let stage = stage(engine);
        let card = stage.begun("gratitude");
        assert_eq!(stage.word(&stage.principal, &card, "agreed", &[]).status, 303);
        held(&stage, "15-од", "2025-12-30");
        let done = stage.order(&stage.principal, &[&card], &[]);
        assert_eq!(done.status, 303, "{}", done.body);
    }
}
