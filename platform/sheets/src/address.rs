//! Where a cell is, as a person says it: `C12`.

use std::fmt;
use std::str::FromStr;

/// A cell's place, counted from zero; shown and read as `C12`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address {
    /// The row, from 0.
    pub row: u32,
    /// The column, from 0.
    pub column: u16,
}

impl Address {
    /// The cell of this row and column, both from 0.
    pub fn at(row: u32, column: u16) -> Self {
        Self { row, column }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut letters = Vec::new();
        let mut rest = u32::from(self.column) + 1;
        while rest > 0 {
            letters.push(char::from_u32(u32::from(b'A') + (rest - 1) % 26).unwrap_or('?'));
            rest = (rest - 1) / 26;
        }
        let letters: String = letters.iter().rev().collect();
        write!(f, "{letters}{}", u64::from(self.row) + 1)
    }
}

impl FromStr for Address {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let digits = text.find(|c: char| c.is_ascii_digit()).ok_or(())?;
        let (letters, row) = text.split_at(digits);
        let mut column: u32 = 0;
        for letter in letters.bytes() {
            let place = letter.is_ascii_uppercase().then(|| u32::from(letter - b'A') + 1).ok_or(())?;
            column = column.checked_mul(26).and_then(|c| c.checked_add(place)).ok_or(())?;
        }
        let row: u32 = row.parse().map_err(|_| ())?;
        let column = column.checked_sub(1).and_then(|c| u16::try_from(c).ok()).ok_or(())?;
        Ok(Self { row: row.checked_sub(1).ok_or(())?, column })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_reads_as_a_spreadsheet_shows_it() {
        for (row, column, text) in
            [(0, 0, "A1"), (11, 2, "C12"), (0, 25, "Z1"), (0, 26, "AA1"), (9, 701, "ZZ10")]
        {
            assert_eq!(Address::at(row, column).to_string(), text);
            assert_eq!(text.parse(), Ok(Address::at(row, column)));
        }
        for wrong in ["", "12", "C", "c1", "C0", "ZZZZ1", "C1x"] {
            assert!(wrong.parse::<Address>().is_err(), "{wrong}");
        }
    }
}
