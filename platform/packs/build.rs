//! Rebuilds the crate when a regulation pack changes, since packs are embedded into the binary.

fn main() {
    println!("cargo:rerun-if-changed=../../packs");
}
