//! One person's cookies on the wire: what is sent is seen exactly, headers and compressed bytes included.

pub use testing::Sent;
use url::form_urlencoded;

use crate::demo::Demo;

/// One person's cookies.
pub struct Wire<'a> {
    demo: &'a Demo,
    cookies: Vec<(String, String)>,
}

impl<'a> Wire<'a> {
    pub fn stranger(demo: &'a Demo) -> Self {
        Self { demo, cookies: Vec::new() }
    }

    /// Signed in as the demo's account of the role.
    pub fn signed_in(demo: &'a Demo, role: &str) -> Self {
        let (login, password) = demo.sign_in(role);
        Self::entered(demo, login, password)
    }

    /// Signed in with this login.
    pub fn signed_in_with(demo: &'a Demo, login: &str) -> Self {
        Self::entered(demo, login, demo.password_of(login))
    }

    fn entered(demo: &'a Demo, login: &str, password: &str) -> Self {
        let mut wire = Self::stranger(demo);
        let csrf = wire.get("/sign-in").csrf();
        let sent = wire.post("/sign-in", &[("_csrf", &csrf), ("login", login), ("password", password)]);
        assert_eq!(sent.status, 303, "{login} cannot sign in: {}", sent.text());
        wire
    }

    pub fn get(&mut self, address: &str) -> Sent {
        self.send("GET", address, "", "")
    }

    /// An address of the API, with an access token.
    pub fn ask(&mut self, address: &str, token: &str) -> Sent {
        self.send("GET", address, &format!("Authorization: Bearer {token}\r\n"), "")
    }

    /// The page as a browser fetches it: compressed.
    pub fn get_small(&mut self, address: &str) -> Sent {
        self.send("GET", address, "Accept-Encoding: br\r\n", "")
    }

    pub fn post(&mut self, address: &str, fields: &[(&str, &str)]) -> Sent {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.send("POST", address, "Content-Type: application/x-www-form-urlencoded\r\n", &body)
    }

    /// A request on a connection of its own.
    fn send(&mut self, method: &str, address: &str, headers: &str, body: &str) -> Sent {
        let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let headers = format!("Connection: close\r\nCookie: {}\r\n{headers}", cookies.join("; "));
        let mut wire = testing::Wire::to(&self.demo.url).unwrap();
        let sent = wire.ask(method, address, &headers, body.as_bytes()).unwrap();
        self.keep_cookies(&sent);
        sent
    }

    fn keep_cookies(&mut self, sent: &Sent) {
        for line in sent.all("set-cookie") {
            let (name, value) = line.split(';').next().and_then(|pair| pair.split_once('=')).unwrap();
            self.cookies.retain(|(known, _)| known != name);
            if !line.contains("Max-Age=0") {
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
    }
}
