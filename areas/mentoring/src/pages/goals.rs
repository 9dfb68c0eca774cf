//! Whether mentoring reached its goals: the mentee's questionnaires side by side, the fact of staying (п. 2.1).

use std::collections::BTreeMap;

use access::{Granted, SignedIn};
use askama::Template;
use chrono::NaiveDate;
use packs::Effective;
use web::{Cx, FieldFault, Mode, Page, Read, Reply, Result, Write, russian};

use super::forms::{Forms, led};
use super::tabs::{Tabs, tabs};
use super::words;
use crate::actions::around::seen;
use crate::actions::ordering::Whole;
use crate::actions::rules_at;
use crate::actions::surveying::{STAGES, fill, is_time};
use crate::model::PairId;
use crate::model::around::Survey;
use crate::rules::{BEST, GoalResult, Stayed, results, stayed};
use crate::{WorkInPair, store};

#[derive(Template)]
#[template(path = "goals.html")]
struct GoalsPage {
    csrf: String,
    url: String,
    head: String,
    subtitle: String,
    tabs: Tabs,
    faults: Vec<(String, String)>,
    rows: Vec<Row>,
    staying: Vec<(String, String, String)>,
    growth: Vec<(String, String, String)>,
    /// Of the goals, of the growth card; empty: the rules name none.
    clauses: (String, String),
    stage: &'static str,
    stage_title: &'static str,
    questions: Vec<Asked>,
    empty: &'static str,
    filled: String,
}

struct Row {
    goal: String,
    start: String,
    end: String,
    change: String,
}

struct Asked {
    id: String,
    text: String,
    error: String,
    marks: Vec<(i64, bool)>,
}

/// `GET /mentoring/{mentorship}/goals`
pub(super) fn page(cx: &mut Cx<Read>, _may: Granted<SignedIn>) -> Result<Reply> {
    show(cx, Vec::new())
}

fn show<M: Mode>(cx: &mut Cx<M>, faults: Vec<FieldFault>) -> Result<Reply> {
    let id: PairId = cx.request().arg("mentorship")?;
    let (pair, eye) = seen(cx, id)?;
    let whole = Whole::of(cx, pair)?;
    cx.saw("person", &whole.people(), &whole.pair.unit_path);
    let (rules, today) = (rules_at(cx, &whole.unit.path)?, cx.today_at(&whole.unit.path)?);
    let filled = store::around::surveys_of(cx.conn(), id)?;
    let stage = STAGES.iter().find(|(code, _)| {
        is_time(&whole.pair, code, today) && !filled.iter().any(|(one, _)| one.stage == *code)
    });
    let forms = Forms::of(cx, faults);
    let asked = stage.filter(|_| eye.is_mentee);
    // Answers are of a person: those of the pair and of the school read them, above the school nobody does.
    let may_read = eye.is_mentee || eye.is_mentor || eye.keeps;
    let page = GoalsPage {
        csrf: forms.csrf.clone(),
        url: format!("{}/goals", whole.pair.url()),
        head: "Анкеты, рост, закрепление".to_owned(),
        subtitle: format!("{}; наставник {}", whole.mentee.person.name().full(), words::mentors(&whole)),
        tabs: tabs(&whole.pair, "goals"),
        rows: if may_read { rows(&rules, &filled) } else { Vec::new() },
        staying: staying(&whole, today),
        growth: super::growth::card(cx, &whole, &rules)?,
        clauses: (
            rules.mentoring.clause("goals").to_owned(),
            rules.mentoring.clause("consultant").to_owned(),
        ),
        stage: asked.map_or("", |(code, _)| code),
        stage_title: asked.map_or("", |(_, title)| title),
        questions: if asked.is_some() { questions(&rules, &forms) } else { Vec::new() },
        empty: if may_read {
            "Анкета ещё не заполнена. Её заполняет сам молодой специалист: в начале и за три месяца до конца срока."
        } else {
            "Ответы анкет видят пара и руководство школы."
        },
        filled: told(&filled),
        faults: forms.faults.clone(),
    };
    Page::titled("Анкеты, рост, закрепление").at(&whole.unit.path).under("/mentoring").show(&page)
}

