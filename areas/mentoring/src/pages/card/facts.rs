//! What stands beside the card: what is known of the pair, its past, the sheets of the council.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use packs::Effective;
use web::view::HistoryEntry;
use web::{Cx, Mode, Result, russian};

use crate::actions::Side;
use crate::actions::concerned;
use crate::actions::heads;
use crate::actions::ordering::{self, Whole};
use crate::actions::sheets::known;
use crate::model::{Event, Outcome, Pair, Replacing, SheetId, State};
use crate::pages::{Power, words};
use crate::rules::{ADAPTATIONS, Late, YES_NO, keeps_day, told_apart};
use crate::store;

type Fact = (String, String, String);

pub(super) fn facts<M: Mode>(
    cx: &mut Cx<M>,
    whole: &Whole,
    (rules, today): (&Effective, NaiveDate),
    (power, loads, orders): (Power, &BTreeMap<i64, String>, &[Replacing]),
) -> Result<Vec<Fact>> {
    let pair = &whole.pair;
    let plain = |text: String| (text, String::new());
    let due = needed(cx, pair, (rules, today))?;
    let named = heads::council(cx, pair)?;
    let council = pair.council_on.map(|day| format!("{} {named}", russian::date(day)));
    let ground = rules.mentoring.ground(&pair.end_ground);
    let is_shown = ground.is_none_or(|ground| !ground.guarded) || power.keeps;
    let (ground, note) = match ground.filter(|_| is_shown) {
        Some(ground) => told_apart(ground, &pair.end_note),
        None => ("", pair.end_note.as_str()),
    };
    let exception = store::exception_of(cx.conn(), pair.id)?.map(|one| one.ground);
    let mut all = vec![
        (
            whole.mentee.person.name().said(["Принят", "Принята", "Принят(а)"]),
            plain(russian::date(pair.hired_on)),
        ),
        ("Приказ нужен", plain(due)),
        ("Нагрузка наставляемого", plain(loads.get(&pair.mentee_id.0).cloned().unwrap_or_default())),
        ("Учёба до", plain(pair.graduates_on.map(russian::date).unwrap_or_default())),
        ("Методсовет", plain(council.unwrap_or_default())),
        ("Приказ", paper(cx, pair.order_document_id)?),
    ];
    for order in orders {
        all.push(("Приказ о\u{a0}замене", paper(cx, Some(order.document_id))?));
    }
    for end in store::ends::of_pair(cx.conn(), pair.id)? {
        // An order of a pair at work was cancelled, or its day has not come.
        let coming =
            if pair.state() == State::Active { store::coming::of_pair(cx.conn(), pair.id)? } else { None };
        if let Some(coming) = coming.filter(|coming| coming.end_id == end.id) {
            let last =
                format!("{} – последний день, до\u{a0}него пара работает", russian::date(coming.last_on));
            all.push(("Прекращается", plain(last)));
        }
        all.push(("Приказ о\u{a0}прекращении", paper(cx, Some(end.document_id))?));
    }
    if power.reads_grounds() {
        let behind = store::grounds::of_pair(cx.conn(), pair.id)?;
        let kept = if power.orders || behind.is_empty() {
            BTreeSet::new()
        } else {
            concerned::withheld_orders(cx, pair)?
        };
        for (order, name) in behind.into_iter().filter(|(order, _)| !kept.contains(order)) {
            let at = format!("{}/grounds/{order}", pair.url());
            all.push(("Документ-основание", (name, at.clone())));
            if power.orders {
                all.push(("Приложен не\u{a0}тот?", ("Заменить".to_owned(), format!("{at}/replacement"))));
            }
        }
    }
    all.extend([
        ("Срок", plain(words::span(pair))),
        ("Срок при приказе сегодня", plain(coming(whole, rules, today))),
        ("Почему выбран", plain(why_chosen(pair, power))),
        ("Исключение", plain(exception.unwrap_or_default())),
        ("Кончилось", plain(pair.ended_on.map(russian::date).unwrap_or_default())),
        ("Основание", plain(ground.to_owned())),
        ("Документ", plain(if is_shown { note.to_owned() } else { String::new() })),
        ("Итог", plain(pair.result.clone())),
    ]);
    if let Some(outcome) = store::outcome_of(cx.conn(), pair.id)? {
        all.extend(came_to(&outcome).map(|(label, text)| (label, plain(text))));
        let at = |form: &str| format!("{}/conclusion?as={form}", pair.url());
        all.push(("Заключение", ("PDF".to_owned(), at("pdf"))));
        all.push(("Заключение", ("DOCX".to_owned(), at("docx"))));
    }
    let said = all.into_iter().filter(|(_, (value, _))| !value.trim().is_empty());
    Ok(said.map(|(label, (value, url))| (label.to_owned(), value, url)).collect())
}

