//! People through HTTP: hiring, correcting, a second place, dismissal, categories, records, scopes, two hands at once.

mod cards;
mod imports;
mod merging;
mod messy;
mod setting;
mod works;
