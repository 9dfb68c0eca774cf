//! The sheets of criteria of the candidates: an annex of the council's protocol (п. 3.3).

use chrono::NaiveDate;
use paper::{Cell, Column, Letterhead, Paper, Requisites, Row, Signature, Table, paragraph, signatures};
use web::russian;

/// A candidate in the table.
#[derive(Debug, Clone)]
pub(crate) struct SheetLine {
    /// Name, post.
    pub who: String,
    /// A word for each criterion.
    pub marks: Vec<String>,
    /// «9 из 10»
    pub sum: String,
    /// «рекомендовать» with the council's word.
    pub decision: String,
}

/// The annex as its paper tells it.
pub(crate) struct SheetsPaper {
    /// The school.
    pub head: Letterhead,
    /// Whose mentor is chosen, of which kind.
    pub about: String,
    /// The protocol: «протокол № 9 от 11.06.2026».
    pub protocol: String,
    /// The day of the meeting.
    pub day: NaiveDate,
    /// Criteria with their clause.
    pub criteria: Vec<String>,
    /// The clause of the criteria.
    pub clause: String,
    /// The candidates.
    pub lines: Vec<SheetLine>,
}

impl SheetsPaper {
    /// The paper.
    pub fn paper(&self) -> Paper {
        let protocol = if self.protocol.is_empty() { String::new() } else { format!(" ({})", self.protocol) };
        let text = vec![
            paragraph(format!("Приложение к\u{a0}протоколу методического совета{protocol}.")),
            paragraph(format!(
                "{}. Заседание {}.",
                self.about,
                russian::date_long(self.day).trim_end_matches('.')
            )),
            self.table().into(),
            paragraph(format!(
                "Критерии – {}. Отметки: 0 – не\u{a0}проявляется, 1 – частично, 2 – в\u{a0}полной мере.",
                self.clause
            )),
            signatures([
                Signature::of("Председатель методического совета", ""),
                Signature::of("Секретарь", ""),
            ]),
        ];
        Paper::of(self.day, "Листы критериев выбора наставника".to_owned())
            .from(self.head.clone())
            .with(Requisites::titled("ЛИСТЫ КРИТЕРИЕВ ВЫБОРА НАСТАВНИКА"))
            .landscape(text)
    }

    fn table(&self) -> Table {
        let width = u32::try_from(45 / self.criteria.len().max(1)).unwrap_or(9);
        let mut columns = vec![Column::text("Кандидат", 22)];
        columns.extend(self.criteria.iter().map(|title| Column::text(title, width)));
        columns.push(Column::text("Сумма", 8));
        columns.push(Column::text("Решение совета", 25));
        let row = |line: &SheetLine| {
            let mut cells = vec![Cell::of(&line.who)];
            cells.extend(line.marks.iter().map(Cell::of));
            cells.push(Cell::of(&line.sum));
            cells.push(Cell::of(&line.decision));
            Row::cells(cells)
        };
        Table::of(columns).filled(self.lines.iter().map(row))
    }
}
