//! Erasure after a withdrawn consent: an area says what of a person it keeps in a group of data, and erases it.

use db::{Conn, Moment, Result, WriteTx};

/// Who erases, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Erasing {
    /// Whose data.
    pub person: i64,
    /// Who does it; none: a command.
    pub by: Option<i64>,
    /// When.
    pub at: Moment,
}

/// An area's offer. Groups are the codes of `packs::ErasureGroup`; of a group it does not know it has nothing.
pub trait ErasureOffer: Send + Sync {
    /// What it keeps of the person in the group, a phrase each: «награды – 3». Never the data themselves.
    fn told(&self, conn: &mut Conn, person: i64, group: &str) -> Result<Vec<String>>;

    /// Erases it for good.
    fn erase(&self, tx: &mut WriteTx, erasing: &Erasing, group: &str) -> Result<()>;
}
