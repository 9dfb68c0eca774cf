//! What a place has, before it is written into lists: its structures with their heads, who else belongs to them, their links.

use chrono::NaiveDate;
use structures::rules::LinkKind;
use units::Unit;

use super::since;
use crate::demo::chance::Chance;
use crate::demo::names;

/// A structure in the book, by its place there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct At(pub usize);

/// A structure as a list names it.
#[derive(Debug, Clone)]
pub(super) struct Row<'t> {
    pub unit: &'t Unit,
    pub kind: String,
    pub name: String,
    pub directions: String,
    pub parent: Option<At>,
    pub started_on: NaiveDate,
    pub ends_on: Option<NaiveDate>,
    pub task: String,
    pub head: String,
    pub post: String,
    /// The document it is founded by; empty: none.
    pub founded: String,
    /// Directions of the service, in the pack's words; empty: none.
    pub service: &'static str,
}

/// Somebody who belongs to a structure without heading it.
#[derive(Debug, Clone)]
pub(super) struct Belonging {
    pub of: At,
    pub name: String,
    pub role: String,
    pub post: String,
    pub since: NaiveDate,
}

/// Where a link leads.
#[derive(Debug, Clone, Copy)]
pub(super) enum To<'t> {
    Structure(At),
    Unit(&'t Unit),
}

/// A link beside the tree.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tie<'t> {
    pub from: At,
    pub kind: LinkKind,
    pub to: To<'t>,
    pub since: NaiveDate,
}

/// What is said of a structure.
pub(super) struct Body<'a> {
    pub kind: &'a str,
    pub name: String,
    pub directions: &'a str,
    pub parent: Option<At>,
}

impl<'a> Body<'a> {
    pub(super) fn of(kind: &'a str, name: impl Into<String>) -> Self {
        Self { kind, name: name.into(), directions: "", parent: None }
    }
}

/// The register being written.
pub(super) struct Book<'t> {
    chance: Chance,
    pub rows: Vec<Row<'t>>,
    pub members: Vec<Belonging>,
    pub ties: Vec<Tie<'t>>,
}

impl<'t> Book<'t> {
    pub(super) fn of(seed: u64, purpose: u64) -> Self {
        let chance = Chance::of(seed, purpose);
        Self { chance, rows: Vec::new(), members: Vec::new(), ties: Vec::new() }
    }

    /// Enters a structure of a unit with an invented head in this post.
    pub(super) fn enter(&mut self, unit: &'t Unit, body: &Body<'_>, post: &str) -> At {
        let head = self.somebody();
        self.rows.push(Row {
            unit,
            kind: body.kind.to_owned(),
            name: body.name.clone(),
            directions: body.directions.to_owned(),
            parent: body.parent,
            started_on: since(),
            ends_on: None,
            task: String::new(),
            head,
            post: post.to_owned(),
            founded: String::new(),
            service: "",
        });
        At(self.rows.len() - 1)
    }

    /// An invented person in a role, whom the structure does not have yet.
    pub(super) fn take_in(&mut self, of: At, (role, post): (&str, &str)) {
        let name = loop {
            let name = self.somebody();
            let is_head = self.rows.get(of.0).is_some_and(|row| row.head == name);
            if !is_head && !self.members.iter().any(|one| one.of == of && one.name == name) {
                break name;
            }
        };
        let since = self.rows.get(of.0).map_or_else(since, |row| row.started_on);
        self.members.push(Belonging { of, name, role: role.to_owned(), post: post.to_owned(), since });
    }

    fn somebody(&mut self) -> String {
        let name = names::next(&mut self.chance);
        format!("{} {} {}", name.last, name.first, name.middle)
    }

    /// Says which directions of the service a structure belongs to.
    pub(super) fn serves(&mut self, of: At, service: &'static str) {
        if let Some(row) = self.rows.get_mut(of.0) {
            row.service = service;
        }
    }

    /// Makes the structure entered last a temporary one.
    pub(super) fn temporary(&mut self, from: NaiveDate, to: NaiveDate, task: &str) {
        if let Some(last) = self.rows.last_mut() {
            (last.started_on, last.ends_on) = (from, Some(to));
            task.clone_into(&mut last.task);
        }
    }

    /// Links a structure with another or with a unit.
    pub(super) fn tie(&mut self, from: At, kind: LinkKind, to: To<'t>) {
        self.ties.push(Tie { from, kind, to, since: since() });
    }

    /// Where the structure of this name stands.
    pub(super) fn named(&self, name: &str) -> Option<At> {
        self.rows.iter().position(|row| row.name == name).map(At)
    }
}
