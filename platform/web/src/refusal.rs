//! Refusals: an area's rule said no, in a full Russian sentence with the clause and the way out.

use std::fmt::{Debug, Display};

/// A way out of a refusal: the words of the link and its address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// «Завершить одну из пар»
    pub label: String,
    /// Where it leads.
    pub url: String,
}

/// Implemented by each area's refusals; `Display` is the sentence.
pub trait Refusal: Display + Debug + Send + Sync + 'static {
    /// The clause it rests on: «п. 3.5 Положения о наставничестве»; empty when the rule is the program's own.
    fn clause(&self) -> String {
        String::new()
    }

    /// Links to what can be done instead.
    fn ways(&self) -> Vec<Way> {
        Vec::new()
    }
}
