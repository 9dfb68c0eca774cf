//! The plan of professional formation: goals, lines under the functions of the mentor, agreements, the council's word, the paper.

use access::{Granted, SignedIn};
use askama::Template;
use chrono::NaiveDate;
use packs::Effective;
use web::{Body, Cx, Error, FieldFault, Mode, Page, PaperForm, Read, Reply, Result, russian};

use super::forms::{Form, Forms};
use super::tabs::{Tabs, tabs};
use super::{Choices, words};
use crate::actions::around::seen;
use crate::actions::onward::Ways;
use crate::actions::ordering::Whole;
use crate::actions::planning::{self, Planned};
use crate::actions::{Side, rules_at};
use crate::model::around::Aim;
use crate::model::{PairId, State, Task};
use crate::plan_paper::PlanPaper;
use crate::rules::half::HALVES;
use crate::rules::{Eye, PlanState, is_overdue, led_by};
use crate::store;
use russian::capital;

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

struct Group {
    name: String,
    rows: Vec<Row>,
}

struct Row {
    what: String,
    about: String,
    due: String,
    mark: (&'static str, &'static str),
    proof: String,
    forms: Vec<Form>,
    id: i64,
    /// The proposal it came from: word, address.
    from: Option<(String, String)>,
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

    /// Lines under the groups of the functions; those of none last.
    fn groups(&self, aims: &std::collections::BTreeMap<i64, Aim>, can_work: bool) -> Vec<Group> {
        let mut names: Vec<String> = Vec::new();
        for word in self.rules.mentoring.words_of("function") {
            if !names.contains(&word.group) {
                names.push(word.group.clone());
            }
        }
        names.push(String::new());
        let group_of = |line: &Task| {
            let word = aims.get(&line.id.0).and_then(|aim| self.rules.mentoring.word(&aim.word));
            word.map(|word| word.group.clone()).unwrap_or_default()
        };
        let group = |name: String| {
            let of = self.planned.lines.iter().filter(|line| group_of(line) == name);
            let rows: Vec<Row> = of.map(|line| self.row(line, aims.get(&line.id.0), can_work)).collect();
            let name = if name.is_empty() { "Другие дела".to_owned() } else { capital(&name) };
            Group { name, rows }
        };
        names.into_iter().map(group).filter(|group| !group.rows.is_empty()).collect()
    }

    fn row(&self, line: &Task, aim: Option<&Aim>, can_work: bool) -> Row {
        let word = aim.and_then(|aim| self.rules.mentoring.word(&aim.word)).map(|word| word.title.clone());
        let deficit = aim.filter(|aim| !aim.deficit.is_empty()).map(|aim| match aim.component.as_str() {
            "" => format!("дефицит: {}", aim.deficit),
            component => format!("{component} компонент: {}", aim.deficit),
        });
        let evidence =
            aim.filter(|aim| !aim.evidence.is_empty()).map(|aim| format!("покажет: {}", aim.evidence));
        let about: Vec<String> = [word, deficit, evidence].into_iter().flatten().collect();
        let mark = match line.done_on {
            Some(_) => ("выполнено", "ok"),
            None if is_overdue(line.due_on, line.done_on, self.today) => ("просрочено", "bad"),
            None => ("впереди", "muted"),
        };
        let done = line.done_on.map(|day| format!("выполнено {}; ", russian::date(day))).unwrap_or_default();
        Row {
            what: line.title.clone(),
            about: about.join(" · "),
            due: russian::date(line.due_on),
            mark,
            proof: format!("{done}{}", line.proof).trim_end_matches("; ").to_owned(),
            forms: match line.done_on {
                _ if !can_work => Vec::new(),
                None => self.row_forms(line),
                Some(_) => vec![self.reopening(line)],
            },
            id: line.id.0,
            from: self.ways.back.get(&line.id.0).cloned(),
        }
    }

    /// «Выполнено» by mistake.
    fn reopening(&self, line: &Task) -> Form {
        let id = line.id;
        Form::of(format!("{}/lines/{id}/reopening", self.url()), "Снять отметку", "Снять отметку").asks(
            self.forms,
            ("text", format!("{id}-why"), "Почему", ""),
            ("", true),
        )
    }

    fn row_forms(&self, line: &Task) -> Vec<Form> {
        let (id, url) = (line.id, self.url());
        let done = Form::of(format!("{url}/lines/{id}/completion"), "Выполнено", "Отметить")
            .asks(self.forms, ("date", format!("{id}-done_on"), "Когда", ""), (&self.today.to_string(), true))
            .asks(self.forms, ("text", format!("{id}-proof"), "Чем подтверждается", ""), ("", false));
        let mut drop = Form::of(format!("{url}/lines/{id}/removal"), "Убрать", "Убрать из\u{a0}плана")
            .hinted("Дело, с\u{a0}которым согласились оба, не\u{a0}убирают.");
        drop.is_open = self.forms.is_under(&format!("{id}-line"));
        let fault = self.forms.fault(&format!("{id}-line"));
        if !fault.is_empty() {
            fault.clone_into(&mut drop.hint);
        }
        vec![done, drop]
    }

