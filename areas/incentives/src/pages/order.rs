//! The order on encouragement: whom it is about, its form, the paper printed before the transaction begins, a draft to read.

use access::Granted;
use askama::Template;
use chrono::NaiveDate;
use documents::{Anyway, DocumentId, NewFile, Numbering, OWN, numbering, numberings};
use units::Unit;
use web::{
    Body, Cx, Error, FieldFault, Mode, Page, PaperForm, Prepared, Read, Reply, Result, Write, russian,
};

use super::signing::signing;
use super::{Choices, Faults, place, plain};
use crate::access::DecideIncentives;
use crate::actions::ordering::{self, Ordering, Told};
use crate::actions::rules_at;
use crate::model::RepresentationId;
use crate::papers::{OrderPaper, signer};
use crate::places::Places;
use crate::{order_kind, store};

/// The number of the unit's own journal.
#[derive(Template)]
#[template(path = "order.html")]
struct OrderPage {
    csrf: String,
    unit: String,
    of: String,
    rows: Vec<Row>,
    coming: String,
    numberings: Choices,
    chosen: String,
    number: String,
    anyway: Anyway,
    signed_on: String,
    faults: Faults,
}

impl OrderPage {
    fn fault(&self, field: &str) -> &str {
        self.faults.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text)
    }
}

struct Row {
    id: String,
    name: String,
    award: String,
    about: String,
    is_chosen: bool,
}

/// `GET /incentives/orders/new?unit=…`
pub(super) fn form(cx: &mut Cx<Read>, may: Granted<DecideIncentives>) -> Result<Reply> {
    show(cx, &may, Vec::new())
}

fn show<M: Mode>(cx: &mut Cx<M>, may: &Granted<DecideIncentives>, faults: Vec<FieldFault>) -> Result<Reply> {
    let unit = place(cx, may)?;
    let today = cx.today_at(&unit.path)?;
    let here = db::Ranges::under([unit.path.as_str()]);
    let found = store::to_be_issued(cx.conn(), &here, &unit.level)?;
    let told = Told::all(cx, found)?;
    let people: Vec<i64> = told.iter().map(|one| one.one.person_id.0).collect();
    cx.saw("person", &people, &unit.path);
    let places = Places::read(cx, (unit.id, today), told.iter().map(|one| &one.card))?;
    let request = cx.request_handle();
    let typed = |name: &str, kept: String| {
        if request.form.has(name) { request.form.text(name).to_owned() } else { kept }
    };
    // Before anything was sent everybody is in.
    let chosen = request.form.has("signed_on").then(|| request.form.all("of"));
    let row = |told: &Told| {
        let id = told.one.id.to_string();
        Row {
            name: told.card.person.name().full(),
            award: told.one.kind_title.clone(),
            about: [decided(told), places.of(&told.card, today).to_owned()]
                .into_iter()
                .filter(|text| !text.is_empty())
                .collect::<Vec<_>>()
                .join(", "),
            is_chosen: chosen.as_ref().is_none_or(|all| all.contains(&id.as_str())),
            id,
        }
    };
    let page = OrderPage {
        csrf: cx.csrf().to_owned(),
        unit: unit.id.to_string(),
        of: unit.name.clone(),
        rows: told.iter().map(row).collect(),
        coming: documents::coming_number(cx, &unit, order_kind(&unit.level), today)?,
        numberings: numberings(),
        chosen: typed("numbering", OWN.to_owned()),
        number: typed("number", String::new()),
        anyway: Anyway::of(&request.form, &faults),
        signed_on: typed("signed_on", today.to_string()),
        faults: plain(faults),
    };
    Page::titled("Приказ о\u{a0}поощрении").at(&unit.path).under("/incentives").show(&page)
}

fn decided(told: &Told) -> String {
    told.one.decided_on.map(|day| format!("решено {}", russian::date(day))).unwrap_or_default()
}

type Typed = (Vec<RepresentationId>, Numbering, NaiveDate);

fn read<M: Mode>(cx: &Cx<M>) -> Result<Typed> {
    let mut check = cx.request().form.check();
    let day = check.date("signed_on");
    if day.is_none() && cx.request().form.text("signed_on").is_empty() {
        check.fault("signed_on", "Укажите день приказа.");
    }
    let numbering = numbering(&cx.request().form, &mut check);
    let mut ids: Vec<RepresentationId> =
        cx.request().form.all("of").into_iter().filter_map(|id| id.parse().ok()).collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        check.fault("of", "Отметьте хотя бы одного.");
    }
    check.done()?;
    Ok((ids, numbering, day.ok_or(Error::NotFound)?))
}

