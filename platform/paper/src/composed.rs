//! A paper laid out: sheets of lines, columns side by side, tables and pictures, every length in twips (1/20 point).
//!
//! Printers draw this and decide nothing; what is read of it in order is the text of the paper.

use serde::Serialize;

/// The width of the text on an upright and on a wide A4 page: 20 mm at the left, 10 mm at the right.
pub const WIDTH: [u32; 2] = [10_205, 15_137];

/// A paper laid out.
#[derive(Debug, Clone, Serialize)]
pub struct Composed {
    /// What the file calls itself.
    pub title: String,
    /// Year, month, day.
    pub day: (i32, u32, u32),
    /// Its sheets; each begins on a new page.
    pub sheets: Vec<Sheet>,
    /// What the QR requisite of the first page opens; empty: none.
    pub code: String,
}

/// Pages of one orientation.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Sheet {
    /// Wide pages.
    pub is_landscape: bool,
    /// What stands on them.
    pub parts: Vec<Part>,
}

/// What is drawn.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "part", content = "of", rename_all = "lowercase")]
pub enum Part {
    /// A paragraph of one style.
    Line(Line),
    /// Columns side by side, without borders.
    Side(Vec<DrawnColumn>),
    /// A table.
    Table(DrawnTable),
    /// A picture.
    Picture(Drawing),
}

/// A paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// What it says; a line feed breaks the line.
    pub text: String,
    /// How it is set.
    pub style: Style,
}

/// How a paragraph is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Style {
    /// Size in points.
    pub size: u32,
    /// Where it stands.
    pub align: Align,
    /// In bold.
    pub is_bold: bool,
    /// Indent of the first line.
    pub first: u32,
    /// Space above.
    pub before: u32,
    /// Space below.
    pub after: u32,
    /// Level of a heading; 0: text.
    pub heading: u8,
    /// Stays on the page of what follows.
    pub is_kept: bool,
}

/// Where words stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Align {
    /// At the left.
    Left,
    /// In the middle.
    Center,
    /// At the right.
    Right,
    /// Over the whole width.
    Justify,
}

/// One of several columns side by side.
#[derive(Debug, Clone, Serialize)]
pub struct DrawnColumn {
    /// Its width.
    pub width: u32,
    /// Its lines.
    pub lines: Vec<Line>,
    /// Its lines stand at the foot: a name beside the last line of a post.
    pub is_low: bool,
}

/// A table with the widths of its columns.
#[derive(Debug, Clone, Serialize)]
pub struct DrawnTable {
    /// Widths of the columns; together the width of the text.
    pub widths: Vec<u32>,
    /// Size in points.
    pub size: u32,
    /// Some column is narrower than its longest word: words have to be broken.
    pub is_tight: bool,
    /// Rows repeated at the head of every page.
    pub heads: Vec<Vec<DrawnCell>>,
    /// The other rows.
    pub rows: Vec<Vec<DrawnCell>>,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DrawnCell {
    /// What it says.
    pub text: String,
    /// How many columns it spans.
    pub columns: usize,
    /// How many rows it spans.
    pub rows: usize,
    /// Where its words stand.
    pub align: Align,
    /// In bold.
    pub is_bold: bool,
}

/// A picture.
#[derive(Debug, Clone, Serialize)]
pub struct Drawing {
    /// The drawing as SVG.
    #[serde(skip)]
    pub svg: String,
    /// What it shows, in words.
    pub told: String,
}

impl Composed {
    /// Everything it says, in reading order; heads of tables once, page numbers not.
    pub fn text(&self) -> Vec<String> {
        let parts = self.sheets.iter().flat_map(|sheet| &sheet.parts);
        let texts = parts.flat_map(|part| match part {
            Part::Line(line) => vec![line.text.clone()],
            Part::Side(columns) => {
                columns.iter().flat_map(|column| column.lines.iter().map(|line| line.text.clone())).collect()
            }
            Part::Table(table) => {
                table.heads.iter().chain(&table.rows).flatten().map(|cell| cell.text.clone()).collect()
            }
            Part::Picture(_) => Vec::new(),
        });
        texts.filter(|text| !text.is_empty()).collect()
    }

    /// Puts another text in the place of each.
    pub fn each_text(&mut self, other: impl Fn(&str) -> String) {
        self.title = other(&self.title);
        for part in self.sheets.iter_mut().flat_map(|sheet| &mut sheet.parts) {
            let texts: Vec<&mut String> = match part {
                Part::Line(line) => vec![&mut line.text],
                Part::Side(columns) => columns
                    .iter_mut()
                    .flat_map(|one| one.lines.iter_mut().map(|line| &mut line.text))
                    .collect(),
                Part::Table(table) => table
                    .heads
                    .iter_mut()
                    .chain(&mut table.rows)
                    .flatten()
                    .map(|cell| &mut cell.text)
                    .collect(),
                Part::Picture(drawing) => vec![&mut drawing.told],
            };
            for text in texts {
                *text = other(text);
            }
        }
    }
}
