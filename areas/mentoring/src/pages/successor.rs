//! The choice of a successor: the same ranked staff as for a first mentor, opened from the pair or from the order of replacement;
//! what the council recommends and the mentee agrees to (п. 3.1, 3.3, 3.6).

use access::Granted;
use people::PersonId;
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Request, Result, Write};

use super::card::led;
use super::choice::{ChoicePage, criteria, sheets_url};
use super::choice_form::{Picked, Typed, asked_name};
use super::choice_rows::{picked, rows};
use super::ending::within;
use super::steps::day;
use super::{Choices, words};
use crate::actions::agreeing::{self, Agreed};
use crate::actions::ordering::Whole;
use crate::actions::succession::{self, Successor};
use crate::actions::{rules_at, steps_of};
use crate::model::{MentorId, PairId};
use crate::rules::Step;
use crate::{KeepMentoring, OrderMentoring};

/// What the form of the order has typed already: it goes through the choice and comes back.
const KEPT: [&str; 10] = [
    "leaving",
    "ground",
    "note",
    "notice_on",
    "absent_from",
    "absent_to",
    "day",
    "numbering",
    "number",
    "application",
];

/// The button that leads back to the order with everything typed.
const RETURN: &str = "return";

/// The pair asked for, for whoever keeps it.
fn own<M: Mode>(cx: &mut Cx<M>, id: PairId) -> Result<Whole> {
    let may = cx.house().policy.check::<KeepMentoring>(cx.person())?;
    let pair = crate::store::find(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)?;
    Whole::of(cx, pair)
}

/// `GET /mentoring/choice?pair=…`
pub(super) fn page(cx: &mut Cx<Read>) -> Result<Reply> {
    let id: PairId = cx.request().asked("pair").parse().map_err(|_| Error::NotFound)?;
    let whole = own(cx, id)?;
    succession::open(cx, &whole)?;
    show(cx, &whole, Vec::new())
}

fn show<M: Mode>(cx: &mut Cx<M>, whole: &Whole, faults: Vec<FieldFault>) -> Result<Reply> {
    let kept = kept(&cx.request_handle());
    shown(cx, whole, kept, faults)
}

fn shown<M: Mode>(cx: &mut Cx<M>, whole: &Whole, kept: Choices, faults: Vec<FieldFault>) -> Result<Reply> {
    let pair = &whole.pair;
    let (rules, kind) = (rules_at(cx, &pair.unit_path)?, succession::kind_of(cx, pair)?);
    let judged = succession::candidates(cx, whole, (&kind, &rules.mentoring))?;
    let people: Vec<i64> = judged.iter().map(|(one, _)| one.person.id.0).chain(whole.people()).collect();
    cx.saw("person", &people, &pair.unit_path);
    let request = cx.request_handle();
    let all = rows(&judged, &request.form.all("mentors"), &rules, (pair.mentee_id, &kind.id));
    let (shown, others) = picked(all, &judged, asked_name(&request).trim());
    let page = ChoicePage {
        csrf: cx.csrf().to_owned(),
        heading: "Выбрать преемника",
        mentee: whole.mentee.person.name().full(),
        about: format!(
            "{}; наставник – {}; преемник продолжит план и\u{a0}журнал с\u{a0}приказа о\u{a0}замене.",
            words::kind(pair, &rules),
            words::mentors(whole)
        ),
        action: format!("{}/successor", pair.url()),
        back: back(whole, &kept),
        kept,
        kinds: Vec::new(),
        is_collective: false,
        categories: Vec::new(),
        criteria: criteria(&rules),
        penalty: super::choice::penalty(&rules),
        is_nobody: !judged.iter().any(|(_, fit)| fit.is_allowed()),
        sheets_url: sheets_url(cx, &whole.unit, (pair.mentee_id, &kind.id))?,
        is_alone: judged.is_empty(),
        rows: shown,
        others,
        faults: faults.into_iter().map(|fault| (fault.field, fault.text)).collect(),
        typed: Typed::of(&request, String::new()),
    };
    Page::titled("Выбрать преемника").at(&pair.unit_path).under("/mentoring").show(&page)
}

/// What the form of the order has typed: it goes on in the page, never in an address.
fn kept(request: &Request) -> Choices {
    let of = |name: &&str| {
        let sent = request.form.text(name);
        Some(((*name).to_owned(), sent.to_owned())).filter(|(_, text)| !text.is_empty())
    };
    KEPT.iter().filter_map(of).collect()
}

/// The part whose order opened the choice; none: the card did.
fn opened_by(whole: &Whole, kept: &[(String, String)]) -> Option<MentorId> {
    let leaving = kept.iter().find(|(name, _)| name == "leaving");
    let leaving = leaving.and_then(|(_, id)| id.parse::<MentorId>().ok());
    leaving.filter(|id| whole.mentors.iter().any(|(one, _)| one.id == *id))
}

/// Where the choice was opened: the order of replacement, or the card.
fn back(whole: &Whole, kept: &[(String, String)]) -> String {
    match opened_by(whole, kept) {
        Some(id) => format!("{}/mentors/{id}/replacement", whole.pair.url()),
        None => whole.pair.url(),
    }
}

