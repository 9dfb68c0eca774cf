//! A representation on paper: who, to which award, on what ground, for what; signed by whoever represents.

use chrono::NaiveDate;
use packs::Effective;
use paper::{Align, Block, Letterhead, Paper, Requisites, paragraph};
use people::signing::Signer;
use web::russian;

use super::{post, signature, signer};
use crate::actions::ordering::Told;
use crate::rules::level_title;

/// A representation as its paper tells it.
pub(crate) struct RepresentationPaper<'a> {
    /// Who represents.
    pub head: Letterhead,
    /// Who signs it.
    pub signer: Signer,
    /// Its level.
    pub level: &'a str,
    /// Where the person works.
    pub workplace: &'a str,
    /// What is represented.
    pub told: &'a Told,
    /// The rules in force.
    pub rules: &'a Effective,
    /// Today.
    pub day: NaiveDate,
}

impl RepresentationPaper<'_> {
    /// The paper.
    pub fn paper(&self) -> Paper {
        let one = &self.told.one;
        let title = format!("к\u{a0}поощрению: {}", one.kind_title);
        let mut text: Vec<Block> = self.facts();
        text.push(Block::Paragraph("За\u{a0}что представляется:".to_owned(), Align::Left));
        text.extend(
            one.merits.lines().filter(|line| !line.trim().is_empty()).map(|line| paragraph(line.trim())),
        );
        text.push(paragraph(format!("Дата представления: {}.", russian::date(one.proposed_on))));
        text.push(signature(&self.signer, signer(self.level)));
        Paper::of(self.day, format!("Представление {title}"))
            .from(self.head.clone())
            .with(Requisites::titled("ПРЕДСТАВЛЕНИЕ").about(title))
            .portrait(text)
    }

    fn facts(&self) -> Vec<Block> {
        let (one, card) = (&self.told.one, &self.told.card);
        let ground = self.rules.incentives.ground(&one.ground);
        let years = card.service_since(self.rules, self.day).map(|since| {
            let years = people::rules::seniority::years(since, &card.breaks(), self.day);
            russian::counted(i64::from(years), "год", "года", "лет")
        });
        let decides = self.rules.incentives.award(&one.kind).map_or("", |kind| level_title(&kind.level));
        let facts = [
            ("Фамилия, имя, отчество", card.person.name().full()),
            (
                "Должность, место работы",
                format!("{}, {}", post(card, self.day).unwrap_or_default(), self.workplace),
            ),
            ("Педагогический стаж", years.unwrap_or_default()),
            ("Категория", card.category(self.rules, self.day).1),
            ("Основание", ground.map(|one| format!("{} ({})", one.title, one.clause)).unwrap_or_default()),
            ("Документ", one.ground_note.clone()),
            ("Решает", decides.to_owned()),
        ];
        let told = facts.into_iter().filter(|(_, value)| !value.trim_matches([',', ' ']).is_empty());
        told.map(|(label, value)| Block::Paragraph(format!("{label}: {value}."), Align::Left)).collect()
    }
}
