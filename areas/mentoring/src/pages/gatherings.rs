//! Briefings of mentors and young specialists, the school's creative group of mentors: who, when, about what (пп. 8.2, 8.3).

use std::collections::BTreeMap;

use access::Granted;
use askama::Template;
use chrono::NaiveDate;
use people::PersonId;
use people::staff::{self, Colleague};
use units::Unit;
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Result, Write, russian};

use super::forms::{Forms, led};
use super::{Choices, words};
use crate::actions::gathering::{self, GATHERINGS, NewGathering};
use crate::actions::rules_at;
use crate::model::around::{Gathering, Membership, MembershipId};
use crate::{GuideMentoring, store};

/// So many of the past are shown.
const SHOWN: i64 = 50;

#[derive(Template)]
#[template(path = "gatherings.html")]
struct GatheringsPage {
    csrf: String,
    of: String,
    unit: String,
    faults: Vec<(String, String)>,
    forms: Forms,
    clause: String,
    kinds: Choices,
    themes: Choices,
    people: Vec<Tick>,
    rows: Vec<Row>,
    members: Vec<Member>,
    others: Vec<Tick>,
    today: String,
}

/// Somebody who may be ticked.
struct Tick {
    id: String,
    name: String,
    about: String,
    is_ticked: bool,
}

struct Row {
    what: String,
    about: String,
    subject: String,
    people: String,
}

struct Member {
    name: String,
    url: String,
    since: String,
    end_url: String,
}

/// `GET /mentoring/gatherings`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<GuideMentoring>) -> Result<Reply> {
    let asked = cx.request().asked("unit").to_owned();
    let unit = gathering::unit(cx, &may, &asked)?;
    show(cx, &unit, Vec::new())
}

fn show<M: Mode>(cx: &mut Cx<M>, unit: &Unit, faults: Vec<FieldFault>) -> Result<Reply> {
    let (rules, today) = (rules_at(cx, &unit.path)?, cx.today_at(&unit.path)?);
    let pairs = gathering::open_pairs(cx, unit)?;
    let parts = gathering::people_of(cx, &pairs)?;
    let members = store::gatherings::members_at(cx.conn(), unit.id)?;
    let held = store::gatherings::gatherings_at(cx.conn(), unit.id, SHOWN)?;
    let ids: Vec<_> = held.iter().map(|one| one.id).collect();
    let attended = store::gatherings::attendees_of(cx.conn(), &ids)?;
    let mut all: Vec<i64> = parts.iter().map(|(person, _, _)| *person).collect();
    all.extend(members.iter().map(|one| one.person_id.0));
    all.extend(attended.values().flatten().copied());
    all.sort_unstable();
    all.dedup();
    let cards = staff::of(cx.conn(), &all, today)?;
    let of_pairs: Vec<i64> = pairs.iter().map(|pair| pair.id.0).collect();
    let mentors_of = store::mentors_of(cx.conn(), &of_pairs)?;
    let briefed = crate::board::briefed(cx.conn(), (&pairs, &mentors_of), &all)?;
    cx.saw("person", &all, &unit.path);
    let forms = Forms::of(cx, faults);
    let is_member = |person: i64| members.iter().any(|one| one.person_id.0 == person);
    let mut people = ticks(&parts, &cards, &briefed, &forms);
    let at_work: Vec<i64> = members.iter().map(|one| one.person_id.0).collect();
    let mut at_work = crate::actions::employed::at_work(cx, unit.id, &at_work, today)?;
    // Mentors of other organisations are of the group while their pair works.
    at_work.extend(gathering::invited(cx, &pairs, today)?);
    let known = |person: i64| !at_work.contains(&person) || parts.iter().any(|(one, _, _)| *one == person);
    people.extend(members.iter().filter(|one| !known(one.person_id.0)).map(|one| Tick {
        id: one.person_id.to_string(),
        name: name(&cards, one.person_id.0),
        about: "творческая группа".to_owned(),
        is_ticked: forms.is_ticked("people", &one.person_id.to_string()),
    }));
    let mentors = parts.iter().filter(|(person, _, is_mentor)| *is_mentor && !is_member(*person));
    let mentors: Vec<_> = mentors.copied().collect();
    let page = GatheringsPage {
        csrf: forms.csrf.clone(),
        of: unit.name.clone(),
        unit: unit.id.to_string(),
        faults: forms.faults.clone(),
        clause: rules.mentoring.clause("gatherings").to_owned(),
        kinds: words::choices(&GATHERINGS),
        themes: rules.mentoring.words_of("session").map(|one| (one.id.clone(), one.title.clone())).collect(),
        rows: held.iter().map(|one| row(one, attended.get(&one.id.0), &cards, &rules)).collect(),
        members: members
            .iter()
            .map(|one| Member {
                name: name(&cards, one.person_id.0),
                url: format!("/people/{}", one.person_id),
                since: since(one, at_work.contains(&one.person_id.0)),
                end_url: format!("/mentoring/group/{}/end", one.id),
            })
            .collect(),
        others: ticks(&mentors, &cards, &BTreeMap::new(), &forms),
        people,
        today: today.to_string(),
        forms,
    };
    Page::titled("Инструктажи и группа наставников").at(&unit.path).under("/mentoring/gatherings").show(&page)
}

