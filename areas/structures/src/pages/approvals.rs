//! The lists orders approved, and the forms of the next one: an order issued here, printed before the transaction begins, or
//! one that is registered already; a draft to read.

use access::Granted;
use askama::Template;
use chrono::NaiveDate;
use documents::{Document, DocumentId, NewFile, Numbering, numbering, numberings};
use packs::{Effective, StructureKind};
use people::signing::{Signer, acting};
use web::forms::Forms;
use web::{
    Body, Cx, Error, FieldFault, Mode, Page, PaperForm, Prepared, Read, Reply, Result, Write, russian,
};

use super::Choices;
use super::approved::{Lists, Standing, Version};
use super::steps::kept;
use crate::actions::approving::{self, Approving};
use crate::actions::rules_at;
use crate::model::{Member, Structure};
use crate::papers::ApprovalPaper;
use crate::rules::{left_out, stays};
use crate::{KeepStructures, SeeStructures, access as reach, store};

/// The number of the unit's own journal.
#[derive(Template)]
#[template(path = "approvals.html")]
struct ApprovalsPage {
    one: Structure,
    what: String,
    standing: Standing,
    versions: Vec<Version>,
    may_keep: bool,
    counted: String,
    /// Who is there still and works no more: the order leaves them out.
    left_out: Vec<String>,
    coming: String,
    numberings: Choices,
    orders: Choices,
    /// The words orders are looked for by.
    asked: String,
    today: String,
    forms: Forms,
}

/// `GET /structures/{structure}/approvals`
pub(super) fn page(cx: &mut Cx<Read>, _may: Granted<SeeStructures>) -> Result<Reply> {
    show(cx, Vec::new())
}

fn show<M: Mode>(cx: &mut Cx<M>, faults: Vec<FieldFault>) -> Result<Reply> {
    let one = super::asked(cx)?;
    let (rules, today) = (rules_at(cx, &one.unit_path)?, cx.today_at(&one.unit_path)?);
    let (kind, clause) = of_kind(&rules, &one)?;
    let members = store::members_of(cx.conn(), &[one.id.0])?;
    let seen: Vec<i64> = members.iter().map(|member| member.id.0).collect();
    cx.saw("structure_member", &seen, &one.unit_path);
    let lists = Lists::of(cx, &one)?;
    let may_keep = one.is_open() && reach::keeps(cx, &one.unit_path);
    let unit = units::store::all_of(cx.conn(), &[one.unit_id.0])?.pop().ok_or(Error::NotFound)?;
    let gone = store::gone(cx.conn(), &[&one], &members, today)?;
    let left_out = left_out(&members, &gone);
    let members: Vec<Member> = members.into_iter().filter(|member| stays(member, &gone)).collect();
    let there = members.iter().filter(|member| member.is_there(today)).count();
    let asked = match cx.request().asked("order") {
        "" => cx.request().form.text("order"),
        asked => asked,
    };
    let asked = asked.to_owned();
    let order = |held: Document| (held.id.to_string(), format!("{} · {}", held.title_line(), held.title));
    let page = ApprovalsPage {
        what: format!("{} · {clause}", one.name),
        standing: lists.standing(cx, &one, (&members, today)),
        versions: lists.versions(cx, kind),
        counted: russian::counted(i64::try_from(there).unwrap_or(i64::MAX), "человек", "человека", "человек"),
        left_out,
        coming: if may_keep {
            documents::coming_number(cx, &unit, &kind.approved_by, today)?
        } else {
            String::new()
        },
        numberings: numberings(),
        orders: if may_keep {
            approving::offered(cx, &one, &members, &asked)?.into_iter().map(order).collect()
        } else {
            Vec::new()
        },
        asked,
        may_keep,
        today: today.to_string(),
        forms: Forms::of(cx, faults),
        one,
    };
    let path = page.one.unit_path.clone();
    Page::titled("Утверждённый состав").at(&path).under("/structures").show(&page)
}

/// The kind of the structure, if an order approves such compositions, and the clause that says so.
fn of_kind<'a>(rules: &'a Effective, one: &Structure) -> Result<(&'a StructureKind, &'a str)> {
    let kind = rules.structure_kind(&one.kind).map(|kind| &kind.rule);
    let kind = kind.filter(|kind| !kind.approved_by.is_empty()).ok_or(Error::NotFound)?;
    let order = rules.document_kind(&kind.approved_by).map(|order| order.rule.clause.as_str());
    Ok((kind, order.unwrap_or_default()))
}

/// The order printed, or what was wrong.
struct Printed(std::result::Result<Approving, Vec<FieldFault>>);

/// Prints the order and keeps it, before the transaction begins.
pub(super) fn print(cx: &mut Cx<Read>) -> Result<Prepared> {
    let may = cx.house().policy.check::<KeepStructures>(cx.person())?;
    let one = super::asked(cx)?;
    if !one.is_open() || !may.ranges().holds(&one.unit_path) {
        return Err(Error::NotFound);
    }
    match read(cx).and_then(|typed| printed(cx, &one, typed)) {
        Ok(new) => Ok(Box::new(Printed(Ok(new)))),
        Err(Error::Invalid(faults)) => Ok(Box::new(Printed(Err(faults)))),
        Err(error) => Err(error),
    }
}

