//! People for tests of the areas above.

use std::sync::Arc;

use chrono::NaiveDate;
use db::Moment;
use units::Unit;
use web::{Cx, House, Result, Write};

use crate::{NewEmployment, NewPerson, Person, actions, rules::names};

/// Takes a teacher on in the unit from 1 September 2020: «Иванова Мария Петровна».
pub fn hire(house: &Arc<House>, unit: &Unit, name: &str) -> Result<Person> {
    hire_since(house, unit, name, autumn())
}

/// The same from another day on.
pub fn hire_since(house: &Arc<House>, unit: &Unit, name: &str, from: NaiveDate) -> Result<Person> {
    let mut cx = Cx::<Write>::outside(house, None)?;
    let person = taken_on(&mut cx, unit, name, from)?;
    cx.finish()?;
    Ok(person)
}

/// From 1 September 2020, inside a transaction that goes on.
pub fn hire_within(cx: &mut Cx<Write>, unit: &Unit, name: &str) -> Result<Person> {
    taken_on(cx, unit, name, autumn())
}

fn autumn() -> NaiveDate {
    Moment(1_598_918_400_000_000).utc().date_naive()
}

fn taken_on(cx: &mut Cx<Write>, unit: &Unit, name: &str, from: NaiveDate) -> Result<Person> {
    let new = NewPerson { name: names::split(name).unwrap_or_default(), ..NewPerson::default() };
    let work = NewEmployment {
        post: "teacher".to_owned(),
        post_title: String::new(),
        subjects: vec!["mathematics".to_owned()],
        rate: 100,
        teaching_hours: None,
        is_main: true,
        started_on: from,
        is_start_told: true,
        ground: String::new(),
    };
    actions::add(cx, unit, &new, &work)
}
