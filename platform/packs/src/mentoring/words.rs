//! What pairs choose from: functions of the mentor, kinds of analysis, structures, events, questions; templates of the plan.
//! Амурская область, приложение 2, пп. 2.1, 2.3.3, 4.2, 4.5, 4.6, 8.2.

use serde::{Deserialize, Serialize};

use super::MentoringRules;

/// A line of one of the lists pairs choose from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MentoringWord {
    /// Id, the only one of all lists (`social_climate`).
    pub id: String,
    /// Which list: one of [`MentoringWord::LISTS`].
    pub list: String,
    /// What it stands under: the function of an item, the goal of a question.
    #[serde(default)]
    pub group: String,
    /// «психологическая служба»
    pub title: String,
    /// Clause.
    pub clause: String,
}

impl MentoringWord {
    /// The lists there are, with what each holds.
    pub const LISTS: [(&'static str, &'static str); 8] = [
        ("function", "функции наставника с\u{a0}их пунктами: ими строят план"),
        ("analysis", "виды анализа урока"),
        ("contact", "структуры, работающие с\u{a0}начинающими педагогами"),
        ("event", "мероприятия для начинающих педагогов, инновационная деятельность"),
        ("session", "чему учат творческую группу наставников"),
        ("direction", "направления занятий школы молодого педагога"),
        ("form", "формы занятий школы молодого педагога"),
        ("question", "вопросы анкеты наставляемого по\u{a0}целям наставничества"),
    ];
}

/// A template of the plan: what is done about a deficit of a component.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanTemplate {
    /// Id.
    pub id: String,
    /// «методический компонент»
    pub component: String,
    /// «не удерживает внимание класса»
    pub deficit: String,
    /// The item of the mentor's functions it serves; empty: none.
    #[serde(default)]
    pub function: String,
    /// What is done, each a line of the plan.
    pub tasks: Vec<String>,
    /// What shows that it is done.
    #[serde(default)]
    pub evidence: String,
    /// Clause.
    pub clause: String,
}

impl MentoringRules {
    /// The lines of a list.
    pub fn words_of<'a>(&'a self, list: &'a str) -> impl Iterator<Item = &'a MentoringWord> {
        self.words.iter().map(|one| &one.rule).filter(move |word| word.list == list)
    }

    /// A line by id, of whatever list.
    pub fn word(&self, id: &str) -> Option<&MentoringWord> {
        self.words.iter().map(|one| &one.rule).find(|word| word.id == id)
    }

    /// A template by id.
    pub fn template(&self, id: &str) -> Option<&PlanTemplate> {
        self.templates.iter().map(|one| &one.rule).find(|template| template.id == id)
    }
}
