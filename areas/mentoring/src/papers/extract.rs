//! The extract from the minutes of the methodical council: the candidate it recommends, the marks by the criteria, the decision –
//! the ground of the order (пп. 3.1, 3.3).

use cases::Case;
use chrono::NaiveDate;
use packs::{Effective, MentorKind};
use paper::{Block, Column, Letterhead, Paper, Requisites, Row, Signature, Table, paragraph, signatures};
use people::staff::Colleague;
use web::russian;

/// An extract as its paper tells it.
pub(crate) struct ExtractPaper<'a> {
    /// The school.
    pub head: Letterhead,
    /// The kind of mentor.
    pub kind: &'a MentorKind,
    /// Whose mentor is chosen.
    pub mentee: &'a Colleague,
    /// Whom the council recommends.
    pub candidate: &'a Colleague,
    /// The protocol in words; may be empty.
    pub protocol: String,
    /// The day of the meeting.
    pub day: NaiveDate,
    /// Criterion and mark in words; empty: no sheet was filled.
    pub marks: Vec<(String, String)>,
    /// The day of the sheet, where it is not that of the meeting.
    pub weighed_on: Option<NaiveDate>,
    /// «9 из 10»; empty with no marks.
    pub sum: String,
    /// What the council said of it.
    pub word: String,
    /// The rules in force.
    pub rules: &'a Effective,
}

impl ExtractPaper<'_> {
    /// The paper.
    pub fn paper(&self) -> Paper {
        let mut text = vec![
            paragraph(self.meeting()),
            paragraph(format!("СЛУШАЛИ: о\u{a0}выборе наставника. {}", self.heard())),
        ];
        text.extend(self.criteria());
        text.push(paragraph(super::unparted(&format!("РЕШИЛИ: {}", self.decided()))));
        if !self.word.is_empty() {
            text.push(paragraph(format!("Совет отметил: {}", self.word)));
        }
        text.push(signatures([
            Signature::of("Председатель методического совета", ""),
            Signature::of("Секретарь методического совета", ""),
            Signature::of("Выписка верна", ""),
        ]));
        Paper::of(self.day, "Выписка из протокола методического совета".to_owned())
            .from(self.head.clone())
            .with(Requisites::titled("ВЫПИСКА").about("из\u{a0}протокола заседания методического совета"))
            .portrait(text)
    }

    /// «Заседание 11 июня 2026 г., протокол № 9.»
    fn meeting(&self) -> String {
        let day = russian::date_long(self.day);
        if self.protocol.is_empty() {
            return format!("Заседание {}.", day.trim_end_matches('.'));
        }
        super::unparted(&format!("Заседание {day}, {}.", self.protocol.trim_end_matches('.')))
    }

    fn heard(&self) -> String {
        let (mentee, candidate) = (super::whom_plainly(self.mentee), super::whom_plainly(self.candidate));
        format!("Наставляемый: {mentee}. Кандидат: {candidate}, {}.", self.kind.title)
    }

    fn criteria(&self) -> Vec<Block> {
        if self.marks.is_empty() {
            return Vec::new();
        }
        let columns = vec![Column::text("Критерий", 70), Column::text("Отметка", 30)];
        let last = ("Сумма".to_owned(), self.sum.clone());
        let rows = self.marks.iter().cloned().chain([last]).map(|(label, mark)| Row::of([label, mark]));
        let clause = self.rules.mentoring.criteria.first().map(|one| one.rule.clause.clone());
        let table = Table::of(columns).titled("Критерии выбора наставника").filled(rows);
        let sheet = self.weighed_on.map(|day| {
            let day = russian::date(day);
            format!(" Отметки – по\u{a0}листу критериев от\u{a0}{day}.")
        });
        let note =
            clause.map(|clause| paragraph(format!("Критерии – {clause}.{}", sheet.unwrap_or_default())));
        std::iter::once(table.into()).chain(note).collect()
    }

    fn decided(&self) -> String {
        let mentee = super::whom(self.mentee, Case::Genitive);
        let candidate = super::whom(self.candidate, Case::Accusative);
        let as_what = cases::post(&self.kind.title, Case::Instrumental);
        format!("рекомендовать {candidate}, назначить {as_what} {mentee}.")
    }
}
