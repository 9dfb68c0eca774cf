//! Where letters are handed over: `smtp://` with STARTTLS, `smtps://` with TLS from the start; and what an address may be.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;
use std::time::Duration;

use lettre::message::Mailbox;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::{Address, SmtpTransport};
use url::{Host, Url};

/// How long the server may be silent: a job that waits keeps others waiting.
const TIMEOUT: Duration = Duration::from_secs(15);

/// A mail server as the configuration names it; printed without its password.
#[derive(Clone, PartialEq, Eq)]
pub struct Server {
    url: Url,
}

impl Server {
    /// The address without user and password.
    fn bare(&self) -> String {
        let port = self.url.port().map(|port| format!(":{port}")).unwrap_or_default();
        let query = self.url.query().map(|query| format!("?{query}")).unwrap_or_default();
        format!("{}{port}{query}", self.url.host_str().unwrap_or_default())
    }

    /// Of a scheme it does not know, `url` takes even 127.0.0.1 for a name.
    fn is_here(&self) -> bool {
        let host = self.host();
        host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
    }

    fn host(&self) -> &str {
        self.url.host_str().unwrap_or_default().trim_matches(['[', ']'])
    }

    fn is_wrapped(&self) -> bool {
        self.url.scheme() == "smtps"
    }

    fn is_plain(&self) -> bool {
        self.is_here() && !self.is_wrapped() || self.url.query() == Some("tls=none")
    }

    /// The transport to it; nothing is connected yet.
    pub(crate) fn transport(&self) -> Result<SmtpTransport, String> {
        let host = self.host().to_owned();
        let port = self.url.port().unwrap_or(if self.is_wrapped() { 465 } else { 25 });
        let parameters = || TlsParameters::new(host.clone()).map_err(|error| error.to_string());
        let tls = match (self.is_wrapped(), self.is_plain()) {
            (true, _) => Tls::Wrapper(parameters()?),
            (false, true) => Tls::None,
            (false, false) => Tls::Required(parameters()?),
        };
        let builder = SmtpTransport::builder_dangerous(host).port(port).tls(tls).timeout(Some(TIMEOUT));
        Ok(match self.credentials() {
            Some((user, password)) => builder.credentials(Credentials::new(user, password)).build(),
            None => builder.build(),
        })
    }

    fn credentials(&self) -> Option<(String, String)> {
        let plain = |text: &str| decoded(text);
        (!self.url.username().is_empty())
            .then(|| (plain(self.url.username()), plain(self.url.password().unwrap_or_default())))
    }
}

/// `%40` of a user's name is `@`.
fn decoded(text: &str) -> String {
    let pair = format!("x={}", text.replace('+', "%2B"));
    url::form_urlencoded::parse(pair.as_bytes())
        .next()
        .map(|(_, value)| value.into_owned())
        .unwrap_or_default()
}

impl FromStr for Server {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let form = "write smtp://USER:PASSWORD@HOST:PORT or smtps://…";
        let url = Url::parse(text).map_err(|error| format!("{error}: {form}"))?;
        let is_whole =
            ["smtp", "smtps"].contains(&url.scheme()) && url.has_host() && url.fragment().is_none();
        if !is_whole || !matches!(url.path(), "" | "/") {
            return Err(form.to_owned());
        }
        if !matches!(url.query(), None | Some("tls=none")) {
            return Err(format!("after ? only tls=none is known: {form}"));
        }
        let server = Self { url };
        if server.is_plain() && !server.is_here() && server.credentials().is_some() {
            return Err("a password is not sent without TLS: leave tls=none out, or the user".to_owned());
        }
        server.transport()?;
        Ok(server)
    }
}

impl fmt::Display for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let who = if self.url.username().is_empty() { "" } else { "…@" };
        write!(f, "{}://{who}{}", self.url.scheme(), self.bare())
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Server({self})")
    }
}

/// The sender as written in the configuration: `Методсеть <noreply@metodset.example>`.
pub fn sender(text: &str) -> Result<Mailbox, String> {
    text.parse().map_err(|_| "write an address, or «Name <name@example.org>»".to_owned())
}

/// An address as it is stored: blanks cut off, the name in ASCII, a Cyrillic domain in its ASCII form. None: no address.
pub fn plain_address(typed: &str) -> Option<String> {
    let (name, domain) = typed.trim().rsplit_once('@')?;
    let Ok(Host::Domain(domain)) = Host::parse(domain) else { return None };
    let address = format!("{name}@{domain}");
    let is_plain = address.is_ascii() && address.len() <= 254 && domain.contains('.');
    (is_plain && Address::from_str(&address).is_ok()).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_printed_and_never_sent_in_the_clear() {
        let server: Server = "smtps://bot%40m.example:p%2B1@mail.example:465".parse().unwrap();
        assert_eq!(server.to_string(), "smtps://…@mail.example:465");
        assert!(!format!("{server:?} {server}").contains("p%2B1"));
        assert_eq!(server.credentials(), Some(("bot@m.example".to_owned(), "p+1".to_owned())));
        let refused: Result<Server, _> = "smtp://bot:secret@mail.example?tls=none".parse();
        assert!(refused.unwrap_err().contains("not sent without TLS"));
    }

    #[test]
    fn a_server_is_named_whole_or_refused() {
        for good in [
            "smtp://127.0.0.1:2525",
            "smtp://bot:x@localhost",
            "smtp://relay.example?tls=none",
            "smtps://[::1]",
        ] {
            assert!(good.parse::<Server>().is_ok(), "{good}");
        }
        for bad in
            ["mail.example", "http://mail.example", "smtp://", "smtp://a/path", "smtp://a?tls=maybe", ""]
        {
            assert!(bad.parse::<Server>().is_err(), "{bad}");
        }
    }

    #[test]
    fn tls_is_left_out_on_this_machine_alone() {
        let is_plain = |text: &str| text.parse::<Server>().unwrap().is_plain();
        assert!(is_plain("smtp://127.0.0.1") && is_plain("smtp://relay.example?tls=none"));
        assert!(!is_plain("smtp://relay.example") && !is_plain("smtps://localhost"));
    }

    #[test]
    fn an_address_is_kept_in_ascii() {
        assert_eq!(plain_address(" n.orlova@Mail.Example ").as_deref(), Some("n.orlova@mail.example"));
        assert_eq!(plain_address("n@школа.рф").as_deref(), Some("n@xn--80atdl2c.xn--p1ai"));
        for bad in [
            "",
            "n.orlova",
            "@mail.example",
            "нина@mail.example",
            "n@mail",
            "n@mail.example, m@x.example",
            "a b@x.example",
            "n@x.example\r\nBcc: y@x.example",
        ] {
            assert_eq!(plain_address(bad), None, "{bad}");
        }
    }
}
