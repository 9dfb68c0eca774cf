//! Reading and consolidating the filled-in sheets of all municipalities of the country, as the command does it.

use std::fs;
use std::io::{Cursor, Read, Write};
use std::process::{Command, Stdio};
use std::time::Instant;

use testing::Wire;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::figures::{Report, head};
use crate::installation::{Engine, Installation};
use crate::{Outcome, machine};

/// Sheets.
const COUNT: usize = 2_500;
/// A twentieth of what openpyxl needs for as many, seconds of CPU.
const AIM: f64 = 22.0 / 20.0;

/// Measures it; the sheets are made from one that the program has written.
pub fn measure(installation: &Installation, report: &mut Report) -> Outcome<()> {
    if installation.engine == Engine::Postgres {
        return Ok(());
    }
    let folder = tempfile::tempdir()?;
    let sheets = folder.path().join("sheets");
    fs::create_dir(&sheets)?;
    let (bytes, id) = blank(installation)?;
    for number in 0..COUNT {
        fs::write(sheets.join(format!("{number:04}.xlsx")), renamed(&bytes, &id, number)?)?;
    }
    let (before, begun) = (machine::cpu_of(std::process::id()), Instant::now());
    let status = Command::new(&installation.program)
        .args(["monitoring", "consolidate", "--template", "amur-2020/mms", "--output"])
        .arg(folder.path().join("consolidated.xlsx"))
        .arg(&sheets)
        .stdout(Stdio::null())
        .status()?;
    let took = begun.elapsed().as_secs_f64();
    let used = machine::cpu_of(std::process::id()).saturating_sub(before).as_secs_f64();
    // The demo's sheet leaves some cells unanswered on purpose: 1 says that they are named.
    if !matches!(status.code(), Some(0 | 1)) {
        return Err("the sheets were not consolidated".into());
    }
    head(&format!("reading and consolidating {COUNT} sheets of {} KB", bytes.len() / 1_000));
    report.add("sheets", "wall", took, "s");
    report.aim("sheets", format!("{COUNT} sheets, CPU ({took:.1} s by the clock)"), used, "s", AIM);
    Ok(())
}

/// A sheet as the program hands it out: (its bytes, its id).
fn blank(installation: &Installation) -> Outcome<(Vec<u8>, String)> {
    let server = installation.serve()?;
    let cookie = installation.sign_in(&server, "belogorsk")?;
    let mut line = Wire::to(&server.url)?;
    let page = line.get("/", &cookie)?.text();
    let id = page
        .split("/monitoring/sheets/")
        .nth(1)
        .map(|rest| rest.split(['"', '/', '#']).next().unwrap_or_default());
    let id = id.ok_or("Home leads to no sheet")?.to_owned();
    let file = line.get(&format!("/monitoring/sheets/{id}/xlsx"), &cookie)?;
    if file.status == 200 {
        Ok((file.body, id))
    } else {
        Err(format!("no sheet: status {}", file.status).into())
    }
}

/// The same sheet under another id.
fn renamed(bytes: &[u8], id: &str, number: usize) -> Outcome<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let mut written = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index)?;
        let name = entry.name()?.to_string();
        let mut content = Vec::new();
        entry.read_to_end(&mut content)?;
        if name == "xl/sharedStrings.xml" {
            let text = String::from_utf8(content)?;
            content = text.replace(&format!(">{id}<"), &format!(">{number}<")).into_bytes();
        }
        written.start_file(name, SimpleFileOptions::default())?;
        written.write_all(&content)?;
    }
    Ok(written.finish()?.into_inner())
}
