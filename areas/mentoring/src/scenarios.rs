//! The area through HTTP on both databases: from hiring to the order, what is refused, the life of a pair, its end, who sees.

mod ending;
mod life;
mod pictures;
mod refused;
mod seen;
mod stage;
mod way;
mod young;
