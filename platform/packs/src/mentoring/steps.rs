//! Steps of the way to a pair at work, and the clauses that screens and papers name where no other rule carries them. Which steps
//! there are, and in which order, the program knows; which of them are asked for, by which clause, a pack says.

use serde::{Deserialize, Serialize};

use super::MentoringRules;

/// A step that is asked for before a pair works, or right after its order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MentoringStep {
    /// Which: one of [`MentoringStep::IDS`].
    pub id: String,
    /// Not here, though a pack above asks for it.
    #[serde(default)]
    pub absent: bool,
    /// Clause.
    pub clause: String,
}

impl MentoringStep {
    /// The steps there are, in the order of the way, with what each is.
    pub const IDS: [(&'static str, &'static str); 7] = [
        ("council", "рекомендация методического совета"),
        ("deputy", "согласие заместителя руководителя"),
        ("mentor", "письменное согласие наставника"),
        ("mentee", "согласие наставляемого"),
        ("agreement", "соглашение о\u{a0}содержании, сроке, форме и\u{a0}оплате"),
        (Self::ORDER, "приказ"),
        ("announcement", "объявление приказа коллективу"),
    ];

    /// The step without which no pair begins.
    pub const ORDER: &'static str = "order";

    /// Its place on the way; none: nobody knows it.
    pub fn place(id: &str) -> Option<usize> {
        Self::IDS.iter().position(|(known, _)| *known == id)
    }
}

/// A clause that is named where something is asked for or refused and no other rule of the pack carries it. One that no pack of the
/// chain names is not named on the screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MentoringClause {
    /// Of what: one of [`MentoringClause::IDS`].
    pub id: String,
    /// Clause.
    pub clause: String,
}

impl MentoringClause {
    /// What has a clause, in words.
    pub const IDS: [(&'static str, &'static str); 26] = [
        ("goals", "цели наставничества: анкеты в\u{a0}начале и\u{a0}в\u{a0}конце"),
        ("experienced", "наставник – опытный педагог"),
        ("of_school", "наставник – педагог той\u{a0}же организации"),
        ("functions", "функции наставника: ими строят план"),
        ("choice", "по\u{a0}чему выбирают наставника, листы критериев"),
        ("replacement", "когда и\u{a0}как наставника заменяют"),
        ("contacts", "связь со\u{a0}структурами организации"),
        ("reward", "предложение наставника о\u{a0}поощрении или мере"),
        ("visits", "посещения уроков"),
        ("consultant", "карта роста, тестирование, мероприятия, рекомендация консультанта"),
        ("joint_plan", "план составляют и\u{a0}согласуют вместе"),
        ("plan_in_time", "план выполняют в\u{a0}сроки"),
        ("help", "помощь другого работника"),
        ("working_report", "рабочий отчёт молодого специалиста наставнику"),
        ("idea", "предложение молодого специалиста"),
        ("assessment", "документ с\u{a0}оценкой работы молодого специалиста и\u{a0}его объяснение"),
        ("requests", "обращения пар ждут ответа"),
        ("supervisor", "кто в\u{a0}организации руководит наставничеством"),
        ("conditions", "условия для совместной работы"),
        ("gatherings", "инструктажи и\u{a0}творческая группа наставников"),
        ("experience", "положительный опыт изучают, обобщают, распространяют"),
        ("briefing", "инструктаж наставников и\u{a0}молодых специалистов"),
        ("plan_review", "совет рассматривает план наставника"),
        ("hearing", "совет заслушивает и\u{a0}утверждает отчёты"),
        ("reports", "отчёты обеих сторон"),
        ("systematic", "работа пары систематическая"),
    ];
}

impl MentoringRules {
    /// A step by id; none: it is not asked for here.
    pub fn step(&self, id: &str) -> Option<&MentoringStep> {
        self.steps.iter().map(|one| &one.rule).find(|step| step.id == id)
    }

    /// The clause of something, as the pack names it; empty: the rules in force name none.
    pub fn clause(&self, id: &str) -> &str {
        self.clauses.iter().find(|one| one.rule.id == id).map_or("", |one| one.rule.clause.as_str())
    }

    /// The clause of a number without what it says: «приложение 2, п. 3.1»; empty: the rules name no such number.
    pub fn limit_clause(&self, id: &str) -> &str {
        self.limit(id).map_or("", |limit| limit.clause.split(':').next().unwrap_or_default())
    }
}