/// The term of a pair in preparation, as it is corrected (п. 3.2).
fn coming(whole: &Whole, rules: &Effective, today: NaiveDate) -> String {
    let term =
        ordering::term_of(whole, rules, today, None).ok().filter(|_| whole.pair.state() == State::Preparing);
    term.map(|(term, _)| format!("{} – {}", russian::date(term.from), russian::date(term.to)))
        .unwrap_or_default()
}

/// The reason of a choice may tell of a measure or of health: it is for whoever keeps the pair.
fn why_chosen(pair: &Pair, power: Power) -> String {
    if power.reads_grounds() { pair.reason.clone() } else { String::new() }
}

fn came_to(outcome: &Outcome) -> [(&'static str, String); 4] {
    let word = |all: &[(&str, &str)], code: &str| {
        all.iter().find(|(one, _)| *one == code).map_or(String::new(), |(_, title)| (*title).to_owned())
    };
    let incentive = match outcome.incentive.as_str() {
        "yes" => format!("рекомендовано: {}", outcome.incentive_note),
        _ => "не\u{a0}рекомендовано".to_owned(),
    };
    [
        ("Адаптация", word(&ADAPTATIONS, &outcome.adaptation)),
        ("Остаётся в\u{a0}школе", word(&YES_NO, &outcome.stays)),
        ("Поощрение наставника", incentive),
        ("Без отчёта, потому что", outcome.waiver.clone()),
    ]
}

/// A document of the pair: its line, and its address for who may open it.
fn paper<M: Mode>(cx: &mut Cx<M>, id: Option<documents::DocumentId>) -> Result<(String, String)> {
    let Some(id) = id else { return Ok((String::new(), String::new())) };
    let held = documents::store::all_of(cx.conn(), &[id.0])?.pop();
    let Some(held) = held else { return Ok((String::new(), String::new())) };
    // A paper without force stays in the history of the pair, and says so.
    let force = Some(held.state()).filter(|state| !state.has_force()).map(documents::Status::title);
    let force = force.map(|word| format!(" – {word}")).unwrap_or_default();
    Ok((format!("{}{force}", held.title_line()), documents::address(cx, &held)?))
}

/// The day the order is needed by, while it is not there, and how late it came: «до 24.06.2026 – приказ с опозданием на 2 дня».
fn needed<M: Mode>(cx: &mut Cx<M>, pair: &Pair, (rules, today): (&Effective, NaiveDate)) -> Result<String> {
    let late = crate::lateness::late(cx.conn(), std::slice::from_ref(pair), rules, today)?;
    let is_first = late.is_empty() && pair.state() == State::Preparing;
    if is_first && crate::lateness::is_second(cx.conn(), pair)? {
        // A second pair waits since its own beginning: past its day it says so, as the list and the duty do.
        let waits = crate::stalled::among(cx.conn(), vec![pair.clone()], (rules, today))?.pop();
        return Ok(waits.map_or_else(String::new, |(_, due)| {
            let late = Late { due, days: (today - due).num_days(), is_issued: false };
            format!("до\u{a0}{} – {}", russian::date(due), words::late_order(&late))
        }));
    }
    let due = match late.get(&pair.id.0) {
        Some(late) => Some(late.due),
        // Not every category has a day: a trainee is not hired.
        None => crate::rules::order_due(pair.hired_on, &rules.mentoring, &rules.calendar).filter(|_| {
            pair.state() == State::Preparing
                && keeps_day(&rules.mentoring, &pair.category, (pair.hired_on, today))
        }),
    };
    let said = late.get(&pair.id.0).map(|late| format!(" – {}", words::late_order(late)));
    let due = due.map(|day| format!("до\u{a0}{}{}", russian::date(day), said.unwrap_or_default()));
    Ok(due.unwrap_or_default())
}

/// What the card says of orders that lost their force when the pair was over already.
pub(super) fn forceless<M: Mode>(cx: &mut Cx<M>, pair: &Pair) -> Result<Option<String>> {
    let (State::Ended, Some(id)) = (pair.state(), pair.order_document_id) else { return Ok(None) };
    let held = documents::store::all_of(cx.conn(), &[id.0])?.pop();
    // What lapsed with the pair says so in its end.
    let held = held.filter(|_| pair.end_ground != crate::rules::LAPSED);
    Ok(held.filter(|held| !held.state().has_force()).map(|held| {
        format!(
            "{} – {}. Пара к\u{a0}тому времени завершена и\u{a0}завершённой остаётся: её срок, отчёты и\u{a0}итог не\u{a0}меняются.",
            held.title_line(),
            held.state().title()
        )
    }))
}

/// The sheets of everybody weighed for the mentee: name, what the council says, the address of the sheet.
/// Who is not recommended, and by how many points, is for whoever decides: head, deputy, council. Neither of the pair – whatever else
/// they are in the school – nor anybody above reads it.
pub(super) fn weighed<M: Mode>(cx: &mut Cx<M>, whole: &Whole, power: Power) -> Result<Vec<Fact>> {
    let pair = &whole.pair;
    if power.side == Some(Side::Mentee) || !crate::pages::weighing::guides(cx, &pair.unit_path) {
        return Ok(Vec::new());
    }
    let here = db::Ranges::under([pair.unit_path.as_str()]);
    let mut all = store::sheets::of_mentee(cx.conn(), &here, pair.mentee_id)?;
    all.retain(|one| one.kind == pair.kind);
    // Whoever reads the card reads of this school: a candidate of another one, not invited here, is not named.
    let people: Vec<i64> = all.iter().map(|one| one.candidate_id.0).collect();
    let known = known(cx, (&whole.unit, &here), &people)?;
    all.retain(|one| known.contains(&one.candidate_id.0));
    let people: Vec<i64> = all.iter().map(|one| one.candidate_id.0).collect();
    let ids: Vec<SheetId> = all.iter().map(|one| one.id).collect();
    let marks = store::sheets::marks_of(cx.conn(), &ids)?;
    cx.saw("person", &people, &pair.unit_path);
    let cards = people::store::all_of(cx.conn(), &people)?;
    let guides = crate::pages::weighing::guides(cx, &pair.unit_path);
    let row = |one: &crate::model::Sheet| {
        let name = cards.iter().find(|card| card.id == one.candidate_id);
        let said = crate::pages::sheets::told(one, marks.get(&one.id.0).map_or(&[][..], Vec::as_slice));
        let link = if guides {
            crate::pages::sheets::address((pair.mentee_id, one.candidate_id), &pair.kind)
        } else {
            String::new()
        };
        (name.map(|card| card.name().short()).unwrap_or_default(), said, link)
    };
    Ok(all.iter().map(row).collect())
}

pub(super) fn past<M: Mode>(cx: &mut Cx<M>, whole: &Whole) -> Result<Vec<HistoryEntry>> {
    let events = store::events(cx.conn(), whole.pair.id)?;
    let zone = cx.zone_at(&whole.pair.unit_path)?;
    let told: Vec<_> = events.iter().map(|event| (event.at, event.account)).collect();
    let authors = web::Authors::of(cx, whole.pair.id.0, told)?;
    let entry = |event: Event| HistoryEntry {
        when: russian::moment(event.at, zone),
        who: authors.who(event.at, event.account),
        text: event.text,
    };
    Ok(events.into_iter().map(entry).collect())
}
