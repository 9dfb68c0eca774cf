//! What every order of mentoring has around its points: head, requisites, signature, the place where it is checked.

use chrono::NaiveDate;
use packs::Effective;
use paper::{Letterhead, Paper, Requisites, Signature, heading, numbered, paragraph, signatures};
use people::signing::Signer;
use people::staff::Colleague;
use web::{Cx, Mode, Result, russian};

use crate::actions::heads;
use crate::actions::ordering::Whole;

/// The frame of an order.
pub(crate) struct Frame {
    /// The school.
    pub head: Letterhead,
    /// Who signs it.
    pub signer: Signer,
    /// The day of the order.
    pub day: NaiveDate,
    /// Number, when it is registered.
    pub number: Option<String>,
    /// Where the paper is checked; empty: nowhere.
    pub check_address: String,
    /// «; приказ от 13.07.2020 № 696, Министерство образования Амурской области»: whose act the clauses are of; empty: the law's.
    pub act: String,
    /// Whoever signs that they have read the order.
    pub acquainted: Vec<String>,
}

impl Frame {
    /// Of an order of a day for the pair's school; without a number it is a draft.
    pub fn of<M: Mode>(
        cx: &mut Cx<M>,
        whole: &Whole,
        (rules, day): (&Effective, NaiveDate),
        (number, check_address): (Option<&str>, String),
    ) -> Result<Self> {
        Ok(Self {
            head: units::letterhead(cx.conn(), whole.unit.id)?,
            signer: heads::signer(cx, &whole.unit, (rules, day))?,
            day,
            number: number.map(str::to_owned),
            check_address,
            act: act(cx, rules),
            acquainted: whole.now().map(|(_, card)| card).chain([&whole.mentee]).map(known).collect(),
        })
    }

    /// The paper: «О наставничестве», on what it rests, its points.
    pub fn paper(self, about: &str, opening: &str, points: Vec<String>) -> Paper {
        let mut requisites = Requisites::of("ПРИКАЗ").about(about);
        if let Some(number) = self.number {
            requisites = requisites.registered(self.day, number);
        }
        let mut text = vec![
            paragraph(super::unparted(&format!("{opening} ПРИКАЗЫВАЮ:"))),
            numbered(points.iter().map(|point| super::unparted(point))),
            super::signature(&self.signer),
        ];
        if !self.acquainted.is_empty() {
            text.push(heading(2, "С\u{a0}приказом ознакомлены:"));
            let place = "«___»\u{a0}______________\u{a0}20___\u{a0}г.";
            text.push(signatures(self.acquainted.iter().map(|name| Signature::of(place, name.clone()))));
        }
        let title = format!("Приказ {}", crate::actions::pairing::lower(about));
        let paper = Paper::of(self.day, title).from(self.head).with(requisites).portrait(text);
        if self.check_address.is_empty() { paper } else { paper.checked_at(self.check_address) }
    }
}

fn known(card: &Colleague) -> String {
    card.person.name().short()
}

/// The act of the nearest pack that has a number.
fn act<M: Mode>(cx: &Cx<M>, rules: &Effective) -> String {
    let packs = rules.chain.iter().filter_map(|id| cx.house().packs.pack(id));
    let numbered = packs.map(|pack| &pack.manifest).find(|one| !one.number.is_empty());
    numbered.map_or_else(String::new, |one| {
        let day = one.date.as_ref().map(|day| format!(" от\u{a0}{}", russian::date(day.0)));
        format!("; приказ{} №\u{a0}{}, {}", day.unwrap_or_default(), one.number, one.issuer)
    })
}
