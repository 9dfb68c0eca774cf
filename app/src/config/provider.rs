//! The identity provider: where it is, and what this installation is called there.

use std::sync::Arc;

use oidc::{Line, Oidc, Registration};
use url::{Host, Url};

use super::{Origin, Setting, Sources};
use crate::Failure;

/// How the button calls a provider nobody gave a title.
const TITLE: &str = "единый вход";

/// Signing in through a provider of `OpenID` Connect.
#[derive(Debug, Clone)]
pub struct SignIn {
    /// Where it describes itself, without `/.well-known/…`; none: passwords alone.
    pub issuer: Setting<Option<String>>,
    /// The installation's name there.
    pub client_id: Setting<String>,
    /// Its secret there; none for a public client.
    pub client_secret: Setting<Option<Secret>>,
    /// How the button calls it.
    pub title: Setting<String>,
    registration: Option<Registration>,
}

/// A secret that no `Debug` shows.
#[derive(Clone)]
pub struct Secret(String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl SignIn {
    pub(super) fn from_sources(sources: &Sources, public_address: &str) -> Result<Self, Failure> {
        let text = |text: &str| Ok(text.trim().to_owned());
        let issuer = sources.read("oidc-issuer", "", issuer)?;
        let client_id = sources.read("oidc-client-id", "", text)?;
        let client_secret = sources.read_secret("oidc-client-secret", |text| {
            Ok((!text.is_empty()).then(|| Secret(text.to_owned())))
        })?;
        let title = sources.read("oidc-title", TITLE, text)?;
        let registration = registration(&issuer, &client_id, &client_secret, &title, public_address)?;
        Ok(Self { issuer, client_id, client_secret, title, registration })
    }

    /// The provider, asked for nothing yet.
    pub fn provider(&self) -> Option<Arc<dyn web::Provider>> {
        let registration = self.registration.clone()?;
        Some(Arc::new(Oidc::over(Line::trusting_the_machine(), registration)))
    }

    pub(super) fn explained(&self) -> Vec<(&'static str, String, &Origin)> {
        let secret = if self.client_secret.value.is_some() { "set" } else { "none" };
        vec![
            (
                "oidc-issuer",
                self.issuer.value.clone().unwrap_or_else(|| "off".to_owned()),
                &self.issuer.origin,
            ),
            ("oidc-client-id", self.client_id.value.clone(), &self.client_id.origin),
            ("oidc-client-secret", secret.to_owned(), &self.client_secret.origin),
            ("oidc-title", self.title.value.clone(), &self.title.origin),
        ]
    }
}

/// A provider needs the installation's name there and an address to send people back to.
fn registration(
    issuer: &Setting<Option<String>>,
    client_id: &Setting<String>,
    client_secret: &Setting<Option<Secret>>,
    title: &Setting<String>,
    public_address: &str,
) -> Result<Option<Registration>, Failure> {
    let Some(found) = &issuer.value else { return Ok(None) };
    let missing = |name: &str, why: &str| {
        Failure::Usage(format!("oidc-issuer is set ({}), so {name} must be: {why}", issuer.origin))
    };
    if client_id.value.is_empty() {
        return Err(missing("oidc-client-id", "the name this installation is registered under there"));
    }
    if public_address.is_empty() {
        return Err(missing("public-address", "people are sent back to it, https://metodset.example"));
    }
    Ok(Some(Registration {
        issuer: found.clone(),
        client_id: client_id.value.clone(),
        client_secret: client_secret.value.clone().map(|Secret(text)| text),
        title: title.value.clone(),
    }))
}

/// Over TLS, or on this very machine: what is asked for there opens accounts.
fn issuer(text: &str) -> Result<Option<String>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let form = || "write https://id.example/realms/region, as the provider calls itself".to_owned();
    let url = Url::parse(text).map_err(|_| form())?;
    let is_here = match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    };
    let is_bare = url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
    match url.scheme() {
        "https" if is_bare => Ok(Some(text.to_owned())),
        "http" if is_bare && is_here => Ok(Some(text.to_owned())),
        "http" if is_bare => Err("plain http only on this very machine: write https://…".to_owned()),
        _ => Err(form()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sign_in(pairs: &[(&str, &str)], public_address: &str) -> Result<SignIn, Failure> {
        let environment =
            pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        SignIn::from_sources(&Sources { environment, ..Sources::default() }, public_address)
    }

    const ISSUER: (&str, &str) = ("METODSET_OIDC_ISSUER", "https://id.example/realms/region");
    const CLIENT: (&str, &str) = ("METODSET_OIDC_CLIENT_ID", "metodset");
    const SECRET: (&str, &str) = ("METODSET_OIDC_CLIENT_SECRET", "geheim");

    #[test]
    fn a_provider_needs_a_name_there_and_the_way_back() {
        assert!(sign_in(&[], "").unwrap().provider().is_none());
        for (pairs, address) in [(&[ISSUER][..], "https://m.example"), (&[ISSUER, CLIENT], "")] {
            let Err(Failure::Usage(text)) = sign_in(pairs, address) else { panic!("{pairs:?}") };
            assert!(text.contains("must be"), "{text}");
        }
        let whole = sign_in(&[ISSUER, CLIENT, SECRET], "https://m.example").unwrap();
        assert!(!format!("{whole:?} {:?}", whole.explained()).contains("geheim"));
        let provider = whole.provider().unwrap();
        assert_eq!((provider.title(), provider.issuer()), (TITLE, ISSUER.1));
    }

    #[test]
    fn a_provider_elsewhere_is_asked_over_tls() {
        for bad in [
            "id.example",
            "http://id.example",
            "ftp://id.example",
            "https://a@id.example",
            "https://id.example/?a=1",
        ] {
            assert!(issuer(bad).is_err(), "{bad}");
        }
        for good in
            ["https://id.example", "http://127.0.0.1:3000", "http://localhost:3000", "http://[::1]:3000"]
        {
            assert_eq!(issuer(good).unwrap().as_deref(), Some(good));
        }
    }
}
