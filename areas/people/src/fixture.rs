//! People for tests of the areas above.

use db::Moment;
use units::Unit;
use web::{Cx, House, Result, Write};

use crate::{NewEmployment, NewPerson, Person, actions, rules::names};

/// Takes a teacher on in the unit from 1 September 2020: «Иванова Мария Петровна».
pub fn hire(house: &std::sync::Arc<House>, unit: &Unit, name: &str) -> Result<Person> {
    let mut cx = Cx::<Write>::outside(house, None)?;
    let person = hire_within(&mut cx, unit, name)?;
    cx.finish()?;
    Ok(person)
}

/// The same inside a transaction that goes on.
pub fn hire_within(cx: &mut Cx<Write>, unit: &Unit, name: &str) -> Result<Person> {
    let new = NewPerson { name: names::split(name).unwrap_or_default(), ..NewPerson::default() };
    let work = NewEmployment {
        post: "teacher".to_owned(),
        post_title: String::new(),
        subjects: vec!["mathematics".to_owned()],
        rate: 100,
        is_main: true,
        started_on: Moment(1_598_918_400_000_000).utc().date_naive(),
        is_start_told: true,
        ground: String::new(),
    };
    actions::add(cx, unit, &new, &work)
}
