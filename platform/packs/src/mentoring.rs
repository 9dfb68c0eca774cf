//! `mentoring.toml`: limits, terms by category of the mentee, kinds of mentors, criteria of choice, grounds of replacement,
//! what a pair does together. Амурская область, приложение 2.

mod steps;
mod words;
mod yearly;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::effective::fold;
use crate::{Pack, Sourced};

pub use steps::{MentoringClause, MentoringStep};
pub use words::{MentoringWord, PlanTemplate};
pub use yearly::YearlyDuty;

/// A number of the rules of mentoring. One that no pack of the chain names limits nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MentoringLimit {
    /// Which: one of [`MentoringLimit::IDS`].
    pub id: String,
    /// The number, in the unit its id tells.
    pub value: u32,
    /// Clause.
    pub clause: String,
}

impl MentoringLimit {
    /// The numbers there are, with what each says.
    pub const IDS: [(&'static str, &'static str); 14] = [
        ("order_days", "приказ – не\u{a0}позднее стольких календарных дней после приёма на\u{a0}работу"),
        ("service_years", "педагогический стаж наставника, лет"),
        ("school_years", "стаж работы в\u{a0}школе каждого участника коллективного наставника, лет"),
        ("mentees", "наставляемых у\u{a0}одного наставника одновременно"),
        ("least_months", "срок наставничества – не\u{a0}меньше стольких месяцев"),
        ("reports", "отчётов наставника за\u{a0}год"),
        ("mentee_reports", "отчётов наставляемого за\u{a0}год"),
        ("mentored_percent", "молодых специалистов с\u{a0}наставником – цель, %"),
        ("adapted_percent", "муниципалитетов с\u{a0}мониторингом адаптации – цель, %"),
        ("notice_days", "рабочих дней предупреждения о\u{a0}досрочном окончании"),
        ("silent_days", "дней без записи в\u{a0}журнале, после которых об\u{a0}этом говорится"),
        ("plan_days", "дней после приказа, за\u{a0}которые согласуют план пары"),
        (
            "programme_month",
            "программа школы молодого педагога на\u{a0}учебный год – до\u{a0}1\u{a0}числа этого месяца",
        ),
        ("answer_days", "дней на\u{a0}ответ участнику школы молодого педагога"),
    ];
}

/// From which day mentoring counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MentoringStart {
    /// The day of the order.
    #[default]
    Order,
    /// A month after the work began.
    MonthAfterHiring,
}

/// A category of those who get a mentor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MenteeCategory {
    /// Id (`young_specialist`).
    pub id: String,
    /// «молодой специалист»
    pub title: String,
    /// From which day it counts.
    #[serde(default)]
    pub start: MentoringStart,
    /// How long, in months.
    #[serde(default)]
    pub months: Option<u32>,
    /// Until the mentee finishes the studies; with neither the order names the last day.
    #[serde(default)]
    pub until_graduation: bool,
    /// The order is due within `order_days`; the others get one when the head decides so.
    #[serde(default)]
    pub order_is_due: bool,
    /// Clause.
    pub clause: String,
}

/// A kind of mentor.
#[expect(clippy::struct_excessive_bools, reason = "each is a clause of its own, as a pack says it")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MentorKind {
    /// Id (`subject`).
    pub id: String,
    /// «наставник-предметник»
    pub title: String,
    /// Teaches what the mentee teaches.
    #[serde(default)]
    pub same_subject: bool,
    /// Not here, though a pack above has it.
    #[serde(default)]
    pub absent: bool,
    /// Shows professional success and public activity.
    #[serde(default)]
    pub asks_success: bool,
    /// Several people at once.
    #[serde(default)]
    pub collective: bool,
    /// Tasks: the template of the mentor's plan.
    #[serde(default)]
    pub tasks: Vec<String>,
    /// Clause.
    pub clause: String,
}

/// A line of the sheet by which a mentor is chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MentorCriterion {
    /// Id.
    pub id: String,
    /// «способность делиться профессиональным опытом»
    pub title: String,
    /// Clause.
    pub clause: String,
}

/// A ground on which a mentor is replaced.
#[expect(clippy::struct_excessive_bools, reason = "each is a clause of its own, as a pack says it")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReplacementGround {
    /// Id (`application`).
    pub id: String,
    /// «личное заявление»
    pub title: String,
    /// Whose it may be, each in words of its own («личное заявление подшефного»): one is chosen. Empty: the title says all.
    #[serde(default)]
    pub parties: Vec<String>,
    /// The paper it needs; empty: none.
    #[serde(default)]
    pub paper: String,
    /// That paper is attached as a file: no order without it.
    #[serde(default)]
    pub attached: bool,
    /// Seen by the head and the deputy alone.
    #[serde(default)]
    pub guarded: bool,
    /// The title names no cause: it is told in words.
    #[serde(default)]
    pub worded: bool,
    /// An absence: its first day is told, and the last one as far as it is known.
    #[serde(default)]
    pub absence: bool,
    /// An absence of so many months at most: its last day is told.
    #[serde(default)]
    pub most_months: Option<u32>,
    /// Clause.
    pub clause: String,
}

/// Something a pair does: a line of its journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MentoringWork {
    /// Id (`visit_of_mentor`).
    pub id: String,
    /// «посещение урока наставляемого»
    pub title: String,
    /// Clause.
    pub clause: String,
}

