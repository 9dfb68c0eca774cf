//! The order that ends a pair before its term: its form with the day the law allows, the paper printed before the transaction
//! begins, a draft to read (п. 3.6; ТК РФ, ст. 351.8, ч. 3).

use access::{Granted, SignedIn};
use chrono::NaiveDate;
use packs::{Effective, ReplacementGround};
use paper::Paper;
use web::{Cx, Error, FieldFault, Mode, Page, PaperForm, Prepared, Read, Reply, Result, Write, russian};

use super::application::Filled;
use super::ending_form::{EndingPage, read};
use super::{application, issuing, words};
use crate::OrderMentoring;
use crate::actions::early_end::{self, EndOrder};
use crate::actions::ordering::Whole;
use crate::actions::{applying, rules_at};
use crate::departures::Departures;
use crate::model::{Pair, PairId};
use crate::papers::{EndPaper, Frame};
use crate::rules::DEPARTURE;

const NAME: &str = "Приказ о прекращении наставничества";
const LEFT: &str = "Приказ станет документом школы с\u{a0}датой и\u{a0}номером, пара завершится последним днём работы наставляемого; план, журнал и\u{a0}отчёты останутся.";

/// `GET /mentoring/{mentorship}/end`
pub(super) fn form(cx: &mut Cx<Read>, _may: Granted<OrderMentoring>) -> Result<Reply> {
    show(cx, Vec::new())
}

/// The pair of the address, if the person issues orders of its unit.
fn own<M: Mode>(cx: &mut Cx<M>) -> Result<Whole> {
    let (pair, power) = super::asked(cx)?;
    if power.orders { Whole::of(cx, pair) } else { Err(Error::NotFound) }
}

/// The last day of the mentee's work here, where the rules know the ground.
fn departed<M: Mode>(cx: &mut Cx<M>, pair: &Pair, rules: &Effective) -> Result<Option<NaiveDate>> {
    let last = Departures::last_of_mentee(cx.conn(), pair)?;
    Ok(last.filter(|_| rules.mentoring.ground(DEPARTURE).is_some()))
}

fn show<M: Mode>(cx: &mut Cx<M>, faults: Vec<FieldFault>) -> Result<Reply> {
    let whole = own(cx)?;
    early_end::at_work(cx, &whole.pair)?;
    cx.saw("person", &whole.people(), &whole.pair.unit_path);
    let rules = rules_at(cx, &whole.unit.path)?;
    let last = departed(cx, &whole.pair, &rules)?;
    let today = cx.today_at(&whole.unit.path)?;
    let left = last.filter(|last| *last <= today);
    let usual = match left {
        Some(_) => Filled { ground: DEPARTURE.to_owned(), ..Filled::default() },
        None => application::filled(cx, &whole, None)?.unwrap_or_default(),
    };
    let mut form = EndingPage::of(cx, (&whole.unit, &rules), &usual, faults)?;
    match last {
        Some(last) => {
            // What the card tells is first at hand.
            form.grounds.sort_by_key(|(ground, _)| ground != DEPARTURE);
            form.told = format!(
                "Последний день работы наставляемого у\u{a0}вас по\u{a0}карточке – {}.",
                russian::date(last)
            );
        }
        None => form.grounds.retain(|(ground, _)| ground != DEPARTURE),
    }
    let page = EndingPage {
        heading: "Издать приказ о\u{a0}прекращении наставничества?",
        about: format!(
            "{}, наставник – {}; срок {}",
            whole.mentee.person.name().short(),
            words::mentors(&whole),
            words::span(&whole.pair)
        ),
        // Nobody succeeds where there is nobody to be mentored.
        lead: if left.is_some() {
            LEFT
        } else {
            "Приказ станет документом школы с\u{a0}датой и\u{a0}номером, пара завершится раньше срока; план, журнал и\u{a0}отчёты останутся. Если нужен другой наставник, вместо этого выберите преемника в\u{a0}карточке пары."
        },
        back: whole.pair.url(),
        action: format!("{}/end", whole.pair.url()),
        paper: format!("{}/end/paper", whole.pair.url()),
        ..form.acting_later(cx, (&whole.unit, &rules), left)?
    };
    Page::titled(NAME).at(&whole.unit.path).under("/mentoring").show(&page)
}

