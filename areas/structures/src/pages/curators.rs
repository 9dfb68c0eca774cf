//! Who supervises the municipal methodical services: every municipality with its service, curator and the ministry's agreement;
//! where there is none, that is said (Амурская область, приложение 5, п. 3.1).

use std::collections::BTreeMap;

use access::{Granted, Level};
use askama::Template;
use documents::SeeDocuments;
use units::Unit;
use web::view::Tab;
use web::{Cx, Page, Read, Reply, Result, russian};

use super::views::Ends;
use super::{Choices, place, places, tabs};
use crate::actions::rules_at;
use crate::model::{Link, Member, Structure};
use crate::rules::{Held, LinkKind};
use crate::{SeeStructures, access as reach, store};

/// The kind of the services, in all packs.
pub(super) const SERVICE: &str = "municipal_service";
/// The role of the curator, in all packs that have it.
const CURATOR: &str = "curator";
/// The kind of document the ministry's agreement is.
const AGREEMENT: &str = "institute_agreement";

#[derive(Template)]
#[template(path = "curators.html")]
struct CuratorsPage {
    of: String,
    tabs: Vec<Tab>,
    unit: String,
    places: Choices,
    rows: Vec<CuratorRow>,
    /// Services without a curator.
    without: usize,
    /// Municipalities without a service.
    serviceless: usize,
    clause: String,
}

struct CuratorRow {
    unit: String,
    /// Name and card; none: the municipality has no service.
    service: Option<(String, String)>,
    /// Who, and since when.
    curators: Vec<(String, String)>,
    /// Title and card; none: nothing in force.
    agreement: Option<(String, String)>,
}

/// `GET /structures/curators?unit=…`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeeStructures>) -> Result<Reply> {
    let unit = place(cx, &may)?;
    let (rules, today) = (rules_at(cx, &unit.path)?, cx.today_at(&unit.path)?);
    let owners = match unit.level() {
        Level::Region | Level::Installation => {
            units::store::under(cx.conn(), &unit.path, Level::Municipality)?
        }
        _ => vec![unit.clone()],
    };
    let paths: Vec<String> = owners.iter().map(|one| one.path.clone()).collect();
    let mut services = store::at(cx.conn(), &paths)?;
    services.retain(|one| one.kind == SERVICE);
    let ids: Vec<i64> = services.iter().map(|one| one.id.0).collect();
    let mut members = store::members_of(cx.conn(), &ids)?;
    members.retain(|member| member.role == CURATOR && member.is_there(today));
    let seen: Vec<i64> = members.iter().map(|member| member.id.0).collect();
    cx.saw("structure_member", &seen, &unit.path);
    let links = store::links_to(cx.conn(), &ids, LinkKind::Supervises.code())?;
    let ends = Ends::of(cx, &links)?;
    let mut all = reach::above(&unit.path);
    all.extend(paths);
    let mut held = store::in_force(cx.conn(), &all, &[AGREEMENT.to_owned()], today)?;
    let readable = reach::reaches::<SeeDocuments, Read>(cx);
    for one in held.iter_mut().filter(|one| !readable.holds(&one.unit_path)) {
        one.url.clear();
    }
    let known = Known { services, members, links, held };
    let rows: Vec<CuratorRow> = owners.iter().map(|owner| known.row(owner, &ends)).collect();
    let kind = rules.structure_kind(SERVICE).map(|kind| &kind.rule);
    let role = kind.and_then(|kind| kind.role(CURATOR));
    let page = CuratorsPage {
        of: unit.name.clone(),
        tabs: tabs("/structures/curators", &unit),
        unit: unit.id.to_string(),
        places: places(cx, &may)?,
        without: rows.iter().filter(|row| row.service.is_some() && row.curators.is_empty()).count(),
        serviceless: rows.iter().filter(|row| row.service.is_none()).count(),
        clause: role.map(|role| role.clause.clone()).unwrap_or_default(),
        rows,
    };
    Page::titled("Кураторы служб").at(&unit.path).under("/structures").show(&page)
}

/// What is known of the services of a place.
struct Known {
    services: Vec<Structure>,
    members: Vec<Member>,
    links: Vec<Link>,
    held: Vec<Held>,
}

impl Known {
    fn row(&self, owner: &Unit, ends: &Ends) -> CuratorRow {
        let service = self.services.iter().find(|one| one.unit_id == owner.id);
        let since = |day: chrono::NaiveDate| format!("с\u{a0}{}", russian::date(day));
        let mut curators = BTreeMap::new();
        if let Some(one) = service {
            for member in self.members.iter().filter(|member| member.structure_id == one.id) {
                let post = if member.post.is_empty() { String::new() } else { format!(", {}", member.post) };
                curators.insert(format!("{}{post}", member.name), since(member.from_on));
            }
            for link in self.links.iter().filter(|link| link.to_id == Some(one.id)) {
                curators.insert(ends.from(link).0, since(link.since));
            }
        }
        let serves = |held: &&Held| held.serves(&owner.path);
        CuratorRow {
            unit: owner.short_name.clone(),
            service: service.map(|one| (one.name.clone(), one.url())),
            curators: curators.into_iter().collect(),
            agreement: self.held.iter().find(serves).map(|held| (held.title.clone(), held.url.clone())),
        }
    }
}
