//! Why a role is not handed over: one variant a rule, a full Russian sentence.

use std::fmt;

use access::Role;
use chrono::NaiveDate;
use web::{Way, russian};

/// Why a role is not handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NotHandedOver {
    /// A role that is the person's own: an administrator's, a teacher's.
    Personal(Role),
    /// The role is not in force on all these days.
    RoleNotThen(NaiveDate, Option<NaiveDate>),
    /// It begins in the past.
    Past,
    /// The last day lies before the first.
    EndsBeforeItBegins,
    /// Longer than a year.
    TooLong,
    /// To oneself.
    Oneself,
    /// To somebody who cannot sign in.
    NotActive,
    /// To somebody who works elsewhere.
    Elsewhere,
    /// To somebody who has this role there anyway.
    HasIt,
    /// To somebody who is away then as well.
    AwayToo(NaiveDate, NaiveDate),
    /// The same is handed over on these days already.
    Already(NaiveDate, NaiveDate),
    /// It is over already.
    Over,
}

impl fmt::Display for NotHandedOver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Personal(role) => write!(
                f,
                "Роль «{}» не\u{a0}передают на\u{a0}время. Если нужна замена, попросите администратора выдать роль другому человеку.",
                role.title()
            ),
            Self::RoleNotThen(from, to) => {
                let to = to.map(|to| format!(" по\u{a0}{}", russian::date(to))).unwrap_or_default();
                write!(
                    f,
                    "Роль действует с\u{a0}{}{to}. Выберите дни внутри этого срока.",
                    russian::date(*from)
                )
            }
            Self::AwayToo(from, to) => write!(
                f,
                "Этот человек тоже отсутствует с\u{a0}{} по\u{a0}{}: его самого замещают. Выберите другого.",
                russian::date(*from),
                russian::date(*to)
            ),
            Self::Already(from, to) => write!(
                f,
                "На\u{a0}дни с\u{a0}{} по\u{a0}{} это уже передано. Сначала прекратите прежнее замещение.",
                russian::date(*from),
                russian::date(*to)
            ),
            other => f.write_str(other.plain()),
        }
    }
}

impl NotHandedOver {
    fn plain(&self) -> &'static str {
        match self {
            Self::Past => "Замещение не\u{a0}начинают задним числом: выберите сегодняшний день или позже.",
            Self::EndsBeforeItBegins => "Последний день раньше первого. Исправьте срок.",
            Self::TooLong => {
                "Дольше года не\u{a0}замещают: попросите администратора выдать роль другому человеку."
            }
            Self::Oneself => "Нельзя замещать самого себя. Выберите другого человека.",
            Self::NotActive => {
                "Этот человек сейчас не\u{a0}может войти: он ещё не\u{a0}задал пароль или заблокирован. Выберите другого."
            }
            Self::Elsewhere => {
                "Этот человек работает в\u{a0}другом месте. Замещать может тот, у\u{a0}кого есть роль в\u{a0}этой же организации, выше или ниже неё."
            }
            Self::HasIt => "У\u{a0}этого человека эта роль уже есть: передавать её не\u{a0}нужно.",
            _ => "Это замещение уже закончилось. Обновите страницу.",
        }
    }

    /// The field of the form beside which it stands.
    pub(crate) fn field(&self) -> &'static str {
        match self {
            Self::Personal(_) => "grant",
            Self::Past | Self::RoleNotThen(..) => "from",
            Self::EndsBeforeItBegins | Self::TooLong | Self::Already(..) => "to",
            _ => "deputy",
        }
    }
}

impl web::Refusal for NotHandedOver {
    fn ways(&self) -> Vec<Way> {
        vec![Way { label: "К\u{a0}замещению".to_owned(), url: "/account/delegations".to_owned() }]
    }
}
