//! Handing in, ruling, returning, objecting, publishing.

use super::template;
use crate::rules::{
    Answer, Origin, Refusal, SheetAnswer, SheetFacts, SheetState, may_publish, may_return, may_rule,
    may_submit,
};
use std::collections::BTreeMap;

fn full() -> BTreeMap<String, SheetAnswer> {
    let given = |no: &str| {
        let answer = if no.starts_with('7') { Answer::absent() } else { Answer::present() };
        let computed = no.starts_with('4');
        let origin = if computed { Origin::Fact } else { Origin::Person };
        SheetAnswer { evidence: usize::from(!computed && !no.starts_with('7')), answer, origin }
    };
    template("amur-2020/mms").indicators().map(|(_, one)| (one.no.clone(), given(&one.no))).collect()
}

#[test]
fn a_full_sheet_is_handed_in_without_the_experts_row() {
    let template = template("amur-2020/mms");
    let mut answers = full();
    answers.remove("1.2");
    assert_eq!(may_submit(&template, None, &answers), Ok(()));
}

#[test]
fn what_is_missing_is_listed() {
    let template = template("amur-2020/mms");
    let mut answers = full();
    answers.remove("3.10");
    answers.insert(
        "2.1".to_owned(),
        SheetAnswer { answer: Answer::default(), origin: Origin::Person, evidence: 1 },
    );
    let refused = may_submit(&template, None, &answers).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "Нет ответа на показатели: 2.1, 3.10. Ответьте и приложите документ или отметьте «нет»."
    );
    let mut answers = full();
    answers.get_mut("2.1").unwrap().evidence = 0;
    assert_eq!(may_submit(&template, None, &answers), Err(Refusal::NoEvidence(vec!["2.1".to_owned()])));
    answers.get_mut("2.1").unwrap().evidence = 11;
    assert_eq!(
        may_submit(&template, None, &answers),
        Err(Refusal::TooMuchEvidence("2.1".to_owned(), 11, 10))
    );
}

#[test]
fn what_is_missing_is_named_at_once() {
    let mut answers = full();
    answers.remove("1.1");
    answers.insert(
        "1.3".to_owned(),
        SheetAnswer { answer: Answer::default(), origin: Origin::Person, evidence: 0 },
    );
    answers.get_mut("2.1").unwrap().evidence = 0;
    let refused = may_submit(&template("amur-2020/mms"), None, &answers).unwrap_err();
    assert_eq!(refused, Refusal::Incomplete(["1.1", "1.3", "2.1"].map(str::to_owned).to_vec(), 2));
    assert!(
        refused
            .to_string()
            .starts_with("Нет ответа на показатели: 1.1, 1.3. Нет подтверждения у показателей: 2.1.")
    );
}

#[test]
fn a_sheet_of_a_level_is_asked_only_its_own_lines() {
    let template = template("terek-2021/service");
    let refused = may_submit(&template, Some("person"), &BTreeMap::new());
    let expected = ["4.4-3.1", "4.4-3.2", "4.4-3.3"].map(str::to_owned).to_vec();
    assert_eq!(refused, Err(Refusal::Unanswered(expected)));
}

#[test]
fn rulings_need_a_sheet_under_verification_and_a_reason() {
    assert_eq!(may_rule(SheetState::Submitted, "1.1", None), Ok(()));
    assert_eq!(may_rule(SheetState::Objected, "1.1", Some("документ просрочен")), Ok(()));
    let silent = may_rule(SheetState::Submitted, "1.1", Some(" "));
    assert_eq!(silent, Err(Refusal::RejectedWithoutReason("1.1".to_owned())));
    for state in SheetState::ALL.into_iter().filter(|state| !state.is_under_verification()) {
        assert_eq!(may_rule(state, "1.1", None), Err(Refusal::NotUnderVerification(state)));
    }
}

#[test]
fn returning_names_indicators_and_says_why() {
    let named = ["1.1".to_owned()];
    assert_eq!(may_return(SheetState::Submitted, &named, "нет подписи"), Ok(()));
    assert_eq!(
        may_return(SheetState::Submitted, &[], "нет подписи"),
        Err(Refusal::ReturnedWithoutIndicators)
    );
    assert_eq!(may_return(SheetState::Submitted, &named, ""), Err(Refusal::ReturnedWithoutReason));
    let draft = may_return(SheetState::Draft, &named, "нет подписи");
    assert_eq!(draft, Err(Refusal::SheetStep(SheetState::Draft, SheetState::Returned)));
}

#[test]
fn publication_leaves_nobody_out_silently() {
    let sheet = |object: &str, state, left_out: Option<&str>| SheetFacts {
        object: object.to_owned(),
        state,
        left_out: left_out.map(str::to_owned),
    };
    let done = sheet("Тында", SheetState::Final, None);
    assert_eq!(may_publish(&[done.clone(), sheet("Зея", SheetState::Verified, None)]), Ok(()));
    for state in [
        SheetState::Empty,
        SheetState::Draft,
        SheetState::Submitted,
        SheetState::Returned,
        SheetState::Objected,
    ] {
        let refused = may_publish(&[done.clone(), sheet("Зея", state, None)]);
        assert_eq!(refused, Err(Refusal::UnfinishedSheets(vec!["Зея".to_owned()])), "{state:?}");
        assert_eq!(may_publish(&[done.clone(), sheet("Зея", state, Some("паводок"))]), Ok(()));
    }
    let silent = may_publish(&[done, sheet("Зея", SheetState::Draft, Some(""))]);
    assert_eq!(silent, Err(Refusal::LeftOutWithoutReason(vec!["Зея".to_owned()])));
    assert_eq!(may_publish(&[]), Err(Refusal::NothingToPublish));
}
