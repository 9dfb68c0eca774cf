//! The list of pairs, who needs a mentor, and the figures of the place.

use std::collections::{BTreeMap, BTreeSet};

use access::Granted;
use askama::Template;
use chrono::NaiveDate;
use db::Ranges;
use packs::Effective;
use people::young::Youth;
use units::{Unit, UnitId};
use web::view::Figure;
use web::{Cx, Error, Page, Read, Reply, Result, russian};

use super::picture::share;
use super::{Choices, words};
use crate::actions::ordering::Whole;
use crate::actions::pairing::{choice_url, weighing_url};
use crate::actions::rules_at;
use crate::departures::Departures;
use crate::model::{Pair, PairId, State};
use crate::obligations::{Lacking, lacking, specialists_of};
use crate::picture::{Day, Pairs};
use crate::rules::Late;
use crate::stalled::stalled;
use crate::store::lines::Line as PairLine;
use crate::store::{self, Filter};
use crate::young::Young;
use crate::{KeepMentoring, SeeMentoring};

const PAGE: usize = 50;
const LIMIT: i64 = 51;
/// The most pairs in preparation that are judged by their day.
const MOST: i64 = 500;
/// Pairs in preparation past the day of their order.
const STALLED: &str = "stalled";
/// So many who need a mentor are shown, the most urgent.
const NEEDS: usize = 30;

#[derive(Template)]
#[template(path = "list.html")]
struct ListPage {
    of: String,
    figures: Vec<Figure>,
    needs: Vec<NeedRow>,
    more: usize,
    rows: Vec<Row>,
    states: Choices,
    chosen: String,
    next_url: String,
    counted: String,
    may_keep: bool,
}

struct NeedRow {
    name: String,
    url: String,
    place: String,
    about: String,
    due: String,
    tone: &'static str,
    choice_url: String,
    /// The candidates as the council weighs them; empty: not for this reader.
    weighing_url: String,
}

struct Row {
    url: String,
    mentee: String,
    mentors: String,
    kind: String,
    state: (String, &'static str),
    late: String,
    place: String,
    term: String,
    last: String,
    is_silent: bool,
}

/// `GET /mentoring`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeeMentoring>) -> Result<Reply> {
    let request = cx.request_handle();
    let unit = place(cx, &may)?;
    let (rules, today) = (rules_at(cx, &unit.path)?, cx.today_at(&unit.path)?);
    let chosen = request.asked("state").to_owned();
    let filter = Filter {
        place: Ranges::under([unit.path.as_str()]),
        state: State::ALL.into_iter().find(|state| state.code() == chosen),
        after: request.asked("after").parse().ok(),
    };
    let mut found = if chosen == STALLED {
        stalled(cx.conn(), filter.place, (&rules, today), MOST)?.into_iter().map(|(pair, _)| pair).collect()
    } else {
        store::list(cx.conn(), &filter, LIMIT)?
    };
    if let Some(after) = request.asked("after").parse::<PairId>().ok().filter(|_| chosen == STALLED) {
        found.retain(|pair| pair.id.0 < after.0);
    }
    let has_more = found.len() > PAGE;
    found.truncate(PAGE);
    let next = found.last().filter(|_| has_more).map(|last| last.id);
    let may_keep =
        cx.house().policy.check::<KeepMentoring>(cx.person()).is_ok_and(|may| may.ranges().holds(&unit.path));
    // The council weighs candidates where nobody else chooses for it.
    let guides = !may_keep && !rules.mentoring.criteria.is_empty() && super::weighing::guides(cx, &unit.path);
    let young = Young::newcomers(cx.conn(), &unit.path, &rules, today)?;
    let pairs = Pairs::of(cx.conn(), &unit.path, Day { on: today, until: None })?;
    let lacking = unserved(cx, (&unit, &rules), (&young, &pairs), today)?;
    let page = ListPage {
        of: unit.name.clone(),
        figures: figures(&unit, &young.specialists(&unit.path), &pairs),
        more: lacking.len().saturating_sub(NEEDS),
        needs: need_rows(cx, &lacking, (&rules, today), (may_keep, guides))?,
        counted: russian::counted(i64::try_from(found.len()).unwrap_or(0), "пара", "пары", "пар"),
        rows: rows(cx, found, &rules, today)?,
        states: states(),
        next_url: next.map(|last| next_url(&unit, &chosen, last)).unwrap_or_default(),
        chosen,
        may_keep,
    };
    Page::titled("Наставничество").at(&unit.path).show(&page)
}

