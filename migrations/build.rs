//! A new migration folder rebuilds the crate that embeds it.
fn main() {
    println!("cargo::rerun-if-changed=.");
}
