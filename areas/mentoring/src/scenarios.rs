//! The area through HTTP on both databases: from hiring to the order, what is refused, the life of a pair, its end, who sees.

mod around;
mod control;
mod ending;
mod life;
mod plan;
mod quiet;
mod refused;
mod seen;
mod stage;
mod way;
