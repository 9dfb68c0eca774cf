//! Who signs the papers of a unit: its head by the cards, as the name stands beside a signature.

use access::{Person, Role, Scope, short_name};
use cases::Case;
use chrono::NaiveDate;
use db::{Conn, Ranges, Result};
use packs::Effective;
use units::Unit;
use web::russian;

use crate::rules::names;
use crate::store;

/// Who signs: the post as the staff list calls it, the name as it stands beside a signature.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signer {
    /// «Директор»; empty: no card holds a post of a head there.
    pub post: String,
    /// «Н. П. Орлова»; empty: the post is vacant or unknown.
    pub name: String,
}

/// The head of the unit on a day by the post of the card; the first of the pack's posts counts: директор, then who acts.
pub fn signer(conn: &mut Conn, unit: &Unit, (rules, day): (&Effective, NaiveDate)) -> Result<Signer> {
    let heads = rules.posts.iter().filter(|post| post.rule.group == "head");
    let posts: Vec<&str> = heads.map(|post| post.rule.id.as_str()).collect();
    let here = Ranges::under([unit.path.as_str()]);
    let places = store::places_of(conn, &here, &posts, day)?;
    let ids: Vec<i64> =
        places.iter().filter(|one| one.unit_path == unit.path).map(|one| one.person).collect();
    let works = store::at_work_all(conn, &ids, day)?;
    let rank = |post: &str| posts.iter().position(|known| *known == post);
    let own = works.values().flatten().filter(|work| work.unit_id == unit.id);
    let head =
        own.filter_map(|work| Some((rank(&work.post)?, work))).min_by_key(|(rank, work)| (*rank, work.id));
    let Some((_, work)) = head else { return Ok(Signer::default()) };
    let card = store::all_of(conn, &[work.person_id.0])?.pop();
    let name = card.map(|card| signed(&short_name(&card.last_name, &card.first_name, &card.middle_name)));
    Ok(Signer { post: russian::capital(&work.post_title), name: name.unwrap_or_default() })
}

/// Whose roles are those of a head: whoever stands in for one signs in the own name.
const HEADS: [Role; 3] = [Role::Principal, Role::MunicipalAuthority, Role::Ministry];

/// Who signs an order the person issues for the unit of a path: the head – or whoever stands in for the head today, «И. о.
/// директора», in the own name.
pub fn acting(person: Option<&Person>, path: &str, head: Signer) -> Signer {
    let Some(person) = person else { return head };
    let is_head = |scope: &Scope| scope.path == path && HEADS.contains(&scope.role);
    // Who holds the role signs by it, whomever else they stand in for.
    let stands_in = person.standing.iter().any(|one| is_head(&one.scope));
    if !stands_in || person.scopes.iter().any(is_head) {
        return head;
    }
    let post = head.post.to_lowercase();
    let post = post.rsplit_once("обязанности ").map_or_else(
        // A card that calls the head «исполняющий обязанности директора» has the post in the genitive already.
        || cases::post(if post.is_empty() { "руководитель организации" } else { &post }, Case::Genitive),
        |(_, whose)| whose.to_owned(),
    );
    Signer { post: format!("И.\u{a0}о. {post}"), name: signed(&person.short_name) }
}

/// «Орлова Н. П.» stands as «Н. П. Орлова» beside a signature.
pub fn signed(short: &str) -> String {
    match short.split_once([' ', '\u{a0}']) {
        Some((last, initials)) => format!("{initials}\u{a0}{last}"),
        None => short.to_owned(),
    }
}

/// A whole name as it stands beside a signature: «Орлова Нина Петровна» – «Н. П. Орлова».
pub fn beside(full: &str) -> String {
    let name = names::split(full).unwrap_or_default();
    if name.last.is_empty() { full.to_owned() } else { signed(&name.short()) }
}

#[cfg(test)]
mod tests {
    use access::{AccountId, DelegationId, Level, SessionId, StandIn};

    use super::*;

    #[test]
    fn whoever_stands_in_for_the_head_signs_as_acting_in_the_own_name() {
        let scope = |role: Role, path: &str| Scope {
            unit: 3,
            path: path.to_owned(),
            level: Level::Organisation,
            role,
        };
        let person = |scopes: Vec<Scope>, standing: Vec<Scope>| Person {
            account: AccountId(1),
            session: SessionId(1),
            short_name: "Снегирёва Н. Ф.".to_owned(),
            full_name: String::new(),
            scopes,
            standing: standing
                .into_iter()
                .map(|scope| StandIn {
                    delegation: DelegationId(1),
                    scope,
                    duties: Vec::new(),
                    absent: AccountId(2),
                    absent_name: String::new(),
                    until: "2026-06-28".parse().unwrap(),
                })
                .collect(),
        };
        let head =
            |post: &str| Signer { post: post.to_owned(), name: "И.\u{a0}Л. Дождева".to_owned() };
        let said = |person: &Person, post: &str| {
            acting(Some(person), "/1/2/3/", head(post)).post.replace('\u{a0}', " ")
        };
        let deputy = scope(Role::Deputy, "/1/2/3/");
        let stands = person(vec![deputy.clone()], vec![scope(Role::Principal, "/1/2/3/")]);
        assert_eq!(said(&stands, "Директор"), "И. о. директора");
        assert_eq!(said(&stands, "Исполняющий обязанности директора"), "И. о. директора");
        assert_eq!(said(&stands, ""), "И. о. руководителя организации");
        assert_eq!(
            acting(Some(&stands), "/1/2/3/", head("Директор")).name.replace('\u{a0}', " "),
            "Н. Ф. Снегирёва"
        );
        for other in [
            person(vec![deputy.clone()], vec![]),
            person(vec![deputy.clone()], vec![scope(Role::Principal, "/1/2/4/")]),
            person(vec![deputy.clone()], vec![scope(Role::BodyChair, "/1/2/3/")]),
            person(vec![scope(Role::Principal, "/1/2/3/")], vec![scope(Role::Principal, "/1/2/3/")]),
        ] {
            assert_eq!(said(&other, "Директор"), "Директор");
        }
        assert_eq!(acting(None, "/1/2/3/", head("Директор")), head("Директор"));
    }

    #[test]
    fn initials_stand_before_the_family_name_beside_a_signature() {
        for (full, said) in [
            ("Орлова Нина Петровна", "Н. П. Орлова"),
            ("Орлова Нина", "Н. Орлова"),
            ("Орлова", "Орлова"),
            ("", ""),
        ] {
            assert_eq!(beside(full).replace('\u{a0}', " "), said);
        }
    }
}
