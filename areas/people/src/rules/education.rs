//! Education by its stage, and who studies for the next one (Терский район, раздел 7; 273-ФЗ, ст. 10): told in the record, or read
//! from its words.

use chrono::NaiveDate;
use lists::plain;

use crate::{Record, RecordKind};

/// A stage of education, the higher the more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Среднее общее.
    General,
    /// Среднее профессиональное.
    Vocational,
    /// Higher, of which nobody told the stage.
    Higher,
    /// Бакалавриат.
    Bachelor,
    /// Специалитет, магистратура.
    Master,
    /// Подготовка кадров высшей квалификации.
    Highest,
}

impl Stage {
    /// All, the lowest first.
    pub const ALL: [Self; 6] =
        [Self::General, Self::Vocational, Self::Higher, Self::Bachelor, Self::Master, Self::Highest];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::General => "general",
            Self::Vocational => "vocational",
            Self::Higher => "higher",
            Self::Bachelor => "bachelor",
            Self::Master => "master",
            Self::Highest => "highest",
        }
    }

    /// By its code.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// The words on the screen.
    pub fn title(self) -> &'static str {
        match self {
            Self::General => "среднее общее",
            Self::Vocational => "среднее профессиональное",
            Self::Higher => "высшее, ступень не указана",
            Self::Bachelor => "высшее – бакалавриат",
            Self::Master => "высшее – специалитет, магистратура",
            Self::Highest => "высшее – подготовка кадров высшей квалификации",
        }
    }

    /// The stage words tell: «высшее», «педколледж»; what was not finished tells none.
    pub fn of_words(text: &str) -> Option<Self> {
        const WORDS: [(Stage, &[&str]); 7] = [
            (Stage::Highest, &["аспирант", "ординатур", "докторант", "адъюнкт", "высшей квалификации"]),
            (Stage::Master, &["магистр", "специалитет"]),
            (Stage::Bachelor, &["бакалавр"]),
            (Stage::Higher, &["высш"]),
            (
                Stage::Vocational,
                &[
                    "средне проф",
                    "среднее проф",
                    "средне спец",
                    "среднее спец",
                    "колледж",
                    "техникум",
                    "училищ",
                ],
            ),
            (Stage::Higher, &["университет", "институт", "академи"]),
            (Stage::General, &["среднее общ", "среднее полн", "среднее"]),
        ];
        let text = plain(text);
        if text.contains("незаконч") || text.contains("неоконч") || text.contains("неполн")
        {
            return None;
        }
        let words: [(Stage, &str); 2] = [(Stage::Vocational, "спо"), (Stage::Higher, "впо")];
        let whole = words.into_iter().find(|(_, word)| text.split(' ').any(|one| one == *word));
        let part = WORDS.into_iter().find(|(_, parts)| parts.iter().any(|part| text.contains(part)));
        part.map(|(stage, _)| stage).or(whole.map(|(stage, _)| stage))
    }
}

/// The stage of a record of education or of a study.
pub fn stage(one: &Record) -> Option<Stage> {
    one.level.as_deref().and_then(Stage::of).or_else(|| Stage::of_words(&one.title))
}

/// The highest stage somebody finished; none: nobody told it.
pub fn highest(told: &[Record]) -> Option<Stage> {
    told.iter().filter(|one| one.kind() == RecordKind::Education).filter_map(stage).max()
}

/// The study for a degree that goes on.
pub fn study(told: &[Record], today: NaiveDate) -> Option<&Record> {
    let goes_on = |one: &&Record| {
        one.kind() == RecordKind::Degree
            && one.began_on.is_none_or(|first| first <= today)
            && today <= one.happened_on
    };
    told.iter().filter(goes_on).max_by_key(|one| (one.happened_on, one.id))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: RecordKind, title: &str, (from, to): (&str, &str), level: Option<Stage>) -> Record {
        Record {
            began_on: from.parse().ok(),
            level: level.map(|one| one.code().to_owned()),
            ..Record::sample(kind, title, to)
        }
    }

    #[test]
    fn the_stage_is_read_from_the_words_of_schools() {
        for (text, stage) in [
            ("Высшее, АмГУ, 2001", Some(Stage::Higher)),
            ("высшее (магистратура)", Some(Stage::Master)),
            ("Бакалавр педагогики", Some(Stage::Bachelor)),
            ("Высшее профессиональное", Some(Stage::Higher)),
            ("средне-специальное", Some(Stage::Vocational)),
            ("Среднее профессиональное, педколледж", Some(Stage::Vocational)),
            ("СПО", Some(Stage::Vocational)),
            ("аспирантура БГПУ", Some(Stage::Highest)),
            ("среднее общее", Some(Stage::General)),
            ("Благовещенский педагогический институт", Some(Stage::Higher)),
            ("незаконченное высшее", None),
            ("учитель математики", None),
        ] {
            assert_eq!(Stage::of_words(text), stage, "{text}");
        }
        for stage in Stage::ALL {
            assert_eq!(Stage::of(stage.code()), Some(stage));
        }
    }

    #[test]
    fn the_highest_finished_stage_counts_and_a_study_while_it_goes_on() {
        let told = [
            record(RecordKind::Education, "педколледж", ("", "2010-06-30"), None),
            record(RecordKind::Education, "педагог", ("", "2015-06-30"), Some(Stage::Bachelor)),
            record(RecordKind::Degree, "Магистратура", ("2025-09-01", "2027-06-30"), None),
        ];
        assert_eq!(highest(&told), Some(Stage::Bachelor));
        assert_eq!(highest(&told[2..]), None, "what is not finished is no education yet");
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        for (on, is) in
            [("2025-08-31", false), ("2025-09-01", true), ("2027-06-30", true), ("2027-07-01", false)]
        {
            assert_eq!(study(&told, day(on)).is_some(), is, "{on}");
        }
        assert_eq!(study(&told, day("2026-01-01")).and_then(stage), Some(Stage::Master));
    }
}
