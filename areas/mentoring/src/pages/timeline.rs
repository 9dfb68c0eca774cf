//! The timeline both sides see: what was done, planned, agreed, answered; nothing of what only some may see.

use access::{Granted, SignedIn};
use askama::Template;
use chrono::{Datelike, NaiveDate};
use packs::Effective;
use web::{Cx, Page, Read, Reply, Result, russian};

use super::tabs::{Tabs, tabs};
use super::words;
use crate::actions::around::seen;
use crate::actions::gathering::GATHERINGS;
use crate::actions::ordering::Whole;
use crate::actions::rules_at;
use crate::model::PairId;
use crate::rules::{Half, Matter, OrderDeed};
use crate::{KeepMentoring, OrderMentoring, store};

/// The months as they stand over their days.
const MONTHS: [&str; 12] = [
    "Январь",
    "Февраль",
    "Март",
    "Апрель",
    "Май",
    "Июнь",
    "Июль",
    "Август",
    "Сентябрь",
    "Октябрь",
    "Ноябрь",
    "Декабрь",
];

#[derive(Template)]
#[template(path = "timeline.html")]
struct TimelinePage {
    head: String,
    subtitle: String,
    tabs: Tabs,
    months: Vec<Month>,
}

struct Month {
    name: String,
    rows: Vec<Row>,
}

/// Something that happened, or will.
struct Row {
    on: NaiveDate,
    day: String,
    mark: (&'static str, &'static str),
    what: String,
    about: String,
}

/// `GET /mentoring/{mentorship}/timeline`
pub(super) fn page(cx: &mut Cx<Read>, _may: Granted<SignedIn>) -> Result<Reply> {
    let id: PairId = cx.request().arg("mentorship")?;
    let (pair, eye) = seen(cx, id)?;
    let whole = Whole::of(cx, pair)?;
    cx.saw("person", &whole.people(), &whole.pair.unit_path);
    let today = cx.today_at(&whole.unit.path)?;
    let account = cx.person().map(|person| person.account.0);
    let rules = rules_at(cx, &whole.unit.path)?;
    let mut rows = steps(&whole);
    rows.extend(done(cx, &whole, (&rules, today))?);
    for one in store::around::matters_of(cx.conn(), id)? {
        let Some(matter) = Matter::of(&one.matter) else { continue };
        let is_own = one.raised_by.is_some() && one.raised_by == account;
        // Contacts and events stand in the journal already.
        if matter.is_seen(eye, is_own) && !matches!(matter, Matter::Contact | Matter::Event | Matter::Testing)
        {
            rows.push(row(
                one.on_day,
                ("вокруг пары", "muted"),
                one.subject.clone(),
                matter.clause(&rules.mentoring),
            ));
        }
    }
    rows.extend(chosen(cx, &whole)?);
    rows.extend(ordered(cx, &whole)?);
    let to = whole.pair.ended_on;
    let here = |day: NaiveDate| {
        to.is_none_or(|last| day <= last) && whole.pair.council_on.is_none_or(|from| day >= from)
    };
    for one in store::gatherings::gatherings_of(cx.conn(), &whole.people())? {
        if here(one.held_on) && one.unit_id == whole.unit.id {
            let kind =
                GATHERINGS.iter().find(|(code, _)| *code == one.gathering).map_or("", |(_, title)| title);
            rows.push(row(
                one.held_on,
                ("школа", "info"),
                format!("{}: {}", russian::capital(kind), one.topic),
                &one.led_by,
            ));
        }
    }
    rows.sort_by_key(|one| std::cmp::Reverse(one.on));
    let page = TimelinePage {
        head: "Лента пары".to_owned(),
        subtitle: format!("{}; наставник {}", whole.mentee.person.name().full(), words::mentors(&whole)),
        tabs: tabs(&whole.pair, "timeline"),
        months: months(rows),
    };
    Page::titled("Лента пары").at(&whole.unit.path).under("/mentoring").show(&page)
}

fn row(on: NaiveDate, mark: (&'static str, &'static str), what: String, about: &str) -> Row {
    Row { on, day: russian::date(on), mark, what, about: about.to_owned() }
}

/// The last line of a pair.
const OVER: &str = "Наставничество закончено";

/// The steps of the way to the order and the end.
fn steps(whole: &Whole) -> Vec<Row> {
    let pair = &whole.pair;
    let last = |day: fn(&crate::model::Mentor) -> Option<NaiveDate>| {
        whole.now().filter_map(|(one, _)| day(one)).max()
    };
    let all = [
        (pair.council_on, "Рекомендация методического совета"),
        (pair.deputy_on, "Согласие заместителя директора"),
        (last(|one| one.consent_on), "Письменное согласие наставника"),
        (pair.mentee_on, "Согласие наставляемого"),
        (pair.order_on, "Приказ о\u{a0}наставничестве"),
        (pair.announced_on, "Приказ объявлен коллективу"),
        (pair.ended_on, OVER),
    ];
    // What a pair came to at its term is no order.
    let word = |text: &str| {
        let is_result = text == OVER && pair.end_ground.is_empty();
        if is_result { ("итог", "info") } else { ("приказ", "info") }
    };
    let told = all.into_iter().filter_map(|(day, text)| Some(row(day?, word(text), text.to_owned(), "")));
    told.collect()
}

