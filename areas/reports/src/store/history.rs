//! What happened to reports.

use crate::schema::report_events;

audit::history!(report_events, report_id);
