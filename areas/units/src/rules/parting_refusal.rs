//! Why a merger of units is not taken back.

use std::fmt;

/// A refusal to take a merger back. Names are short names, addresses are of cards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PartingRefusal {
    /// It was joined to another when what came along was not kept yet.
    NotRemembered(String),
    /// It was closed when what ended with it was not kept yet.
    NotKept(String),
    /// It is not joined to another.
    NotJoined(String),
    /// What it was joined to is closed or was joined itself: its name, its card.
    HeirClosed(String, String),
    /// Another was joined there later: its name, its card.
    LaterFirst(String, String),
    /// What it stood under is closed: its name, its card.
    AboveClosed(String, String),
    /// What it was joined to is not kept by this person any more.
    HeirElsewhere(String),
    /// It did not come out of another, or that was before what went was kept.
    NotDivided(String),
    /// What it came out of is not kept by this person any more.
    OldElsewhere(String),
    /// Another was joined to it or came out of it since: its name, its card.
    SinceFirst(String, String),
    /// One of both stands in another territory since: its name, its card.
    MovedSince(String, String),
}

impl fmt::Display for PartingRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotRemembered(name) => write!(
                f,
                "«{name}» присоединена до\u{a0}того, как программа стала запоминать, что перешло: отменить это нельзя. Чтобы вернуть её, выделите новую организацию."
            ),
            Self::NotKept(name) => write!(
                f,
                "«{name}» закрыта до\u{a0}того, как программа стала запоминать, что закончилось: отменить это нельзя. Откройте её снова."
            ),
            Self::NotJoined(name) => {
                write!(
                    f,
                    "«{name}» ни\u{a0}к\u{a0}кому не\u{a0}присоединена: отменять нечего. Обновите страницу."
                )
            }
            Self::HeirClosed(name, _) => write!(
                f,
                "«{name}» с\u{a0}тех пор сама закрыта или присоединена. Сначала отмените это в\u{a0}её карточке."
            ),
            Self::LaterFirst(name, _) => write!(
                f,
                "Позже к\u{a0}той\u{a0}же организации присоединили «{name}». Сначала отмените то присоединение."
            ),
            Self::AboveClosed(name, _) => write!(
                f,
                "«{name}», к\u{a0}которой она относилась, закрыта или присоединена. Сначала отмените это в\u{a0}её карточке."
            ),
            Self::HeirElsewhere(name) => write!(
                f,
                "«{name}» теперь ведут другие: присоединение отменяет тот, кто ведёт обе организации."
            ),
            Self::NotDivided(name) => write!(
                f,
                "Отменять нечего: «{name}» не\u{a0}выделена из\u{a0}другой, или это было до\u{a0}того, как программа стала запоминать, что перешло. Если её больше нет, присоедините её к\u{a0}прежней."
            ),
            Self::OldElsewhere(name) => {
                write!(f, "«{name}» теперь ведут другие: выделение отменяет тот, кто ведёт обе организации.")
            }
            Self::SinceFirst(name, _) => write!(
                f,
                "С\u{a0}тех пор к\u{a0}ней присоединили или из\u{a0}неё выделили «{name}». Сначала отмените это; если \
                 «{name}» уже закрыта, откройте её снова."
            ),
            Self::MovedSince(name, _) => write!(
                f,
                "«{name}» с\u{a0}тех пор передали в\u{a0}другую территорию. Сначала верните её туда, где она стояла тогда."
            ),
        }
    }
}
