//! Why the area says no.

use std::fmt;

use web::{Way, russian};

use super::{Stage, Status, Verb};

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
    /// Every draft is to a unit that is closed.
    OnlyToClosed,
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
    /// The measure is a point of a decision, which is controlled on the decision's page.
    OfDecision(String),
    /// The step is not of the decision's stage.
    Stage(Stage),
    /// A decision without a point orders nothing.
    NoPoints,
    /// Points that are still to be carried out: how many.
    PointsLeft(usize),
    /// A point that ended: it is not marked twice.
    PointEnded,
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
            Self::OnlyToClosed => {
                f.write_str("Все черновики – закрытым организациям: им рекомендаций не\u{a0}направляют.")
            }
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
            Self::OfDecision(_) => f.write_str(
                "Эта мера – пункт решения: её исполнение, срок и снятие с контроля отмечают в карточке решения.",
            ),
            Self::Stage(stage) => write!(
                f,
                "Решение сейчас {}: так сделать нельзя. Обновите страницу и посмотрите, что с ним произошло.",
                stage.said()
            ),
            Self::NoPoints => f.write_str(
                "В\u{a0}решении нет ни\u{a0}одного пункта: добавьте, что сделать, кому и\u{a0}к\u{a0}какому сроку.",
            ),
            Self::PointsLeft(left) => {
                let left = i64::try_from(*left).unwrap_or(i64::MAX);
                let points = russian::counted(left, "пункт", "пункта", "пунктов");
                write!(
                    f,
                    "Не\u{a0}исполнено: {points}. Закрыть решение можно, когда каждый пункт исполнен или снят с\u{a0}контроля с\u{a0}причиной.",
                )
            }
            Self::PointEnded => f.write_str(
                "Этот пункт уже исполнен или снят с\u{a0}контроля. Обновите страницу.",
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
            Self::OfDecision(url) => vec![Way { label: "К решению".to_owned(), url: url.clone() }],
            _ => Vec::new(),
        }
    }
}
