//! The rules of each organisation a list names: a region has municipalities that go by a pack of their own.

use std::collections::HashMap;
use std::sync::Arc;

use packs::Effective;
use units::UnitId;

/// Posts, subjects and categories by organisation.
#[derive(Debug, Clone)]
pub struct Rulings {
    all: Vec<Arc<Effective>>,
    of: HashMap<UnitId, usize>,
}

impl Rulings {
    /// One set of rules for every row.
    pub fn one(rules: Arc<Effective>) -> Self {
        Self { all: vec![rules], of: HashMap::new() }
    }

    /// Those of the list's own place, and those of organisations that go by others.
    pub fn of(own: Arc<Effective>, others: impl IntoIterator<Item = (UnitId, Arc<Effective>)>) -> Self {
        let mut rulings = Self::one(own);
        for (unit, rules) in others {
            let known = rulings.all.iter().position(|one| Arc::ptr_eq(one, &rules));
            let at = known.unwrap_or(rulings.all.len());
            if known.is_none() {
                rulings.all.push(rules);
            }
            rulings.of.insert(unit, at);
        }
        rulings
    }

    /// Which of them the organisation goes by: the same number, the same rules.
    pub(super) fn number(&self, unit: Option<UnitId>) -> usize {
        unit.and_then(|unit| self.of.get(&unit)).copied().unwrap_or(0)
    }

    /// The rules of the organisation; of none, those of the list's own place.
    pub fn at(&self, unit: Option<UnitId>) -> &Effective {
        let found = self.all.get(self.number(unit)).or_else(|| self.all.first());
        found.expect("the first one is there since it was made")
    }
}

#[cfg(test)]
mod tests {
    use access::Level;
    use packs::{Library, Post, Sourced};
    use sheets::Caps;
    use units::Unit;

    use super::*;
    use crate::import::{Ground, Layout, Places, found, lines};

    fn unit(id: i64, name: &str) -> Unit {
        Unit {
            parent_id: Some(UnitId(1)),
            kind: "school".to_owned(),
            code: id.to_string(),
            name: name.to_owned(),
            short_name: name.to_owned(),
            ..Unit::bare(UnitId(id), &format!("/1/{id}/"), Level::Organisation)
        }
    }

    #[test]
    fn each_row_goes_by_the_rules_of_its_own_organisation() {
        let region = Library::embedded().unwrap().effective(&["amur-2020"]).unwrap();
        let mut own = (*region).clone();
        let ataman = Post {
            id: "ataman".to_owned(),
            title: "наставник казачьего класса".to_owned(),
            group: "teacher".to_owned(),
            aliases: Vec::new(),
            other_work: false,
            clause: "п. 1".to_owned(),
        };
        own.posts.push(Sourced { pack: "own".to_owned(), rule: ataman });
        let units = [unit(2, "Школа № 1"), unit(3, "Школа № 2")];
        let text = "Школа;ФИО;Должность\nШкола № 1;Семёнова Мария Петровна;наставник казачьего класса\n\
            Школа № 2;Лебедева Анна Ильинична;наставник казачьего класса\n";
        let book = sheets::read("a.csv", text.as_bytes(), &Caps::default()).unwrap();
        let layout: Layout = found(&book, &region).unwrap();
        let rules = Rulings::of(region, [(UnitId(3), Arc::new(own))]);
        let (places, today) = (Places::of(&units, None), "2026-11-28".parse().unwrap());
        let read = lines(&book, &layout, Ground { rules: &rules, places: &places, today }).lines;
        assert_eq!((read[0].post.as_deref(), read[0].faults.len()), (None, 1));
        assert_eq!((read[1].post.as_deref(), read[1].faults.len()), (Some("ataman"), 0));
    }
}
