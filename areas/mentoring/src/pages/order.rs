//! The order: its form, the paper printed before the transaction begins, a draft to read.

use access::{Granted, SignedIn};
use askama::Template;
use chrono::NaiveDate;
use documents::{Anyway, Numbering};
use packs::{Effective, MentoringStart};
use paper::Paper;
use web::{Cx, Error, FieldFault, Mode, Page, PaperForm, Prepared, Read, Reply, Result, Write, russian};

use super::{Choices, issuing};
use crate::actions::ordering::{self, Ordering, Whole};
use crate::actions::{amending, heads, rules_at, steps_of};
use crate::model::{Mentor, Pair, PairId, State};
use crate::papers::{Frame, Guests, OrderPaper};
use crate::rules::{Refusal, Step, Steps, Term, TermFault};
use crate::{ORDER, OrderMentoring, store};

const NAME: &str = "Приказ о наставничестве";

#[derive(Template)]
#[template(path = "order.html")]
struct OrderPage {
    csrf: String,
    url: String,
    about: String,
    term: String,
    /// What is to be looked at before the order is issued.
    warnings: Vec<String>,
    asks_last_day: bool,
    coming: String,
    numberings: Choices,
    chosen: String,
    number: String,
    anyway: Anyway,
    signed_on: String,
    last_day: String,
    faults: Vec<(String, String)>,
}

impl OrderPage {
    fn fault(&self, field: &str) -> &str {
        self.faults.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text)
    }
}

/// `GET /mentoring/{mentorship}/order`
pub(super) fn form(cx: &mut Cx<Read>, _may: Granted<OrderMentoring>) -> Result<Reply> {
    show(cx, Vec::new())
}

fn show<M: Mode>(cx: &mut Cx<M>, faults: Vec<FieldFault>) -> Result<Reply> {
    let whole = own(cx)?;
    if whole.pair.state() != State::Preparing {
        return Err(Refusal::NotPrepared(crate::actions::seen(cx, &whole.pair)?).into());
    }
    let (rules, today) = (rules_at(cx, &whole.unit.path)?, cx.today_at(&whole.unit.path)?);
    let steps = Steps::of(&rules.mentoring);
    ordering::ready(&whole.pair, &whole.pair.progress(&whole.parts(), steps))?;
    let request = cx.request_handle();
    let typed = |name: &str, kept: String| {
        if request.form.has(name) { request.form.text(name).to_owned() } else { kept }
    };
    let category = rules.mentoring.category(&whole.pair.category);
    let asks_last_day = category.is_some_and(|one| one.months.is_none() && !one.until_graduation);
    let told = ordering::term_of(&whole, &rules, today, None).ok();
    let page = OrderPage {
        csrf: cx.csrf().to_owned(),
        url: whole.pair.url(),
        about: about(&whole, &rules),
        term: told.as_ref().map(|(term, _)| span(*term, (&whole.pair, &rules))).unwrap_or_default(),
        warnings: warnings(cx, &whole, told.and_then(|(_, warning)| warning))?,
        asks_last_day,
        coming: documents::coming_number(cx, &whole.unit, ORDER, today)?,
        numberings: documents::numberings(),
        chosen: typed("numbering", documents::OWN.to_owned()),
        number: typed("number", String::new()),
        anyway: Anyway::of(&request.form, &faults),
        signed_on: typed("signed_on", today.to_string()),
        last_day: typed("last_day", String::new()),
        faults: faults.into_iter().map(|fault| (fault.field, fault.text)).collect(),
    };
    Page::titled("Приказ о\u{a0}наставничестве").at(&whole.unit.path).under("/mentoring").show(&page)
}

/// A term that is short, steps that were marked for another one.
fn warnings<M: Mode>(cx: &mut Cx<M>, whole: &Whole, short: Option<TermFault>) -> Result<Vec<String>> {
    let unfit = amending::unfit_steps(cx, whole)?;
    Ok(short.map(|fault| fault.sentence()).into_iter().chain(unfit).collect())
}

/// «Наставник – Орлова Нина Петровна, наставляемый – Весенняя Анна Сергеевна; наставник-предметник; молодой специалист»
pub(super) fn about(whole: &Whole, rules: &Effective) -> String {
    let mentors: Vec<String> = whole.now().map(|(_, card)| card.person.name().full()).collect();
    let who = if mentors.len() > 1 { "Наставники" } else { "Наставник" };
    format!(
        "{who} – {}, наставляемый – {}; {}",
        mentors.join(", "),
        whole.mentee.person.name().full(),
        super::words::kind(&whole.pair, rules)
    )
}

/// The term an order of today gives; one whose days have begun to run is explained.
pub(super) fn span(term: Term, (pair, rules): (&Pair, &Effective)) -> String {
    let (from, to) = (russian::date(term.from), russian::date(term.to));
    // Only a term counted from hiring is explained by it.
    let category = rules.mentoring.category(&pair.category);
    let is_of_hiring = category.is_some_and(|one| one.start == MentoringStart::MonthAfterHiring);
    let begun = pair.hired_on.checked_add_months(chrono::Months::new(1)).filter(|_| is_of_hiring);
    let why = match begun.filter(|begun| *begun < term.from) {
        Some(begun) => format!(
            " Месяц после приёма прошёл {}: срок считают от\u{a0}него, но\u{a0}назначают не\u{a0}раньше дня приказа.",
            russian::date(begun)
        ),
        None => String::new(),
    };
    format!("Срок при приказе сегодня: с\u{a0}{from} по\u{a0}{to}.{why}")
}

