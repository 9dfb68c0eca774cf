//! The order of replacement: its form, the paper printed before the transaction begins, a draft to read.

use access::{Granted, SignedIn};
use chrono::NaiveDate;
use packs::{Effective, ReplacementGround};
use paper::Paper;
use people::staff::Colleague;
use web::{Cx, Error, FieldFault, Mode, Page, PaperForm, Prepared, Read, Reply, Result, Write, russian};

use super::application::{self, Filled};
use super::ending_form::{EndingPage, read};
use super::issuing;
use crate::actions::ordering::Whole;
use crate::actions::replacing::{self, Change, ReplacementOrder};
use crate::actions::{applying, rules_at, succession};
use crate::model::{Mentor, MentorId, PairId, Succession};
use crate::papers::{Frame, Guests, ReplacementPaper};
use crate::rules::{DEPARTURE, Step, Steps, fits_who_left};
use crate::{OrderMentoring, store};

const NAME: &str = "Приказ о замене наставника";
/// The button that leads to the choice of a successor.
const CHOOSE: &str = "choose";

/// `GET /mentoring/{mentorship}/mentors/{mentor}/replacement`
pub(super) fn form(cx: &mut Cx<Read>, _may: Granted<OrderMentoring>) -> Result<Reply> {
    show(cx, Vec::new())
}

/// The pair of the address, if the person issues orders of its unit, and the mentor who leaves.
fn own<M: Mode>(cx: &mut Cx<M>) -> Result<(Whole, MentorId)> {
    let (pair, power) = super::asked(cx)?;
    let leaving: MentorId = cx.request().arg("mentor")?;
    if power.orders { Ok((Whole::of(cx, pair)?, leaving)) } else { Err(Error::NotFound) }
}

fn show<M: Mode>(cx: &mut Cx<M>, faults: Vec<FieldFault>) -> Result<Reply> {
    let (whole, leaving) = own(cx)?;
    shown(cx, (&whole, leaving), faults)
}

/// The form of a pair the person was found to issue orders for; what another form has sent stands in it.
fn shown<M: Mode>(
    cx: &mut Cx<M>,
    (whole, leaving): (&Whole, MentorId),
    faults: Vec<FieldFault>,
) -> Result<Reply> {
    let (rules, today) = (rules_at(cx, &whole.unit.path)?, cx.today_at(&whole.unit.path)?);
    let (old, left) = replacing::leaving(cx, whole, leaving)?;
    let (next, steps) = (replacing::next(whole), Steps::of(&rules.mentoring));
    cx.saw("person", &whole.people(), &whole.pair.unit_path);
    let left = left.filter(|last| *last < today);
    let has_left = left.is_some();
    // Who left was dismissed: the ground is at hand, where the pack names it.
    let usual = rules.mentoring.ground("dismissal").filter(|_| has_left).map(|one| one.id.clone());
    let usual = match application::filled(cx, whole, Some(leaving))?.filter(|_| !has_left) {
        Some(filled) => filled,
        None => Filled { ground: usual.unwrap_or_default(), ..Filled::default() },
    };
    let mentor = format!("{}/mentors/{leaving}", whole.pair.url());
    let mut form = EndingPage::of(cx, (&whole.unit, &rules), &usual, faults)?;
    form.grounds.retain(|(ground, _)| ground != DEPARTURE);
    if has_left && rules.mentoring.ground("dismissal").is_some() {
        form.grounds.retain(|(ground, _)| fits_who_left(ground));
    }
    let page = EndingPage {
        heading: "Издать приказ о\u{a0}замене наставника?",
        about: format!(
            "{}: преемник – {}, прежний наставник – {}",
            whole.mentee.person.name().short(),
            next.map_or("ещё не\u{a0}выбран".to_owned(), |(_, card)| card.person.name().short()),
            old.1.person.name().short()
        ),
        lead: "Приказ станет документом школы с\u{a0}датой и\u{a0}номером; план и\u{a0}журнал продолжит преемник.",
        told: [left.map(gone).unwrap_or_default(), lacking(cx, &steps, next)?].join(" ").trim().to_owned(),
        chooses: next.is_none(),
        back: whole.pair.url(),
        action: format!("{mentor}/replacement"),
        paper: format!("{mentor}/paper"),
        ..form
    };
    Page::titled(NAME).at(&whole.unit.path).under("/mentoring").show(&page)
}

/// What the successor still needs, told before anything is typed.
fn lacking<M: Mode>(cx: &mut Cx<M>, steps: &Steps, next: Option<&(Mentor, Colleague)>) -> Result<String> {
    let Some((part, _)) = next else {
        return Ok("Сначала выберите преемника: введённое здесь не\u{a0}пропадёт.".to_owned());
    };
    let kept = store::successions::of_part(cx.conn(), part.id)?;
    let lacking = Succession::days(kept.as_ref(), part).lacking(steps);
    Ok(if lacking.is_empty() {
        String::new()
    } else {
        format!("Приказ издать ещё нельзя, в\u{a0}карточке пары не\u{a0}отмечено: {}.", lacking.join("; "))
    })
}

