//! XLSX out: a workbook of tables that opens ready to be read, filled and printed.

mod look;
mod table;

use rust_xlsxwriter::{DocProperties, Workbook as File};
use thiserror::Error;

use crate::Workbook;
use look::Looks;

/// A workbook could not be written: a fault of the program.
#[derive(Debug, Error)]
#[error("workbook: {0}")]
pub struct NotWritten(pub(crate) String);

impl From<rust_xlsxwriter::XlsxError> for NotWritten {
    fn from(error: rust_xlsxwriter::XlsxError) -> Self {
        Self(error.to_string())
    }
}

/// The bytes of the workbook.
pub fn xlsx(book: &Workbook) -> Result<Vec<u8>, NotWritten> {
    let mut file = File::new();
    let made = rust_xlsxwriter::ExcelDateTime::parse_from_str(&format!("{}T00:00:00", book.made_on))?;
    file.set_properties(&DocProperties::new().set_title(&book.title).set_creation_datetime(&made));
    let looks = Looks::new();
    let mut names: Vec<String> = Vec::new();
    for one in &book.tables {
        let name = tab(&one.name, &names);
        let sheet = file.add_worksheet();
        sheet.set_name(&name)?;
        table::write(sheet, one, &looks)?;
        names.push(name);
    }
    Ok(file.save_to_buffer()?)
}

/// What a tab takes: 31 characters, none of them a bracket or a slash, no name twice.
fn tab(name: &str, taken: &[String]) -> String {
    let is_bad = |c: char| matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\');
    let clean: String = name.chars().map(|c| if is_bad(c) { ' ' } else { c }).collect();
    let clean = clean.trim().trim_matches('\'');
    let clean = if clean.is_empty() { "Лист" } else { clean };
    let is_free = |name: &str| taken.iter().all(|other| other.to_lowercase() != name.to_lowercase());
    let cut = |length: usize| clean.chars().take(length).collect::<String>().trim().to_owned();
    let numbered = (2..).map(|number| format!("{} ({number})", cut(25)));
    std::iter::once(cut(31)).chain(numbered).find(|name| is_free(name)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::tab;

    #[test]
    fn a_tab_is_cut_cleaned_and_never_named_twice() {
        assert_eq!(tab("Белогорск", &[]), "Белогорск");
        assert_eq!(tab("2025/26 [свод]", &[]), "2025 26  свод");
        assert_eq!(tab("", &[]), "Лист");
        let long = "Муниципальный округ с очень длинным названием";
        assert_eq!(tab(long, &[]).chars().count(), 31);
        assert_eq!(tab("белогорск", &["Белогорск".into()]), "белогорск (2)");
    }
}
