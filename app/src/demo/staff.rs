//! The staff of the demo region: every school, every municipal service and the institute send a list as they are used to
//! write it, and the importer of the page and the command takes it in. Every seventh is late with the courses, every twelfth
//! came this year without experience.

mod invented;
mod open;
mod written;

use access::{AccountId, Level};
use chrono::NaiveDate;
use db::fold;
use diesel::prelude::*;
use people::actions::{self, importing::StaffLists};
use people::schema::people as cards;
use people::{KeepPeople, PersonId};
use units::Unit;
use web::{Cx, Write};

use super::chance::Chance;
use super::intake::{self, List};
use super::neighbours::Neighbour;
use super::people::Cast;
use super::stage::{Stage, day};
use super::tree::Tree;
use crate::Failure;
use invented::Somebody;
use written::Manner;

/// Whose school stands in the walk through the demo.
const TOWN: &str = "belogorsk";

/// Whose staff the programme of the place counts.
const TEREK: &str = "Терский район";

/// Somebody of the lists, for whoever makes up bodies of them.
#[derive(Debug, Clone)]
pub(super) struct Worker<'t> {
    /// Where the main place of work is.
    pub unit: &'t Unit,
    /// Family name, first name, patronymic.
    pub name: String,
    /// As the list tells it.
    pub post: &'static str,
    /// As the list tells them.
    pub subjects: &'static str,
    /// The first day of work.
    pub hired: NaiveDate,
}

impl<'t> Worker<'t> {
    fn of(one: &Somebody<'t>) -> Self {
        let Somebody { unit, post, subjects, hired, .. } = *one;
        Self { unit, name: one.name.full(), post, subjects, hired }
    }
}

/// Tells it, if its day has come; everybody of the lists.
pub(super) fn tell<'t>(
    stage: &Stage<'_>,
    tree: &'t Tree,
    cast: &Cast,
    seed: u64,
    progress: &dyn Fn(),
) -> Result<Vec<Worker<'t>>, Failure> {
    let begins = day(2025, 9, 1);
    if !stage.has_come(begins) {
        return Ok(Vec::new());
    }
    let mut chance = Chance::of(seed, 31);
    let institute = invented::institute(&tree.region, &mut chance);
    stage.act(begins, None, |cx| take_in(cx, &tree.region, &institute, Manner::Register))?;
    let mut all: Vec<Worker<'t>> = institute.iter().map(Worker::of).collect();
    for (place, (login, municipality)) in tree.municipalities.iter().enumerate() {
        let seated = stage.act(begins, None, |cx| seats(cx, tree, cast, (login, municipality)))?;
        let mut staff = invented::service(municipality, &mut chance);
        for school in tree.schools_of(login) {
            staff.extend(invented::school(school, &mut chance));
        }
        let staff = invented::with_seats(staff, &seated);
        let manner = Manner::ALL[place % Manner::ALL.len()];
        stage.act(begins, None, |cx| {
            take_in(cx, municipality, &staff, manner)?;
            seated.iter().try_for_each(|(one, account)| tie(cx, one, *account))
        })?;
        all.extend(staff.iter().map(Worker::of));
        progress();
    }
    open::tell(stage, tree, cast)?;
    Ok(all)
}

/// The staff of the neighbours by the same lists: their pages of people, support and consents are not empty either.
pub(super) fn tell_neighbours<'t>(
    stage: &Stage<'_>,
    neighbours: [&'t Neighbour; 3],
    seed: u64,
) -> Result<Vec<Worker<'t>>, Failure> {
    let begins = day(2025, 9, 1);
    if !stage.has_come(begins) {
        return Ok(Vec::new());
    }
    let (mut chance, mut all) = (Chance::of(seed, 37), Vec::new());
    for one in neighbours {
        let schools = one.units.iter().filter(|unit| unit.level() == Level::Organisation);
        let staff = if one.municipality.short_name == TEREK {
            invented::terek(&one.municipality, schools, &mut chance)
        } else {
            let mut staff = invented::service(&one.municipality, &mut chance);
            staff.extend(schools.flat_map(|school| invented::school(school, &mut chance)));
            staff
        };
        let seated = stage.act(begins, None, |cx| {
            let seats = one.seats.iter();
            seats
                .map(|of| seat(cx, of.account, (&of.school, of.post), begins))
                .collect::<web::Result<Vec<_>>>()
        })?;
        let staff = invented::with_seats(staff, &seated);
        stage.act(begins, None, |cx| {
            take_in(cx, &one.municipality, &staff, Manner::Register)?;
            seated.iter().try_for_each(|(one, account)| tie(cx, one, *account))
        })?;
        all.extend(staff.iter().map(Worker::of));
    }
    Ok(all)
}

/// The accounts of a municipality that belong to people who work there.
fn seats<'t>(
    cx: &mut Cx<Write>,
    tree: &'t Tree,
    cast: &Cast,
    (login, municipality): (&str, &'t Unit),
) -> web::Result<Vec<(Somebody<'t>, AccountId)>> {
    let school = tree.schools_of(login).next();
    let mut wanted = vec![(login.to_owned(), Some(municipality), "методист")];
    if login == TOWN {
        wanted.push(("head".to_owned(), Some(municipality), "старший методист"));
        wanted.push(("principal".to_owned(), school, "директор"));
        let title = "заместитель директора по методической работе";
        wanted.push(("deputy".to_owned(), school, title));
        wanted.push(("mentor".to_owned(), school, "учитель физики"));
        wanted.push(("teacher".to_owned(), school, "учитель математики"));
    } else {
        let title = "заместитель директора по методической работе";
        wanted.push((format!("{login}-deputy"), school, title));
    }
    let today = cx.today()?;
    let mut seated = Vec::new();
    for (login, unit, post) in wanted {
        let (Some(id), Some(unit)) = (cast.by_login.get(&login), unit) else { continue };
        seated.push(seat(cx, *id, (unit, post), today)?);
    }
    Ok(seated)
}

/// An account as somebody of a list.
fn seat<'t>(
    cx: &mut Cx<Write>,
    id: AccountId,
    (unit, post): (&'t Unit, &'static str),
    today: NaiveDate,
) -> web::Result<(Somebody<'t>, AccountId)> {
    let account = access::store::person(cx.conn(), id, access::SessionId(0), today)?;
    let full = account.map(|account| account.full_name).unwrap_or_default();
    let name = people::rules::names::split(&full).unwrap_or_default();
    Ok((invented::seated(name, unit, post), id))
}

/// Somebody's list is sent as they are used to write it.
fn take_in(cx: &mut Cx<Write>, of: &Unit, staff: &[Somebody<'_>], manner: Manner) -> web::Result<()> {
    let bytes = written::file(of, staff, manner, cx.today()?)?;
    let list = List { of, is_whole: false, name: &manner.name(of), bytes: &bytes, day: None };
    intake::take_in::<StaffLists>(cx, &list).map(drop)
}

/// The card of somebody who signs in.
fn tie(cx: &mut Cx<Write>, one: &Somebody<'_>, account: AccountId) -> web::Result<()> {
    let found: Option<PersonId> = cards::table
        .filter(cards::unit_id.eq(one.unit.id))
        .filter(cards::name_key.eq(fold(&one.name.full())))
        .order(cards::id.asc())
        .select(cards::id)
        .first(cx.conn())
        .optional()
        .map_err(db::Error::from)?;
    let may = cx.operator::<KeepPeople>()?;
    let Some(id) = found else { return Ok(()) };
    match people::store::find(cx.conn(), may.ranges(), id)? {
        Some(person) => actions::tie(cx, &person, Some(account.0)),
        None => Ok(()),
    }
}
