//! Links beside the tree on the card: where each leads, how strong it is, what was done over it; and what a new one may lead to.

use web::{Cx, Mode, Result, russian};

use super::super::composition::Taking;
use super::super::views::Ends;
use super::super::{Choices, cooperation};
use crate::actions::mending::until_seen;
use crate::model::{LinkWork, Structure};
use crate::rules::{LinkKind, strength};
use crate::{access as reach, store};

/// A link as the card shows it.
pub(super) struct LinkRow {
    pub id: String,
    pub kind: &'static str,
    pub to: (String, String),
    /// The act it rests on.
    pub ground: String,
    pub about: String,
    pub since: String,
    pub until: String,
    pub end_url: String,
    pub work_url: String,
    pub strength: (&'static str, &'static str),
    pub counted: String,
    pub works: Vec<(String, Taking)>,
    pub mistake: Taking,
}

/// The links that begin at the structure or lead to it.
pub(super) fn rows<M: Mode>(
    cx: &mut Cx<M>,
    one: &Structure,
    today: chrono::NaiveDate,
) -> Result<Vec<LinkRow>> {
    let found = store::links_of(cx.conn(), one.id)?;
    let ends = Ends::of(cx, &found)?;
    let ids: Vec<i64> = found.iter().map(|link| link.id.0).collect();
    let done = if ids.is_empty() { Vec::new() } else { store::cooperation::of(cx.conn(), &ids)? };
    let row = |link: &crate::model::Link| {
        let own: Vec<_> = done.iter().filter(|work| work.link_id == link.id).collect();
        let days: Vec<chrono::NaiveDate> = own.iter().map(|work| work.held_on).collect();
        let (strength, now, before) = strength(link.since, &days, today);
        let url = format!("{}/links/{}", one.url(), link.id);
        let is_own = link.structure_id == one.id;
        let kind = LinkKind::of(&link.kind);
        LinkRow {
            id: link.id.to_string(),
            strength: strength.mark(),
            counted: format!("дел за\u{a0}год: {now}, годом раньше: {before}"),
            works: own.iter().map(|work| worked(&url, work)).collect(),
            mistake: Taking {
                id: link.id.to_string(),
                url: format!("{url}/removal"),
                seen: until_seen(link.until),
            },
            work_url: if is_own { format!("{url}/works") } else { String::new() },
            kind: kind.map_or("", if is_own { LinkKind::title } else { LinkKind::back }),
            to: if is_own { ends.to(link) } else { ends.from(link) },
            ground: link.ground.clone().unwrap_or_default(),
            about: link.about.clone(),
            since: russian::date(link.since),
            until: link.until.map(russian::date).unwrap_or_default(),
            end_url: if is_own { format!("{url}/end") } else { String::new() },
        }
    };
    Ok(found.iter().map(row).collect())
}

/// What was done over a link, and how it is taken away where it was not.
fn worked(url: &str, work: &LinkWork) -> (String, Taking) {
    let taking = Taking {
        id: work.id.to_string(),
        url: format!("{url}/works/{}/removal", work.id),
        seen: String::new(),
    };
    (cooperation::line(work), taking)
}

/// What a link may lead to: structures of the unit and those above, organisations under the unit.
pub(super) fn targets<M: Mode>(cx: &mut Cx<M>, one: &Structure) -> Result<Choices> {
    let mut paths = reach::above(&one.unit_path);
    paths.push(one.unit_path.clone());
    let mut found: Choices = store::at(cx.conn(), &paths)?
        .into_iter()
        .filter(|other| other.id != one.id)
        .map(|other| (format!("s{}", other.id), other.name))
        .collect();
    let schools = units::store::under(cx.conn(), &one.unit_path, ::access::Level::Organisation)?;
    found.extend(schools.into_iter().map(|unit| (format!("u{}", unit.id), unit.short_name)));
    Ok(found)
}
