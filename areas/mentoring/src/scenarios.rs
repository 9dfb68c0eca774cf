//! The area through HTTP on both databases: from hiring to the order, what is refused, the life of a pair, its end, who sees.

mod around;
mod control;
mod council;
mod counted;
mod dismissed;
mod early;
mod edges;
mod ending;
mod finishing;
mod forms;
mod grounds;
mod life;
mod orders;
mod owed;
mod packs;
mod pictures;
mod plan;
mod quiet;
mod refused;
mod second;
mod seen;
mod stage;
mod together;
mod way;
mod young;
