//! The one binary `metodset`.
fn main() {}
