//! The summary of a school year: figures, who never came, the paper as PDF and DOCX, its registration with a number.

use access::{Granted, SignedIn};
use askama::Template;
use chrono::NaiveDate;
use documents::{DocumentId, NewFile, Numbering, numbering, numberings};
use structures::model::StructureId;
use web::view::Figure;
use web::{
    Body, Cx, Error, FieldFault, Mode, Page, PaperForm, Prepared, Read, Reply, Result, Write, russian,
};

use super::forms::{Forms, led};
use super::{Choices, school};
use crate::actions::summing::{self, Registering, Told};
use crate::actions::{self, School};
use crate::papers::{SummaryPaper, attendance};
use crate::rules::{school_year, year_before};
use crate::{KeepSchools, summary_kind};

/// The number of the unit's own journal.
#[derive(Template)]
#[template(path = "summary.html")]
struct SummaryPage {
    called: &'static crate::Called,
    of: String,
    here: String,
    period: String,
    year: String,
    other: (String, String),
    figures: Vec<Figure>,
    lines: Vec<[String; 5]>,
    never: Vec<String>,
    registered: Vec<(String, String)>,
    may_register: bool,
    coming: String,
    numberings: Choices,
    today: String,
    forms: Forms,
}

/// The school year of the address: this one, or the one before.
fn year<M: Mode>(cx: &mut Cx<M>, school: &School) -> Result<(NaiveDate, NaiveDate)> {
    let today = cx.today_at(&school.one.unit_path)?;
    let this = school_year(today);
    let request = cx.request_handle();
    let named = if request.form.has("year") { request.form.text("year") } else { request.asked("year") };
    Ok(if named == "before" { year_before(this) } else { this })
}

/// `GET /schooling/{young_school}/summary?year=before`
pub(super) fn page(cx: &mut Cx<Read>, _may: Granted<SignedIn>) -> Result<Reply> {
    let school = school(cx)?;
    show(cx, &school, Vec::new())
}

fn show<M: Mode>(cx: &mut Cx<M>, school: &School, faults: Vec<FieldFault>) -> Result<Reply> {
    let path = school.one.unit_path.clone();
    let year = year(cx, school)?;
    let today = cx.today_at(&path)?;
    let told = summing::told(cx, school, year)?;
    cx.saw("person", &told.summary.never, &path);
    let unit = summing::unit(cx, school)?;
    let registered = summing::registered(cx, school, &told.period())?;
    let is_before = year != school_year(today);
    let other = if is_before {
        ("Этот учебный год", "")
    } else {
        ("Прошлый учебный год", "before")
    };
    let forms = Forms::of(cx, faults);
    let page = SummaryPage {
        called: school.called(),
        of: school.one.name.clone(),
        here: school.url(),
        period: told.period(),
        year: if is_before { "before".to_owned() } else { String::new() },
        other: (other.0.to_owned(), web::address(&format!("{}/summary", school.url()), &[("year", other.1)])),
        figures: figures(&told),
        lines: told
            .summary
            .lines
            .iter()
            .map(|one| {
                let [planned, held, cancelled, visits] =
                    [one.planned, one.held, one.cancelled, one.visits].map(|count| count.to_string());
                [told.direction(&one.direction).to_owned(), planned, held, cancelled, visits]
            })
            .collect(),
        never: told.never.clone(),
        registered: registered.iter().map(|one| (one.title_line(), one.url())).collect(),
        may_register: school.power.keeps && school.one.is_active(),
        coming: documents::coming_number(cx, &unit, summary_kind(&unit.level), today)?,
        numberings: numberings(),
        today: today.to_string(),
        forms,
    };
    Page::titled(format!("Итоги за\u{a0}{}", told.period())).at(&path).under("/schooling").show(&page)
}

fn figures(told: &Told) -> Vec<Figure> {
    let sum = |of: fn(&crate::rules::Line) -> usize| told.summary.lines.iter().map(of).sum::<usize>();
    let figure = |label: &str, value: String, note: String| Figure {
        label: label.to_owned(),
        value,
        note,
        url: String::new(),
    };
    let planned = sum(|one| one.planned);
    let held = told.summary.now.held;
    let before = attendance(told.summary.before);
    vec![
        figure("Участников", told.participants.to_string(), String::new()),
        figure("Проведено занятий", held.to_string(), format!("из\u{a0}{planned}")),
        figure("Посещение", attendance(told.summary.now), format!("годом раньше: {before}")),
        figure(
            "Обращений без ответа",
            told.requests.1.to_string(),
            format!("за\u{a0}год: {}", told.requests.0),
        ),
    ]
}

