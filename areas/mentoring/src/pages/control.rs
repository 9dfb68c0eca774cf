//! The board of control: every pair at work of a place, how it stands, what is wrong; each cell opens its place (п. 8.3).

use std::collections::BTreeSet;

use access::Granted;
use askama::Template;
use chrono::NaiveDate;
use db::Ranges;
use packs::Effective;
use units::Unit;
use web::{Cx, Page, Read, Reply, Result, russian};

use super::cells::{Cell, cells};
use super::words;
use crate::actions::ordering::Whole;
use crate::actions::{gathering, rules_at};
use crate::board::{Stood, stand};
use crate::departures::Departures;
use crate::model::{Pair, State};
use crate::rules::{Eye, Wrong};
use crate::store::{self, Filter};
use crate::{GuideMentoring, KeepMentoring, SeeMentoring, folder, supervisor};

/// So many pairs on a page.
const PAGE: usize = 50;
/// The most pairs of a place that are looked through at once.
const MOST: i64 = 3000;

#[derive(Template)]
#[template(path = "control.html")]
struct ControlPage {
    of: String,
    unit: String,
    wrongs: Vec<(String, String)>,
    chosen: String,
    rows: Vec<Row>,
    counted: String,
    next_url: String,
    more: String,
    /// Where nobody stands who answers for mentoring; empty: everywhere somebody does.
    unled: String,
    /// Folders of mentoring documents that are not whole: what is said, then each with its place and its address.
    folders: Folders,
    /// What waits for the council; empty: not for this reader.
    hearing_url: String,
    reset: &'static str,
}

/// Folders that are not whole: what is said, then of each its place, what it lacks, its address.
type Folders = (String, Vec<(String, String, String)>);

struct Row {
    url: String,
    mentee: String,
    mentors: String,
    place: String,
    ends: String,
    cells: Vec<Cell>,
}

/// `GET /mentoring/control?wrong=silent`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeeMentoring>) -> Result<Reply> {
    let request = cx.request_handle();
    let unit = gathering::unit(cx, &may, request.asked("unit"))?;
    let (rules, today) = (rules_at(cx, &unit.path)?, cx.today_at(&unit.path)?);
    let filter =
        Filter { place: Ranges::under([unit.path.as_str()]), state: Some(State::Active), after: None };
    let pairs = store::list(cx.conn(), &filter, MOST + 1)?;
    let more = usize::try_from(MOST).is_ok_and(|most| pairs.len() > most);
    let eye = eye_at(cx, &unit);
    let unled = unled(cx, &unit, &pairs, (&rules, today))?;
    let folders = folders(cx, &unit, &pairs, (&rules, today))?;
    let mut all = judged(cx, (&unit, pairs), (&rules, today), eye)?;
    let counts = Wrong::ALL.map(|wrong| (wrong, all.iter().filter(|(_, all)| all.contains(&wrong)).count()));
    let any = all.iter().filter(|(_, wrongs)| !wrongs.is_empty()).count();
    let chosen = request.asked("wrong").to_owned();
    all.retain(|(_, wrongs)| match chosen.as_str() {
        "" => true,
        "any" => !wrongs.is_empty(),
        code => wrongs.iter().any(|wrong| wrong.code() == code),
    });
    // What is wrong in most ways stands first; among the same the latest pair.
    all.sort_by_key(|(one, wrongs)| std::cmp::Reverse((wrongs.len(), one.pair.id.0)));
    let from: usize = request.asked("from").parse().unwrap_or(0);
    let total = all.len();
    let shown: Vec<Stood> = all.into_iter().skip(from).take(PAGE).map(|(one, _)| one).collect();
    let next = from + shown.len();
    let id = unit.id.to_string();
    let next_url = if next < total {
        let from = next.to_string();
        web::address("/mentoring/control", &[("unit", &id), ("wrong", &chosen), ("from", &from)])
    } else {
        String::new()
    };
    let page = ControlPage {
        of: unit.name.clone(),
        wrongs: wrongs(counts, any),
        rows: rows(cx, shown, (&rules, today))?,
        counted: russian::counted(i64::try_from(total).unwrap_or(i64::MAX), "пара", "пары", "пар"),
        next_url,
        more: if more {
            format!("Показаны последние {MOST} пар: чтобы увидеть остальные, откройте муниципалитет.")
        } else {
            String::new()
        },
        unled,
        folders,
        hearing_url: if eye.guides {
            web::address("/mentoring/hearing", &[("unit", &unit.id.to_string())])
        } else {
            String::new()
        },
        reset: if chosen.is_empty() { "" } else { "/mentoring/control" },
        unit: request.asked("unit").to_owned(),
        chosen,
    };
    Page::titled("Контроль наставничества").at(&unit.path).show(&page)
}

