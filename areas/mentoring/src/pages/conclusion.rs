//! The conclusion of a pair that came to its term: the result, the adaptation, the recommendation to the head, as a paper
//! (приложение 2, п. 3.7, 4.4, 8.3).

use access::{Granted, SignedIn};
use paper::Signature;
use web::{Cx, Error, PaperForm, Read, Reply, Result, russian};

use super::{issuing, words};
use crate::actions::ordering::Whole;
use crate::actions::{heads, rules_at};
use crate::model::{Mentor, Outcome, State};
use crate::papers::LifePaper;
use crate::rules::{ADAPTATIONS, YES_NO};
use crate::store;

/// The name of the file.
const NAME: &str = "Заключение об итогах наставничества";

/// `GET /mentoring/{mentorship}/conclusion?as=pdf`, for whoever reads the card.
pub(super) fn paper(cx: &mut Cx<Read>, _may: Granted<SignedIn>) -> Result<Reply> {
    let form = PaperForm::of(cx.request().asked("as")).ok_or(Error::NotFound)?;
    let (pair, _) = super::asked(cx)?;
    let outcome = store::outcome_of(cx.conn(), pair.id)?.ok_or(Error::NotFound)?;
    let Some(ended_on) = pair.ended_on.filter(|_| pair.state() == State::Ended) else {
        return Err(Error::NotFound);
    };
    let whole = Whole::of(cx, pair)?;
    cx.saw("person", &whole.people(), &whole.pair.unit_path);
    let rules = rules_at(cx, &whole.unit.path)?;
    let signer = heads::signer(cx, &whole.unit, (&rules, ended_on))?;
    let led = |one: &Mentor| one.to_on == Some(ended_on) && one.from_on.is_some();
    let mentors: Vec<String> = whole
        .mentors
        .iter()
        .filter(|(one, _)| led(one))
        .map(|(_, card)| card.person.name().short())
        .collect();
    let mentee = whole.mentee.person.name();
    let kind =
        rules.mentoring.kind(&whole.pair.kind).map_or("наставник", |kind| kind.title.as_str());
    let mut facts = vec![
        ("Наставляемый".to_owned(), format!("{}, {}", mentee.full(), words::category(&whole.pair, &rules))),
        (russian::capital(kind), mentors.join(", ")),
        ("Срок наставничества".to_owned(), words::span(&whole.pair)),
        ("Завершено".to_owned(), russian::date(ended_on)),
    ];
    facts.extend(came_to(&outcome));
    let mut signers = vec![Signature::of(signer.post, signer.name)];
    signers.extend(mentors.iter().map(|name| Signature::of("Наставник", name.clone())));
    signers.push(Signature::of("Наставляемый", mentee.short()));
    let paper = LifePaper {
        head: units::letterhead(cx.conn(), whole.unit.id)?,
        day: ended_on,
        kind: "ЗАКЛЮЧЕНИЕ",
        about: "об\u{a0}итогах наставничества".to_owned(),
        approval: None,
        facts,
        table: (["", ""], Vec::new()),
        texts: vec![("Чем кончилось", whole.pair.result.clone())],
        signers,
    };
    issuing::draft(cx, &paper.paper(), (form, NAME))
}

/// What the pair came to, in words; what was not said is left out.
fn came_to(outcome: &Outcome) -> Vec<(String, String)> {
    let word = |all: &[(&str, &str)], code: &str| {
        all.iter().find(|(one, _)| *one == code).map_or(String::new(), |(_, title)| (*title).to_owned())
    };
    let incentive = if outcome.incentive == "yes" {
        format!("рекомендовано руководителю: {}", outcome.incentive_note)
    } else {
        "не\u{a0}рекомендовано".to_owned()
    };
    let all = [
        ("Адаптация", word(&ADAPTATIONS, &outcome.adaptation)),
        ("Остаётся в\u{a0}школе", word(&YES_NO, &outcome.stays)),
        ("Поощрение наставника", incentive),
        ("Без отчёта, потому что", outcome.waiver.clone()),
    ];
    all.into_iter().map(|(label, text)| (label.to_owned(), text)).collect()
}
