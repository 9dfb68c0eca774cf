//! Portfolios through HTTP: gathered by itself, own items, hiding and order, the paper, a private link.

mod gathered;
mod linked;
mod stage;
