//! Signing in through a provider of `OpenID` Connect: the code flow with PKCE, state and nonce, nothing else.
//!
//! Only the program links it: areas ask through `web::Provider` and build without its forty crates. Nothing that the
//! provider says is believed but the signed claim of who came: roles are granted here and nowhere else.

mod line;
#[cfg(test)]
mod tests;

use std::fmt::Display;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use db::Moment;
use openidconnect::core::{
    CoreAuthPrompt, CoreAuthenticationFlow, CoreClient, CoreClientAuthMethod, CoreIdTokenClaims,
    CoreJwsSigningAlgorithm, CoreProviderMetadata,
};
use openidconnect::{
    AccessTokenHash, AuthType, AuthorizationCode, ClientId, ClientSecret, CsrfToken, DiscoveryError,
    ErrorResponse, IssuerUrl, Nonce, OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl,
    RequestTokenError, Scope, TokenResponse,
};
use parking_lot::Mutex;
use web::{Astray, Departure, Identity};

pub use line::Line;

/// What the provider said of itself is asked again after so long.
const KNOWN_FOR: Duration = Duration::from_hours(1);
/// And not more often than so after a signature that no known key made.
const AGAIN_AFTER: Duration = Duration::from_secs(30);

/// How a provider is found and what this installation is called there.
#[derive(Clone)]
pub struct Registration {
    /// Where it describes itself: `https://id.example/realms/region`.
    pub issuer: String,
    /// The installation's name there.
    pub client_id: String,
    /// Its secret there; none for a public client.
    pub client_secret: Option<String>,
    /// How the button calls it: «Войти через …».
    pub title: String,
}

impl std::fmt::Debug for Registration {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Registration").field("issuer", &self.issuer).finish_non_exhaustive()
    }
}

/// A provider, asked when somebody signs in through it: one that is away keeps no server from starting.
#[derive(Debug)]
pub struct Oidc {
    registration: Registration,
    line: Line,
    known: Mutex<Option<(Instant, Arc<CoreProviderMetadata>)>>,
}

impl Oidc {
    /// The provider over a line of its own.
    pub fn over(line: Line, registration: Registration) -> Self {
        Self { registration, line, known: Mutex::default() }
    }

    /// What the provider says of itself and the keys it signs with, not older than `age`.
    fn metadata(&self, age: Duration) -> Result<Arc<CoreProviderMetadata>, Astray> {
        let known = self.known.lock().clone();
        if let Some((_, metadata)) = known.filter(|(asked, _)| asked.elapsed() < age) {
            return Ok(metadata);
        }
        let call = |request| self.line.call(request);
        let issuer = IssuerUrl::new(self.registration.issuer.clone()).map_err(|error| refused(&error))?;
        let found = CoreProviderMetadata::discover(&issuer, &call).map_err(unreachable)?;
        let found = Arc::new(found);
        *self.known.lock() = Some((Instant::now(), Arc::clone(&found)));
        Ok(found)
    }

    /// Whether the keys may have been asked for too long ago to know the newest.
    fn may_be_old(&self) -> bool {
        self.known.lock().as_ref().is_none_or(|(asked, _)| asked.elapsed() > AGAIN_AFTER)
    }

    fn secret(&self) -> Option<ClientSecret> {
        self.registration.client_secret.clone().map(ClientSecret::new)
    }

    fn client_id(&self) -> ClientId {
        ClientId::new(self.registration.client_id.clone())
    }
}

impl web::Provider for Oidc {
    fn title(&self) -> &str {
        &self.registration.title
    }

    fn issuer(&self) -> &str {
        &self.registration.issuer
    }

