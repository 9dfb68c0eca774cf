//! People through HTTP: hiring, correcting, a second place, dismissal, categories, records, scopes, two hands at once.

mod cards;
mod counted;
mod courses;
mod dividing;
mod hiring;
mod identity;
mod imports;
mod merging;
mod messy;
mod of_schools;
mod own_words;
mod returning;
mod setting;
mod sight;
mod striking;
mod teams;
mod works;
