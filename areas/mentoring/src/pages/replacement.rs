//! The order of replacement: its form, the paper printed before the transaction begins, a draft to read.

use access::{Granted, SignedIn};
use askama::Template;
use chrono::NaiveDate;
use documents::{DocumentId, NewFile, Numbering};
use packs::{Effective, ReplacementGround};
use paper::Paper;
use web::{
    Body, Cx, Error, FieldFault, Mode, Page, PaperForm, Prepared, Read, Reply, Result, Write, russian,
};

use super::{Choices, words};
use crate::actions::ending::Ending;
use crate::actions::ordering::Whole;
use crate::actions::replacing::{self, Change, ReplacementOrder};
use crate::actions::{heads, rules_at};
use crate::model::{MentorId, PairId};
use crate::papers::ReplacementPaper;
use crate::{ORDER, OrderMentoring};

#[derive(Template)]
#[template(path = "replacement.html")]
struct ReplacementPage {
    csrf: String,
    url: String,
    target: String,
    about: String,
    gone: String,
    grounds: Choices,
    ground: String,
    note: String,
    day: String,
    notice_on: String,
    notice_hint: String,
    coming: String,
    numberings: Choices,
    chosen: String,
    number: String,
    faults: Vec<(String, String)>,
}

impl ReplacementPage {
    fn fault(&self, field: &str) -> &str {
        self.faults.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text)
    }
}

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
    let (rules, today) = (rules_at(cx, &whole.unit.path)?, cx.today_at(&whole.unit.path)?);
    let change = replacing::change(cx, &whole, leaving, today)?;
    cx.saw("person", &whole.people(), &whole.pair.unit_path);
    let has_left = change.last < today;
    let request = cx.request_handle();
    let typed = |name: &str, kept: String| {
        if request.form.has(name) { request.form.text(name).to_owned() } else { kept }
    };
    // Who left was dismissed: the ground is at hand, where the pack names it.
    let usual = rules.mentoring.ground("dismissal").filter(|_| has_left).map(|one| one.id.clone());
    let page = ReplacementPage {
        csrf: cx.csrf().to_owned(),
        url: whole.pair.url(),
        target: format!("{}/mentors/{leaving}", whole.pair.url()),
        about: format!(
            "{}: преемник – {}, прежний наставник – {}",
            whole.mentee.person.name().short(),
            change.next.1.person.name().short(),
            change.old.1.person.name().short()
        ),
        gone: if has_left { gone(change.last) } else { String::new() },
        grounds: words::titled(&rules.mentoring.grounds, |one| (&one.id, &one.title)),
        ground: typed("ground", usual.unwrap_or_default()),
        note: typed("note", String::new()),
        day: typed("day", today.to_string()),
        notice_on: typed("notice_on", String::new()),
        notice_hint: super::card::notice(&rules),
        coming: documents::coming_number(cx, &whole.unit, ORDER)?,
        numberings: words::choices(&super::order::NUMBERINGS),
        chosen: typed("numbering", super::order::OWN.to_owned()),
        number: typed("number", String::new()),
        faults: faults.into_iter().map(|fault| (fault.field, fault.text)).collect(),
    };
    Page::titled("Приказ о\u{a0}замене наставника").at(&whole.unit.path).under("/mentoring").show(&page)
}

fn gone(last: NaiveDate) -> String {
    format!(
        "Работа прежнего наставника здесь закончилась {}: часть в\u{a0}паре кончится этим днём, а\u{a0}не\u{a0}днём приказа.",
        russian::date(last)
    )
}

fn read<M: Mode>(cx: &Cx<M>) -> Result<(Numbering, Ending)> {
    let form = &cx.request().form;
    let mut check = form.check();
    let (day, notice_on) = (check.date("day"), check.date("notice_on"));
    if day.is_none() && form.text("day").is_empty() {
        check.fault("day", "Укажите день приказа.");
    }
    let note = check.optional("note", 500).to_owned();
    let numbering = match form.text("numbering") {
        "external" => Numbering::External(
            check
                .required("number", 50, "Впишите номер, как он стоит в\u{a0}журнале: например, 12/1.")
                .to_owned(),
        ),
        _ => Numbering::Own,
    };
    check.done()?;
    let ground = form.text("ground").to_owned();
    Ok((numbering, Ending { ground, note, day: day.ok_or(Error::NotFound)?, notice_on }))
}

