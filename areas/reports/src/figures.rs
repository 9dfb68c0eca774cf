//! The figures a report's words may name: each with its value, its source and what it is. A name is read without regard to case
//! and «ё», so that it can be typed by hand.

pub(crate) mod measured;
mod object;
mod topics;
pub(crate) mod whole;

use std::collections::HashMap;

use crate::content::Run;
use crate::source::View;

/// A figure with its source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// How a text names it: «средний процент».
    pub name: String,
    /// What it is now: «67,2 %».
    pub value: String,
    /// What it is: campaign, revision, indicator, object.
    pub about: String,
    /// Where it comes from.
    pub url: String,
}

/// All figures of a report.
#[derive(Debug, Clone, Default)]
pub struct Figures {
    all: Vec<Figure>,
    by_key: HashMap<String, usize>,
}

impl Figures {
    /// The figures a view gives.
    pub fn of(view: View<'_>) -> Self {
        let mut figures = Self::default();
        whole::add(&mut figures, view);
        match view.object {
            Some(object) => object::add(&mut figures, view, object),
            None => whole::add_objects(&mut figures, view),
        }
        measured::add(&mut figures, view);
        if view.has_topics() {
            topics::add(&mut figures, view);
        }
        figures
    }

    /// All, in the order they are offered.
    pub fn all(&self) -> &[Figure] {
        &self.all
    }

    /// The figure of this name.
    pub fn find(&self, name: &str) -> Option<&Figure> {
        self.by_key.get(&db::fold(&name.replace('\u{a0}', " "))).and_then(|at| self.all.get(*at))
    }

    /// As it stands in a text: the figure, or its name marked as unknown.
    pub fn run(&self, name: &str) -> Run {
        match self.find(name) {
            Some(figure) => Run {
                text: figure.value.clone(),
                url: figure.url.clone(),
                about: figure.about.clone(),
                is_unknown: false,
            },
            None => Run { text: name.to_owned(), is_unknown: true, ..Run::default() },
        }
    }

    /// Adds one; of two of one name the first counts.
    fn add(&mut self, name: impl Into<String>, value: impl Into<String>, about: &str, url: String) {
        let name = name.into();
        let key = db::fold(&name);
        if self.by_key.contains_key(&key) {
            return;
        }
        self.by_key.insert(key, self.all.len());
        self.all.push(Figure { name, value: value.into(), about: about.to_owned(), url });
    }
}

/// The figures as options of a list: name and «имя – значение».
pub(crate) fn options(figures: &Figures) -> Vec<(String, String)> {
    let option = |one: &Figure| (one.name.clone(), format!("{} – {}", one.name, one.value));
    figures.all().iter().map(option).collect()
}
