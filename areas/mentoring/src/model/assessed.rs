//! The file of a document that assesses the mentee (п. 7.3).

use db::Moment;
use diesel::prelude::*;
use files::FileId;

use super::PairId;
use super::around::MatterId;
use crate::schema::assessed::mentorship_matter_papers;

/// The document itself.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = mentorship_matter_papers)]
#[expect(missing_docs, reason = "columns are told in the migration")]
pub struct MatterPaper {
    pub matter_id: MatterId,
    pub mentorship_id: PairId,
    pub file_id: FileId,
    pub name: String,
    pub created_by: Option<i64>,
    pub created_at: Moment,
}
