//! Background work: archives of reports, and their end after a week.

use std::io::{Cursor, Write as _};
use std::thread;
use std::time::Duration;

use files::{FileId, FileRow, Spool};
use jobs::Kind;
use serde::Deserialize;
use units::UnitId;
use web::{Error, House, PaperForm, Result};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::actions::approving;
use crate::content::Content;
use crate::model::{Batch, BatchId, Report};
use crate::papers::{self, Bearing};
use crate::rules::Refusal;
use crate::source::{Source, Whose};
use crate::{compose, sections, store};

/// Makes an archive.
pub(crate) const BATCH: &str = "reports.batch";
/// Removes those of more than a week ago.
const CLEAN: &str = "reports.clean";
/// How long an archive is kept, seconds.
const KEPT: i64 = 7 * 24 * 3600;
const DAILY: i64 = 24 * 3600;
/// How long the press is waited for before it is asked again, and how often.
const PAUSE: Duration = Duration::from_millis(500);
const ASKED: usize = 40;
/// The largest archive, bytes.
const LARGEST: u64 = 500_000_000;

/// The area's background work.
pub(crate) fn kinds() -> Vec<Kind<House>> {
    vec![Kind { name: BATCH, every: None, run: batch }, Kind { name: CLEAN, every: Some(DAILY), run: clean }]
}

fn clean(house: &House, _payload: &str) -> std::result::Result<(), String> {
    let before = house.now().plus_seconds(-KEPT);
    let removed = house.db.write(|tx| store::batches::remove_old(tx, before)).map_err(|e| e.to_string())?;
    if removed > 0 {
        tracing::info!(removed, "archives of reports were removed after their week");
    }
    Ok(())
}

#[derive(Deserialize)]
struct Payload {
    batch: String,
}

/// Makes an archive from the beginning, however far an earlier try came.
fn batch(house: &House, payload: &str) -> std::result::Result<(), String> {
    let payload: Payload = serde_json::from_str(payload).map_err(|e| e.to_string())?;
    let id: BatchId = payload.batch.parse().map_err(|_| "no number of an archive".to_owned())?;
    let found = house.db.read(|conn| store::batches::find(conn, id)).map_err(|e| e.to_string())?;
    let Some(batch) = found.filter(Batch::is_under_way) else { return Ok(()) };
    let made = archive(house, &batch).and_then(|bytes| keep(house, &batch, &bytes));
    made.map_err(|error| {
        let told = if matches!(error, Error::Refused(_)) { error.to_string() } else { TROUBLE.to_owned() };
        // A fault that cannot be told either is in the log.
        let _ = house.db.write(|tx| store::batches::tell(tx, id, 0, batch.total, &told));
        error.to_string()
    })
}

const TROUBLE: &str =
    "Не\u{a0}получилось собрать архив. Если через несколько минут его нет, нажмите «Собрать» ещё раз.";

/// The papers of all objects: of a report where one was begun, of the program's own words elsewhere.
fn archive(house: &House, batch: &Batch) -> Result<Vec<u8>> {
    let form = PaperForm::of(&batch.form).ok_or(Error::NotFound)?;
    let (source, issuer, reports) = house.db.read(|conn| -> Result<_> {
        let campaign = monitoring::store::campaigns::find(conn, batch.campaign_id)?.ok_or(Error::NotFound)?;
        let source = Source::read(conn, house, (&campaign, Whose::Each), &batch.issuer_path)?;
        let issuer = units::store::all_of(conn, &[batch.issuer_id.0])?.pop().ok_or(Error::NotFound)?;
        let reports = store::reports::of_issuer(conn, batch.campaign_id, batch.issuer_id.0)?;
        Ok((source, issuer, reports))
    })?;
    if !source.is_standing {
        return Err(Refusal::Reopened(source.now.campaign.url()).into());
    }
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let broken = |e: String| Error::Broken(e);
    let units: Vec<(UnitId, String)> = source
        .now
        .objects
        .iter()
        .filter(|one| one.subject_key.is_empty())
        .map(|one| (one.unit_id, one.title().to_owned()))
        .collect();
    let total = i64::try_from(units.len()).unwrap_or(i64::MAX);
    for (done, (unit, name)) in (0..).zip(units) {
        house.db.write(|tx| store::batches::tell(tx, batch.id, done, total, ""))?;
        // What was approved goes before a further edition that is being written.
        let own = || reports.iter().filter(|one| one.unit_id == unit && !one.is_whole);
        let report = own().find(|one| !one.is_draft()).or_else(|| own().next());
        let bytes = printed(house, &source, (&issuer.name, unit), report, form)?;
        let name =
            format!("{:02} {}.{}", done + 1, name.replace(['/', '\\', ':', '«', '»'], " "), form.code());
        archive.start_file(name, SimpleFileOptions::default()).map_err(|e| broken(e.to_string()))?;
        archive.write_all(&bytes).map_err(|e| broken(e.to_string()))?;
    }
    house.db.write(|tx| store::batches::tell(tx, batch.id, total, total, ""))?;
    Ok(archive.finish().map_err(|e| broken(e.to_string()))?.into_inner())
}

/// One paper.
fn printed(
    house: &House,
    source: &Source,
    (issuer, unit): (&str, UnitId),
    report: Option<&Report>,
    form: PaperForm,
) -> Result<Vec<u8>> {
    let day = house.now().day(source.zone);
    let view = source.about(unit).ok_or(Error::NotFound)?;
    let named = view.object.map_or("", |object| object.title());
    let mut bearing = Bearing {
        issuer,
        campaign: &source.now.campaign,
        unit: named,
        is_whole: false,
        registered: None,
        day,
    };
    let mut number = String::new();
    let content = match report {
        None => {
            let begun = sections::begun(view);
            compose::content(view, begun.iter().map(|one| (one.code, one.title, one.body.as_str())))
        }
        Some(report) if report.is_draft() => house.db.read(|conn| approving::said(conn, report, source))?,
        Some(report) => {
            let document =
                report.document_id.map(|id| house.db.read(|conn| documents::store::all_of(conn, &[id.0])));
            if let Some(document) = document.transpose()?.and_then(|mut all| all.pop()) {
                number.clone_from(&document.number);
                bearing.registered = Some((document.signed_on, &number));
            }
            Content::from_json(&report.frozen).ok_or_else(|| Error::Broken("frozen report".to_owned()))?
        }
    };
    let paper = papers::paper(&bearing, &content);
    for _ in 0..ASKED {
        match house.paper(&paper, form) {
            Err(Error::Busy) => thread::sleep(PAUSE),
            done => return done,
        }
    }
    Err(Error::Busy)
}

/// Keeps the archive among the files.
fn keep(house: &House, batch: &Batch, bytes: &[u8]) -> Result<()> {
    let unavailable = |e: std::io::Error| Error::Unavailable(format!("spool: {e}"));
    let name = format!("Отчёты, {}.zip", batch.form);
    let mut spool = Spool::begin(house.vault.spool(), &name, LARGEST).map_err(unavailable)?;
    spool.take(bytes).map_err(unavailable)?;
    let spooled = spool.finish().map_err(unavailable)?;
    house.vault.keep(&spooled)?;
    let row = FileRow {
        id: FileId(house.id()),
        sha256: spooled.sha256.clone(),
        size: i64::try_from(spooled.size).unwrap_or(i64::MAX),
        media_type: "application/zip".to_owned(),
        name,
        created_at: house.now(),
    };
    house.db.write(|tx| -> db::Result<()> {
        files::store::add(tx, &row)?;
        store::batches::finish(tx, batch.id, row.id.0, house.now())
    })?;
    Ok(())
}