/// Successors chosen in spite of what speaks against them, with the reason (п. 3.3).
fn chosen(cx: &mut Cx<Read>, whole: &Whole) -> Result<Vec<Row>> {
    let zone = cx.zone_at(&whole.unit.path)?;
    // Measures and health may stand there: it is for whoever keeps or orders.
    let (policy, path) = (&cx.house().policy, whole.unit.path.as_str());
    let is_open = policy.check::<KeepMentoring>(cx.person()).is_ok_and(|may| may.ranges().holds(path))
        || policy.check::<OrderMentoring>(cx.person()).is_ok_and(|may| may.ranges().holds(path));
    let row = |(one, card): &(crate::model::Mentor, people::staff::Colleague)| {
        let reason = one.choice_reason.as_deref()?;
        let day = one.created_at.utc().with_timezone(&zone).date_naive();
        let what = format!("Выбран преемник: {}", card.person.name().short());
        let why = if is_open { format!("Почему выбран: {reason}") } else { String::new() };
        Some(row(day, ("замена", "info"), what, &why))
    };
    Ok(whole.mentors.iter().filter_map(row).collect())
}

/// Orders of replacement, their announcement, the plan handed over.
fn ordered(cx: &mut Cx<Read>, whole: &Whole) -> Result<Vec<Row>> {
    let told = |on, what: &str| row(on, ("замена", "info"), what.to_owned(), "");
    let orders = store::orders_of(cx.conn(), whole.pair.id)?;
    // An order that lost its force made nobody a mentor.
    let in_force: Vec<_> = orders
        .iter()
        .filter(|order| whole.mentors.iter().any(|(one, _)| one.id == order.next_id && one.from_on.is_some()))
        .collect();
    let mut rows: Vec<Row> =
        in_force.iter().map(|order| told(order.signed_on, "Приказ о\u{a0}замене наставника")).collect();
    for mark in store::ordered::of_pair(cx.conn(), whole.pair.id)? {
        let deed = OrderDeed::ALL.into_iter().find(|deed| deed.code() == mark.mark);
        if in_force.iter().any(|order| order.id == mark.order_id)
            && let (Some(day), Some(deed)) = (mark.done_on, deed)
        {
            rows.push(told(day, deed.done()));
        }
    }
    Ok(rows)
}

/// Journal, plan, visits to come, reports.
fn done(cx: &mut Cx<Read>, whole: &Whole, (rules, today): (&Effective, NaiveDate)) -> Result<Vec<Row>> {
    let id = whole.pair.id;
    let mut rows = Vec::new();
    for one in store::works_of(cx.conn(), id)? {
        let title = rules.mentoring.work(&one.work).map_or(one.work.as_str(), |work| work.title.as_str());
        let what = format!("{}. {}", russian::capital(title), one.topic);
        rows.push(row(one.held_on, ("журнал", "ok"), what, &one.outcome));
    }
    for one in store::tasks_of(cx.conn(), id)? {
        match one.done_on {
            Some(day) => rows.push(row(day, ("план", "ok"), format!("Выполнено: {}", one.title), &one.proof)),
            None if one.due_on < today => rows.push(row(one.due_on, ("просрочено", "bad"), one.title, "")),
            None => rows.push(row(one.due_on, ("впереди", "muted"), one.title, "")),
        }
    }
    if let Some(plan) = store::plans::plans_of(cx.conn(), &[id.0])?.remove(&id.0) {
        let all = [
            (plan.mentor_on, "План согласован наставником"),
            (plan.mentee_on, "План согласован наставляемым"),
            (plan.council_on, "План рассмотрен методическим советом"),
        ];
        rows.extend(
            all.into_iter().filter_map(|(day, text)| Some(row(day?, ("план", "info"), text.to_owned(), ""))),
        );
    }
    let visits = store::around::visits_of(cx.conn(), &[id.0])?.remove(&id.0).unwrap_or_default();
    for one in visits.into_iter().filter(|one| one.held_on.is_none() && one.off_on.is_none()) {
        let title = rules.mentoring.work(&one.work).map_or("", |work| work.title.as_str());
        let mark = if one.planned_on < today {
            ("не\u{a0}состоялось", "bad")
        } else {
            ("впереди", "muted")
        };
        rows.push(row(
            one.planned_on,
            mark,
            format!("{}. {}", russian::capital(title), one.lesson),
            &one.host,
        ));
    }
    for one in store::reports_of(cx.conn(), &[id.0])? {
        let half = Half::read(&one.half).map(Half::title).unwrap_or_default();
        let side = crate::actions::Side::of(&one.side).map_or("", crate::actions::Side::title);
        rows.push(row(
            one.submitted_on,
            ("отчёт", "info"),
            format!("Подан отчёт: {side}, {half}"),
            &one.protocol,
        ));
    }
    Ok(rows)
}

fn months(rows: Vec<Row>) -> Vec<Month> {
    let mut all: Vec<Month> = Vec::new();
    for one in rows {
        let month = usize::try_from(one.on.month0()).unwrap_or(0);
        let name = format!("{} {}", MONTHS.get(month).unwrap_or(&""), one.on.year());
        match all.last_mut().filter(|month| month.name == name) {
            Some(month) => month.rows.push(one),
            None => all.push(Month { name, rows: vec![one] }),
        }
    }
    all
}
