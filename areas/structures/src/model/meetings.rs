//! The general meeting that founds a branch.

use chrono::NaiveDate;

use super::MemberId;

/// The meeting as the form tells it.
#[derive(Debug, Clone)]
pub struct Meeting {
    /// Its day.
    pub day: NaiveDate,
    /// Where; may be empty.
    pub place: String,
    /// Who was there, of the composition.
    pub present: Vec<MemberId>,
    /// Whom it elected.
    pub elected: MemberId,
    /// Who chaired it, who wrote.
    pub signers: [MemberId; 2],
}