/// A level of adaptation that a study of young teachers tells of one of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AdaptationLevel {
    /// Id (`high`).
    pub id: String,
    /// «высокий»
    pub title: String,
    /// The person needs help now.
    #[serde(default)]
    pub needs_help: bool,
    /// Clause.
    pub clause: String,
}

/// The file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mentoring {
    /// Numbers.
    #[serde(default, rename = "limit")]
    pub limits: Vec<MentoringLimit>,
    /// Steps of the way to a pair at work.
    #[serde(default, rename = "step")]
    pub steps: Vec<MentoringStep>,
    /// Clauses no other rule carries.
    #[serde(default, rename = "clause")]
    pub clauses: Vec<MentoringClause>,
    /// Categories of mentees.
    #[serde(default, rename = "category")]
    pub categories: Vec<MenteeCategory>,
    /// Kinds of mentors.
    #[serde(default, rename = "kind")]
    pub kinds: Vec<MentorKind>,
    /// Criteria of choice.
    #[serde(default, rename = "criterion")]
    pub criteria: Vec<MentorCriterion>,
    /// Grounds of replacement.
    #[serde(default, rename = "ground")]
    pub grounds: Vec<ReplacementGround>,
    /// What a pair does.
    #[serde(default, rename = "work")]
    pub works: Vec<MentoringWork>,
    /// Levels of adaptation.
    #[serde(default, rename = "adaptation")]
    pub adaptation: Vec<AdaptationLevel>,
    /// What pairs choose from, by list.
    #[serde(default, rename = "word")]
    pub words: Vec<MentoringWord>,
    /// Templates of the plan.
    #[serde(default, rename = "template")]
    pub templates: Vec<PlanTemplate>,
    /// What a roadmap asks for every year.
    #[serde(default, rename = "yearly")]
    pub yearly: Vec<YearlyDuty>,
}

/// Rules of mentoring in force for a unit.
#[derive(Debug, Clone, Default, Serialize)]
pub struct MentoringRules {
    /// Numbers.
    pub limits: Vec<Sourced<MentoringLimit>>,
    /// Steps of the way to a pair at work, in their order.
    pub steps: Vec<Sourced<MentoringStep>>,
    /// Clauses no other rule carries.
    pub clauses: Vec<Sourced<MentoringClause>>,
    /// Categories of mentees.
    pub categories: Vec<Sourced<MenteeCategory>>,
    /// Kinds of mentors.
    pub kinds: Vec<Sourced<MentorKind>>,
    /// Criteria of choice.
    pub criteria: Vec<Sourced<MentorCriterion>>,
    /// Grounds of replacement.
    pub grounds: Vec<Sourced<ReplacementGround>>,
    /// What a pair does.
    pub works: Vec<Sourced<MentoringWork>>,
    /// Levels of adaptation, the best first.
    pub adaptation: Vec<Sourced<AdaptationLevel>>,
    /// What pairs choose from, by list.
    pub words: Vec<Sourced<MentoringWord>>,
    /// Templates of the plan.
    pub templates: Vec<Sourced<PlanTemplate>>,
    /// What a roadmap asks for every year.
    pub yearly: Vec<Sourced<YearlyDuty>>,
}

impl MentoringRules {
    pub(crate) fn new(chain: &[Arc<Pack>]) -> Self {
        let mut kinds = fold(chain, |pack| &pack.mentoring.kinds);
        kinds.retain(|kind| !kind.rule.absent);
        let mut steps = fold(chain, |pack| &pack.mentoring.steps);
        steps.retain(|step| !step.rule.absent);
        steps.sort_by_key(|step| MentoringStep::place(&step.rule.id));
        Self {
            limits: fold(chain, |pack| &pack.mentoring.limits),
            steps,
            clauses: fold(chain, |pack| &pack.mentoring.clauses),
            categories: fold(chain, |pack| &pack.mentoring.categories),
            kinds,
            criteria: fold(chain, |pack| &pack.mentoring.criteria),
            grounds: fold(chain, |pack| &pack.mentoring.grounds),
            works: fold(chain, |pack| &pack.mentoring.works),
            adaptation: fold(chain, |pack| &pack.mentoring.adaptation),
            words: fold(chain, |pack| &pack.mentoring.words),
            templates: fold(chain, |pack| &pack.mentoring.templates),
            yearly: fold(chain, |pack| &pack.mentoring.yearly),
        }
    }

    /// A number, if a pack names it.
    pub fn limit(&self, id: &str) -> Option<&MentoringLimit> {
        self.limits.iter().map(|one| &one.rule).find(|limit| limit.id == id)
    }

    /// A category by id.
    pub fn category(&self, id: &str) -> Option<&MenteeCategory> {
        self.categories.iter().map(|one| &one.rule).find(|category| category.id == id)
    }

    /// A kind by id.
    pub fn kind(&self, id: &str) -> Option<&MentorKind> {
        self.kinds.iter().map(|one| &one.rule).find(|kind| kind.id == id)
    }

    /// A ground by id.
    pub fn ground(&self, id: &str) -> Option<&ReplacementGround> {
        self.grounds.iter().map(|one| &one.rule).find(|ground| ground.id == id)
    }

    /// A level of adaptation by id.
    pub fn adaptation(&self, id: &str) -> Option<&AdaptationLevel> {
        self.adaptation.iter().map(|one| &one.rule).find(|level| level.id == id)
    }

    /// A kind of work by id.
    pub fn work(&self, id: &str) -> Option<&MentoringWork> {
        self.works.iter().map(|one| &one.rule).find(|work| work.id == id)
    }
}
