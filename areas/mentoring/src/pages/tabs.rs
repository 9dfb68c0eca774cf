//! The sides of a pair: card, plan, what is around it, questionnaires, timeline.

use web::view::Tab;

use crate::model::{Pair, State};

/// The strip of links.
pub(super) type Tabs = Vec<Tab>;

/// The sides of a pair; one that is still prepared has the card alone.
pub(super) fn tabs(pair: &Pair, here: &str) -> Tabs {
    if matches!(pair.state(), State::Preparing | State::Cancelled) {
        return Vec::new();
    }
    let sides = [
        ("", "Карточка"),
        ("plan", "План"),
        ("around", "Вокруг пары"),
        ("goals", "Анкеты и\u{a0}рост"),
        ("timeline", "Лента"),
    ];
    let tab = |(place, label): (&str, &str)| Tab {
        label: label.to_owned(),
        url: if place.is_empty() { pair.url() } else { format!("{}/{place}", pair.url()) },
        count: String::new(),
        active: place == here,
    };
    sides.into_iter().map(tab).collect()
}
