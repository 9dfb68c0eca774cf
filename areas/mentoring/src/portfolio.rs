//! What mentoring offers to a portfolio: being a mentor with term and outcome, working with one, and what a mentee took part in
//! and studied by the journal of the pair (пп. 4.6, 6.3–6.5).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use db::{Conn, Result};
use registry::{PortfolioItem, PortfolioOffer, Section};
use web::russian;

use crate::model::{Mentor, MentorId, Outcome, Pair, PairId, State, Work};
use crate::rules::{ADAPTATIONS, joined};
use crate::store;

/// Lines of a journal that are the mentee's own: participation in events, what was studied.
const OWN: [(&str, Section); 2] = [("event", Section::Participation), ("study", Section::Training)];

/// The offer. The own mentees are counted, not named – they have not shown themselves; nor is the mentor.
pub(crate) struct Mentorings;

impl PortfolioOffer for Mentorings {
    fn items(&self, conn: &mut Conn, person: i64, _today: NaiveDate) -> Result<Vec<PortfolioItem>> {
        let parts = store::of_mentors(conn, &[person])?;
        let own = store::of_mentees(conn, &[person])?;
        let over = parts.iter().map(|(_, pair)| pair).chain(&own).filter(|pair| is_carried_through(pair));
        let over: Vec<i64> = over.map(|pair| pair.id.0).collect();
        let outcomes = store::outcomes_of(conn, &over)?;
        let said = |pair: &Pair| outcomes.get(&pair.id.0).map(outcome).unwrap_or_default();
        let mut items = Vec::new();
        let begun = parts.iter().filter(|(one, _)| one.from_on.is_some());
        let ids: Vec<MentorId> = parts.iter().map(|(one, _)| one.id).collect();
        let made = store::made_by(conn, &ids)?;
        let mut by_pair: BTreeMap<PairId, Vec<(&Mentor, &Pair)>> = BTreeMap::new();
        for (one, pair) in begun {
            by_pair.entry(pair.id).or_default().push((one, pair));
        }
        items.extend(by_pair.into_values().filter_map(|mut own| {
            own.sort_by_key(|(one, _)| (one.from_on, one.id.0));
            let (first, pair) = own.iter().copied().find(|part| !spans(&[*part]).is_empty())?;
            Some(mentor(first, (pair, ordered_on(first, pair, &made)), (&spans(&own), &said(pair))))
        }));
        let ordered = own.iter().filter(|pair| pair.order_on.is_some());
        items.extend(ordered.map(|pair| mentee(pair, &said(pair))));
        let pairs: BTreeMap<i64, &Pair> = own.iter().map(|pair| (pair.id.0, pair)).collect();
        let ids: Vec<i64> = pairs.keys().copied().collect();
        let works = store::works_of_kinds(conn, &ids, &OWN.map(|(work, _)| work))?;
        items.extend(works.iter().filter_map(|work| line(work, pairs.get(&work.mentorship_id.0)?)));
        Ok(items)
    }
}

fn is_carried_through(pair: &Pair) -> bool {
    pair.state() == State::Ended && pair.end_ground.is_empty()
}

/// «адаптация прошла», of a pair carried to its term.
fn outcome(one: &Outcome) -> String {
    let word = ADAPTATIONS.iter().find(|(code, _)| *code == one.adaptation);
    word.map(|(_, title)| format!("; срок пройден, адаптация {title}")).unwrap_or_default()
}

/// The day of the order that made somebody a mentor: of replacement for a successor, of the pair for whoever began it.
pub(crate) fn ordered_on(one: &Mentor, pair: &Pair, made: &BTreeMap<i64, NaiveDate>) -> Option<NaiveDate> {
    made.get(&one.id.0).copied().or(pair.order_on)
}

/// «приказ от 15.06.2026»
pub(crate) fn order(on: Option<NaiveDate>) -> String {
    on.map(|day| format!("приказ от\u{a0}{}", russian::date(day))).unwrap_or_default()
}

fn span(from: Option<NaiveDate>, to: Option<NaiveDate>) -> String {
    let from = from.map(russian::date).unwrap_or_default();
    match to {
        Some(last) => format!("{from} – {}", russian::date(last)),
        None => format!("с\u{a0}{from}"),
    }
}

/// When somebody was the mentor of one pair, in words: «01.09.2025 – 31.01.2026, с 01.03.2026».
fn spans(own: &[(&Mentor, &Pair)]) -> String {
    let days = own.iter().filter_map(|(one, pair)| Some((one.from_on?, one.to_on.or(pair.ended_on))));
    let all = joined(days.collect()).into_iter().map(|(from, to)| span(Some(from), to));
    all.collect::<Vec<_>>().join(", ")
}

fn mentor(
    one: &Mentor,
    (pair, ordered): (&Pair, Option<NaiveDate>),
    (spans, outcome): (&str, &str),
) -> PortfolioItem {
    PortfolioItem {
        key: format!("mentoring:mentor:{}", one.id),
        section: Section::Mentoring,
        title: "Наставник молодого педагога".to_owned(),
        about: format!("{spans}{outcome}"),
        on: one.from_on,
        document: order(ordered),
        url: pair.url(),
        unit_path: pair.unit_path.clone(),
    }
}

fn mentee(pair: &Pair, outcome: &str) -> PortfolioItem {
    PortfolioItem {
        key: format!("mentoring:mentee:{}", pair.id),
        section: Section::Mentoring,
        title: "Работа с\u{a0}наставником".to_owned(),
        about: format!("{}{outcome}", span(pair.order_on, pair.ended_on)),
        on: pair.order_on,
        document: order(pair.order_on),
        url: pair.url(),
        unit_path: pair.unit_path.clone(),
    }
}

fn line(work: &Work, pair: &Pair) -> Option<PortfolioItem> {
    let (_, section) = OWN.into_iter().find(|(kind, _)| *kind == work.work)?;
    Some(PortfolioItem {
        key: format!("mentoring:work:{}", work.id),
        section,
        title: russian::capital(&work.topic),
        about: work.outcome.clone(),
        on: Some(work.held_on),
        document: String::new(),
        url: pair.url(),
        unit_path: pair.unit_path.clone(),
    })
}
