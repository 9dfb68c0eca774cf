//! The plan of professional formation: goals, lines by the functions of the mentor, templates (пп. 1.3, 2.3.3, 4.5, 6.2).

use access::Granted;
use audit::Action;
use chrono::NaiveDate;
use packs::Effective;
use web::{Cx, Error, FieldFault, Mode, Result, Write, russian};

use super::around::reached;
use super::{rules_at, told};
use crate::model::around::{Aim, Plan, PlanId};
use crate::model::{Pair, PairId, State, Task, TaskId};
use crate::rules::{PlanFacts, PlanState, Refusal};
use crate::{WorkInPair, store};

/// A line to be planned.
#[derive(Debug, Clone, Default)]
pub struct NewLine {
    /// What is to be done.
    pub title: String,
    /// By which day.
    pub due_on: NaiveDate,
    /// The item of the mentor's functions, of the pack; may be empty.
    pub word: String,
    /// The component of competence.
    pub component: String,
    /// The deficit it serves.
    pub deficit: String,
    /// What will show that it is done.
    pub evidence: String,
}

/// A plan with its lines, as it stands.
#[derive(Debug, Clone)]
pub struct Planned {
    /// Goals and agreements; none: nobody wrote any yet.
    pub plan: Option<Plan>,
    /// The lines.
    pub lines: Vec<Task>,
}

impl Planned {
    /// Reads the plan of a pair.
    pub fn of<M: Mode>(cx: &mut Cx<M>, id: PairId) -> Result<Self> {
        let plan = store::plans::plans_of(cx.conn(), &[id.0])?.remove(&id.0);
        Ok(Self { plan, lines: store::tasks_of(cx.conn(), id)? })
    }

    /// How it stands.
    pub fn state(&self) -> PlanState {
        PlanState::of(&facts(self.plan.as_ref(), &self.lines))
    }

    /// What the reader saw: another text or another line makes another mark.
    pub fn seal(&self) -> String {
        let goals = facts(self.plan.as_ref(), &self.lines).goals_at.map_or(0, |at| at.0);
        format!("{goals}-{}-{}", self.lines.len(), self.lines.iter().map(|one| one.id.0).max().unwrap_or(0))
    }
}

/// What a plan is judged by.
pub(crate) fn facts(plan: Option<&Plan>, lines: &[Task]) -> PlanFacts {
    facts_of(plan, lines.iter().map(|line| line.created_at))
}

/// The same by when each line was added.
pub(crate) fn facts_of(plan: Option<&Plan>, lines: impl Iterator<Item = db::Moment>) -> PlanFacts {
    let written = plan.filter(|plan| !plan.goals.is_empty());
    PlanFacts {
        goals_at: written.map(|plan| plan.goals_at),
        mentor: plan.and_then(|plan| plan.mentor_on.zip(plan.mentor_at)),
        mentee: plan.and_then(|plan| plan.mentee_on.zip(plan.mentee_at)),
        lines: lines.collect(),
    }
}

/// The pair at work, if the person is of it or keeps it.
pub(super) fn own(cx: &mut Cx<Write>, id: PairId) -> Result<(Pair, crate::rules::Eye)> {
    let (pair, eye) = reached(cx, id)?;
    if !(eye.is_mentor || eye.is_mentee || eye.keeps) {
        return Err(Error::NotFound);
    }
    if pair.state() == State::Active {
        Ok((pair, eye))
    } else {
        Err(Refusal::NotActive(super::seen(cx, &pair)?).into())
    }
}

/// The plan of the pair, made when there is none.
pub(super) fn plan_of(cx: &mut Cx<Write>, id: PairId) -> Result<Plan> {
    if let Some(plan) = store::plans::plans_of(cx.conn(), &[id.0])?.remove(&id.0) {
        return Ok(plan);
    }
    let now = cx.now();
    let plan = Plan {
        id: PlanId(cx.id()),
        mentorship_id: id,
        goals: String::new(),
        goals_at: now,
        mentor_on: None,
        mentor_at: None,
        mentor_account: None,
        mentee_on: None,
        mentee_at: None,
        mentee_account: None,
        council_on: None,
        council_note: String::new(),
        council_word: String::new(),
        updated_by: cx.person().map(|person| person.account.0),
        created_at: now,
        updated_at: now,
        version: 1,
    };
    store::plans::add_plan(cx.tx(), &plan)?;
    Ok(plan)
}

