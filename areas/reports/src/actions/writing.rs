//! A draft: begun from the figures, its words changed section by section, a further edition of an approved one.

use access::{Granted, Scope};
use audit::Action;
use monitoring::model::{Campaign, CampaignId};
use units::UnitId;
use web::{Cx, Error, Result, Write};

use super::{campaign, note, own};
use crate::model::{DRAFT, Report, ReportId, Section, SectionId};
use crate::rules::{Refusal, TEXT_LIMIT};
use crate::source::{Source, View, Whose};
use crate::{ApproveReports, WriteReports, sections, store};

/// The longest heading of a section and the longest reason, letters.
const TITLE_LIMIT: usize = 200;
const REASON_LIMIT: usize = 1_000;

/// In whose name a report about the unit is written: of the owner of the monitoring, or of the unit itself.
pub(crate) fn issuer<'a>(campaign: &Campaign, unit_path: &str, scopes: &'a [Scope]) -> Option<&'a Scope> {
    let of = |path: &str| scopes.iter().find(|scope| scope.path == path);
    of(&campaign.unit_path).or_else(|| of(unit_path))
}

/// Begins a report about the whole or about one object; of two clicks the second leads to the report of the first.
pub fn begin(
    cx: &mut Cx<Write>,
    may: &Granted<WriteReports>,
    id: CampaignId,
    about: Option<UnitId>,
) -> Result<Report> {
    let campaign = campaign(cx, may, id)?;
    cx.tx().lock("campaigns", id.0)?;
    let path = match about {
        None => campaign.unit_path.clone(),
        Some(unit) => units::store::all_of(cx.conn(), &[unit.0])?.pop().ok_or(Error::NotFound)?.path,
    };
    let issuer = issuer(&campaign, &path, may.scopes()).cloned().ok_or(Error::NotFound)?;
    let unit = about.unwrap_or(campaign.unit_id);
    if let Some(known) =
        store::reports::editions(cx.conn(), id, issuer.unit, (unit.0, about.is_none()))?.into_iter().next()
    {
        return Ok(known);
    }
    let house = cx.house_handle();
    let whose = about.map_or(Whose::Everybody, Whose::One);
    let source = Source::read(cx.conn(), &house, (&campaign, whose), &issuer.path)?;
    if !source.is_standing {
        return Err(Refusal::Reopened(campaign.url()).into());
    }
    let view = match about {
        None => source.whole(),
        Some(unit) => source.about(unit).ok_or(Error::NotFound)?,
    };
    let report = new(cx, view, &issuer, (unit, &path))?;
    store::reports::add(cx.tx(), &report)?;
    for (place, begun) in (1..).zip(sections::begun(view)) {
        let (id, now) = (SectionId(cx.id()), cx.now());
        let section = Section {
            id,
            report_id: report.id,
            place,
            code: begun.code.to_owned(),
            title: begun.title.to_owned(),
            body: begun.body,
            updated_at: now,
            updated_by: None,
            version: 1,
        };
        store::reports::add_section(cx.tx(), &section)?;
    }
    note(cx, &report, Action::Created, "начат черновик")?;
    Ok(report)
}

fn new(cx: &mut Cx<Write>, view: View<'_>, issuer: &Scope, (unit, path): (UnitId, &str)) -> Result<Report> {
    let now = &view.source.now;
    let owner = units::store::all_of(cx.conn(), &[unit.0])?.pop().ok_or(Error::NotFound)?;
    let name = view.object.map_or(owner.name, |object| object.title().to_owned());
    let (id, at) = (ReportId(cx.id()), cx.now());
    Ok(Report {
        id,
        campaign_id: now.campaign.id,
        issuer_id: UnitId(issuer.unit),
        issuer_path: issuer.path.clone(),
        unit_id: unit,
        unit_path: path.to_owned(),
        unit_name: name,
        is_whole: view.object.is_none(),
        edition: 1,
        reason: String::new(),
        begun_on: now.publication.revision,
        revision: 0,
        status: DRAFT.to_owned(),
        document_id: None,
        frozen: String::new(),
        approved_at: None,
        created_at: at,
        updated_at: at,
        version: 1,
    })
}

