//! The emblem of an association (Амурская область, приложение 3, п. 1.5; приложение 4, п. 6.12).

use db::Moment;
use diesel::prelude::*;
use files::FileId;

use super::StructureId;
use crate::schema::structure_emblems;

/// An emblem as stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = structure_emblems)]
pub struct Emblem {
    /// Whose.
    #[diesel(column_name = "id")]
    pub structure_id: StructureId,
    /// Its file.
    pub file_id: FileId,
    /// The key of its object.
    pub sha256: String,
    /// `image/png`, `image/jpeg`
    pub media_type: String,
    /// Who set it; none: a command.
    pub set_by: Option<i64>,
    /// When.
    pub set_at: Moment,
}

impl Emblem {
    /// What a browser is told it is called.
    pub fn file_name(&self) -> &'static str {
        if self.media_type == "image/png" { "emblem.png" } else { "emblem.jpg" }
    }
}
