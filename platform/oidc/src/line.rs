//! The line to the provider: short patience, small answers, no redirects, the certificates of the machine.

use std::sync::Arc;
use std::time::Duration;

use openidconnect::{HttpRequest, HttpResponse};
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::{Agent, Body};

/// From the first byte sent to the last one received.
const PATIENCE: Duration = Duration::from_secs(8);
/// The largest answer: keys and a description are a few kilobytes.
const LARGEST: u64 = 512 * 1024;

/// Why the provider gave no answer.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// No connection, no answer in time, no valid certificate, too long an answer.
    #[error("{0}")]
    Line(String),
}

/// A line that answers may be had over.
#[derive(Debug, Clone)]
pub struct Line {
    agent: Agent,
}

impl Line {
    /// A line that trusts what the machine trusts (`SSL_CERT_FILE` names another set); plain HTTP is told by the address.
    pub fn trusting_the_machine() -> Self {
        let found = rustls_native_certs::load_native_certs();
        for error in &found.errors {
            tracing::warn!(%error, "a certificate of the machine cannot be read");
        }
        let roots = found.certs.iter().map(|certificate| Certificate::from_der(certificate).to_owned());
        let tls = TlsConfig::builder()
            .root_certs(RootCerts::from(roots))
            .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::aws_lc_rs::default_provider()))
            .build();
        let config = Agent::config_builder()
            .tls_config(tls)
            .timeout_global(Some(PATIENCE))
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .proxy(None)
            .user_agent("metodset")
            .build();
        Self { agent: config.into() }
    }

    /// One request, one answer.
    pub(crate) fn call(&self, request: HttpRequest) -> Result<HttpResponse, Fault> {
        let answer = self.agent.run(request).map_err(|error| Fault::Line(error.to_string()))?;
        let (head, body) = answer.into_parts();
        let bytes = read(body)?;
        Ok(http::Response::from_parts(head, bytes))
    }
}

fn read(mut body: Body) -> Result<Vec<u8>, Fault> {
    body.with_config().limit(LARGEST).read_to_vec().map_err(|error| Fault::Line(error.to_string()))
}
