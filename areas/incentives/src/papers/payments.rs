//! The list of grounds for stimulating payments (Кемеровская область, п. 6.2): who, on what ground, for which time, proved by
//! what. No sums: they are the employer's.

use chrono::NaiveDate;
use packs::Effective;
use paper::{Align, Block, Cell, Column, Letterhead, Paper, Requisites, Row, Table};
use people::signing::Signer;
use web::russian;

use super::{post, signature};
use crate::actions::paying::Due;

/// Who signs it where no card tells the head.
pub(crate) const PAYMENTS: &str = "Руководитель методической службы";

/// The list as its paper tells it.
pub(crate) struct PaymentPaper<'a> {
    /// Who makes it.
    pub head: Letterhead,
    /// Who signs it.
    pub signer: Signer,
    /// Who is in it, with the name of the place of each.
    pub lines: &'a [(Due, String)],
    /// The rules in force.
    pub rules: &'a Effective,
    /// First and last day.
    pub period: (NaiveDate, NaiveDate),
    /// Today.
    pub day: NaiveDate,
}

/// «с 01.09.2025 по 18.06.2026»
pub(crate) fn span((from, to): (NaiveDate, NaiveDate)) -> String {
    format!("с\u{a0}{} по\u{a0}{}", russian::date(from), russian::date(to))
}

/// A line for each kind of work: its title, and what proves it.
pub(crate) fn grounds(due: &Due, rules: &Effective) -> Vec<(String, String)> {
    let mut found: Vec<(String, Vec<String>)> = Vec::new();
    for deed in &due.deeds {
        let title = rules.incentives.weights.iter().find(|one| one.rule.id == deed.kind);
        let title = title.map_or(deed.kind, |one| one.rule.title.as_str());
        let document = if deed.document.is_empty() { String::new() } else { format!(", {}", deed.document) };
        let proof = format!("{}{document}", deed.title);
        match found.iter_mut().find(|(known, _)| known == title) {
            Some((_, proofs)) => proofs.push(proof),
            None => found.push((title.to_owned(), vec![proof])),
        }
    }
    found.into_iter().map(|(title, proofs)| (title, proofs.join("; "))).collect()
}

impl PaymentPaper<'_> {
    /// The paper.
    pub fn paper(&self) -> Paper {
        let clause = self.rules.incentives.payments.first().map_or("", |one| one.rule.clause.as_str());
        let heading = format!("оснований для стимулирующих выплат за\u{a0}время {}", span(self.period));
        let text: Vec<Block> = vec![
            Block::Paragraph(format!("Участие в\u{a0}методической работе ({clause})."), Align::Left),
            Block::from(self.table()),
            signature(&self.signer, PAYMENTS),
        ];
        Paper::of(self.day, "Перечень оснований для стимулирующих выплат".to_owned())
            .from(self.head.clone())
            .with(Requisites::titled("ПЕРЕЧЕНЬ").about(heading))
            .landscape(text)
    }

    fn table(&self) -> Table {
        let columns = vec![
            Column::figures("№", 5),
            Column::text("Фамилия, имя, отчество", 22),
            Column::text("Должность, место работы", 23),
            Column::text("Основание", 18),
            Column::text("Подтверждение", 32),
        ];
        let mut rows = Vec::new();
        for (place, (due, unit)) in self.lines.iter().enumerate() {
            let grounds = grounds(due, self.rules);
            let post = post(&due.card, self.day).unwrap_or_default();
            for (index, (ground, proof)) in grounds.iter().enumerate() {
                let mut cells = Vec::new();
                if index == 0 {
                    let down = grounds.len();
                    cells.push(Cell::of((place + 1).to_string()).down(down));
                    cells.push(Cell::of(due.card.person.name().full()).down(down));
                    cells.push(Cell::of(format!("{post}, {unit}")).down(down));
                }
                cells.push(Cell::of(ground.clone()));
                cells.push(Cell::of(proof.clone()));
                rows.push(Row::cells(cells));
            }
        }
        Table::of(columns)
            .filled(rows)
            .noted("Размеров выплат перечень не\u{a0}называет: их устанавливает работодатель.")
    }
}
