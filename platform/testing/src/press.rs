//! A press for tests of areas: a file of the right form that holds the words of the paper as they were given to it. How a paper
//! looks is tested where the real press is.

use paper::Paper;
use web::{PaperForm, Press};

/// Prints words without type.
#[derive(Debug, Clone, Copy)]
pub struct PlainPress;

impl Press for PlainPress {
    fn png(&self, svg: &str) -> Result<Vec<u8>, String> {
        Ok([b"\x89PNG\r\n\x1a\n", svg.as_bytes()].concat())
    }

    fn paper(&self, paper: &Paper, form: PaperForm) -> Result<Vec<u8>, String> {
        let words = format!("{paper:?}");
        Ok(match form {
            PaperForm::Pdf => format!("%PDF-1.7\n{words}\nstartxref\n0\n%%EOF\n").into_bytes(),
            PaperForm::Docx => [b"PK\x03\x04", words.as_bytes()].concat(),
        })
    }
}
