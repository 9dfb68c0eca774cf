//! Where in a table a fault is: for the editor, which puts the sentence at the field.

use super::template::Found;
use super::{ground, template};
use crate::source::At;
use crate::{Effective, FactDecl, Template};

/// What is wrong with a table being edited.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The part of the table.
    pub place: Place,
    /// Key of the field inside it.
    pub key: String,
    /// Full Russian sentence.
    pub sentence: String,
}

/// A part of a table, by its position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The table as a whole.
    Table,
    /// A level.
    Level(usize),
    /// A band.
    Band(usize),
    /// A criterion.
    Criterion(usize),
    /// An indicator of a criterion.
    Indicator(usize, usize),
}

/// Everything wrong with a table under the rules in force for its owner: the checks of a pack, told for the screen.
pub fn faults(table: &Template, rules: &Effective, facts: &[FactDecl]) -> Vec<Fault> {
    let found: Found = template::check(table, &ground::Table { rules, facts });
    let mut faults: Vec<Fault> = found.into_iter().map(|(path, sentence)| fault(&path, sentence)).collect();
    faults.sort();
    faults.dedup();
    faults
}

fn fault(path: &[At], sentence: String) -> Fault {
    let (place, rest) = match path {
        [At::Key(list), At::Item(c), At::Key(inner), At::Item(i), rest @ ..]
            if list == "criterion" && inner == "indicator" =>
        {
            (Place::Indicator(*c, *i), rest)
        }
        [At::Key(list), At::Item(c), rest @ ..] if list == "criterion" => (Place::Criterion(*c), rest),
        [At::Key(list), At::Item(index), rest @ ..] if list == "level" => (Place::Level(*index), rest),
        [At::Key(list), At::Item(index), rest @ ..] if list == "band" => (Place::Band(*index), rest),
        rest => (Place::Table, rest),
    };
    let key = rest.iter().find_map(|step| match step {
        At::Key(key) => Some(key.clone()),
        At::Item(_) => None,
    });
    Fault { place, key: key.unwrap_or_default(), sentence }
}