/// Prints the order and keeps it, before the transaction begins.
pub(super) fn print(cx: &mut Cx<Read>) -> Result<Prepared> {
    cx.house().policy.check::<OrderMentoring>(cx.person())?;
    let whole = own(cx)?;
    issuing::prepared(ordered(cx, &whole))
}

fn ordered(cx: &mut Cx<Read>, whole: &Whole) -> Result<EndOrder> {
    let (numbering, ending) = read(cx)?;
    let ending = applying::joined(cx, whole.pair.id, ending)?;
    let ground = early_end::check(cx, &whole.pair, &ending)?;
    let rules = rules_at(cx, &whole.unit.path)?;
    let name = format!("{NAME}.pdf");
    let issue =
        issuing::printed(cx, &whole.unit, (numbering, ending.order_day(), &name), |cx, number, check| {
            let frame = Frame::of(cx, whole, (&rules, ending.order_day()), (Some(number), check))?;
            composed(
                cx,
                (whole, frame, ending.day),
                &rules,
                (Some(&ground), &ending.told(&ground), ending.notice_on),
            )
        })?;
    Ok(EndOrder { issue, ending })
}

fn composed(
    cx: &mut Cx<Read>,
    (whole, frame, last): (&Whole, Frame, NaiveDate),
    rules: &Effective,
    (ground, note, notice_on): (Option<&ReplacementGround>, &str, Option<NaiveDate>),
) -> Result<Paper> {
    // A successor who was never appointed has nothing to do with it.
    let mut bound: Vec<_> = whole.bound().map(|(_, card)| card).collect();
    // Nor has a mentee who is here no more.
    if ground.is_none_or(|ground| ground.id != DEPARTURE) {
        bound.push(&whole.mentee);
    }
    let frame = Frame { acquainted: bound.iter().map(|card| card.person.name().short()).collect(), ..frame };
    let first = super::order::appointing(cx, &whole.pair, whole.bound().map(|(one, _)| one))?;
    Ok(EndPaper { frame, last, whole, rules, ground, note, notice_on, first }.paper())
}

/// `POST /mentoring/{mentorship}/end`
pub(super) fn issue(cx: &mut Cx<Write>, may: Granted<OrderMentoring>) -> Result<Reply> {
    let id: PairId = cx.request().arg("mentorship")?;
    let notice = "Приказ издан и\u{a0}зарегистрирован: наставничество кончается последним днём, который он называет; история пары остаётся.";
    let end = |cx: &mut Cx<Write>, order: &EndOrder| early_end::break_off(cx, &may, id, order);
    issuing::issued(cx, end, (notice, format!("/mentoring/{id}")), show)
}

/// `GET /mentoring/{mentorship}/end/paper?as=pdf`: the draft of the order.
pub(super) fn paper(cx: &mut Cx<Read>, _may: Granted<SignedIn>) -> Result<Reply> {
    let (pair, power) = super::asked(cx)?;
    if !power.keeps {
        return Err(Error::NotFound);
    }
    let form = PaperForm::of(cx.request().asked("as")).ok_or(Error::NotFound)?;
    early_end::at_work(cx, &pair)?;
    let whole = Whole::of(cx, pair)?;
    let (rules, today) = (rules_at(cx, &whole.unit.path)?, cx.today_at(&whole.unit.path)?);
    cx.saw("person", &whole.people(), &whole.pair.unit_path);
    let frame = Frame::of(cx, &whole, (&rules, today), (None, String::new()))?;
    let left = departed(cx, &whole.pair, &rules)?.filter(|last| *last < today);
    let ground = left.and_then(|_| rules.mentoring.ground(DEPARTURE));
    let paper = composed(cx, (&whole, frame, left.unwrap_or(today)), &rules, (ground, "", None))?;
    issuing::draft(cx, &paper, (form, NAME))
}
