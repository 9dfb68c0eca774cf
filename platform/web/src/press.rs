//! Papers and pictures in dots: what an area asks for and the program provides, so that areas build without a press.

use paper::Paper;

/// The form of a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaperForm {
    /// To read, print and keep.
    Pdf,
    /// To go on writing in.
    Docx,
}

impl PaperForm {
    /// The form of a code in an address.
    pub fn of(code: &str) -> Option<Self> {
        [Self::Pdf, Self::Docx].into_iter().find(|form| form.code() == code)
    }

    /// `pdf`, `docx`: in addresses and at the end of a file's name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
        }
    }

    /// The media type of the file.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        }
    }
}

/// Prints.
pub trait Press: Send + Sync {
    /// The picture in dots; the error says why not.
    fn png(&self, svg: &str) -> Result<Vec<u8>, String>;

    /// The paper in a form; the error says why not.
    fn paper(&self, paper: &Paper, form: PaperForm) -> Result<Vec<u8>, String>;
}

/// For houses that print nothing: tests of areas.
#[derive(Debug, Clone, Copy)]
pub struct NoPress;

impl Press for NoPress {
    fn png(&self, _svg: &str) -> Result<Vec<u8>, String> {
        Err("this house has no press".to_owned())
    }

    fn paper(&self, _paper: &Paper, _form: PaperForm) -> Result<Vec<u8>, String> {
        Err("this house has no press".to_owned())
    }
}
