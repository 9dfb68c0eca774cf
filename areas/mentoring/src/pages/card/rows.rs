//! Rows of the card: mentors, plan, journal, reports.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use packs::Effective;
use web::{Cx, Mode, Result, russian};

use super::succession::SuccessionRow;
use crate::actions::analysing::{ANALYSIS, in_words};
use crate::actions::ordering::Whole;
use crate::actions::signing::SignedPaper;
use crate::actions::stepping::{CONSENTS, TERMS};
use crate::actions::{Side, reporting, working};
use crate::departures::Departures;
use crate::model::{Analysis, Mentor, Signed, State};
use crate::pages::{Power, words};
use crate::rules::{Half, Step, Steps};
use crate::{GuideMentoring, store};

#[expect(clippy::struct_excessive_bools, reason = "each part of the row is shown or not")]
pub(super) struct MentorRow {
    pub id: String,
    pub name: String,
    pub url: String,
    pub about: String,
    pub state: String,
    /// What they carry; empty: not shown to this reader.
    pub load: String,
    pub gone: String,
    pub is_now: bool,
    pub is_waiting: bool,
    pub lacks_consent: bool,
    pub lacks_terms: bool,
    pub consent: String,
    pub terms: String,
    pub withdrawal: String,
    pub praise_url: String,
    /// The order of replacement, with the application it answers.
    pub order_url: String,
    /// «primary» where an application waits for it.
    pub order_kind: &'static str,
    /// What the mentor signs: only for who keeps the pair.
    pub papers: Vec<SignedRow>,
    /// What is told of a successor beside it.
    pub succession: Option<SuccessionRow>,
    /// «Преемник»: whose block it is.
    pub role: &'static str,
    /// What a successor needs next: recommendation, acceptance, consent, terms; empty: nothing, or nobody asks.
    pub next: &'static str,
    /// The extract from the minutes of the council; empty: not recommended, or not for this reader.
    pub extract_url: String,
}

/// A paper of a mentor's part: its draft, its signed copy.
pub(super) struct SignedRow {
    pub title: &'static str,
    /// «подписал(а) на бумаге 12.06.2026»; empty: not signed yet.
    pub about: String,
    pub url: String,
    /// The file attached; empty: none.
    pub name: String,
    /// Whether a draft is still of use.
    pub is_open: bool,
}

pub(super) struct TaskRow {
    pub title: String,
    pub due: String,
    pub state: (&'static str, &'static str),
    pub proof: String,
    pub done_url: String,
    pub form: String,
}

pub(super) struct WorkRow {
    pub day: String,
    pub kind_title: String,
    pub work: String,
    pub held_on: String,
    pub topic: String,
    pub outcome: String,
    pub before: Vec<String>,
    pub form: String,
    pub correct_url: String,
    /// What an analysis of a lesson tells beside the line, in words and field by field.
    pub analysis: (String, [String; 4]),
    /// The paper of an analysis; empty: the line is none.
    pub paper_url: String,
}

pub(super) struct ReportRow {
    pub title: String,
    pub state: (&'static str, &'static str),
    pub body: String,
    pub about: String,
    pub hear_url: String,
    pub form: String,
    pub paper_url: String,
    /// What it said before: when it was handed in and what the council said, the text.
    pub former: Vec<(String, String)>,
    /// The version read, for whoever decides about it.
    pub version: i64,
}

pub(super) fn mentors(
    whole: &Whole,
    (gone, loads): (&Departures, &BTreeMap<i64, String>),
    (rules, held): (&Effective, &[Signed]),
    (power, has_praise): (Power, bool),
) -> Vec<MentorRow> {
    // п. 3.7: a mentor who did well is encouraged; the room of incentives stands above and may be missing.
    let is_over = whole.pair.state() == State::Ended && whole.pair.end_ground.is_empty();
    let is_praised = |one: &Mentor| is_over && has_praise && power.keeps && one.to_on == whole.pair.ended_on;
    let steps = Steps::of(&rules.mentoring);
    let row = |(one, card): &(Mentor, people::staff::Colleague)| {
        let about = [words::about(card, rules), one.agreement.clone()];
        let left =
            gone.mentor(one).map(|last| format!("не\u{a0}работает здесь с\u{a0}{}", words::next(last)));
        MentorRow {
            id: one.id.to_string(),
            name: card.person.name().full(),
            url: card.person.url(),
            about: about.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · "),
            state: reasoned(state(one, rules, power), one, power),
            load: loads
                .get(&one.person_id.0)
                .filter(|_| one.to_on.is_none() && left.is_none())
                .cloned()
                .unwrap_or_default(),
            gone: left.unwrap_or_default(),
            is_now: one.from_on.is_some() && one.to_on.is_none(),
            is_waiting: one.waits(),
            lacks_consent: lacks(one, &steps)[0],
            lacks_terms: lacks(one, &steps)[1],
            consent: format!("consent-{}", one.id),
            terms: format!("terms-{}", one.id),
            withdrawal: format!("withdrawal-{}", one.id),
            praise_url: if is_praised(one) { praise(one) } else { String::new() },
            order_url: format!("{}/mentors/{}/replacement", whole.pair.url(), one.id),
            order_kind: "secondary",
            papers: if power.keeps { papers(whole, (one, card), held) } else { Vec::new() },
            succession: None,
            role: role(one, whole.pair.state()),
            next: next(lacks(one, &steps), one.waits() && whole.pair.state() == State::Active && power.keeps),
            extract_url: String::new(),
        }
    };
    whole.mentors.iter().map(row).collect()
}