    fn forms(&self) -> Vec<Form> {
        let (url, forms) = (self.url(), self.forms);
        let plan = self.planned.plan.as_ref();
        let version = plan.map_or(0, |plan| plan.version).to_string();
        let goals = plan.map(|plan| plan.goals.clone()).unwrap_or_default();
        let list = |name: &str| -> Choices {
            let words = self.rules.mentoring.words_of(name);
            words.map(|word| (word.id.clone(), format!("{}: {}", word.group, word.title))).collect()
        };
        let templates: Choices = self
            .rules
            .mentoring
            .templates
            .iter()
            .map(|one| (one.rule.id.clone(), format!("{}: {}", one.rule.component, one.rule.deficit)))
            .collect();
        // Where the rules name kinds of support, a line is for one of them.
        let functions = if self.rules.mentoring.word("support_personal").is_some() {
            "Вид поддержки"
        } else {
            "Функция наставника"
        };
        let mut all = vec![
            Form::of(format!("{url}/lines"), "Добавить дело", "Добавить")
                .asks(forms, ("text", "title".to_owned(), "Что будет сделано", ""), ("", true))
                .asks(forms, ("date", "due_on".to_owned(), "Срок", ""), ("", true))
                .asks(forms, ("select", "word".to_owned(), functions, ""), ("", false))
                .told(russian::capital(self.rules.mentoring.clause("functions")))
                .among(list("function"))
                .asks(
                    forms,
                    ("text", "component".to_owned(), "Компонент", "Предметный, методический, …"),
                    ("", false),
                )
                .asks(forms, ("text", "deficit".to_owned(), "Какой дефицит восполняет", ""), ("", false))
                .asks(forms, ("text", "evidence".to_owned(), "Что покажет результат", ""), ("", false)),
            Form::of(format!("{url}/goals"), "Записать цели", "Сохранить цели")
                .asks(forms, ("hidden", "version".to_owned(), "", ""), (&version, false))
                .asks(
                    forms,
                    ("area", "goals".to_owned(), "Цели", "Чему научится молодой педагог."),
                    (&goals, true),
                ),
        ];
        // A version that is stale must not come back with what was typed.
        if let Some(field) = all[1].fields.first_mut() {
            field.value = version;
        }
        if !templates.is_empty() {
            let due = self
                .whole
                .pair
                .ends_on
                .map_or(self.today, |last| crate::rules::Half::at(self.today, HALVES).due().min(last));
            all.insert(
                1,
                Form::of(format!("{url}/templates"), "Внести дела по\u{a0}шаблону", "Внести")
                    .asks(
                        forms,
                        ("select", "template".to_owned(), "Компонент и\u{a0}дефицит", ""),
                        ("", true),
                    )
                    .among(templates)
                    .asks(
                        forms,
                        ("date", "template_due_on".to_owned(), "Срок", ""),
                        (&due.to_string(), true),
                    ),
            );
        }
        let state = self.planned.state();
        if self.eye.guides && state.is_agreed() && plan.is_none_or(|plan| plan.council_on.is_none()) {
            all.push(
                Form::of(format!("{url}/review"), "Совет рассмотрел план", "Записать")
                    .hinted(led_by(
                        self.rules.mentoring.clause("plan_review"),
                        "индивидуальный план работы наставника рассматривают на\u{a0}заседании.",
                    ))
                    .asks(
                        forms,
                        ("date", "reviewed_on".to_owned(), "День заседания", ""),
                        (&self.today.to_string(), true),
                    )
                    .asks(
                        forms,
                        ("text", "protocol".to_owned(), "Протокол", "«протокол № 2 от 30.09.2026»"),
                        ("", true),
                    )
                    .asks(
                        forms,
                        ("area", "word".to_owned() + "_council", "Что совет посоветовал", ""),
                        ("", false),
                    ),
            );
        }
        all
    }

    /// The agreement: one button for the own side, a form for whoever notes what was agreed on paper.
    fn agreement(&self) -> Option<Form> {
        let (state, forms) = (self.planned.state(), self.forms);
        if self.planned.lines.is_empty() || matches!(state, PlanState::Agreed(_)) {
            return None;
        }
        let facts = planning::facts(self.planned.plan.as_ref(), &self.planned.lines);
        let last = facts.lines.iter().copied().chain(facts.goals_at).max();
        let lacks = |agreed: Option<(NaiveDate, db::Moment)>| agreed.map(|(_, at)| at) < last;
        let sides = [(Side::Mentor, lacks(facts.mentor)), (Side::Mentee, lacks(facts.mentee))];
        let seal = self.planned.seal();
        let form = Form::of(format!("{}/agreement", self.url()), "Согласовать план", "Согласовать");
        let is_own = |side: Side| match side {
            Side::Mentor => self.eye.is_mentor,
            Side::Mentee => self.eye.is_mentee,
        };
        let own = sides.iter().find(|(side, lacks)| *lacks && is_own(*side));
        let mut form = if let Some((side, _)) = own {
            form.hinted(format!(
                "Вы согласуете план как {}, сегодня, {}.",
                side.title(),
                russian::date(self.today)
            ))
            .asks(forms, ("hidden", "side".to_owned(), "", ""), (side.code(), false))
        } else if self.eye.keeps {
            let left = sides.iter().filter(|(_, lacks)| *lacks);
            let options = left.map(|(side, _)| (side.code().to_owned(), side.title().to_owned())).collect();
            form.hinted("Если план согласован на\u{a0}бумаге, отметьте, кто и\u{a0}когда.")
                .asks(forms, ("select", "side".to_owned(), "Кто согласовал", ""), ("", true))
                .among(options)
                .asks(forms, ("date", "agreed_on".to_owned(), "Когда", ""), (&self.today.to_string(), true))
        } else {
            return None;
        };
        form = form.asks(forms, ("hidden", "seal".to_owned(), "", ""), (&seal, false));
        if let Some(field) = form.fields.last_mut() {
            field.value = seal;
        }
        form.is_open |= own.is_some() || forms.is_under("agreed_on");
        let fault = forms.fault("agreed_on");
        if !fault.is_empty() && own.is_some() {
            fault.clone_into(&mut form.hint);
        }
        Some(form)
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
