//! From the paper to its sheets: head, text, annexes, by the layout of ГОСТ Р 7.0.97.

mod head;
mod tables;

use chrono::Datelike;

use crate::{
    Align, Annex, Block, Composed, Drawing, DrawnColumn, Line, Paper, Part, Section, Sheet, Signature, Style,
};

/// Indent of a paragraph: 1.25 cm.
const INDENT: u32 = 709;
/// An empty line of the text.
const GAP: u32 = 280;

/// The text of the paper.
pub(crate) const TEXT: Style = Style {
    size: 14,
    align: Align::Left,
    is_bold: false,
    first: 0,
    before: 0,
    after: 0,
    heading: 0,
    is_kept: false,
};

pub(crate) fn composed(paper: &Paper) -> Composed {
    let empty = [Section::default()];
    let sections = if paper.sections.is_empty() { &empty[..] } else { &paper.sections };
    let own = sections.iter().enumerate().map(|(index, section)| {
        let mut parts = if index == 0 { head::parts(paper, section.is_landscape) } else { Vec::new() };
        parts.extend(blocks(section));
        Sheet { is_landscape: section.is_landscape, parts: apart(parts) }
    });
    let annexes = paper.annexes.iter().enumerate();
    let annexed = annexes.flat_map(|(index, one)| annex(one, (paper.annexes.len() > 1).then_some(index + 1)));
    Composed {
        title: paper.title.clone(),
        day: (paper.day.year(), paper.day.month(), paper.day.day()),
        sheets: own.chain(annexed).collect(),
        code: if paper.profile.has_code() { paper.check_address.clone() } else { String::new() },
    }
}

/// The width of the text, in twips.
pub(crate) fn width(is_landscape: bool) -> u32 {
    crate::WIDTH[usize::from(is_landscape)]
}

pub(crate) fn line(text: impl Into<String>, style: Style) -> Part {
    Part::Line(Line { text: text.into(), style })
}

/// «Приложение 1 к приказу …» at the right, the title in the middle; one annex alone has no number.
fn annex(annex: &Annex, number: Option<usize>) -> Vec<Sheet> {
    let sheet = |(index, section): (usize, &Section)| {
        let mut parts = Vec::new();
        if index == 0 {
            let word = number.map_or_else(|| "Приложение".to_owned(), |no| format!("Приложение {no}"));
            let lines = std::iter::once(word).chain(annex.to.iter().cloned());
            parts
                .push(at_right(lines.map(|text| Line { text, style: TEXT }).collect(), section.is_landscape));
            parts.push(line(
                &annex.title,
                Style {
                    align: Align::Center,
                    is_bold: true,
                    before: GAP,
                    after: GAP,
                    heading: 1,
                    is_kept: true,
                    ..TEXT
                },
            ));
        }
        parts.extend(blocks(section));
        Sheet { is_landscape: section.is_landscape, parts: apart(parts) }
    };
    annex.sections.iter().enumerate().map(sheet).collect()
}

/// Lines in a column at the right, the left one empty.
pub(crate) fn at_right(lines: Vec<Line>, is_landscape: bool) -> Part {
    let all = width(is_landscape);
    let right = all * 2 / if is_landscape { 6 } else { 4 };
    Part::Side(vec![
        DrawnColumn { width: all - right, lines: Vec::new(), is_low: false },
        DrawnColumn { width: right, lines, is_low: false },
    ])
}

/// An empty line between tables and columns that would touch: a text processor makes one table of two.
fn apart(parts: Vec<Part>) -> Vec<Part> {
    let is_grid = |part: &Part| matches!(part, Part::Table(_) | Part::Side(_));
    let mut all: Vec<Part> = Vec::with_capacity(parts.len());
    for part in parts {
        if is_grid(&part) && all.last().is_some_and(is_grid) {
            all.push(line("", Style { size: 4, ..TEXT }));
        }
        all.push(part);
    }
    all
}

fn blocks(section: &Section) -> Vec<Part> {
    let mut drawn: Vec<Part> = Vec::new();
    for block in &section.blocks {
        // A signature never stands on a page alone: the lines before it go along.
        if let (Block::Signatures(_), Some(Part::Line(line))) = (block, drawn.last_mut()) {
            line.style.is_kept = true;
        }
        drawn.extend(parts(block, section.is_landscape));
    }
    drawn
}

fn parts(block: &Block, is_landscape: bool) -> Vec<Part> {
    match block {
        Block::Heading(level, text) => vec![line(text, heading(*level))],
        Block::Paragraph(text, align) => {
            let first = if matches!(align, Align::Center | Align::Right) { 0 } else { INDENT };
            vec![line(text, Style { align: *align, first, ..TEXT })]
        }
        Block::List(is_numbered, items) => {
            let mark = |index: usize| if *is_numbered { format!("{}.", index + 1) } else { "–".to_owned() };
            let style = Style { align: Align::Justify, first: INDENT, ..TEXT };
            let item = |(index, text): (usize, &String)| line(format!("{}\u{a0}{text}", mark(index)), style);
            items.iter().enumerate().map(item).collect()
        }
        Block::Table(table) => tables::parts(table, is_landscape),
        Block::Picture(picture) => {
            let drawing = Drawing { svg: picture.svg.clone(), told: picture.told.clone() };
            let caption = Style { size: 12, align: Align::Center, before: 60, after: GAP, ..TEXT };
            vec![Part::Picture(drawing), line(&picture.caption, caption)]
        }
        Block::Signatures(all) => {
            // Those of one paper are not parted; a long sheet runs on.
            let is_short = all.len() <= TOGETHER;
            let one = |(place, one)| signature(one, is_landscape, is_short && place + 1 < all.len());
            all.iter().enumerate().flat_map(one).collect()
        }
    }
}

fn heading(level: u8) -> Style {
    let (align, size) = if level == 1 { (Align::Center, 14) } else { (Align::Left, 14) };
    let first = if level == 1 { 0 } else { INDENT };
    Style { size, align, is_bold: true, first, before: GAP, after: GAP / 2, heading: level, is_kept: true }
}

/// So many signatures are kept on one page.
const TOGETHER: usize = 6;

/// Post to the left, name to the right beside its last line; kept with the next one.
fn signature(signature: &Signature, is_landscape: bool, is_kept: bool) -> Vec<Part> {
    let all = width(is_landscape);
    let post = all * 11 / 20;
    let name = if signature.name.is_empty() { "____________________" } else { &signature.name };
    let column = |width, text: &str, align, is_low| DrawnColumn {
        width,
        lines: vec![Line { text: text.to_owned(), style: Style { align, is_kept, ..TEXT } }],
        is_low,
    };
    vec![
        line("", Style { size: 14, after: GAP, is_kept: true, ..TEXT }),
        Part::Side(vec![
            column(post, &signature.post, Align::Left, false),
            column(all - post, name, Align::Right, true),
        ]),
    ]
}
