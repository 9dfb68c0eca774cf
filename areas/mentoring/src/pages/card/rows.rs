//! The life of a pair on its card: the plan and the journal.

use chrono::NaiveDate;
use packs::Effective;
use web::{Cx, Mode, Result, russian};

use crate::actions::analysing::{ANALYSIS, in_words};
use crate::actions::ordering::Whole;
use crate::actions::working;
use crate::model::{Analysis, State};
use crate::pages::{Choices, Power};
use crate::rules::may_write;
use crate::store;

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
    /// Who wrote it down.
    pub by: String,
    /// The kinds the reader may give it, its own among them.
    pub kinds: Choices,
}

/// The kinds of lines the reader may write.
pub(super) fn kinds(rules: &Effective, power: Power) -> Choices {
    let own = rules.mentoring.works.iter().map(|one| &one.rule).filter(|one| may_write(&one.id, power.keeps));
    own.map(|one| (one.id.clone(), one.title.clone())).collect()
}

/// The same with the kind a line has already.
fn kinds_with((own, work): (&Choices, &str), title: &str) -> Choices {
    let mut all = own.clone();
    if !all.iter().any(|(id, _)| id == work) {
        all.push((work.to_owned(), title.to_owned()));
    }
    all
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
    let own = kinds(rules, power);
    let writers: Vec<i64> = all.iter().filter_map(|one| one.written_by).collect();
    let names = access::store::short_names(cx.conn(), &writers)?;
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
        let by = one.written_by.and_then(|account| names.get(&account)).cloned().unwrap_or_default();
        rows.push(WorkRow {
            by,
            kinds: if is_open { kinds_with((&own, &one.work), &title(&one.work)) } else { Vec::new() },
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