pub(super) fn place(cx: &mut Cx<Read>, may: &Granted<SeeMentoring>) -> Result<Unit> {
    let request = cx.request_handle();
    let id = match request.asked("unit") {
        "" => may.scopes().first().map(|scope| UnitId(scope.unit)),
        typed => typed.parse().ok(),
    };
    let found = match id {
        Some(id) => units::store::find(cx.conn(), may.ranges(), id)?,
        None => None,
    };
    found.ok_or(Error::NotFound)
}

fn next_url(unit: &Unit, state: &str, last: PairId) -> String {
    let (unit, last) = (unit.id.to_string(), last.to_string());
    web::address("/mentoring", &[("unit", &unit), ("state", state), ("after", &last)])
}

fn states() -> Choices {
    let open = (String::new(), "готовятся и\u{a0}работают".to_owned());
    let all = State::ALL.into_iter().map(|state| (state.code().to_owned(), state.title().to_owned()));
    let late = (STALLED.to_owned(), "готовятся, а\u{a0}срок приказа прошёл".to_owned());
    std::iter::once(open).chain(all).chain([late]).collect()
}

/// Young specialists whom no pair of their organisation serves and no pair is prepared for: most are told apart by their ids, the
/// cards of the rest are read.
fn unserved(
    cx: &mut Cx<Read>,
    (unit, rules): (&Unit, &Effective),
    (young, pairs): (&Young, &Pairs),
    today: NaiveDate,
) -> Result<Vec<Lacking>> {
    let serves = |line: &PairLine, state: State| match state {
        State::Active => true,
        State::Ended => line.end_ground.is_empty(),
        State::Preparing | State::Cancelled => false,
    };
    let serving = pairs.lines.iter().filter(|(line, state)| serves(line, *state));
    let serving: BTreeSet<(i64, i64)> = serving.map(|(line, _)| (line.mentee_id, line.unit_id)).collect();
    // Who works in one school alone is served there or nowhere.
    let is_served = |one: &Youth| {
        let mut units = one.works.iter().filter(|work| work.goes_on(today)).map(|work| work.unit);
        units
            .next()
            .is_some_and(|unit| serving.contains(&(one.person.0, unit)) && units.all(|other| other == unit))
    };
    let rest = young.newcomers_at_work().filter(|one| !is_served(one));
    let ids: Vec<i64> = rest.map(|one| one.person.0).collect();
    let all = specialists_of(cx.conn(), &ids, (&unit.path, rules), today)?;
    let mut lacking = lacking(all, &store::of_mentees(cx.conn(), &ids)?, rules);
    lacking.retain(|one| one.preparing.is_none());
    Ok(lacking)
}

/// Young specialists, and who of them have a mentor or will: each opens its people, as on the picture.
fn figures(unit: &Unit, ids: &BTreeSet<i64>, pairs: &Pairs) -> Vec<Figure> {
    let mentored = &pairs.mentees(State::Active) & ids;
    let preparing = &(&pairs.mentees(State::Preparing) & ids) - &mentored;
    let share = share(mentored.len(), ids.len());
    let unit = unit.id.to_string();
    let url = |who: &str| web::address("/mentoring/young", &[("unit", &unit), ("who", who)]);
    let figure = |label: &str, value: String, note: &str, url: String| Figure {
        label: label.to_owned(),
        value,
        note: note.to_owned(),
        url,
    };
    vec![
        figure("Молодых специалистов", ids.len().to_string(), "", String::new()),
        figure("С\u{a0}наставником", mentored.len().to_string(), &share, url("mentored")),
        figure("Пара готовится", preparing.len().to_string(), "наставника ещё нет", url("preparing")),
    ]
}

