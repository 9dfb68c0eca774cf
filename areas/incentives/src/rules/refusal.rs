//! Why the area says no.

use std::fmt;

use chrono::NaiveDate;
use web::{Way, russian};

use super::{level_title, level_title_by};

/// A refusal of the area of incentives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// It does not wait for anybody's word: its card.
    NotWaiting(String),
    /// It waits for another level's word: the level, its card.
    NotYours(String, String),
    /// Nobody represents or decides about themselves: where to go.
    Oneself(String),
    /// The same person is represented to the same award already: that card; none: whoever reads this does not see it.
    Already(Option<String>),
    /// It was given or ended: its card.
    Over(String),
    /// The award is decided below: its level.
    Below(String),
    /// The person works here no more: the last day, the card of the person.
    Left(NaiveDate, String),
    /// The person does not work here: the card of the person.
    Elsewhere(String),
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
            Self::Already(Some(_)) => {
                f.write_str("Этого человека к\u{a0}этой награде уже представили: откройте то представление.")
            }
            Self::Already(None) => f.write_str(
                "Этого человека к\u{a0}этой награде уже представили в\u{a0}другом месте: дождитесь решения по\u{a0}тому представлению.",
            ),
            Self::Over(_) => f.write_str("Поощрение уже объявлено или путь представления закончен."),
            Self::Below(level) => {
                write!(f, "Решение об\u{a0}этой награде принимается {} – и\u{a0}представление тоже.", level_title_by(level))
            }
            Self::Left(last, _) => write!(
                f,
                "Работа в\u{a0}организации закончилась {}: представляют тех, кто работает. Если это ошибка, исправьте запись о\u{a0}работе в\u{a0}карточке.",
                russian::date(*last)
            ),
            Self::Elsewhere(_) => f.write_str(
                "Этот человек у\u{a0}вас не\u{a0}работает: представляет организация, где он работает.",
            ),
            Self::Service(text, _, _) => write!(f, "{text}."),
            Self::SwitchedOff(_) => f.write_str("Перечень к\u{a0}выплатам здесь отключён."),
        }
    }
}

impl web::Refusal for Refusal {
    fn clause(&self) -> String {
        match self {
            Self::Service(_, clause, _) => clause.clone(),
            Self::Left(..) | Self::Elsewhere(_) => "Трудовой кодекс РФ, ст. 191, ч. 1".to_owned(),
            _ => String::new(),
        }
    }

    fn ways(&self) -> Vec<Way> {
        let way = |label: &str, url: &str| vec![Way { label: label.to_owned(), url: url.to_owned() }];
        match self {
            Self::NotWaiting(url) | Self::NotYours(_, url) | Self::Already(Some(url)) | Self::Over(url) => {
                way("Открыть представление", url)
            }
            Self::Left(_, url) | Self::Elsewhere(url) => way("Открыть карточку", url),
            Self::Oneself(url) => way("К\u{a0}списку", url),
            Self::Already(None) | Self::Below(_) => way("К\u{a0}списку", "/incentives"),
            Self::Service(_, _, url) => way("Проверить стаж в\u{a0}карточке", url),
            Self::SwitchedOff(url) => way("Кто и\u{a0}почему отключил", url),
        }
    }
}
