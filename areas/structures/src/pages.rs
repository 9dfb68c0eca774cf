//! Pages of structures.

mod functions;

use web::{Route, get};

/// The area's routes.
pub(crate) fn routes() -> Vec<Route> {
    vec![get("/functions", functions::page)]
}
