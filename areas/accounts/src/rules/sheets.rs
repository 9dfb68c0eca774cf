//! Sheets of codes: the login made of a name, how long a code waits, and why a first sign-in does not open.

use std::fmt;

use access::{NoCode, Role};
use db::Moment;
use web::{Way, russian};

use crate::model::Name;

/// How long the codes of a sheet wait, days: a holiday week fits in.
pub(crate) const CODE_DAYS: i64 = 14;
/// So many people on a sheet: their codes are hashed while somebody waits.
pub(crate) const AT_ONCE: usize = 100;
/// Wrong codes from one network address in an hour: a school stands behind one.
pub(crate) const WRONG_AN_HOUR: i64 = 40;

/// The last instant of codes made at `now`.
pub(crate) fn code_until(now: Moment) -> Moment {
    now.plus_seconds(CODE_DAYS * 24 * 3600)
}

/// «кедрова.ви»; `number` from 2 on tells namesakes apart.
pub(crate) fn login_of(name: &Name, number: usize) -> String {
    let letters =
        |text: &str| text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let initials: String =
        [&name.first, &name.middle].into_iter().filter_map(|part| letters(part).chars().next()).collect();
    let surname: String = letters(&name.last).chars().take(40).collect();
    let number = if number > 1 { number.to_string() } else { String::new() };
    let login = format!("{surname}.{initials}{number}");
    if login.chars().count() < 3 { format!("педагог.{login}") } else { login }
}

/// The role of whoever leads by the post; a sheet does not give it: «Педагог» opens nothing of others, these do.
pub(crate) fn leading(post: &str) -> Option<Role> {
    let folded = db::fold(post);
    let first = folded.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    match first {
        "директор" | "заведующий" | "заведующая" | "начальник" => {
            Some(Role::Principal)
        }
        "заместитель" | "зам" | "завуч" => Some(Role::Deputy),
        _ => None,
    }
}

/// Roles of the own organisation that a sheet may give besides «Педагог»: of those who lead a pair, a body or a council. Whoever
/// leads the organisation gets the role from an administrator: paper lies about.
const GIVEN: [Role; 4] = [Role::Mentor, Role::StructureHead, Role::BodyChair, Role::BodySecretary];

/// What each role may give by a sheet besides «Педагог»: nobody gives what opens more than the own role does.
pub(crate) fn given_by(role: Role) -> &'static [Role] {
    match role {
        Role::Administrator | Role::ServiceHead | Role::Principal | Role::Deputy => &GIVEN,
        Role::Ministry
        | Role::InstituteMethodist
        | Role::MunicipalAuthority
        | Role::MunicipalMethodist
        | Role::StructureHead
        | Role::Mentor
        | Role::Teacher
        | Role::BodyChair
        | Role::BodySecretary
        | Role::Expert => &[],
    }
}

/// The same of whoever holds these roles.
pub(crate) fn givable(held: impl IntoIterator<Item = Role>) -> Vec<Role> {
    let held: Vec<Role> = held.into_iter().collect();
    let is_given = |role: &Role| held.iter().any(|own| given_by(*own).contains(role));
    Role::ALL.into_iter().filter(is_given).collect()
}

/// «Педагог», with the role given besides; of whoever leads also who gives the other role.
pub(crate) fn roles_said(post: &str, besides: Option<Role>) -> String {
    match besides {
        Some(role) => format!("«{}» и\u{a0}{}", role.title(), role_said(post)),
        None => role_said(post),
    }
}

/// «Педагог»; of whoever leads also who gives the other role.
pub(crate) fn role_said(post: &str) -> String {
    let own = Role::Teacher.title();
    match leading(post) {
        Some(other) => {
            format!("«{own}»; роль «{}», если она нужна, даёт администратор", other.title())
        }
        None => format!("«{own}»"),
    }
}

/// Why a first sign-in does not open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NotIn {
    /// What was typed cannot be a code.
    NoCode(NoCode),
    /// The login or the code is another.
    Wrong,
    /// Too many tries; a sentence with the time.
    Wait(String),
    /// The password is set already.
    Used,
    /// Too late.
    Expired,
    /// A newer code was printed, or the sheet was closed.
    Replaced,
    /// The person works there no more.
    Left,
}

