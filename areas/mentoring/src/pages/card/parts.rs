//! The mentors of a pair on its card: who they are, what they signed, what they lack.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use packs::Effective;
use web::russian;

use super::ordered::OrderedRow;
use super::succession::SuccessionRow;
use crate::actions::ordering::Whole;
use crate::actions::signing::SignedPaper;
use crate::actions::stepping::{CONSENTS, TERMS, said_of};
use crate::departures::Departures;
use crate::model::{Mentor, Pair, Signed, State};
use crate::pages::{Power, words};
use crate::papers::accord;
use crate::rules::{Step, Steps, told_apart};

#[expect(clippy::struct_excessive_bools, reason = "each part of the row is shown or not")]
pub(super) struct MentorRow {
    pub id: String,
    pub name: String,
    /// The card; empty: not for this reader.
    pub url: String,
    pub about: String,
    pub state: String,
    /// What they carry; empty: not shown to this reader.
    pub load: String,
    pub gone: String,
    pub is_now: bool,
    pub is_waiting: bool,
    /// Whether the part is over: it stands below those that are not.
    pub is_over: bool,
    pub lacks_consent: bool,
    pub lacks_terms: bool,
    pub consent: String,
    pub terms: String,
    pub withdrawal: String,
    pub praise_url: String,
    /// The order of replacement, with the application it answers.
    pub order_url: String,
    /// «primary» where an application waits for it.
    pub order_kind: &'static str,
    /// What the mentor signs: only for who keeps the pair.
    pub papers: Vec<SignedRow>,
    /// What is told of a successor beside it.
    pub succession: Option<SuccessionRow>,
    /// What the order that made them a successor asks for; none: no order of replacement did.
    pub ordered: Option<OrderedRow>,
    /// «Преемник»: whose block it is.
    pub role: &'static str,
    /// What a successor needs next: recommendation, acceptance, consent, terms; empty: nothing, or nobody asks.
    pub next: &'static str,
    /// The extract from the minutes of the council; empty: not recommended, or not for this reader.
    pub extract_url: String,
}

/// A paper of a mentor's part: its draft, its signed copy.
pub(super) struct SignedRow {
    pub title: &'static str,
    /// «подписал(а) на бумаге 12.06.2026»; empty: not signed yet.
    pub about: String,
    pub url: String,
    /// The file attached; empty: none.
    pub name: String,
    /// Whether a draft is still of use.
    pub is_open: bool,
}

pub(super) fn mentors(
    whole: &Whole,
    (gone, loads): (&Departures, &BTreeMap<i64, String>),
    (rules, held): (&Effective, &[Signed]),
    (power, has_praise, reader): (Power, bool, Option<i64>),
) -> Vec<MentorRow> {
    // п. 3.7: a mentor who did well is encouraged; the room of incentives stands above and may be missing.
    let is_over = whole.pair.state() == State::Ended && whole.pair.end_ground.is_empty();
    let is_praised = |one: &Mentor| is_over && has_praise && power.keeps && one.to_on == whole.pair.ended_on;
    let steps = Steps::of(&rules.mentoring);
    // Whoever is to sign reads what it says.
    let is_read = |card: &people::staff::Colleague| {
        power.keeps || reader.is_some_and(|reader| card.person.account_id == Some(reader))
    };
    let row = |(one, card): &(Mentor, people::staff::Colleague)| {
        let about = [words::about(card, rules), one.agreement.clone()];
        let left =
            gone.mentor(one).map(|last| format!("не\u{a0}работает здесь с\u{a0}{}", words::next(last)));
        MentorRow {
            id: one.id.to_string(),
            name: card.person.name().full(),
            url: card.person.url(),
            about: about.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · "),
            state: reasoned(state((one, &whole.pair), rules, power), one, power),
            load: loads
                .get(&one.person_id.0)
                .filter(|_| one.to_on.is_none() && left.is_none())
                .cloned()
                .unwrap_or_default(),
            gone: left.unwrap_or_default(),
            is_now: one.from_on.is_some() && one.to_on.is_none(),
            is_waiting: one.waits(),
            is_over: one.to_on.is_some(),
            lacks_consent: lacks(one, &steps)[0],
            lacks_terms: lacks(one, &steps)[1],
            consent: format!("consent-{}", one.id),
            terms: format!("terms-{}", one.id),
            withdrawal: format!("withdrawal-{}", one.id),
            praise_url: if is_praised(one) { praise(one) } else { String::new() },
            order_url: format!("{}/mentors/{}/replacement", whole.pair.url(), one.id),
            order_kind: "secondary",
            papers: if is_read(card) { papers(whole, (one, card), held) } else { Vec::new() },
            succession: None,
            ordered: None,
            role: role(one, whole.pair.state()),
            next: next(lacks(one, &steps), one.waits() && whole.pair.state() == State::Active && power.keeps),
            extract_url: String::new(),
        }
    };
    whole.mentors.iter().map(row).collect()
}

