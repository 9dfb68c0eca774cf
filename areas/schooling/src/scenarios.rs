//! The area used through HTTP on both databases.

mod aids;
mod asked;
mod duties;
mod initiatives;
mod joined;
mod lists;
mod programmes;
mod seen;
mod sessions;
mod stage;
mod summed;
