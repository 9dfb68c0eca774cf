//! The area through HTTP on both databases: who does what; a structure from its founding to its close; who sees and who may.

mod choosing;
mod directed;
mod duties;
mod functions;
mod identity;
mod life;
mod listed;
mod seen;
mod stage;