/// Whose block it is.
fn role(one: &Mentor, state: State) -> &'static str {
    match (one.to_on, state) {
        (Some(_), State::Preparing | State::Active) => "Прежний наставник",
        (None, State::Active) if one.waits() => "Преемник",
        _ => "Наставник",
    }
}

/// What whoever waits for an order of replacement lacks first of the own papers.
fn next(lacks: [bool; 2], is_asked: bool) -> &'static str {
    match lacks {
        [true, _] if is_asked => "consent",
        [_, true] if is_asked => "terms",
        _ => "",
    }
}

/// Whether the consent, the terms of a part are still to come, where the rules ask for them.
fn lacks(one: &Mentor, steps: &Steps) -> [bool; 2] {
    [(Step::Mentor, one.consent_on), (Step::Agreement, one.terms_on)]
        .map(|(step, day)| day.is_none() && steps.has(step))
}

/// Consents and agreement of a part, with their signed copies.
fn papers(
    whole: &Whole,
    (one, card): (&Mentor, &people::staff::Colleague),
    held: &[Signed],
) -> Vec<SignedRow> {
    let word = |all: &[(&str, &'static str)], code: &str| {
        all.iter().find(|(one, _)| *one == code).map_or("", |(_, title)| *title)
    };
    let said = |day: Option<NaiveDate>, way: &str, note: &str| {
        let day = day.map(russian::date);
        let signed = card.person.name().said(["подписал", "подписала", "подписал(а)"]);
        let way = way.replace("подписал(а)", signed);
        day.map_or_else(String::new, |day| format!("{way} {note} {day}").replace("  ", " "))
    };
    let is_open = one.to_on.is_none() && matches!(whole.pair.state(), State::Preparing | State::Active);
    let row = |paper: SignedPaper, about: String| {
        let own = held.iter().find(|held| held.mentor_id == one.id && held.paper == paper.code());
        SignedRow {
            title: paper.title(),
            url: format!("{}/mentors/{}/{}", whole.pair.url(), one.id, paper.code()),
            name: own.map(|held| held.name.clone()).unwrap_or_default(),
            is_open,
            about,
        }
    };
    let consent = said(one.consent_on, word(&CONSENTS, &one.consent_way), "");
    let terms = said(one.terms_on, word(&TERMS, &one.terms_way), &one.terms_note);
    vec![row(SignedPaper::Consent, consent), row(SignedPaper::Agreement, terms)]
}

fn praise(one: &Mentor) -> String {
    web::address("/incentives/new", &[("person", &one.person_id.to_string()), ("ground", "mentoring")])
}

/// The same with why a successor was chosen in spite of what speaks against them, for whoever keeps the pair.
fn reasoned(state: String, one: &Mentor, power: Power) -> String {
    match &one.choice_reason {
        Some(reason) if power.reads_grounds() => format!("{state} · почему выбран: {reason}"),
        _ => state,
    }
}

fn state(one: &Mentor, rules: &Effective, power: Power) -> String {
    let ground = rules.mentoring.ground(&one.end_ground);
    let said = ground.filter(|ground| !ground.guarded).map_or("", |ground| ground.title.as_str());
    // Why a successor without an order was taken back is for who keeps the pair.
    let is_open = match one.from_on {
        Some(_) => ground.is_none_or(|ground| !ground.guarded) || power.keeps,
        None => power.reads_grounds(),
    };
    let note = if is_open { one.end_note.as_str() } else { "" };
    let told = match (one.from_on, one.to_on) {
        (_, Some(last)) => format!("по\u{a0}{}; {said}; {note}", russian::date(last)),
        (Some(from), None) => format!("с\u{a0}{}", russian::date(from)),
        (None, None) => "ещё без приказа".to_owned(),
    };
    told.replace("; ; ", "; ").trim_end_matches([';', ' ']).to_owned()
}

pub(super) fn tasks<M: Mode>(
    cx: &mut Cx<M>,
    whole: &Whole,
    power: Power,
    today: NaiveDate,
) -> Result<Vec<TaskRow>> {
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
        form: format!("task-{}", one.id),
        done_url: if one.done_on.is_none() && can_do {
            format!("{url}/tasks/{}/completion", one.id)
        } else {
            String::new()
        },
        title: one.title,
    };
    Ok(store::tasks_of(cx.conn(), whole.pair.id)?.into_iter().map(row).collect())
}

