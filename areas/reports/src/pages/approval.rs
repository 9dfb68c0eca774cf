//! Approval: day and number, the paper printed before the transaction begins; a further edition of an approved report.

use std::hash::{DefaultHasher, Hash, Hasher};

use access::Granted;
use askama::Template;
use chrono::NaiveDate;
use documents::{DocumentId, NewFile, Numbering, OWN, numbering, numberings};
use web::{Cx, Error, FieldFault, Mode, Page, PaperForm, Prepared, Read, Reply, Result, Write, russian};

use super::{card, shown};
use crate::access::SeeReports;
use crate::actions::approving::{self, Approving, KIND};
use crate::actions::writing;
use crate::model::ReportId;
use crate::papers::{self, Bearing};
use crate::{ApproveReports, store};

/// The number of the unit's own journal, or one typed.
#[derive(Template)]
#[template(path = "approval.html")]
struct ApprovalPage {
    csrf: String,
    url: String,
    heading: String,
    about: String,
    coming: String,
    numberings: Vec<(String, String)>,
    chosen: String,
    number: String,
    signed_on: String,
    said: String,
    faults: Vec<(String, String)>,
    warning: String,
}

impl ApprovalPage {
    fn fault(&self, field: &str) -> &str {
        self.faults.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text)
    }
}

/// `GET /reports/{report}/approval`
pub(super) fn form(cx: &mut Cx<Read>, may: Granted<ApproveReports>) -> Result<Reply> {
    show(cx, &may, Vec::new())
}

fn show<M: Mode>(cx: &mut Cx<M>, may: &Granted<ApproveReports>, faults: Vec<FieldFault>) -> Result<Reply> {
    let see = cx.house().policy.check::<SeeReports>(cx.person())?;
    let report = super::asked(cx, &see)?;
    own(may, &report.issuer_path)?;
    // What cannot be approved is told before anything is typed.
    let (_, content) = approving::ready(cx, &report)?;
    let shown = shown::of(cx, report)?;
    let unit = units::store::all_of(cx.conn(), &[shown.report.issuer_id.0])?.pop().ok_or(Error::NotFound)?;
    let today = cx.today_at(&unit.path)?;
    let request = cx.request_handle();
    let typed = |name: &str, kept: String| {
        if request.form.has(name) { request.form.text(name).to_owned() } else { kept }
    };
    let page = ApprovalPage {
        csrf: cx.csrf().to_owned(),
        url: shown.report.url(),
        heading: card::heading(&shown),
        about: format!(
            "{}, {} · редакция результатов {}",
            shown.campaign.title,
            russian::school_year(&shown.campaign.period),
            shown.latest.revision
        ),
        coming: documents::coming_number(cx, &unit, KIND, today)?,
        numberings: numberings(),
        chosen: typed("numbering", OWN.to_owned()),
        number: typed("number", String::new()),
        signed_on: typed("signed_on", today.to_string()),
        said: stamp(&content.to_json()),
        faults: faults.into_iter().map(|fault| (fault.field, fault.text)).collect(),
        warning: shown.warning(),
    };
    Page::titled(format!("Утвердить – {}", shown.report.unit_name))
        .at(&shown.report.unit_path)
        .under("/reports")
        .show(&page)
}

fn own(may: &Granted<ApproveReports>, path: &str) -> Result<()> {
    let is_own = may.scopes().iter().any(|scope| scope.path == path);
    if is_own { Ok(()) } else { Err(Error::NotFound) }
}

/// What the form says, and the paper printed with it; or what was wrong.
struct Printed(std::result::Result<Approving, Vec<FieldFault>>);

