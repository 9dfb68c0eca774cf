//! Who counts as a mentor of a pair: not a successor whom no order appointed; who was replaced and chosen again is a former mentor
//! until the order, and one mentor of one pair after it.

use testing::both_databases;

use super::ending::{early, succeeded};
use super::finishing::{finish, over};
use super::replaced::{replaced, successor};
use super::stage::{Hired, Stage, hire, stage};

/// The choice of a mentor for somebody new.
fn choice(stage: &Stage) -> String {
    let new = hire(
        &stage.app,
        &stage.tree.school,
        &Hired("Летняя Вера Сергеевна", "mathematics", "2026-06-11", None),
    );
    stage.deputy.page(&format!("/mentoring/choice?person={}", new.id)).body.replace('\u{a0}', " ")
}

/// Takes the successor back.
fn withdrawn(stage: &Stage, card: &str) {
    let part = stage.part(&successor(stage));
    stage.deputy.page(card);
    stage.deputy.done(&format!("{card}/mentors/{part}/withdrawal"), &[("note", "передумала")]);
}

both_databases! {
    fn who_never_had_an_order_carried_no_pair_to_its_end(engine) {
        let stage = stage(engine);
        let card = over(&stage);
        succeeded(&stage, &card);
        withdrawn(&stage, &card);
        stage.principal.page(&card);
        stage.principal.done(&format!("{card}/completion"), &finish("наставник болел весь июнь"));
        let all = choice(&stage);
        assert_eq!(all.matches("доведено до конца").count(), 1, "her who led it, not her who was withdrawn: {all}");
    }

    fn a_pair_broken_off_was_carried_to_its_end_by_nobody(engine) {
        let stage = stage(engine);
        let card = stage.working();
        succeeded(&stage, &card);
        withdrawn(&stage, &card);
        stage.principal.page(&format!("{card}/end"));
        stage.principal.done(&format!("{card}/end"), &early("incompatibility", "2026-06-18", "", ""));
        let all = choice(&stage);
        assert!(!all.contains("доведено до конца"), "{all}");
    }

    fn a_former_mentor_chosen_again_is_a_former_one_until_the_order(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let mentor = stage.own(&stage.mentor);
        succeeded(&stage, &card);
        replaced(&stage, &card, "2026-06-17");
        let person = stage.mentor.id.to_string();
        stage.deputy.page(&card);
        let fields = [("mentors", person.as_str()), ("agreement", ""), ("reason", "вернулась")];
        stage.deputy.done(&format!("{card}/successor"), &fields);
        let own = mentor.page("/mentoring/own");
        assert!(own.says("завершено для вас") && own.says("наставник с 15.06.2026 по 16.06.2026"), "{}", own.body);
        assert!(!own.body.contains(&format!("href=\"{card}\"")), "a link that leads nowhere: {}", own.body);
    }

    fn studies_stay_with_the_category_that_has_them(engine) {
        let stage = stage(engine);
        let shown = stage.choose(&stage.mentor, &[("graduates_on", "2027-06-30")]);
        assert_eq!(shown.status, 303, "{}", shown.body);
        assert!(!stage.deputy.page(&shown.location).says("Учёба до"));
    }
}
