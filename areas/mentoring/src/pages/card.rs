//! The card of a pair: the bar of steps with the next one's form, the plan, the journal, the reports, the end, the past.

use access::{Granted, SignedIn};
use askama::Template;
use chrono::NaiveDate;
use packs::Effective;
use web::view::{HistoryEntry, Step as Shown};
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Result, russian};

use super::{Choices, Power, words};
use crate::actions::ordering::Whole;
use crate::actions::stepping::{CONSENTS, MENTEE_CONSENTS, TERMS};
use crate::actions::{Side, reporting, rules_at};
use crate::model::{Event, State};
use crate::rules::Step;
use crate::store;

#[derive(Template)]
#[template(path = "card.html")]
struct CardPage {
    csrf: String,
    url: String,
    mentee: (String, String),
    subtitle: String,
    mark: (&'static str, &'static str),
    bar: Vec<Shown>,
    next: &'static str,
    next_title: &'static str,
    next_clause: &'static str,
    power: Power,
    is_preparing: bool,
    is_active: bool,
    mentors: Vec<MentorRow>,
    waiting: Vec<(String, String)>,
    protocols: Choices,
    consents: Choices,
    mentee_consents: Choices,
    terms: Choices,
    facts: Vec<(String, String, String)>,
    tasks: Vec<TaskRow>,
    works: Vec<WorkRow>,
    work_kinds: Choices,
    reports: Vec<ReportRow>,
    halves: Choices,
    draft: String,
    grounds: Choices,
    has_successor: bool,
    past: Vec<HistoryEntry>,
    faults: Vec<(String, String)>,
    typed: Typed,
    today: String,
}

impl CardPage {
    fn fault(&self, field: &str) -> &str {
        self.faults.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text)
    }

    /// Whether what was posted came from this form: it stays open.
    fn is_asked(&self, form: &str) -> bool {
        !self.faults.is_empty() && self.typed.form == form
    }
}

/// What was typed into the forms of the card.
#[derive(Default)]
struct Typed {
    form: String,
    note: String,
    topic: String,
    outcome: String,
    title: String,
    result: String,
    person: String,
    reason: String,
    agreement: String,
}

struct MentorRow {
    id: String,
    name: String,
    url: String,
    about: String,
    state: String,
    is_now: bool,
    is_waiting: bool,
    praise_url: String,
}

struct TaskRow {
    title: String,
    due: String,
    state: (&'static str, &'static str),
    proof: String,
    done_url: String,
}

struct WorkRow {
    day: String,
    title: String,
    topic: String,
    outcome: String,
}

struct ReportRow {
    title: String,
    state: (&'static str, &'static str),
    body: String,
    about: String,
    hear_url: String,
}

/// `GET /mentoring/{mentorship}`
pub(super) fn page(cx: &mut Cx<Read>, _may: Granted<SignedIn>) -> Result<Reply> {
    show(cx, Vec::new())
}

/// The card, with what was wrong with one of its forms.
pub(super) fn show<M: Mode>(cx: &mut Cx<M>, faults: Vec<FieldFault>) -> Result<Reply> {
    let (pair, power) = super::asked(cx)?;
    let whole = Whole::of(cx, pair)?;
    cx.saw("person", &whole.people(), &whole.pair.unit_path);
    let (rules, today) = (rules_at(cx, &whole.unit.path)?, cx.today_at(&whole.unit.path)?);
    let page = composed(cx, &whole, power, (&rules, today), faults)?;
    let title = format!("Наставничество: {}", whole.mentee.person.name().short());
    Page::titled(title).at(&whole.unit.path).under("/mentoring").show(&page)
}