    fn way(&self, departure: &Departure, return_to: &str) -> Result<String, Astray> {
        let metadata = self.metadata(KNOWN_FOR)?;
        let client = CoreClient::from_provider_metadata((*metadata).clone(), self.client_id(), self.secret())
            .set_redirect_uri(redirect(return_to)?);
        let Departure { state, nonce, verifier, asks_anew } = departure.clone();
        let verifier = PkceCodeVerifier::new(verifier);
        let mut request = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                move || CsrfToken::new(state.clone()),
                move || Nonce::new(nonce.clone()),
            )
            .add_scope(Scope::new("profile".to_owned()))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier));
        if asks_anew {
            request = request.add_prompt(CoreAuthPrompt::Login);
        }
        Ok(request.url().0.into())
    }

    fn arrive(
        &self,
        departure: &Departure,
        return_to: &str,
        code: &str,
        now: Moment,
    ) -> Result<Identity, Astray> {
        let metadata = self.metadata(KNOWN_FOR)?;
        let client = CoreClient::from_provider_metadata((*metadata).clone(), self.client_id(), self.secret())
            .set_redirect_uri(redirect(return_to)?)
            .set_auth_type(auth_type(&metadata));
        let call = |request| self.line.call(request);
        let tokens = client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .map_err(|error| refused(&error))?
            .set_pkce_verifier(PkceCodeVerifier::new(departure.verifier.clone()))
            .request(&call)
            .map_err(exchange_fault)?;
        let id_token = tokens.id_token().ok_or_else(|| Astray::Refused("no ID token came".to_owned()))?;
        let nonce = Nonce::new(departure.nonce.clone());
        let verify = |metadata: &Arc<CoreProviderMetadata>| -> Result<Identity, String> {
            let client =
                CoreClient::from_provider_metadata((**metadata).clone(), self.client_id(), self.secret());
            let verifier = client
                .id_token_verifier()
                .set_allowed_algs(algorithms(metadata))
                .set_time_fn(move || instant(now));
            let claims = id_token.claims(&verifier, &nonce).map_err(|error| error.to_string())?;
            if let Some(expected) = claims.access_token_hash() {
                let alg = id_token.signing_alg().map_err(|error| error.to_string())?;
                let key = id_token.signing_key(&verifier).map_err(|error| error.to_string())?;
                let actual = AccessTokenHash::from_token(tokens.access_token(), alg, key)
                    .map_err(|error| error.to_string())?;
                if actual != *expected {
                    return Err("the access token is not the one the ID token was given with".to_owned());
                }
            }
            Ok(identity(claims))
        };
        // A key made since the keys were asked for: they are asked for once more.
        match verify(&metadata) {
            Err(_) if self.may_be_old() => verify(&self.metadata(Duration::ZERO)?),
            outcome => outcome,
        }
        .map_err(|reason| refused(&reason))
    }
}

fn identity(claims: &CoreIdTokenClaims) -> Identity {
    let name = claims.name().and_then(|name| name.get(None)).map(|name| name.as_str().to_owned());
    let login = || claims.preferred_username().map(|login| login.as_str().to_owned());
    Identity {
        issuer: claims.issuer().as_str().to_owned(),
        subject: claims.subject().as_str().to_owned(),
        name: name.or_else(login).unwrap_or_default(),
    }
}

/// Those of the provider that sign with a key of its own: nothing unsigned, nothing signed with a shared secret.
fn algorithms(metadata: &CoreProviderMetadata) -> Vec<CoreJwsSigningAlgorithm> {
    use CoreJwsSigningAlgorithm::{HmacSha256, HmacSha384, HmacSha512, None};
    let is_own = |alg: &&CoreJwsSigningAlgorithm| !matches!(alg, HmacSha256 | HmacSha384 | HmacSha512 | None);
    metadata.id_token_signing_alg_values_supported().iter().filter(is_own).cloned().collect()
}

/// As the provider wants the secret: in the head, unless it only knows it in the form.
fn auth_type(metadata: &CoreProviderMetadata) -> AuthType {
    let known = metadata.token_endpoint_auth_methods_supported();
    let is_form_only = known.is_some_and(|known| {
        known.contains(&CoreClientAuthMethod::ClientSecretPost)
            && !known.contains(&CoreClientAuthMethod::ClientSecretBasic)
    });
    if is_form_only { AuthType::RequestBody } else { AuthType::BasicAuth }
}

fn redirect(return_to: &str) -> Result<RedirectUrl, Astray> {
    RedirectUrl::new(return_to.to_owned()).map_err(|error| refused(&error))
}

fn instant(now: Moment) -> DateTime<Utc> {
    DateTime::from_timestamp_micros(now.0).unwrap_or_default()
}

fn refused(reason: &impl ToString) -> Astray {
    Astray::Refused(reason.to_string())
}

fn unreachable(error: DiscoveryError<line::Fault>) -> Astray {
    match error {
        DiscoveryError::Request(fault) => Astray::Unreachable(fault.to_string()),
        other => Astray::Unreachable(other.to_string()),
    }
}

/// A refusal of the code is the end of this way; a line that broke may be tried again.
fn exchange_fault<T>(error: RequestTokenError<line::Fault, T>) -> Astray
where
    T: ErrorResponse + Display + 'static,
{
    match error {
        RequestTokenError::Request(fault) => Astray::Unreachable(fault.to_string()),
        // Neither words nor body of the answer are told: they may name the person or hold a token.
        RequestTokenError::ServerResponse(_) => Astray::Refused("the code is refused".to_owned()),
        RequestTokenError::Parse(..) => Astray::Refused("the answer cannot be read".to_owned()),
        RequestTokenError::Other(reason) => Astray::Refused(reason),
    }
}