/// The order printed, or what was wrong.
struct Printed(std::result::Result<ReplacementOrder, Vec<FieldFault>>);

/// Prints the order and keeps it, before the transaction begins.
pub(super) fn print(cx: &mut Cx<Read>) -> Result<Prepared> {
    cx.house().policy.check::<OrderMentoring>(cx.person())?;
    let (whole, leaving) = own(cx)?;
    let outcome = match read(cx) {
        Ok(typed) => ordered(cx, &whole, leaving, typed),
        Err(error) => Err(error),
    };
    match outcome {
        Ok(order) => Ok(Box::new(Printed(Ok(order)))),
        Err(Error::Invalid(faults)) => Ok(Box::new(Printed(Err(faults)))),
        Err(error) => Err(error),
    }
}

fn ordered(
    cx: &mut Cx<Read>,
    whole: &Whole,
    leaving: MentorId,
    (numbering, ending): (Numbering, Ending),
) -> Result<ReplacementOrder> {
    let (change, ground) = replacing::check(cx, whole, leaving, &ending)?;
    let rules = rules_at(cx, &whole.unit.path)?;
    let number = match &numbering {
        Numbering::Own => documents::coming_number(cx, &whole.unit, ORDER)?,
        Numbering::External(number) => number.clone(),
    };
    let document = DocumentId(cx.house().id());
    let check = cx.whole_address(&documents::check_path(cx.house(), document));
    let told = Told {
        ground: Some(&ground),
        note: ending.note.trim(),
        day: ending.day,
        number: Some(&number),
        check,
    };
    let paper = composed(cx, whole, &change, &rules, told)?;
    let bytes = cx.house().paper(&paper, PaperForm::Pdf)?;
    let file = NewFile::printed(cx.house(), "Приказ о замене наставника.pdf", &bytes)?;
    Ok(ReplacementOrder { document, numbering, ending, file, printed: Some(number) })
}

/// What is typed of the order, as its paper tells it.
struct Told<'a> {
    ground: Option<&'a ReplacementGround>,
    note: &'a str,
    day: NaiveDate,
    number: Option<&'a str>,
    check: String,
}

fn composed(
    cx: &mut Cx<Read>,
    whole: &Whole,
    change: &Change,
    rules: &Effective,
    told: Told<'_>,
) -> Result<Paper> {
    let first = match whole.pair.order_document_id {
        Some(id) => documents::store::all_of(cx.conn(), &[id.0])?.pop(),
        None => None,
    };
    let paper = ReplacementPaper {
        head: units::letterhead(cx.conn(), whole.unit.id)?,
        signer: heads::signer(cx, &whole.unit, (rules, told.day))?,
        whole,
        rules,
        leaving: (&change.old.1, change.last.min(told.day)),
        next: (&change.next.0, &change.next.1),
        ground: told.ground,
        note: told.note,
        day: told.day,
        number: told.number,
        first: first.map_or_else(
            || "приказ о\u{a0}наставничестве".to_owned(),
            |held| crate::actions::pairing::lower(&held.title_line()),
        ),
        check_address: told.check,
    };
    Ok(paper.paper())
}

/// `POST /mentoring/{mentorship}/mentors/{mentor}/replacement`
pub(super) fn issue(cx: &mut Cx<Write>, may: Granted<OrderMentoring>) -> Result<Reply> {
    let id: PairId = cx.request().arg("mentorship")?;
    let leaving: MentorId = cx.request().arg("mentor")?;
    let order = match cx.prepared::<Printed>().map(|printed| printed.0) {
        Some(Ok(order)) => order,
        Some(Err(faults)) => return Ok(show(cx, faults)?.status(422)),
        None => return Err(Error::Malformed),
    };
    match replacing::replace(cx, &may, (id, leaving), &order) {
        Ok(()) => {
            cx.notice("Приказ издан, наставник заменён; план и\u{a0}журнал продолжает преемник.");
            Ok(Reply::to(format!("/mentoring/{id}")))
        }
        Err(Error::Invalid(faults)) => Ok(show(cx, faults)?.status(422)),
        Err(error) => Err(error),
    }
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
    let told = Told { ground: None, note: "", day: today, number: None, check: String::new() };
    let paper = composed(cx, &whole, &change, &rules, told)?;
    let bytes = cx.house().paper(&paper, form)?;
    let name = format!("Приказ о замене наставника.{}", form.code());
    Ok(Reply::of(Body::File { bytes, media_type: form.media_type().to_owned(), name }))
}
