//! The beginning of a representation's text: what the program knows of the person, so that nobody types it again.

use registry::{PortfolioItem, Section};

/// What is told of the person at the head of the text.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// «Орлова Нина Петровна, учитель математики»
    pub who: String,
    /// Full years of pedagogical service.
    pub service_years: Option<i32>,
    /// «высшая категория»; empty: none.
    pub category: String,
    /// For what pairs at their end recommended the mentor to the head, in their own words.
    pub recommended: Vec<String>,
}

/// So many things of a section are told; the rest is counted.
const MOST: usize = 5;

/// Sections that speak for an award, in the order of the text.
const SECTIONS: [Section; 7] = [
    Section::Mentoring,
    Section::Bodies,
    Section::Participation,
    Section::Publications,
    Section::Expertise,
    Section::Training,
    Section::Awards,
];

/// A paragraph a section, the latest first.
pub fn draft(known: &Known, items: &[PortfolioItem]) -> String {
    let service = known.service_years.map(|years| format!("педагогический стаж {}", counted(years)));
    let category =
        (!known.category.is_empty()).then(|| format!("категория: {}", known.category.to_lowercase()));
    let head: Vec<String> = [Some(known.who.clone()), service, category]
        .into_iter()
        .flatten()
        .filter(|text| !text.is_empty())
        .collect();
    let mut paragraphs = vec![format!("{}.", head.join(", "))];
    let notes = known.recommended.iter().map(|note| note.trim().trim_end_matches('.'));
    paragraphs.extend(
        notes
            .filter(|note| !note.is_empty())
            .map(|note| format!("Рекомендован(а) к\u{a0}поощрению как наставник: {note}.")),
    );
    for section in SECTIONS {
        let mut own: Vec<&PortfolioItem> = items.iter().filter(|item| item.section == section).collect();
        if own.is_empty() {
            continue;
        }
        own.sort_by(|a, b| b.on.cmp(&a.on).then_with(|| a.key.cmp(&b.key)));
        let told: Vec<String> = own.iter().take(MOST).map(|item| line(item)).collect();
        let more = own.len().saturating_sub(MOST);
        let rest = if more > 0 { format!("; и\u{a0}ещё {more}") } else { String::new() };
        paragraphs.push(format!("{}: {}{rest}.", section.title(), told.join("; ")));
    }
    paragraphs.join("\n")
}

fn line(item: &PortfolioItem) -> String {
    let about = if item.about.is_empty() { String::new() } else { format!(" ({})", item.about) };
    format!("{}{about}", item.title)
}

fn counted(years: i32) -> String {
    web::russian::counted(i64::from(years), "год", "года", "лет")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(section: Section, title: &str, on: &str) -> PortfolioItem {
        PortfolioItem {
            key: title.to_owned(),
            section,
            title: title.to_owned(),
            about: String::new(),
            on: Some(on.parse().unwrap()),
            document: String::new(),
            url: String::new(),
            unit_path: String::new(),
        }
    }

    #[test]
    fn the_text_begins_with_what_is_known_the_latest_first() {
        let known = Known {
            who: "Орлова Нина Петровна, учитель".to_owned(),
            service_years: Some(21),
            category: "Высшая".to_owned(),
            recommended: vec!["три года без отказа.".to_owned(), " ".to_owned()],
        };
        let items = [
            item(Section::Publications, "Старая статья", "2020-01-01"),
            item(Section::Publications, "Новая статья", "2026-01-01"),
            item(Section::Mentoring, "Наставник", "2025-09-10"),
            item(Section::Education, "Диплом", "2000-06-01"),
        ];
        let text = draft(&known, &items).replace('\u{a0}', " ");
        assert_eq!(
            text,
            "Орлова Нина Петровна, учитель, педагогический стаж 21 год, категория: высшая.\n\
             Рекомендован(а) к поощрению как наставник: три года без отказа.\n\
             Наставничество: Наставник.\nПубликации и материалы: Новая статья; Старая статья."
        );
    }

    #[test]
    fn more_than_five_of_a_section_are_counted() {
        let items: Vec<PortfolioItem> = (1..=7)
            .map(|n| item(Section::Training, &format!("Курс {n}"), &format!("2026-01-0{n}")))
            .collect();
        let text = draft(&Known { who: "Орлова".to_owned(), ..Known::default() }, &items);
        assert!(text.contains("Курс 7") && text.contains("Курс 3") && !text.contains("Курс 2"));
        assert!(text.ends_with("и\u{a0}ещё 2."));
    }
}
