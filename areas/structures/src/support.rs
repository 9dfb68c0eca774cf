//! What structures offer of a person: membership as support (Концепция, раздел 4; Ижморский округ, п. 2.1: какие структуры
//! сопровождают человека), as a part of the portfolio, and leadership as help to others.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;
use db::{Conn, Ranges, Result};
use packs::{Effective, Library};
use registry::{PortfolioItem, PortfolioOffer, Section, Support, SupportKind, SupportOffer};
use web::russian;

use crate::model::{Member, Structure};
use crate::store;

/// The role that leads, in all packs.
pub(crate) const HEAD: &str = "head";
const KINDS: &[SupportKind] = &[SupportKind::Body];

/// The offer of support.
pub(crate) struct Belonging;

impl SupportOffer for Belonging {
    fn kinds(&self) -> &'static [SupportKind] {
        KINDS
    }

    fn supported(
        &self,
        conn: &mut Conn,
        scope: &Ranges,
        today: NaiveDate,
    ) -> Result<BTreeMap<SupportKind, BTreeSet<i64>>> {
        Ok(BTreeMap::from([(SupportKind::Body, store::belonging(conn, scope, today)?)]))
    }

    fn told(&self, conn: &mut Conn, people: &[i64], today: NaiveDate) -> Result<Vec<Support>> {
        let found = store::memberships(conn, people)?.into_iter();
        let now = found.filter(|(member, one)| one.is_active() && member.is_there(today));
        let support = |(member, one): (Member, Structure)| {
            Some(Support {
                person: member.person_id?,
                kind: SupportKind::Body,
                what: one.name.clone(),
                since: Some(member.from_on),
                url: one.url(),
                unit_path: one.unit_path,
            })
        };
        Ok(now.filter_map(support).collect())
    }

    fn joined(
        &self,
        conn: &mut Conn,
        people: &[i64],
        kinds: &[&str],
        today: NaiveDate,
    ) -> Result<BTreeSet<i64>> {
        let found = store::memberships(conn, people)?.into_iter();
        let is_of = |(member, one): &(Member, Structure)| {
            one.is_active() && member.is_there(today) && kinds.contains(&one.kind.as_str())
        };
        Ok(found.filter(is_of).filter_map(|(member, _)| member.person_id).collect())
    }

    fn helpers(&self, conn: &mut Conn, people: &[i64], today: NaiveDate) -> Result<BTreeMap<i64, String>> {
        let found = store::memberships(conn, people)?.into_iter();
        let leads =
            found.filter(|(member, one)| one.is_active() && member.is_there(today) && member.role == HEAD);
        Ok(leads
            .filter_map(|(member, one)| Some((member.person_id?, format!("руководит: {}", one.name))))
            .collect())
    }
}

/// The offer of a portfolio.
#[derive(Default)]
pub(crate) struct Memberships {
    packs: Library,
}

impl PortfolioOffer for Memberships {
    fn learn(&mut self, packs: &Library) {
        self.packs = packs.clone();
    }

    fn items(&self, conn: &mut Conn, person: i64, today: NaiveDate) -> Result<Vec<PortfolioItem>> {
        let found = store::memberships(conn, &[person])?;
        let mut rules: BTreeMap<String, Arc<Effective>> = BTreeMap::new();
        let mut items = Vec::with_capacity(found.len());
        for (member, one) in found {
            if !rules.contains_key(&one.unit_path) {
                let known = units::effective(conn, &self.packs, &one.unit_path, today)?;
                rules.insert(one.unit_path.clone(), known);
            }
            items.extend(rules.get(&one.unit_path).map(|rules| item(&member, &one, rules)));
        }
        Ok(items)
    }
}

fn item(member: &Member, one: &Structure, rules: &Effective) -> PortfolioItem {
    let kind = rules.structure_kind(&one.kind).map(|kind| &kind.rule);
    let role = kind.and_then(|kind| kind.role(&member.role)).map_or(member.role.as_str(), |role| &role.title);
    let from = russian::date(member.from_on);
    let term = match member.to_on {
        Some(last) => format!("{from} – {}", russian::date(last)),
        None => format!("с\u{a0}{from}"),
    };
    PortfolioItem {
        key: format!("structures:member:{}", member.id),
        section: Section::Bodies,
        title: one.name.clone(),
        about: format!("{} · {term}", role.to_lowercase()),
        on: Some(member.from_on),
        document: member.basis.clone(),
        url: one.url(),
        unit_path: one.unit_path.clone(),
    }
}