/// Prints the paper and keeps it, before the transaction begins.
pub(super) fn print(cx: &mut Cx<Read>) -> Result<Prepared> {
    let may = cx.house().policy.check::<ApproveReports>(cx.person())?;
    let see = cx.house().policy.check::<SeeReports>(cx.person())?;
    let report = super::asked(cx, &see)?;
    own(&may, &report.issuer_path)?;
    let unit = units::store::all_of(cx.conn(), &[report.issuer_id.0])?.pop().ok_or(Error::NotFound)?;
    let (numbering, signed_on) = match read(cx, &unit.path)? {
        Ok(read) => read,
        Err(faults) => return Ok(Box::new(Printed(Err(faults)))),
    };
    let printed = documents::printed_number(cx, &unit, KIND, (&numbering, signed_on))?;
    let (source, content) = approving::ready(cx, &report)?;
    let said = content.to_json();
    if cx.request().form.text("said") != stamp(&said) {
        return Ok(Box::new(Printed(Err(vec![FieldFault {
            field: "said".to_owned(),
            text: approving::CHANGED.to_owned(),
        }]))));
    }
    let head = units::letterhead(cx.conn(), report.issuer_id)?;
    let mut bearing = Bearing::of(&report, &head, &source.now.campaign, signed_on);
    bearing.registered = Some((signed_on, &printed));
    let document = DocumentId(cx.house().id());
    bearing.check_address = cx.whole_address(&documents::check_path(cx.house(), document));
    let bytes = cx.house().paper(&papers::paper(&bearing, &content), PaperForm::Pdf)?;
    let file = NewFile::printed(cx.house(), &format!("{}.pdf", bearing.file_name()), &bytes)?;
    Ok(Box::new(Printed(Ok(Approving { document, numbering, signed_on, file, said, printed }))))
}

/// What tells one text of a report from another while a page is open.
fn stamp(said: &str) -> String {
    let mut hasher = DefaultHasher::new();
    said.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

type Typed = (Numbering, NaiveDate);

fn read(cx: &mut Cx<Read>, path: &str) -> Result<std::result::Result<Typed, Vec<FieldFault>>> {
    let today = cx.today_at(path)?;
    let mut check = cx.request().form.check();
    let day = check.date("signed_on");
    match day {
        None if cx.request().form.text("signed_on").is_empty() => check.fault("signed_on", "Укажите день."),
        Some(day) if day > today => check.fault("signed_on", "Этот день ещё не\u{a0}наступил."),
        _ => {}
    }
    let numbering = numbering(&cx.request().form, &mut check);
    match check.done() {
        Ok(()) => Ok(Ok((numbering, day.ok_or(Error::NotFound)?))),
        Err(Error::Invalid(faults)) => Ok(Err(faults)),
        Err(other) => Err(other),
    }
}

/// `POST /reports/{report}/approval`
pub(super) fn approve(cx: &mut Cx<Write>, may: Granted<ApproveReports>) -> Result<Reply> {
    let id: ReportId = cx.request().arg("report")?;
    let approving = match cx.prepared::<Printed>().map(|printed| printed.0) {
        Some(Ok(approving)) => approving,
        Some(Err(faults)) => return Ok(show(cx, &may, faults)?.status(422)),
        None => return Err(Error::Malformed),
    };
    match approving::approve(cx, &may, id, &approving) {
        Ok(report) => {
            cx.notice(
                "Отчёт утверждён и\u{a0}зарегистрирован. Его слова и\u{a0}числа больше не\u{a0}меняются.",
            );
            Ok(Reply::to(report.url()))
        }
        Err(Error::Invalid(faults)) => Ok(show(cx, &may, faults)?.status(422)),
        Err(error) => Err(error),
    }
}

/// `POST /reports/{report}/editions`
pub(super) fn renew(cx: &mut Cx<Write>, may: Granted<ApproveReports>) -> Result<Reply> {
    let (request, id) = (cx.request_handle(), cx.request().arg::<ReportId>("report")?);
    let reason = request.form.text("reason");
    match writing::renew(cx, &may, id, reason) {
        Ok(edition) => {
            cx.notice("Новая редакция начата. Поправьте слова и\u{a0}утвердите её.");
            Ok(Reply::to(edition.url()))
        }
        Err(Error::Invalid(faults)) => {
            let report = store::reports::reread(cx.conn(), id)?.ok_or(Error::NotFound)?;
            let shown = shown::of(cx, report)?;
            let fault = faults.first().map_or("", |fault| fault.text.as_str());
            Ok(card::show(cx, shown, reason, fault)?.status(422))
        }
        Err(error) => Err(error),
    }
}
