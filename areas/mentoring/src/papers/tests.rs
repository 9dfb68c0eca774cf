//! Papers of mentoring: who signs, what an order says of its ground.

use super::*;

#[test]
fn a_signer_stands_with_the_post_of_the_card() {
    let signer = Signer {
        post: "Исполняющий обязанности директора".to_owned(),
        name: "Н. П. Орлова".to_owned(),
    };
    let paper = Paper::of("2026-06-15".parse().unwrap(), "Приказ".to_owned()).portrait([signature(&signer)]);
    let text = paper.composed().text().join("\n");
    assert!(text.contains("Исполняющий обязанности директора") && text.contains("Н. П. Орлова"), "{text}");
}

#[test]
fn an_order_names_the_article_its_ground_is_of() {
    let told = |clause: &str| ruled(clause, "").replace('\u{a0}', " ");
    assert_eq!(
        told("Трудовой кодекс РФ, ст. 77"),
        "со статьями 77 и 351.8 Трудового кодекса Российской Федерации"
    );
    assert_eq!(
        told("Трудовой кодекс РФ, ст. 351.8, ч. 3"),
        "со статьёй 351.8 Трудового кодекса Российской Федерации"
    );
}

#[test]
fn an_agreement_is_told_by_its_day_and_number_once() {
    for (typed, told) in
        [("4", "№\u{a0}4"), ("№4", "№\u{a0}4"), (" № 3-к от 10.09.2026", "№\u{a0}3-к"), ("б/н", "б/н")]
    {
        assert_eq!(numbered(typed), told);
    }
}

#[test]
fn initials_stand_apart() {
    assert_eq!(parted("Орловой\u{a0}Н.П."), "Орловой\u{a0}Н.\u{a0}П.");
    assert_eq!(parted("Орловой\u{a0}Н."), "Орловой\u{a0}Н.");
    assert_eq!(parted("Орловой"), "Орловой");
}

#[test]
fn an_order_names_a_guarded_ground_by_its_clause_alone() {
    let rules = packs::Library::embedded().unwrap().effective(&["amur-2020"]).unwrap();
    let told = |id: &str, notice: Option<&str>| {
        let ground = rules.mentoring.ground(id).unwrap();
        grounded(Some(ground), "выговор от 01.06.2026", notice.map(str::to_owned))
    };
    assert_eq!(told("dismissal", None), "увольнение наставника (выговор от 01.06.2026)");
    for guarded in ["discipline", "incompatibility"] {
        assert_eq!(told(guarded, None), "приложение 2, п. 3.6", "AM-2.3.6-e, -f");
        assert_eq!(
            told(guarded, Some("предупреждение получено 15.06.2026")),
            "приложение 2, п. 3.6 (предупреждение получено 15.06.2026)"
        );
    }
    assert_eq!(grounded(None, "", None), "________");
}
