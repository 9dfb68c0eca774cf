//! What pages say of pairs.

use chrono::NaiveDate;
use packs::{Effective, Sourced};
use people::staff::Colleague;
use web::russian;

use crate::actions::ordering::Whole;
use crate::actions::stepping::said_of;
use crate::departures::Departures;
use crate::model::{Mentor, Pair};
use crate::pages::Choices;
use crate::rules::{Late, Step, StepState};

/// «наставник-предметник, молодой специалист»
pub(super) fn kind(pair: &Pair, rules: &Effective) -> String {
    let kind = rules.mentoring.kind(&pair.kind).map_or(pair.kind.as_str(), |kind| kind.title.as_str());
    format!("{kind}; {}", category(pair, rules))
}

/// «молодой специалист»
pub(super) fn category(pair: &Pair, rules: &Effective) -> String {
    rules.mentoring.category(&pair.category).map_or_else(|| pair.category.clone(), |one| one.title.clone())
}

/// «Орлова Н. П., Быстрова А. А.»
pub(super) fn mentors(whole: &Whole) -> String {
    let told = |is_told: fn(&Mentor, &Pair) -> bool| -> Vec<String> {
        let those = whole.mentors.iter().filter(|(one, _)| is_told(one, &whole.pair));
        those.map(|(_, card)| card.person.name().short()).collect()
    };
    let names = told(Mentor::is_of);
    // Of a pair whose mentors left before it ended, whoever worked in it.
    if names.is_empty() { told(|one, _| one.from_on.is_some()).join(", ") } else { names.join(", ") }
}

/// «учитель (математика, информатика)»
pub(super) fn about(card: &Colleague, rules: &Effective) -> String {
    let posts: Vec<String> = card
        .works
        .iter()
        .filter(|work| work.ended_on.is_none())
        .map(|work| work.post_title.clone())
        .collect();
    let title = |id: &String| rules.subject(id).map_or_else(|| id.clone(), |one| one.rule.title.clone());
    let subjects: Vec<String> = card.subjects.iter().map(title).collect();
    match subjects.as_slice() {
        [] => posts.join("; "),
        all => format!("{} ({})", posts.join("; "), all.join(", ")),
    }
}

/// The subject of whoever teaches one alone.
pub(super) fn only_subject(card: &Colleague, rules: &Effective) -> String {
    let mut all = card.subjects.iter();
    match (all.next(), all.next()) {
        (Some(id), None) => {
            rules.subject(id).map_or_else(String::new, |one| russian::capital(&one.rule.title))
        }
        _ => String::new(),
    }
}

/// The bar of the steps; nothing is next where the pair is over.
pub(super) fn bar(states: Vec<(Step, StepState)>, is_open: bool) -> Vec<web::view::Step> {
    let one = |(step, state): (Step, StepState)| {
        let (state, note) = match state {
            StepState::Done(day) => ("done", russian::date(day)),
            StepState::Next if is_open => ("current", "сейчас".to_owned()),
            StepState::Next | StepState::Later => ("coming", String::new()),
        };
        web::view::Step { title: step.title().to_owned(), note, state, url: String::new() }
    };
    states.into_iter().map(one).collect()
}

/// «с 01.10.2026 по 30.09.2029»
pub(super) fn span(pair: &Pair) -> String {
    match (pair.starts_on, pair.ends_on) {
        (Some(from), Some(to)) => format!("с\u{a0}{} по\u{a0}{}", russian::date(from), russian::date(to)),
        _ => String::new(),
    }
}

/// Pairs of codes and titles as choices.
pub(super) fn choices(all: &[(&str, &str)]) -> Choices {
    all.iter().map(|(code, title)| ((*code).to_owned(), (*title).to_owned())).collect()
}

/// Ways of a consent as choices, in the words of whoever consents.
pub(super) fn ways_of(all: &[(&str, &str)], name: &people::Name) -> Choices {
    all.iter().map(|(code, title)| ((*code).to_owned(), said_of(title, name))).collect()
}

/// «12 дней назад»
pub(super) fn ago(day: NaiveDate, today: NaiveDate) -> String {
    match (today - day).num_days() {
        ..=0 => "сегодня".to_owned(),
        1 => "вчера".to_owned(),
        days => format!("{} назад", russian::counted(days, "день", "дня", "дней")),
    }
}

/// The state of a pair, with the day since which a working one has no mentor.
pub(super) fn state(pair: &Pair, gone: &Departures) -> (String, &'static str) {
    match gone.alone(pair) {
        Some(last) => (format!("без\u{a0}наставника с\u{a0}{}", next(last)), "bad"),
        None => (pair.state().title().to_owned(), pair.state().tone()),
    }
}

/// The day after, as it is written.
pub(super) fn next(last: NaiveDate) -> String {
    russian::date(last.succ_opt().unwrap_or(last))
}

/// «приказ с опозданием на 12 дней»
pub(super) fn late_order(late: &Late) -> String {
    let days = russian::counted(late.days, "день", "дня", "дней");
    if late.is_issued {
        format!("приказ с\u{a0}опозданием на\u{a0}{days}")
    } else {
        format!("приказ просрочен на\u{a0}{days}")
    }
}

/// «на 12 дней»
pub(super) fn late(due: NaiveDate, today: NaiveDate) -> String {
    format!("на\u{a0}{}", russian::counted((today - due).num_days(), "день", "дня", "дней"))
}

/// Rules of the pack as choices.
pub(super) fn titled<T>(all: &[Sourced<T>], told: impl Fn(&T) -> (&String, &String)) -> Choices {
    let one = |rule: &T| {
        let (id, title) = told(rule);
        (id.clone(), title.clone())
    };
    all.iter().map(|sourced| one(&sourced.rule)).collect()
}