impl fmt::Display for NotIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoCode(NoCode::Sign(sign)) => write!(
                f,
                "Знака «{sign}» в\u{a0}кодах не\u{a0}бывает: там буквы А, Е, К, М, Н, Р, С, Т, Х и\u{a0}цифры 2–7, 9. Сверьте с\u{a0}листом."
            ),
            Self::NoCode(NoCode::Length(found)) => {
                let found = i64::try_from(*found).unwrap_or(0);
                write!(
                    f,
                    "В\u{a0}коде 12\u{a0}знаков, а\u{a0}набрано {found}. Наберите все три группы с\u{a0}листа."
                )
            }
            Self::Wait(sentence) => f.write_str(sentence),
            other => f.write_str(other.plain()),
        }
    }
}

impl NotIn {
    fn plain(&self) -> &'static str {
        match self {
            Self::Used => {
                "По\u{a0}этому коду пароль уже задан. Войдите с\u{a0}ним; если забыли – попросите новый код там, где выдали лист."
            }
            Self::Expired => "Срок этого кода закончился. Попросите новый там, где выдали лист: это минута.",
            Self::Replaced => {
                "Этот код заменён новым или отозван. Возьмите последний лист или попросите новый код."
            }
            Self::Left => {
                "По\u{a0}данным организации вы в\u{a0}ней больше не\u{a0}работаете, поэтому код не\u{a0}открывает вход. Если это ошибка, обратитесь к\u{a0}тому, кто ведёт кадры."
            }
            _ => {
                "Логин или код не\u{a0}подходят. Сверьте оба с\u{a0}листом: регистр и\u{a0}раскладка кода не\u{a0}важны."
            }
        }
    }
}

impl web::Refusal for NotIn {
    fn ways(&self) -> Vec<Way> {
        vec![Way { label: "На страницу входа".to_owned(), url: "/sign-in".to_owned() }]
    }
}

/// «до 02.07.2026»
pub(crate) fn until(at: Moment, zone: chrono_tz::Tz) -> String {
    format!("до\u{a0}{}", russian::date(at.day(zone)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::is_login;

    #[test]
    fn the_role_a_sheet_gives_is_told_and_who_gives_another() {
        assert_eq!(role_said("учитель математики"), "«Педагог»");
        for (post, role) in [
            ("Директор", "«Директор»"),
            ("заместитель директора по УВР", "«Заместитель директора"),
            ("зам. директора", "«Заместитель директора"),
            ("Заведующая детским садом", "«Директор»"),
        ] {
            assert!(role_said(post).contains(role), "{post}: {}", role_said(post));
        }
        assert_eq!(leading("помощник директора"), None);
    }

    #[test]
    fn a_sheet_gives_no_role_of_who_leads_the_organisation() {
        for giver in Role::ALL {
            for role in given_by(giver) {
                assert!(role.levels().contains(&access::Level::Organisation), "{giver} {role}");
                assert!(!crate::merging::leads(*role) && *role != Role::Teacher, "{giver} {role}");
            }
        }
        assert_eq!(givable([Role::Teacher]), []);
        assert_eq!(givable([Role::Teacher, Role::Deputy]), GIVEN_IN_ORDER);
        assert_eq!(roles_said("учитель", Some(Role::Mentor)), "«Наставник» и\u{a0}«Педагог»");
        assert_eq!(roles_said("учитель", None), "«Педагог»");
    }

    const GIVEN_IN_ORDER: [Role; 4] =
        [Role::StructureHead, Role::Mentor, Role::BodyChair, Role::BodySecretary];

    #[test]
    fn a_login_is_the_surname_with_initials_and_a_number_for_namesakes() {
        let name = |last: &str, first: &str, middle: &str| Name {
            last: last.to_owned(),
            first: first.to_owned(),
            middle: middle.to_owned(),
        };
        let login = |last, first, middle, number| login_of(&name(last, first, middle), number);
        assert_eq!(login("Кедрова", "Вера", "Ильинична", 1), "кедрова.ви");
        assert_eq!(login("Кедрова", "Вера", "Ильинична", 3), "кедрова.ви3");
        assert_eq!(login("Ли-Тен", "Ия", "", 1), "литен.и");
        for (last, first) in [("Ы", ""), ("Ю", "Я"), ("О’Коннор", "Пол")] {
            assert!(is_login(&login(last, first, "", 1)), "{last} {first}");
        }
    }
}
