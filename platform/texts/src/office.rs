//! Text of office documents: archives of XML whose paragraphs are taken and whose marks are not.

use std::borrow::Cow;
use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::Event;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::{MOST, NoText};

/// The most XML read of one part, bytes.
const MOST_XML: u64 = 50_000_000;
/// The most parts read: slides, notes, heads.
const MOST_PARTS: usize = 500;

/// Which parts of the archive hold text, and in which elements it stands.
#[derive(Clone, Copy)]
pub(crate) struct Parts {
    is_part: fn(&str) -> bool,
    /// Characters count inside of these; none: anywhere.
    inside: &'static [&'static str],
}

/// Where the text of this type of file lies.
pub(crate) fn parts(media_type: &str) -> Option<Parts> {
    let kind = media_type.strip_prefix("application/vnd.")?;
    Some(match kind {
        "openxmlformats-officedocument.wordprocessingml.document" => {
            Parts { is_part: of_docx, inside: &["t"] }
        }
        "openxmlformats-officedocument.spreadsheetml.sheet" => Parts { is_part: of_xlsx, inside: &["t"] },
        "openxmlformats-officedocument.presentationml.presentation" => {
            Parts { is_part: of_pptx, inside: &["t"] }
        }
        "oasis.opendocument.text" | "oasis.opendocument.spreadsheet" | "oasis.opendocument.presentation" => {
            Parts { is_part: |name| name == "content.xml", inside: &["p", "h"] }
        }
        _ => return None,
    })
}

fn of_docx(name: &str) -> bool {
    let named = name.strip_prefix("word/").filter(|rest| !rest.contains('/')).unwrap_or_default();
    ["document", "footnotes", "endnotes", "header"].iter().any(|part| named.starts_with(part))
        && is_xml(named)
}

/// Shared texts are nearly all the text of a table; cells with a text of their own stand in the sheets.
fn of_xlsx(name: &str) -> bool {
    name == "xl/sharedStrings.xml" || (name.starts_with("xl/worksheets/sheet") && is_xml(name))
}

fn of_pptx(name: &str) -> bool {
    name.starts_with("ppt/slides/slide") && is_xml(name)
}

fn is_xml(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| ending == "xml")
}

/// The text of the archive's parts, the main one first.
pub(crate) fn text(parts: Parts, bytes: &[u8]) -> Result<String, NoText> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e| fault(&e))?;
    let names = archive.file_names().filter_map(|name| name.ok().map(Cow::into_owned));
    let mut names: Vec<String> = names.filter(|name| (parts.is_part)(name)).take(MOST_PARTS).collect();
    names.sort_by_key(|name| (name.contains("header"), name.len(), name.clone()));
    let mut text = String::new();
    for name in names {
        let part = archive.by_name(&name).map_err(|e| fault(&e))?;
        let mut bytes = Vec::new();
        part.take(MOST_XML).read_to_end(&mut bytes).map_err(|_| NoText::Broken)?;
        gather(&String::from_utf8_lossy(&bytes), parts.inside, &mut text)?;
        if text.len() > 2 * MOST {
            break;
        }
    }
    Ok(text)
}

fn fault(error: &ZipError) -> NoText {
    match error {
        ZipError::UnsupportedArchive(text) if *text == ZipError::PASSWORD_REQUIRED => NoText::Locked,
        ZipError::InvalidPassword => NoText::Locked,
        _ => NoText::Broken,
    }
}

/// Takes the characters inside the named elements; a paragraph, a row, a cell ends a word.
fn gather(xml: &str, inside: &[&str], text: &mut String) -> Result<(), NoText> {
    let mut reader = Reader::from_str(xml);
    let mut depth = 0_usize;
    loop {
        match reader.read_event().map_err(|_| NoText::Broken)? {
            Event::Eof => return Ok(()),
            Event::Start(start) if inside.contains(&local(start.name().as_ref())) => depth += 1,
            Event::End(end) => {
                let name = local(end.name().as_ref()).to_owned();
                if inside.contains(&name.as_str()) {
                    depth = depth.saturating_sub(1);
                }
                part_words(&name, text);
            }
            Event::Empty(mark) => part_words(local(mark.name().as_ref()), text),
            Event::Text(part) if depth > 0 => text.push_str(&part.xml10_content()),
            Event::CData(part) if depth > 0 => text.push_str(&part.xml10_content()),
            Event::GeneralRef(part) if depth > 0 => {
                let letter = part.resolve_char_ref().ok().flatten().map(String::from);
                let known = resolve_xml_entity(part.as_ref()).map(str::to_owned);
                text.push_str(&known.or(letter).unwrap_or_default());
            }
            _ => {}
        }
        if text.len() > 2 * MOST {
            return Ok(());
        }
    }
}

/// `t` of `w:t`.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

fn part_words(name: &str, text: &mut String) {
    match name {
        "p" | "h" | "si" | "is" | "row" | "tr" | "br" | "cr" | "line-break"
            if !text.is_empty() && !text.ends_with('\n') =>
        {
            text.push('\n');
        }
        "tab" | "tc" | "c" | "s" => text.push(' '),
        _ => {}
    }
}
