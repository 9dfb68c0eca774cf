//! Who of a composition works no more, by the works of their cards.

use chrono::NaiveDate;
use db::{Conn, Result};

use crate::model::{Member, Structure};
use crate::rules::{self, Gone};

/// Who belongs to a structure on a day and works: its composition as an order tells it.
pub(crate) fn at_work(conn: &mut Conn, one: &Structure, day: NaiveDate) -> Result<Vec<Member>> {
    let mut all = super::members_of(conn, &[one.id.0])?;
    all.retain(|member| member.is_there(day));
    let gone = gone(conn, &[one], &all, day)?;
    all.retain(|member| rules::stays(member, &gone));
    Ok(all)
}

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