type Filled = (Survey, BTreeMap<String, i64>);

fn told(filled: &[Filled]) -> String {
    let one = |(survey, _): &Filled| {
        let stage = STAGES.iter().find(|(code, _)| *code == survey.stage).map_or("", |(_, title)| title);
        format!("{stage} – {}", russian::date(survey.filled_on))
    };
    filled.iter().map(one).collect::<Vec<_>>().join("; ")
}

fn rows(rules: &Effective, filled: &[Filled]) -> Vec<Row> {
    if filled.is_empty() {
        return Vec::new();
    }
    let words: Vec<(&str, &str)> =
        rules.mentoring.words_of("question").map(|one| (one.id.as_str(), one.group.as_str())).collect();
    let marks = |stage: &str| {
        let found = filled.iter().find(|(one, _)| one.stage == stage);
        found.map(|(_, marks)| marks.clone()).unwrap_or_default()
    };
    let tenths = |value: Option<i64>| {
        value.map_or_else(|| "–".to_owned(), |tenths| format!("{},{}", tenths / 10, tenths % 10))
    };
    let row = |one: GoalResult| Row {
        start: tenths(one.start),
        end: tenths(one.end),
        change: match one.change() {
            Some(change) if change < 0 => format!("−{},{}", -change / 10, -change % 10),
            Some(change) => format!("+{},{}", change / 10, change % 10),
            None => "–".to_owned(),
        },
        goal: one.goal,
    };
    results(&words, &marks("start"), &marks("end")).into_iter().map(row).collect()
}

fn staying(whole: &Whole, today: NaiveDate) -> Vec<(String, String, String)> {
    let here: Vec<_> = whole.mentee.works.iter().filter(|work| work.unit_id == whole.pair.unit_id).collect();
    let goes_on = here.iter().any(|work| work.ended_on.is_none());
    let left = if goes_on { None } else { here.iter().filter_map(|work| work.ended_on).max() };
    let year = |(years, fact): (u32, Stayed)| {
        let label = russian::counted(i64::from(years), "год", "года", "лет");
        let value = match fact {
            Stayed::Yes => "работает".to_owned(),
            Stayed::Left(day) => format!("ушёл (ушла) {}", russian::date(day)),
            Stayed::NotYet(day) => format!("исполнится {}", russian::date(day)),
        };
        (label, value, String::new())
    };
    stayed(whole.pair.hired_on, left, today).into_iter().map(year).collect()
}

fn questions(rules: &Effective, forms: &Forms) -> Vec<Asked> {
    let asked = |word: &packs::MentoringWord| Asked {
        id: word.id.clone(),
        text: word.title.clone(),
        error: forms.fault(&word.id).to_owned(),
        marks: (1..=BEST).map(|mark| (mark, forms.is_ticked(&word.id, &mark.to_string()))).collect(),
    };
    rules.mentoring.words_of("question").map(asked).collect()
}

/// `POST /mentoring/{mentorship}/goals`
pub(super) fn answer(cx: &mut Cx<Write>, may: Granted<WorkInPair>) -> Result<Reply> {
    let (id, request) = (cx.request().arg::<PairId>("mentorship")?, cx.request_handle());
    let stage = request.form.text("stage");
    let fields = request.form.fields().iter();
    let marks: Vec<(String, Option<i64>)> =
        fields.map(|(name, value)| (name.clone(), value.trim().parse().ok())).collect();
    let outcome = fill(cx, &may, id, (stage, &marks));
    let notice = "Анкета заполнена: спасибо. Её увидят наставник и\u{a0}руководство школы.";
    led(cx, outcome, (notice, format!("/mentoring/{id}/goals")), show)
}