type Typed = (Numbering, NaiveDate);

fn read<M: Mode>(cx: &Cx<M>) -> Result<Typed> {
    let mut check = cx.request().form.check();
    let day = check.date("signed_on");
    if day.is_none() && cx.request().form.text("signed_on").is_empty() {
        check.fault("signed_on", "Укажите день документа.");
    }
    let numbering = numbering(&cx.request().form, &mut check);
    check.done()?;
    Ok((numbering, day.ok_or(Error::Malformed)?))
}

/// The summary printed, or what was wrong.
struct Printed(std::result::Result<Registering, Vec<FieldFault>>);

/// Prints the summary and keeps it, before the transaction begins.
pub(super) fn print(cx: &mut Cx<Read>) -> Result<Prepared> {
    let id: StructureId = cx.request().arg("young_school")?;
    let school = actions::school(cx, id)?;
    if !school.power.keeps {
        return Err(Error::NotFound);
    }
    match read(cx).and_then(|typed| printed(cx, &school, typed)) {
        Ok(summary) => Ok(Box::new(Printed(Ok(summary)))),
        Err(Error::Invalid(faults)) => Ok(Box::new(Printed(Err(faults)))),
        Err(error) => Err(error),
    }
}

fn printed(cx: &mut Cx<Read>, school: &School, (numbering, signed_on): Typed) -> Result<Registering> {
    let path = school.one.unit_path.clone();
    let today = cx.today_at(&path)?;
    if signed_on > today {
        return Err(Error::field("signed_on", "Этот день ещё не\u{a0}наступил."));
    }
    let year = year(cx, school)?;
    if signed_on < year.0 {
        let text = format!("Итоги года – не\u{a0}раньше {}.", russian::date(year.0));
        return Err(Error::field("signed_on", text));
    }
    let told = summing::told(cx, school, year)?;
    let unit = summing::unit(cx, school)?;
    let kind = summary_kind(&unit.level);
    let number = documents::printed_number(cx, &unit, kind, (&numbering, signed_on))?;
    let document = DocumentId(cx.house().id());
    let paper = SummaryPaper {
        head: units::letterhead(cx.conn(), unit.id)?,
        name: &school.one.name,
        called: school.called(),
        signer: school.signer(signed_on),
        told: &told,
        day: signed_on,
        number: Some(&number),
        check_address: cx.whole_address(&documents::check_path(cx.house(), document)),
    };
    let bytes = cx.house().paper(&paper.paper(), PaperForm::Pdf)?;
    let file = NewFile::printed(cx.house(), &format!("Итоги {}.pdf", school.called().of_whole), &bytes)?;
    Ok(Registering { document, numbering, signed_on, period: told.period(), file, printed: number })
}

/// `POST /schooling/{young_school}/summary`
pub(super) fn register(cx: &mut Cx<Write>, _may: Granted<KeepSchools>) -> Result<Reply> {
    let school = school(cx)?;
    let summary = match cx.prepared::<Printed>().map(|printed| printed.0) {
        Some(Ok(summary)) => summary,
        Some(Err(faults)) => return Ok(show(cx, &school, faults)?.status(422)),
        None => return Err(Error::Malformed),
    };
    let outcome = summing::register(cx, school.one.id, &summary);
    let to = outcome.as_ref().map(|id| format!("/documents/{id}")).unwrap_or_default();
    led(cx, outcome, ("Итоги зарегистрированы.", to), |cx, faults| {
        show(cx, &school, faults)
    })
}

/// `GET /schooling/{young_school}/summary/paper?as=docx`
pub(super) fn paper(cx: &mut Cx<Read>, _may: Granted<SignedIn>) -> Result<Reply> {
    let school = school(cx)?;
    let form = PaperForm::of(cx.request().asked("as")).ok_or(Error::NotFound)?;
    let path = school.one.unit_path.clone();
    let (year, today) = (year(cx, &school)?, cx.today_at(&path)?);
    let told = summing::told(cx, &school, year)?;
    cx.saw("person", &told.summary.never, &path);
    let paper = SummaryPaper {
        head: units::letterhead(cx.conn(), school.one.unit_id)?,
        name: &school.one.name,
        called: school.called(),
        signer: school.signer(today),
        told: &told,
        day: today,
        number: None,
        check_address: String::new(),
    };
    let bytes = cx.house().paper(&paper.paper(), form)?;
    let period = told.period().replace('/', "-");
    let name = format!("Итоги {} {period}.{}", school.called().of_whole, form.code());
    Ok(Reply::of(Body::File { bytes, media_type: form.media_type().to_owned(), name }))
}