fn need_rows(
    cx: &mut Cx<Read>,
    lacking: &[Lacking],
    (rules, today): (&Effective, NaiveDate),
    (may_keep, guides): (bool, bool),
) -> Result<Vec<NeedRow>> {
    let lacking = &lacking[..lacking.len().min(NEEDS)];
    for one in lacking {
        let person = &one.colleague.person;
        cx.saw("person", &[person.id.0], &person.unit_path);
    }
    let mut places: Vec<i64> = lacking.iter().map(|one| one.colleague.person.unit_id.0).collect();
    places.sort_unstable();
    places.dedup();
    let units = units::store::all_of(cx.conn(), &places)?;
    let row = |one: &Lacking| {
        let person = &one.colleague.person;
        let place = units.iter().find(|unit| unit.id == person.unit_id);
        let due = one.need.due;
        NeedRow {
            name: person.name().short(),
            url: person.url(),
            place: place.map(|unit| unit.short_name.clone()).unwrap_or_default(),
            about: format!(
                "{}, {}",
                words::about(&one.colleague, rules),
                one.since(["принят", "принята", "принят(а)"])
            ),
            due: due.map(|day| due_words(day, today)).unwrap_or_default(),
            tone: if due.is_some_and(|day| day < today) { "bad" } else { "warn" },
            choice_url: if may_keep { choice_url(person.id, "") } else { String::new() },
            weighing_url: if guides { weighing_url(person.id, "") } else { String::new() },
        }
    };
    Ok(lacking.iter().map(row).collect())
}

/// «приказ до 15.09.2026», and that it is late in words.
fn due_words(due: NaiveDate, today: NaiveDate) -> String {
    let late =
        if due < today { format!(", просрочен {}", words::late(due, today)) } else { String::new() };
    format!("приказ до\u{a0}{}{late}", russian::date(due))
}

/// Lines of pairs, set-wise: cards, mentors and the last lines of journals of all at once.
pub(super) fn rows_of(
    cx: &mut Cx<Read>,
    wholes: Vec<Whole>,
    rules: &Effective,
    today: NaiveDate,
) -> Result<Vec<Line>> {
    let ids: Vec<i64> = wholes.iter().map(|one| one.pair.id.0).collect();
    let last = store::last_works(cx.conn(), &ids)?;
    let silent = rules.mentoring.limit("silent_days").map(|limit| i64::from(limit.value));
    let line = |whole: Whole| {
        let pair = &whole.pair;
        let day = last.get(&pair.id.0).copied().or(pair.order_on);
        let quiet = day.map(|day| (today - day).num_days());
        Line {
            is_silent: pair.state() == State::Active
                && quiet.zip(silent).is_some_and(|(quiet, most)| quiet > most),
            last: last.get(&pair.id.0).map(|day| words::ago(*day, today)).unwrap_or_default(),
            whole,
        }
    };
    Ok(wholes.into_iter().map(line).collect())
}

/// A pair with what its journal tells.
pub(super) struct Line {
    pub whole: Whole,
    pub last: String,
    pub is_silent: bool,
}

/// Notes whose data is shown, each pair under its own school.
pub(super) fn see(cx: &mut Cx<Read>, wholes: &[Whole]) {
    let mut by_school: BTreeMap<&str, Vec<i64>> = BTreeMap::new();
    for one in wholes {
        by_school.entry(&one.pair.unit_path).or_default().extend(one.people());
    }
    for (path, people) in by_school {
        cx.saw("person", &people, path);
    }
}

fn rows(cx: &mut Cx<Read>, pairs: Vec<Pair>, rules: &Effective, today: NaiveDate) -> Result<Vec<Row>> {
    let wholes = Whole::all(cx, pairs)?;
    see(cx, &wholes);
    let pairs: Vec<Pair> = wholes.iter().map(|one| one.pair.clone()).collect();
    let (gone, _) = Departures::read(cx.conn(), &pairs, today)?;
    let mut late = crate::lateness::late(cx.conn(), &pairs, rules, today)?;
    // A second pair keeps no day of hiring, and still waits since its own beginning: as the duty about it says.
    for (pair, due) in crate::stalled::among(cx.conn(), pairs, (rules, today))? {
        let days = (today - due).num_days();
        late.entry(pair.id.0).or_insert(Late { due, days, is_issued: false });
    }
    let row = |line: Line| {
        let pair = &line.whole.pair;
        Row {
            url: pair.url(),
            mentee: line.whole.mentee.person.name().short(),
            mentors: words::mentors(&line.whole),
            kind: words::kind(pair, rules),
            state: words::state(pair, &gone),
            late: late.get(&pair.id.0).map(words::late_order).unwrap_or_default(),
            place: line.whole.unit.short_name.clone(),
            term: words::span(pair),
            last: line.last,
            is_silent: line.is_silent,
        }
    };
    Ok(rows_of(cx, wholes, rules, today)?.into_iter().map(row).collect())
}
