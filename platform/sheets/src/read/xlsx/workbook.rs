//! The parts of a workbook: its worksheets in order, its texts and styles.

use std::collections::HashMap;

use super::super::archive::Parts;
use super::tags::{Piece, Tag, Tags};
use crate::NotRead;

/// What a workbook is made of.
pub(super) struct Workbook {
    pub sheets: Vec<Sheet>,
    /// The part of shared texts.
    pub strings: String,
    /// The part of styles.
    pub styles: String,
    /// Days are counted from 1904.
    pub is_1904: bool,
}

/// A worksheet of it.
pub(super) struct Sheet {
    pub name: String,
    pub part: String,
    pub is_hidden: bool,
}

/// A link of a part to another: (its kind, the part).
type Links = HashMap<String, (String, String)>;

pub(super) fn read(parts: &mut Parts) -> Result<Workbook, NotRead> {
    let root = links(parts, "_rels/.rels", "")?;
    let main = of_kind(&root, "/officeDocument").unwrap_or_else(|| "xl/workbook.xml".to_owned());
    let (folder, file) = main.rsplit_once('/').map_or(("", main.as_str()), |(folder, file)| (folder, file));
    let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let links = links(parts, &format!("{folder}_rels/{file}.rels"), &folder)?;
    let beside = |kind, name| of_kind(&links, kind).unwrap_or_else(|| format!("{folder}{name}"));
    let mut workbook = Workbook {
        sheets: Vec::new(),
        strings: beside("/sharedStrings", "sharedStrings.xml"),
        styles: beside("/styles", "styles.xml"),
        is_1904: false,
    };
    let text = parts.text(&main)?.ok_or(NotRead::Broken)?;
    let mut tags = Tags::of(&text);
    loop {
        match tags.next()? {
            Piece::Start(tag) | Piece::Empty(tag) => match tag.name {
                "workbookPr" => {
                    workbook.is_1904 = matches!(tag.raw("date1904"), Some("1" | "true"));
                }
                "sheet" => workbook.sheets.extend(sheet(tag, &links)),
                _ => {}
            },
            Piece::Over => return Ok(workbook),
            _ => {}
        }
    }
}

/// A worksheet; none for a chart or a macro on a tab of its own.
fn sheet(tag: Tag, links: &Links) -> Option<Sheet> {
    let (_, link) = tag.attributes().find(|(name, _)| name.ends_with(":id"))?;
    let (kind, part) = links.get(link)?;
    let is_hidden = tag.raw("state").is_some_and(|state| state != "visible");
    let sheet = || Sheet { name: tag.attribute("name").unwrap_or_default(), part: part.clone(), is_hidden };
    kind.ends_with("/worksheet").then(sheet)
}

fn of_kind(links: &Links, kind: &str) -> Option<String> {
    links.values().find(|(known, _)| known.ends_with(kind)).map(|(_, part)| part.clone())
}

/// The links of a part in this folder; none where it has none.
fn links(parts: &mut Parts, name: &str, folder: &str) -> Result<Links, NotRead> {
    let text = parts.text(name)?.unwrap_or_default();
    let (mut tags, mut links) = (Tags::of(&text), Links::new());
    loop {
        match tags.next()? {
            Piece::Start(tag) | Piece::Empty(tag) if tag.name == "Relationship" => {
                let told = |name: &str| tag.attribute(name).unwrap_or_default();
                let target = told("Target");
                let part = match target.strip_prefix('/') {
                    Some(whole) => whole.to_owned(),
                    None => format!("{folder}{}", target.trim_start_matches("./")),
                };
                links.insert(told("Id"), (told("Type"), part));
            }
            Piece::Over => return Ok(links),
            _ => {}
        }
    }
}
