//! The order that ends a pair before its term: by a ground of the pack, with the notice of the law where the ground asks for
//! one; registered as a document, and the pair stays in history (п. 3.6; ТК РФ, ст. 351.8, ч. 3).

use access::Granted;
use audit::Action;
use chrono::NaiveDate;
use packs::ReplacementGround;
use web::{Cx, Error, Mode, Result, Write, russian};

use super::ending::{Ending, dismissed, ground, over};
use super::issuing::{self, Issue};
use super::proving::keep_paper;
use super::{active, applying, pairing, rules_at, seen, stored, told};
use crate::departures::Departures;
use crate::model::{ComingEnd, EarlyEnd, Mentor, Pair, PairId, State};
use crate::rules::{DEPARTURE, Refusal, fits_mentee_who_left, signed_after, told_of};
use crate::{END_ORDER, OrderMentoring, store};

/// An order of an early end to be issued.
#[derive(Debug, Clone)]
pub struct EndOrder {
    /// The paper printed.
    pub issue: Issue,
    /// Ground, paper behind it, day, notice.
    pub ending: Ending,
}

/// Only a pair at work is broken off.
pub fn at_work<M: Mode>(cx: &mut Cx<M>, pair: &Pair) -> Result<()> {
    if pair.state() != State::Active {
        return Err(Refusal::NotActive(seen(cx, pair)?).into());
    }
    match store::coming::of_pair(cx.conn(), pair.id)? {
        Some(coming) => Err(Refusal::Ending(coming.last_on, seen(cx, pair)?).into()),
        None => Ok(()),
    }
}

/// Everything that speaks against the order.
pub fn check<M: Mode>(cx: &mut Cx<M>, pair: &Pair, ending: &Ending) -> Result<ReplacementGround> {
    at_work(cx, pair)?;
    let since = begun(cx, pair)?.or(pair.order_on);
    let ground = ground(cx, (&pair.unit_path, since), ending)?;
    let mentors = store::mentors_of(cx.conn(), &[pair.id.0])?.remove(&pair.id.0).unwrap_or_default();
    let mentors: Vec<Mentor> = mentors.into_iter().filter(|one| one.is_of(pair)).collect();
    dismissed(cx, pair, (&ground, &mentors))?;
    applying::still_open(cx, (pair.id, None), ending)?;
    ending.proved_by(&ground)?;
    let least = lived(cx, pair)?.into_iter().max();
    if let Some((least, why)) = least.filter(|(least, _)| ending.day < *least) {
        return Err(Error::field("day", format!("Не\u{a0}раньше {}: {why}.", russian::date(least))));
    }
    match last_of_mentee(cx, pair, (&ground, &ending.ground))? {
        // Whoever has left is mentored no more: the order tells the day that was, also one that is past.
        Some(last) if ending.day != least.map_or(last, |(least, _)| least.max(last)) => {
            let day = russian::date(last);
            let text = format!(
                "Последний день работы наставляемого – {day}: с\u{a0}ним кончается и\u{a0}наставничество, укажите этот день."
            );
            return Err(Error::field("day", text));
        }
        Some(_) => {}
        None => {
            if let Some(text) = signed_after(ending.order_day(), ending.day) {
                return Err(Error::field("day", text));
            }
        }
    }
    if let Some(least) = pair.order_on.filter(|ordered| ending.order_day() < *ordered) {
        let text =
            format!("Не\u{a0}раньше {}: это день приказа о\u{a0}наставничестве.", russian::date(least));
        return Err(Error::field("signed_on", text));
    }
    if let Some(last) = pair.ends_on.filter(|last| *last < ending.day) {
        let day = russian::date(last);
        let text = if last < cx.today_at(&pair.unit_path)? {
            format!("Срок кончился {day}: раньше срока прекращать уже нечего, завершите пару по\u{a0}сроку.")
        } else {
            format!("Срок кончается {day}: последний день не\u{a0}позже него.")
        };
        return Err(Error::field("day", text));
    }
    Ok(ground)
}

