//! A browser for tests: keeps cookies, carries the session's token, sees what a person would be sent.

use std::cell::RefCell;
use std::sync::Arc;

use axum::body::Body;
use axum::http::{Request, Response, header};
use http_body_util::BodyExt;
use tower::ServiceExt;
use web::House;

/// What came back.
#[derive(Debug, Clone)]
pub struct Shown {
    /// HTTP status.
    pub status: u16,
    /// Where a redirect leads; empty otherwise.
    pub location: String,
    /// The body as text.
    pub body: String,
    /// The body as bytes.
    pub bytes: Vec<u8>,
    /// All headers.
    pub headers: Vec<(String, String)>,
}

impl Shown {
    /// A header's value; empty when absent.
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str())
    }

    /// The body as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    /// Whether the page holds the text, with non-breaking spaces read as blanks.
    pub fn says(&self, text: &str) -> bool {
        let plain = |text: &str| text.replace(['\u{a0}', '\n'], " ");
        plain(&self.body).contains(&plain(text))
    }

    /// The value of the first input of this name.
    pub fn input(&self, name: &str) -> Option<String> {
        let tag = self
            .body
            .split('<')
            .find(|tag| tag.starts_with("input") && tag.contains(&format!("name=\"{name}\"")))?;
        let value = tag.split("value=\"").nth(1)?.split('"').next()?;
        Some(value.replace("&#38;", "&").replace("&amp;", "&").replace("&#34;", "\"").replace("&quot;", "\""))
    }
}

/// A browser of one person.
pub struct Browser {
    house: Arc<House>,
    cookies: RefCell<Vec<(String, String)>>,
    csrf: RefCell<String>,
}

impl Browser {
    pub(crate) fn new(house: &Arc<House>, cookie: String, csrf: String) -> Self {
        let cookies = cookie.split_once('=').map(|(k, v)| (k.to_owned(), v.to_owned())).into_iter().collect();
        Self { house: Arc::clone(house), cookies: RefCell::new(cookies), csrf: RefCell::new(csrf) }
    }

    /// The token the next form will carry; a page with a form renews it.
    pub fn csrf(&self) -> String {
        self.csrf.borrow().clone()
    }

    /// The cookies as it sends them.
    pub fn cookies(&self) -> String {
        let pairs = self.cookies.borrow();
        pairs.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    /// Carries another token: forged and stale forms.
    pub fn set_csrf(&self, token: &str) {
        token.clone_into(&mut self.csrf.borrow_mut());
    }

    /// Opens a page.
    pub fn get(&self, address: &str) -> Shown {
        self.send(Request::get(address).body(Body::empty()).unwrap())
    }

    /// Opens a page and says it must be there.
    pub fn page(&self, address: &str) -> Shown {
        let shown = self.get(address);
        assert_eq!(shown.status, 200, "GET {address}: {}", shown.body);
        shown
    }

    /// Opens a page of which it holds a copy.
    pub fn get_if_changed(&self, address: &str, tag: &str) -> Shown {
        self.send(Request::get(address).header("if-none-match", tag).body(Body::empty()).unwrap())
    }

    /// Opens a part of a page, as the drawer does.
    pub fn fragment(&self, address: &str) -> Shown {
        self.send(Request::get(address).header("hx-request", "true").body(Body::empty()).unwrap())
    }

    /// Posts a form as a page does.
    pub fn post(&self, address: &str, fields: &[(&str, &str)]) -> Shown {
        self.send(Self::form(address).body(self.encoded(fields)).unwrap())
    }

    /// Posts a form as the autosaving script does.
    pub fn save(&self, address: &str, fields: &[(&str, &str)]) -> Shown {
        let request = Self::form(address).header("x-requested-with", "fetch");
        self.send(request.body(self.encoded(fields)).unwrap())
    }

    /// Posts a form and says it must lead on (303).
    pub fn done(&self, address: &str, fields: &[(&str, &str)]) -> Shown {
        let shown = self.post(address, fields);
        assert_eq!(shown.status, 303, "POST {address}: {}", shown.body);
        shown
    }

    /// Posts a form with one file.
    pub fn upload(&self, address: &str, fields: &[(&str, &str)], file: (&str, &str, &[u8])) -> Shown {
        let boundary = "границы-нет-7f3a".replace(|c: char| !c.is_ascii(), "x");
        let mut body = Vec::new();
        let csrf = self.csrf();
        for (name, value) in fields.iter().copied().chain([("_csrf", csrf.as_str())]) {
            let part =
                format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend(part.into_bytes());
        }
        let (field, name, bytes) = file;
        let head = format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
        );
        body.extend(head.into_bytes());
        body.extend(bytes);
        body.extend(format!("\r\n--{boundary}--\r\n").into_bytes());
        let kind = format!("multipart/form-data; boundary={boundary}");
        self.send(Request::post(address).header(header::CONTENT_TYPE, kind).body(Body::from(body)).unwrap())
    }

    fn form(address: &str) -> axum::http::request::Builder {
        Request::post(address).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
    }

    fn encoded(&self, fields: &[(&str, &str)]) -> Body {
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(fields);
        if !fields.iter().any(|(name, _)| *name == "_csrf") {
            form.append_pair("_csrf", &self.csrf());
        }
        Body::from(form.finish())
    }

    fn send(&self, mut request: Request<Body>) -> Shown {
        let cookies: Vec<_> = self.cookies.borrow().iter().map(|(k, v)| format!("{k}={v}")).collect();
        request.headers_mut().insert(header::COOKIE, cookies.join("; ").parse().unwrap());
        request.headers_mut().insert(header::HOST, "localhost".parse().unwrap());
        let shown = sent(&self.house, request);
        self.keep_cookies(&shown);
        if let Some(csrf) = shown.input("_csrf").filter(|csrf| !csrf.is_empty()) {
            *self.csrf.borrow_mut() = csrf;
        }
        shown
    }

    fn keep_cookies(&self, shown: &Shown) {
        for (_, line) in shown.headers.iter().filter(|(name, _)| name == "set-cookie") {
            let Some((name, value)) = line.split(';').next().and_then(|pair| pair.split_once('=')) else {
                continue;
            };
            let mut cookies = self.cookies.borrow_mut();
            cookies.retain(|(known, _)| known != name);
            if !line.contains("Max-Age=0") {
                cookies.push((name.to_owned(), value.to_owned()));
            }
        }
    }
}

/// One request through the whole router.
pub(crate) fn sent(house: &Arc<House>, request: Request<Body>) -> Shown {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let router = web::router(house);
    runtime.block_on(async { read(router.oneshot(request).await.unwrap()).await })
}

async fn read(response: Response<Body>) -> Shown {
    let status = response.status().as_u16();
    let headers: Vec<(String, String)> = response
        .headers()
        .iter()
        .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
        .collect();
    let bytes = response.into_body().collect().await.unwrap().to_bytes().to_vec();
    let location =
        headers.iter().find(|(name, _)| name == "location").map(|(_, v)| v.clone()).unwrap_or_default();
    Shown { status, location, body: String::from_utf8_lossy(&bytes).into_owned(), bytes, headers }
}
