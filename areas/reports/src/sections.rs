//! The sections of a report and what the program says in each before a person edits it (приложение 6, раздел 8: сводная таблица;
//! критерии; дефициты; динамика; выводы; раздел 5: прогноз; разделы по темам – Владимир, п. 4.1.4,
//! Ижморский округ, п. 3.5).

use crate::rules::Topic;
use crate::source::View;
use crate::words;

/// A section as it is begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Begun {
    /// Its code.
    pub code: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// The program's own words, with names of figures in braces.
    pub body: String,
}

/// Codes and headings, in the order of the report; the third: only where an act turned places on, and only of the whole.
const ALL: [(&str, &str); 20] = [
    ("basis", "Цель и\u{a0}основание"),
    ("method", "Методика"),
    ("summary", "Сводная таблица"),
    ("criteria", "Результаты по\u{a0}критериям и\u{a0}показателям"),
    ("leaders", "Места"),
    ("deficits", "Дефициты"),
    (Topic::Mentoring.code(), Topic::Mentoring.title()),
    (Topic::Young.code(), Topic::Young.title()),
    (Topic::Associations.code(), Topic::Associations.title()),
    (Topic::Communities.code(), Topic::Communities.title()),
    (Topic::Events.code(), Topic::Events.title()),
    (Topic::Routes.code(), Topic::Routes.title()),
    ("dynamics", "Динамика по\u{a0}сравнению с\u{a0}предыдущим периодом"),
    ("groups", "Результаты по\u{a0}группам"),
    ("distribution", "Распределение результатов"),
    ("procedures", "Результаты оценочных процедур"),
    ("measures", "Рекомендации и\u{a0}меры"),
    ("effect", "Эффективность принятых мер"),
    ("forecast", "Прогноз научно-методического обеспечения"),
    ("conclusions", "Выводы и\u{a0}предложения"),
];

/// The sections a report begins with.
pub(crate) fn begun(view: View<'_>) -> Vec<Begun> {
    let section =
        |(code, title): &(&'static str, &'static str)| Begun { code, title, body: words::draft(view, code) };
    ALL.iter().filter(|(code, _)| is_told(view, code)).map(section).collect()
}

/// Whether there is anything a section could tell.
fn is_told(view: View<'_>, code: &str) -> bool {
    let source = view.source;
    match code {
        "leaders" => view.object.is_none() && source.has_places(),
        "groups" => view.object.is_none() && crate::compose::groups_of(source).len() > 1,
        "distribution" => view.object.is_none() && source.now.objects.len() > 2,
        "procedures" => !view.procedures().is_empty(),
        _ => Topic::from_code(code)
            .is_none_or(|topic| view.has_topics() && !crate::compose::indicators(view, topic).is_empty()),
    }
}
