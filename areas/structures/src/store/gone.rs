//! Who of a composition works no more, by the works of their cards.

use chrono::NaiveDate;
use db::{Conn, Result};

use crate::model::{Member, Structure};
use crate::rules::{self, Gone};

/// Of these members of these structures those who are there on a day and work no more.
pub(crate) fn gone(
    conn: &mut Conn,
    bodies: &[&Structure],
    members: &[Member],
    day: NaiveDate,
) -> Result<Gone> {
    let there = members.iter().filter(|member| member.is_there(day));
    let mut cards: Vec<i64> = there.filter_map(|member| member.person_id).collect();
    cards.sort_unstable();
    cards.dedup();
    let works = people::store::works_of(conn, &cards)?;
    Ok(rules::gone(bodies, members, &works, day))
}
