//! Who signs in as a mentee: the young specialist of the town's first school whose pair works, with a card and an account of their own,
//! so that the mentee's side of a pair is shown as well.

use std::collections::BTreeMap;

use access::{Level, Role};
use mentoring::actions::{gathering, ordering};
use mentoring::model::{Pair, State};
use people::Person;
use units::Unit;
use web::{Cx, Write};

use super::names::Name;
use super::people::{Newcomer, add_with};
use super::sign_ins::{MENTEE, SignIn, TOWN};
use super::stage::{Stage, day};
use super::tree::Tree;
use crate::Failure;

/// Makes the account, if there is such a pair.
pub(super) fn tell(
    stage: &Stage<'_>,
    tree: &Tree,
    hashes: &BTreeMap<&'static str, String>,
) -> Result<Option<SignIn>, Failure> {
    let on = day(2026, 2, 25);
    let Some(school) = tree.schools_of(TOWN).next().filter(|_| stage.has_come(on)) else { return Ok(None) };
    stage.act(on, None, |cx| {
        let Some(card) = somebody(cx, school)? else { return Ok(None) };
        let (login, phrase) = MENTEE;
        let newcomer = Newcomer {
            login: login.to_owned(),
            role: Role::Teacher,
            level: Level::Organisation,
            unit: Some(school),
            since: day(2025, 9, 1),
        };
        let name = card.name();
        let name = Name { last: name.last, first: name.first, middle: name.middle };
        let account = add_with(cx, &newcomer, &name, hashes.get(phrase))?;
        people::actions::tie(cx, &card, Some(account.0))?;
        Ok(Some(SignIn {
            role: Role::Teacher.code().to_owned(),
            login: login.to_owned(),
            password: phrase.to_owned(),
            unit: school.short_name.clone(),
        }))
    })
}

/// The mentee of a young specialist's pair at work; of a mentor who signs in first.
fn somebody(cx: &mut Cx<Write>, school: &Unit) -> web::Result<Option<Person>> {
    let is_at_work = |pair: &Pair| pair.state() == State::Active && pair.category == "young_specialist";
    let pairs = gathering::open_pairs(cx, school)?.into_iter().filter(is_at_work);
    let mut found = None;
    for pair in pairs {
        let mentors: Vec<i64> = ordering::mentor_people(cx, pair.id)?.iter().map(|person| person.0).collect();
        let mentors = people::store::all_of(cx.conn(), &mentors)?;
        let card = people::store::all_of(cx.conn(), &[pair.mentee_id.0])?.pop();
        let Some(card) = card.filter(|card| card.account_id.is_none()) else { continue };
        if mentors.iter().any(|mentor| mentor.account_id.is_some()) {
            return Ok(Some(card));
        }
        found = found.or(Some(card));
    }
    Ok(found)
}
