//! What structures did together over a link beside the tree (Кемеровская область, п. 2.1; Владимир, п. 2.2; Терский район,
//! раздел 1): one work, and the part of each side.

use chrono::NaiveDate;
use db::Moment;
use diesel::prelude::*;

use super::LinkId;
use crate::schema::structure_link_works;

/// Something done together over a link.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = structure_link_works)]
pub struct LinkWork {
    /// Its id.
    pub id: i64,
    /// Over which link.
    pub link_id: LinkId,
    /// The day.
    pub held_on: NaiveDate,
    /// «Семинар по функциональной грамотности»
    pub title: String,
    /// What the structure did that the link begins at.
    pub own_part: String,
    /// What the other side did.
    pub other_part: String,
    /// When it was entered.
    pub created_at: Moment,
}
