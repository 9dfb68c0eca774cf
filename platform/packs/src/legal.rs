//! `documents.toml`, `[[act]]`: the legal base a document may rest on – acts of the federation, the region, others.

use serde::{Deserialize, Serialize};

use crate::Day;

/// An act somebody else issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LegalAct {
    /// Id (`fz-273`).
    pub id: String,
    /// «Федеральный закон»
    pub kind: String,
    /// «Об образовании в Российской Федерации»
    pub title: String,
    /// Who issued it: the catalogue is ordered by it.
    pub issuer: String,
    /// Its number; may be absent.
    #[serde(default)]
    pub number: String,
    /// The day it was signed.
    pub date: Day,
    /// Its last day in force; none: in force, as far as the pack knows.
    #[serde(default)]
    pub valid_to: Option<Day>,
    /// Whose acts it stands among: `federal`, `region`, `ministry`, `municipality`; empty: by the issuer alone.
    #[serde(default)]
    pub rank: String,
    /// Clause that cites it.
    pub clause: String,
}

impl LegalAct {
    /// «Федеральный закон от 29.12.2012 № 273-ФЗ «Об образовании в Российской Федерации»»
    pub fn line(&self) -> String {
        let date = self.date.0.format("%d.%m.%Y");
        let number =
            if self.number.is_empty() { String::new() } else { format!(" №\u{a0}{}", self.number) };
        format!("{} от\u{a0}{date}{number} «{}»", self.kind, self.title)
    }
}
