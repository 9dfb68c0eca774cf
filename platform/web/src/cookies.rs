//! The few cookies of the house.

/// The session's secret.
pub(crate) const SESSION: &str = "metodset_session";
/// A sign-in whose password was right and whose code is still to come.
pub(crate) const PENDING: &str = "metodset_pending";
/// The low-vision mode of this browser.
pub(crate) const LOW_VISION: &str = "metodset_low_vision";
/// A notice to be shown once, on the page after a redirect.
pub(crate) const NOTICE: &str = "metodset_notice";
/// Ties the sign-in form to the browser it was shown to.
pub(crate) const VISITOR: &str = "metodset_visitor";

/// The value of a cookie in a `Cookie` header.
pub(crate) fn find<'a>(header: &'a str, name: &str) -> Option<&'a str> {
    header.split(';').find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

/// A `Set-Cookie` line; `max_age` in seconds, none for the browser's session, 0 to remove.
pub(crate) fn set(name: &str, value: &str, max_age: Option<i64>, is_secure: bool) -> String {
    let age = max_age.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
    let secure = if is_secure { "; Secure" } else { "" };
    format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{age}{secure}")
}
