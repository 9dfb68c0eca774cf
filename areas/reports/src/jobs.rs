//! Background work: archives of reports, and their end after a week.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::thread;
use std::time::Duration;

use files::{FileId, FileRow, Spool};
use jobs::Kind;
use serde::Deserialize;
use tempfile::NamedTempFile;
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
/// Read at a time, bytes.
const PART: usize = 64 * 1024;

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
    let made = archive(house, &batch).and_then(|file| keep(house, &batch, &file));
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
fn archive(house: &House, batch: &Batch) -> Result<NamedTempFile> {
    let form = PaperForm::of(&batch.form).ok_or(Error::NotFound)?;
    let (source, head, reports) = house.db.read(|conn| -> Result<_> {
        let campaign = monitoring::store::campaigns::find(conn, batch.campaign_id)?.ok_or(Error::NotFound)?;
        let source = Source::read(conn, house, (&campaign, Whose::Each), &batch.issuer_path)?;
        let head = units::letterhead(conn, batch.issuer_id)?;
        let reports = store::reports::of_issuer(conn, batch.campaign_id, batch.issuer_id.0)?;
        Ok((source, head, reports))
    })?;
    if !source.is_standing {
        return Err(Refusal::Reopened(source.now.campaign.url()).into());
    }
    // On the disk as it grows: memory holds one paper.
    let file = NamedTempFile::new_in(house.vault.spool()).map_err(unavailable)?;
    let mut archive = ZipWriter::new(file.reopen().map_err(unavailable)?);
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
        let bytes = printed(house, &source, (&head, unit), report, form)?;
        let name =
            format!("{:02} {}.{}", done + 1, name.replace(['/', '\\', ':', '«', '»'], " "), form.code());
        archive.start_file(name, SimpleFileOptions::default()).map_err(|e| broken(e.to_string()))?;
        archive.write_all(&bytes).map_err(|e| broken(e.to_string()))?;
    }
    house.db.write(|tx| store::batches::tell(tx, batch.id, total, total, ""))?;
    archive.finish().map_err(|e| broken(e.to_string()))?.flush().map_err(unavailable)?;
    Ok(file)
}

fn unavailable(fault: std::io::Error) -> Error {
    Error::Unavailable(format!("spool: {fault}"))
}

/// One paper.
fn printed(
    house: &House,
    source: &Source,
    (head, unit): (&paper::Letterhead, UnitId),
    report: Option<&Report>,
    form: PaperForm,
) -> Result<Vec<u8>> {
    let day = house.now().day(source.zone);
    let view = source.about(unit).ok_or(Error::NotFound)?;
    let named = view.object.map_or("", |object| object.title());
    let mut bearing = Bearing {
        head,
        campaign: &source.now.campaign,
        unit: named,
        is_whole: false,
        registered: None,
        day,
        check_address: String::new(),
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
                // Whoever asked for the archive is not here to say under which address the house is seen.
                if !house.settings.public_address.is_empty() {
                    let path = documents::check_path(house, document.id);
                    bearing.check_address = format!("{}{path}", house.settings.public_address);
                }
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
fn keep(house: &House, batch: &Batch, archive: &NamedTempFile) -> Result<()> {
    let name = format!("Отчёты, {}.zip", batch.form);
    let mut spool = Spool::begin(house.vault.spool(), &name, LARGEST).map_err(unavailable)?;
    let mut from: File = archive.reopen().map_err(unavailable)?;
    let mut part = vec![0; PART];
    loop {
        let length = from.read(&mut part).map_err(unavailable)?;
        if length == 0 {
            break;
        }
        spool.take(part.get(..length).unwrap_or_default()).map_err(unavailable)?;
    }
    let spooled = spool.finish().map_err(unavailable)?;
    if spooled.size > LARGEST {
        return Err(Error::Broken("the archive is larger than the store takes".to_owned()));
    }
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
