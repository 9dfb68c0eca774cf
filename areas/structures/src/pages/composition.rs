//! The composition of a structure as the card shows it: who is there by role, who was, which roles are empty.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use packs::{Effective, StructureKind};
use people::SeePeople;
use units::{SeeUnits, UnitId};
use web::{Cx, Mode, Result, russian};

use crate::access as reach;
use crate::actions::mending::member_seen;
use crate::model::{Member, Structure};
use crate::rules::{Gone, gone_words, order_of, stays};
use crate::store;
use crate::support::HEAD;

/// A role with who holds it.
pub(super) struct RoleOf {
    pub title: String,
    pub about: String,
    pub people: Vec<PersonRow>,
    pub is_required: bool,
}

/// A person in a role.
pub(super) struct PersonRow {
    pub id: String,
    pub name: String,
    /// The organisation that is the member, with its page; the name is then of whoever represents it.
    pub organisation: Option<(String, String)>,
    /// The card; empty: none.
    pub url: String,
    pub post: String,
    pub since: String,
    pub term: String,
    pub is_past_term: bool,
    /// «не работает с 18.06.2026»; empty: works.
    pub gone: String,
    pub basis: String,
    /// Empty: whoever reads the card says not who leads it.
    pub end_url: String,
    /// The order that gives the role; empty lines: none.
    pub order: (String, String),
    /// The rules ask for one, and none in force is told.
    pub lacks_order: bool,
    /// Where it is chosen; empty: nowhere.
    pub order_url: String,
    pub mistake: Option<Taking>,
}

/// The form by which a record entered by mistake is taken away.
pub(super) struct Taking {
    pub id: String,
    pub url: String,
    /// What of the record was seen.
    pub seen: String,
}

/// Somebody who was there.
pub(super) struct Former {
    pub name: String,
    pub role: String,
    pub period: String,
    pub reason: String,
    pub mistake: Option<Taking>,
}

/// Roles in the order of the pack, each with its holders; roles the pack has no more come last.
pub(super) fn roles(
    structure: &Structure,
    kind: Option<&StructureKind>,
    (members, known): (&[Member], &Known),
    (today, names_head): (NaiveDate, bool),
) -> Vec<RoleOf> {
    let now: Vec<&Member> = members.iter().filter(|one| one.to_on.is_none()).collect();
    let row = |member: &&Member| PersonRow {
        mistake: taking(structure, member, names_head),
        end_url: if is_theirs(member, names_head) {
            format!("{}/members/{}/end", structure.url(), member.id)
        } else {
            String::new()
        },
        ..person(structure, member, (known, today))
    };
    let pack = kind.map(|kind| kind.roles.as_slice()).unwrap_or_default();
    let mut found: Vec<RoleOf> = pack
        .iter()
        .map(|role| RoleOf {
            title: role.title.clone(),
            about: about(role),
            people: now.iter().filter(|one| one.role == role.id).map(row).collect(),
            is_required: role.required,
        })
        .filter(|role| !role.people.is_empty() || role.is_required)
        .collect();
    let is_strange = |one: &&&Member| pack.iter().all(|role| role.id != one.role);
    let strange: Vec<PersonRow> = now.iter().filter(is_strange).map(row).collect();
    if !strange.is_empty() {
        let title = "Другие".to_owned();
        found.push(RoleOf { title, about: String::new(), people: strange, is_required: false });
    }
    found
}

