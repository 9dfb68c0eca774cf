//! How a unit is reached, and what stands at the head of its papers.

use db::Moment;
use diesel::prelude::*;

use crate::schema::unit_contacts;

/// How a unit is reached.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contacts {
    /// Postal address.
    pub address: String,
    /// Telephones.
    pub phone: String,
    /// Mail address.
    pub email: String,
    /// Site.
    pub site: String,
    /// ОКПО, ОГРН, ИНН, КПП as they stand on paper.
    pub codes: String,
    /// Names on its paper: a list of lines a language, the issuer last.
    pub letterhead: Vec<Vec<String>>,
}

/// Contacts as stored, with who wrote them.
#[derive(Debug, Clone, Default)]
pub struct KeptContacts {
    /// What they are.
    pub contacts: Contacts,
    /// Who wrote them; none: a command, or nobody yet.
    pub updated_by: Option<i64>,
    /// When; none: nobody has yet.
    pub updated_at: Option<Moment>,
    /// Version for optimistic locking; 0: nothing was written yet.
    pub version: i64,
}

/// The row.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = unit_contacts)]
pub(crate) struct ContactsRow {
    pub address: String,
    pub phone: String,
    pub email: String,
    pub site: String,
    pub codes: String,
    pub updated_by: Option<i64>,
    pub updated_at: Moment,
    pub version: i64,
}
