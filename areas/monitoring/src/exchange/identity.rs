//! What a file says of itself on its very hidden worksheet: whose it is, and what every answer was when it was taken.

use std::collections::BTreeMap;

use sheets::{Cell, Column, Grid, Line, Table};
use web::russian;

use super::slots::{self, Typed};
use super::{answered, refused::NotThis};
use crate::worksheet::Worksheet;

/// The worksheet's name.
pub(crate) const NAME: &str = "_metodset";
/// The layout of the file; another one is not read.
const FORMAT: &str = "1";
/// The most characters of a name that is shown again.
const LONGEST: usize = 200;

/// Whose file it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Identity {
    /// The campaign's title.
    pub title: String,
    /// The sheet's id.
    pub sheet: String,
    /// What the object is called.
    pub object: String,
    /// `2026`
    pub period: String,
    /// Hash of the campaign's template.
    pub template: String,
}

/// An answer as it was when the file was taken.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Taken {
    /// Version of the indicator's answer.
    pub version: i64,
    /// What the cells showed.
    pub typed: Typed,
    /// Documents that proved it.
    pub documents: Vec<i64>,
}

impl Identity {
    /// Of the sheet as it is.
    pub fn of(work: &Worksheet) -> Self {
        Self {
            title: work.campaign.title.clone(),
            sheet: work.sheet.id.to_string(),
            object: work.sheet.name().to_owned(),
            period: work.campaign.period.clone(),
            template: work.campaign.template_hash.clone(),
        }
    }

    /// Read from a file; none when the worksheet is missing or of another layout.
    pub fn read(grid: &Grid) -> Option<Self> {
        let pairs: BTreeMap<String, String> =
            (0..10).map(|row| (grid.text(row, 0), grid.text(row, 1))).collect();
        let said = |name: &str| -> Option<String> {
            pairs
                .get(name)
                .map(|text| text.chars().take(LONGEST).collect())
                .filter(|text: &String| !text.is_empty())
        };
        (said("format").as_deref() == Some(FORMAT)).then_some(())?;
        Some(Self {
            title: said("title")?,
            sheet: said("sheet")?,
            object: said("object")?,
            period: said("period")?,
            template: said("template")?,
        })
    }

    /// «Зея за 2024/25»
    fn shown(&self) -> String {
        format!("«{}» за {}", self.object, russian::school_year(&self.period))
    }

    /// Refuses a file of another object, period, campaign or template, naming both.
    pub fn must_be(&self, open: &Self) -> Result<(), NotThis> {
        if self.sheet != open.sheet {
            return Err(if self.shown() == open.shown() {
                NotThis::Campaign { file: self.title.clone(), open: open.title.clone() }
            } else {
                NotThis::Sheet { file: self.shown(), open: open.shown() }
            });
        }
        if self.template == open.template { Ok(()) } else { Err(NotThis::Template(open.shown())) }
    }
}

/// The worksheet of a sheet's file.
pub(crate) fn table(work: &Worksheet) -> Table {
    let id = Identity::of(work);
    let head = [
        ("format", FORMAT.to_owned()),
        ("campaign", work.campaign.id.to_string()),
        ("title", id.title),
        ("sheet", id.sheet),
        ("unit", work.sheet.unit_id.to_string()),
        ("object", id.object),
        ("period", id.period),
        ("template", id.template),
    ];
    let head = head.into_iter().map(|(name, value)| Line::Cells(vec![Cell::text(name), Cell::text(value)]));
    let answers = work.template.indicators().flat_map(|(_, indicator)| {
        let answer = answered(work, &indicator.no);
        let version = work.answers.get(&indicator.no).map_or(0, |row| row.version);
        let documents: Vec<String> =
            work.links(&indicator.no).iter().map(|link| link.document_id.to_string()).collect();
        slots::of(indicator).into_iter().map(move |slot| {
            let typed = slots::typed(&slot, indicator, &answer);
            let cells = ["answer", &slot.key, &version.to_string(), &typed.first, &typed.second];
            Line::Cells(cells.into_iter().map(Cell::text).chain([Cell::text(documents.join(" "))]).collect())
        })
    });
    Table {
        name: NAME.to_owned(),
        columns: vec![Column::default(); 6],
        lines: head.chain(answers).collect(),
        is_very_hidden: true,
        ..Table::default()
    }
}

/// Every answer as it was when the file was taken, by the key of its row.
pub(crate) fn taken(grid: &Grid) -> BTreeMap<String, Taken> {
    let mut taken = BTreeMap::new();
    for (row, _) in grid.rows() {
        let cell = |column: u16| grid.text(row, column);
        if cell(0) != "answer" {
            continue;
        }
        let documents = cell(5).split_whitespace().filter_map(|id| id.parse().ok()).collect();
        let typed = Typed { first: cell(3), second: cell(4) };
        taken.insert(cell(1), Taken { version: cell(2).parse().unwrap_or(0), typed, documents });
    }
    taken
}
