//! `functions.toml`: who does what (direction × level), and the regulation's outline: clauses that are no rule.

use serde::{Deserialize, Serialize};

/// A function of a level in a direction of activity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Function {
    /// Id inside the pack.
    pub id: String,
    /// Direction of activity.
    pub direction: String,
    /// Level that does it.
    pub level: String,
    /// The function in the regulation's words.
    pub title: String,
    /// Who does it at this level («Муниципальный научно-методический совет»).
    #[serde(default)]
    pub body: String,
    /// Kinds of structures that do it.
    #[serde(default)]
    pub structures: Vec<String>,
    /// Area of the program that serves it; empty when none does.
    #[serde(default)]
    pub area: String,
    /// Clause.
    pub clause: String,
}

/// A clause shown for reading: a goal, a principle, a task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutlineLine {
    /// Id inside the pack.
    pub id: String,
    /// Text of the clause.
    pub text: String,
    /// Clause.
    pub clause: String,
}

/// A direction in which the service is judged effective («обеспеченность педагогов методической поддержкой»).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Effectiveness {
    /// Id inside the pack; areas offer their lines by it.
    pub id: String,
    /// The direction in the regulation's words.
    pub title: String,
    /// Areas of the program it is counted from.
    #[serde(default)]
    pub areas: Vec<String>,
    /// How it is read here, where the regulation does not say.
    #[serde(default)]
    pub note: String,
    /// Clause.
    pub clause: String,
}

/// Areas of the program by their codes, with what the screen calls them: what `area` of a function may name.
pub const AREAS: [(&str, &str); 26] = [
    ("units", "Территории и\u{a0}организации"),
    ("structures", "Методические структуры"),
    ("people", "Педагоги"),
    ("documents", "Документы"),
    ("planning", "Планы и\u{a0}дорожные карты"),
    ("events", "Мероприятия"),
    ("diagnostics", "Диагностика дефицитов"),
    ("surveys", "Анкеты"),
    ("requests", "Запросы и\u{a0}поручения"),
    ("routes", "Индивидуальные маршруты"),
    ("training", "Повышение квалификации"),
    ("attestation", "Аттестация"),
    ("mentoring", "Наставничество"),
    ("incentives", "Поощрения"),
    ("associations", "Ассоциации"),
    ("councils", "Советы и\u{a0}собрания"),
    ("communities", "Сообщества и\u{a0}консультации"),
    ("contests", "Конкурсы"),
    ("expertise", "Экспертиза"),
    ("library", "Методический банк"),
    ("innovation", "Инновации"),
    ("monitoring", "Мониторинг"),
    ("decisions", "Рекомендации и\u{a0}решения"),
    ("reports", "Справки и\u{a0}отчёты"),
    ("portal", "Открытая страница"),
    ("obligations", "Мои дела"),
];

/// What the screen calls an area.
pub fn area_title(code: &str) -> Option<&'static str> {
    AREAS.iter().find(|(known, _)| *known == code).map(|(_, title)| *title)
}