pub(super) fn keep(cx: &mut Cx<Write>, plan: &mut Plan) -> Result<()> {
    plan.updated_at = cx.now();
    plan.updated_by = cx.person().map(|person| person.account.0);
    Ok(store::plans::change_plan(cx.tx(), plan)?)
}

/// Writes the goals. `version`: of the plan the writer saw; zero: there was none.
pub fn aim(
    cx: &mut Cx<Write>,
    _may: &Granted<WorkInPair>,
    id: PairId,
    (goals, version): (&str, i64),
) -> Result<()> {
    let (pair, _) = own(cx, id)?;
    if goals.trim().is_empty() {
        return Err(Error::field("goals", "Напишите, к\u{a0}чему идёт пара: чему научится молодой педагог."));
    }
    let known = Planned::of(cx, id)?.plan;
    if known.as_ref().is_some_and(|plan| plan.goals == goals.trim()) {
        return Ok(());
    }
    if let Some(plan) = known.filter(|plan| plan.version != version && !plan.goals.is_empty()) {
        let who = super::who(cx, plan.updated_by)?;
        return Err(Error::field(
            "goals",
            format!(
                "Пока вы писали, план изменил(а) {}. Цели теперь: «{}». Ваш текст остался в\u{a0}поле: сохраните его ещё раз, если он верен.",
                who.trim_end_matches('.'),
                plan.goals
            ),
        ));
    }
    enter_goals(cx, &pair, goals)
}

/// The same for a command: whoever may was asked already.
pub fn enter_goals(cx: &mut Cx<Write>, pair: &Pair, goals: &str) -> Result<()> {
    let mut plan = plan_of(cx, pair.id)?;
    goals.trim().clone_into(&mut plan.goals);
    plan.goals_at = cx.now();
    keep(cx, &mut plan)?;
    told(cx, pair, Action::Changed, "Записаны цели плана")
}

/// Adds a line.
pub fn add(cx: &mut Cx<Write>, _may: &Granted<WorkInPair>, id: PairId, new: &NewLine) -> Result<()> {
    let (pair, _) = own(cx, id)?;
    enter_line(cx, &pair, new)
}

/// The same where whoever may was asked already.
pub(crate) fn enter_line(cx: &mut Cx<Write>, pair: &Pair, new: &NewLine) -> Result<()> {
    let rules = rules_at(cx, &pair.unit_path)?;
    let faults = line_faults(pair, new, &rules);
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    let added = enter_lines(cx, pair, std::slice::from_ref(new))?;
    if added == 0 {
        return Ok(());
    }
    told(
        cx,
        pair,
        Action::Created,
        &format!("В\u{a0}план добавлено дело на\u{a0}{}", russian::date(new.due_on)),
    )
}

fn line_faults(pair: &Pair, new: &NewLine, rules: &Effective) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    let mut fault = |field: &str, text: String| faults.push(FieldFault { field: field.to_owned(), text });
    if new.title.trim().is_empty() {
        fault("title", "Напишите, что будет сделано.".to_owned());
    }
    if let Some(text) = super::working::due_fault(pair, new.due_on) {
        fault("due_on", text);
    }
    if !new.word.is_empty() && rules.mentoring.word(&new.word).is_none_or(|word| word.list != "function") {
        fault("word", "Выберите пункт из\u{a0}списка.".to_owned());
    }
    faults
}

