//! Cards that may be of one person: the list of pairs, the two beside each other, made one, told apart, undone.

use std::collections::BTreeMap;

use access::Granted;
use askama::Template;
use units::Unit;
use web::{Cx, Error, FieldFault, Mode, Page, Read, Refusal, Reply, Result, Way, Write, russian};

use super::words;
use crate::actions::merging;
use crate::rules::duplicates::{Pair, pairs};
use crate::store::{self, employments, merges, records};
use crate::{Employment, EmploymentId, KeepPeople, Person, PersonId};

/// How many pairs a page shows: who has more begins with these.
const PAGE: usize = 50;

#[derive(Template)]
#[template(path = "duplicates.html")]
struct ListPage {
    pairs: Vec<Line>,
    counted: String,
    is_more: bool,
}

struct Line {
    one: String,
    other: String,
    one_place: String,
    other_place: String,
    reason: &'static str,
    url: String,
}

/// `GET /people/duplicates`
pub(super) fn list(cx: &mut Cx<Read>, may: Granted<KeepPeople>) -> Result<Reply> {
    let faces = merges::faces(cx.conn(), may.ranges())?;
    let apart = merges::told_apart(cx.conn())?;
    let mut found = pairs(&faces);
    found.retain(|pair| !apart.contains(&(pair.one.0, pair.other.0)));
    let counted = russian::counted(i64::try_from(found.len()).unwrap_or(0), "пара", "пары", "пар");
    let is_more = found.len() > PAGE;
    found.truncate(PAGE);
    let top = may.scopes().first().map_or("/", |scope| scope.path.as_str());
    let page = ListPage { pairs: lines(cx, &found, top)?, counted, is_more };
    Page::titled("Похожие карточки").under("/people").show(&page)
}

fn lines(cx: &mut Cx<Read>, found: &[Pair], top: &str) -> Result<Vec<Line>> {
    let ids: Vec<i64> = found.iter().flat_map(|pair| [pair.one.0, pair.other.0]).collect();
    let people = store::all_of(cx.conn(), &ids)?;
    super::saw(cx, &people, top);
    let people: BTreeMap<PersonId, Person> = people.into_iter().map(|person| (person.id, person)).collect();
    let places = places(cx, people.values())?;
    let place = |person: &Person| {
        places.get(&person.unit_id.0).map(|unit| unit.short_name.clone()).unwrap_or_default()
    };
    let line = |pair: &Pair| {
        let (one, other) = (people.get(&pair.one)?, people.get(&pair.other)?);
        Some(Line {
            one: one.name().full(),
            other: other.name().full(),
            one_place: place(one),
            other_place: place(other),
            reason: pair.reason.title(),
            url: format!("{}/duplicates/{}", one.url(), other.id),
        })
    };
    Ok(found.iter().filter_map(line).collect())
}

fn places<'a, M: Mode>(
    cx: &mut Cx<M>,
    people: impl Iterator<Item = &'a Person>,
) -> Result<BTreeMap<i64, Unit>> {
    let mut ids: Vec<i64> = people.map(|person| person.unit_id.0).collect();
    ids.sort_unstable();
    ids.dedup();
    Ok(units::store::all_of(cx.conn(), &ids)?.into_iter().map(|unit| (unit.id.0, unit)).collect())
}

