//! The mentor's individual plan: the lines of the common plan with how each is controlled, what the council said, the paper (п. 8.3).

use std::collections::BTreeMap;

use access::{Granted, SignedIn};
use askama::Template;
use chrono::NaiveDate;
use web::{Body, Cx, Error, FieldFault, Mode, Page, PaperForm, Read, Reply, Result, Write, russian};

use super::forms::{Forms, led};
use super::tabs::{Tabs, tabs};
use super::words;
use crate::actions::around::seen;
use crate::actions::controlling::{NewControl, control, field};
use crate::actions::ordering::Whole;
use crate::actions::planning::Planned;
use crate::actions::rules_at;
use crate::model::{PairId, State, Task};
use crate::papers::MentorPlanPaper;
use crate::rules::is_overdue;
use crate::{WorkInPair, store};

#[derive(Template)]
#[template(path = "mentor_plan.html")]
struct MentorPlanPage {
    csrf: String,
    url: String,
    head: &'static str,
    subtitle: String,
    tabs: Tabs,
    goals: String,
    facts: Vec<(String, String, String)>,
    rows: Vec<Row>,
    writes: bool,
    /// Lines without a form of control, in words; empty: all have one.
    lacks: String,
    common: String,
    faults: Vec<(String, String)>,
}

struct Row {
    what: String,
    about: String,
    mark: (&'static str, &'static str),
    field: String,
    was: String,
    typed: String,
    error: String,
}

/// `GET /mentoring/{mentorship}/plan/mentor`
pub(super) fn page(cx: &mut Cx<Read>, _may: Granted<SignedIn>) -> Result<Reply> {
    show(cx, Vec::new())
}

fn show<M: Mode>(cx: &mut Cx<M>, faults: Vec<FieldFault>) -> Result<Reply> {
    let id: PairId = cx.request().arg("mentorship")?;
    let (pair, eye) = seen(cx, id)?;
    let whole = Whole::of(cx, pair)?;
    cx.saw("person", &whole.people(), &whole.pair.unit_path);
    let today = cx.today_at(&whole.unit.path)?;
    let planned = Planned::of(cx, id)?;
    let aims = store::plans::aims_of(cx.conn(), id)?;
    let controls = store::plans::controls_of(cx.conn(), id)?;
    let forms = Forms::of(cx, faults);
    let shows = |line: &Task| aims.get(&line.id.0).map_or("", |aim| aim.evidence.as_str());
    let rows = planned.lines.iter().map(|line| row(line, shows(line), (&controls, &forms), today));
    let common = format!("{}/plan", whole.pair.url());
    let page = MentorPlanPage {
        url: format!("{common}/mentor"),
        head: "Индивидуальный план работы наставника",
        subtitle: format!("{}; наставляемый {}", words::mentors(&whole), whole.mentee.person.name().short()),
        tabs: tabs(&whole.pair, "plan"),
        goals: planned.plan.as_ref().map(|plan| plan.goals.clone()).unwrap_or_default(),
        facts: facts(&planned),
        rows: rows.collect(),
        writes: whole.pair.state() == State::Active && (eye.is_mentor || eye.keeps),
        lacks: lacks(&planned.lines, &controls),
        common,
        faults: forms.faults.clone(),
        csrf: forms.csrf.clone(),
    };
    Page::titled(page.head).at(&whole.unit.path).under("/mentoring").show(&page)
}