fn composed<M: Mode>(
    cx: &mut Cx<M>,
    whole: &Whole,
    power: Power,
    (rules, today): (&Effective, NaiveDate),
    faults: Vec<FieldFault>,
) -> Result<CardPage> {
    let pair = &whole.pair;
    let progress = pair.progress(&whole.parts());
    let next = progress.next().filter(|_| matches!(pair.state(), State::Preparing | State::Active));
    let can_keep = power.keeps && matches!(pair.state(), State::Preparing | State::Active);
    Ok(CardPage {
        csrf: cx.csrf().to_owned(),
        url: pair.url(),
        mentee: (whole.mentee.person.name().full(), whole.mentee.person.url()),
        subtitle: format!("{}; {}", words::kind(pair, rules), whole.unit.name),
        mark: (pair.state().title(), pair.state().tone()),
        bar: words::bar(progress.bar()),
        next: next.map_or("", Step::code),
        next_title: next.map_or("", Step::title),
        next_clause: next.map_or("", Step::clause),
        is_preparing: pair.state() == State::Preparing,
        is_active: pair.state() == State::Active,
        mentors: mentor_rows(whole, rules, power, cx.house().registry.door("incentives").is_some()),
        waiting: waiting(whole),
        protocols: if can_keep { protocols(cx, whole)? } else { Vec::new() },
        consents: words::choices(&CONSENTS),
        mentee_consents: words::choices(&MENTEE_CONSENTS),
        terms: words::choices(&TERMS),
        facts: facts(cx, whole, (rules, today), power)?,
        tasks: tasks(cx, whole, power, today)?,
        works: works(cx, whole, rules)?,
        work_kinds: rules
            .mentoring
            .works
            .iter()
            .map(|one| (one.rule.id.clone(), one.rule.title.clone()))
            .collect(),
        reports: reports(cx, whole, power)?,
        halves: halves(whole, power, today),
        draft: match cx.request().form.text("body") {
            "" => draft(cx, whole, (rules, today))?,
            typed => typed.to_owned(),
        },
        grounds: rules
            .mentoring
            .grounds
            .iter()
            .map(|one| (one.rule.id.clone(), one.rule.title.clone()))
            .collect(),
        has_successor: whole.now().any(|(one, _)| one.from_on.is_none()) && pair.state() == State::Active,
        past: past(cx, whole)?,
        faults: faults.into_iter().map(|fault| (fault.field, fault.text)).collect(),
        typed: typed(cx),
        today: today.to_string(),
        power,
    })
}

fn typed<M: Mode>(cx: &Cx<M>) -> Typed {
    let form = &cx.request().form;
    let text = |name| form.text(name).to_owned();
    Typed {
        form: text("form"),
        note: text("note"),
        topic: text("topic"),
        outcome: text("outcome"),
        title: text("title"),
        result: text("result"),
        person: text("person"),
        reason: text("reason"),
        agreement: text("agreement"),
    }
}

fn mentor_rows(whole: &Whole, rules: &Effective, power: Power, has_praise: bool) -> Vec<MentorRow> {
    // п. 3.7: a mentor who did well is encouraged; the room of incentives stands above and may be missing.
    let is_over = whole.pair.state() == State::Ended && whole.pair.end_ground.is_empty();
    let praise = |one: &crate::model::Mentor| {
        let query = [("person", one.person_id.to_string()), ("ground", "mentoring".to_owned())];
        let query = query.each_ref().map(|(name, value)| (*name, value.as_str()));
        web::address("/incentives/new", &query)
    };
    let row = |(one, card): &(crate::model::Mentor, people::staff::Colleague)| {
        let ground = rules.mentoring.ground(&one.end_ground);
        let said = ground.filter(|ground| !ground.guarded).map_or("", |ground| ground.title.as_str());
        let note = if ground.is_none_or(|ground| !ground.guarded) || power.keeps {
            one.end_note.as_str()
        } else {
            ""
        };
        let state = match (one.from_on, one.to_on) {
            (_, Some(last)) => format!("по\u{a0}{}; {said}; {note}", russian::date(last)),
            (Some(from), None) => format!("с\u{a0}{}", russian::date(from)),
            (None, None) => "ещё без приказа".to_owned(),
        };
        MentorRow {
            id: one.id.to_string(),
            name: card.person.name().full(),
            url: card.person.url(),
            about: [words::about(card, rules), one.agreement.clone()]
                .into_iter()
                .filter(|text| !text.is_empty())
                .collect::<Vec<_>>()
                .join(" · "),
            state: state.trim_end_matches([';', ' ']).to_owned(),
            is_now: one.to_on.is_none() && one.from_on.is_some(),
            is_waiting: one.to_on.is_none() && one.from_on.is_none(),
            praise_url: if is_over && has_praise && power.keeps && one.to_on == whole.pair.ended_on {
                praise(one)
            } else {
                String::new()
            },
        }
    };
    whole.mentors.iter().map(row).collect()
}

