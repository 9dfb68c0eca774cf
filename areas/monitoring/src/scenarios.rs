//! Monitoring through HTTP.
