//! Every query of monitoring, by noun.

pub mod answers;
pub mod below;
pub mod campaigns;
pub mod comments;
pub mod duties;
pub mod evidence;
pub mod listing;
pub(crate) mod mergers;
pub mod objections;
pub mod reminders;
pub mod results;
pub mod sheets;
pub mod subjects;
pub mod templates;
pub mod timeline;
