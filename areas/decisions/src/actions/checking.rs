//! What the sender does with an answer: checks and takes off control, returns, withdraws.

use access::Granted;
use web::{Cx, Result, Write};

use super::{issued, reason, step};
use crate::IssueRecommendations;
use crate::model::RecommendationId;
use crate::rules::{Verb, may_fulfil};
use crate::store;

/// Takes a recommendation off control, with what the check showed.
pub fn fulfil(
    cx: &mut Cx<Write>,
    may: &Granted<IssueRecommendations>,
    id: RecommendationId,
    word: &str,
) -> Result<()> {
    let one = issued(cx, may, id)?;
    let word = reason(word, "Напишите, что показала проверка.")?;
    let measures = store::measures_of(cx.conn(), &[id.0])?;
    let planned = measures.iter().filter(|measure| measure.is_planned()).count();
    let done = measures.iter().filter(|measure| measure.is_done()).count();
    if crate::rules::next(one.status(), Verb::Fulfil).is_some() {
        may_fulfil(planned, done)?;
    }
    step(cx, &one, Verb::Fulfil, ("Снята с\u{a0}контроля", word), None)
}

/// Sends a refusal or an answer back, with what is missing.
pub fn send_back(
    cx: &mut Cx<Write>,
    may: &Granted<IssueRecommendations>,
    id: RecommendationId,
    word: &str,
) -> Result<()> {
    let one = issued(cx, may, id)?;
    let word = reason(word, "Напишите, чего не\u{a0}хватает в\u{a0}ответе.")?;
    let reply_by = super::sending::usual_reply(cx, &one.owner_path)?;
    store::paper_answers::remove(cx.tx(), id)?;
    step(cx, &one, Verb::Return, ("Возвращена", word), Some(reply_by))
}

/// Writes a withdrawn one anew: a draft again, seen by nobody else.
pub fn redraft(cx: &mut Cx<Write>, may: &Granted<IssueRecommendations>, id: RecommendationId) -> Result<()> {
    let one = issued(cx, may, id)?;
    step(cx, &one, Verb::Redraft, ("Составляется заново", ""), None)
}

/// Takes it back: a mistake, or a refusal agreed with.
pub fn withdraw(
    cx: &mut Cx<Write>,
    may: &Granted<IssueRecommendations>,
    id: RecommendationId,
    word: &str,
) -> Result<()> {
    let one = issued(cx, may, id)?;
    let word = reason(word, "Напишите, почему отзываете рекомендацию.")?;
    step(cx, &one, Verb::Withdraw, ("Отозвана", word), None)
}
