//! Orders of replacement and what was done after them.

use db::{Conn, Result, WriteTx};
use diesel::prelude::*;

use crate::model::{OrderMark, Pair, PairId, Replacing};
use crate::schema::ordered::mentorship_order_marks as marks;
use crate::schema::{mentorship_mentors as mentors, mentorship_orders as orders, mentorships as pairs};

/// The marks of the orders of a pair.
pub(crate) fn of_pair(conn: &mut Conn, pair: PairId) -> Result<Vec<OrderMark>> {
    Ok(marks::table
        .filter(marks::mentorship_id.eq(pair))
        .order((marks::order_id.asc(), marks::mark.asc()))
        .select(OrderMark::as_select())
        .load(conn)?)
}

/// Keeps a mark, or what was corrected of it.
pub(crate) fn keep(tx: &mut WriteTx, one: &OrderMark) -> Result<()> {
    let of = marks::table.filter(marks::order_id.eq(one.order_id)).filter(marks::mark.eq(&one.mark));
    let changed = diesel::update(of)
        .set((
            (marks::done_on.eq(one.done_on), marks::done_by.eq(&one.done_by)),
            (marks::written_by.eq(one.written_by), marks::written_at.eq(one.written_at)),
        ))
        .execute(&mut **tx)?;
    if changed == 0 {
        diesel::insert_into(marks::table).values(one).execute(&mut **tx)?;
    }
    Ok(())
}

/// The orders whose successor is the mentor now, of the pairs at work of these schools, with their pairs: the earliest first.
pub(crate) fn standing(conn: &mut Conn, paths: &[&str], limit: i64) -> Result<Vec<(Pair, Replacing)>> {
    Ok(orders::table
        .inner_join(pairs::table.on(pairs::id.eq(orders::mentorship_id)))
        .inner_join(mentors::table.on(mentors::id.eq(orders::next_id)))
        .filter(db::among(pairs::unit_path, paths.iter().map(|path| (*path).to_owned())))
        .filter(pairs::state.eq("active"))
        .filter(mentors::from_on.is_not_null())
        .filter(mentors::to_on.is_null())
        .order((orders::signed_on.asc(), orders::id.asc()))
        .limit(limit)
        .select((Pair::as_select(), Replacing::as_select()))
        .load(conn)?)
}

/// The marks of these orders.
pub(crate) fn of_orders(conn: &mut Conn, orders: &[i64]) -> Result<Vec<OrderMark>> {
    let mut found = Vec::new();
    for some in orders.chunks(500) {
        let rows: Vec<OrderMark> = marks::table
            .filter(db::among(marks::order_id, some.iter().copied()))
            .order((marks::order_id.asc(), marks::mark.asc()))
            .select(OrderMark::as_select())
            .load(conn)?;
        found.extend(rows);
    }
    Ok(found)
}
