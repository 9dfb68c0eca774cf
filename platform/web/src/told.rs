//! What happened to one thing, as its page tells it: when, who, what.

use audit::Happened;

use crate::view::HistoryEntry;
use crate::{Cx, Mode, Result, russian};

/// Events of a thing at a place as a page tells them, in their order.
pub fn told<M: Mode>(cx: &mut Cx<M>, events: Vec<Happened>, path: &str) -> Result<Vec<HistoryEntry>> {
    let zone = cx.zone_at(path)?;
    let people: Vec<i64> = events.iter().filter_map(|event| event.account_id).collect();
    let names = access::store::short_names(cx.conn(), &people)?;
    let who = |account: Option<i64>| match account {
        Some(id) => names.get(&id).cloned().unwrap_or_default(),
        None => "программа".to_owned(),
    };
    let entry = |event: Happened| HistoryEntry {
        when: russian::moment(event.at, zone),
        who: who(event.account_id),
        text: event.text,
    };
    Ok(events.into_iter().map(entry).collect())
}
