//! The card of a pair: the bar of steps with the next one's form, the plan, the journal, the reports, the end, the past.

mod applied;
mod facts;
mod ordered;
mod parts;
mod reports;
mod rows;
mod sent;
mod succession;
mod told;

use access::{Granted, SignedIn};
use askama::Template;
use chrono::NaiveDate;
use packs::Effective;
use web::view::{HistoryEntry, Step as Shown};
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Result};

use self::ordered::Ordered;
use self::parts::MentorRow;
use self::reports::ReportRow;
use self::rows::{TaskRow, WorkRow};
pub(super) use self::sent::Sent;
use self::told::{advised, lacking, lacks_tasks, loads, told, unheard, waiting};
pub(super) use self::told::{file_hint, notice, protocols};
use super::{Choices, Power, words};
use crate::actions::ordering::Whole;
use crate::actions::rules_at;
use crate::actions::stepping::{MENTEE_MARKS, TERMS};
use crate::departures::Departures;
use crate::model::{Pair, Signed, State};
use crate::rules::{ADAPTATIONS, Progress, Step, Steps, YES_NO, cited, clashes};
use crate::store;

/// How the council ends the hearing of a report.
const HEARINGS: [(&str, &str); 2] = [("approved", "утвердить"), ("returned", "вернуть на\u{a0}доработку")];

#[derive(Template)]
#[template(path = "card.html")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "a template holds no decisions: each part of the card is shown or not"
)]
struct CardPage {
    csrf: String,
    url: String,
    pair_id: String,
    mentee: (String, String),
    subtitle: String,
    mark: (String, &'static str),
    told: Vec<String>,
    bar: Vec<Shown>,
    next: &'static str,
    /// Whether steps before the order were marked for another term.
    has_unfit: bool,
    next_title: &'static str,
    next_clause: String,
    power: Power,
    is_preparing: bool,
    is_active: bool,
    may_complete: bool,
    has_life: bool,
    mentors: Vec<MentorRow>,
    /// Steps marked that may still be mended: the words, the address.
    corrections: Choices,
    waiting: Choices,
    protocols: Choices,
    /// What the step of the council is offered with: day, protocol held here, protocol named.
    advised: [String; 3],
    consents: Choices,
    mentee_consents: Choices,
    terms: Choices,
    facts: Vec<(String, String, String)>,
    tasks: Vec<TaskRow>,
    /// Whether the plan lacks a task the rules name for this kind of mentor.
    lacks_tasks: bool,
    works: Vec<WorkRow>,
    work_kinds: Choices,
    /// Kinds of analysis; empty: the journal of these rules knows no analysis of a lesson.
    analyses: Choices,
    /// The subject of the mentee, if it is one.
    subject: String,
    reports: Vec<ReportRow>,
    /// « (приложение 2, пп. 4.4, 6.6)»; empty: the rules ask for no reports.
    reports_clause: String,
    hearings: Choices,
    halves: Choices,
    unheard: String,
    lacking: Vec<String>,
    adaptations: Choices,
    yes_no: Choices,
    has_successor: bool,
    /// Whether somebody has everything the order of replacement asks for.
    is_successor_ready: bool,
    applications: applied::Applications,
    sheets: Vec<(String, String, String)>,
    sheets_url: String,
    /// Positive experience of the pair: title, what is said, address; for who keeps it.
    experience: Vec<(String, String, String)>,
    weighing_url: String,
    past: Vec<HistoryEntry>,
    faults: Vec<(String, String)>,
    sent: Sent,
    /// The day a pair whose term is over ends with.
    last_day: String,
    today: String,
    accepted: &'static str,
    megabytes: u64,
    /// Of the consent, which comes with the step, and of the agreement, which may come later.
    consent_hint: String,
    file_hint: String,
    tabs: super::tabs::Tabs,
}

impl CardPage {
    fn wrong(&self, form: &str, field: &str) -> &str {
        self.sent.wrong(form, field)
    }

    fn said<'a>(&'a self, form: &str, field: &str, or: &'a str) -> &'a str {
        self.sent.said(form, field, or)
    }

