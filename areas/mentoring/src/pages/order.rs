//! The order: its form, the paper printed before the transaction begins, a draft to read.

use access::{Granted, SignedIn};
use askama::Template;
use chrono::NaiveDate;
use documents::{DocumentId, NewFile, Numbering};
use web::{
    Body, Cx, Error, FieldFault, Mode, Page, PaperForm, Prepared, Read, Reply, Result, Write, russian,
};

use super::Choices;
use crate::actions::ordering::{self, Ordering, Whole};
use crate::actions::{heads, rules_at};
use crate::model::{PairId, State};
use crate::papers::OrderPaper;
use crate::rules::Refusal;
use crate::{ORDER, OrderMentoring};

/// The number of the unit's own journal.
pub(super) const OWN: &str = "own";
/// Whose number an order bears.
pub(super) const NUMBERINGS: [(&str, &str); 2] =
    [(OWN, "Присвоит журнал регистрации"), ("external", "Уже есть: впишите номер")];

#[derive(Template)]
#[template(path = "order.html")]
struct OrderPage {
    csrf: String,
    url: String,
    about: String,
    term: String,
    warning: String,
    asks_last_day: bool,
    coming: String,
    numberings: Choices,
    chosen: String,
    number: String,
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
    let lacking = whole.pair.progress(&whole.parts()).lacking();
    if whole.pair.state() != State::Preparing {
        return Err(Refusal::NotPrepared(crate::actions::seen(cx, &whole.pair)?).into());
    }
    if !lacking.is_empty() {
        return Err(Refusal::StepsLack(lacking, whole.pair.url()).into());
    }
    let (rules, today) = (rules_at(cx, &whole.unit.path)?, cx.today_at(&whole.unit.path)?);
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
        about: super::words::kind(&whole.pair, &rules),
        term: told
            .as_ref()
            .map(|(term, _)| {
                format!(
                    "Срок при приказе сегодня: с\u{a0}{} по\u{a0}{}.",
                    russian::date(term.from),
                    russian::date(term.to)
                )
            })
            .unwrap_or_default(),
        warning: told.and_then(|(_, warning)| warning).map(|fault| fault.sentence()).unwrap_or_default(),
        asks_last_day,
        coming: documents::coming_number(cx, &whole.unit, ORDER)?,
        numberings: super::words::choices(&NUMBERINGS),
        chosen: typed("numbering", OWN.to_owned()),
        number: typed("number", String::new()),
        signed_on: typed("signed_on", today.to_string()),
        last_day: typed("last_day", String::new()),
        faults: faults.into_iter().map(|fault| (fault.field, fault.text)).collect(),
    };
    Page::titled("Приказ о\u{a0}наставничестве").at(&whole.unit.path).under("/mentoring").show(&page)
}

/// The pair of the address, if the person issues orders of its unit.
fn own<M: Mode>(cx: &mut Cx<M>) -> Result<Whole> {
    let (pair, power) = super::asked(cx)?;
    if power.orders { Whole::of(cx, pair) } else { Err(Error::NotFound) }
}

type Typed = (Numbering, NaiveDate, Option<NaiveDate>);

fn read<M: Mode>(cx: &Cx<M>) -> Result<Typed> {
    let mut check = cx.request().form.check();
    let (day, last_day) = (check.date("signed_on"), check.date("last_day"));
    if day.is_none() && cx.request().form.text("signed_on").is_empty() {
        check.fault("signed_on", "Укажите день приказа.");
    }
    let numbering = match cx.request().form.text("numbering") {
        OWN => Numbering::Own,
        _ => Numbering::External(
            check
                .required("number", 50, "Впишите номер, как он стоит в\u{a0}журнале: например, 12/1.")
                .to_owned(),
        ),
    };
    check.done()?;
    Ok((numbering, day.ok_or(Error::NotFound)?, last_day))
}

/// The order printed, or what was wrong.
struct Printed(std::result::Result<Ordering, Vec<FieldFault>>);

/// Prints the order and keeps it, before the transaction begins.
pub(super) fn print(cx: &mut Cx<Read>) -> Result<Prepared> {
    cx.house().policy.check::<OrderMentoring>(cx.person())?;
    let whole = own(cx)?;
    let outcome = match read(cx) {
        Ok(typed) => ordered(cx, &whole, typed),
        Err(error) => Err(error),
    };
    match outcome {
        Ok(ordering) => Ok(Box::new(Printed(Ok(ordering)))),
        Err(Error::Invalid(faults)) => Ok(Box::new(Printed(Err(faults)))),
        Err(error) => Err(error),
    }
}

