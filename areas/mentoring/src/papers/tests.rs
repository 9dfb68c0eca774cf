//! Papers of mentoring: who signs.

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