    fn is_asked(&self, form: &str) -> bool {
        self.sent.is_asked(form)
    }

    /// Whether it is the turn of the mentee, who reads this.
    fn is_own_turn(&self) -> bool {
        let is_mentee = self.power.side == Some(crate::actions::Side::Mentee) && !self.power.has_left;
        is_mentee && self.is_preparing && self.next == Step::Mentee.code()
    }
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
    let (gone, _) = Departures::read(cx.conn(), std::slice::from_ref(pair), today)?;
    let steps = Steps::of(&rules.mentoring);
    let progress = pair.progress(&whole.parts(), steps.clone());
    let is_open = matches!(pair.state(), State::Preparing | State::Active);
    let next = progress.next().filter(|_| is_open);
    let sent = Sent::of(cx, faults);
    let works = rows::works(cx, whole, power, (rules, today))?;
    let loads = loads(cx, whole, (power.keeps && is_open, today))?;
    let held = signed(cx, pair, power)?;
    let mentors = parts::mentors(
        whole,
        (&gone, &loads),
        (rules, &held),
        (power, cx.house().registry.door("incentives").is_some(), cx.person().map(|one| one.account.0)),
    );
    let mentors = told::linked(cx, whole, mentors)?;
    let applications = applied::told(cx, whole, power)?;
    let ordered = Ordered::of(cx, whole)?;
    let mentors = ordered::tell(cx, whole, &ordered, (power, rules, &steps), mentors)?;
    let mut mentors = answering(succession::tell(cx, whole, (power, &steps), mentors)?, &applications);
    mentors.sort_by_key(|row| row.is_over);
    let has_successor = whole.now().any(|(one, _)| one.waits()) && pair.state() == State::Active;
    let tasks = rows::tasks(cx, whole, power, today)?;
    let mut told = told(whole, &gone, rules, power);
    told.extend(applications.notices(has_successor));
    told.extend(facts::forceless(cx, pair)?);
    let (doubts, has_unfit) = before_the_order(cx, whole, (power, &steps))?;
    told.extend(doubts);
    Ok(CardPage {
        csrf: cx.csrf().to_owned(),
        url: pair.url(),
        pair_id: pair.id.to_string(),
        mentee: (whole.mentee.person.name().full(), whole.mentee.person.url()),
        subtitle: format!("{}; {}", words::kind(pair, rules), whole.unit.name),
        mark: words::state(pair, &gone),
        told,
        bar: bar(cx, whole, &ordered, &progress)?,
        next: next.map_or("", Step::code),
        has_unfit,
        next_title: next.map_or("", Step::title),
        next_clause: next.map_or("", |step| steps.clause(step)).to_owned(),
        is_preparing: pair.state() == State::Preparing,
        is_active: pair.state() == State::Active,
        may_complete: pair.may_complete(today),
        has_life: pair.state() != State::Preparing || !works.is_empty(),
        corrections: if power.keeps {
            super::correcting::links(cx, whole, (rules, today, &steps))?
        } else {
            Vec::new()
        },
        is_successor_ready: mentors.iter().any(|one| one.is_waiting && one.next.is_empty()),
        mentors,
        waiting: waiting(whole),
        protocols: if power.keeps && is_open { protocols(cx, whole)? } else { Vec::new() },
        advised: advised(cx, whole, (power.keeps && next == Some(Step::Council), today))?,
        consents: told::consents(whole),
        mentee_consents: words::ways_of(&MENTEE_MARKS, &whole.mentee.person.name()),
        terms: words::choices(&TERMS),
        facts: facts::facts(cx, whole, (rules, today), (power, &loads, &ordered.orders))?,
        lacks_tasks: lacks_tasks(&tasks, pair, rules),
        tasks,
        works,
        work_kinds: rows::kinds(rules, power),
        analyses: rules
            .mentoring
            .words_of("analysis")
            .map(|word| (word.id.clone(), word.title.clone()))
            .collect(),
        subject: words::only_subject(&whole.mentee, rules),
        reports: reports::reports(cx, whole)?,
        reports_clause: cited(rules.mentoring.clause("reports")),
        hearings: words::choices(&HEARINGS),
        halves: super::report::links(cx, whole, power, today)?,
        unheard: unheard(cx, whole, power)?,
        lacking: lacking(cx, (whole, power), (rules, today))?,
        adaptations: words::choices(&ADAPTATIONS),
        yes_no: words::choices(&YES_NO),
        has_successor,
        applications,
        sheets: facts::weighed(cx, whole, power)?,
        sheets_url: if super::weighing::guides(cx, &pair.unit_path) {
            super::sheets::paper_address(pair.mentee_id, &pair.kind)
        } else {
            String::new()
        },
        weighing_url: super::weighing::road(cx, pair, (power.keeps, rules)),
        experience: if power.keeps { told::experience(cx, pair)? } else { Vec::new() },
        past: facts::past(cx, whole)?,
        faults: sent.errors(),
        sent,
        last_day: pair.ends_on.map_or(today, |last| last.min(today)).to_string(),
        today: today.to_string(),
        accepted: files::ACCEPT_SCAN,
        megabytes: (cx.house().settings.upload_limit / 1_000_000).max(1),
        consent_hint: file_hint(cx, false),
        file_hint: file_hint(cx, true),
        tabs: super::tabs::tabs(pair, ""),
        power,
    })
}

/// What keeps an order waiting, for who prepares it: days that do not fit each other, steps marked for another term – and whether
/// there are such steps.
fn before_the_order<M: Mode>(
    cx: &mut Cx<M>,
    whole: &Whole,
    (power, steps): (Power, &Steps),
) -> Result<(Vec<String>, bool)> {
    if !power.keeps || whole.pair.state() != State::Preparing {
        return Ok((Vec::new(), false));
    }
    let parts: Vec<_> = whole.now().map(|(one, _)| one.clone()).collect();
    let mut doubts: Vec<String> =
        clashes(&whole.pair.days(&parts), steps).into_iter().map(|one| one.text).collect();
    let today = cx.today_at(&whole.pair.unit_path)?;
    let last = Departures::last_of_mentee(cx.conn(), &whole.pair)?.filter(|last| *last < today);
    doubts.extend(last.map(|last| {
        format!(
            "Наставляемый не\u{a0}работает в\u{a0}школе с\u{a0}{}: прекратите подготовку.",
            words::next(last)
        )
    }));
    let unfit = crate::actions::amending::unfit_steps(cx, whole)?;
    let has_unfit = !unfit.is_empty();
    doubts.extend(unfit);
    Ok((doubts, has_unfit))
}

/// The signed papers of a pair, for whoever keeps it or is its mentor.
fn signed<M: Mode>(cx: &mut Cx<M>, pair: &Pair, power: Power) -> Result<Vec<Signed>> {
    if power.keeps || power.side == Some(super::Side::Mentor) {
        Ok(store::signed::of_pair(cx.conn(), pair.id)?)
    } else {
        Ok(Vec::new())
    }
}

/// The bar of the first mentor, or of whoever follows, with what the order of replacement asks for.
fn bar<M: Mode>(cx: &mut Cx<M>, whole: &Whole, ordered: &Ordered, progress: &Progress) -> Result<Vec<Shown>> {
    let is_open = matches!(whole.pair.state(), State::Preparing | State::Active);
    let Some(steps) = succession::bar(cx, whole, &ordered.orders, progress.steps())? else {
        return Ok(words::bar(progress.bar(), is_open));
    };
    let mut bar = words::bar(steps, is_open);
    bar.extend(ordered::bar(whole, ordered, progress.steps()));
    Ok(bar)
}

/// The order about a part answers the application that was accepted.
fn answering(mut rows: Vec<MentorRow>, applications: &applied::Applications) -> Vec<MentorRow> {
    for row in &mut rows {
        if let Some(one) = applications.of_part(&row.id) {
            row.order_url = super::application::address(&row.order_url, one);
            row.order_kind = "primary";
        }
    }
    rows
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
