//! A whole register entered at once: rows that somebody else has checked – the demo's, later an import's – with one line of
//! the journal for all.

use audit::Action;
use serde_json::json;
use web::{Cx, Result, Write};

use crate::model::{Event, Link, LinkWork, Member, Partner, Structure};
use crate::store;

/// Everything of a register, parents before what stands under them.
#[derive(Debug, Default)]
pub struct Register {
    /// The structures.
    pub structures: Vec<Structure>,
    /// Who belongs to them.
    pub members: Vec<Member>,
    /// Links beside the tree.
    pub links: Vec<Link>,
    /// What was done over them.
    pub link_works: Vec<LinkWork>,
    /// Partners outside it.
    pub partners: Vec<Partner>,
}

/// Enters it under the unit at `path`.
pub fn plant(cx: &mut Cx<Write>, register: &Register, (unit, path): (i64, &str)) -> Result<()> {
    for one in &register.structures {
        store::add(cx.tx(), one)?;
        let event = Event {
            id: cx.id(),
            structure_id: one.id,
            account: None,
            at: cx.now(),
            text: "Внесена в\u{a0}реестр".to_owned(),
        };
        store::note(cx.tx(), &event)?;
    }
    for member in &register.members {
        store::add_member(cx.tx(), member)?;
    }
    for link in &register.links {
        store::add_link(cx.tx(), link)?;
    }
    for work in &register.link_works {
        store::cooperation::add(cx.tx(), work)?;
    }
    for partner in &register.partners {
        store::partners::add(cx.tx(), partner)?;
    }
    let details = json!({ "structures": register.structures.len(), "members": register.members.len() });
    cx.journal(
        Action::Created,
        ("structures", "register", unit),
        path,
        "Внесён реестр методических структур",
        details,
    )
}
