//! What the objects of a level and the groups of places are called on the screen.

use web::russian;

/// A level's objects in words.
#[derive(Debug, Clone, Copy)]
pub struct Noun {
    /// «территория», «территории», «территорий»
    forms: [&'static str; 3],
    /// «Территория»
    pub title: &'static str,
    /// «Территории»
    pub titles: &'static str,
}

impl Noun {
    /// The noun of a level of the template.
    pub fn of(level: &str) -> Self {
        let (forms, title, titles) = match level {
            "municipality" => (["территория", "территории", "территорий"], "Территория", "Территории"),
            "district" | "okrug" => (["округ", "округа", "округов"], "Округ", "Округа"),
            "organisation" => (["организация", "организации", "организаций"], "Организация", "Организации"),
            "body" => (["объединение", "объединения", "объединений"], "Объединение", "Объединения"),
            "person" => (["педагог", "педагога", "педагогов"], "Педагог", "Педагоги"),
            _ => (["объект", "объекта", "объектов"], "Объект", "Объекты"),
        };
        Self { forms, title, titles }
    }

    /// «29 территорий».
    pub fn counted(&self, count: usize) -> String {
        let [one, few, many] = self.forms;
        russian::counted(i64::try_from(count).unwrap_or(i64::MAX), one, few, many)
    }
}

/// A group of places: «города».
pub fn group(code: &str) -> String {
    match code {
        "city" => "города".to_owned(),
        "district" => "округа и районы".to_owned(),
        "" => "без группы".to_owned(),
        other => other.to_owned(),
    }
}
