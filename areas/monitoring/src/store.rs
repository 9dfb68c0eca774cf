//! Every query of monitoring, by noun.

pub mod answers;
pub mod campaigns;
pub mod duties;
pub mod evidence;
pub mod listing;
pub mod results;
pub mod sheets;
pub mod subjects;
pub mod templates;
pub mod timeline;
