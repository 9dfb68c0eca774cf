//! Signing in through somebody else's account: what the program provides, so that areas build without the
//! protocol, and the cookie that ties the way there and back to one browser.

use std::fmt::Debug;

use access::{Token, hash_token};
use db::Moment;

use crate::{Cx, Mode, Write, cookies};

/// How long a person may take at the provider, seconds.
pub const JOURNEY_SECONDS: i64 = 15 * 60;

/// Who keeps the identities: an installation knows one provider or none.
pub trait Provider: Debug + Send + Sync {
    /// As the button calls it: «Войти через …».
    fn title(&self) -> &str;
    /// Its unique name, the address it describes itself at.
    fn issuer(&self) -> &str;
    /// The address a browser goes to.
    fn way(&self, departure: &Departure, return_to: &str) -> Result<String, Astray>;
    /// Who came back with the code.
    fn arrive(
        &self,
        departure: &Departure,
        return_to: &str,
        code: &str,
        now: Moment,
    ) -> Result<Identity, Astray>;
}

/// What a browser that leaves for the provider is known by when it comes back.
#[derive(Clone)]
pub struct Departure {
    /// Comes back beside the code: the return belongs to this departure.
    pub state: String,
    /// Comes back inside the signed claim: it was made for this departure.
    pub nonce: String,
    /// Shown when the code is exchanged: whoever only saw the code has no use of it (PKCE).
    pub verifier: String,
    /// Whoever is signed in there already is asked anew.
    pub asks_anew: bool,
}

impl Departure {
    /// A new one.
    pub fn random() -> Self {
        let secret = || Token::random().reveal().to_owned();
        Self { state: secret(), nonce: secret(), verifier: secret(), asks_anew: false }
    }
}

impl Debug for Departure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Departure(…)")
    }
}

/// Who came, as the provider signed it. The name is for the eye alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Whose identity it is.
    pub issuer: String,
    /// The person, for ever the same at this issuer.
    pub subject: String,
    /// As the provider calls them; may be empty.
    pub name: String,
}

/// Why nobody came.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Astray {
    /// The provider gives no answer; the same way may be tried again.
    #[error("the provider gives no answer: {0}")]
    Unreachable(String),
    /// What came back is not believed, or the provider refuses; a new way begins at the beginning.
    #[error("the provider refuses: {0}")]
    Refused(String),
}

impl<M: Mode> Cx<M> {
    /// The provider of this installation.
    pub fn provider(&self) -> Option<std::sync::Arc<dyn Provider>> {
        self.house().settings.provider.clone()
    }

    /// Hash of the secret that this browser's journey is known by.
    pub fn journey(&self) -> Option<String> {
        let is_secure = self.house.settings.is_secure;
        cookies::find(&self.request.cookies, cookies::JOURNEY, is_secure).map(hash_token)
    }
}

impl Cx<Write> {
    /// Ties a new journey to this browser; the hash of its secret.
    pub fn begin_journey(&mut self) -> String {
        let (token, secure) = (Token::random(), self.house.settings.is_secure);
        self.cookies.push(cookies::set(cookies::JOURNEY, token.reveal(), Some(JOURNEY_SECONDS), secure));
        token.hash()
    }

    /// The journey is over.
    pub fn end_journey(&mut self) {
        let secure = self.house.settings.is_secure;
        self.cookies.push(cookies::set(cookies::JOURNEY, "", Some(0), secure));
    }
}
