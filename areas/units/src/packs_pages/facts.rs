//! Facts in words: what the program itself looks for to answer an indicator.

use packs::{Effective, Indicator, ParamValue};

/// «действующий документ: Положение о ММС или Программа развития»; empty when a person answers.
pub fn sentence(indicator: &Indicator, rules: &Effective) -> String {
    let Some(fact) = indicator.fact.as_deref() else {
        return String::new();
    };
    let asked = Asked { indicator, rules };
    match fact {
        "documents.in_force" => {
            format!("документ, действующий в\u{a0}этом периоде: {}{}", asked.documents("kind"), asked.topic())
        }
        "documents.exists" => {
            format!("документ, подписанный в\u{a0}этом периоде: {}{}", asked.documents("kind"), asked.topic())
        }
        "units.information_resource" => {
            "адрес сайта или страницы службы в\u{a0}карточке территории".to_owned()
        }
        "decisions.taken" => format!(
            "управленческое решение этого периода{}{}{}",
            asked.at_level(),
            asked.on_topics(),
            asked.or_document("kind")
        ),
        "decisions.recommended" => {
            format!("адресные рекомендации, направленные в\u{a0}этом периоде{}", asked.or_document("kind"))
        }
        "mentoring.adaptation_studied" => format!(
            "результаты изучения адаптации молодых педагогов за\u{a0}период{}",
            asked.or_document("kind")
        ),
        "mentoring.young_teachers" => format!("сколько молодых педагогов{}", asked.service()),
        "mentoring.retention" => {
            format!("сколько молодых педагогов{} работают второй год и\u{a0}дольше", asked.service())
        }
        "mentoring.with_mentor" => "доля молодых специалистов с\u{a0}наставником".to_owned(),
        "structures.exists" | "structures.count" => {
            format!("структуры, работавшие в\u{a0}этом периоде: {}", asked.structures())
        }
        "structures.joined" => {
            format!(
                "педагоги территории в\u{a0}структуре: {}{}",
                asked.structures(),
                asked.or_document("document")
            )
        }
        "structures.resource" => format!("страница или сайт структуры: {}", asked.structures()),
        "structures.linked" => format!("связи структур: {}", asked.structures()),
        "people.trained" => "педагоги, прошедшие курсы в\u{a0}этом периоде, – по\u{a0}карточкам".to_owned(),
        "people.attested" => "педагоги, аттестованные в\u{a0}этом периоде, – по\u{a0}карточкам".to_owned(),
        "people.count" => "сколько работников этих должностей".to_owned(),
        "units.count" => "сколько организаций этого вида".to_owned(),
        "schooling.events" => "занятия и\u{a0}мероприятия для молодых педагогов за\u{a0}период".to_owned(),
        "schooling.materials" => "материалы для молодых педагогов".to_owned(),
        other => other.to_owned(),
    }
}

/// What an indicator asks a fact with.
struct Asked<'a> {
    indicator: &'a Indicator,
    rules: &'a Effective,
}

impl Asked<'_> {
    /// A text may list several, separated by commas.
    fn texts(&self, name: &str) -> Vec<String> {
        let texts = self.indicator.params.get(name).map(ParamValue::texts).unwrap_or_default();
        texts.iter().flat_map(|text| text.split(',')).map(|text| text.trim().to_owned()).collect()
    }

    fn documents(&self, name: &str) -> String {
        let title = |kind: &String| {
            self.rules.document_kind(kind).map_or_else(|| kind.clone(), |kind| kind.rule.title.clone())
        };
        self.texts(name).iter().map(title).collect::<Vec<_>>().join(" или ")
    }

    /// A document answers as well: not everybody keeps the register.
    fn or_document(&self, name: &str) -> String {
        let documents = self.documents(name);
        if documents.is_empty() { documents } else { format!("; или документ: {documents}") }
    }

    fn structures(&self) -> String {
        let title = |kind: &String| {
            self.rules.structure_kind(kind).map_or_else(|| kind.clone(), |kind| kind.rule.title.clone())
        };
        self.texts("kind").iter().map(title).collect::<Vec<_>>().join(" или ")
    }

    fn topic(&self) -> String {
        let topic = self.indicator.params.get("topic").and_then(|topic| topic.texts().first());
        topic.map(|topic| format!(" на\u{a0}тему «{topic}»")).unwrap_or_default()
    }

    /// Topics of decisions have codes.
    fn on_topics(&self) -> String {
        let words = |topic: &String| match topic.as_str() {
            "work" => "методической работе",
            "support" => "поддержке педагогов",
            "young" => "молодых педагогах",
            "associations" => "методических объединениях",
            _ => "работе службы",
        };
        let words: Vec<&str> = self.texts("topic").iter().map(words).collect();
        if words.is_empty() { String::new() } else { format!(" о\u{a0}{}", words.join(", ")) }
    }

    fn at_level(&self) -> &'static str {
        match self.texts("level").first().map(String::as_str) {
            Some("own") => " самой территории",
            Some("below") => " в\u{a0}организациях",
            _ => "",
        }
    }

    /// «со стажем до 5 лет»
    fn service(&self) -> String {
        match self.indicator.params.get("years") {
            Some(ParamValue::Number(years)) => format!(" со\u{a0}стажем до\u{a0}{years} лет"),
            _ => String::new(),
        }
    }
}
