//! What every order of mentoring has around its points: head, requisites, signature, the place where it is checked.

use chrono::NaiveDate;
use packs::Effective;
use paper::{Letterhead, Paper, Requisites, numbered, paragraph};
use people::signing::Signer;
use web::{Cx, Mode, Result};

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
        })
    }

    /// The paper: «О наставничестве», on what it rests, its points.
    pub fn paper(self, about: &str, opening: &str, points: Vec<String>) -> Paper {
        let mut requisites = Requisites::of("ПРИКАЗ").about(about);
        if let Some(number) = self.number {
            requisites = requisites.registered(self.day, number);
        }
        let text = vec![
            paragraph(super::unparted(&format!("{opening} ПРИКАЗЫВАЮ:"))),
            numbered(points.iter().map(|point| super::unparted(point))),
            super::signature(&self.signer),
        ];
        let title = format!("Приказ {}", crate::actions::pairing::lower(about));
        let paper = Paper::of(self.day, title).from(self.head).with(requisites).portrait(text);
        if self.check_address.is_empty() { paper } else { paper.checked_at(self.check_address) }
    }
}
