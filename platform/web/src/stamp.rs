//! Stamps: text handed to a browser and taken back only unchanged.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// Purpose of a visitor's token.
pub(crate) const VISITOR: &str = "visitor";
/// Purpose of a notice.
pub(crate) const NOTICE: &str = "notice";
/// Purpose of a carried form.
pub(crate) const CARRIED: &str = "carried";

/// Signs and checks with the key of the installation.
#[derive(Clone)]
pub struct Signer {
    key: Vec<u8>,
}

impl Signer {
    /// A signer with the installation's key, the same on all its servers.
    pub fn with_key(key: &[u8]) -> Self {
        Self { key: key.to_vec() }
    }

    fn mac(&self, purpose: &str, text: &str) -> Hmac<Sha256> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.key).expect("HMAC takes a key of any length");
        // The purpose is inside: what was signed for one use opens for no other.
        mac.update(purpose.as_bytes());
        mac.update(b"\0");
        mac.update(text.as_bytes());
        mac
    }

    /// The text with its stamp.
    pub fn sign(&self, purpose: &str, text: &str) -> String {
        let stamp = URL_SAFE_NO_PAD.encode(self.mac(purpose, text).finalize().into_bytes());
        format!("{stamp}.{}", URL_SAFE_NO_PAD.encode(text))
    }

    /// The text, if the stamp is ours.
    pub fn open(&self, purpose: &str, signed: &str) -> Option<String> {
        let (stamp, text) = signed.split_once('.')?;
        let text = String::from_utf8(URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
        let stamp = URL_SAFE_NO_PAD.decode(stamp).ok()?;
        self.mac(purpose, &text).verify_slice(&stamp).ok()?;
        Some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_unchanged_text_opens() {
        let signer = Signer::with_key(b"key");
        let signed = signer.sign(NOTICE, "текст");
        assert_eq!(signer.open(NOTICE, &signed).as_deref(), Some("текст"));
        assert_eq!(Signer::with_key(b"other").open(NOTICE, &signed), None);
        assert_eq!(signer.open(NOTICE, &format!("{signed}QQ")), None);
        assert_eq!(signer.open(NOTICE, "вздор"), None);
        assert_eq!(signer.open(CARRIED, &signed), None, "signed for another use");
    }
}
