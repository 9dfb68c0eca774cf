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

/// Bytes of the stamp of a short code: nobody guesses sixty-four bits by asking.
const SHORT: usize = 8;

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

    /// A number with half a stamp in 22 letters: for codes on paper, which open nothing secret.
    pub fn short(&self, purpose: &str, number: i64) -> String {
        let stamp = self.mac(purpose, &number.to_string()).finalize().into_bytes();
        let mut bytes = number.to_be_bytes().to_vec();
        bytes.extend(stamp.iter().take(SHORT));
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// The number, if the code is ours.
    pub fn open_short(&self, purpose: &str, code: &str) -> Option<i64> {
        let bytes = URL_SAFE_NO_PAD.decode(code).ok()?;
        let (number, stamp) = bytes.split_first_chunk::<8>()?;
        let number = i64::from_be_bytes(*number);
        let is_whole = stamp.len() == SHORT;
        self.mac(purpose, &number.to_string()).verify_truncated_left(stamp).ok().filter(|()| is_whole)?;
        Some(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_code_opens_for_its_use_only_and_whole() {
        let signer = Signer::with_key(b"key");
        for number in [0, 1, -7, i64::MAX] {
            let code = signer.short("paper", number);
            assert_eq!(code.len(), 22);
            assert_eq!(signer.open_short("paper", &code), Some(number));
            assert_eq!(signer.open_short("other", &code), None);
            assert_eq!(Signer::with_key(b"other").open_short("paper", &code), None);
            for cut in 0..22 {
                assert_eq!(signer.open_short("paper", &code[..cut]), None);
            }
        }
        assert_ne!(signer.short("paper", 1), signer.short("paper", 2));
        assert_eq!(signer.open_short("paper", "вздор"), None);
    }

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
