//! Copies that a visitor holds: a public page or file that has not changed since is not sent again.

use sha2::{Digest, Sha256};

use crate::{Body, Cx, Mode, Reply, Result, cookies};

/// What is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Copy {
    /// A page: the frame round it is of this browser.
    Page,
    /// A file or a document for programs: the same for everybody.
    File,
}

/// Makes the reply, unless the asker holds a copy of the same state: then 304 and nothing more. `state` changes whenever
/// what is shown does. To somebody signed in a page is always made anew: its frame tells their duties.
pub fn unless_held<M: Mode>(
    cx: &mut Cx<M>,
    copy: Copy,
    state: &str,
    make: impl FnOnce(&mut Cx<M>) -> Result<Reply>,
) -> Result<Reply> {
    let has_notice =
        || cookies::find(&cx.request().cookies, cookies::NOTICE, cx.house().settings.is_secure).is_some();
    if copy == Copy::Page && (cx.person().is_some() || has_notice()) {
        return make(cx);
    }
    let tag = tag(cx, copy, state);
    // The compression on the way turns a strong tag into a weak one.
    let is_held = cx.request().if_none_match.split(',').any(|one| one.trim().trim_start_matches("W/") == tag);
    let mut reply = if is_held { Reply::of(Body::Fragment(String::new())).status(304) } else { make(cx)? };
    if matches!(reply.status, 200 | 304) {
        reply.headers.push(("etag", format!("W/{tag}")));
        reply.headers.push(("cache-control", "no-cache".to_owned()));
    }
    Ok(reply)
}

fn tag<M: Mode>(cx: &Cx<M>, copy: Copy, state: &str) -> String {
    let mut hash = Sha256::new();
    let own = match copy {
        Copy::Page => format!("{} {}", cx.csrf(), crate::frame::is_low_vision(cx)),
        Copy::File => String::new(),
    };
    // Other styles mean another program, which may draw the same otherwise.
    for part in [state, &cx.request().address(), &cx.house().assets.url("app.css"), &own] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    let hex = hash.finalize().iter().take(12).fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
    format!("\"{hex}\"")
}