/// What becomes of words somebody wants to save.
pub enum Saved {
    /// Saved.
    Done,
    /// Somebody saved other words meanwhile: theirs, beside which the person's own stand.
    Meanwhile(Section),
}

/// Gives a section other words, if nobody changed it since `version`.
pub fn reword(
    cx: &mut Cx<Write>,
    may: &Granted<WriteReports>,
    (report, id): (ReportId, SectionId),
    version: i64,
    (title, body): (&str, &str),
) -> Result<Saved> {
    let report = own(cx, may, report)?;
    let section = store::reports::section(cx.conn(), report.id, id)?.ok_or(Error::NotFound)?;
    if !report.is_draft() {
        return Err(Refusal::Approved(report.url()).into());
    }
    let (title, body) = (title.trim(), body.trim().replace("\r\n", "\n"));
    if title.is_empty() || title.chars().count() > TITLE_LIMIT {
        return Err(Error::field("title", "Назовите раздел, не\u{a0}длиннее 200\u{a0}знаков."));
    }
    let length = body.chars().count();
    if length > TEXT_LIMIT {
        let told =
            format!("Слишком длинно: {length}\u{a0}знаков, а\u{a0}помещается {TEXT_LIMIT}. Сократите текст.");
        return Err(Error::field("body", told));
    }
    if section.version != version {
        return Ok(Saved::Meanwhile(section));
    }
    if (section.title.as_str(), &section.body) == (title, &body) {
        return Ok(Saved::Done);
    }
    let (account, now) = (cx.person().map(|person| person.account.0), cx.now());
    store::reports::reword(cx.tx(), id, (title, &body), (account, now))?;
    note(cx, &report, Action::Changed, &format!("изменён раздел «{title}»"))?;
    Ok(Saved::Done)
}

/// Begins a further edition of an approved report, with its words and today's figures.
pub fn renew(
    cx: &mut Cx<Write>,
    may: &Granted<ApproveReports>,
    id: ReportId,
    reason: &str,
) -> Result<Report> {
    let report = own(cx, may, id)?;
    cx.tx().lock("campaigns", report.campaign_id.0)?;
    if report.is_draft() {
        return Err(Refusal::StillDraft(report.url()).into());
    }
    let all = store::reports::editions(
        cx.conn(),
        report.campaign_id,
        report.issuer_id.0,
        (report.unit_id.0, report.is_whole),
    )?;
    let last = all.first().ok_or(Error::NotFound)?;
    if last.is_draft() {
        return Err(Refusal::DraftThere(last.url()).into());
    }
    let reason = reason.trim();
    if reason.is_empty() || reason.chars().count() > REASON_LIMIT {
        return Err(Error::field(
            "reason",
            "Напишите, почему нужна новая редакция, не\u{a0}длиннее 1000\u{a0}знаков.",
        ));
    }
    let publication =
        monitoring::store::results::latest(cx.conn(), report.campaign_id)?.ok_or(Error::NotFound)?;
    let (new_id, now) = (ReportId(cx.id()), cx.now());
    let edition = Report {
        id: new_id,
        edition: last.edition + 1,
        reason: reason.to_owned(),
        begun_on: publication.revision,
        revision: 0,
        status: DRAFT.to_owned(),
        document_id: None,
        frozen: String::new(),
        approved_at: None,
        created_at: now,
        updated_at: now,
        version: 1,
        ..last.clone()
    };
    store::reports::add(cx.tx(), &edition)?;
    for section in store::reports::sections_of(cx.conn(), last.id)? {
        let id = SectionId(cx.id());
        store::reports::add_section(cx.tx(), &Section { id, report_id: new_id, version: 1, ..section })?;
    }
    note(cx, &edition, Action::Created, &format!("начата редакция {}: {reason}", edition.edition))?;
    Ok(edition)
}