fn row(
    line: &Task,
    evidence: &str,
    (controls, forms): (&BTreeMap<i64, String>, &Forms),
    today: NaiveDate,
) -> Row {
    let mark = match line.done_on {
        Some(_) => ("выполнено", "ok"),
        None if is_overdue(line.due_on, line.done_on, today) => ("просрочено", "bad"),
        None => ("впереди", "muted"),
    };
    let due = Some(format!("до\u{a0}{}", russian::date(line.due_on)));
    let expected = Some(format!("результат: {evidence}")).filter(|_| !evidence.is_empty());
    let done = line.done_on.map(|day| format!("выполнено {}", russian::date(day)));
    let proof = Some(line.proof.clone()).filter(|proof| !proof.is_empty());
    let about: Vec<String> = [due, expected, done, proof].into_iter().flatten().collect();
    let (field, was) = (field(line.id), controls.get(&line.id.0).cloned().unwrap_or_default());
    let typed = forms.typed(&field, &was);
    // A field nobody touched shows what stands there now, so that a second try writes over nothing.
    let is_untouched = typed == forms.typed(&format!("was-{field}"), &was);
    Row {
        what: line.title.clone(),
        about: about.join(" · "),
        mark,
        typed: if is_untouched { was.clone() } else { typed },
        error: forms.fault(&field).to_owned(),
        field,
        was,
    }
}

fn facts(planned: &Planned) -> Vec<(String, String, String)> {
    let council = planned.plan.as_ref().and_then(|plan| {
        let day = plan.council_on?;
        Some((format!("{}, {}", russian::date(day), plan.council_note), plan.council_word.clone()))
    });
    let (reviewed, word) = council.unwrap_or_else(|| ("ещё не\u{a0}рассмотрел".to_owned(), String::new()));
    let all = [("Методсовет рассмотрел", reviewed), ("Совет сказал", word)];
    let told = all.into_iter().filter(|(_, value)| !value.is_empty());
    told.map(|(label, value)| (label.to_owned(), value, String::new())).collect()
}

fn lacks(lines: &[Task], controls: &BTreeMap<i64, String>) -> String {
    let bare = lines.iter().filter(|line| !controls.contains_key(&line.id.0)).count();
    if bare == 0 {
        return String::new();
    }
    let counted = russian::counted(i64::try_from(bare).unwrap_or(i64::MAX), "дела", "дел", "дел");
    format!("Форма контроля не\u{a0}записана у\u{a0}{counted}.")
}

/// `POST /mentoring/{mentorship}/plan/mentor`
pub(super) fn save(cx: &mut Cx<Write>, may: Granted<WorkInPair>) -> Result<Reply> {
    let (id, request) = (cx.request().arg::<PairId>("mentorship")?, cx.request_handle());
    let lines = store::tasks_of(cx.conn(), id)?;
    let mut check = request.form.check();
    let mut all = Vec::new();
    for line in lines.iter().filter(|line| request.form.has(&field(line.id))) {
        let (name, was) = (field(line.id), format!("was-{}", field(line.id)));
        let control = check.optional(&name, 200).to_owned();
        all.push(NewControl { task: line.id, control, was: request.form.text(&was).to_owned() });
    }
    let outcome = check.done().and_then(|()| control(cx, &may, id, &all));
    led(cx, outcome, ("Формы контроля записаны.", format!("/mentoring/{id}/plan/mentor")), show)
}

/// `GET /mentoring/{mentorship}/plan/mentor/paper?as=pdf`
pub(super) fn paper(cx: &mut Cx<Read>, _may: Granted<SignedIn>) -> Result<Reply> {
    let form = PaperForm::of(cx.request().asked("as")).ok_or(Error::NotFound)?;
    let id: PairId = cx.request().arg("mentorship")?;
    let (pair, _) = seen(cx, id)?;
    let whole = Whole::of(cx, pair)?;
    cx.saw("person", &whole.people(), &whole.pair.unit_path);
    let (rules, today) = (rules_at(cx, &whole.unit.path)?, cx.today_at(&whole.unit.path)?);
    let paper = MentorPlanPaper {
        head: units::letterhead(cx.conn(), whole.unit.id)?,
        planned: Planned::of(cx, id)?,
        aims: store::plans::aims_of(cx.conn(), id)?,
        controls: store::plans::controls_of(cx.conn(), id)?,
        whole: &whole,
        rules: &rules,
        day: today,
    };
    let bytes = cx.house().paper(&paper.paper(), form)?;
    let name = format!("Индивидуальный план работы наставника.{}", form.code());
    Ok(Reply::of(Body::File { bytes, media_type: form.media_type().to_owned(), name }))
}