/// Mentors whose consent or terms are still to come, as choices.
fn waiting(whole: &Whole) -> Vec<(String, String)> {
    let lacks = |one: &crate::model::Mentor| one.consent_on.is_none() || one.terms_on.is_none();
    let found = whole.now().filter(|(one, _)| lacks(one));
    found.map(|(one, card)| (one.id.to_string(), card.person.name().short())).collect()
}

/// Protocols of the school in force, the latest first.
fn protocols<M: Mode>(cx: &mut Cx<M>, whole: &Whole) -> Result<Choices> {
    let held = store::protocols(cx.conn(), whole.unit.id, 50)?;
    Ok(held.into_iter().map(|one| (one.id.to_string(), one.title_line())).collect())
}

fn facts<M: Mode>(
    cx: &mut Cx<M>,
    whole: &Whole,
    (rules, today): (&Effective, NaiveDate),
    power: Power,
) -> Result<Vec<(String, String, String)>> {
    let pair = &whole.pair;
    let order = match pair.order_document_id {
        Some(id) => documents::store::all_of(cx.conn(), &[id.0])?.pop(),
        None => None,
    };
    let sees = cx.house().policy.check::<documents::SeeDocuments>(cx.person());
    let reach = sees.is_ok_and(|may| may.ranges().holds(&pair.unit_path));
    let order = order.map(|held| (held.title_line(), if reach { held.url() } else { String::new() }));
    let plain = |text: String| (text, String::new());
    let due = crate::rules::order_due(pair.hired_on, &rules.mentoring, &rules.calendar)
        .filter(|_| pair.order_on.is_none())
        .map(|day| {
            let late = if day < today { " – просрочен" } else { "" };
            format!("до\u{a0}{}{late}", russian::date(day))
        });
    let council = pair.council_on.map(|day| format!("{} {}", russian::date(day), pair.council_note));
    let ground = rules.mentoring.ground(&pair.end_ground);
    let is_shown = ground.is_none_or(|ground| !ground.guarded) || power.keeps;
    let ground = ground.filter(|_| is_shown).map(|ground| ground.title.clone());
    let all = [
        ("Принят(а)", plain(russian::date(pair.hired_on))),
        ("Приказ нужен", plain(due.unwrap_or_default())),
        ("Учёба до", plain(pair.graduates_on.map(russian::date).unwrap_or_default())),
        ("Методсовет", plain(council.unwrap_or_default())),
        ("Приказ", order.unwrap_or_default()),
        ("Срок", plain(words::span(pair))),
        ("Почему выбран", plain(pair.reason.clone())),
        ("Кончилось", plain(pair.ended_on.map(russian::date).unwrap_or_default())),
        ("Основание", plain(ground.unwrap_or_default())),
        ("Документ", plain(if is_shown { pair.end_note.clone() } else { String::new() })),
        ("Итог", plain(pair.result.clone())),
    ];
    let said = all.into_iter().filter(|(_, (value, _))| !value.trim().is_empty());
    Ok(said.map(|(label, (value, url))| (label.to_owned(), value, url)).collect())
}

fn tasks<M: Mode>(cx: &mut Cx<M>, whole: &Whole, power: Power, today: NaiveDate) -> Result<Vec<TaskRow>> {
    let url = whole.pair.url();
    let can_do = power.works() && whole.pair.state() == State::Active;
    let row = |one: crate::model::Task| TaskRow {
        due: russian::date(one.due_on),
        state: match one.done_on {
            Some(_) => ("выполнено", "ok"),
            None if one.due_on < today => ("просрочено", "bad"),
            None => ("впереди", "muted"),
        },
        proof: one.proof.clone(),
        done_url: if one.done_on.is_none() && can_do {
            format!("{url}/tasks/{}/completion", one.id)
        } else {
            String::new()
        },
        title: one.title,
    };
    Ok(store::tasks_of(cx.conn(), whole.pair.id)?.into_iter().map(row).collect())
}

fn works<M: Mode>(cx: &mut Cx<M>, whole: &Whole, rules: &Effective) -> Result<Vec<WorkRow>> {
    let row = |one: crate::model::Work| WorkRow {
        day: russian::date(one.held_on),
        title: rules.mentoring.work(&one.work).map_or_else(|| one.work.clone(), |work| work.title.clone()),
        topic: one.topic,
        outcome: one.outcome,
    };
    Ok(store::works_of(cx.conn(), whole.pair.id)?.into_iter().map(row).collect())
}

