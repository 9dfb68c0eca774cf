//! Why a regulation is not put into force, ended or taken back so.

use std::fmt;

use access::Level;
use chrono::NaiveDate;
use web::russian;

/// A refusal about regulations in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BindingRefusal {
    /// The regulation is another level's: its title, the unit's level.
    NotOfLevel(String, Level),
    /// Before the act itself: its title, its first day.
    BeforeAct(String, NaiveDate),
    /// The last day that may be told ahead.
    TooFar(NaiveDate),
    /// Another begins then and this one ends the day before.
    Followed(NaiveDate),
    /// A regulation begins later than that: when.
    LaterRules(NaiveDate),
    /// It is in force already: its title, since when.
    AlreadyRules(String, NaiveDate),
    /// It ended: when.
    RulesEnded(NaiveDate),
    /// It begins only then.
    RulesBegin(NaiveDate),
    /// It is in force since then and is not taken back.
    RulesBegun(NaiveDate),
}

impl fmt::Display for BindingRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = |day: &NaiveDate| russian::date(*day);
        match self {
            Self::NotOfLevel(title, level) => write!(
                f,
                "Положение «{title}» вводят не\u{a0}на\u{a0}уровне «{}». Выберите другое или откройте карточку той территории, для которой оно издано.",
                level.title()
            ),
            Self::BeforeAct(title, first) => write!(
                f,
                "Положение «{title}» действует с\u{a0}{}. Укажите этот день или более поздний.",
                day(first)
            ),
            Self::TooFar(last) => write!(f, "Вперёд – не\u{a0}дальше года: по\u{a0}{}.", day(last)),
            Self::LaterRules(first) => write!(
                f,
                "С\u{a0}{} здесь введено другое положение. Укажите более поздний день; не\u{a0}начавшееся можно отменить в\u{a0}таблице выше.",
                day(first)
            ),
            Self::Followed(first) => write!(
                f,
                "С\u{a0}{} здесь введено другое положение: это кончается накануне. Чтобы продлить его, сначала отмените введение другого.",
                day(first)
            ),
            Self::AlreadyRules(title, since) => {
                write!(f, "Положение «{title}» уже действует здесь с\u{a0}{}. Менять нечего.", day(since))
            }
            Self::RulesEnded(last) => {
                write!(f, "Это положение уже не\u{a0}действует: последний день – {}.", day(last))
            }
            Self::RulesBegin(first) => write!(
                f,
                "Это положение действует с\u{a0}{}. Последний день не\u{a0}бывает раньше.",
                day(first)
            ),
            Self::RulesBegun(first) => write!(
                f,
                "Положение уже действует с\u{a0}{}, по\u{a0}нему работали. Укажите последний день его действия или введите другое вместо него.",
                day(first)
            ),
        }
    }
}
