//! Faults: what the program survives, tried on the real binary. Short by default; `METODSET_FAULT_ROUNDS=200
//! cargo test -p metodset --test faults -- --nocapture --test-threads 1` is the full form and prints its tables.
#![expect(clippy::unwrap_used, reason = "a test stops where its ground is missing")]

#[path = "../program/mod.rs"]
mod program;

mod away;
mod chance;
mod clients;
mod clock;
mod cluster;
mod ground;
mod kill;
mod lists;
mod served;
mod slow;
mod truth;
mod two;
mod wire;