fn read<M: Mode>(cx: &Cx<M>) -> Result<(Numbering, NaiveDate)> {
    let form = &cx.request().form;
    let mut check = form.check();
    let day = check.date("signed_on");
    if day.is_none() && form.text("signed_on").is_empty() {
        check.fault("signed_on", "Укажите день приказа.");
    }
    let numbering = numbering(form, &mut check);
    check.done()?;
    Ok((numbering, day.ok_or(Error::NotFound)?))
}

fn printed(
    cx: &mut Cx<Read>,
    one: &Structure,
    (numbering, signed_on): (Numbering, NaiveDate),
) -> Result<Approving> {
    let listed = approving::composed(cx, one, (signed_on, "signed_on"))?;
    let kind = approving::order_kind(cx, one)?;
    let unit = units::store::all_of(cx.conn(), &[one.unit_id.0])?.pop().ok_or(Error::NotFound)?;
    let number = documents::printed_number(cx, &unit, &kind, (&numbering, signed_on))?;
    let document = DocumentId(cx.house().id());
    let bytes = on_paper(cx, one, &listed, (signed_on, Some((&number, document))), PaperForm::Pdf)?;
    let file = NewFile::printed(cx.house(), "Приказ о составе.pdf", &bytes)?;
    Ok(Approving { document, numbering, signed_on, file, printed: number, listed })
}

type Registered<'a> = Option<(&'a String, DocumentId)>;

/// What founded the structure, and the grounds recorded on the card of that.
fn bases(cx: &mut Cx<Read>, one: &Structure) -> Result<Vec<String>> {
    let Some(id) = one.document_id else { return Ok(Vec::new()) };
    let Some(founding) = documents::store::all_of(cx.conn(), &[id.0])?.pop() else { return Ok(Vec::new()) };
    let mut lines = vec![format!("{} «{}»", founding.title_line(), founding.title)];
    lines.extend(documents::bases(cx.conn(), &founding)?);
    Ok(lines)
}

fn on_paper(
    cx: &mut Cx<Read>,
    one: &Structure,
    members: &[Member],
    (day, registered): (NaiveDate, Registered<'_>),
    form: PaperForm,
) -> Result<Vec<u8>> {
    let rules = rules_at(cx, &one.unit_path)?;
    let (kind, clause) = of_kind(&rules, one)?;
    let before = Lists::of(cx, one)?.before();
    let check =
        registered.map(|(_, document)| cx.whole_address(&documents::check_path(cx.house(), document)));
    let bases = bases(cx, one)?;
    let post = "Руководитель органа управления образованием".to_owned();
    let head = Signer { post, ..Signer::default() };
    let paper = ApprovalPaper {
        bases,
        head: units::letterhead(cx.conn(), one.unit_id)?,
        one,
        kind,
        clause,
        members,
        before,
        signer: acting(cx.person(), &one.unit_path, head),
        day,
        number: registered.map(|(number, _)| number.as_str()),
        check_address: check.unwrap_or_default(),
    };
    cx.house().paper(&paper.paper(), form)
}

/// `POST /structures/{structure}/approvals`
pub(super) fn issue(cx: &mut Cx<Write>, may: Granted<KeepStructures>) -> Result<Reply> {
    let new = match cx.prepared::<Printed>().map(|printed| printed.0) {
        Some(Ok(new)) => new,
        Some(Err(faults)) => return Ok(show(cx, faults)?.status(422)),
        None => return Err(Error::Malformed),
    };
    let id = kept(cx)?;
    match approving::approve(cx, &may, id, &new) {
        Ok(document) => {
            cx.notice("Приказ издан и\u{a0}зарегистрирован, состав утверждён.");
            Ok(Reply::to(format!("/documents/{document}")))
        }
        Err(Error::Invalid(faults)) => Ok(show(cx, faults)?.status(422)),
        Err(error) => Err(error),
    }
}

/// `POST /structures/{structure}/approvals/held`
pub(super) fn rest(cx: &mut Cx<Write>, may: Granted<KeepStructures>) -> Result<Reply> {
    let id = kept(cx)?;
    let request = cx.request_handle();
    let mut check = request.form.check();
    let document: Option<DocumentId> = check.parsed("document", "Выберите приказ из\u{a0}списка.");
    let outcome = check
        .done()
        .and_then(|()| document.ok_or(Error::NotFound))
        .and_then(|document| approving::rest(cx, &may, id, document));
    let to = format!("/structures/{id}/approvals");
    web::forms::led(cx, outcome, ("Состав записан, как его утвердил приказ.", to), show)
}

/// `GET /structures/{structure}/approvals/paper?as=docx`: the draft of today.
pub(super) fn paper(cx: &mut Cx<Read>, may: Granted<KeepStructures>) -> Result<Reply> {
    let form = PaperForm::of(cx.request().asked("as")).ok_or(Error::NotFound)?;
    let one = super::asked(cx)?;
    if !one.is_open() || !may.ranges().holds(&one.unit_path) {
        return Err(Error::NotFound);
    }
    let today = cx.today_at(&one.unit_path)?;
    let members = store::at_work(cx.conn(), &one, today)?;
    let seen: Vec<i64> = members.iter().map(|member| member.id.0).collect();
    cx.saw("structure_member", &seen, &one.unit_path);
    let bytes = on_paper(cx, &one, &members, (today, None), form)?;
    let name = format!("Приказ о составе.{}", form.code());
    Ok(Reply::of(Body::File { bytes, media_type: form.media_type().to_owned(), name }))
}
