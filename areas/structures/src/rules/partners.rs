//! Partners: what they are, and when one may be entered beside those that are there.

use chrono::NaiveDate;
use web::{FieldFault, russian};

use super::overlap;
use crate::model::{NewPartner, Partner};

/// What a partner is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartnerSort {
    /// Вуз.
    Higher,
    /// Колледж.
    Secondary,
    /// Организация дополнительного профессионального образования.
    Further,
    /// Подразделение органа управления образованием.
    Authority,
    /// Социальный партнёр.
    Social,
    /// Другая организация.
    Other,
}

impl PartnerSort {
    /// All, in the order of the form.
    pub const ALL: [Self; 6] =
        [Self::Higher, Self::Secondary, Self::Further, Self::Authority, Self::Social, Self::Other];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Higher => "higher",
            Self::Secondary => "secondary",
            Self::Further => "further",
            Self::Authority => "authority",
            Self::Social => "social",
            Self::Other => "other",
        }
    }

    /// By its code.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// «вуз»
    pub fn title(self) -> &'static str {
        match self {
            Self::Higher => "вуз",
            Self::Secondary => "колледж, техникум",
            Self::Further => "организация дополнительного профессионального образования",
            Self::Authority => "подразделение органа управления образованием",
            Self::Social => "социальный партнёр",
            Self::Other => "другая организация",
        }
    }
}

/// What is wrong with a partner to be entered; `key` is the folded name.
pub fn partner_faults(
    known: &[Partner],
    new: &NewPartner,
    (key, today): (&str, NaiveDate),
) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    let mut fault = |field: &str, text: String| faults.push(FieldFault { field: field.to_owned(), text });
    if new.since > today {
        fault(
            "partner_since",
            "Этот день ещё не\u{a0}наступил: запишите партнёра, когда соглашение подписано.".to_owned(),
        );
    }
    if new.until.is_some_and(|end| end < new.since) {
        fault("partner_until", "Срок кончается раньше, чем начинается. Проверьте оба дня.".to_owned());
    }
    let same =
        |one: &&Partner| one.name_key == key && overlap((one.since, one.until), (new.since, new.until));
    if let Some(twice) = known.iter().find(same) {
        let since = russian::date(twice.since);
        fault(
            "partner_name",
            format!(
                "Этот партнёр уже записан с\u{a0}{since}. Завершите прежнее соглашение или укажите другой срок."
            ),
        );
    }
    faults
}

/// What is wrong with the day of something done together: it has come, and lies within the agreement.
pub fn work_fault(partner: &Partner, day: NaiveDate, today: NaiveDate) -> Option<String> {
    if day > today {
        return Some("Этот день ещё не\u{a0}наступил: запишите дело, когда оно проведено.".to_owned());
    }
    let is_within = day >= partner.since && partner.until.is_none_or(|end| day <= end);
    (!is_within).then(|| {
        let end = partner.until.map(|end| format!(" по\u{a0}{}", russian::date(end))).unwrap_or_default();
        format!("Соглашение действует с\u{a0}{}{end}: этот день вне его срока.", russian::date(partner.since))
    })
}
