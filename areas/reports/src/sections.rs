//! The sections of a report and what the program says in each before a person edits it (приложение 6, раздел 8: сводная таблица;
//! критерии; дефициты; динамика; выводы; раздел 5: прогноз).

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
const ALL: [(&str, &str); 14] = [
    ("basis", "Цель и\u{a0}основание"),
    ("method", "Методика"),
    ("summary", "Сводная таблица"),
    ("criteria", "Результаты по\u{a0}критериям и\u{a0}показателям"),
    ("leaders", "Места"),
    ("deficits", "Дефициты"),
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
        "procedures" => !crate::compose::procedures_of(view).is_empty(),
        _ => true,
    }
}
