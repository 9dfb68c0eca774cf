//! What happened to sessions.

use crate::schema::school_session_events;

audit::history!(school_session_events, session_id);
