//! Queries of reports, their sections and history.

use db::{Conn, Moment, Ranges, Result, WriteTx};
use diesel::prelude::*;
use documents::DocumentId;
use monitoring::model::CampaignId;

use crate::access::Sight;
use crate::model::{APPROVED, Report, ReportId, Section, SectionId};
use crate::schema::{report_sections as sections, reports as table};

/// `Sight` as a condition of a query: own drafts, and approved ones about or by the places within reach, or about the whole the
/// places are part of.
macro_rules! seen {
    ($sight:expr) => {{
        let own = table::issuer_path.eq_any($sight.own.clone());
        let about = db::within!(table::table, table::unit_path, $sight.scope);
        let by = db::within!(table::table, table::issuer_path, $sight.scope);
        let whole = table::is_whole.eq(true).and(table::unit_path.eq_any($sight.above.clone()));
        own.or(table::status.eq(APPROVED).and(about.or(by).or(whole)))
    }};
}

/// Adds one.
pub(crate) fn add(tx: &mut WriteTx, new: &Report) -> Result<()> {
    diesel::insert_into(table::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// Adds a section.
pub(crate) fn add_section(tx: &mut WriteTx, new: &Section) -> Result<()> {
    diesel::insert_into(sections::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// A report the person sees.
pub(crate) fn find(conn: &mut Conn, sight: &Sight, id: ReportId) -> Result<Option<Report>> {
    Ok(table::table
        .filter(table::id.eq(id))
        .filter(seen!(sight))
        .select(Report::as_select())
        .first(conn)
        .optional()?)
}

/// One by its id, for the transaction that holds its row.
pub(crate) fn reread(conn: &mut Conn, id: ReportId) -> Result<Option<Report>> {
    Ok(table::table.find(id.0).select(Report::as_select()).first(conn).optional()?)
}

/// The reports on a monitoring that the person sees: the whole first, then by object, the latest edition first.
pub(crate) fn of_campaign(conn: &mut Conn, sight: &Sight, campaign: CampaignId) -> Result<Vec<Report>> {
    Ok(table::table
        .filter(table::campaign_id.eq(campaign))
        .filter(seen!(sight))
        .order((table::unit_path.asc(), table::edition.desc(), table::id.asc()))
        .select(Report::as_select())
        .load(conn)?)
}

/// The reports of an issuer on a monitoring, whoever looks: for archives. The latest edition first.
pub(crate) fn of_issuer(conn: &mut Conn, campaign: CampaignId, issuer: i64) -> Result<Vec<Report>> {
    Ok(table::table
        .filter(table::campaign_id.eq(campaign))
        .filter(table::issuer_id.eq(issuer))
        .order((table::unit_path.asc(), table::edition.desc(), table::id.asc()))
        .select(Report::as_select())
        .load(conn)?)
}

/// Reports the person sees, the newest first.
pub(crate) fn latest(conn: &mut Conn, sight: &Sight, limit: i64) -> Result<Vec<Report>> {
    Ok(table::table
        .filter(seen!(sight))
        .order(table::id.desc())
        .limit(limit)
        .select(Report::as_select())
        .load(conn)?)
}

/// How many reports about places of the scope are approved, each edition once.
pub(crate) fn approved_about(conn: &mut Conn, scope: &Ranges) -> Result<i64> {
    Ok(table::table
        .filter(db::within!(table::table, table::unit_path, scope))
        .filter(table::status.eq(APPROVED))
        .count()
        .get_result(conn)?)
}

/// Editions of one issuer about one unit, or about all of its monitoring, the latest first.
pub(crate) fn editions(
    conn: &mut Conn,
    campaign: CampaignId,
    issuer: i64,
    (unit, is_whole): (i64, bool),
) -> Result<Vec<Report>> {
    Ok(table::table
        .filter(table::campaign_id.eq(campaign))
        .filter(table::issuer_id.eq(issuer))
        .filter(table::unit_id.eq(unit))
        .filter(table::is_whole.eq(is_whole))
        .order((table::edition.desc(), table::id.asc()))
        .select(Report::as_select())
        .load(conn)?)
}

/// The sections of a report, in order.
pub(crate) fn sections_of(conn: &mut Conn, report: ReportId) -> Result<Vec<Section>> {
    Ok(sections::table
        .filter(sections::report_id.eq(report))
        .order((sections::place.asc(), sections::id.asc()))
        .select(Section::as_select())
        .load(conn)?)
}

/// A section of a report.
pub(crate) fn section(conn: &mut Conn, report: ReportId, id: SectionId) -> Result<Option<Section>> {
    Ok(sections::table
        .filter(sections::id.eq(id))
        .filter(sections::report_id.eq(report))
        .select(Section::as_select())
        .first(conn)
        .optional()?)
}

/// Gives a section other words.
pub(crate) fn reword(
    tx: &mut WriteTx,
    id: SectionId,
    (title, body): (&str, &str),
    (account, now): (Option<i64>, Moment),
) -> Result<()> {
    diesel::update(sections::table.find(id.0))
        .set((
            sections::title.eq(title),
            sections::body.eq(body),
            sections::updated_at.eq(now),
            sections::updated_by.eq(account),
            sections::version.eq(sections::version + 1),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// What approval writes.
#[derive(Debug, Clone)]
pub(crate) struct Approval<'a> {
    /// The revision it rests on.
    pub revision: i64,
    /// JSON of everything it says.
    pub frozen: &'a str,
    /// What it was registered as.
    pub document: DocumentId,
    /// When.
    pub at: Moment,
}

/// Approves.
pub(crate) fn approve(tx: &mut WriteTx, id: ReportId, approval: &Approval<'_>) -> Result<()> {
    diesel::update(table::table.find(id.0))
        .set((
            table::status.eq(APPROVED),
            table::revision.eq(approval.revision),
            table::frozen.eq(approval.frozen),
            table::document_id.eq(Some(approval.document.0)),
            table::approved_at.eq(Some(approval.at)),
            table::updated_at.eq(approval.at),
            table::version.eq(table::version + 1),
        ))
        .execute(&mut **tx)?;
    Ok(())
}
