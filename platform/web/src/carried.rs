//! A form posted into an ended session: its fields go on, signed, through the sign-in page and back (decision 10).

use serde::{Deserialize, Serialize};

use crate::form::UNSEEN;
use crate::stamp::CARRIED;
use crate::{Cx, Mode};

/// The most that is carried, bytes; files are not.
const LIMIT: usize = 256 * 1024;

/// A form on its way through the sign-in page.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Carried {
    /// Where to go after signing in.
    pub back: String,
    /// The address the form was posted to; empty when nothing is carried.
    pub path: String,
    /// Its fields, without the token of the ended session.
    pub fields: Vec<(String, String)>,
    /// Whose session it was; the fields are given back to nobody else.
    pub account: Option<i64>,
    /// Files were attached and must be chosen again.
    pub had_files: bool,
}

impl Carried {
    /// Signed, for a hidden field; empty when nothing is carried.
    pub fn sealed<M: Mode>(&self, cx: &Cx<M>) -> String {
        if self.path.is_empty() {
            return String::new();
        }
        serde_json::to_string(self).map(|text| cx.house.signer.sign(CARRIED, &text)).unwrap_or_default()
    }

    /// The form of a request whose session has ended.
    pub(crate) fn from_request(request: &crate::Request, account: Option<i64>) -> Self {
        // A password is typed again: it never travels back into a page.
        let is_carried =
            |name: &str| !matches!(name, "_csrf" | "one_time_code") && !name.contains("password");
        let unseen = request.form.unseen().map(|name| (UNSEEN.to_owned(), name.to_owned()));
        let fields = request.form.fields().iter().filter(|(name, _)| is_carried(name)).cloned();
        let fields: Vec<_> = fields.chain(unseen).collect();
        let size: usize = fields.iter().map(|(name, value)| name.len() + value.len()).sum();
        let is_kept = size <= LIMIT && account.is_some();
        Self {
            back: "/".to_owned(),
            path: if is_kept { request.path.clone() } else { String::new() },
            fields: if is_kept { fields } else { Vec::new() },
            account,
            had_files: request.form.passed_over || !request.form.uploads.is_empty(),
        }
    }
}

/// Whether a sealed form is one of ours, whoever it belongs to.
pub fn is_carried<M: Mode>(cx: &Cx<M>, sealed: &str) -> bool {
    cx.house.signer.open(CARRIED, sealed).is_some()
}

/// The carried form of a sign-in, if it is ours and belongs to the account that has just signed in.
pub fn reopen<M: Mode>(cx: &Cx<M>, sealed: &str, account: i64) -> Option<Carried> {
    let carried: Carried = serde_json::from_str(&cx.house.signer.open(CARRIED, sealed)?).ok()?;
    let is_ours = carried.account == Some(account) && crate::request::local(&carried.path) == carried.path;
    is_ours.then_some(carried)
}