/// The order printed, or what was wrong.
struct Printed(std::result::Result<Ordering, Vec<FieldFault>>);

/// Prints the order and keeps it, before the transaction begins.
pub(super) fn print(cx: &mut Cx<Read>) -> Result<Prepared> {
    let may = cx.house().policy.check::<DecideIncentives>(cx.person())?;
    let unit = place(cx, &may)?;
    match read(cx).and_then(|typed| ordered(cx, &may, &unit, typed)) {
        Ok(ordering) => Ok(Box::new(Printed(Ok(ordering)))),
        Err(Error::Invalid(faults)) => Ok(Box::new(Printed(Err(faults)))),
        Err(error) => Err(error),
    }
}

fn ordered(
    cx: &mut Cx<Read>,
    may: &Granted<DecideIncentives>,
    unit: &Unit,
    (ids, numbering, signed_on): Typed,
) -> Result<Ordering> {
    let told = ordering::to_be_given(cx, may, unit, &ids)?;
    let (rules, today) = (rules_at(cx, &unit.path)?, cx.today_at(&unit.path)?);
    ordering::check_day(&told, signed_on, today)?;
    let kind = order_kind(&unit.level);
    documents::refuse_odd(cx, unit, kind, (&numbering, signed_on))?;
    let number = documents::printed_number(cx, unit, kind, (&numbering, signed_on))?;
    let document = DocumentId(cx.house().id());
    let places = Places::read(cx, (unit.id, today), told.iter().map(|one| &one.card))?;
    let paper = OrderPaper {
        head: units::letterhead(cx.conn(), unit.id)?,
        signer: signing(cx, unit, (&rules, signed_on), signer(&unit.level))?,
        level: &unit.level,
        told: &told,
        places: &places,
        rules: &rules,
        day: signed_on,
        number: Some(&number),
        check_address: cx.whole_address(&documents::check_path(cx.house(), document)),
    };
    let bytes = cx.house().paper(&paper.paper(), PaperForm::Pdf)?;
    let file = NewFile::printed(cx.house(), "Приказ о поощрении.pdf", &bytes)?;
    Ok(Ordering { ids, document, numbering, signed_on, file, printed: Some(number) })
}

/// `POST /incentives/orders`
pub(super) fn issue(cx: &mut Cx<Write>, may: Granted<DecideIncentives>) -> Result<Reply> {
    let ordering = match cx.prepared::<Printed>().map(|printed| printed.0) {
        Some(Ok(ordering)) => ordering,
        Some(Err(faults)) => return Ok(show(cx, &may, faults)?.status(422)),
        None => return Err(Error::Malformed),
    };
    let unit = place(cx, &may)?;
    match ordering::order(cx, &may, &unit, &ordering) {
        Ok(document) => {
            cx.notice(
                "Приказ издан и\u{a0}зарегистрирован; награды внесены в\u{a0}карточки и\u{a0}портфолио.",
            );
            Ok(Reply::to(format!("/documents/{document}")))
        }
        Err(Error::Invalid(faults)) => Ok(show(cx, &may, faults)?.status(422)),
        Err(error) => Err(error),
    }
}

/// `GET /incentives/orders/paper?as=docx&of=…`: the draft for everybody the order would be about.
pub(super) fn paper(cx: &mut Cx<Read>, may: Granted<DecideIncentives>) -> Result<Reply> {
    let form = PaperForm::of(cx.request().asked("as")).ok_or(Error::NotFound)?;
    let unit = place(cx, &may)?;
    let here = db::Ranges::under([unit.path.as_str()]);
    let found = store::to_be_issued(cx.conn(), &here, &unit.level)?;
    if found.is_empty() {
        return Err(Error::NotFound);
    }
    let told = Told::all(cx, found)?;
    let people: Vec<i64> = told.iter().map(|one| one.one.person_id.0).collect();
    cx.saw("person", &people, &unit.path);
    let (rules, today) = (rules_at(cx, &unit.path)?, cx.today_at(&unit.path)?);
    let places = Places::read(cx, (unit.id, today), told.iter().map(|one| &one.card))?;
    let paper = OrderPaper {
        head: units::letterhead(cx.conn(), unit.id)?,
        signer: signing(cx, &unit, (&rules, today), signer(&unit.level))?,
        level: &unit.level,
        told: &told,
        places: &places,
        rules: &rules,
        day: today,
        number: None,
        check_address: String::new(),
    };
    let bytes = cx.house().paper(&paper.paper(), form)?;
    let name = format!("Приказ о поощрении.{}", form.code());
    Ok(Reply::of(Body::File { bytes, media_type: form.media_type().to_owned(), name }))
}
