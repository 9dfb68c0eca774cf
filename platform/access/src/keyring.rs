//! The keys of the installation: what must be read again and yet tells nothing to whoever only has the database – secrets
//! of second factors – is sealed with the first of them and opened with any (AES-256-GCM).

use std::fmt;

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

/// How a sealed text begins; nothing kept open does: base32 has no small letters and no dots.
const MARK: &str = "v1.";

/// The keys, the present one first; without any, nothing is sealed.
#[derive(Clone, Default)]
pub struct Keyring(Vec<Key>);

#[derive(Clone)]
struct Key {
    id: String,
    bytes: [u8; 32],
}

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Keyring({} keys)", self.0.len())
    }
}

/// How a kept text stands to the keys at hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sealing {
    /// Sealed with the present key.
    Present,
    /// Sealed with an earlier key that is at hand.
    Earlier,
    /// Not sealed at all.
    Open,
    /// Sealed with a key that is not at hand, or not a text of ours.
    Lost,
}

impl Keyring {
    /// The keys as written: 43 letters of base64url each, between blanks or commas, the present one first.
    pub fn read(text: &str) -> Result<Self, String> {
        let words = text.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty());
        words.map(Key::read).collect::<Result<_, _>>().map(Self)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// By what the present key is known; it tells nothing of the key.
    pub fn present(&self) -> Option<&str> {
        self.0.first().map(|key| key.id.as_str())
    }

    /// Whether a key of this name is at hand.
    pub fn holds(&self, id: &str) -> bool {
        self.0.iter().any(|key| key.id == id)
    }

    /// The text sealed with the present key, for this place alone: moved to another row it does not open.
    pub fn seal(&self, place: &str, text: &str) -> String {
        let Some(key) = self.0.first() else {
            return text.to_owned();
        };
        let mut sealed = text.as_bytes().to_vec();
        let nonce = key
            .cipher()
            .seal_in_place_append_tag(Aad::from(place.as_bytes()), &mut sealed)
            .expect("a text of a few letters fits the cipher");
        let whole = [nonce.as_ref().as_slice(), &sealed].concat();
        format!("{MARK}{}.{}", key.id, URL_SAFE_NO_PAD.encode(whole))
    }

    /// The text, when it is open or a key at hand opens it here.
    pub fn open(&self, place: &str, kept: &str) -> Option<String> {
        let Some(sealed) = kept.strip_prefix(MARK) else {
            return Some(kept.to_owned());
        };
        let (id, whole) = sealed.split_once('.')?;
        let key = self.0.iter().find(|key| key.id == id)?;
        let whole = URL_SAFE_NO_PAD.decode(whole).ok()?;
        let (nonce, text) = whole.split_at_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let mut text = text.to_vec();
        let text = key.cipher().open_in_place(nonce, Aad::from(place.as_bytes()), &mut text).ok()?;
        String::from_utf8(text.to_vec()).ok()
    }

    /// How a kept text stands to these keys; it is not opened for that.
    pub fn standing(&self, kept: &str) -> Sealing {
        let Some(sealed) = kept.strip_prefix(MARK) else {
            return Sealing::Open;
        };
        match sealed.split_once('.') {
            Some((id, _)) if self.present() == Some(id) => Sealing::Present,
            Some((id, _)) if self.holds(id) => Sealing::Earlier,
            _ => Sealing::Lost,
        }
    }
}

impl Key {
    fn read(word: &str) -> Result<Self, String> {
        let bytes = URL_SAFE_NO_PAD.decode(word).ok().and_then(|bytes| bytes.try_into().ok());
        let bytes: [u8; 32] =
            bytes.ok_or("a key is 43 letters, digits, - and _, as the program makes one")?;
        let digest = Sha256::digest([b"metodset key ".as_slice(), &bytes].concat());
        let id = URL_SAFE_NO_PAD.encode(&digest[..6]);
        Ok(Self { id, bytes })
    }

    fn cipher(&self) -> RandomizedNonceKey {
        RandomizedNonceKey::new(&AES_256_GCM, &self.bytes).expect("the key is of the cipher's length")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Token;

    fn ring(keys: &[&str]) -> Keyring {
        Keyring::read(&keys.join("\n")).unwrap()
    }

    #[test]
    fn what_is_sealed_opens_with_its_key_in_its_place_alone() {
        let (one, other) = (Token::random(), Token::random());
        let keys = ring(&[one.reveal()]);
        let sealed = keys.seal("second_factors:7", "GEZDGNBV");
        assert!(sealed.starts_with(MARK) && !sealed.contains("GEZDGNBV"), "{sealed}");
        assert_ne!(
            sealed,
            keys.seal("second_factors:7", "GEZDGNBV"),
            "the same text twice tells nobody that"
        );
        assert_eq!(keys.open("second_factors:7", &sealed).as_deref(), Some("GEZDGNBV"));
        assert_eq!(keys.open("second_factors:8", &sealed), None, "moved to another account");
        assert_eq!(ring(&[other.reveal()]).open("second_factors:7", &sealed), None);
        for at in 0..sealed.len() {
            let mut broken = sealed.clone().into_bytes();
            broken[at] = if broken[at] == b'A' { b'B' } else { b'A' };
            let broken = String::from_utf8(broken).unwrap();
            assert_ne!(keys.open("second_factors:7", &broken).as_deref(), Some("GEZDGNBV"), "letter {at}");
        }
    }

    #[test]
    fn an_earlier_key_opens_and_the_first_one_seals() {
        let (old, new) = (Token::random(), Token::random());
        let sealed = ring(&[old.reveal()]).seal("place", "text");
        let both = ring(&[new.reveal(), old.reveal()]);
        assert_eq!(both.open("place", &sealed).as_deref(), Some("text"));
        let standing = |kept: &str| both.standing(kept);
        assert_eq!(standing(&sealed), Sealing::Earlier);
        assert_eq!(standing(&both.seal("place", "text")), Sealing::Present);
        assert_eq!(standing("GEZDGNBV"), Sealing::Open);
        assert_eq!(ring(&[new.reveal()]).standing(&sealed), Sealing::Lost);
    }

    #[test]
    fn without_keys_nothing_is_sealed_and_a_broken_key_is_told() {
        let none = Keyring::default();
        assert_eq!(
            (none.seal("p", "text").as_str(), none.open("p", "text").as_deref()),
            ("text", Some("text"))
        );
        for wrong in ["short", "===", &"я".repeat(43)] {
            assert!(Keyring::read(wrong).is_err(), "{wrong}");
        }
        let key = Token::random();
        assert!(!format!("{:?}", ring(&[key.reveal()])).contains(key.reveal()));
    }
}
