//! The sheet of visas is kept: who is asked, what they answered on paper, whether it is to be published, whom it is sent to
//! (Владимир, приказ № 660-п, лист согласования). The caller has checked that the person keeps the registry there.

use audit::Action;
use chrono::NaiveDate;
use serde_json::json;
use web::{Cx, Error, FieldFault, Result, Write, russian};

use super::{hand, locked, told};
use crate::Document;
use crate::model::{Asked, MailingId, Mark, NewMark, Publishable, Visa, VisaId, lowered};
use crate::rules::visas as rules;
use crate::store::visas as store;

/// Asks somebody; false: the sheet has the row already. Faults come back with the fields `asked`, `post`, `name`.
pub(crate) fn ask(
    cx: &mut Cx<Write>,
    document: &Document,
    asked: Option<Asked>,
    (post, name): (&str, &str),
) -> Result<bool> {
    let document = locked(cx, document)?;
    rules::may_ask(&document)?;
    let rows = store::of(cx.conn(), document.id)?;
    if asked.is_some_and(|asked| rules::is_asked(&rows, asked, (post, name))) {
        return Ok(false);
    }
    let faults = rules::faults(asked, (post, name), rows.len());
    let (Some(asked), true) = (asked, faults.is_empty()) else { return Err(Error::Invalid(faults)) };
    let (id, hand) = (VisaId(cx.id()), hand(cx));
    let place = rows.last().map_or(1, |last| last.place + 1);
    store::add(cx.tx(), (id, document.id), (place, asked), (post, name), hand)?;
    told(
        cx,
        Action::Changed,
        &document,
        &format!("В\u{a0}листе согласования просят {} ({})", asked.title(), lowered(post)),
    )?;
    Ok(true)
}

/// A row of a sheet as a command writes it down.
#[derive(Debug, Clone, Copy)]
pub struct SheetRow<'a> {
    /// Whether they are asked to initial it; else to agree.
    pub is_initialled: bool,
    /// The post.
    pub post: &'a str,
    /// The name; may be empty.
    pub name: &'a str,
    /// The day of the mark; none: not answered yet.
    pub marked_on: Option<NaiveDate>,
    /// What is to be mended; empty: agreed without remarks.
    pub remark: &'a str,
}

