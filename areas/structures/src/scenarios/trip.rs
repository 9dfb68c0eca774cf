//! A list that goes out and comes back: what it holds, and that all its rows have one verdict.

use proptest::prelude::*;
use testing::Browser;

/// A kind of lists that is taken out and brought in.
pub(super) struct Trip {
    /// Where it is taken from.
    pub out: &'static str,
    /// Where it is brought in.
    pub back: &'static str,
    /// What its file is called.
    pub file: &'static str,
    /// The first row below its titles and how many columns it has.
    pub grid: (u32, u16),
    /// The words of a new row, and of a doubtful one.
    pub words: [&'static str; 2],
}

/// The words of a row that changes nothing.
pub(super) const SAME: &str = "без изменений: ";

impl Trip {
    /// The file.
    pub fn exported(&self, browser: &Browser) -> Vec<u8> {
        let file = browser.get(self.out);
        assert_eq!(file.status, 200);
        file.bytes
    }

    /// Its lines in the order of the alphabet.
    pub fn lines(&self, bytes: &[u8]) -> Vec<Vec<String>> {
        let book = sheets::read("a.xlsx", bytes, &sheets::Caps::default()).unwrap();
        let (grid, (first, columns)) = (&book.grids[0], self.grid);
        let line = |row| (0..columns).map(|column| grid.text(row, column)).collect();
        let mut lines: Vec<Vec<String>> = (first..grid.height()).map(line).collect();
        lines.sort();
        lines
    }

    /// Uploads a file and says where its preview is, when all its lines have one verdict.
    pub fn looked(
        &self,
        browser: &Browser,
        bytes: &[u8],
        (verdict, lines): (&str, usize),
    ) -> Result<String, TestCaseError> {
        let shown = browser.upload(self.back, &[], ("file", self.file, bytes));
        prop_assert_eq!(shown.status, 303, "{}", shown.body);
        let preview = browser.get(&shown.location).body;
        let [new, doubtful] = self.words;
        let all = [new, "изменится: ", SAME, doubtful, "ошибка: ", "Нет в списке", "Пропущенные строки"];
        let is_all = preview.contains(&format!("{verdict}{lines}"))
            && !all.iter().any(|other| *other != verdict && preview.contains(other));
        prop_assert!(is_all, "not {verdict}{lines}: {preview}");
        Ok(shown.location)
    }

    /// Read where it was taken from, the file changes nothing; read where nothing is, all of it is new, and then it is the same.
    pub fn comes_back(
        &self,
        bytes: &[u8],
        count: usize,
        here: &Browser,
        there: &Browser,
    ) -> Result<(), TestCaseError> {
        self.looked(here, bytes, (SAME, count))?;
        let url = self.looked(there, bytes, (self.words[0], count))?;
        let seen = there.get(&url).input("seen").unwrap();
        let accepted =
            there.post(&format!("{url}/acceptance"), &[("seen", seen.as_str()), ("choice", "whole")]);
        prop_assert_eq!(accepted.status, 303, "{}", accepted.body);
        prop_assert_eq!(self.lines(&self.exported(there)), self.lines(bytes), "something else came in");
        self.looked(there, bytes, (SAME, count)).map(|_| ())
    }
}
