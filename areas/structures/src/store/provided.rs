//! What structures are provided with: an act in force, a head, something done together within a year (Терский район, паспорт,
//! ожидаемые результаты, пункт 1).

use chrono::NaiveDate;
use db::{Conn, Ranges, Result};
use diesel::dsl::count_star;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Date};

use crate::model::ACTIVE;
use crate::schema::structures as table;

/// What a structure is provided with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Provided {
    /// A document in force it is founded by, on a day.
    Act(NaiveDate),
    /// A head, on a day.
    Head(NaiveDate),
    /// Something done together with another structure or a partner since a day.
    Works(NaiveDate),
}

const ACT: &str = "EXISTS (SELECT 1 FROM documents d WHERE d.id = structures.document_id AND d.status = 'in_force' \
                   AND (d.valid_to IS NULL OR d.valid_to >= ";
const HEAD: &str = "EXISTS (SELECT 1 FROM structure_members m WHERE m.structure_id = structures.id AND m.role = 'head' \
                    AND (m.to_on IS NULL OR m.to_on >= ";
const WORKS: &str = "(EXISTS (SELECT 1 FROM structure_link_works w JOIN structure_links l ON l.id = w.link_id \
                     WHERE (l.structure_id = structures.id OR l.to_id = structures.id) AND w.held_on >= ";
const PARTNERED: &str = ") OR EXISTS (SELECT 1 FROM structure_joint_works j JOIN structure_partners p ON p.id = j.partner_id \
                         WHERE p.structure_id = structures.id AND j.held_on >= ";

/// A [`Provided`] as a condition of a query.
macro_rules! provided {
    ($query:expr, $by:expr) => {
        match $by {
            Provided::Act(day) => $query.filter(db::piece::<Bool>(ACT).bind::<Date, _>(day).sql("))")),
            Provided::Head(day) => $query.filter(db::piece::<Bool>(HEAD).bind::<Date, _>(day).sql("))")),
            Provided::Works(day) => $query.filter(
                db::piece::<Bool>(WORKS).bind::<Date, _>(day).sql(PARTNERED).bind::<Date, _>(day).sql("))"),
            ),
        }
    };
}

/// The same of a list.
pub(super) fn narrowed(
    query: table::BoxedQuery<'_, db::Backend>,
    by: Provided,
) -> table::BoxedQuery<'_, db::Backend> {
    provided!(query, by)
}

/// Working structures at and under a place and of the very units at these paths that are provided so: (level, block, how many).
pub(crate) fn counts(
    conn: &mut Conn,
    (place, also): (&Ranges, &[String]),
    by: Provided,
) -> Result<Vec<(String, String, i64)>> {
    let here = db::within!(table::table, table::unit_path, place);
    let query = table::table
        .filter(here.or(table::unit_path.eq_any(also.to_vec())))
        .filter(table::state.eq(ACTIVE))
        .group_by((table::level, table::block))
        .order((table::level.asc(), table::block.asc()))
        .select((table::level, table::block, count_star()))
        .into_boxed::<db::Backend>();
    Ok(provided!(query, by).load(conn)?)
}
