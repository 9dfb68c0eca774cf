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
    /// «Об образовании в Российской Федерации»; empty: the kind says all.
    #[serde(default)]
    pub title: String,
    /// Who issued it: the catalogue is ordered by it.
    pub issuer: String,
    /// Its number; may be absent.
    #[serde(default)]
    pub number: String,
    /// The day it was signed; none: the source names none.
    #[serde(default)]
    pub date: Option<Day>,
    /// The edition the source cites: «ред. от 19.07.2018»; empty: none.
    #[serde(default)]
    pub edition: String,
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
        let date = self.date.map_or_else(String::new, |day| format!(" от\u{a0}{}", day.0.format("%d.%m.%Y")));
        let number =
            if self.number.is_empty() { String::new() } else { format!(" №\u{a0}{}", self.number) };
        let edition = if self.edition.is_empty() { String::new() } else { format!(" ({})", self.edition) };
        if self.title.is_empty() {
            return format!("{}{date}{number}{edition}", self.kind);
        }
        format!("{}{date}{number} «{}»{edition}", self.kind, self.title)
    }
}
