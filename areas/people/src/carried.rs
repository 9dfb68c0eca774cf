//! Whose work a joining or a division of organisations carried on under a place from outside of it: what is told of them there –
//! studies, pairs that are over – is told of the place they came from too.

use std::collections::BTreeSet;

use db::{Conn, Ranges, Result};

use crate::store::mergers;

/// The people, each with the path of a unit their work was carried on from.
#[derive(Debug, Clone, Default)]
pub struct Carried(BTreeSet<(i64, String)>);

impl Carried {
    /// Under a path: few rows, by their own index.
    pub fn into(conn: &mut Conn, path: &str) -> Result<Self> {
        let mut found = mergers::carried(conn, &Ranges::under([path]))?;
        found.retain(|(_, from)| !from.starts_with(path));
        Ok(Self(found.into_iter().collect()))
    }

    /// Whether somebody's work came from a unit.
    pub fn holds(&self, person: i64, unit_path: &str) -> bool {
        self.0.contains(&(person, unit_path.to_owned()))
    }

    /// The people, each once.
    pub fn people(&self) -> Vec<i64> {
        let mut people: Vec<i64> = self.0.iter().map(|(person, _)| *person).collect();
        people.dedup();
        people
    }
}
