//! Documents in a file: written as text with an id, taken back only as links to documents that exist.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use db::{Conn, fold};
use documents::{Document, DocumentId};
use web::Result;

use super::slots::brief;
use crate::worksheet::Worksheet;

/// The most documents of a unit that a line without an id is looked for among.
const MOST: i64 = 5_000;

/// One line of a sheet's column of evidence: «Программа № 114 от 02.09.2025 [7215…]».
pub(crate) fn line(title: &str, document: DocumentId) -> String {
    format!("{title} [{document}]")
}

/// The documents that may prove a sheet's answers: the unit's own.
#[derive(Debug, Default)]
pub(crate) struct Own {
    by_id: BTreeMap<i64, Document>,
    unit: Vec<Document>,
}

impl Own {
    /// Reads what these lines may mean: two queries, whatever their number.
    pub fn read(conn: &mut Conn, work: &Worksheet, lines: &[&str]) -> Result<Self> {
        let ids: Vec<i64> = lines.iter().filter_map(|line| id(line)).collect();
        let path = &work.sheet.unit_path;
        let named = documents::store::all_of(conn, &ids)?;
        let by_id = named.into_iter().filter(|document| document.unit_path.starts_with(path.as_str()));
        let by_id = by_id.map(|document| (document.id.0, document)).collect();
        Ok(Self { by_id, unit: documents::store::of_unit(conn, path, &[], MOST)? })
    }

    /// The document of a line; the error says why there is none.
    pub fn document(&self, line: &str) -> std::result::Result<&Document, String> {
        if let Some(id) = id(line) {
            let found = self.by_id.get(&id);
            return found.filter(|document| !document.is_cancelled()).ok_or_else(|| match found {
                Some(_) => format!("документ «{}» отменён и ничего не подтверждает", brief(line)),
                None => format!("документа «{}» в реестре территории нет", brief(line)),
            });
        }
        let mut fitting = self.unit.iter().filter(|document| is_meant(document, line));
        match (fitting.next(), fitting.next()) {
            (Some(document), None) => Ok(document),
            (Some(_), Some(_)) => Err(format!(
                "под «{}» подходит несколько документов; приложите нужный на странице показателя",
                brief(line)
            )),
            (None, _) => Err(format!(
                "документа «{}» в реестре территории нет; зарегистрируйте его и загрузите файл снова",
                brief(line)
            )),
        }
    }

    /// The document of this id, if it is the unit's.
    pub fn of_id(&self, id: i64) -> Option<&Document> {
        self.by_id.get(&id)
    }
}

/// The lines of a cell of evidence.
pub(crate) fn lines(text: &str) -> Vec<&str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect()
}

/// The id in square brackets at a line's end.
fn id(line: &str) -> Option<i64> {
    let (_, id) = line.trim_end().strip_suffix(']')?.rsplit_once('[')?;
    id.trim().parse().ok()
}

/// A line without an id means a document by its whole line, or by its number and day.
fn is_meant(document: &Document, line: &str) -> bool {
    let plain = |text: &str| fold(&text.replace('\u{a0}', " "));
    if plain(&document.title_line()) == plain(line) {
        return true;
    }
    requisites(line).is_some_and(|(number, day)| {
        document.signed_on == day && !document.number.is_empty() && fold(&document.number) == fold(&number)
    })
}

/// «№ 114 от 02.09.2025» anywhere in a line.
fn requisites(line: &str) -> Option<(String, NaiveDate)> {
    let line = line.replace('\u{a0}', " ");
    let (number, rest) = line.split_once('№')?.1.split_once(" от ")?;
    let day: String = rest.trim_start().chars().take(10).collect();
    Some((number.trim().to_owned(), NaiveDate::parse_from_str(&day, "%d.%m.%Y").ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_gives_its_id_or_its_requisites() {
        assert_eq!(id("Программа № 114 от 02.09.2025 [7215]"), Some(7215));
        assert_eq!(id("Программа [проект]"), None);
        assert_eq!(id("Программа № 114"), None);
        let day = NaiveDate::from_ymd_opt(2025, 9, 2).unwrap();
        assert_eq!(requisites("Приказ №\u{a0}114-п от\u{a0}02.09.2025 г."), Some(("114-п".into(), day)));
        assert_eq!(requisites("№ 7 от 31.02.2025"), None);
        assert_eq!(requisites("Приказ без номера от 02.09.2025"), None);
        assert_eq!(lines(" а \n\n б\n"), ["а", "б"]);
    }
}