#[derive(Template)]
#[template(path = "pair.html")]
struct PairPage {
    rows: Vec<(&'static str, String, String, bool)>,
    /// Both have the same work that goes on.
    is_doubled: bool,
    /// Main works of both, one of which stays the main one; empty where there are no two.
    mains: Vec<(String, String)>,
    main: String,
    one: Side,
    other: Side,
    token: String,
    fault: String,
    apart_url: String,
}

struct Side {
    name: String,
    card: String,
    keep_url: String,
}

/// The two were made one meanwhile: in another tab, by somebody else.
#[derive(Debug, thiserror::Error)]
#[error("Карточки уже объединены. Если это ошибка, их можно разделить на\u{a0}странице карточки.")]
struct AlreadyOne {
    kept: String,
}

impl Refusal for AlreadyOne {
    fn ways(&self) -> Vec<Way> {
        vec![Way {
            label: "Открыть оставшуюся карточку".to_owned(), url: self.kept.clone()
        }]
    }
}

/// Both cards of the address, both inside the scope.
fn asked<M: Mode>(cx: &mut Cx<M>, may: &Granted<KeepPeople>) -> Result<(Person, Person)> {
    let (first, second): (PersonId, PersonId) = (cx.request().arg("person")?, cx.request().arg("other")?);
    for (gone, kept) in [(first, second), (second, first)] {
        let is_into = store::merged_into(cx.conn(), gone)? == Some(kept);
        if is_into && let Some(kept) = store::find(cx.conn(), may.ranges(), kept)? {
            return Err(AlreadyOne { kept: kept.url() }.into());
        }
    }
    let one = super::asked(cx, may)?;
    let other: PersonId = cx.request().arg("other")?;
    let other = store::find(cx.conn(), may.ranges(), other)?.ok_or(Error::NotFound)?;
    super::saw(cx, std::slice::from_ref(&other), &other.unit_path);
    Ok((one, other))
}

/// `GET /people/{person}/duplicates/{other}`: the two beside each other.
pub(super) fn pair(cx: &mut Cx<Read>, may: Granted<KeepPeople>) -> Result<Reply> {
    let (one, other) = asked(cx, &may)?;
    shown(cx, &one, &other, &[])
}

fn shown<M: Mode>(cx: &mut Cx<M>, one: &Person, other: &Person, faults: &[FieldFault]) -> Result<Reply> {
    let (left, right) = (said(cx, one)?, said(cx, other)?);
    let rows = left.into_iter().zip(right).map(|((label, a), (_, b))| (label, a.clone(), b.clone(), a != b));
    let staying = merging::doubled(cx, one, other)?;
    let page = PairPage {
        is_doubled: !staying.is_empty(),
        mains: mains(cx, (one, other), &staying)?,
        main: cx.request().form.text("main").to_owned(),
        rows: rows.filter(|(_, a, b, _)| !a.is_empty() || !b.is_empty()).collect(),
        one: side(one, other),
        other: side(other, one),
        token: cx.csrf().to_owned(),
        fault: faults.first().map(|fault| fault.text.clone()).unwrap_or_default(),
        apart_url: format!("{}/duplicates/{}/distinction", one.url(), other.id),
    };
    let status = if faults.is_empty() { 200 } else { 422 };
    Ok(Page::titled("Один человек или два?").at(&one.unit_path).under("/people").show(&page)?.status(status))
}

/// Main works of both cards to choose among; `staying`: what the other one has as well.
fn mains<M: Mode>(
    cx: &mut Cx<M>,
    (one, other): (&Person, &Person),
    staying: &[EmploymentId],
) -> Result<Vec<(String, String)>> {
    let mut works = merging::mains(cx, one)?;
    works.extend(merging::mains(cx, other)?.into_iter().filter(|work| !staying.contains(&work.id)));
    if works.len() < 2 {
        return Ok(Vec::new());
    }
    let ids: Vec<i64> = works.iter().map(|work| work.unit_id.0).collect();
    let places: BTreeMap<i64, Unit> =
        units::store::all_of(cx.conn(), &ids)?.into_iter().map(|unit| (unit.id.0, unit)).collect();
    let line = |work: Employment| {
        let place = places.get(&work.unit_id.0).map(|unit| format!("{}: ", unit.name));
        let since = format!("с\u{a0}{}", russian::date(work.started_on));
        (work.id.to_string(), format!("{}{}, {since}", place.unwrap_or_default(), words::work(&work)))
    };
    let unsaid = (String::new(), "решить потом в\u{a0}карточке".to_owned());
    Ok(works.into_iter().map(line).chain([unsaid]).collect())
}

fn side(own: &Person, other: &Person) -> Side {
    Side {
        name: own.name().short(),
        card: own.url(),
        keep_url: format!("{}/duplicates/{}", own.url(), other.id),
    }
}

/// The rows of a card that are compared, always the same ones.
fn said<M: Mode>(cx: &mut Cx<M>, person: &Person) -> Result<Vec<(&'static str, String)>> {
    let (rules, today) = (words::rules_at(cx, &person.unit_path)?, cx.today_at(&person.unit_path)?);
    let works = employments::of(cx.conn(), person.id)?;
    let places = places(cx, std::iter::once(person))?;
    let held = records::categories_of(cx.conn(), &[person.id.0])?.remove(&person.id.0).unwrap_or_default();
    let told = records::of(cx.conn(), person.id)?;
    let day = |day: Option<chrono::NaiveDate>| day.map(russian::date).unwrap_or_default();
    let best = words::best(&held, &rules, today).map(|one| words::category(one, &rules));
    Ok(vec![
        ("Имя", person.name().full()),
        ("Прежняя фамилия", person.former_name.clone()),
        ("Дата рождения", day(person.birth_date)),
        ("Где работает", places.get(&person.unit_id.0).map(|unit| unit.name.clone()).unwrap_or_default()),
        ("Должности", works.iter().map(words::work).collect::<Vec<_>>().join("; ")),
        ("Работает с", works.iter().map(|one| one.started_on).min().map(russian::date).unwrap_or_default()),
        ("Категория", best.unwrap_or_default()),
        ("Педагогический стаж с", day(person.pedagogical_since)),
        ("Почта", person.email.clone()),
        ("Записей в карточке", told.len().to_string()),
        ("Учётная запись", if person.account_id.is_some() { "есть" } else { "нет" }.to_owned()),
    ])
}

/// `POST /people/{person}/duplicates/{other}`: the first card stays, the other goes into it.
pub(super) fn merge(cx: &mut Cx<Write>, may: Granted<KeepPeople>) -> Result<Reply> {
    let (kept, gone) = asked(cx, &may)?;
    let main = cx.request().form.text("main").parse().ok();
    match merging::merge(cx, &kept, &gone, main) {
        Ok(after) => {
            let mains = merging::mains(cx, &after)?;
            cx.notice(if mains.len() > 1 {
                "Карточки объединены: теперь у\u{a0}человека несколько основных мест работы. Увольте с\u{a0}прежнего или отметьте совместительство."
            } else {
                "Карточки объединены. Если это ошибка, их можно разделить на странице карточки."
            });
            Ok(Reply::to(after.url()))
        }
        Err(Error::Invalid(faults)) => shown(cx, &kept, &gone, &faults),
        Err(other) => Err(other),
    }
}

/// `POST /people/{person}/duplicates/{other}/distinction`
pub(super) fn tell_apart(cx: &mut Cx<Write>, may: Granted<KeepPeople>) -> Result<Reply> {
    let (one, other) = asked(cx, &may)?;
    merging::tell_apart(cx, &one, &other)?;
    cx.notice("Отмечено: это два человека. Пара больше не предлагается.");
    Ok(Reply::to("/people/duplicates"))
}

/// `POST /people/{person}/merges/{merge}/undoing`: one card is two again.
pub(super) fn undo(cx: &mut Cx<Write>, may: Granted<KeepPeople>) -> Result<Reply> {
    let person = super::asked(cx, &may)?;
    let id: i64 = cx.request().arg("merge")?;
    let found = merges::into(cx.conn(), person.id)?.into_iter().find(|one| one.id == id);
    let after = merging::undo(cx, &person, &found.ok_or(Error::NotFound)?)?;
    cx.notice("Карточка снова разделена на две.");
    let is_seen = store::find(cx.conn(), may.ranges(), after.id)?.is_some();
    Ok(Reply::to(if is_seen { after.url() } else { "/people".to_owned() }))
}
