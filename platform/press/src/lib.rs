//! The press: papers as PDF and DOCX, pictures made once as SVG as PNG – with the fonts it is given and no others.
//!
//! Only the program links it: areas ask through `web::Press` and build without the typesetting machine.

mod code;
mod docx;
mod pdf;
mod pictures;
mod ready;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use paper::Paper;
use resvg::usvg::fontdb;

/// Why there is no picture or paper.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The text is no SVG, or one that cannot be read.
    #[error("no picture: {0}")]
    Unreadable(String),
    /// More dots than the press prints.
    #[error("the picture is too large: {0} × {1}")]
    TooLarge(u32, u32),
    /// The typesetting machine refused.
    #[error("no paper: {0}")]
    Unprintable(String),
    /// The fonts of papers are not there.
    #[error("the press has no font {0}")]
    NoFont(String),
}

/// The press with its fonts.
pub struct Press {
    fonts: Arc<fontdb::Database>,
    family: String,
    shop: pdf::Shop,
}

impl Press {
    /// With the fonts of one family, as TrueType files: for pictures alone.
    pub fn with_fonts(family: &str, files: Vec<Vec<u8>>) -> Self {
        let shop = pdf::Shop::with(files.clone());
        let mut fonts = fontdb::Database::new();
        for file in files {
            fonts.load_font_data(file);
        }
        fonts.set_sans_serif_family(family);
        Self { fonts: Arc::new(fonts), family: family.to_owned(), shop }
    }

    /// And with the fonts of papers: upright and bold must be there.
    pub fn with_paper_fonts(mut self, files: Vec<Vec<u8>>) -> Result<Self, Fault> {
        self.shop.take(files);
        self.shop.must_print()?;
        Ok(self)
    }

    /// How many fonts of pictures were understood.
    pub fn count(&self) -> usize {
        self.fonts.len()
    }

    /// The paper as PDF/A-2b that screen readers can read. It takes a core and tens of megabytes: few at a time.
    pub fn pdf(&self, paper: &Paper) -> Result<Vec<u8>, Fault> {
        self.shop.pdf(&self.ready(paper)?)
    }

    /// The paper as DOCX, saying the same.
    pub fn docx(&self, paper: &Paper) -> Result<Vec<u8>, Fault> {
        docx::docx(self, &self.ready(paper)?)
    }

    /// What both printers print of the paper, line by line.
    pub fn text(&self, paper: &Paper) -> Result<Vec<String>, Fault> {
        Ok(self.ready(paper)?.composed.text())
    }
}
