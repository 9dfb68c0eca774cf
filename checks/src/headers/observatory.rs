//! The tests of Mozilla's HTTP Observatory (version 2), counted as it counts them: 100 to begin with, what is missing
//! taken away, and what goes beyond added where nothing much is missing.

use crate::wire::Sent;

/// One test: its name, what the reply has, and the points of that.
pub type Graded = (&'static str, String, i32);

/// Every test of a reply sent over TLS; the redirection from plain HTTP is the proxy's and told in docs/operations.md.
pub fn graded(sent: &Sent) -> Vec<Graded> {
    let has = |name: &'static str| sent.header(name).to_owned();
    vec![
        ("content-security-policy", has("content-security-policy"), policy(&has("content-security-policy"))),
        ("cookies", cookies(sent).join("; "), cookie_points(sent)),
        (
            "cross-origin-resource-sharing",
            has("access-control-allow-origin"),
            if has("access-control-allow-origin").is_empty() { 0 } else { -50 },
        ),
        ("referrer-policy", has("referrer-policy"), referrer(&has("referrer-policy"))),
        (
            "strict-transport-security",
            has("strict-transport-security"),
            hsts(&has("strict-transport-security")),
        ),
        (
            "subresource-integrity",
            foreign_scripts(sent),
            if foreign_scripts(sent).is_empty() { 0 } else { -50 },
        ),
        (
            "x-content-type-options",
            has("x-content-type-options"),
            if has("x-content-type-options") == "nosniff" { 0 } else { -5 },
        ),
        ("x-frame-options", has("x-frame-options"), framing(sent)),
        (
            "cross-origin-resource-policy",
            has("cross-origin-resource-policy"),
            if ["same-origin", "same-site"].contains(&&*has("cross-origin-resource-policy")) {
                10
            } else {
                0
            },
        ),
    ]
}

/// The score of these tests: what goes beyond counts from 90 on.
pub fn score(graded: &[Graded]) -> i32 {
    let lost: i32 = graded.iter().map(|(_, _, points)| (*points).min(0)).sum();
    let beyond: i32 = graded.iter().map(|(_, _, points)| (*points).max(0)).sum();
    let score = (100 + lost).max(0);
    if score >= 90 { score + beyond } else { score }
}

fn policy(value: &str) -> i32 {
    let is_strict =
        value.contains("default-src 'none'") && !value.contains("unsafe") && !value.contains("http:");
    match (value.is_empty(), is_strict) {
        (true, _) => -25,
        (false, true) => 10,
        (false, false) => -20,
    }
}

fn cookies(sent: &Sent) -> Vec<String> {
    let bare = |line: &&str| {
        let must = ["; Secure", "; HttpOnly", "; SameSite=", "; Path=/"];
        !line.starts_with("__Host-")
            || must.iter().any(|part| !line.contains(part))
            || line.contains("; Domain")
    };
    sent.all("set-cookie").filter(bare).map(str::to_owned).collect()
}

fn cookie_points(sent: &Sent) -> i32 {
    match (sent.all("set-cookie").count(), cookies(sent).is_empty()) {
        (0, _) => 0,
        (_, true) => 5,
        (_, false) => -40,
    }
}

fn referrer(value: &str) -> i32 {
    let private = ["no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"];
    if private.contains(&value) { 5 } else { -5 }
}

/// Six months at least.
fn hsts(value: &str) -> i32 {
    let age = value.split(';').find_map(|part| part.trim().strip_prefix("max-age=")?.parse::<u64>().ok());
    if age.is_some_and(|age| age >= 15_768_000) { 0 } else { -20 }
}

fn foreign_scripts(sent: &Sent) -> String {
    let text = String::from_utf8_lossy(&sent.body).into_owned();
    let sources =
        text.split("<script").skip(1).filter_map(|rest| rest.split("src=\"").nth(1)?.split('"').next());
    sources.filter(|source| !source.starts_with('/')).collect::<Vec<_>>().join(" ")
}

fn framing(sent: &Sent) -> i32 {
    let policy = sent.header("content-security-policy");
    match (policy.contains("frame-ancestors 'none'"), sent.header("x-frame-options")) {
        (true, _) => 5,
        (false, "DENY" | "SAMEORIGIN") => 0,
        (false, _) => -20,
    }
}
