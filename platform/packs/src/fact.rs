//! Facts the program offers to indicators: name, parameters, type of value. Areas declare them, `app` hands
//! the list to the checker; a pack may name only what is in the list.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A fact about a unit in a period that some area can compute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactDecl {
    /// `area.fact`, for example `documents.in_force`.
    pub name: &'static str,
    /// Parameters it takes.
    pub params: &'static [ParamDecl],
    /// What it answers.
    pub value: FactValue,
}

/// A parameter of a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParamDecl {
    /// Name in `with = { … }`.
    pub name: &'static str,
    /// Type.
    pub value: ParamType,
    /// Whether it must be given.
    pub required: bool,
}

/// Type of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParamType {
    /// One or several kinds of documents of the pack.
    DocumentKinds,
    /// Free text.
    Text,
    /// Whole number.
    Number,
    /// One or several posts of the staff list.
    Posts,
    /// One or several kinds of units.
    UnitKinds,
    /// One or several kinds of structures.
    StructureKinds,
}

impl ParamType {
    /// Whether its values are names of things the pack or its parents describe.
    pub(crate) fn is_named(self) -> bool {
        !matches!(self, Self::Text | Self::Number)
    }
}

/// What a fact answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FactValue {
    /// Whether something is there.
    Presence,
    /// A number.
    Number,
    /// Numerator and denominator.
    Share,
}

/// A parameter's value in a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ParamValue {
    /// Text or one id.
    Text(String),
    /// Whole number.
    Number(i64),
    /// Several ids: any of them answers.
    Any(Vec<String>),
}

impl ParamValue {
    /// The texts given, one or several; empty for a number.
    pub fn texts(&self) -> &[String] {
        match self {
            Self::Text(one) => std::slice::from_ref(one),
            Self::Any(many) => many,
            Self::Number(_) => &[],
        }
    }
}

impl fmt::Display for FactValue {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Presence => "наличие",
            Self::Number => "число",
            Self::Share => "долю",
        })
    }
}
