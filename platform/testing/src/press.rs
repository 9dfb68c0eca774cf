//! A press for tests of areas: a file of the right form that holds the words of the paper as they were given to it. How a paper
//! looks is tested where the real press is.

use paper::{Block, Paper};
use web::{PaperForm, Press};

/// What the real press refuses as well: a paper for everybody passes over no level of headings; its kind is the first.
fn steps(paper: &Paper) -> Result<(), String> {
    let mut above = 1;
    for block in paper.sections.iter().flat_map(|section| &section.blocks) {
        let Block::Heading(level, text) = block else { continue };
        if *level > above + 1 {
            return Err(format!("«{text}»: a heading of level {level} under one of {above}"));
        }
        above = *level;
    }
    Ok(())
}

/// Prints words without type.
#[derive(Debug, Clone, Copy)]
pub struct PlainPress;

impl Press for PlainPress {
    fn png(&self, svg: &str) -> Result<Vec<u8>, String> {
        Ok([b"\x89PNG\r\n\x1a\n", svg.as_bytes()].concat())
    }

    fn paper(&self, paper: &Paper, form: PaperForm) -> Result<Vec<u8>, String> {
        steps(paper)?;
        let words = format!("{paper:?}");
        Ok(match form {
            PaperForm::Pdf => format!("%PDF-1.7\n{words}\nstartxref\n0\n%%EOF\n").into_bytes(),
            PaperForm::Docx => [b"PK\x03\x04", words.as_bytes()].concat(),
        })
    }
}
