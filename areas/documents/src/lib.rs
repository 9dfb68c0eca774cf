//! Documents: the registry of what units issue and receive – kind, number, date, file or link – that holds evidence.
//!
//! Kinds come from the pack in force for the unit. Others ask for documents by facts, choose them as evidence
//! through `store`, and register an upload in one step through `actions::register`.

mod access;
pub mod actions;
mod api;
mod check;
mod circulated;
mod coverage;
mod facts;
mod finding;
pub mod fixture;
mod gathered;
mod jobs;
pub mod links;
mod merging;
mod model;
mod numbered;
mod obligations;
mod pages;
mod papers;
mod people;
mod printed;
mod reading;
mod rules;
#[cfg(test)]
mod scenarios;
pub mod schema;
mod status;
pub mod store;
mod tallies;
mod warnings;

pub use access::{
    Above, AcquaintWithDocuments, KeepDocuments, ReadRegulations, SeeDocuments, SeePeoplesPapers,
    SignDocuments,
};
pub use check::{check_path, of_code};
pub use coverage::{Coverage, coverage};
pub use facts::DocumentFacts;
pub use finding::KIND;
pub use gathered::{Gathered, folder, gathered};
pub use model::{
    Addressee, Circle, Document, DocumentFile, DocumentFileId, DocumentId, Frozen, NewDocument, NewFile,
    Numbering, Part, genus_title,
};
pub use numbered::{ANYWAY, Anyway, refuse_odd};
pub use printed::{Bears, OWN, numbering, numberings, printed_number, register_printed};
pub use reading::{address, opens};
pub use rules::NotNow;
pub use rules::required::{is_of_an_earlier_year, year_start};
pub use status::{Mover, Status, Step};
pub use warnings::{Warning, bases, warnings};

use ::access::Permission;
use chrono::{Datelike, NaiveDate};
use registry::{KeptPath, MenuGroup, MenuLine};
use web::{Area, Cx, Mode, Result};

/// The number the unit's journal would give a document of this kind signed on the day: a hint, another may take it first. The
/// journal is that of the year of signing, as it is when the document is registered: an order of December, printed in January,
/// bears a number of December's journal.
pub fn coming_number<M: Mode>(
    cx: &mut Cx<M>,
    unit: &units::Unit,
    kind: &str,
    signed_on: NaiveDate,
) -> Result<String> {
    let (house, today) = (cx.house_handle(), cx.today_at(&unit.path)?);
    let rules = units::effective(cx.conn(), &house.packs, &unit.path, today)?;
    let genus = rules.document_kind(kind).map(|kind| kind.rule.genus.clone()).unwrap_or_default();
    let format = rules.number_formats.get(&genus).map(String::as_str);
    let written = |n| packs::document_number(format, n, signed_on.year());
    let journal = store::numbers::Journal::named(unit.id, &genus, signed_on);
    Ok(store::numbers::coming(cx.conn(), &journal, written)?)
}

/// The area's door.
pub fn area() -> Area {
    Area {
        name: "documents",
        routes: pages::routes().into_iter().chain(api::routes()).collect(),
        access: access::rows(),
        menu: vec![MenuLine {
            group: MenuGroup::Resources,
            title: "Документы",
            url: "/documents",
            permission: SeeDocuments::NAME,
            badge: false,
        }],
        jobs: jobs::kinds().into_iter().chain(finding::kinds()).collect(),
        facts: vec![Box::new(facts::DocumentFacts)],
        findings: vec![Box::new(finding::Documents)],
        obligations: vec![Box::new(obligations::MissingDocuments::default()), Box::new(circulated::Unread)],
        tallies: vec![Box::new(tallies::DocumentTallies::default())],
        mergings: vec![Box::new(merging::Papers)],
        paths: vec![KeptPath::of("documents"), KeptPath::copied("search_things")],
        ..Area::default()
    }
}
