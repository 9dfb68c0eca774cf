//! The consents of mentor and mentee on one sheet (ТК РФ, ст. 351.8: письменное согласие наставника; Амурская область,
//! приложение 2, п. 3.1: обоюдное согласие).

use cases::Case;
use chrono::NaiveDate;
use packs::Effective;
use paper::{Letterhead, Paper, Requisites, Signature, heading, paragraph, signatures};
use people::staff::Colleague;

use super::{span, whom};
use crate::actions::ordering::Whole;
use crate::rules::{Step, Steps, Term};

/// The sheet as it is to be signed.
pub(crate) struct ConsentPaper<'a> {
    /// The school.
    pub head: Letterhead,
    /// The pair.
    pub whole: &'a Whole,
    /// The mentor who signs.
    pub mentor: &'a Colleague,
    /// The rules in force.
    pub rules: &'a Effective,
    /// The term; none: the order will tell it.
    pub term: Option<Term>,
    /// The day it is printed.
    pub day: NaiveDate,
}

impl ConsentPaper<'_> {
    /// The paper: the mentor's consent, and the mentee's where the rules ask for it, each with the place for its day and signature.
    pub fn paper(&self) -> Paper {
        let (mentor, mentee) = (self.mentor, &self.whole.mentee);
        let kind = super::kind(self.rules, &self.whole.pair);
        let category = super::category(self.rules, &self.whole.pair);
        let term = self.term.map_or_else(
            || " на\u{a0}срок, который назовёт приказ,".to_owned(),
            |term| span(term.from, term.to) + ".",
        );
        let notice = super::notice(self.rules);
        let mut text = vec![
            paragraph(format!(
                "Я, {}, {} быть {} {} (категория – {category}){term} и\u{a0}выполнять эту работу по\u{a0}поручению работодателя. Содержание, сроки, форму и\u{a0}оплату определит дополнительное соглашение к\u{a0}трудовому договору или они входят в\u{a0}обязанности по\u{a0}моей должности (статья 351.8 Трудового кодекса Российской Федерации).",
                whom(mentor, Case::Nominative),
                agrees(mentor),
                cases::post(kind, Case::Instrumental),
                whom(mentee, Case::Genitive),
            )),
            paragraph(format!(
                "Мне разъяснено, что я вправе досрочно отказаться от\u{a0}наставничества, а\u{a0}работодатель – досрочно его отменить, предупредив другую сторону письменно{notice}."
            )),
            signatures([Signature::of(signed("Наставник"), mentor.person.name().short())]),
        ];
        if Steps::of(&self.rules.mentoring).has(Step::Mentee) {
            text.push(heading(2, "Согласие наставляемого"));
            text.push(paragraph(format!(
                "Я, {}, {}, чтобы моим наставником {} {}.",
                whom(mentee, Case::Nominative),
                agrees(mentee),
                mentor.person.name().said(["был", "была", "был(а)"]),
                whom(mentor, Case::Nominative),
            )));
            let place = Signature::of(signed("Наставляемый"), mentee.person.name().short());
            text.push(signatures([place]));
        }
        Paper::of(self.day, "Согласие на\u{a0}наставничество")
            .from(self.head.clone())
            .with(Requisites::titled("СОГЛАСИЕ").about("на\u{a0}наставничество"))
            .portrait(text)
    }
}

/// «согласна»
fn agrees(card: &Colleague) -> &'static str {
    card.person.name().said(["согласен", "согласна", "согласен(на)"])
}

/// «Наставник «___» ____________ 20___ г.»
fn signed(who: &str) -> String {
    format!("{who}, «___»\u{a0}______________\u{a0}20___\u{a0}г.")
}