pub(super) fn works<M: Mode>(
    cx: &mut Cx<M>,
    whole: &Whole,
    power: Power,
    (rules, today): (&Effective, NaiveDate),
) -> Result<Vec<WorkRow>> {
    let pair = &whole.pair;
    let all = store::works_of(cx.conn(), pair.id)?;
    let mut edits = store::edits_of(cx.conn(), pair.id)?;
    let approved = working::approved(cx, pair)?;
    let zone = cx.zone_at(&pair.unit_path)?;
    let may = power.works() && pair.state() == State::Active;
    let title = |id: &str| rules.mentoring.work(id).map_or_else(|| id.to_owned(), |work| work.title.clone());
    let mut analyses = store::analyses::of_pair(cx.conn(), pair.id)?;
    let mut rows = Vec::new();
    for one in all {
        let analysis = analyses.remove(&one.id.0);
        let paper = format!("{}/works/{}/paper", pair.url(), one.id);
        let is_open = may && working::is_correctable(cx, &one, (zone, today), &approved);
        let before = edits.remove(&one.id.0).unwrap_or_default().into_iter().map(|edit| {
            let held = russian::date(edit.held_on);
            let when = russian::moment(edit.edited_at, zone);
            format!("Исправлено {when}; было: {held}, {}. {} {}", title(&edit.work), edit.topic, edit.outcome)
        });
        rows.push(WorkRow {
            day: russian::date(one.held_on),
            kind_title: title(&one.work),
            before: before.map(|text| text.trim_end().to_owned()).collect(),
            form: if is_open { format!("work-{}", one.id) } else { String::new() },
            correct_url: format!("{}/works/{}", pair.url(), one.id),
            paper_url: if one.work == ANALYSIS { paper } else { String::new() },
            analysis: analysis.map(|known| told(rules, known)).unwrap_or_default(),
            work: one.work,
            held_on: one.held_on.to_string(),
            topic: one.topic,
            outcome: one.outcome,
        });
    }
    Ok(rows)
}

/// An analysis in words, and field by field.
fn told(rules: &Effective, known: Analysis) -> (String, [String; 4]) {
    (in_words(rules, &known), [known.kind, known.class, known.subject, known.advice])
}

pub(super) fn reports<M: Mode>(cx: &mut Cx<M>, whole: &Whole) -> Result<Vec<ReportRow>> {
    let url = whole.pair.url();
    let may = cx.house().policy.check::<GuideMentoring>(cx.person());
    let hears = may.is_ok_and(|may| may.ranges().holds(&whole.pair.unit_path));
    // Nobody hears the own report.
    let account = cx.person().map(|person| person.account.0);
    let cards = whole.mentors.iter().map(|(_, card)| card).chain([&whole.mentee]);
    let is_side = account.is_some() && cards.into_iter().any(|card| card.person.account_id == account);
    let handed = store::handings::of_pair(cx.conn(), whole.pair.id)?;
    let mut former = store::reports::texts_of(cx.conn(), whole.pair.id)?;
    let row = |one: crate::model::Report| {
        let came = match handed.get(&one.id.0) {
            _ if one.state != "approved" => String::new(),
            Some(Some(day)) => format!("; передан заместителю {}", russian::date(*day)),
            Some(None) => String::new(),
            None => "; заместителю ещё не\u{a0}передан".to_owned(),
        };
        let is_own = is_side && one.written_by == account;
        let half = Half::read(&one.half).map(Half::title).unwrap_or_default();
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
        let about =
            format!("подан {}{}{word}{came}", russian::date(one.submitted_on), heard.unwrap_or_default());
        ReportRow {
            title: format!("{half}, {side}"),
            state: (state, tone),
            hear_url: if hears && !is_own && one.state == "submitted" {
                format!("{url}/reports/{}/hearing", one.id)
            } else {
                String::new()
            },
            form: format!("hearing-{}", one.id),
            paper_url: format!("{url}/reports/{}/paper", one.id),
            former: former.remove(&one.id.0).unwrap_or_default().into_iter().map(told_before).collect(),
            version: one.version,
            body: one.body,
            about,
        }
    };
    Ok(store::reports_of(cx.conn(), &[whole.pair.id.0])?.into_iter().map(row).collect())
}

/// «подан 18.06.2026, возвращён 20.06.2026: добавьте выводы»
fn told_before(one: crate::model::FormerText) -> (String, String) {
    let returned = match one.heard_on.filter(|_| one.state == "returned") {
        Some(day) => format!(", возвращён {}: {}", russian::date(day), one.word),
        None => ", заменён до\u{a0}рассмотрения".to_owned(),
    };
    (format!("подан {}{returned}", russian::date(one.submitted_on)), one.body)
}