fn name(cards: &BTreeMap<PersonId, Colleague>, person: i64) -> String {
    cards.get(&PersonId(person)).map(|card| card.person.name().short()).unwrap_or_default()
}

/// Since when somebody is of the group; whoever works here no more stays until the group lets them go, and it is said.
fn since(one: &Membership, is_here: bool) -> String {
    let day = russian::date(one.from_on);
    if is_here {
        day
    } else {
        format!("{day}; в\u{a0}школе больше не\u{a0}работает: отметьте выход")
    }
}

/// Each person once, with what they are in the pairs and when they were briefed.
fn ticks(
    parts: &[(i64, crate::model::PairId, bool)],
    cards: &BTreeMap<PersonId, Colleague>,
    briefed: &BTreeMap<i64, NaiveDate>,
    forms: &Forms,
) -> Vec<Tick> {
    let mut seen: Vec<i64> = Vec::new();
    let mut all = Vec::new();
    for (person, _, is_mentor) in parts {
        if seen.contains(person) {
            continue;
        }
        seen.push(*person);
        let role = if *is_mentor { "наставник" } else { "наставляемый" };
        let day = briefed.get(person).map(|day| format!(", инструктаж {}", russian::date(*day)));
        let id = person.to_string();
        all.push(Tick {
            name: name(cards, *person),
            about: format!("{role}{}", day.unwrap_or_default()),
            is_ticked: forms.is_ticked("people", &id) || forms.is_ticked("members", &id),
            id,
        });
    }
    all.sort_by(|one, other| one.name.cmp(&other.name).then(one.id.cmp(&other.id)));
    all
}

fn row(
    one: &Gathering,
    people: Option<&Vec<i64>>,
    cards: &BTreeMap<PersonId, Colleague>,
    rules: &packs::Effective,
) -> Row {
    let kind = GATHERINGS.iter().find(|(code, _)| *code == one.gathering).map_or("", |(_, title)| title);
    let theme = rules.mentoring.word(&one.theme).map(|word| format!("; {}", word.title)).unwrap_or_default();
    let names: Vec<String> = people.into_iter().flatten().map(|person| name(cards, *person)).collect();
    Row {
        what: format!("{}: {kind}", russian::date(one.held_on)),
        about: format!("провёл(а) {}{theme}", one.led_by),
        subject: one.topic.clone(),
        people: names.join(", "),
    }
}

fn of_form(cx: &mut Cx<Write>, may: &Granted<GuideMentoring>) -> Result<Unit> {
    let asked = cx.request().form.text("unit").to_owned();
    gathering::unit(cx, may, &asked)
}

fn chosen(cx: &Cx<Write>, name: &str) -> Vec<i64> {
    cx.request().form.all(name).into_iter().filter_map(|id| id.parse().ok()).collect()
}

fn back(unit: &Unit) -> String {
    web::address("/mentoring/gatherings", &[("unit", &unit.id.to_string())])
}

/// `POST /mentoring/gatherings`
pub(super) fn hold(cx: &mut Cx<Write>, may: Granted<GuideMentoring>) -> Result<Reply> {
    let unit = of_form(cx, &may)?;
    let outcome = new_gathering(cx).and_then(|new| gathering::hold(cx, &may, &unit, &new));
    led(
        cx,
        outcome,
        ("Записано: у\u{a0}каждого участника это стоит в\u{a0}истории пары.", back(&unit)),
        |cx, faults| show(cx, &unit, faults),
    )
}

fn new_gathering(cx: &Cx<Write>) -> Result<NewGathering> {
    let mut check = cx.request().form.check();
    let led_by = check.required("led_by", 200, "Напишите, кто провёл.").to_owned();
    let topic = check.required("topic", 300, "Напишите, о\u{a0}чём шла речь.").to_owned();
    let held_on = check.date("held_on");
    if held_on.is_none() && cx.request().form.text("held_on").is_empty() {
        check.fault("held_on", "Укажите день.");
    }
    check.done()?;
    let text = |name: &str| cx.request().form.text(name).to_owned();
    Ok(NewGathering {
        gathering: text("gathering"),
        theme: text("theme"),
        held_on: held_on.ok_or(Error::NotFound)?,
        led_by,
        topic,
        people: chosen(cx, "people"),
    })
}

/// `POST /mentoring/group`
pub(super) fn gather(cx: &mut Cx<Write>, may: Granted<GuideMentoring>) -> Result<Reply> {
    let unit = of_form(cx, &may)?;
    let people = chosen(cx, "members");
    let outcome = super::forms::day(cx, "from_on")
        .and_then(|from_on| gathering::gather(cx, &may, &unit, (&people, from_on)));
    led(cx, outcome, ("Группа наставников пополнена.", back(&unit)), |cx, faults| show(cx, &unit, faults))
}

/// `POST /mentoring/group/{group_member}/end`
pub(super) fn part(cx: &mut Cx<Write>, may: Granted<GuideMentoring>) -> Result<Reply> {
    let id: MembershipId = cx.request().arg("group_member")?;
    gathering::part(cx, &may, id)?;
    cx.notice("Участие в\u{a0}группе закончено.");
    Ok(Reply::to("/mentoring/gatherings"))
}
