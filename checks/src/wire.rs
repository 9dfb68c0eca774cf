//! A plain HTTP client on the wire: sees exactly what is sent, headers and compressed bytes included.

use std::io::{Read, Write};
use std::net::TcpStream;

use url::form_urlencoded;

use crate::demo::Demo;

/// What came back.
pub struct Sent {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Sent {
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.headers.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }
}

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
        let csrf = csrf(&wire.get("/sign-in").text());
        let sent = wire.post("/sign-in", &[("_csrf", &csrf), ("login", login), ("password", password)]);
        assert_eq!(sent.status, 303, "{login} cannot sign in: {}", sent.text());
        wire
    }

    pub fn get(&mut self, address: &str) -> Sent {
        self.send(&format!("GET {address}"), "", "")
    }

    /// An address of the API, with an access token.
    pub fn ask(&mut self, address: &str, token: &str) -> Sent {
        self.send(&format!("GET {address}"), &format!("Authorization: Bearer {token}\r\n"), "")
    }

    /// The page as a browser fetches it: compressed.
    pub fn get_small(&mut self, address: &str) -> Sent {
        self.send(&format!("GET {address}"), "Accept-Encoding: br\r\n", "")
    }

    pub fn post(&mut self, address: &str, fields: &[(&str, &str)]) -> Sent {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.send(&format!("POST {address}"), "Content-Type: application/x-www-form-urlencoded\r\n", &body)
    }

    fn send(&mut self, what: &str, headers: &str, body: &str) -> Sent {
        let host = self.demo.url.trim_start_matches("http://");
        let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = format!(
            "{what} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nCookie: {}\r\nContent-Length: {}\r\n{headers}\r\n{body}",
            cookies.join("; "),
            body.len()
        );
        let mut stream = TcpStream::connect(host).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let sent = parse(&bytes);
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

/// The token of a page.
pub fn csrf(page: &str) -> String {
    let found = page.split("<meta name=\"csrf\" content=\"").nth(1).and_then(|rest| rest.split('"').next());
    found.unwrap_or_default().to_owned()
}

fn parse(bytes: &[u8]) -> Sent {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("the reply has a head");
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = head.split("\r\n");
    let status =
        lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|code| code.parse().ok()).unwrap();
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
        .collect();
    let body = bytes[end + 4..].to_vec();
    let is_chunked = headers.iter().any(|(name, value)| name == "transfer-encoding" && value == "chunked");
    Sent { status, headers, body: if is_chunked { dechunked(&body) } else { body } }
}

fn dechunked(mut rest: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    while let Some(end) = rest.windows(2).position(|two| two == b"\r\n") {
        let size = usize::from_str_radix(std::str::from_utf8(&rest[..end]).unwrap(), 16).unwrap();
        if size == 0 {
            break;
        }
        body.extend_from_slice(&rest[end + 2..end + 2 + size]);
        rest = &rest[end + 4 + size..];
    }
    body
}