/// The pair of the address, if the person issues orders of its unit.
fn own<M: Mode>(cx: &mut Cx<M>) -> Result<Whole> {
    let (pair, power) = super::asked(cx)?;
    if power.orders { Whole::of(cx, pair) } else { Err(Error::NotFound) }
}

type Typed = (Numbering, NaiveDate, Option<NaiveDate>);

fn read<M: Mode>(cx: &Cx<M>) -> Result<Typed> {
    let form = &cx.request().form;
    let mut check = form.check();
    let (day, last_day) = (check.date("signed_on"), check.date("last_day"));
    if day.is_none() && form.text("signed_on").is_empty() {
        check.fault("signed_on", "Укажите день приказа.");
    }
    let numbering = documents::numbering(form, &mut check);
    check.done()?;
    Ok((numbering, day.ok_or(Error::NotFound)?, last_day))
}

/// Prints the order and keeps it, before the transaction begins.
pub(super) fn print(cx: &mut Cx<Read>) -> Result<Prepared> {
    cx.house().policy.check::<OrderMentoring>(cx.person())?;
    let whole = own(cx)?;
    issuing::prepared(ordered(cx, &whole))
}

fn ordered(cx: &mut Cx<Read>, whole: &Whole) -> Result<Ordering> {
    let (numbering, signed_on, last_day) = read(cx)?;
    let term = ordering::check(cx, whole, (signed_on, last_day))?;
    let rules = rules_at(cx, &whole.unit.path)?;
    let name = format!("{NAME}.pdf");
    let issue = issuing::printed(cx, &whole.unit, (numbering, signed_on, &name), |cx, number, check| {
        let frame = Frame::of(cx, whole, (&rules, signed_on), (Some(number), check))?;
        composed(cx, whole, (&rules, Some(term)), frame)
    })?;
    Ok(Ordering { issue, signed_on, last_day })
}

fn composed(
    cx: &mut Cx<Read>,
    whole: &Whole,
    (rules, term): (&Effective, Option<Term>),
    frame: Frame,
) -> Result<Paper> {
    let asks = Steps::of(&rules.mentoring).has(Step::Council);
    let council = if asks { heads::council(cx, &whole.pair)? } else { String::new() };
    let guests = Guests::of(cx, whole)?;
    Ok(OrderPaper { frame, council, whole, rules, term, guests }.paper())
}

/// The orders these mentors were appointed by, as later orders name them: «приказ № 15-од от 15.06.2026» – a successor's is the one of
/// the replacement (п. 3.6), everybody else's the one that made the pair.
pub(super) fn appointing<'a, M: Mode>(
    cx: &mut Cx<M>,
    pair: &Pair,
    mentors: impl Iterator<Item = &'a Mentor>,
) -> Result<String> {
    let replacing = store::orders_of(cx.conn(), pair.id)?;
    let of =
        |one: &Mentor| replacing.iter().find(|order| order.next_id == one.id).map(|order| order.document_id);
    let mut ids: Vec<i64> =
        mentors.filter_map(|one| of(one).or(pair.order_document_id)).map(|id| id.0).collect();
    ids.sort_unstable();
    ids.dedup();
    let held = documents::store::all_of(cx.conn(), &ids)?;
    let named: Vec<String> =
        held.iter().map(|one| crate::actions::pairing::lower(&one.title_line())).collect();
    Ok(if named.is_empty() {
        "приказ о\u{a0}наставничестве".to_owned()
    } else {
        named.join(", ")
    })
}

/// `POST /mentoring/{mentorship}/order`
pub(super) fn issue(cx: &mut Cx<Write>, may: Granted<OrderMentoring>) -> Result<Reply> {
    let id: PairId = cx.request().arg("mentorship")?;
    let (pair, _) = super::asked(cx)?;
    let notice = if steps_of(cx, &pair)?.has(Step::Announced) {
        "Приказ издан и\u{a0}зарегистрирован, пара работает. Объявите его коллективу."
    } else {
        "Приказ издан и\u{a0}зарегистрирован, пара работает."
    };
    let order = |cx: &mut Cx<Write>, ordering: &Ordering| ordering::order(cx, &may, id, ordering);
    issuing::issued(cx, order, (notice, format!("/mentoring/{id}")), show)
}

/// `GET /mentoring/{mentorship}/paper?as=pdf`: the draft of the order.
pub(super) fn paper(cx: &mut Cx<Read>, _may: Granted<SignedIn>) -> Result<Reply> {
    let (pair, power) = super::asked(cx)?;
    // An order that was issued is the document of the register; only what is still to be issued is composed here.
    if !power.keeps || pair.state() != State::Preparing {
        return Err(Error::NotFound);
    }
    let form = PaperForm::of(cx.request().asked("as")).ok_or(Error::NotFound)?;
    let whole = Whole::of(cx, pair)?;
    let (rules, today) = (rules_at(cx, &whole.unit.path)?, cx.today_at(&whole.unit.path)?);
    let term = ordering::term_of(&whole, &rules, today, None).ok().map(|(term, _)| term);
    let frame = Frame::of(cx, &whole, (&rules, today), (None, String::new()))?;
    let paper = composed(cx, &whole, (&rules, term), frame)?;
    issuing::draft(cx, &paper, (form, NAME))
}