fn reports<M: Mode>(cx: &mut Cx<M>, whole: &Whole, power: Power) -> Result<Vec<ReportRow>> {
    let url = whole.pair.url();
    let row = |one: crate::model::Report| {
        let half = crate::rules::Half::read(&one.half).map(crate::rules::Half::title).unwrap_or_default();
        let side = Side::of(&one.side).map_or("", Side::title);
        let state =
            reporting::STATES.iter().find(|(code, _)| *code == one.state).map_or("", |(_, title)| title);
        let tone = match one.state.as_str() {
            "approved" => "ok",
            "returned" => "warn",
            _ => "info",
        };
        let heard = one.heard_on.map(|day| format!(", рассмотрен {} {}", russian::date(day), one.protocol));
        let word = if one.state == "returned" { format!(": {}", one.word) } else { String::new() };
        let about = format!("подан {}{}{word}", russian::date(one.submitted_on), heard.unwrap_or_default());
        ReportRow {
            title: format!("{half}, {side}"),
            state: (state, tone),
            hear_url: if power.keeps && one.state == "submitted" {
                format!("{url}/reports/{}/hearing", one.id)
            } else {
                String::new()
            },
            body: one.body,
            about,
        }
    };
    Ok(store::reports_of(cx.conn(), &[whole.pair.id.0])?.into_iter().map(row).collect())
}

/// Halves the own side may write a report for.
fn halves(whole: &Whole, power: Power, today: NaiveDate) -> Choices {
    if power.side.is_none() || whole.pair.state() != State::Active {
        return Vec::new();
    }
    let all = reporting::halves(&whole.pair, today).into_iter().rev();
    all.map(|half| (half.to_string(), half.title())).collect()
}

/// The report as the journal and the plan fill it: nobody types what is known.
fn draft<M: Mode>(cx: &mut Cx<M>, whole: &Whole, (rules, today): (&Effective, NaiveDate)) -> Result<String> {
    let half = crate::rules::Half::of(today);
    let (from, to) = (half.first(), half.last());
    let works = store::works_of(cx.conn(), whole.pair.id)?;
    let now = works.iter().rev().filter(|one| from <= one.held_on && one.held_on <= to);
    let line = |one: &crate::model::Work| {
        let title = rules.mentoring.work(&one.work).map_or(one.work.as_str(), |work| work.title.as_str());
        let outcome = if one.outcome.is_empty() { String::new() } else { format!(" – {}", one.outcome) };
        format!("{}: {title}, {}{outcome}", russian::date(one.held_on), one.topic)
    };
    let lines: Vec<String> = now.map(line).collect();
    let tasks = store::tasks_of(cx.conn(), whole.pair.id)?;
    let done = tasks.iter().filter(|one| one.done_on.is_some()).count();
    let plan = if tasks.is_empty() {
        String::new()
    } else {
        format!("Из плана выполнено {done} из {}.\n", tasks.len())
    };
    Ok(if lines.is_empty() && plan.is_empty() {
        String::new()
    } else {
        format!("{plan}{}\n\nВыводы:\n", lines.join("\n"))
    })
}

fn past<M: Mode>(cx: &mut Cx<M>, whole: &Whole) -> Result<Vec<HistoryEntry>> {
    let events = store::events(cx.conn(), whole.pair.id)?;
    let zone = cx.zone_at(&whole.pair.unit_path)?;
    let people: Vec<i64> = events.iter().filter_map(|event| event.account).collect();
    let names = ::access::store::short_names(cx.conn(), &people)?;
    let entry = |event: Event| HistoryEntry {
        when: russian::moment(event.at, zone),
        who: event.account.map_or_else(
            || "программа".to_owned(),
            |id| names.get(&id).cloned().unwrap_or_else(|| "учётная запись удалена".to_owned()),
        ),
        text: event.text,
    };
    Ok(events.into_iter().map(entry).collect())
}

/// Back to the card with a word, or the card with what was wrong.
pub(super) fn led<T>(cx: &mut Cx<web::Write>, outcome: Result<T>, notice: &str) -> Result<Reply> {
    match outcome {
        Ok(_) => {
            cx.notice(notice);
            let id: crate::model::PairId = cx.request().arg("mentorship")?;
            Ok(Reply::to(format!("/mentoring/{id}")))
        }
        Err(Error::Invalid(faults)) => Ok(show(cx, faults)?.status(422)),
        Err(error) => Err(error),
    }
}
