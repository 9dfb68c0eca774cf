//! The one binary `metodset`: everything it does is in the library beside it, so that tests can reach it.

use std::process::ExitCode;

fn main() -> ExitCode {
    metodset::cli::run()
}
