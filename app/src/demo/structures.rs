//! The methodical structures of the demo region, as the regulation counts them (приложение 1, раздел 2): 18 services, 14 councils,
//! 365 municipal unions from 28 down to 4 and none in one district, the named groups and centres of single municipalities,
//! and what schools have. People are invented.

mod municipal;
mod neighbouring;
mod regional;
mod school;

use chrono::NaiveDate;
use packs::Block;
use structures::actions::planting::{Register, plant};
use structures::model::{Member, MemberId, NewMember, Structure, StructureId};
use units::Unit;
use web::{Cx, Write};

use super::chance::Chance;
use super::names;
use super::neighbours::Neighbour;
use super::stage::{Stage, day};
use super::tree::Tree;
use crate::Failure;

/// Most of them are older than what the demo tells.
const SINCE: (i32, u32, u32) = (2023, 9, 1);

/// What visitors read over the directory.
const FOR_ALL: &str = "Найдите свою территорию и\u{a0}школу. С\u{a0}вопросами о\u{a0}курсах и\u{a0}конкурсах обращайтесь в\u{a0}методическую службу \
    муниципалитета, с\u{a0}остальными – по\u{a0}контактам организации.";

/// Enters the whole register on one day.
pub(super) fn tell(stage: &Stage<'_>, tree: &Tree, seed: u64) -> Result<(), Failure> {
    let on = day(2023, 9, 4);
    if !stage.has_come(on) {
        return Ok(());
    }
    stage.act(on, None, |cx| {
        let mut book = Book { chance: Chance::of(seed, 41), register: Register::default() };
        regional::enter(cx, &mut book, tree);
        municipal::enter(cx, &mut book, tree);
        school::enter(cx, &mut book, tree);
        plant(cx, &book.register, (tree.region.id.0, &tree.region.path))?;
        let may = cx.operator::<portal::OpenDirectory>()?;
        portal::open_directory(cx, &may, tree.region.id, (FOR_ALL, 0))
    })?;
    Ok(())
}

/// Enters what the neighbours have, Владимир first.
pub(super) fn tell_neighbours(
    stage: &Stage<'_>,
    [vladimir, terek, izhmorsky]: [&Neighbour; 3],
    seed: u64,
) -> Result<(), Failure> {
    stage.act(day(2023, 9, 4), None, |cx| {
        let mut book = Book { chance: Chance::of(seed, 42), register: Register::default() };
        neighbouring::vladimir(cx, &mut book, vladimir);
        plant(cx, &book.register, (vladimir.municipality.id.0, &vladimir.municipality.path))?;
        let mut book = Book { chance: Chance::of(seed, 43), register: Register::default() };
        neighbouring::terek(cx, &mut book, terek);
        plant(cx, &book.register, (terek.municipality.id.0, &terek.municipality.path))?;
        let mut book = Book { chance: Chance::of(seed, 44), register: Register::default() };
        neighbouring::kuzbass(cx, &mut book, izhmorsky);
        plant(cx, &book.register, (izhmorsky.region.id.0, &izhmorsky.region.path))
    })?;
    Ok(())
}

/// The register being written.
struct Book {
    chance: Chance,
    register: Register,
}

/// What is said of a structure.
struct Body<'a> {
    kind: &'a str,
    name: String,
    directions: &'a str,
    parent: Option<StructureId>,
}

impl<'a> Body<'a> {
    fn of(kind: &'a str, name: impl Into<String>) -> Self {
        Self { kind, name: name.into(), directions: "", parent: None }
    }
}

impl Book {
    /// Enters a structure of a unit with an invented head in this post.
    fn enter(&mut self, cx: &Cx<Write>, unit: &Unit, body: &Body<'_>, post: &str) -> StructureId {
        let id = StructureId(cx.id());
        let now = cx.now();
        let since = day(SINCE.0, SINCE.1, SINCE.2);
        let of = (level(unit), body.kind, block(body.kind));
        self.register.structures.push(Structure {
            directions: body.directions.to_owned(),
            parent_id: body.parent,
            ..Structure::begun(id, unit, of, &body.name, (since, now))
        });
        self.take_in(cx, id, ("head", post), since);
        id
    }

    /// An invented person in a role.
    fn take_in(
        &mut self,
        cx: &Cx<Write>,
        structure: StructureId,
        (role, post): (&str, &str),
        from: NaiveDate,
    ) {
        let name = names::next(&mut self.chance);
        let name = format!("{} {} {}", name.last, name.first, name.middle);
        let new = NewMember {
            person: None,
            name,
            post: post.to_owned(),
            role: role.to_owned(),
            from_on: from,
            term_on: None,
            basis: String::new(),
            organisation: None,
        };
        self.register.members.push(Member::begun(MemberId(cx.id()), structure, &new, cx.now()));
    }

    /// Makes the structure entered last a temporary one.
    fn temporary(&mut self, from: NaiveDate, to: NaiveDate, task: &str) {
        if let Some(last) = self.register.structures.last_mut() {
            (last.is_temporary, last.started_on, last.ends_on) = (true, from, Some(to));
            task.clone_into(&mut last.task);
        }
        if let Some(head) = self.register.members.last_mut() {
            head.from_on = from;
        }
    }
}

fn level(unit: &Unit) -> &'static str {
    match unit.level() {
        access::Level::Installation | access::Level::Region => "region",
        access::Level::Municipality => "municipality",
        access::Level::District => "okrug",
        access::Level::Organisation => "organisation",
    }
}

/// The block of a kind of the demo's pack.
fn block(kind: &str) -> Block {
    match kind {
        "region_institute"
        | "institute_department"
        | "innovation_site"
        | "base_school"
        | "municipal_service"
        | "resource_centre"
        | "school_service"
        | "support_site"
        | "internship_site" => Block::Service,
        "rumo"
        | "expert_council"
        | "coordinating_council"
        | "municipal_council"
        | "school_council"
        | "pedagogical_council" => Block::Council,
        _ => Block::Association,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_those_of_the_pack() {
        let rules = packs::Library::embedded().unwrap().effective(&["amur-2020"]).unwrap();
        for kind in &rules.structure_kinds {
            if kind.rule.id != "trustees" && kind.rule.id != "municipal_expert_council" {
                assert_eq!(block(&kind.rule.id), kind.rule.block, "{}", kind.rule.id);
            }
        }
    }

    #[test]
    fn unions_are_as_many_as_the_regulation_counts() {
        let counts = municipal::counts(&super::super::municipalities::all());
        assert_eq!(counts.iter().map(|(_, count)| count).sum::<usize>(), 365, "AM-1.2-j");
        let of = |login: &str| counts.iter().find(|(known, _)| known == login).map(|(_, count)| *count);
        assert_eq!((of("blagoveshchensk"), of("svobodny")), (Some(28), Some(28)));
        assert_eq!((of("zeysky"), of("selemdzhinsky")), (Some(4), Some(0)), "AM-1.2-j, AM-1.2-k");
        assert!(
            counts.iter().all(|(login, count)| *count <= 28 && (*count >= 4 || login == "selemdzhinsky"))
        );
        assert_eq!(municipal::COUNCILS.len(), 14, "AM-1.2-i");
    }
}