/// The last day of the work of a mentee who leaves: the card has to say so, also ahead, where that is the ground. Where the card says
/// that they have left, no other ground than that fits, in rules that know it.
fn last_of_mentee<M: Mode>(
    cx: &mut Cx<M>,
    pair: &Pair,
    (ground, code): (&ReplacementGround, &str),
) -> Result<Option<NaiveDate>> {
    let last = Departures::last_of_mentee(cx.conn(), pair)?;
    if ground.id == DEPARTURE {
        let text = "По\u{a0}карточке наставляемый работает здесь и\u{a0}дальше. Сначала внесите в\u{a0}карточку увольнение с\u{a0}последним днём, он может быть и\u{a0}впереди.";
        return last.map(Some).ok_or_else(|| Error::field("ground", text));
    }
    let (rules, today) = (rules_at(cx, &pair.unit_path)?, cx.today_at(&pair.unit_path)?);
    let is_known = rules.mentoring.ground(DEPARTURE).is_some();
    let Some(last) = last.filter(|last| is_known && *last < today) else { return Ok(None) };
    if fits_mentee_who_left(code) {
        return Ok(Some(last));
    }
    let text = format!(
        "Наставляемый работал в\u{a0}школе по\u{a0}{}: основание – его увольнение или перевод.",
        russian::date(last)
    );
    Err(Error::field("ground", text))
}

/// The day the mentors there are now have worked together since: nobody was warned of the end before.
fn begun<M: Mode>(cx: &mut Cx<M>, pair: &Pair) -> Result<Option<NaiveDate>> {
    let id = pair.id.0;
    let mentors = store::mentors_of(cx.conn(), &[id])?.remove(&id).unwrap_or_default();
    Ok(mentors.iter().filter(|one| one.to_on.is_none()).filter_map(|one| one.from_on).max())
}

/// What the pair is known to have lived through, with its days: it was not over before.
fn lived<M: Mode>(cx: &mut Cx<M>, pair: &Pair) -> Result<Vec<(NaiveDate, &'static str)>> {
    let id = pair.id.0;
    let begun = begun(cx, pair)?;
    let noted = store::last_works(cx.conn(), &[id])?.remove(&id);
    let visits = store::around::visit_days_of(cx.conn(), &[id])?.remove(&id).unwrap_or_default();
    let held = visits.iter().filter_map(|(_, held)| *held).max();
    let days = [
        (pair.order_on, "это день приказа о\u{a0}наставничестве"),
        (begun, "с\u{a0}этого дня работает нынешний наставник"),
        (noted, "за\u{a0}этот день есть запись в\u{a0}журнале; если она ошибочна, исправьте её"),
        (held, "в\u{a0}этот день прошло посещение"),
    ];
    Ok(days.into_iter().filter_map(|(day, why)| Some((day?, why))).collect())
}

/// Issues the order.
pub fn break_off(
    cx: &mut Cx<Write>,
    may: &Granted<OrderMentoring>,
    id: PairId,
    order: &EndOrder,
) -> Result<()> {
    let mut pair = active(cx, may, id)?;
    let ending = &order.ending;
    let ground = check(cx, &pair, ending)?;
    let unit = units::store::all_of(cx.conn(), &[pair.unit_id.0])?.pop().ok_or(Error::NotFound)?;
    let told_by = ("О\u{a0}прекращении наставничества", ending.order_day());
    let document = issuing::kept_as(cx, &unit, &order.issue, (END_ORDER, told_by))?;
    let note = told_of(&ground, &ending.told(&ground));
    let row = EarlyEnd {
        id: cx.id(),
        mentorship_id: id,
        document_id: document.id,
        signed_on: ending.order_day(),
        notice_on: ending.notice_on,
        created_by: cx.person().map(|person| person.account.0),
        created_at: cx.now(),
    };
    store::ends::add(cx.tx(), &row)?;
    keep_paper(cx, id, document.id, ending.file.as_ref())?;
    let now = cx.now();
    store::applications::settle(cx.tx(), (id, None), (document.id, ending.application, &ground.id), now)?;
    let is_ahead = ending.day > cx.today_at(&pair.unit_path)?;
    if is_ahead {
        let (end_id, last_on) = (row.id, ending.day);
        let coming = ComingEnd { end_id, mentorship_id: id, last_on, ground: ground.id.clone(), note };
        store::coming::add(cx.tx(), &coming)?;
        stored(cx, &mut pair)?;
    } else {
        pair.end_note = note;
        for mentor in over(cx, &mut pair, ending.day, &ground.id)? {
            let part = cx.id();
            store::ends::add_part(cx.tx(), (part, row.id), mentor)?;
        }
    }
    let why = if ground.guarded { String::new() } else { format!(": {}", ground.title) };
    let line = pairing::lower(&document.title_line());
    told(
        cx,
        &pair,
        Action::Moved,
        &format!(
            "{} {}, {line}{why}",
            if is_ahead {
                "Наставничество прекращается"
            } else {
                "Наставничество прекращено"
            },
            russian::date(ending.day)
        ),
    )
}
