//! The few cookies of the house. Behind TLS their names begin with `__Host-`: a browser takes such a cookie only over
//! HTTPS, from this very host and for all its paths, so that no neighbour under the same domain can plant one.

/// The session's secret.
pub(crate) const SESSION: &str = "metodset_session";
/// A sign-in whose password was right and whose code is still to come.
pub(crate) const PENDING: &str = "metodset_pending";
/// A way to the identity provider and back.
pub(crate) const JOURNEY: &str = "metodset_journey";
/// The low-vision mode of this browser.
pub(crate) const LOW_VISION: &str = "metodset_low_vision";
/// A notice to be shown once, on the page after a redirect.
pub(crate) const NOTICE: &str = "metodset_notice";
/// Ties the sign-in form to the browser it was shown to.
pub(crate) const VISITOR: &str = "metodset_visitor";

const HOST: &str = "__Host-";

/// The value of a cookie in a `Cookie` header; behind TLS only one that came with its whole name.
pub(crate) fn find<'a>(header: &'a str, name: &str, is_secure: bool) -> Option<&'a str> {
    header.split(';').find_map(|pair| {
        let pair = if is_secure { pair.trim().strip_prefix(HOST)? } else { pair.trim() };
        pair.strip_prefix(name)?.strip_prefix('=')
    })
}

/// A `Set-Cookie` line; `max_age` in seconds, none for the browser's session, 0 to remove.
pub(crate) fn set(name: &str, value: &str, max_age: Option<i64>, is_secure: bool) -> String {
    let age = max_age.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
    let (host, secure) = if is_secure { (HOST, "; Secure") } else { ("", "") };
    format!("{host}{name}={value}; Path=/; HttpOnly; SameSite=Lax{age}{secure}")
}

/// Whether the `Set-Cookie` line takes the session away.
pub(crate) fn ends_session(line: &str) -> bool {
    let line = line.strip_prefix(HOST).unwrap_or(line);
    line.strip_prefix(SESSION).is_some_and(|rest| rest.starts_with("=;"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn behind_tls_only_a_cookie_of_this_very_host_is_taken() {
        let sent = "metodset_session=planted; a=1; __Host-metodset_session=own";
        assert_eq!(find(sent, SESSION, true), Some("own"));
        assert_eq!(find("metodset_session=planted", SESSION, true), None);
        assert_eq!(find("metodset_session=own", SESSION, false), Some("own"));
        assert!(set(SESSION, "x", None, true).starts_with("__Host-metodset_session=x; Path=/; "));
    }

    #[test]
    fn a_session_ends_with_an_empty_cookie() {
        for is_secure in [true, false] {
            assert!(ends_session(&set(SESSION, "", Some(0), is_secure)));
            assert!(!ends_session(&set(SESSION, "x", Some(0), is_secure)));
            assert!(!ends_session(&set(NOTICE, "", Some(0), is_secure)));
        }
    }
}
