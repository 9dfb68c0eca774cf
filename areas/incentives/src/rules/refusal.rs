//! Why the area says no.

use std::fmt;

use web::Way;

use super::level_title;

/// A refusal of the area of incentives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// It does not wait for anybody's word: its card.
    NotWaiting(String),
    /// It waits for another level's word: the level, its card.
    NotYours(String, String),
    /// Nobody represents or decides about themselves: where to go.
    Oneself(String),
    /// The same person is represented to the same award already: that card; empty for whoever does not see it.
    Already(String),
    /// It was given or ended: its card.
    Over(String),
    /// The award is decided below: its level.
    Below(String),
    /// Less service than the act asks for: the sentence, the clause, the card of the person.
    Service(String, String, String),
    /// The list of payments is switched off: the page.
    SwitchedOff(String),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotWaiting(_) => f.write_str(
                "Представление сейчас не\u{a0}на\u{a0}рассмотрении: решение по\u{a0}нему уже есть или его отозвали. Откройте его.",
            ),
            Self::NotYours(level, _) => write!(f, "Сейчас решает {}.", level_title(level)),
            Self::Oneself(_) => f.write_str(
                "О\u{a0}собственном поощрении не\u{a0}представляют и\u{a0}не\u{a0}решают: это делает вышестоящий.",
            ),
            Self::Already(url) if url.is_empty() => f.write_str(
                "Этого человека к\u{a0}этой награде уже представила другая организация. Дождитесь её решения или выберите другую награду.",
            ),
            Self::Already(_) => {
                f.write_str("Этого человека к\u{a0}этой награде уже представили: откройте то представление.")
            }
            Self::Over(_) => f.write_str("Поощрение уже объявлено или путь представления закончен."),
            Self::Below(level) => {
                write!(f, "Эту награду даёт {}: представляет она сама.", level_title(level))
            }
            Self::Service(text, _, _) => write!(f, "{text}."),
            Self::SwitchedOff(_) => f.write_str("Перечень к\u{a0}выплатам здесь отключён."),
        }
    }
}

impl web::Refusal for Refusal {
    fn clause(&self) -> String {
        match self {
            Self::Service(_, clause, _) => clause.clone(),
            _ => String::new(),
        }
    }

    fn ways(&self) -> Vec<Way> {
        let way = |label: &str, url: &str| vec![Way { label: label.to_owned(), url: url.to_owned() }];
        match self {
            Self::Already(url) if url.is_empty() => way("К\u{a0}списку", "/incentives"),
            Self::NotWaiting(url) | Self::NotYours(_, url) | Self::Already(url) | Self::Over(url) => {
                way("Открыть представление", url)
            }
            Self::Oneself(url) => way("К\u{a0}списку", url),
            Self::Below(_) => way("К\u{a0}списку", "/incentives"),
            Self::Service(_, _, url) => way("Проверить стаж в\u{a0}карточке", url),
            Self::SwitchedOff(url) => way("Кто и\u{a0}почему отключил", url),
        }
    }
}
