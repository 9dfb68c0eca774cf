//! Figures: what an area can tell about a person's place in one line each, for Home.

use access::Person;
use chrono::NaiveDate;
use db::{Conn, Result};

/// A figure with what is behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HomeFigure {
    /// «Педагогов»
    pub label: String,
    /// «38»
    pub value: String,
    /// Where the objects behind it are.
    pub url: String,
}

/// An area's offer of figures for Home.
pub trait FigureOffer: Send + Sync {
    /// The figures of the person's main scope.
    fn figures(&self, conn: &mut Conn, person: &Person, today: NaiveDate) -> Result<Vec<HomeFigure>>;
}