/// Whose block it is.
fn role(one: &Mentor, state: State) -> &'static str {
    match (one.to_on, state) {
        (Some(_), State::Preparing | State::Active) => "Прежний наставник",
        (None, State::Active) if one.waits() => "Преемник",
        _ => "Наставник",
    }
}

/// What whoever waits for an order of replacement lacks first of the own papers.
fn next(lacks: [bool; 2], is_asked: bool) -> &'static str {
    match lacks {
        [true, _] if is_asked => "consent",
        [_, true] if is_asked => "terms",
        _ => "",
    }
}

/// Whether the consent, the terms of a part are still to come, where the rules ask for them.
fn lacks(one: &Mentor, steps: &Steps) -> [bool; 2] {
    [(Step::Mentor, one.consent_on), (Step::Agreement, one.terms_on)]
        .map(|(step, day)| day.is_none() && steps.has(step))
}

/// Consents and agreement of a part, with their signed copies.
fn papers(
    whole: &Whole,
    (one, card): (&Mentor, &people::staff::Colleague),
    held: &[Signed],
) -> Vec<SignedRow> {
    let word = |all: &[(&str, &'static str)], code: &str| {
        all.iter().find(|(one, _)| *one == code).map_or("", |(_, title)| *title)
    };
    let said = |day: Option<NaiveDate>, way: &str, note: &str| {
        let day = day.map(russian::date);
        let way = said_of(way, &card.person.name());
        day.map_or_else(String::new, |day| format!("{way} {note} {day}").replace("  ", " "))
    };
    let is_open = one.to_on.is_none() && matches!(whole.pair.state(), State::Preparing | State::Active);
    let row = |paper: SignedPaper, about: String| {
        let own = held.iter().find(|held| held.mentor_id == one.id && held.paper == paper.code());
        SignedRow {
            title: paper.title(),
            url: format!("{}/mentors/{}/{}", whole.pair.url(), one.id, paper.code()),
            name: own.map(|held| held.name.clone()).unwrap_or_default(),
            is_open,
            about,
        }
    };
    let consent = said(one.consent_on, word(&CONSENTS, &one.consent_way), "");
    let way = word(&TERMS, &one.terms_way);
    let terms = if one.terms_way == "agreement" && one.terms_on.is_some() {
        accord(one)
    } else {
        said(one.terms_on, way, &one.terms_note)
    };
    vec![row(SignedPaper::Consent, consent), row(SignedPaper::Agreement, terms)]
}

fn praise(one: &Mentor) -> String {
    web::address("/incentives/new", &[("person", &one.person_id.to_string()), ("ground", "mentoring")])
}

/// The same with why a successor was chosen in spite of what speaks against them, for whoever keeps the pair.
fn reasoned(state: String, one: &Mentor, power: Power) -> String {
    match &one.choice_reason {
        Some(reason) if power.reads_grounds() => format!("{state} · почему выбран: {reason}"),
        _ => state,
    }
}

fn state((one, pair): (&Mentor, &Pair), rules: &Effective, power: Power) -> String {
    let ground = rules.mentoring.ground(&one.end_ground);
    // What ended the pair itself is told by its own note: whose it was.
    let is_of_pair = one.end_note.is_empty() && one.end_ground == pair.end_ground;
    let told = ground.map(|ground| {
        let of_pair = is_of_pair.then(|| (told_apart(ground, &pair.end_note).0, ""));
        (ground, of_pair.unwrap_or_else(|| told_apart(ground, &one.end_note)))
    });
    let said = told.filter(|(ground, _)| !ground.guarded).map_or("", |(_, (title, _))| title);
    // Why a successor without an order was taken back is for who keeps the pair.
    let is_open = match one.from_on {
        Some(_) => ground.is_none_or(|ground| !ground.guarded) || power.keeps,
        None => power.reads_grounds(),
    };
    let note = told.map_or(one.end_note.as_str(), |(_, (_, note))| note);
    let note = if is_open { note } else { "" };
    let told = match (one.from_on, one.to_on) {
        (from, Some(last)) => {
            let from = from.map_or_else(String::new, |from| format!("с\u{a0}{} ", russian::date(from)));
            format!("{from}по\u{a0}{}; {said}; {note}", russian::date(last))
        }
        (Some(from), None) => format!("с\u{a0}{}", russian::date(from)),
        (None, None) => "ещё без приказа".to_owned(),
    };
    told.replace("; ; ", "; ").trim_end_matches([';', ' ']).to_owned()
}
