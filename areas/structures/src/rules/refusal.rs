//! Why the area says no.

use std::fmt;

use web::Way;

/// A refusal of the area of structures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The unit has one of this kind already: its name, the clause, its card.
    SecondInUnit(String, String, String),
    /// A closed structure changes no more: its card.
    Closed(String),
    /// A structure does not stand under itself or what stands under it.
    Circle,
    /// Structures under it still work: how many, and the list of them.
    StillUnder(usize, String),
    /// A link to itself.
    LinkToItself,
    /// The same link stands already.
    LinkTwice,
    /// The membership has ended: the card.
    Ended(String),
    /// The membership was taken away as a mistake: the card.
    Gone(String),
    /// Who leads a structure says not who leads it next: the card.
    HeadIsNamed(String),
    /// Works hang on the link or the partner that was said to be a mistake: how many.
    HasWorks(usize),
    /// The unit of the structure is closed: its name, the card.
    UnitIsClosed(String, String),
    /// The same structure was founded anew meanwhile: its name, its card.
    FoundedAnew(String, String),
    /// Only a temporary structure has a term to prolong: its card.
    Permanent(String),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SecondInUnit(name, _, _) => write!(
                f,
                "Здесь уже работает «{name}», а\u{a0}второй структуры этого вида на\u{a0}одной территории быть не\u{a0}может. \
                 Откройте её карточку или сначала закройте её."
            ),
            Self::Closed(_) => f.write_str(
                "Структура закрыта: состав, связи и\u{a0}реквизиты закрытой больше не\u{a0}меняют. Если она работает снова, откройте её на\u{a0}карточке кнопкой «Открыть снова».",
            ),
            Self::Circle => f.write_str(
                "Структура не\u{a0}может подчиняться сама себе или той, что подчинена ей. Выберите другую вышестоящую.",
            ),
            Self::StillUnder(count, _) => write!(
                f,
                "Этой структуре подчинены работающие: {count}. Сначала закройте их или подчините другой.",
            ),
            Self::LinkToItself => f.write_str("Структуру не\u{a0}связывают с\u{a0}ней самой: выберите другую."),
            Self::LinkTwice => f.write_str("Такая связь уже записана."),
            Self::Ended(_) => f.write_str("Эта роль уже завершена. Откройте карточку заново."),
            Self::Gone(_) => f.write_str(
                "Этой записи уже нет: её убрали как ошибочную, пока форма была открыта. Завершать нечего.",
            ),
            Self::HeadIsNamed(_) => f.write_str(
                "Руководителя назначает и\u{a0}освобождает тот, кто создал структуру: сообщите службе или школе. Остальной состав вы ведёте сами.",
            ),
            Self::HasWorks(count) => {
                let count = i64::try_from(*count).unwrap_or(i64::MAX);
                let works = web::russian::counted(count, "совместное дело", "совместных дела", "совместных дел");
                write!(f, "Здесь записано: {works}. Уберите сначала ошибочные дела; если они были на\u{a0}самом деле, запись не\u{a0}ошибочна – завершите её.")
            }
            Self::UnitIsClosed(name, _) => write!(
                f,
                "Организация «{name}» закрыта, и\u{a0}структура в\u{a0}ней работать не\u{a0}может. Создайте структуру в\u{a0}той организации, которая работает вместо неё."
            ),
            Self::FoundedAnew(name, _) => write!(
                f,
                "Здесь уже работает «{name}»: её создали заново, пока эта была закрыта. Ведите ту или сначала закройте её."
            ),
            Self::Permanent(_) => f.write_str("Структура постоянная: срока, который можно продлить, у\u{a0}неё нет."),
        }
    }
}

impl web::Refusal for Refusal {
    fn clause(&self) -> String {
        match self {
            Self::SecondInUnit(_, clause, _) => clause.clone(),
            _ => String::new(),
        }
    }

    fn ways(&self) -> Vec<Way> {
        let way = |label: &str, url: &String| vec![Way { label: label.to_owned(), url: url.clone() }];
        match self {
            Self::SecondInUnit(_, _, url)
            | Self::Closed(url)
            | Self::Permanent(url)
            | Self::UnitIsClosed(_, url)
            | Self::FoundedAnew(_, url)
            | Self::Ended(url)
            | Self::Gone(url)
            | Self::HeadIsNamed(url) => way("Открыть карточку", url),
            Self::StillUnder(_, url) => way("Показать подчинённые", url),
            Self::Circle | Self::LinkToItself | Self::LinkTwice | Self::HasWorks(_) => Vec::new(),
        }
    }
}
