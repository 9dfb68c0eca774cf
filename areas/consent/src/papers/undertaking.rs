//! The obligation to keep data confidential, to sign (152-ФЗ, ст. 7).

use chrono::NaiveDate;
use packs::Confidentiality;
use paper::{Align, Block, Letterhead, Paper, Requisites, Signature, numbered, paragraph, signatures};
use web::russian;

use super::LINE;

/// An obligation.
pub(crate) struct Undertaking<'a> {
    /// Its words.
    pub asked: &'a Confidentiality,
    /// Who undertakes.
    pub name: String,
    /// The day it was accepted in the program; none: not yet.
    pub accepted_on: Option<NaiveDate>,
    /// The head of the organisation's papers.
    pub head: Letterhead,
    /// The day it is printed.
    pub day: NaiveDate,
}

impl Undertaking<'_> {
    /// The paper.
    pub fn paper(&self) -> Paper {
        let mut blocks = vec![
            Block::Paragraph(format!("Я, {}, должность: {LINE},", self.name), Align::Left),
            paragraph(format!(
                "по\u{a0}основанию: {}, принимаю на\u{a0}себя обязательство:",
                self.asked.clause
            )),
            numbered(self.asked.text.clone()),
        ];
        blocks.push(match self.accepted_on {
            Some(day) => {
                paragraph(format!("Принято в\u{a0}программе «Методсеть» {}", russian::date_long(day)))
            }
            None => paragraph("«____» ______________ 20___ г."),
        });
        blocks.push(signatures([Signature::of("Подпись", self.name.clone())]));
        let about = self.asked.title.strip_prefix("Обязательство ").unwrap_or(&self.asked.title);
        Paper::of(self.day, self.asked.title.clone())
            .from(self.head.clone())
            .with(Requisites::titled("ОБЯЗАТЕЛЬСТВО").about(about.to_owned()))
            .portrait(blocks)
    }
}
