//! A request as an area may see it: no axum, no headers but the few that matter.

use std::str::FromStr;

use crate::{Error, Form, Method, Result};

/// What was asked.
#[derive(Debug, Default)]
pub struct Request {
    /// The id of the request, as the log and an error page tell it.
    pub id: i64,
    /// GET, POST or PUT.
    pub method: Method,
    /// The path asked for.
    pub path: String,
    /// Values of the path's `{names}`.
    pub args: Vec<(String, String)>,
    /// The query, decoded.
    pub query: Vec<(String, String)>,
    /// The query as it came.
    pub raw_query: String,
    /// Posted fields and files.
    pub form: Form,
    /// The `Cookie` header.
    pub cookies: String,
    /// The secret of the `Authorization: Bearer` header.
    pub bearer: String,
    /// Asked of the API: answered as JSON, and cookies say nothing.
    pub is_api: bool,
    /// The `If-Match` header.
    pub if_match: String,
    /// The `If-None-Match` header: the copies the asker holds.
    pub if_none_match: String,
    /// The body of a request of the API.
    pub body: Vec<u8>,
    /// The browser's name of itself, for the list of sessions.
    pub agent: String,
    /// The address the request came from, for the brake on sign-ins.
    pub from: String,
    /// Sent by our script (autosave): errors answer as JSON.
    pub is_fetch: bool,
    /// Asks for a part of a page (drawer).
    pub is_fragment: bool,
    /// The `Origin` header, if any.
    pub origin: String,
    /// The `Host` header.
    pub host: String,
}

impl Request {
    /// A value of the path; a malformed one is a page that does not exist.
    pub fn arg<T: FromStr>(&self, name: &str) -> Result<T> {
        self.args
            .iter()
            .find(|(key, _)| key == name)
            .and_then(|(_, value)| value.parse().ok())
            .ok_or(Error::NotFound)
    }

    /// A value of the query; empty when absent.
    pub fn asked(&self, name: &str) -> &str {
        self.query.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str())
    }

    /// Path and query, to come back to.
    pub fn address(&self) -> String {
        if self.raw_query.is_empty() {
            self.path.clone()
        } else {
            format!("{}?{}", self.path, self.raw_query)
        }
    }

    /// A local address to return to, from the form or the query; anything foreign becomes `/`.
    pub fn back(&self) -> String {
        let posted = self.form.text("back");
        let back = if posted.is_empty() { self.asked("back") } else { posted };
        local(back).to_owned()
    }
}

/// Only addresses of this installation: `/…`, not `//host` and not `/\host`.
pub(crate) fn local(address: &str) -> &str {
    let is_local = address.starts_with('/')
        && !address.starts_with("//")
        && !address.contains(|c: char| c == '\\' || c.is_control());
    if is_local { address } else { "/" }
}

/// An address with its query; empty values are left out.
pub fn address(path: &str, query: &[(&str, &str)]) -> String {
    let mut encoded = url::form_urlencoded::Serializer::new(String::new());
    encoded.extend_pairs(query.iter().filter(|(_, value)| !value.is_empty()));
    let encoded = encoded.finish();
    if encoded.is_empty() { path.to_owned() } else { format!("{path}?{encoded}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_local_addresses_are_returned_to() {
        assert_eq!(local("/monitoring?x=1"), "/monitoring?x=1");
        for foreign in [
            "//evil",
            "https://evil",
            "/\\evil",
            "",
            "javascript:alert(1)",
            "/a\r\nb",
            "/\t/evil",
            "/\u{b}/x",
        ] {
            assert_eq!(local(foreign), "/", "{foreign}");
        }
    }
}
