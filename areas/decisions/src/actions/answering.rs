//! What the addressee does: says that it arrived, answers with measures, refuses for a reason.

use access::Granted;
use web::{Cx, Result, Write};

use super::{addressed, reason, step};
use crate::AnswerRecommendations;
use crate::model::RecommendationId;
use crate::rules::{Refusal, Verb};
use crate::store;

/// It arrived.
pub fn acknowledge(
    cx: &mut Cx<Write>,
    may: &Granted<AnswerRecommendations>,
    id: RecommendationId,
) -> Result<()> {
    let one = addressed(cx, may, id)?;
    step(cx, &one, Verb::Acknowledge, ("Принята", ""), None)
}

/// The answer is the measures planned so far.
pub fn answer(cx: &mut Cx<Write>, may: &Granted<AnswerRecommendations>, id: RecommendationId) -> Result<()> {
    let one = addressed(cx, may, id)?;
    let measures = store::measures_of(cx.conn(), &[id.0])?;
    if !measures.iter().any(|measure| measure.is_planned() || measure.is_done()) {
        return Err(Refusal::NoMeasures.into());
    }
    step(cx, &one, Verb::Answer, ("Ответ: меры и\u{a0}сроки", ""), None)
}

/// No measures will be taken, and why.
pub fn refuse(
    cx: &mut Cx<Write>,
    may: &Granted<AnswerRecommendations>,
    id: RecommendationId,
    word: &str,
) -> Result<()> {
    let one = addressed(cx, may, id)?;
    let word =
        reason(word, "Напишите, почему рекомендация не\u{a0}подходит: без причины её не\u{a0}отклоняют.")?;
    step(cx, &one, Verb::Refuse, ("Отклонена", word), None)
}
