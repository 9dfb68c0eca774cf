//! `advice.toml`: what would earn a lost point: the recommendation's text and the action it offers.

use serde::{Deserialize, Serialize};

/// Advice for one indicator of one template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Advice {
    /// Template id inside the pack.
    pub template: String,
    /// Indicator's number.
    pub indicator: String,
    /// Text of the address recommendation.
    pub text: String,
    /// What the button starts.
    pub action: Action,
    /// Clause.
    pub clause: String,
}

/// What the button on a lost point starts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Action {
    /// Kind of action.
    pub kind: ActionKind,
    /// Kind of document the card is opened with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// Topic the document is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
}

/// Kinds of actions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActionKind {
    /// Open a document card.
    Document,
    /// Add a plan item.
    Plan,
    /// Nothing to start: an expert judges.
    Talk,
}
