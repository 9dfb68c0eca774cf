//! The words of a section: edited beside the list of figures that can be put into them. Of two who edit the second is shown what
//! the first saved, and loses nothing.

use access::Granted;
use askama::Template;
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Result, Write, russian};

use super::asked;
use crate::access::{SeeReports, WriteReports};
use crate::actions::writing::{self, Saved};
use crate::figures::{self, Figure, Figures};
use crate::model::{Report, Section, SectionId};
use crate::rules::Refusal;
use crate::source::{Source, Whose};
use crate::{sections, store};

#[derive(Template)]
#[template(path = "section.html")]
struct SectionPage {
    csrf: String,
    url: String,
    back: String,
    report_title: String,
    heading: String,
    version: i64,
    typed_title: String,
    typed_body: String,
    faults: Vec<(String, String)>,
    /// What somebody saved meanwhile, and who when.
    theirs: Option<(String, String, String)>,
    options: Vec<(String, String)>,
    figures: Vec<Figure>,
    /// The program's own words for this section; empty: it has none.
    proposed: String,
}

impl SectionPage {
    fn fault(&self, field: &str) -> &str {
        self.faults.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text)
    }
}

/// What stands in the form.
struct Typed {
    version: i64,
    title: String,
    body: String,
}

/// `GET /reports/{report}/sections/{section}`
pub(super) fn form(cx: &mut Cx<Read>, may: Granted<WriteReports>) -> Result<Reply> {
    let (report, section) = opened(cx, &may)?;
    let typed = Typed { version: section.version, title: section.title.clone(), body: section.body.clone() };
    show(cx, &report, &section, typed, Vec::new(), false)
}

/// The draft of the person's own unit and its section.
fn opened<M: Mode>(cx: &mut Cx<M>, may: &Granted<WriteReports>) -> Result<(Report, Section)> {
    let see = cx.house().policy.check::<SeeReports>(cx.person())?;
    let report = asked(cx, &see)?;
    if !may.scopes().iter().any(|scope| scope.path == report.issuer_path) {
        return Err(Error::NotFound);
    }
    if !report.is_draft() {
        return Err(Refusal::Approved(report.url()).into());
    }
    let id: SectionId = cx.request().arg("section")?;
    let section = store::reports::section(cx.conn(), report.id, id)?.ok_or(Error::NotFound)?;
    Ok((report, section))
}

fn show<M: Mode>(
    cx: &mut Cx<M>,
    report: &Report,
    section: &Section,
    typed: Typed,
    faults: Vec<FieldFault>,
    is_meanwhile: bool,
) -> Result<Reply> {
    let campaign =
        monitoring::store::campaigns::find(cx.conn(), report.campaign_id)?.ok_or(Error::NotFound)?;
    let house = cx.house_handle();
    let source = Source::read(cx.conn(), &house, (&campaign, Whose::of(report)), &report.issuer_path)?;
    let view = if report.is_whole { Some(source.whole()) } else { source.about(report.unit_id) };
    let view = view.ok_or_else(|| Refusal::WithoutResult(report.unit_name.clone()))?;
    let named = Figures::of(view);
    let proposed = sections::begun(view).into_iter().find(|one| one.code == section.code);
    let page = SectionPage {
        csrf: cx.csrf().to_owned(),
        url: format!("{}/sections/{}", report.url(), section.id),
        back: report.url(),
        report_title: report.unit_name.clone(),
        heading: section.title.clone(),
        version: typed.version,
        typed_title: typed.title,
        typed_body: typed.body,
        faults: faults.into_iter().map(|fault| (fault.field, fault.text)).collect(),
        theirs: if is_meanwhile { Some(theirs(cx, report, section)?) } else { None },
        options: figures::options(&named),
        figures: named.all().to_vec(),
        proposed: proposed.map(|one| one.body).unwrap_or_default(),
    };
    Page::titled(format!("{} – {}", section.title, report.unit_name))
        .at(&report.unit_path)
        .under("/reports")
        .show(&page)
}

/// Their heading, their words, and who saved them when.
fn theirs<M: Mode>(cx: &mut Cx<M>, report: &Report, section: &Section) -> Result<(String, String, String)> {
    let zone = cx.zone_at(&report.issuer_path)?;
    let people: Vec<i64> = section.updated_by.into_iter().collect();
    let names = access::store::short_names(cx.conn(), &people)?;
    let who = section.updated_by.and_then(|id| names.get(&id).cloned()).unwrap_or_default();
    let when = russian::moment(section.updated_at, zone);
    Ok((section.title.clone(), section.body.clone(), format!("{who}, {when}")))
}

/// `POST /reports/{report}/sections/{section}`: keeps the words; with a figure chosen, puts it at their end.
pub(super) fn save(cx: &mut Cx<Write>, may: Granted<WriteReports>) -> Result<Reply> {
    let (report, section) = opened(cx, &may)?;
    let request = cx.request_handle();
    let text = |name: &str| request.form.raw(name).replace("\r\n", "\n");
    let version = request.form.text("version").parse().unwrap_or(0);
    let (title, mut body) = (text("title"), text("body"));
    let chosen = request.form.text("figure");
    let is_insertion = request.form.has("insert");
    if is_insertion && chosen.is_empty() {
        let fault = FieldFault {
            field: "figure".to_owned(),
            text: "Выберите число из\u{a0}списка.".to_owned(),
        };
        let typed = Typed { version, title, body };
        return Ok(show(cx, &report, &section, typed, vec![fault], false)?.status(422));
    }
    if is_insertion {
        body.truncate(body.trim_end().len());
        body = format!("{body} {{{chosen}}}");
    }
    match writing::reword(cx, &may, (report.id, section.id), version, (&title, &body)) {
        Ok(Saved::Done) if is_insertion => {
            cx.notice("Текст сохранён, число стоит в\u{a0}его конце: перенесите скобки куда нужно.");
            Ok(Reply::to(format!("{}/sections/{}", report.url(), section.id)))
        }
        Ok(Saved::Done) => {
            cx.notice("Раздел сохранён.");
            Ok(Reply::to(report.url()))
        }
        Ok(Saved::Meanwhile(theirs)) => {
            let typed = Typed { version: theirs.version, title, body };
            Ok(show(cx, &report, &theirs, typed, Vec::new(), true)?.status(409))
        }
        Err(Error::Invalid(faults)) => {
            let typed = Typed { version, title, body };
            Ok(show(cx, &report, &section, typed, faults, false)?.status(422))
        }
        Err(error) => Err(error),
    }
}
