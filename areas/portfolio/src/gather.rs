//! The portfolio gathered: what all areas know of the person and what the person added, in sections, in the order chosen.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use people::Person;
use registry::{PortfolioItem, Section};
use web::{Cx, Mode, Result, russian};

use crate::model::Item;
use crate::store;

/// A section that has something.
pub(crate) struct Shelf {
    /// Which.
    pub section: Section,
    /// What stands there.
    pub entries: Vec<Entry>,
}

/// One thing of the portfolio.
pub(crate) struct Entry {
    /// What it is.
    pub item: PortfolioItem,
    /// The person's own, with what it was added as.
    pub own: Option<Item>,
    /// Nobody else sees it.
    pub is_hidden: bool,
}

/// Everything of the person, hidden items among it.
pub(crate) fn whole<M: Mode>(cx: &mut Cx<M>, person: &Person) -> Result<Vec<Shelf>> {
    let (house, today) = (cx.house_handle(), cx.today_at(&person.unit_path)?);
    let mut found = Vec::new();
    for offer in &house.registry.portfolio {
        let items = offer.items(cx.conn(), person.id.0, today)?;
        found.extend(items.into_iter().map(|item| Entry { item, own: None, is_hidden: false }));
    }
    let own = store::items_of(cx.conn(), person.id)?;
    found.extend(own.into_iter().map(|own| Entry { item: told(&own), own: Some(own), is_hidden: false }));
    let choices = store::choices_of(cx.conn(), person.id)?;
    let mut shelves: BTreeMap<Section, Vec<(Option<i64>, Entry)>> = BTreeMap::new();
    for mut entry in found {
        let choice = choices.get(&entry.item.key);
        entry.is_hidden = choice.is_some_and(|one| one.is_hidden);
        shelves.entry(entry.item.section).or_default().push((choice.and_then(|one| one.place), entry));
    }
    Ok(shelves.into_iter().map(|(section, entries)| Shelf { section, entries: ordered(entries) }).collect())
}

/// What came after the person ordered the section stands first, the latest before; then as it was ordered.
fn ordered(mut entries: Vec<(Option<i64>, Entry)>) -> Vec<Entry> {
    entries.sort_by_cached_key(|(place, entry)| (*place, Reverse(entry.item.on), entry.item.key.clone()));
    entries.into_iter().map(|(_, entry)| entry).collect()
}

/// The same without what the person hides: what anybody else sees.
pub(crate) fn shown<M: Mode>(cx: &mut Cx<M>, person: &Person) -> Result<Vec<Shelf>> {
    let mut shelves = whole(cx, person)?;
    for shelf in &mut shelves {
        shelf.entries.retain(|entry| !entry.is_hidden);
    }
    shelves.retain(|shelf| !shelf.entries.is_empty());
    Ok(shelves)
}

/// An own item as any other.
fn told(own: &Item) -> PortfolioItem {
    let day = own.happened_on.map(russian::date).unwrap_or_default();
    let parts = [own.about.clone(), day];
    PortfolioItem {
        key: own.key(),
        section: own.section(),
        title: own.title.clone(),
        about: parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
        on: own.happened_on,
        document: String::new(),
        url: String::new(),
        unit_path: String::new(),
    }
}
