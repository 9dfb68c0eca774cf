//! What was raised round a pair is answered by whom its clause names: consent, decision, acquaintance, a report, a consent withdrawn.

use access::SignedIn;
use audit::Action;
use web::{Cx, Error, Result, Write, russian};

use super::around::{reached, said};
use crate::model::around::{MatterId, MatterRow};
use crate::model::{Pair, PairId};
use crate::rules::Matter;
use crate::store;

/// Answers a matter.
pub fn answer(
    cx: &mut Cx<Write>,
    _may: &access::Granted<SignedIn>,
    (id, matter): (PairId, MatterId),
    (decision, words): (&str, &str),
) -> Result<()> {
    let (pair, eye) = reached(cx, id)?;
    let row = store::around::find_matter(cx.conn(), id, matter)?.ok_or(Error::NotFound)?;
    let kind = Matter::of(&row.matter).ok_or(Error::NotFound)?;
    let is_own = row.raised_by.is_some() && row.raised_by == cx.person().map(|person| person.account.0);
    if !kind.is_seen(eye, is_own) || !kind.may_answer(eye, is_own) {
        return Err(Error::NotFound);
    }
    if row.answered_on.is_some() {
        if row.decision == decision && row.answer == words.trim() {
            return Ok(());
        }
        let who = super::who(cx, row.answered_by)?;
        let text = format!("На\u{a0}это уже ответил(а) {who}. Обновите страницу, чтобы прочитать ответ.");
        return Err(Error::field("decision", text));
    }
    if !kind.decisions().iter().any(|(code, _)| *code == decision) {
        return Err(Error::field("decision", "Выберите ответ."));
    }
    if Matter::asks_words(decision) && words.trim().is_empty() {
        return Err(Error::field("answer", "Напишите словами: одной отметки мало."));
    }
    enter_answer(cx, &pair, row, (decision, words))
}

/// The same for a command: whoever may was asked already.
pub fn enter_answer(
    cx: &mut Cx<Write>,
    pair: &Pair,
    mut row: MatterRow,
    (decision, words): (&str, &str),
) -> Result<()> {
    let kind = Matter::of(&row.matter).ok_or(Error::NotFound)?;
    let today = cx.today_at(&pair.unit_path)?;
    row.answered_on = Some(today);
    row.answered_by = cx.person().map(|person| person.account.0);
    decision.clone_into(&mut row.decision);
    words.trim().clone_into(&mut row.answer);
    row.updated_at = cx.now();
    if kind == Matter::Testing {
        // Whoever takes the consent back leaves the mark that it was given and taken back, and nothing else.
        row.body.clear();
        "сведения стёрты".clone_into(&mut row.subject);
    }
    store::around::answer_matter(cx.tx(), &row)?;
    let title = kind.decisions().iter().find(|(code, _)| *code == decision).map_or("", |(_, title)| title);
    let what = match kind {
        Matter::Help => "Помощь другого работника",
        Matter::Report => "Рабочий отчёт",
        _ => "",
    };
    let text = format!("{what}: {title}, {}", russian::date(today));
    said(cx, pair, (kind.is_open(), Action::Moved), &text)
}
