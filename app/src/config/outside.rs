//! What lies outside the installation: the address people open it by, and the mail server.

use mail::{Post, Server};
use url::Url;

use super::{Origin, Setting, Sources};
use crate::Failure;

/// How the installation is reached, and what it reaches.
#[derive(Debug, Clone)]
pub struct Outside {
    /// `https://metodset.example`, without a slash at the end; empty: unknown.
    pub public_address: Setting<String>,
    /// The mail server; none: no letters.
    pub mail_server: Setting<Option<Server>>,
    /// The sender of letters.
    pub mail_from: Setting<String>,
    /// The way to the mail server.
    pub post: Option<Post>,
}

impl Outside {
    pub(super) fn from_sources(sources: &Sources) -> Result<Self, Failure> {
        let public_address = sources.read("public-address", "", address)?;
        // The reason alone is told, never the text: it holds a password.
        let mail_server = sources.read_secret("mail-server", |text| {
            if text.is_empty() { Ok(None) } else { text.parse().map(Some) }
        })?;
        let mail_from = sources.read("mail-from", "", |text| Ok(text.to_owned()))?;
        let post = post(&public_address, &mail_server, &mail_from)?;
        Ok(Self { public_address, mail_server, mail_from, post })
    }

    pub(super) fn explained(&self) -> Vec<(&'static str, String, &Origin)> {
        let server = self.mail_server.value.as_ref().map_or("off".to_owned(), ToString::to_string);
        vec![
            ("public-address", self.public_address.value.clone(), &self.public_address.origin),
            ("mail-server", server, &self.mail_server.origin),
            ("mail-from", self.mail_from.value.clone(), &self.mail_from.origin),
        ]
    }
}

/// Letters need a server, a sender and the address their links begin with.
fn post(
    address: &Setting<String>,
    server: &Setting<Option<Server>>,
    from: &Setting<String>,
) -> Result<Option<Post>, Failure> {
    let Some(found) = &server.value else { return Ok(None) };
    let missing = |name: &str, example: &str| {
        let place = &server.origin;
        Failure::Usage(format!("mail-server is set ({place}), so {name} must be: {example}"))
    };
    if address.value.is_empty() {
        return Err(missing("public-address", "links in letters begin with it, https://metodset.example"));
    }
    if from.value.is_empty() {
        return Err(missing("mail-from", "the sender of letters, Методсеть <noreply@metodset.example>"));
    }
    let fault =
        |reason| Failure::Usage(format!("mail-from = \"{}\" ({}): {reason}", from.value, from.origin));
    let sender = mail::sender(&from.value).map_err(fault)?;
    let host = Url::parse(&address.value).ok().and_then(|url| url.host_str().map(str::to_owned));
    let post = Post::of(found, sender, &host.unwrap_or_default());
    post.map(Some).map_err(|error| Failure::Usage(format!("mail-server ({}): {error}", server.origin)))
}

/// `https://metodset.example/` without its slash: no path, no query, no user.
fn address(text: &str) -> Result<String, String> {
    if text.is_empty() {
        return Ok(String::new());
    }
    let form = "write https://metodset.example, without a path".to_owned();
    let Ok(url) = Url::parse(text) else { return Err(form) };
    let is_bare = matches!(url.path(), "" | "/") && url.query().is_none() && url.username().is_empty();
    if !["http", "https"].contains(&url.scheme()) || !is_bare {
        return Err(form);
    }
    Ok(url.origin().ascii_serialization())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn outside(pairs: &[(&str, &str)]) -> Result<Outside, Failure> {
        let environment =
            pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Outside::from_sources(&Sources {
            environment,
            ..Sources { flags: BTreeMap::new(), ..Sources::default() }
        })
    }

    const SERVER: (&str, &str) = ("METODSET_MAIL_SERVER", "smtps://bot:geheim@mail.example");
    const ADDRESS: (&str, &str) = ("METODSET_PUBLIC_ADDRESS", "https://Метод.example/");
    const FROM: (&str, &str) = ("METODSET_MAIL_FROM", "Методсеть <noreply@m.example>");

    #[test]
    fn mail_needs_a_sender_and_the_address_of_its_links() {
        assert!(outside(&[]).unwrap().post.is_none());
        for pairs in [&[SERVER][..], &[SERVER, FROM], &[SERVER, ADDRESS]] {
            let Err(Failure::Usage(text)) = outside(pairs) else { panic!("{pairs:?}") };
            assert!(text.contains("must be") && !text.contains("geheim"), "{text}");
        }
        let whole = outside(&[SERVER, ADDRESS, FROM]).unwrap();
        assert!(whole.post.is_some());
        assert_eq!(whole.public_address.value, "https://xn--d1abujt.example");
        assert!(!format!("{whole:?} {:?}", whole.explained()).contains("geheim"));
    }

    #[test]
    fn a_mistyped_server_is_told_without_its_password() {
        let Err(Failure::Usage(text)) =
            outside(&[("METODSET_MAIL_SERVER", "http://bot:geheim@mail.example")])
        else {
            panic!("taken")
        };
        assert!(
            text.contains("METODSET_MAIL_SERVER") && text.contains("smtps://") && !text.contains("geheim")
        );
    }

    #[test]
    fn a_public_address_has_no_path() {
        for bad in ["metodset.example", "https://m.example/path", "ftp://m.example", "https://a@m.example"] {
            assert!(outside(&[("METODSET_PUBLIC_ADDRESS", bad)]).is_err(), "{bad}");
        }
        assert_eq!(
            outside(&[("METODSET_PUBLIC_ADDRESS", "http://10.0.0.5:8080")]).unwrap().public_address.value,
            "http://10.0.0.5:8080"
        );
    }
}
