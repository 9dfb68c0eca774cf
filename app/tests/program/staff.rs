//! Staff lists of invented people for tests that kill an import.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use chrono::{Days, NaiveDate};

fn letter(number: u64) -> char {
    let letters = ['а', 'е', 'и', 'о', 'у', 'ы', 'э', 'ю', 'я', 'ё'];
    letters[usize::try_from(number % 10).unwrap()]
}

/// How the family names of a round begin.
pub fn beginning(round: u32) -> String {
    format!("В{}", letter(u64::from(round)))
}

/// A list of so many people, other ones for each round.
pub fn written(folder: &Path, round: u32, people: u64) -> PathBuf {
    let born = NaiveDate::from_ymd_opt(1960, 1, 1).unwrap();
    let mut list = "ФИО;Дата рождения;Должность;Организация\n".to_owned();
    for no in 0..people {
        let name: String = [no / 100, no / 10, no].map(|digit| format!("б{}", letter(digit))).concat();
        // Other days as well: a name that differs by a letter would wait for a decision.
        let day = (born + Days::new(no + 1_000 * u64::from(round))).format("%d.%m.%Y");
        let begins = beginning(round);
        writeln!(list, "{begins}{name}ва Анна Ильинична;{day};учитель;Школа № 1, Белогорск").unwrap();
    }
    let file = folder.join(format!("список-{round}.csv"));
    std::fs::write(&file, list).unwrap();
    file
}
