//! What is agreed for a successor before the order of replacement: the council recommends, the deputy agrees, the mentee consents; a mark made wrongly
//! is corrected until that order (п. 3.1, 3.3).

use access::Granted;
use audit::Action;
use chrono::NaiveDate;
use documents::DocumentId;
use web::{Cx, Error, Result, Write, russian};

use super::stepping::MENTEE_MARKS;
use super::{active, employed, seen, stored, succession, told};
use crate::model::{Mentor, MentorId, Pair, PairId, Succession};
use crate::rules::{Refusal, Step, Steps, protocol_fault};
use crate::{KeepMentoring, store};

/// What is done for a successor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Agreed {
    /// The council recommends: by a document held here, or by the protocol of a council that keeps its papers elsewhere.
    Council(Option<DocumentId>, String),
    /// The deputy who answers for methodical work agrees.
    Deputy,
    /// The mentee agrees, in any recorded form.
    Mentee(String),
}

impl Agreed {
    fn step(&self) -> Step {
        match self {
            Self::Council(..) => Step::Council,
            Self::Deputy => Step::Deputy,
            Self::Mentee(_) => Step::Mentee,
        }
    }

    fn title(&self) -> &'static str {
        match self {
            Self::Council(..) => "рекомендация преемника методическим советом",
            Self::Deputy => "согласие заместителя на\u{a0}преемника",
            Self::Mentee(_) => "согласие наставляемого на\u{a0}преемника",
        }
    }
}

/// What a form sends back to say which mark it corrects; none: not marked.
pub(crate) fn seal(kept: &Succession, step: Step) -> Option<String> {
    Some(match step {
        Step::Council => {
            let document = kept.council_document_id.map(|id| id.to_string()).unwrap_or_default();
            format!("{}|{document}|{}", kept.council_on?, kept.council_note)
        }
        Step::Deputy => kept.deputy_on?.to_string(),
        _ => format!("{}|{}", kept.mentee_on?, kept.mentee_way),
    })
}

/// Marks the recommendation of a successor, the agreement of the deputy or the consent of the mentee to them; with the seal of a
/// mark, corrects it.
pub fn agree(
    cx: &mut Cx<Write>,
    may: &Granted<KeepMentoring>,
    (id, part): (PairId, MentorId),
    (day, done): (NaiveDate, &Agreed),
    corrected: Option<&str>,
) -> Result<()> {
    let mut pair = active(cx, may, id)?;
    let mentor = store::find_mentor(cx.conn(), id, part)?.ok_or(Error::NotFound)?;
    if !mentor.waits() {
        return Err(Refusal::Changed(seen(cx, &pair)?).into());
    }
    let today = cx.today_at(&pair.unit_path)?;
    if day > today {
        return Err(Error::field("day", "Этот день ещё не\u{a0}наступил."));
    }
    if let Some(first) = pair.order_on.filter(|first| day < *first) {
        let text = format!("Не\u{a0}раньше приказа о\u{a0}наставничестве: {}.", russian::date(first));
        return Err(Error::field("day", text));
    }
    let steps = super::stepping::asked(cx, &pair, done.step())?;
    let kept = store::successions::of_part(cx.conn(), part)?;
    let mut row = kept.unwrap_or_else(|| succession::blank(cx, &mentor));
    let before = free(cx, &pair, (&row, done.step()), corrected)?;
    match done {
        Agreed::Council(document, note) => {
            protocol(cx, &pair, day, (*document, note))?;
            (row.council_on, row.council_document_id) = (Some(day), *document);
            note.trim().clone_into(&mut row.council_note);
        }
        Agreed::Deputy => {
            super::stepping::not_for_oneself(cx, &pair)?;
            row.deputy_on = Some(day);
        }
        Agreed::Mentee(way) => {
            if !MENTEE_MARKS.iter().any(|(code, _)| *code == way.as_str()) {
                return Err(Error::field("way", "Выберите, как дано согласие."));
            }
            employed::refused("day", employed::of_mentee(cx, &pair, day)?)?;
            row.mentee_on = Some(day);
            row.mentee_way.clone_from(way);
        }
    }
    if let Some(text) = Succession::days(Some(&row), &mentor).clash(&steps) {
        return Err(Error::field("day", text));
    }
    if before.is_some() && seal(&row, done.step()).as_deref() == corrected {
        return Ok(());
    }
    row.updated_at = cx.now();
    store::successions::keep(cx.tx(), &row)?;
    stored(cx, &mut pair)?;
    told(cx, &pair, Action::Changed, &sentence(done, before, day))
}

