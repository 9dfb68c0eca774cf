//! A paper as DOCX: parts of the archive from templates, tables as grids, pictures in dots.
//!
//! By our own templates: docx-rs 0.4 knows neither repeated heads of tables nor the words of a picture.

mod grid;

use std::io::{Cursor, Write};

use askama::Template;
use paper::{Align, Part, Sheet};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::ready::{Placed, Ready};
use crate::{Fault, Press};
use grid::grid;

/// A twip in the units of drawings.
const EMU: u64 = 635;

#[derive(Template)]
#[template(path = "document.xml")]
struct Document<'a> {
    sheets: Vec<Drawn<'a>>,
}

/// A sheet with the numbers of its pictures.
struct Drawn<'a> {
    sheet: &'a Sheet,
    pictures: Vec<Image<'a>>,
    is_first: bool,
    is_last: bool,
}

/// A picture in the archive.
struct Image<'a> {
    no: usize,
    told: &'a str,
    width: u64,
    height: u64,
}

#[derive(Template)]
#[template(path = "footer.xml")]
struct Footer<'a> {
    code: Option<Image<'a>>,
}

#[derive(Template)]
#[template(path = "relations.xml")]
struct Relations {
    pictures: usize,
}

#[derive(Template)]
#[template(path = "core.xml")]
struct Core<'a> {
    title: &'a str,
    day: String,
}

/// Parts that never change.
const FIXED: [(&str, &str); 6] = [
    ("[Content_Types].xml", include_str!("../templates/types.xml")),
    ("_rels/.rels", include_str!("../templates/root.xml")),
    ("word/styles.xml", include_str!("../templates/styles.xml")),
    ("word/settings.xml", include_str!("../templates/settings.xml")),
    ("word/header1.xml", include_str!("../templates/header.xml")),
    ("word/header2.xml", include_str!("../templates/header_first.xml")),
];

pub(crate) fn docx(press: &Press, ready: &Ready) -> Result<Vec<u8>, Fault> {
    let drawn: Result<Vec<Vec<u8>>, Fault> =
        ready.pictures.iter().chain(&ready.code).map(|picture| press.png(&picture.svg)).collect();
    packed(ready, &drawn?).map_err(|e| Fault::Unprintable(e.to_string()))
}

fn packed(ready: &Ready, drawn: &[Vec<u8>]) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let (year, month, day) = ready.composed.day;
    let day = format!("{year:04}-{month:02}-{day:02}T00:00:00Z");
    let code = ready.code.as_ref().map(|code| image(ready.pictures.len() + 1, code));
    let made = [
        ("word/document.xml", document(ready).render()?),
        ("word/footer1.xml", Footer { code }.render()?),
        ("word/_rels/document.xml.rels", Relations { pictures: ready.pictures.len() }.render()?),
        ("word/_rels/footer1.xml.rels", footer_relations(ready)),
        ("docProps/core.xml", Core { title: &ready.composed.title, day }.render()?),
    ];
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    // The archive's own time stands still, so that the same paper gives the same bytes.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default());
    let texts = FIXED.into_iter().chain(made.iter().map(|(name, text)| (*name, text.as_str())));
    for (name, text) in texts {
        archive.start_file(name, options)?;
        archive.write_all(text.as_bytes())?;
    }
    for (index, dots) in drawn.iter().enumerate() {
        archive.start_file(format!("word/media/picture{}.png", index + 1), options)?;
        archive.write_all(dots)?;
    }
    Ok(archive.finish()?.into_inner())
}

fn document(ready: &Ready) -> Document<'_> {
    let mut images = ready.pictures.iter().enumerate().map(|(index, placed)| image(index + 1, placed));
    let last = ready.composed.sheets.len().saturating_sub(1);
    let drawn = |(at, sheet): (usize, &'_ Sheet)| {
        let count = sheet.parts.iter().filter(|part| matches!(part, Part::Picture(_))).count();
        (at, images.by_ref().take(count).collect::<Vec<_>>())
    };
    let taken: Vec<_> = ready.composed.sheets.iter().enumerate().map(drawn).collect();
    let sheets = ready.composed.sheets.iter().zip(taken);
    let sheets = sheets.map(|(sheet, (at, pictures))| Drawn {
        sheet,
        pictures,
        is_first: at == 0,
        is_last: at == last,
    });
    Document { sheets: sheets.collect() }
}

fn image(no: usize, placed: &Placed) -> Image<'_> {
    Image {
        no,
        told: &placed.told,
        width: u64::from(placed.width) * EMU,
        height: u64::from(placed.height) * EMU,
    }
}

fn footer_relations(ready: &Ready) -> String {
    let picture = match ready.code {
        Some(_) => format!(
            "<Relationship Id=\"picture{0}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/image\" Target=\"media/picture{0}.png\"/>",
            ready.pictures.len() + 1
        ),
        None => String::new(),
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{picture}</Relationships>"
    )
}

impl Drawn<'_> {
    /// The picture of a part: pictures are numbered through the paper.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates hand references over")]
    fn picture(&self, at: &usize) -> Option<&Image<'_>> {
        let before =
            self.sheet.parts.iter().take(*at).filter(|part| matches!(part, Part::Picture(_))).count();
        self.pictures.get(before)
    }
}

/// The word of an alignment.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "templates hand references over")]
fn place(align: &Align) -> &'static str {
    match align {
        Align::Left => "left",
        Align::Center => "center",
        Align::Right => "right",
        Align::Justify => "both",
    }
}

/// The lines of a text.
fn lines(text: &str) -> Vec<&str> {
    text.split('\n').collect()
}
