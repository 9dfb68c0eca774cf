//! Publications: where materials about the work come out, when one may be entered, and which years of work are silent
//! (приложение 4, раздел 4: периодические издания, официальный сайт, средства массовой информации).

use chrono::{Datelike, NaiveDate};
use web::{FieldFault, russian};

use crate::model::{NewPublication, Publication};

/// Where something came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outlet {
    /// Официальный сайт.
    Site,
    /// Периодическое издание.
    Periodical,
    /// Средство массовой информации.
    Media,
    /// An issue of the structure's own information bulletin (приложение 3, п. 2.5).
    Bulletin,
    /// Другое.
    Other,
}

impl Outlet {
    /// All, in the order of the form.
    pub const ALL: [Self; 5] = [Self::Site, Self::Periodical, Self::Media, Self::Bulletin, Self::Other];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Site => "site",
            Self::Periodical => "periodical",
            Self::Media => "media",
            Self::Bulletin => "bulletin",
            Self::Other => "other",
        }
    }

    /// By its code.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// «периодическое издание»
    pub fn title(self) -> &'static str {
        match self {
            Self::Site => "официальный сайт",
            Self::Periodical => "периодическое издание",
            Self::Media => "средство массовой информации",
            Self::Bulletin => "информационный бюллетень структуры",
            Self::Other => "другое",
        }
    }
}

/// What is wrong with a publication of a structure that works since a day.
pub fn publication_faults(
    known: &[Publication],
    new: &NewPublication,
    (since, today): (NaiveDate, NaiveDate),
) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    let mut fault = |field: &str, text: String| faults.push(FieldFault { field: field.to_owned(), text });
    if new.published_on > today {
        fault(
            "published_on",
            "Этот день ещё не\u{a0}наступил: запишите публикацию, когда она вышла.".to_owned(),
        );
    } else if new.published_on < since {
        let since = russian::date(since);
        fault(
            "published_on",
            format!("Структура работает с\u{a0}{since}: раньше она публиковаться не\u{a0}могла."),
        );
    }
    let same = |one: &&Publication| {
        one.title == new.title && one.published_on == new.published_on && one.outlet_name == new.outlet_name
    };
    if known.iter().any(|one| same(&one)) {
        fault("title", "Эта публикация уже в\u{a0}журнале.".to_owned());
    }
    faults
}

/// The whole years of work nothing came out in, the latest first; the year that goes on counts when `today` is in its last quarter.
pub fn silent_years(days: &[NaiveDate], since: NaiveDate, today: NaiveDate) -> Vec<i32> {
    let first = if since.ordinal() == 1 { since.year() } else { since.year() + 1 };
    let last = if today.month() >= 10 { today.year() } else { today.year() - 1 };
    (first..=last).rev().filter(|year| days.iter().all(|day| day.year() != *year)).collect()
}

#[cfg(test)]
mod tests {
    use db::Moment;

    use super::*;
    use crate::model::{PublicationId, StructureId};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn new(title: &str, on: &str) -> NewPublication {
        NewPublication {
            outlet: Outlet::Periodical,
            outlet_name: "Учитель Приамурья".to_owned(),
            title: title.to_owned(),
            url: String::new(),
            published_on: day(on),
        }
    }

    #[test]
    fn a_publication_has_come_out_while_the_structure_worked_and_is_entered_once() {
        let days = (day("2024-09-01"), day("2026-06-18"));
        let fields = |known: &[Publication], one: &NewPublication| -> Vec<String> {
            publication_faults(known, one, days).into_iter().map(|fault| fault.field).collect()
        };
        assert!(fields(&[], &new("О нас", "2026-06-18")).is_empty());
        assert!(fields(&[], &new("О нас", "2024-09-01")).is_empty());
        assert_eq!(fields(&[], &new("О нас", "2026-06-19")), ["published_on"]);
        assert_eq!(fields(&[], &new("О нас", "2024-08-31")), ["published_on"]);
        let kept = Publication {
            id: PublicationId(1),
            structure_id: StructureId(1),
            outlet: "periodical".to_owned(),
            outlet_name: "Учитель Приамурья".to_owned(),
            title: "О нас".to_owned(),
            url: String::new(),
            published_on: day("2026-03-01"),
            account_id: None,
            created_at: Moment(0),
            removed_at: None,
        };
        assert_eq!(fields(std::slice::from_ref(&kept), &new("О нас", "2026-03-01")), ["title"]);
        assert!(fields(&[kept], &new("О нас", "2026-03-02")).is_empty());
    }

    #[test]
    fn a_year_of_work_without_any_is_silent() {
        let days = [day("2024-05-01")];
        let silent = |since: &str, today: &str| silent_years(&days, day(since), day(today));
        assert_eq!(silent("2022-09-01", "2026-06-18"), [2025, 2023], "2022 was not whole, 2026 is not over");
        assert_eq!(silent("2022-01-01", "2026-09-30"), [2025, 2023, 2022]);
        assert_eq!(silent("2022-09-01", "2026-10-01"), [2026, 2025, 2023]);
        assert!(silent("2026-01-02", "2026-12-31").is_empty());
    }
}
