//! Evidence for the demo: small true files, so that what a person opens is a paper and not an empty promise.
//!
//! A page of PDF or DOCX with a heading, requisites and a few sentences; official papers are made elsewhere.

mod docx;
mod font;
mod pdf;

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// SHA-256 in hexadecimal: the name of a file in the store.
pub(super) fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
        // Writing into a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// What stands on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Paper {
    /// Who issued it.
    pub issuer: String,
    /// «ПРИКАЗ»
    pub heading: String,
    /// «от 02.09.2025 № 114»
    pub requisites: String,
    /// What it is about.
    pub title: String,
    /// Its text, paragraph by paragraph.
    pub text: Vec<String>,
    /// Who signed: a post and a name.
    pub signature: String,
}

impl Paper {
    /// As PDF.
    pub(super) fn pdf(&self) -> Vec<u8> {
        pdf::write(self)
    }

    /// As DOCX.
    pub(super) fn docx(&self) -> Vec<u8> {
        docx::write(self).expect("an archive in memory takes whatever is written")
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn paper() -> Paper {
        Paper {
            issuer: "Отдел образования Белогорского района".to_owned(),
            heading: "ПРИКАЗ".to_owned(),
            requisites: "от 02.09.2025 № 114".to_owned(),
            title: "Об утверждении программы развития школьных методических объединений".to_owned(),
            text: vec![
                "Утвердить программу «Опора» на 2025–2028 годы. ".repeat(12),
                "Контроль <оставить> за собой.".to_owned(),
            ],
            signature: "Начальник отдела   В. И. Луговцева".to_owned(),
        }
    }

    #[test]
    fn the_house_takes_both_for_what_they_are() {
        for (bytes, name, label) in
            [(paper().pdf(), "приказ.pdf", "PDF"), (paper().docx(), "приказ.docx", "DOCX")]
        {
            let mut file = tempfile::NamedTempFile::new().unwrap();
            file.write_all(&bytes).unwrap();
            assert_eq!(files::recognise(file.path(), name).unwrap().label, label);
            assert!(bytes.len() < 40_000, "{} bytes", bytes.len());
            if let Ok(folder) = std::env::var("METODSET_TEST_PAPERS") {
                std::fs::write(std::path::Path::new(&folder).join(name), &bytes).unwrap();
            }
        }
    }

    #[test]
    fn the_same_paper_gives_the_same_bytes() {
        assert_eq!(paper().pdf(), paper().pdf());
        assert_eq!(paper().docx(), paper().docx());
        let other = Paper { title: "Другое".to_owned(), ..paper() };
        assert_ne!(paper().pdf(), other.pdf());
    }

    #[test]
    fn every_place_in_the_table_of_a_pdf_points_at_its_object() {
        let bytes = paper().pdf();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let at: usize = text.rsplit("startxref\n").next().unwrap().lines().next().unwrap().parse().unwrap();
        assert!(bytes[at..].starts_with(b"xref\n"));
        let table = String::from_utf8_lossy(&bytes[at..]).into_owned();
        let places: Vec<usize> = table
            .lines()
            .filter(|line| line.ends_with(" n "))
            .map(|line| line[..10].parse().unwrap())
            .collect();
        assert!(places.len() > 6);
        for (number, place) in (1..).zip(places) {
            assert!(bytes[place..].starts_with(format!("{number} 0 obj").as_bytes()), "object {number}");
        }
    }
}