/// Adds lines the plan has not got; how many.
pub fn enter_lines(cx: &mut Cx<Write>, pair: &Pair, lines: &[NewLine]) -> Result<usize> {
    let known = store::tasks_of(cx.conn(), pair.id)?;
    let is_new =
        |new: &&NewLine| !known.iter().any(|one| one.title == new.title.trim() && one.due_on == new.due_on);
    let mut added = 0;
    for new in lines.iter().filter(is_new) {
        let task = super::working::row(cx, pair.id, new.title.trim(), new.due_on);
        store::add_task(cx.tx(), &task)?;
        let text = |text: &String| text.trim().to_owned();
        let aim = Aim {
            task_id: task.id,
            mentorship_id: pair.id,
            word: new.word.clone(),
            component: text(&new.component),
            deficit: text(&new.deficit),
            evidence: text(&new.evidence),
        };
        store::plans::add_aim(cx.tx(), &aim)?;
        added += 1;
    }
    Ok(added)
}

/// Adds the lines of a template of the pack.
pub fn take_template(
    cx: &mut Cx<Write>,
    _may: &Granted<WorkInPair>,
    id: PairId,
    (template, due_on): (&str, NaiveDate),
) -> Result<usize> {
    let (pair, _) = own(cx, id)?;
    let rules = rules_at(cx, &pair.unit_path)?;
    let Some(lines) = template_lines(&rules, template, due_on) else {
        return Err(Error::field("template", "Выберите шаблон из\u{a0}списка."));
    };
    if let Some(text) = super::working::due_fault(&pair, due_on) {
        return Err(Error::field("template_due_on", text));
    }
    let added = enter_lines(cx, &pair, &lines)?;
    if added > 0 {
        told(cx, &pair, Action::Created, &format!("В\u{a0}план внесены дела шаблона: {added}"))?;
    }
    Ok(added)
}

/// The lines of a template.
pub fn template_lines(rules: &Effective, template: &str, due_on: NaiveDate) -> Option<Vec<NewLine>> {
    let template = rules.mentoring.template(template)?;
    let line = |title: &String| NewLine {
        title: title.clone(),
        due_on,
        word: template.function.clone(),
        component: template.component.clone(),
        deficit: template.deficit.clone(),
        evidence: template.evidence.clone(),
    };
    Some(template.tasks.iter().map(line).collect())
}

/// Takes a line out: not one that is done, not one both agreed to.
pub fn drop_line(cx: &mut Cx<Write>, _may: &Granted<WorkInPair>, (id, task): (PairId, TaskId)) -> Result<()> {
    let (pair, _) = own(cx, id)?;
    let Some(line) = store::find_task(cx.conn(), id, task)? else { return Ok(()) };
    if line.done_on.is_some() {
        return Err(Error::field("line", "Выполненное дело из\u{a0}плана не\u{a0}убирают."));
    }
    let plan = Planned::of(cx, id)?.plan;
    let agreed = plan.and_then(|plan| plan.mentor_at.zip(plan.mentee_at));
    if agreed.is_some_and(|(one, other)| one.min(other) >= line.created_at) {
        return Err(Error::field(
            "line",
            "С\u{a0}этим делом согласились оба: его не\u{a0}убирают, а\u{a0}выполняют или добавляют новое.",
        ));
    }
    store::plans::drop_line(cx.tx(), task)?;
    told(cx, &pair, Action::Changed, "Из\u{a0}плана убрано дело")
}

/// Marks the first lines of a plan that are due as done, for a command: at most so many, of those that are not.
pub fn enter_done(
    cx: &mut Cx<Write>,
    pair: &Pair,
    (day, most): (NaiveDate, usize),
    proof: &str,
) -> Result<()> {
    let lines = store::tasks_of(cx.conn(), pair.id)?;
    let open =
        lines.into_iter().filter(|line| line.done_on.is_none() && line.due_on <= day + chrono::Days::new(7));
    for line in open.take(most) {
        let now = cx.now();
        store::do_task(cx.tx(), line.id, (day, proof), now)?;
        told(cx, pair, Action::Changed, &format!("Дело из\u{a0}плана выполнено {}", russian::date(day)))?;
    }
    Ok(())
}
