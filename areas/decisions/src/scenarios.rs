//! The area through HTTP on both databases: from a published deficit to its effect a year later.

mod answering;
mod control;
mod drafting;
mod effect;
mod facts;
mod findings;
mod papers;
mod programs;
mod register;
mod stage;
mod unseen;
