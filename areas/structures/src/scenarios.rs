//! The area through HTTP on both databases: who does what; a structure from its founding to its close; who sees and who may.

mod act_first;
mod approved;
mod carrying;
mod choosing;
mod composed;
mod composition_identity;
mod cooperating;
mod coordination;
mod demanded;
mod directed;
mod duties;
mod functions;
mod identity;
mod leading;
mod life;
mod listed;
mod looked_through;
mod mended;
mod merged;
mod minuted;
mod ordered;
mod publications;
mod seen;
mod stage;
mod tasks;
mod trip;