fn ordered(cx: &mut Cx<Read>, whole: &Whole, (numbering, signed_on, last_day): Typed) -> Result<Ordering> {
    let term = ordering::check(cx, whole, (signed_on, last_day))?;
    let rules = rules_at(cx, &whole.unit.path)?;
    let number = match &numbering {
        Numbering::Own => documents::coming_number(cx, &whole.unit, ORDER)?,
        Numbering::External(number) => number.clone(),
    };
    let document = DocumentId(cx.house().id());
    let paper = OrderPaper {
        head: units::letterhead(cx.conn(), whole.unit.id)?,
        signer: heads::signer(cx, &whole.unit, (&rules, signed_on))?,
        council: heads::council(cx, &whole.pair)?,
        whole,
        rules: &rules,
        term: Some(term),
        day: signed_on,
        number: Some(&number),
        check_address: cx.whole_address(&documents::check_path(cx.house(), document)),
    };
    let bytes = cx.house().paper(&paper.paper(), PaperForm::Pdf)?;
    let file = NewFile::printed(cx.house(), "Приказ о наставничестве.pdf", &bytes)?;
    Ok(Ordering { document, numbering, signed_on, last_day, file, printed: Some(number) })
}

/// `POST /mentoring/{mentorship}/order`
pub(super) fn issue(cx: &mut Cx<Write>, may: Granted<OrderMentoring>) -> Result<Reply> {
    let id: PairId = cx.request().arg("mentorship")?;
    let ordering = match cx.prepared::<Printed>().map(|printed| printed.0) {
        Some(Ok(ordering)) => ordering,
        Some(Err(faults)) => return Ok(show(cx, faults)?.status(422)),
        None => return Err(Error::Malformed),
    };
    match ordering::order(cx, &may, id, &ordering) {
        Ok(()) => {
            cx.notice("Приказ издан и\u{a0}зарегистрирован, пара работает. Объявите его коллективу.");
            Ok(Reply::to(format!("/mentoring/{id}")))
        }
        Err(Error::Invalid(faults)) => Ok(show(cx, faults)?.status(422)),
        Err(error) => Err(error),
    }
}

/// `GET /mentoring/{mentorship}/paper?as=pdf`: the draft of the order, or the order again with its date and number.
pub(super) fn paper(cx: &mut Cx<Read>, _may: Granted<SignedIn>) -> Result<Reply> {
    let (pair, power) = super::asked(cx)?;
    // An order that was issued is the document of the register; only what is still to be issued is composed here.
    if !power.keeps || pair.state() != State::Preparing {
        return Err(Error::NotFound);
    }
    let form = PaperForm::of(cx.request().asked("as")).ok_or(Error::NotFound)?;
    let whole = Whole::of(cx, pair)?;
    let (rules, today) = (rules_at(cx, &whole.unit.path)?, cx.today_at(&whole.unit.path)?);
    let held = match whole.pair.order_document_id {
        Some(id) => documents::store::all_of(cx.conn(), &[id.0])?.pop(),
        None => None,
    };
    let day = whole.pair.order_on.unwrap_or(today);
    let known =
        whole.pair.starts_on.zip(whole.pair.ends_on).map(|(from, to)| crate::rules::Term { from, to });
    let term = known.or_else(|| ordering::term_of(&whole, &rules, day, None).ok().map(|(term, _)| term));
    let paper = OrderPaper {
        head: units::letterhead(cx.conn(), whole.unit.id)?,
        signer: heads::signer(cx, &whole.unit, (&rules, day))?,
        council: heads::council(cx, &whole.pair)?,
        whole: &whole,
        rules: &rules,
        term,
        day,
        number: held.as_ref().map(|held| held.number.as_str()),
        check_address: String::new(),
    };
    let bytes = cx.house().paper(&paper.paper(), form)?;
    let name = format!("Приказ о наставничестве.{}", form.code());
    Ok(Reply::of(Body::File { bytes, media_type: form.media_type().to_owned(), name }))
}