/// Both sides read it: days alone.
fn sentence(done: &Agreed, before: Option<NaiveDate>, day: NaiveDate) -> String {
    let day = russian::date(day);
    match (before, done) {
        (Some(was), _) => {
            format!("Исправлено: {}. Было: {}. Стало: {day}", done.title(), russian::date(was))
        }
        (None, Agreed::Council(..)) => format!("Преемник рекомендован методическим советом {day}"),
        (None, Agreed::Deputy) => format!("Заместитель согласен на\u{a0}преемника {day}"),
        (None, Agreed::Mentee(_)) => format!("Получено согласие наставляемого на\u{a0}преемника {day}"),
    }
}

/// The day of the mark that is corrected; none: nothing was marked. A mark nobody asked to correct, or another one than was seen, is
/// refused.
fn free(
    cx: &mut Cx<Write>,
    pair: &Pair,
    (row, step): (&Succession, Step),
    corrected: Option<&str>,
) -> Result<Option<NaiveDate>> {
    let Some(now) = seal(row, step) else { return Ok(None) };
    let day = match step {
        Step::Council => row.council_on,
        Step::Deputy => row.deputy_on,
        _ => row.mentee_on,
    };
    match corrected {
        Some(seen) if seen == now => Ok(day),
        Some(_) => {
            let told = day.map(russian::date).unwrap_or_default();
            let text = format!(
                "Пока вы исправляли, отметку изменили: теперь – {told}. Проверьте и\u{a0}отправьте ещё раз."
            );
            Err(Error::field("day", text))
        }
        None => Err(Refusal::Done(step, seen(cx, pair)?).into()),
    }
}

/// A successor's consent is not before the recommendation (п. 3.1).
pub(super) fn in_order(cx: &mut Cx<Write>, (part, steps): (&Mentor, &Steps)) -> Result<()> {
    let kept = store::successions::of_part(cx.conn(), part.id)?;
    let clash = Succession::days(kept.as_ref(), part).clash(steps);
    clash.map_or(Ok(()), |text| Err(Error::field("day", text)))
}

/// A protocol of the school in force of that very day, or one named in words that names no other day.
pub(super) fn protocol(
    cx: &mut Cx<Write>,
    pair: &Pair,
    day: NaiveDate,
    (document, note): (Option<DocumentId>, &str),
) -> Result<()> {
    let Some(id) = document else {
        let is_named = !note.trim().is_empty();
        let text = "Назовите протокол: номер, день. Или выберите его из\u{a0}документов школы.";
        if !is_named {
            return Err(Error::field("note", text));
        }
        if !note.contains(|one: char| one.is_ascii_digit()) {
            return Err(Error::field("note", "Назовите номер протокола: «протокол № 9 от\u{a0}11.06.2026»."));
        }
        return protocol_fault(note, ("рекомендация", day))
            .map_or(Ok(()), |text| Err(Error::field("note", text)));
    };
    let held = documents::store::all_of(cx.conn(), &[id.0])?.pop();
    let held = held.filter(|held| held.unit_path == pair.unit_path);
    let held = held.ok_or_else(|| Error::field("document", "Выберите протокол из\u{a0}списка."))?;
    if !held.state().has_force() {
        let text = "Протокол ещё не\u{a0}подписан: сначала зарегистрируйте его.";
        return Err(Error::field("document", text));
    }
    if held.signed_on > day {
        let signed = russian::date(held.signed_on);
        return Err(Error::field("day", format!("Протокол подписан позже, {signed}: проверьте день.")));
    }
    if held.signed_on < day {
        let text = format!(
            "Протокол – от\u{a0}{}: рекомендация того\u{a0}же дня. Исправьте день или выберите другой протокол.",
            russian::date(held.signed_on)
        );
        return Err(Error::field("day", text));
    }
    Ok(())
}
