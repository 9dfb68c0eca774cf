//! Every query of the area.

pub(crate) mod batches;
pub(crate) mod history;
pub(crate) mod procedures;
pub(crate) mod reports;
