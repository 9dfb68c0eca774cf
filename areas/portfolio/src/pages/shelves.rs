//! A portfolio as pages show it: sections with their lines.

use files::FileId;
use web::{Cx, Mode, Result};

use crate::gather::{Entry, Shelf};

/// A section.
pub(super) struct ShownShelf {
    pub title: &'static str,
    pub lines: Vec<ShownLine>,
}

/// A line of a section.
pub(super) struct ShownLine {
    pub key: String,
    pub title: String,
    pub about: String,
    pub document: String,
    /// Where it is published.
    pub link: String,
    /// Its document, as it is called, and where.
    pub file: Option<(String, String)>,
    pub is_own: bool,
    pub is_confirmed: bool,
    pub is_hidden: bool,
    /// Where an own item is changed or confirmed; empty: nowhere.
    pub url: String,
    /// The page it comes from; empty: closed to who looks.
    pub source: String,
}

/// For whom it is shown.
pub(super) enum Reader<'a> {
    /// The person.
    Own,
    /// Somebody of the organisation: the address of the portfolio, whether they keep the card.
    Keeper(&'a str, bool),
    /// A stranger with a link: its address, whether documents open.
    Stranger(&'a str, bool),
}

/// The sections for a reader.
pub(super) fn said<M: Mode>(
    cx: &mut Cx<M>,
    shelves: Vec<Shelf>,
    reader: &Reader<'_>,
) -> Result<Vec<ShownShelf>> {
    let mut said = Vec::with_capacity(shelves.len());
    for shelf in shelves {
        let lines =
            shelf.entries.into_iter().map(|entry| line(cx, entry, reader)).collect::<Result<Vec<_>>>()?;
        said.push(ShownShelf { title: shelf.section.title(), lines });
    }
    Ok(said)
}

fn line<M: Mode>(cx: &mut Cx<M>, entry: Entry, reader: &Reader<'_>) -> Result<ShownLine> {
    let Entry { item, own, is_hidden } = entry;
    let file_id = own.as_ref().and_then(|own| own.file_id);
    let address = own.as_ref().map(|own| file_url(own.id.0, reader)).unwrap_or_default();
    let file = match file_id.filter(|_| !address.is_empty()) {
        Some(id) => file_name(cx, id)?.map(|name| (name, address)),
        None => None,
    };
    let is_confirmed = own.as_ref().is_some_and(|own| own.confirmed_at.is_some());
    let url = own.as_ref().map_or_else(String::new, |own| match reader {
        Reader::Own => format!("/portfolio/items/{}", own.id),
        Reader::Keeper(base, true) if !is_confirmed => format!("{base}/items/{}/confirmation", own.id),
        _ => String::new(),
    });
    // A link to a closed door is no link: the own card is open to the person anyway.
    let source = match reader {
        Reader::Stranger(..) => String::new(),
        _ if item.url.is_empty() || !super::opens(cx, &item.unit_path) => String::new(),
        _ => item.url,
    };
    Ok(ShownLine {
        key: item.key,
        title: item.title,
        about: item.about,
        document: item.document,
        link: own.as_ref().map(|own| own.link.clone()).unwrap_or_default(),
        file,
        is_own: own.is_some(),
        is_confirmed,
        is_hidden,
        url,
        source,
    })
}

fn file_url(item: i64, reader: &Reader<'_>) -> String {
    match reader {
        Reader::Own => format!("/portfolio/items/{item}/file"),
        Reader::Keeper(base, _) => format!("{base}/items/{item}/file"),
        Reader::Stranger(base, true) => format!("{base}/files/{item}"),
        Reader::Stranger(_, false) => String::new(),
    }
}

fn file_name<M: Mode>(cx: &mut Cx<M>, id: FileId) -> Result<Option<String>> {
    Ok(files::store::find(cx.conn(), id)?.map(|row| row.name))
}