/// How the pack gives a role, and for how long.
fn about(role: &packs::StructureRole) -> String {
    let term = role.term_months.map(|months| {
        let months = i64::from(months);
        match months % 12 {
            0 => format!("на\u{a0}{}", russian::counted(months / 12, "год", "года", "лет")),
            _ => format!("на\u{a0}{}", russian::counted(months, "месяц", "месяца", "месяцев")),
        }
    });
    let advisory = role.advisory.then(|| "совещательный голос".to_owned());
    let given = Some(role.given.clone()).filter(|given| !given.is_empty());
    let clause = Some(role.clause.clone()).filter(|clause| !clause.is_empty());
    [given, term, advisory, clause].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// What of the members the reader may open: people with cards, organisations.
pub(super) struct Known {
    people: Vec<i64>,
    units: Vec<UnitId>,
    /// Orders that give roles: line, address, whether in force.
    orders: BTreeMap<i64, (String, String, bool)>,
    /// Roles an order gives here.
    ordered: Vec<String>,
    /// Who works no more.
    gone: Gone,
}

impl Known {
    /// Of these members those who have not left work.
    pub fn at_work(&self, members: &[Member]) -> Vec<Member> {
        members.iter().filter(|member| stays(member, &self.gone)).cloned().collect()
    }
}

/// Of these members: one query, another where organisations are among them.
pub(super) fn known<M: Mode>(
    cx: &mut Cx<M>,
    (one, rules): (&Structure, &Effective),
    (members, today): (&[Member], NaiveDate),
) -> Result<Known> {
    let now = || members.iter().filter(|one| one.to_on.is_none());
    let ids: Vec<i64> = now().filter_map(|one| one.person_id).collect();
    let seen = reach::reaches::<SeePeople, M>(cx);
    let people = people::store::seen_among(cx.conn(), &seen, &ids)?;
    let ids: Vec<i64> = now().filter_map(|one| one.organisation_id).map(|id| id.0).collect();
    let found = if ids.is_empty() { Vec::new() } else { units::store::all_of(cx.conn(), &ids)? };
    let seen = reach::reaches::<SeeUnits, M>(cx);
    let units = found.into_iter().filter(|unit| seen.holds(&unit.path)).map(|unit| unit.id).collect();
    let now: Vec<Member> = now().cloned().collect();
    let orders = super::ordering::orders_of(cx, &now)?;
    let roles = rules.structure_kind(&one.kind).into_iter().flat_map(|kind| &kind.rule.roles);
    let ordered = roles.filter(|role| order_of(rules, one, &role.id).is_some());
    let ordered = ordered.map(|role| role.id.clone()).collect();
    let gone = store::gone(cx.conn(), &[one], &now, today)?;
    Ok(Known { people, units, orders, ordered, gone })
}

fn person(structure: &Structure, member: &Member, (known, today): (&Known, NaiveDate)) -> PersonRow {
    let (people, places) = (&known.people, &known.units);
    let card = member.person_id.filter(|id| people.contains(id));
    let order = member.order_id.and_then(|id| known.orders.get(&id.0));
    let is_ordered = known.ordered.contains(&member.role);
    PersonRow {
        id: member.id.to_string(),
        name: member.name.clone(),
        organisation: member.organisation.clone().map(|name| {
            let url =
                member.organisation_id.filter(|id| places.contains(id)).map(|id| format!("/units/{id}"));
            (name, url.unwrap_or_default())
        }),
        url: card.map(|id| format!("/people/{id}")).unwrap_or_default(),
        post: member.post.clone(),
        since: russian::date(member.from_on),
        term: member.term_on.map(russian::date).unwrap_or_default(),
        is_past_term: member.is_past_term(today),
        gone: known.gone.get(&member.id).map(|since| gone_words(*since)).unwrap_or_default(),
        basis: member.basis.clone(),
        end_url: String::new(),
        lacks_order: is_ordered && !order.is_some_and(|(_, _, in_force)| *in_force),
        order: order.map(|(line, url, _)| (line.clone(), url.clone())).unwrap_or_default(),
        order_url: if is_ordered {
            format!("{}/members/{}/order", structure.url(), member.id)
        } else {
            String::new()
        },
        mistake: None,
    }
}

/// Whether the reader ends the role and takes its record away: of who leads it only whoever names them does.
fn is_theirs(member: &Member, names_head: bool) -> bool {
    names_head || member.role != HEAD
}

fn taking(structure: &Structure, member: &Member, names_head: bool) -> Option<Taking> {
    is_theirs(member, names_head).then(|| Taking {
        id: member.id.to_string(),
        url: format!("{}/members/{}/removal", structure.url(), member.id),
        seen: member_seen(member),
    })
}

/// Who was there, the latest first.
pub(super) fn former(
    structure: &Structure,
    kind: Option<&StructureKind>,
    members: &[Member],
    names_head: bool,
) -> Vec<Former> {
    let mut gone: Vec<&Member> = members.iter().filter(|one| one.to_on.is_some()).collect();
    gone.sort_by_key(|one| std::cmp::Reverse((one.to_on, one.id)));
    let row = |one: &Member| Former {
        name: one.label(),
        role: kind
            .and_then(|kind| kind.role(&one.role))
            .map_or_else(|| one.role.clone(), |role| role.title.clone()),
        period: format!(
            "{} – {}",
            russian::date(one.from_on),
            one.to_on.map(russian::date).unwrap_or_default()
        ),
        reason: one.end_reason.clone(),
        mistake: taking(structure, one, names_head),
    };
    gone.into_iter().map(row).collect()
}
