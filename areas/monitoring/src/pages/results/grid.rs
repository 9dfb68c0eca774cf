//! A table to take away: the same lines as on the page, as XLSX or as JSON, with its title and its source.

use serde_json::{Map, Value as Json, json};
use sheets::{Cell, Column, Table, Workbook};
use web::{Error, Result, russian};

use super::{Published, Shown};
use crate::pages::words;
use crate::papers::results::{Line, Lines};

/// A table.
pub(crate) struct Grid {
    /// What it shows.
    pub title: String,
    /// Of whom, when it is not of all that is shown.
    pub about: String,
    /// Its columns.
    pub columns: Vec<Head>,
    /// Its lines.
    pub rows: Vec<Vec<Value>>,
}

/// A column: its key in JSON, its title, its width in characters.
pub(crate) struct Head {
    /// `score`
    pub key: String,
    /// «Баллы»
    pub title: String,
    /// In characters.
    pub width: u16,
}

/// What stands in a cell. Decimals are texts with a point, exact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    Text(String),
    Number(String),
    Percent(String),
}

impl Value {
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }
    pub fn number(text: impl Into<String>) -> Self {
        Self::Number(text.into())
    }
    pub fn count(count: usize) -> Self {
        Self::Number(count.to_string())
    }
    /// A percent; an empty text stays empty.
    pub fn percent(text: impl Into<String>) -> Self {
        Self::Percent(text.into())
    }

    fn cell(&self) -> Cell {
        match self {
            Self::Number(text) | Self::Percent(text) if text.is_empty() => Cell::default(),
            Self::Text(text) => Cell::text(text.clone()),
            Self::Number(text) => Cell::number(text.clone()),
            Self::Percent(text) => Cell::percent(text.clone()),
        }
    }

    /// As the page shows it.
    fn line(&self) -> Line {
        match self {
            Self::Text(text) => Line::Words(text.clone()),
            Self::Number(text) => Line::Figure(russian::decimal(text)),
            Self::Percent(text) => Line::Figure(words::percent(text)),
        }
    }

    fn json(&self) -> Json {
        match self {
            Self::Number(text) | Self::Percent(text) if text.is_empty() => Json::Null,
            Self::Text(text) | Self::Number(text) | Self::Percent(text) => json!(text),
        }
    }
}

impl Head {
    pub fn of(key: impl Into<String>, title: impl Into<String>, width: u16) -> Self {
        Self { key: key.into(), title: title.into(), width }
    }
}

impl Grid {
    /// The file of a spreadsheet.
    pub fn xlsx(&self, shown: &Shown) -> Result<Vec<u8>> {
        let cells = |row: &Vec<Value>| sheets::Line::Cells(row.iter().map(Value::cell).collect());
        let published = &shown.published;
        let about = if self.about.is_empty() { shown.about() } else { self.about.clone() };
        let table = Table {
            name: self.title.clone(),
            title: vec![self.title.clone(), about, published.source(shown.zone)],
            columns: self.columns.iter().map(|head| Column::new(&head.title, head.width)).collect(),
            lines: self.rows.iter().map(cells).collect(),
            ..Table::default()
        };
        let made_on = published.publication.published_at.day(shown.zone);
        let book = Workbook { title: self.title.clone(), made_on, tables: vec![table] };
        sheets::xlsx(&book).map_err(|e| Error::Broken(e.to_string()))
    }

    /// The same for the press.
    pub fn lines(&self, shown: &Shown) -> Lines {
        let published = &shown.published;
        let row = |row: &Vec<Value>| row.iter().map(Value::line).collect();
        Lines {
            title: self.title.clone(),
            about: if self.about.is_empty() { shown.about() } else { self.about.clone() },
            source: published.source(shown.zone),
            day: published.publication.published_at.day(shown.zone),
            columns: self.columns.iter().map(|head| (head.title.clone(), head.width)).collect(),
            rows: self.rows.iter().map(row).collect(),
        }
    }

    /// The same for a program: every line an object by the keys of the columns.
    pub fn json(&self, shown: &Shown) -> Json {
        let row = |row: &Vec<Value>| -> Json {
            let pairs = self.columns.iter().zip(row).map(|(head, value)| (head.key.clone(), value.json()));
            Json::Object(pairs.collect::<Map<_, _>>())
        };
        let mut whole = head(&shown.published, shown);
        whole.insert("title".to_owned(), json!(self.title));
        whole.insert(
            "columns".to_owned(),
            self.columns.iter().map(|one| json!({"key": one.key, "title": one.title})).collect(),
        );
        whole.insert("rows".to_owned(), self.rows.iter().map(row).collect());
        Json::Object(whole)
    }
}

/// What every file of results says of itself.
pub(super) fn head(published: &Published, shown: &Shown) -> Map<String, Json> {
    let publication = &published.publication;
    let head = json!({
        "campaign": published.campaign.id.to_string(),
        "campaign_title": published.campaign.title,
        "template": published.campaign.template,
        "template_hash": published.campaign.template_hash,
        "period": published.campaign.period,
        "revision": publication.revision,
        "published_at": publication.published_at.utc().to_rfc3339(),
        "level": shown.level.id,
        "group": if shown.group.is_empty() { Json::Null } else { json!(shown.group) },
        "source": published.source(shown.zone),
    });
    match head {
        Json::Object(map) => map,
        _ => Map::new(),
    }
}
