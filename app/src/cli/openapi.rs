//! `metodset openapi`: the document of the JSON API, as the server answers it; needs no database.

use std::process::ExitCode;

use clap::Args;

use crate::{Failure, areas};

/// Print the OpenAPI document of the JSON API
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  metodset openapi > openapi.json")]
pub struct Arguments {}

pub(super) fn run(_arguments: &Arguments) -> Result<ExitCode, Failure> {
    super::print_json(&web::api::document(&areas::routes()))?;
    Ok(ExitCode::SUCCESS)
}