fn gone(last: NaiveDate) -> String {
    format!(
        "Работа прежнего наставника здесь закончилась {}: часть в\u{a0}паре кончится этим днём, а\u{a0}не\u{a0}кануном приказа.",
        russian::date(last)
    )
}

/// Back from the choice of a successor: the form with everything it had, which went through the choice in the page, not in an address.
pub(super) fn again(cx: &mut Cx<Write>, id: PairId, leaving: MentorId) -> Result<Reply> {
    let may = cx.house().policy.check::<OrderMentoring>(cx.person())?;
    let pair = store::find(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)?;
    let whole = Whole::of(cx, pair)?;
    shown(cx, (&whole, leaving), Vec::new())
}

/// Prints the order and keeps it, before the transaction begins.
pub(super) fn print(cx: &mut Cx<Read>) -> Result<Prepared> {
    cx.house().policy.check::<OrderMentoring>(cx.person())?;
    // Off to the choice of a successor: nothing is printed.
    if cx.request().form.has(CHOOSE) {
        return issuing::prepared::<ReplacementOrder>(Err(Error::Invalid(Vec::new())));
    }
    let (whole, leaving) = own(cx)?;
    issuing::prepared(ordered(cx, &whole, leaving))
}

fn ordered(cx: &mut Cx<Read>, whole: &Whole, leaving: MentorId) -> Result<ReplacementOrder> {
    if replacing::next(whole).is_none() {
        return Err(Error::field("ground", "Сначала выберите преемника – кнопка выше."));
    }
    let (numbering, ending) = read(cx)?;
    let ending = applying::joined(cx, whole.pair.id, ending)?;
    let (change, ground) = replacing::check(cx, whole, leaving, &ending)?;
    let rules = rules_at(cx, &whole.unit.path)?;
    let name = format!("{NAME}.pdf");
    let issue = issuing::printed(cx, &whole.unit, (numbering, ending.day, &name), |cx, number, check| {
        let frame = Frame::of(cx, whole, (&rules, ending.day), (Some(number), check))?;
        composed(cx, whole, (&change, frame), &rules, (Some(&ground), &ending.told(&ground)))
    })?;
    Ok(ReplacementOrder { issue, ending })
}

fn composed(
    cx: &mut Cx<Read>,
    whole: &Whole,
    (change, frame): (&Change, Frame),
    rules: &Effective,
    (ground, note): (Option<&ReplacementGround>, &str),
) -> Result<Paper> {
    let kept = store::successions::of_part(cx.conn(), change.next.0.id)?;
    let kept = kept.filter(|_| Steps::of(&rules.mentoring).has(Step::Council));
    let paper = ReplacementPaper {
        council: succession::council(cx, kept.as_ref())?,
        leaving: (&change.old.1, change.last),
        first: super::order::appointing(cx, &whole.pair, [&change.old.0].into_iter())?,
        guests: Guests::of(cx, whole)?,
        frame,
        whole,
        rules,
        next: (&change.next.0, &change.next.1),
        ground,
        note,
    };
    Ok(paper.paper())
}

/// `POST /mentoring/{mentorship}/mentors/{mentor}/replacement`
pub(super) fn issue(cx: &mut Cx<Write>, may: Granted<OrderMentoring>) -> Result<Reply> {
    let id: PairId = cx.request().arg("mentorship")?;
    let leaving: MentorId = cx.request().arg("mentor")?;
    if cx.request().form.has(CHOOSE) {
        let (whole, _) = own(cx)?;
        return super::successor::from_order(cx, &whole, leaving);
    }
    let notice = "Приказ издан, наставник заменён; план и\u{a0}журнал продолжает преемник.";
    let replace =
        |cx: &mut Cx<Write>, order: &ReplacementOrder| replacing::replace(cx, &may, (id, leaving), order);
    issuing::issued(cx, replace, (notice, format!("/mentoring/{id}")), show)
}

/// `GET /mentoring/{mentorship}/mentors/{mentor}/paper?as=pdf`: the draft of the order.
pub(super) fn paper(cx: &mut Cx<Read>, _may: Granted<SignedIn>) -> Result<Reply> {
    let (pair, power) = super::asked(cx)?;
    if !power.keeps {
        return Err(Error::NotFound);
    }
    let leaving: MentorId = cx.request().arg("mentor")?;
    let form = PaperForm::of(cx.request().asked("as")).ok_or(Error::NotFound)?;
    let whole = Whole::of(cx, pair)?;
    let (rules, today) = (rules_at(cx, &whole.unit.path)?, cx.today_at(&whole.unit.path)?);
    let change = replacing::change(cx, &whole, leaving, today)?;
    cx.saw("person", &whole.people(), &whole.pair.unit_path);
    let frame = Frame::of(cx, &whole, (&rules, today), (None, String::new()))?;
    let paper = composed(cx, &whole, (&change, frame), &rules, (None, ""))?;
    issuing::draft(cx, &paper, (form, NAME))
}
