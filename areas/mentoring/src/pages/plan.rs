//! The plan of professional formation: goals, lines under the functions of the mentor, agreements, the council's word, the paper.

mod forms;
mod rows;

use access::{Granted, SignedIn};
use askama::Template;
use chrono::NaiveDate;
use packs::Effective;
use web::{Body, Cx, Error, FieldFault, Mode, Page, PaperForm, Read, Reply, Result, russian};

use super::forms::{Form, Forms};
use super::tabs::{Tabs, tabs};
use super::words;
use crate::actions::around::seen;
use crate::actions::onward::Ways;
use crate::actions::ordering::Whole;
use crate::actions::planning::Planned;
use crate::actions::rules_at;
use crate::model::{PairId, State};
use crate::plan_paper::PlanPaper;
use crate::rules::Eye;
use crate::store;
use rows::Group;

#[derive(Template)]
#[template(path = "plan.html")]
struct PlanPage {
    csrf: String,
    url: String,
    head: String,
    subtitle: String,
    mark: (&'static str, &'static str),
    tabs: Tabs,
    goals: String,
    facts: Vec<(String, String, String)>,
    groups: Vec<Group>,
    faults: Vec<(String, String)>,
    forms: Vec<Form>,
    agreement: Option<Form>,
    is_empty: bool,
    /// Where the tasks the rules name for this kind of mentor are entered; empty: none lacks, or the reader does not.
    tasks_url: String,
}

pub(super) fn id<M: Mode>(cx: &Cx<M>) -> Result<PairId> {
    cx.request().arg("mentorship")
}

/// `GET /mentoring/{mentorship}/plan`
pub(super) fn page(cx: &mut Cx<Read>, _may: Granted<SignedIn>) -> Result<Reply> {
    show(cx, Vec::new())
}

pub(super) fn show<M: Mode>(cx: &mut Cx<M>, faults: Vec<FieldFault>) -> Result<Reply> {
    let id = id(cx)?;
    let (pair, eye) = seen(cx, id)?;
    let whole = Whole::of(cx, pair)?;
    cx.saw("person", &whole.people(), &whole.pair.unit_path);
    let (rules, today) = (rules_at(cx, &whole.unit.path)?, cx.today_at(&whole.unit.path)?);
    let planned = Planned::of(cx, id)?;
    let aims = store::plans::aims_of(cx.conn(), id)?;
    let forms = Forms::of(cx, faults);
    let is_open = whole.pair.state() == State::Active;
    let can_work = is_open && (eye.keeps || eye.is_mentor || eye.is_mentee);
    let ways = Ways::of(cx, &whole.pair, eye)?;
    let drawn =
        Drawn { whole: &whole, planned: &planned, rules: &rules, forms: &forms, eye, today, ways: &ways };
    let page = PlanPage {
        url: format!("{}/plan", whole.pair.url()),
        head: "План профессионального становления".to_owned(),
        subtitle: format!("{}; наставник {}", whole.mentee.person.name().full(), words::mentors(&whole)),
        mark: planned.state().told(),
        tabs: tabs(&whole.pair, "plan"),
        goals: planned.plan.as_ref().map(|plan| plan.goals.clone()).unwrap_or_default(),
        facts: facts(&planned),
        groups: drawn.groups(&aims, can_work),
        forms: if can_work { drawn.forms() } else { Vec::new() },
        agreement: drawn.agreement().filter(|_| can_work),
        is_empty: planned.lines.is_empty(),
        tasks_url: if can_work && lacks_tasks(&planned, &whole, &rules) {
            format!("{}/plan/tasks", whole.pair.url())
        } else {
            String::new()
        },
        faults: forms.faults.clone(),
        csrf: forms.csrf.clone(),
    };
    Page::titled("План профессионального становления").at(&whole.unit.path).under("/mentoring").show(&page)
}

/// Whether a task the rules name for this kind of mentor is not in the plan.
fn lacks_tasks(planned: &Planned, whole: &Whole, rules: &Effective) -> bool {
    let all = rules.mentoring.kind(&whole.pair.kind).map_or(&[][..], |kind| kind.tasks.as_slice());
    all.iter().any(|title| !planned.lines.iter().any(|line| line.title == *title))
}

fn facts(planned: &Planned) -> Vec<(String, String, String)> {
    let Some(plan) = &planned.plan else { return Vec::new() };
    let day = |day: Option<NaiveDate>| day.map_or_else(|| "нет".to_owned(), russian::date);
    let council = plan.council_on.map(|day| format!("{}, {}", russian::date(day), plan.council_note));
    let all = [
        ("Согласовал наставник", day(plan.mentor_on)),
        ("Согласовал наставляемый", day(plan.mentee_on)),
        ("Методсовет рассмотрел", council.unwrap_or_else(|| "нет".to_owned())),
        ("Совет сказал", plan.council_word.clone()),
    ];
    let said = all.into_iter().filter(|(_, value)| !value.is_empty());
    said.map(|(label, value)| (label.to_owned(), value, String::new())).collect()
}

/// What the page is drawn from.
struct Drawn<'a> {
    whole: &'a Whole,
    planned: &'a Planned,
    rules: &'a Effective,
    forms: &'a Forms,
    eye: Eye,
    today: NaiveDate,
    ways: &'a Ways,
}

impl Drawn<'_> {
    fn url(&self) -> String {
        format!("{}/plan", self.whole.pair.url())
    }
}

/// `GET /mentoring/{mentorship}/plan/paper?as=pdf`
pub(super) fn paper(cx: &mut Cx<Read>, _may: Granted<SignedIn>) -> Result<Reply> {
    let form = PaperForm::of(cx.request().asked("as")).ok_or(Error::NotFound)?;
    let id = id(cx)?;
    let (pair, _) = seen(cx, id)?;
    let whole = Whole::of(cx, pair)?;
    cx.saw("person", &whole.people(), &whole.pair.unit_path);
    let (rules, today) = (rules_at(cx, &whole.unit.path)?, cx.today_at(&whole.unit.path)?);
    let paper = PlanPaper {
        head: units::letterhead(cx.conn(), whole.unit.id)?,
        planned: Planned::of(cx, id)?,
        aims: store::plans::aims_of(cx.conn(), id)?,
        whole: &whole,
        rules: &rules,
        day: today,
    };
    let bytes = cx.house().paper(&paper.paper(), form)?;
    let name = format!("План профессионального становления.{}", form.code());
    Ok(Reply::of(Body::File { bytes, media_type: form.media_type().to_owned(), name }))
}
