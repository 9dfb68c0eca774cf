//! Secrets given to a browser or a mailbox: random, kept only as a hash.

use std::fmt::Write as _;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

/// A secret of 256 random bits, as text for a cookie or a link.
pub struct Token(String);

impl Token {
    /// A new secret from the machine's random source.
    pub fn random() -> Self {
        let mut bytes = [0_u8; 32];
        getrandom::fill(&mut bytes).expect("the machine has a random source");
        Self(URL_SAFE_NO_PAD.encode(bytes))
    }

    /// A new secret for a program, known by its beginning: whoever finds one in a text sees what it is.
    pub fn for_program() -> Self {
        Self(format!("mst_{}", Self::random().0))
    }

    /// The text to hand out; never stored or logged.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What the database keeps.
    pub fn hash(&self) -> String {
        hash_token(&self.0)
    }
}

/// SHA-256 of a secret, in hexadecimal.
pub fn hash_token(secret: &str) -> String {
    Sha256::digest(secret.as_bytes()).iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
