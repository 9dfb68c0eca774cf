//! A paper as PDF through typst: one fixed source, the paper as a virtual JSON file, pictures as virtual SVG files.
//!
//! Nothing a person wrote is ever source text. Paths are fixed, so that what typst remembers is found again and let go.

use serde::Serialize;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook, FontStretch, FontStyle, FontVariant, FontWeight};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::Fault;
use crate::ready::{Placed, Ready};

/// The family of papers: Times metrics, Cyrillic with the letters of the republics.
pub(crate) const FAMILY: &str = "Tinos";
const SOURCE: &str = include_str!("../templates/paper.typ");
/// Papers that typst may remember something of: more only costs memory.
const REMEMBERED: usize = 2;

/// What every paper is printed with.
pub(crate) struct Shop {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    source: Source,
}

impl Shop {
    pub fn with(files: Vec<Vec<u8>>) -> Self {
        let library = LazyHash::new(Library::default());
        let source = Source::new(file("paper.typ"), SOURCE.to_owned());
        let mut shop = Self { library, book: LazyHash::new(FontBook::new()), fonts: Vec::new(), source };
        shop.take(files);
        shop
    }

    /// Further fonts.
    pub fn take(&mut self, files: Vec<Vec<u8>>) {
        self.fonts.extend(files.into_iter().flat_map(|file| Font::iter(Bytes::new(file))));
        self.book = LazyHash::new(FontBook::from_fonts(&self.fonts));
    }

    /// Upright and bold letters of papers must be there: typst would print in another face and only warn.
    pub fn must_print(&self) -> Result<(), Fault> {
        let has = |weight: u16| {
            let weight = FontWeight::from_number(weight);
            let variant = FontVariant::new(FontStyle::Normal, weight, FontStretch::NORMAL);
            let found = self.book.select(&FAMILY.to_lowercase(), variant);
            found.and_then(|index| self.book.info(index)).is_some_and(|info| info.variant.weight == weight)
        };
        if has(400) && has(700) { Ok(()) } else { Err(Fault::NoFont(FAMILY.to_owned())) }
    }

    /// The text with what the font lacks as a square and without signs that no printer takes: one smile in a
    /// comment must not cost the whole paper.
    pub fn legible(&self, text: &str) -> String {
        let font = self.fonts.iter().find(|font| font.info().family == FAMILY);
        let sign = |c: char| match c {
            '\n' => Some('\n'),
            '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' => None,
            _ if c.is_control() => None,
            _ if font.is_none_or(|font| font.info().coverage.contains(u32::from(c))) => Some(c),
            _ if c.is_whitespace() => Some(' '),
            _ => Some('\u{25a1}'),
        };
        text.chars().filter_map(sign).collect()
    }

    pub fn pdf(&self, ready: &Ready) -> Result<Vec<u8>, Fault> {
        let desk = Desk::of(self, ready)?;
        let printed = printed(&desk);
        comemo::evict(REMEMBERED);
        printed
    }
}

fn printed(desk: &Desk<'_>) -> Result<Vec<u8>, Fault> {
    let compiled = typst::compile::<PagedDocument>(desk);
    let document = compiled.output.map_err(|faults| unprintable(&faults))?;
    if let Some(warning) = compiled.warnings.iter().find(|one| one.message.contains("font family")) {
        return Err(Fault::NoFont(warning.message.to_string()));
    }
    let standards = PdfStandards::new(&[PdfStandard::A_2b, PdfStandard::Ua_1])
        .map_err(|fault| Fault::Unprintable(fault.message().to_string()))?;
    let options = PdfOptions {
        ident: Smart::Auto,
        creator: Smart::Custom(Some("Методсеть".to_owned())),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&document, &options).map_err(|faults| unprintable(&faults))
}

fn unprintable(faults: &[SourceDiagnostic]) -> Fault {
    Fault::Unprintable(faults.iter().map(|fault| fault.message.to_string()).collect::<Vec<_>>().join("; "))
}

fn file(name: &str) -> FileId {
    let path = VirtualPath::new(name).unwrap_or_else(|_| unreachable!("the names of the press are plain"));
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// One paper on the desk: the world as typst sees it.
struct Desk<'a> {
    shop: &'a Shop,
    files: Vec<(FileId, Bytes)>,
}

#[derive(Serialize)]
struct Given<'a> {
    paper: &'a paper::Composed,
    pictures: &'a [Placed],
    code: Option<&'a Placed>,
}

impl<'a> Desk<'a> {
    fn of(shop: &'a Shop, ready: &Ready) -> Result<Self, Fault> {
        let given = Given { paper: &ready.composed, pictures: &ready.pictures, code: ready.code.as_ref() };
        let json = serde_json::to_vec(&given).map_err(|e| Fault::Unprintable(e.to_string()))?;
        let picture = |(index, placed): (usize, &Placed)| {
            (file(&format!("picture-{index}.svg")), Bytes::from_string(placed.svg.clone()))
        };
        let mut files = vec![(file("paper.json"), Bytes::new(json))];
        files.extend(ready.pictures.iter().enumerate().map(picture));
        files.extend(ready.code.iter().map(|code| (file("code.svg"), Bytes::from_string(code.svg.clone()))));
        Ok(Self { shop, files })
    }
}

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.shop.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.shop.book
    }

    fn main(&self) -> FileId {
        self.shop.source.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main() { Ok(self.shop.source.clone()) } else { Err(FileError::NotSource) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let found = self.files.iter().find(|(known, _)| *known == id);
        found.map(|(_, bytes)| bytes.clone()).ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.shop.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
