//! Monitoring of methodical services: sheets, verification, scores, places.

pub mod rules;
