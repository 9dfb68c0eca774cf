//! What happened to recommendations.

use crate::schema::recommendation_events;

audit::history!(recommendation_events, recommendation_id);