/// Asks everybody of these rows in their order: the same as the page does, for a command.
pub fn ask_all(cx: &mut Cx<Write>, document: &Document, rows: &[SheetRow<'_>]) -> Result<()> {
    for row in rows {
        let asked = if row.is_initialled { Asked::Initial } else { Asked::Agree };
        ask(cx, document, Some(asked), (row.post, row.name))?;
    }
    Ok(())
}

/// Enters the marks of these rows that were given on a day.
pub fn mark_all(
    cx: &mut Cx<Write>,
    document: &Document,
    (rows, on): (&[SheetRow<'_>], NaiveDate),
) -> Result<()> {
    let kept = store::of(cx.conn(), document.id)?;
    for (row, told) in kept.iter().zip(rows).filter(|(_, told)| told.marked_on == Some(on)) {
        let given = if told.remark.is_empty() { Mark::Given } else { Mark::Remarked };
        let new = NewMark { mark: Some(given), marked_on: Some(on), remark: told.remark.to_owned() };
        mark(cx, document, (row.id, row.version), &new)?;
    }
    Ok(())
}

/// Asks somebody no more; a row that is gone already is gone.
pub(crate) fn withdraw(cx: &mut Cx<Write>, document: &Document, id: VisaId) -> Result<()> {
    let document = locked(cx, document)?;
    rules::may_ask(&document)?;
    let Some(row) = store::of(cx.conn(), document.id)?.into_iter().find(|row| row.id == id) else {
        return Ok(());
    };
    rules::may_withdraw(&document, &row)?;
    store::remove(cx.tx(), id)?;
    let said = format!("Из\u{a0}листа согласования убрана строка ({})", lowered(&row.post));
    told(cx, Action::Changed, &document, &said)
}

/// Puts a row before the one above it, if it still stands at the place that was seen.
pub(crate) fn raise(cx: &mut Cx<Write>, document: &Document, (id, seen): (VisaId, i64)) -> Result<()> {
    let document = locked(cx, document)?;
    rules::may_ask(&document)?;
    let rows = store::of(cx.conn(), document.id)?;
    let pair = rows.windows(2).find_map(|pair| match pair {
        [above, row] if row.id == id && row.place == seen => Some((above.clone(), row.clone())),
        _ => None,
    });
    let Some((above, row)) = pair else { return Ok(()) };
    store::put(cx.tx(), row.id, above.place)?;
    store::put(cx.tx(), above.id, row.place)?;
    let said = format!("В\u{a0}листе согласования поднята строка ({})", lowered(&row.post));
    told(cx, Action::Changed, &document, &said)
}

/// Enters the mark of a row, mends it or takes it back; the same again changes nothing. `seen`: the version of the row the form
/// was opened with. Faults come back with the fields `mark`, `marked_on`, `remark`.
pub(crate) fn mark(
    cx: &mut Cx<Write>,
    document: &Document,
    (id, seen): (VisaId, i64),
    new: &NewMark,
) -> Result<()> {
    let document = locked(cx, document)?;
    rules::may_keep(&document)?;
    let row = find(cx, &document, id)?;
    let new = &settled(&row, new);
    let stands = NewMark { mark: row.mark(), marked_on: row.marked_on, remark: row.remark.clone() };
    // A second click finds what the first one entered, or took back.
    if stands == *new && (new.mark.is_some() || row.version != seen) {
        return Ok(());
    }
    if row.version != seen {
        let now = Some(row.told()).filter(|told| !told.is_empty());
        return Err(Error::Conflict(format!(
            "Эту отметку изменили, пока форма была открыта, и\u{a0}ваша не\u{a0}сохранена. Сейчас в\u{a0}листе: {}. Сверьте и\u{a0}сохраните ещё раз.",
            now.as_deref().unwrap_or("отметки нет")
        )));
    }
    let (zone, today) = (cx.zone_at(&document.unit_path)?, cx.today_at(&document.unit_path)?);
    let days = (document.created_at.day(zone), today);
    let faults = rules::mark_faults(new, &document, row.mark().is_some(), days);
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    let hand = hand(cx);
    store::mark(cx.tx(), id, new, hand)?;
    let details = json!({
        "visa": id.to_string(), "mark": new.mark.map(Mark::code), "marked_on": new.marked_on, "remark": new.remark,
    });
    let text = format!("{}: {}", said_of(&row, new), document.title_line());
    let subject = ("documents", "document", document.id.0);
    cx.journal(Action::Changed, subject, &document.unit_path, &text, details)
}

/// Whoever agrees at last has nothing to remark any more: the remark that stood in the form is let go, the journal keeps it.
fn settled(row: &Visa, new: &NewMark) -> NewMark {
    let is_old = new.mark == Some(Mark::Given) && new.remark == row.remark;
    if is_old { NewMark { remark: String::new(), ..new.clone() } } else { new.clone() }
}

/// «В листе согласования отмечено: завизировано 03.08.2020 (Заведующий отделом)»
fn said_of(row: &Visa, new: &NewMark) -> String {
    let day = new.marked_on.map(russian::date).unwrap_or_default();
    let what = match new.mark {
        None => return format!("В\u{a0}листе согласования снята отметка ({})", lowered(&row.post)),
        Some(Mark::Given) => row.asked().done(),
        Some(Mark::Remarked) => "с\u{a0}замечаниями",
    };
    format!("В\u{a0}листе согласования отмечено: {what} {day} ({})", lowered(&row.post))
}

fn find(cx: &mut Cx<Write>, document: &Document, id: VisaId) -> Result<Visa> {
    store::of(cx.conn(), document.id)?.into_iter().find(|row| row.id == id).ok_or(Error::NotFound)
}

/// Says whether it is to be published; the same again changes nothing. `seen`: what the form was opened with.
pub(crate) fn decide(
    cx: &mut Cx<Write>,
    document: &Document,
    seen: Option<Publishable>,
    to: Option<Publishable>,
) -> Result<()> {
    let document = locked(cx, document)?;
    rules::may_keep(&document)?;
    let stands = document.publishable();
    if stands == to {
        return Ok(());
    }
    let word = |one: Option<Publishable>| one.map_or("не\u{a0}решено", Publishable::title);
    if stands != seen {
        return Err(Error::Conflict(format!(
            "Решение о\u{a0}публикации изменили, пока форма была открыта, и\u{a0}ваше не\u{a0}сохранено. Сейчас: {}. Сверьте и\u{a0}сохраните ещё раз.",
            word(stands)
        )));
    }
    let hand = hand(cx);
    store::decide(cx.tx(), document.id, to, hand)?;
    told(cx, Action::Changed, &document, &format!("Подлежит публикации на\u{a0}сайте: {}", word(to)))
}

/// Adds whom it is sent to, one a line; how many are new and how many were there. A fault comes back with the field `mailings`.
pub(crate) fn address(cx: &mut Cx<Write>, document: &Document, typed: &str) -> Result<(usize, usize)> {
    let document = locked(cx, document)?;
    rules::may_keep(&document)?;
    let known = store::mailings(cx.conn(), document.id)?;
    let (new, twice) = rules::named(typed, &known).map_err(|text| Error::field("mailings", text))?;
    if new.is_empty() {
        return Ok((0, twice));
    }
    let (house, hand) = (cx.house_handle(), hand(cx));
    store::address(cx.tx(), &|| house.ids.next_at(hand.at), document.id, &new, hand)?;
    told(cx, Action::Changed, &document, &format!("Разослать: добавлено адресатов\u{a0}– {}", new.len()))?;
    Ok((new.len(), twice))
}

/// Sends it to somebody no more; who is gone already is gone.
pub(crate) fn strike(cx: &mut Cx<Write>, document: &Document, id: MailingId) -> Result<()> {
    let document = locked(cx, document)?;
    rules::may_keep(&document)?;
    let Some(row) = store::mailings(cx.conn(), document.id)?.into_iter().find(|row| row.id == id) else {
        return Ok(());
    };
    rules::may_strike(&document, &row)?;
    store::strike(cx.tx(), id)?;
    told(cx, Action::Changed, &document, "Разослать: убран адресат")
}

/// Enters the day it was sent to these, or to all who have none (`ids` is none); who has a day keeps it. How many were marked.
/// Faults come back with the fields `mailing`, `sent_on`.
pub(crate) fn send(
    cx: &mut Cx<Write>,
    document: &Document,
    ids: Option<&[MailingId]>,
    day: Option<NaiveDate>,
) -> Result<usize> {
    let document = locked(cx, document)?;
    rules::may_send(&document)?;
    let today = cx.today_at(&document.unit_path)?;
    let Some(day) = day else {
        return Err(Error::field("sent_on", "Укажите, когда документ отправлен."));
    };
    if let Some(text) = rules::sent_fault(day, &document, today) {
        return Err(Error::field("sent_on", text));
    }
    if ids.is_some_and(<[MailingId]>::is_empty) {
        return Err(Error::field("mailing", "Отметьте, кому отправлено, или нажмите «Отправлено всем»."));
    }
    let rows = store::mailings(cx.conn(), document.id)?;
    let open = rows.iter().filter(|row| row.sent_on.is_none());
    let open: Vec<i64> =
        open.filter(|row| ids.is_none_or(|ids| ids.contains(&row.id))).map(|row| row.id.0).collect();
    if open.is_empty() {
        return Ok(0);
    }
    let hand = hand(cx);
    store::send(cx.tx(), &open, Some(day), hand)?;
    let said = format!("Отмечена отправка {} (адресатов\u{a0}– {})", russian::date(day), open.len());
    told(cx, Action::Changed, &document, &said)?;
    Ok(open.len())
}

/// Takes the day back: it was a mistake.
pub(crate) fn take_back(cx: &mut Cx<Write>, document: &Document, id: MailingId) -> Result<()> {
    let document = locked(cx, document)?;
    rules::may_keep(&document)?;
    let rows = store::mailings(cx.conn(), document.id)?;
    if !rows.iter().any(|row| row.id == id && row.sent_on.is_some()) {
        return Ok(());
    }
    let hand = hand(cx);
    store::send(cx.tx(), &[id.0], None, hand)?;
    told(cx, Action::Changed, &document, "Снята отметка об\u{a0}отправке")
}

/// The field of «Всё равно подписать».
pub(crate) const ANYWAY: &str = "anyway";

/// Refuses a signature of a day before the last mark, and one while somebody has not agreed, unless it is said so.
pub(super) fn refuse_early(
    cx: &mut Cx<Write>,
    document: &Document,
    day: NaiveDate,
    anyway: bool,
) -> Result<()> {
    let rows = store::of(cx.conn(), document.id)?;
    let mut faults = Vec::new();
    if let Some(text) = rules::signing_fault(day, &rows, &[]) {
        faults.push(FieldFault { field: "day".to_owned(), text });
    }
    if !anyway && rules::waiting(&rows).is_some() {
        let text = "Согласны ещё не\u{a0}все. Дождитесь отметок в\u{a0}листе согласования или отметьте «Всё равно подписать».";
        faults.push(FieldFault { field: ANYWAY.to_owned(), text: text.to_owned() });
    }
    if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
}

/// What is wrong with another day of signing beside the marks of the sheet.
pub(super) fn fault_of_other_day(
    cx: &mut Cx<Write>,
    before: &Document,
    day: NaiveDate,
) -> Result<Option<FieldFault>> {
    if before.state().is_unsigned() || day == before.signed_on {
        return Ok(None);
    }
    let (rows, mailings) = (store::of(cx.conn(), before.id)?, store::mailings(cx.conn(), before.id)?);
    let text = rules::signing_fault(day, &rows, &mailings);
    Ok(text.map(|text| FieldFault { field: "signed_on".to_owned(), text }))
}
