//! Consents in the demo's town: signed papers of most who work in the first school and the service, some that end soon, one
//! withdrawn, secretaries of unions who agreed to be shown in the directory for everybody, and one who took that back.

use chrono::NaiveDate;
use consent::actions;
use consent::model::{Delivery, Field, NewConsent, NewWithdrawal, Way};
use db::Ranges;
use files::Spool;
use people::{Person, PersonId};
use structures::KeepStructures;
use structures::actions::membership;
use structures::model::NewMember;
use units::Unit;
use web::{Cx, Error, Upload, Write};

use super::helped;
use super::papers::Paper;
use super::stage::{Stage, day};
use super::tree::Tree;
use crate::Failure;

const TOWN: &str = "belogorsk";
/// So many secretaries are known to everybody.
const SHOWN: usize = 4;

/// Tells it, if its days have come.
pub(super) fn tell(stage: &Stage<'_>, tree: &Tree) -> Result<(), Failure> {
    let (signed, withdrawn) = (day(2026, 3, 16), day(2026, 6, 15));
    let (Some(town), Some(school)) = (tree.unit_of(TOWN), tree.schools_of(TOWN).next()) else {
        return Ok(());
    };
    if !stage.has_come(signed) {
        return Ok(());
    }
    let (scan, nothing): (Upload, &[Field]) = (scan(stage, signed)?, &[]);
    stage.act(signed, None, |cx| obliged(cx, [town, school]))?;
    stage.act(signed, None, |cx| {
        let people = [working(cx, town)?, working(cx, school)?].concat();
        for (place, person) in people.iter().enumerate().filter(|(place, _)| place % 6 != 5) {
            let last_day = (place % 8 == 3).then(|| day(2026, 7, 10));
            give(cx, person, ("processing", nothing, signed, last_day), &scan)?;
        }
        secretaries(cx, town, school, signed, &scan)
    })?;
    if !stage.has_come(withdrawn) {
        return Ok(());
    }
    stage.act(withdrawn, None, |cx| {
        let people = working(cx, school)?;
        for (place, kind) in [(1, "processing"), (2, "directory")] {
            let known = |one: &&consent::model::Consent| one.kind == kind && one.withdrawn_on.is_none();
            for person in people.iter().skip(place) {
                let all = consent::given(cx.conn(), person.id)?;
                let Some(one) = all.iter().find(known) else { continue };
                let new = NewWithdrawal { on: withdrawn, delivery: Delivery::Receipt };
                actions::withdraw(cx, person, one.id, new, None)?;
                break;
            }
        }
        Ok(())
    })
}

/// Whoever opens consents in the region, the town and the school accepted the obligation on the first day of its use.
fn obliged(cx: &mut Cx<Write>, places: [&Unit; 2]) -> web::Result<()> {
    let [town, _] = places;
    let mut all: Vec<String> = places.into_iter().map(|unit| unit.path.clone()).collect();
    all.extend(units::store::way(cx.conn(), &town.path)?.into_iter().map(|unit| unit.path));
    all.sort_unstable();
    all.dedup();
    for path in all {
        for (account, _) in access::store::holders_at(cx.conn(), &path)? {
            actions::accept_for(cx, account, &path)?;
        }
    }
    Ok(())
}

/// Those who work in exactly this unit, by name.
fn working(cx: &mut Cx<Write>, unit: &Unit) -> web::Result<Vec<Person>> {
    let keys = people::store::keys_within(cx.conn(), &Ranges::under([unit.path.as_str()]))?;
    let ids: Vec<i64> = keys.into_iter().map(|(_, id)| id).collect();
    let mut people = people::store::all_of(cx.conn(), &ids)?;
    people.retain(|person| person.unit_id == unit.id);
    let place = |id: PersonId| ids.iter().position(|one| *one == id.0);
    people.sort_by_key(|person| place(person.id));
    Ok(people)
}

/// Teachers of the school become secretaries of unions of the town; most agree to be shown.
fn secretaries(
    cx: &mut Cx<Write>,
    town: &Unit,
    school: &Unit,
    on: NaiveDate,
    scan: &Upload,
) -> web::Result<()> {
    let may = cx.operator::<KeepStructures>()?;
    let (unions, mut shown) = (helped::unions(cx, town)?, 0);
    for (place, person) in helped::staff(cx, school, on)?.iter().enumerate() {
        let union = helped::union_of(cx, person, &unions)?.filter(|_| place % 3 == 2 && shown < SHOWN);
        let Some(union) = union else { continue };
        let works = people::store::at_work(cx.conn(), person.id, on)?;
        let new = NewMember {
            person: Some(person.id.0),
            name: person.name().full(),
            post: works.first().map(|one| one.post_title.clone()).unwrap_or_default(),
            role: "secretary".to_owned(),
            from_on: on,
            term_on: None,
            basis: "протокол №\u{a0}2 от\u{a0}16.03.2026".to_owned(),
            organisation: None,
        };
        match membership::appoint(cx, &may, union, &new) {
            Ok(_) => {}
            // The union has a secretary already.
            Err(Error::Refused(_) | Error::Invalid(_)) => continue,
            Err(other) => return Err(other),
        }
        let fields: &[Field] =
            if shown % 2 == 0 { &[Field::Name, Field::Post, Field::Unit] } else { &[Field::Name] };
        give(cx, person, ("directory", fields, on, None), scan)?;
        shown += 1;
    }
    Ok(())
}

fn give(
    cx: &mut Cx<Write>,
    person: &Person,
    (kind, fields, given_on, last_day): (&str, &[Field], NaiveDate, Option<NaiveDate>),
    scan: &Upload,
) -> web::Result<()> {
    let Some(operator) = actions::operator(cx, person, |_| true)? else { return Ok(()) };
    let new =
        NewConsent { kind: kind.to_owned(), fields: fields.to_vec(), way: Way::Paper, given_on, last_day };
    cx.house().vault.keep(&scan.spooled)?;
    actions::give(cx, person, &operator, &new, Some(scan))
}

/// The signed paper all of them stand for.
fn scan(stage: &Stage<'_>, on: NaiveDate) -> Result<Upload, Failure> {
    let paper = Paper {
        issuer: "Муниципальная методическая служба".to_owned(),
        heading: "СОГЛАСИЕ".to_owned(),
        requisites: "от 16.03.2026".to_owned(),
        title: "На обработку персональных данных".to_owned(),
        text: vec!["Подписанный бланк из дела (образец для демонстрации).".to_owned()],
        signature: "Подпись имеется".to_owned(),
    };
    let refused = |error: std::io::Error| Failure::Refused(error.to_string());
    let house = stage.house(on)?;
    let mut spool = Spool::begin(house.vault.spool(), "Согласие.pdf", u64::MAX).map_err(refused)?;
    spool.take(&paper.pdf()).map_err(refused)?;
    let spooled = spool.finish().map_err(refused)?;
    let media = spooled.recognise();
    Ok(Upload { field: "file".to_owned(), spooled, media })
}
