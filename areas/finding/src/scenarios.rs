//! The search used by people: through HTTP, on both databases.

mod finding;
mod keeping;