/// Organisations with pairs at work and without a deputy by the cards (п. 8.1).
fn unled(
    cx: &mut Cx<Read>,
    unit: &Unit,
    pairs: &[Pair],
    (rules, today): (&Effective, NaiveDate),
) -> Result<String> {
    let clause = rules.mentoring.clause(supervisor::CLAUSE);
    if pairs.is_empty() || clause.is_empty() {
        return Ok(String::new());
    }
    let here = Ranges::under([unit.path.as_str()]);
    let Some(led) = supervisor::led(cx.conn(), &here, rules, today)? else { return Ok(String::new()) };
    let without = pairs.iter().filter(|pair| !led.contains(&pair.unit_path));
    let without: BTreeSet<i64> = without.map(|pair| pair.unit_id.0).collect();
    let Some(only) = without.first() else { return Ok(String::new()) };
    let clause =
        format!("{clause}: наставничеством руководит заместитель директора по\u{a0}методической работе");
    Ok(if without.len() == 1 && *only == unit.id.0 {
        format!(
            "В\u{a0}карточках школы нет заместителя директора: назовите, кто отвечает за\u{a0}наставничество ({clause})."
        )
    } else {
        let count = i64::try_from(without.len()).unwrap_or(i64::MAX);
        let count = russian::counted(count, "организации", "организациях", "организациях");
        format!("Пары работают, а\u{a0}заместителя директора в\u{a0}карточках нет в\u{a0}{count} ({clause}).")
    })
}

/// The folders of mentoring documents that lack something at the schools of these pairs (раздел 9).
fn folders(
    cx: &mut Cx<Read>,
    unit: &Unit,
    pairs: &[Pair],
    (rules, today): (&Effective, NaiveDate),
) -> Result<Folders> {
    let schools: BTreeSet<i64> = pairs.iter().map(|pair| pair.unit_id.0).collect();
    let Some((folder, unwhole)) = folder::unwhole(cx.conn(), &schools, (rules, today))? else {
        return Ok(Default::default());
    };
    let ids: Vec<i64> = unwhole.iter().take(PAGE).map(|one| one.unit).collect();
    let places = units::store::all_of(cx.conn(), &ids)?;
    let row = |one: &folder::Unwhole| {
        let place = places.iter().find(|place| place.id.0 == one.unit);
        Some((place?.short_name.clone(), one.said(), one.url()))
    };
    let rows: Vec<_> = unwhole.iter().take(PAGE).filter_map(row).collect();
    let of = format!("Папка «{}» ({})", folder.title, folder.clause);
    let said = match unwhole.as_slice() {
        [] => String::new(),
        [only] if only.unit == unit.id.0 => format!("{of} неполна."),
        some => {
            let count = i64::try_from(some.len()).unwrap_or(i64::MAX);
            let all = schools.len();
            let count = russian::counted(count, "организации", "организациях", "организациях");
            format!("{of} неполна в\u{a0}{count} из\u{a0}{all}, где работают пары.")
        }
    };
    Ok((said, rows))
}

/// How these pairs of a place stand, and what is wrong with each.
fn judged(
    cx: &mut Cx<Read>,
    (unit, pairs): (&Unit, Vec<Pair>),
    (rules, today): (&Effective, NaiveDate),
    eye: Eye,
) -> Result<Vec<(Stood, Vec<Wrong>)>> {
    let place = Ranges::under([unit.path.as_str()]);
    let (from, to) = place.pairs().first().cloned().unwrap_or_default();
    let gone = Departures::within(cx.conn(), (&from, &to), today)?;
    let all = stand(cx.conn(), pairs, (rules, today), (eye, true))?;
    let judged = |mut one: Stood| {
        one.standing.alone_since = gone.alone(&one.pair);
        let wrongs = one.standing.wrongs(today);
        (one, wrongs)
    };
    Ok(all.into_iter().map(judged).collect())
}

/// The eyes of the person at a place: what waits for others is counted for nobody.
fn eye_at(cx: &Cx<Read>, unit: &Unit) -> Eye {
    let (policy, person) = (&cx.house().policy, cx.person());
    let keeps = policy.check::<KeepMentoring>(person).is_ok_and(|may| may.ranges().holds(&unit.path));
    let guides = policy.check::<GuideMentoring>(person).is_ok_and(|may| may.ranges().holds(&unit.path));
    Eye { keeps, guides, ..Eye::default() }
}

fn wrongs(counts: [(Wrong, usize); Wrong::ALL.len()], any: usize) -> Vec<(String, String)> {
    let all = (String::new(), "все пары".to_owned());
    let some = ("any".to_owned(), format!("где что-то не\u{a0}так – {any}"));
    let one =
        |(wrong, count): (Wrong, usize)| (wrong.code().to_owned(), format!("{} – {count}", wrong.title()));
    [all, some].into_iter().chain(counts.into_iter().map(one)).collect()
}

fn rows(cx: &mut Cx<Read>, shown: Vec<Stood>, (rules, today): (&Effective, NaiveDate)) -> Result<Vec<Row>> {
    let pairs: Vec<_> = shown.iter().map(|one| one.pair.clone()).collect();
    let wholes = Whole::all(cx, pairs)?;
    let mut people: Vec<i64> = wholes.iter().flat_map(Whole::people).collect();
    people.sort_unstable();
    people.dedup();
    let path = wholes.first().map(|one| one.pair.unit_path.clone()).unwrap_or_default();
    cx.saw("person", &people, &path);
    let asked = ["reports", "mentee_reports"].iter().any(|limit| rules.mentoring.limit(limit).is_some());
    let row = |(one, whole): (&Stood, &Whole)| Row {
        url: one.pair.url(),
        mentee: whole.mentee.person.name().short(),
        mentors: one.standing.alone_since.map_or_else(
            || words::mentors(whole),
            |last| format!("без\u{a0}наставника с\u{a0}{}", words::next(last)),
        ),
        place: whole.unit.short_name.clone(),
        ends: one.pair.ends_on.map(russian::date).unwrap_or_default(),
        cells: cells(one, asked, today),
    };
    Ok(shown.iter().zip(&wholes).map(row).collect())
}
