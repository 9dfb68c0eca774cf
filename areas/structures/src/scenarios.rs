//! The area through HTTP on both databases.

mod functions;
