//! What is printed of the life of a pair: reports, the growth card, the analysis of a lesson – facts, texts, who signs.

use chrono::NaiveDate;
use paper::{
    Align, Approval, Block, Column, Letterhead, Paper, Requisites, Row, Signature, Table, heading, paragraph,
    signatures,
};

/// A paper of the life of a pair.
pub(crate) struct LifePaper {
    /// The school.
    pub head: Letterhead,
    /// The day it is printed.
    pub day: NaiveDate,
    /// «ОТЧЁТ»
    pub kind: &'static str,
    /// «наставника о работе с молодым специалистом»
    pub about: String,
    /// Who approved it.
    pub approval: Option<Approval>,
    /// «Период: I полугодие 2026/27»
    pub facts: Vec<(String, String)>,
    /// A table of two columns with its heads; without lines it is not printed.
    pub table: ([&'static str; 2], Vec<(String, String)>),
    /// Texts under their headings; a heading may be empty.
    pub texts: Vec<(&'static str, String)>,
    /// Who signs.
    pub signers: Vec<Signature>,
}

impl LifePaper {
    /// The paper.
    pub fn paper(self) -> Paper {
        let title = format!("{} {}", web::russian::capital(&self.kind.to_lowercase()), self.about)
            .trim_end()
            .to_owned();
        let mut requisites = Requisites::titled(self.kind).about(self.about);
        if let Some(approval) = self.approval {
            requisites = requisites.approved(approval);
        }
        let is_told = |(_, value): &&(String, String)| !value.trim().is_empty();
        let fact = |(label, value): &(String, String)| {
            Block::Paragraph(super::unparted(&format!("{label}: {value}")), Align::Left)
        };
        let mut blocks: Vec<Block> = self.facts.iter().filter(is_told).map(fact).collect();
        let ([first, second], lines) = self.table;
        if !lines.is_empty() {
            let rows = lines.into_iter().map(|(label, value)| Row::of([label, value]));
            blocks
                .push(Table::of(vec![Column::text(first, 35), Column::text(second, 65)]).filled(rows).into());
        }
        for (title, text) in self.texts.into_iter().filter(|(_, text)| !text.trim().is_empty()) {
            if !title.is_empty() {
                blocks.push(heading(2, title));
            }
            let lines = text.lines().filter(|line| !line.trim().is_empty());
            blocks.extend(lines.map(|line| paragraph(super::unparted(line.trim()))));
        }
        blocks.push(signatures(self.signers));
        Paper::of(self.day, title).from(self.head).with(requisites).portrait(blocks)
    }
}
