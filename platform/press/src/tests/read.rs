//! Reading what was printed, by tools of others: poppler for PDF, LibreOffice for DOCX.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};
use std::path::Path;
use std::process::Command;

use paper::{Paper, Part};

/// The text of a DOCX, a paragraph a line, empty ones left out.
pub(super) fn of_docx(bytes: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut xml = String::new();
    archive.by_name("word/document.xml").unwrap().read_to_string(&mut xml).unwrap();
    let mut lines = Vec::new();
    for paragraph in xml.split("<w:p>").skip(1) {
        let paragraph = paragraph.split("</w:p>").next().unwrap().replace("<w:br/>", "<w:t x>\n</w:t>");
        let runs = paragraph.split("<w:t ").skip(1);
        let text: String =
            runs.map(|run| run.split_once('>').unwrap().1.split("</w:t>").next().unwrap()).collect();
        if !text.is_empty() {
            lines.push(plain(&text));
        }
    }
    lines.join("\n")
}

fn plain(xml: &str) -> String {
    let signs = [("&#60;", "<"), ("&#62;", ">"), ("&#34;", "\""), ("&#39;", "'"), ("&#38;", "&")];
    signs.into_iter().fold(xml.to_owned(), |text, (code, sign)| text.replace(code, sign))
}

/// The text of a PDF by poppler, in the order of its drawing.
pub(super) fn of_pdf(bytes: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("paper.pdf");
    std::fs::write(&file, bytes).unwrap();
    run(Command::new("pdftotext").args(["-raw", "-enc", "UTF-8"]).arg(&file).arg("-"))
}

/// How many pages a PDF has.
pub(super) fn pages(bytes: &[u8]) -> usize {
    of_pdf(bytes).matches('\u{c}').count()
}

/// What this process holds now, kB.
pub(super) fn memory() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}

/// The DOCX opened by LibreOffice and printed as PDF.
pub(super) fn libreoffice(docx: &[u8]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("paper.docx");
    std::fs::write(&file, docx).unwrap();
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.path().display());
    let said = run(Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "pdf", "--outdir"])
        .arg(folder.path())
        .arg(&file)
        .env("HOME", folder.path()));
    read(&folder.path().join("paper.pdf"), &said)
}

fn read(file: &Path, said: &str) -> Vec<u8> {
    std::fs::read(file).unwrap_or_else(|e| panic!("LibreOffice gave no paper: {e}: {said}"))
}

fn run(command: &mut Command) -> String {
    let done = command.output().unwrap_or_else(|e| panic!("{command:?}: {e}: `./test` installs it"));
    assert!(done.status.success(), "{command:?}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap()
}

/// How often each word stands: hyphens and line ends are the printer's, so words are joined over them.
pub(super) fn words(text: &str) -> BTreeMap<String, usize> {
    let text =
        text.replace('\u{c}', "\n").replace(['\u{ad}', '\u{2010}'], "-").replace("-\n", "").replace('-', "");
    let mut words = BTreeMap::new();
    for word in text.split_whitespace() {
        *words.entry(word.to_owned()).or_default() += 1;
    }
    words
}

/// The words of the heads of tables: they stand once more on every further page.
pub(super) fn heads(paper: &Paper) -> BTreeMap<String, usize> {
    let composed = paper.composed();
    let parts = composed.sheets.iter().flat_map(|sheet| &sheet.parts);
    let heads = parts.filter_map(|part| match part {
        Part::Table(table) => Some(&table.heads),
        _ => None,
    });
    let texts: Vec<&str> = heads.flatten().flatten().map(|cell| cell.text.as_str()).collect();
    words(&texts.join("\n"))
}

/// Every word as often as it should, but for page numbers and repeated heads.
pub(super) fn same_words(
    name: &str,
    expected: &BTreeMap<String, usize>,
    found: &BTreeMap<String, usize>,
    heads: &BTreeMap<String, usize>,
) {
    let missing: Vec<_> =
        expected.iter().filter(|(word, count)| found.get(*word).unwrap_or(&0) < *count).collect();
    assert!(missing.is_empty(), "{name} lacks {missing:?}");
    let is_page = |word: &str| word.parse::<usize>().is_ok_and(|number| number < 100);
    let more: Vec<_> = found
        .iter()
        .filter(|(word, count)| *count > expected.get(*word).unwrap_or(&0))
        .filter(|(word, _)| !heads.contains_key(*word) && !is_page(word))
        .collect();
    assert!(more.is_empty(), "{name} says more: {more:?}");
}
