//! Why the area says no.

use std::fmt;

use web::{Way, russian};

use super::{Status, Verb};

/// A refusal of the area of decisions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The step is not of the recommendation's status.
    Step(Status, Verb),
    /// Drafts are made from a publication, and there is none.
    NotPublished(String),
    /// No deficit without a recommendation.
    NothingToDraft,
    /// No draft to be sent.
    NothingToSend,
    /// An answer without a measure.
    NoMeasures,
    /// Measures that are still to be done: how many.
    MeasuresLeft(usize),
    /// Every measure was cancelled.
    NothingDone,
    /// The measure has ended.
    MeasureEnded,
    /// A text is changed only while it is a draft.
    TextSent,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Step(status, verb) => write!(
                f,
                "Рекомендация сейчас {}: {} нельзя. Обновите страницу и посмотрите, что с ней произошло.",
                status.title(),
                verb.title()
            ),
            Self::NotPublished(_) => f.write_str(
                "Адресные рекомендации готовят по опубликованным результатам. Сначала опубликуйте мониторинг.",
            ),
            Self::NothingToDraft => f.write_str(
                "Показателей без баллов, на которые ещё нет рекомендации, не осталось.",
            ),
            Self::NothingToSend => f.write_str("Черновиков, которые можно направить, нет."),
            Self::NoMeasures => f.write_str(
                "Ответ – это меры: добавьте хотя бы одну, с ответственным и сроком. Если мер не будет, отклоните рекомендацию с причиной.",
            ),
            Self::MeasuresLeft(left) => {
                let left = i64::try_from(*left).unwrap_or(i64::MAX);
                let measures = russian::counted(left, "мера", "меры", "мер");
                write!(
                    f,
                    "Ещё не закончено: {measures}. Снять с контроля можно, когда каждая мера выполнена или отменена.",
                )
            }
            Self::NothingDone => f.write_str(
                "Ни одна мера не выполнена: снимать с контроля нечего. Верните рекомендацию или отзовите её с причиной.",
            ),
            Self::MeasureEnded => f.write_str("Эта мера уже выполнена или отменена. Обновите страницу."),
            Self::TextSent => f.write_str(
                "Рекомендация уже направлена, её текст не меняют. Отзовите её с причиной или напишите, что уточнить, возвращая ответ.",
            ),
        }
    }
}

impl web::Refusal for Refusal {
    fn clause(&self) -> String {
        match self {
            Self::NotPublished(_) => "приложение 6, раздел 8".to_owned(),
            _ => String::new(),
        }
    }

    fn ways(&self) -> Vec<Way> {
        match self {
            Self::NotPublished(url) => {
                vec![Way { label: "К мониторингу".to_owned(), url: url.clone() }]
            }
            _ => Vec::new(),
        }
    }
}
