//! The order on encouragement (ТК РФ, ст. 191): whom, by which award, on what ground.

use cases::Case;
use chrono::NaiveDate;
use packs::Effective;
use paper::{Letterhead, Paper, Requisites, numbered, paragraph};
use people::signing::Signer;
use web::russian;

use super::{signature, signer, whom};
use crate::actions::ordering::Told;
use crate::places::Places;

/// An order as its paper tells it.
pub(crate) struct OrderPaper<'a> {
    /// Who issues it.
    pub head: Letterhead,
    /// Who signs it.
    pub signer: Signer,
    /// Its level.
    pub level: &'a str,
    /// About whom.
    pub told: &'a [Told],
    /// Where they work, if not where the order is issued.
    pub places: &'a Places,
    /// The rules in force.
    pub rules: &'a Effective,
    /// The day of the order.
    pub day: NaiveDate,
    /// Number, when it is registered.
    pub number: Option<&'a str>,
    /// Where the paper is checked; empty: nowhere.
    pub check_address: String,
}

impl OrderPaper<'_> {
    /// The paper.
    pub fn paper(&self) -> Paper {
        let mut requisites = Requisites::of("ПРИКАЗ").about("О\u{a0}поощрении");
        if let Some(number) = self.number {
            requisites = requisites.registered(self.day, number.to_owned());
        }
        let text = vec![
            paragraph(
                "В\u{a0}соответствии со\u{a0}статьёй 191 Трудового кодекса Российской Федерации ПРИКАЗЫВАЮ:",
            ),
            numbered(self.points()),
            paragraph(self.grounds()),
            signature(&self.signer, signer(self.level)),
        ];
        let paper = Paper::of(self.day, "Приказ о\u{a0}поощрении".to_owned())
            .from(self.head.clone())
            .with(requisites)
            .portrait(text);
        if self.check_address.is_empty() { paper } else { paper.checked_at(self.check_address.clone()) }
    }

    /// A point an award and a ground, with everybody of it.
    fn points(&self) -> Vec<String> {
        let mut groups: Vec<(&str, &str, Vec<String>)> = Vec::new();
        for told in self.told {
            let one = &told.one;
            let who = whom(&told.card, (Case::Accusative, self.day), self.places);
            match groups.iter_mut().find(|group| group.0 == one.kind_title && group.1 == one.ground) {
                Some(group) => group.2.push(who),
                None => groups.push((&one.kind_title, &one.ground, vec![who])),
            }
        }
        let point = |(title, ground, people): (&str, &str, Vec<String>)| {
            let told = self.rules.incentives.ground(ground);
            let ground =
                told.map_or_else(String::new, |one| format!("; основание: {}, {}", one.title, one.clause));
            format!("Поощрить (вид поощрения: {title}{ground}): {}.", people.join("; "))
        };
        let mut points: Vec<String> = groups.into_iter().map(point).collect();
        points.push("Ознакомить с\u{a0}приказом поощряемых и\u{a0}объявить его коллективу.".to_owned());
        points.push("Контроль за\u{a0}исполнением приказа оставляю за\u{a0}собой.".to_owned());
        points
    }

    fn grounds(&self) -> String {
        let line = |told: &Told| {
            let name = told.card.person.name().short();
            let note = &told.one.ground_note;
            let note = if note.is_empty() { String::new() } else { format!(", {note}") };
            format!("представление от\u{a0}{} ({name}){note}", russian::date(told.one.proposed_on))
        };
        let all: Vec<String> = self.told.iter().map(line).collect();
        format!("Основание: {}.", all.join("; "))
    }
}