/// The choice opened by the form of an order, with what was typed there.
pub(super) fn from_order(cx: &mut Cx<Write>, whole: &Whole, leaving: MentorId) -> Result<Reply> {
    let whole = own(cx, whole.pair.id)?;
    succession::open(cx, &whole)?;
    let mut kept = kept(&cx.request_handle());
    kept.retain(|(name, _)| name != "leaving");
    kept.push(("leaving".to_owned(), leaving.to_string()));
    shown(cx, &whole, kept, Vec::new())
}

/// `POST /mentoring/{mentorship}/successor`
pub(super) fn succeed(cx: &mut Cx<Write>, may: Granted<KeepMentoring>) -> Result<Reply> {
    let id: PairId = cx.request().arg("mentorship")?;
    let whole = own(cx, id)?;
    // A name asked for: the page again with everything typed, nothing is done.
    if cx.request().form.has("find") {
        return show(cx, &whole, Vec::new());
    }
    let orders = cx.house().policy.check::<OrderMentoring>(cx.person()).is_ok();
    let order = opened_by(&whole, &kept(&cx.request_handle())).filter(|_| orders);
    if let Some(leaving) = order.filter(|_| cx.request().form.has(RETURN)) {
        return super::replacement::again(cx, id, leaving);
    }
    let outcome = read(cx, &may, &whole).and_then(|new| {
        // The page of the order answers the click itself: sent once more, it is the same successor.
        let is_there = whole.now().any(|(one, _)| one.waits() && one.person_id == new.person);
        if order.is_some() && is_there { Ok(()) } else { succession::succeed(cx, &may, id, &new) }
    });
    match (outcome, order) {
        (Ok(()), Some(leaving)) => super::replacement::again(cx, id, leaving),
        (Ok(()), None) => {
            let asks = steps_of(cx, &whole.pair)?.has(Step::Council);
            cx.notice(if asks {
                "Преемник выбран. Отметьте рекомендацию методсовета, согласия и\u{a0}соглашение, затем издайте приказ о\u{a0}замене."
            } else {
                "Преемник выбран. Отметьте согласие и\u{a0}соглашение, затем издайте приказ о\u{a0}замене."
            });
            Ok(Reply::to(whole.pair.url()))
        }
        (Err(Error::Invalid(faults)), _) => Ok(show(cx, &whole, faults)?.status(422)),
        (Err(error), _) => Err(error),
    }
}

fn read(cx: &mut Cx<Write>, may: &Granted<KeepMentoring>, whole: &Whole) -> Result<Successor> {
    let request = cx.request_handle();
    let mut check = request.form.check();
    let picked = Picked::read(cx, (may, &whole.unit), &mut check, &request)?;
    let person: Option<PersonId> = match picked.people.as_slice() {
        [one] => Some(*one),
        [] if request.form.text("other").is_empty() => {
            check.fault("mentors", "Выберите преемника.");
            None
        }
        [] => None,
        _ => {
            check.fault("mentors", "Преемник один: отметьте педагога школы или назовите приглашённого.");
            None
        }
    };
    check.done()?;
    Ok(Successor {
        person: person.ok_or(Error::NotFound)?,
        agreement: picked.agreement,
        reason: picked.reason,
        exception: picked.exception,
        penalty_on: picked.penalty_on,
    })
}

/// `POST /mentoring/{mentorship}/mentors/{mentor}/recommendation`
pub(super) fn recommend(cx: &mut Cx<Write>, may: Granted<KeepMentoring>) -> Result<Reply> {
    let form = &cx.request().form;
    let done = Agreed::Council(form.text("document").parse().ok(), form.text("note").to_owned());
    agreed(cx, &may, &done)
}

/// `POST /mentoring/{mentorship}/mentors/{mentor}/deputy`
pub(super) fn agree(cx: &mut Cx<Write>, may: Granted<KeepMentoring>) -> Result<Reply> {
    agreed(cx, &may, &Agreed::Deputy)
}

/// `POST /mentoring/{mentorship}/mentors/{mentor}/acceptance`
pub(super) fn accept(cx: &mut Cx<Write>, may: Granted<KeepMentoring>) -> Result<Reply> {
    let done = Agreed::Mentee(cx.request().form.text("way").to_owned());
    agreed(cx, &may, &done)
}

fn agreed(cx: &mut Cx<Write>, may: &Granted<KeepMentoring>, done: &Agreed) -> Result<Reply> {
    let of: (PairId, MentorId) = (cx.request().arg("mentorship")?, cx.request().arg("mentor")?);
    let request = cx.request_handle();
    let corrected = Some(request.form.text("seal")).filter(|seal| !seal.is_empty());
    let outcome = within(cx, &[("note", 300)])
        .and_then(|()| day(cx, "day"))
        .and_then(|day| agreeing::agree(cx, may, of, (day, done), corrected));
    let said = if corrected.is_some() {
        "Отметка исправлена: прежний день остался в\u{a0}истории."
    } else {
        "Шаг отмечен."
    };
    led(cx, outcome, said)
}
