//! A school: its programme, its participants with what each was at, the sessions ahead and behind, requests, forms.

use std::collections::BTreeMap;

use access::{Granted, SignedIn};
use askama::Template;
use chrono::{Days, NaiveDate};
use packs::Effective;
use structures::model::Member;
use units::Unit;
use web::{Cx, FieldFault, Mode, Page, Read, Reply, Result, russian};

use super::forms::Forms;
use super::requests::{Asked, asked};
use super::{Choices, school, word, words};
use crate::actions::{School, rules_at, summing};
use crate::model::{Session, SessionId, State};
use crate::rules::{programme_due, school_year};
use crate::{KIND, programme_kind, store};

#[derive(Template)]
#[template(path = "card.html")]
struct CardPage {
    called: &'static crate::Called,
    name: String,
    of: String,
    here: String,
    structure_url: String,
    may_work: bool,
    may_keep: bool,
    is_active: bool,
    /// None: no document asks an association for one.
    programme: Option<Programme>,
    participants: Vec<Participant>,
    ahead: Vec<Row>,
    past: Vec<Row>,
    requests: Vec<Asked>,
    directions: Choices,
    kinds: Choices,
    forms: Forms,
}

/// The programme of the year.
struct Programme {
    year: String,
    held: Vec<(String, String)>,
    due: String,
    is_late: bool,
    new_url: String,
}

struct Participant {
    name: String,
    post: String,
    url: String,
    since: String,
    /// «3 из 5»; empty: no card, nothing can be marked.
    came: String,
    is_absent: bool,
}

/// A session in a list.
pub(super) struct Row {
    pub url: String,
    pub day: String,
    pub topic: String,
    pub about: String,
    pub state: (&'static str, &'static str),
    pub note: String,
}

/// `GET /schooling/{young_school}`
pub(super) fn page(cx: &mut Cx<Read>, _may: Granted<SignedIn>) -> Result<Reply> {
    let school = school(cx)?;
    show(cx, &school, Vec::new())
}

/// The card with what was wrong.
pub(super) fn show<M: Mode>(cx: &mut Cx<M>, school: &School, faults: Vec<FieldFault>) -> Result<Reply> {
    let path = school.one.unit_path.clone();
    let (rules, today) = (rules_at(cx, &path)?, cx.today_at(&path)?);
    let unit = summing::unit(cx, school)?;
    let year = school_year(today);
    let sessions = store::sessions_of(cx.conn(), &[school.one.id], (year.0, year.1 + Days::new(366)))?;
    let ids: Vec<SessionId> = sessions.iter().map(|one| one.id).collect();
    let attendances = store::attendances_of(cx.conn(), &ids)?;
    let mut came: BTreeMap<i64, (usize, usize)> = BTreeMap::new();
    let mut visits: BTreeMap<SessionId, (usize, usize)> = BTreeMap::new();
    for one in &attendances {
        for counted in [came.entry(one.person_id.0).or_default(), visits.entry(one.session_id).or_default()] {
            counted.0 += usize::from(one.was_there);
            counted.1 += 1;
        }
    }
    let here: Vec<&Member> = school.participants(today).collect();
    let people: Vec<i64> = here.iter().filter_map(|one| one.person_id).collect();
    cx.saw("person", &people, &path);
    let is_ahead = |one: &&Session| one.state() == State::Planned;
    let row = |one: &Session| row(one, visits.get(&one.id).copied(), (&rules, today));
    let requests = asked(cx, school, &rules, (year.0, today))?;
    let page = CardPage {
        called: school.called(),
        name: school.one.name.clone(),
        of: unit.name.clone(),
        here: school.url(),
        structure_url: school.one.url(),
        may_work: school.power.works() && school.one.is_active(),
        may_keep: school.power.keeps && school.one.is_active(),
        is_active: school.one.is_active(),
        programme: if school.one.kind == KIND {
            Some(programme(cx, (school, &unit), &rules, today)?)
        } else {
            None
        },
        participants: here.iter().map(|one| participant(school, one, &came)).collect(),
        ahead: sessions.iter().filter(is_ahead).map(row).collect(),
        past: sessions.iter().rev().filter(|one| !is_ahead(one)).map(row).collect(),
        requests,
        directions: words(&rules, "direction"),
        kinds: words(&rules, "form"),
        forms: Forms::of(cx, faults),
    };
    Page::titled(school.one.name.clone()).at(&path).under("/schooling").show(&page)
}

fn programme<M: Mode>(
    cx: &mut Cx<M>,
    (school, unit): (&School, &Unit),
    rules: &Effective,
    today: NaiveDate,
) -> Result<Programme> {
    let year = school_year(today);
    let held = summing::programmes(cx, unit, year, today)?;
    let month = rules.mentoring.limit("programme_month").map(|limit| limit.value);
    let due = month.and_then(|month| programme_due(year, month));
    let kind = programme_kind(&unit.level);
    let may_register = school.power.keeps && rules.document_kind(kind).is_some();
    let new = [("unit", unit.id.to_string()), ("kind", kind.to_owned())];
    let new: Vec<(&str, &str)> = new.iter().map(|(name, value)| (*name, value.as_str())).collect();
    Ok(Programme {
        year: russian::school_year(&russian::period_of(today)),
        is_late: held.is_empty() && due.is_some_and(|due| due < today),
        held: held.iter().map(|one| (one.title_line(), one.url())).collect(),
        due: due.map(russian::date).unwrap_or_default(),
        new_url: if may_register { web::address("/documents/new", &new) } else { String::new() },
    })
}

fn participant(school: &School, one: &Member, came: &BTreeMap<i64, (usize, usize)>) -> Participant {
    let counted = one.person_id.map(|id| came.get(&id).copied().unwrap_or_default());
    Participant {
        name: one.name.clone(),
        post: one.post.clone(),
        url: format!("{}/participants/{}", school.url(), one.id),
        since: russian::date(one.from_on),
        came: counted.map(|(came, all)| format!("{came} из\u{a0}{all}")).unwrap_or_default(),
        is_absent: counted.is_some_and(|(came, all)| came == 0 && all > 0),
    }
}

/// A session as lists tell it: how many came of how many.
pub(super) fn row(
    one: &Session,
    visits: Option<(usize, usize)>,
    (rules, today): (&Effective, NaiveDate),
) -> Row {
    let forgotten = one.state() == State::Planned && one.planned_on < today;
    let tone = match one.state() {
        _ if forgotten => "bad",
        State::Planned => "info",
        State::Held => "ok",
        State::Cancelled => "muted",
    };
    let begins = if one.begins.is_empty() { String::new() } else { format!(", {}", one.begins) };
    let parts = [
        word(rules, &one.direction),
        word(rules, &one.form),
        one.place.clone(),
        if one.led_by.is_empty() { String::new() } else { format!("ведёт {}", one.led_by) },
    ];
    let about: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let note = match (one.state(), visits) {
        (State::Held, Some((came, all))) => format!("были {came} из\u{a0}{all}"),
        (State::Planned, _) if !one.reason.is_empty() => format!("перенесено: {}", one.reason),
        (State::Cancelled, _) => one.reason.clone(),
        _ => String::new(),
    };
    Row {
        url: one.url(),
        day: format!("{}{begins}", russian::date(one.day())),
        topic: one.topic.clone(),
        about: about.join(" · "),
        state: (if forgotten { "не\u{a0}отмечено" } else { one.state().title() }, tone),
        note,
    }
}
