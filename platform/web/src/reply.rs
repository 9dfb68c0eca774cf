//! What a handler answers.

use askama::Template;

use crate::{Error, Result};

/// A page before the frame is put round it.
#[derive(Debug, Default)]
pub struct Page {
    pub(crate) title: String,
    pub(crate) place: Option<String>,
    pub(crate) section: String,
    pub(crate) body: String,
    pub(crate) is_plain: bool,
}

impl Page {
    /// A page with the title of its tab.
    pub fn titled(title: impl Into<String>) -> Self {
        Self { title: title.into(), ..Self::default() }
    }

    /// The unit the page is about, by its path: shown as the place in the top bar.
    #[must_use]
    pub fn at(mut self, unit_path: &str) -> Self {
        self.place = Some(unit_path.to_owned());
        self
    }

    /// The address of the menu line this page belongs to, where its own address does not say so.
    #[must_use]
    pub fn under(mut self, menu_url: &str) -> Self {
        menu_url.clone_into(&mut self.section);
        self
    }

    /// Without the left menu: sign-in, invitations.
    #[must_use]
    pub fn plain(mut self) -> Self {
        self.is_plain = true;
        self
    }

    /// The reply with this body.
    pub fn show(mut self, body: &impl Template) -> Result<Reply> {
        self.body = body.render()?;
        Ok(Reply::of(Body::Page(self)))
    }
}

/// The substance of a reply.
#[derive(Debug)]
pub enum Body {
    /// A page for the frame.
    Page(Page),
    /// A part of a page.
    Fragment(String),
    /// JSON.
    Json(String),
    /// A file to open or keep.
    File {
        /// Its bytes.
        bytes: Vec<u8>,
        /// Its media type.
        media_type: String,
        /// Its name for the person.
        name: String,
    },
    /// Elsewhere (303).
    Elsewhere(String),
}

/// A reply: status, substance, cookies to set.
#[derive(Debug)]
pub struct Reply {
    pub(crate) status: u16,
    pub(crate) body: Body,
    pub(crate) problem: bool,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) is_kept: bool,
}

impl Reply {
    /// A reply with status 200, or 303 for elsewhere.
    pub fn of(body: Body) -> Self {
        let status = if matches!(body, Body::Elsewhere(_)) { 303 } else { 200 };
        Self { status, body, problem: false, headers: Vec::new(), is_kept: false }
    }

    /// On to another page.
    pub fn to(address: impl Into<String>) -> Self {
        Self::of(Body::Elsewhere(address.into()))
    }

    /// A part of a page.
    pub fn fragment(body: &impl Template) -> Result<Self> {
        Ok(Self::of(Body::Fragment(body.render()?)))
    }

    /// JSON.
    pub fn json(value: &impl serde::Serialize) -> Result<Self> {
        let text = serde_json::to_string(value).map_err(|e| Error::Broken(e.to_string()))?;
        Ok(Self::of(Body::Json(text)))
    }

    /// The same with another status: 422 for a form shown again, 409 for a conflict. A reply of 422 leaves nothing behind:
    /// whatever its handler wrote before it was refused is taken back.
    #[must_use]
    pub fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// What the handler wrote stays although the reply is a refusal: a counted failure of a password.
    #[must_use]
    pub fn kept(mut self) -> Self {
        self.is_kept = true;
        self
    }

    /// The reply names its version, for `If-Match`.
    #[must_use]
    pub fn tagged(mut self, version: i64) -> Self {
        self.headers.push(("etag", format!("\"{version}\"")));
        self
    }

    /// Not for search engines: a page that is opened by a secret address alone.
    #[must_use]
    pub fn unlisted(mut self) -> Self {
        self.headers.push(("x-robots-tag", "noindex, nofollow, noarchive".to_owned()));
        self
    }

    /// The JSON is a problem: it says what went wrong.
    #[must_use]
    pub fn problem(mut self) -> Self {
        self.problem = true;
        self
    }
}
