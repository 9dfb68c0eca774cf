//! Whom a row means by a name told in short: a member who is there, else a card of the place.

use std::collections::BTreeMap;

use people::Name;
use people::rules::names::split;

use super::judge::Ground;
use super::line::Line;
use crate::model::{Member, Structure};
use crate::rules::{may_mean, short_name};

/// Somebody a short name may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Meant {
    /// The card, or the membership of whoever has none.
    pub id: i64,
    /// The name in full.
    pub name: String,
    /// The same with the post, for a choice.
    pub about: String,
    /// A member already.
    pub is_member: bool,
}

/// Everybody the name of the row may mean beside whoever is called just so; empty: it is to be taken as told.
pub(super) fn meant(line: &Line, body: &Structure, ground: &Ground) -> Vec<Meant> {
    let Some(said) = short_name(&line.name).filter(|_| line.organisation.is_none()) else {
        return Vec::new();
    };
    let key = db::fold(&line.name);
    let members = ground.members.get(&body.id).map(Vec::as_slice).unwrap_or_default();
    let own = || members.iter().filter(|one| one.organisation_id.is_none());
    if own().any(|one| one.name_key == key) {
        return Vec::new();
    }
    let fits = |one: &&Member| split(&one.name).is_some_and(|name| may_mean(&said, &name));
    let now = of_members(own().filter(|one| one.to_on.is_none()).filter(fits));
    let found = if now.is_empty() { of_members(own().filter(fits)) } else { now };
    if !found.is_empty() || ground.cards.contains_key(&(body.unit_path.clone(), key)) {
        return found;
    }
    of_cards(&said, body, ground)
}

/// Each person once.
fn of_members<'a>(members: impl Iterator<Item = &'a Member>) -> Vec<Meant> {
    let mut found: BTreeMap<String, Meant> = BTreeMap::new();
    for one in members {
        let about =
            if one.post.is_empty() { one.name.clone() } else { format!("{}, {}", one.name, one.post) };
        let id = one.person_id.unwrap_or(one.id.0);
        let meant = Meant { id, name: one.name.clone(), about, is_member: true };
        found.entry(one.name_key.clone()).or_insert(meant);
    }
    found.into_values().collect()
}

/// Each name once: of namesakes the rows ask by themselves.
fn of_cards(said: &Name, body: &Structure, ground: &Ground) -> Vec<Meant> {
    let mut found: BTreeMap<String, Meant> = BTreeMap::new();
    let here = ground.likely.iter().filter(|one| one.at.starts_with(&body.unit_path));
    for one in here.filter(|one| may_mean(said, &one.name)) {
        let (name, key) = (one.name.full(), db::fold(&one.name.full()));
        let cards = ground.cards.get(&(body.unit_path.clone(), key.clone()));
        let post = cards.and_then(|all| all.iter().find(|(id, _)| *id == one.id)).map(|(_, post)| post);
        let about = match post.filter(|post| !post.is_empty()) {
            Some(post) => format!("{name}, {post}"),
            None => name.clone(),
        };
        found.entry(key).or_insert(Meant { id: one.id, name, about, is_member: false });
    }
    found.into_values().collect()
}

/// What is said where the row is taken as somebody's.
pub(super) fn note(said: &str, one: &Meant) -> String {
    let whose =
        if one.is_member { "уже есть в\u{a0}составе" } else { "есть карточка" };
    format!("в\u{a0}файле «{said}»: это {}, {whose}", one.name)
}
