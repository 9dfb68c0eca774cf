//! What happened to decisions.

use crate::schema::decision_events;

audit::history!(decision_events, decision_id);
