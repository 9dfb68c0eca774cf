//! The area through HTTP on both databases: from a representation to the order, what is refused, activity and its weights, the
//! system of motivation, grounds for payments, who sees.

mod activity;
mod around;
mod bounds;
mod commended;
mod met;
mod motivation;
mod numbered;
mod packs;
mod payments;
mod refused;
mod seen;
mod stage;
mod taken_back;
mod told;
mod way;
