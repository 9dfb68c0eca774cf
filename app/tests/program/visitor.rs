//! A visitor of the served program: keeps cookies, carries the token of the last page, sends forms with files.

use std::io::{Read, Write};
use std::net::TcpStream;

/// One browser.
pub struct Visitor {
    host: String,
    cookies: Vec<(String, String)>,
    /// The token of the last page with one.
    pub token: String,
}

const BOUNDARY: &str = "x-boundary-x";

impl Visitor {
    pub fn of(url: &str) -> Self {
        let host = url.trim().trim_start_matches("http://").trim_end_matches('/').to_owned();
        Self { host, cookies: Vec::new(), token: String::new() }
    }

    /// The values of its cookies: secrets.
    pub fn secrets(&self) -> impl Iterator<Item = &str> {
        self.cookies.iter().map(|(_, value)| value.as_str())
    }

    pub fn get(&mut self, address: &str) -> String {
        self.send(&format!("GET {address}"), "", b"")
    }

    pub fn post(&mut self, address: &str, fields: &[(&str, &str)]) -> String {
        let token = self.token.clone();
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        let body = form.extend_pairs(fields).append_pair("_csrf", &token).finish();
        let kind = "Content-Type: application/x-www-form-urlencoded\r\n";
        self.send(&format!("POST {address}"), kind, body.as_bytes())
    }

    /// A form with one file of this name.
    pub fn upload(&mut self, address: &str, fields: &[(&str, &str)], file: (&str, &str, &[u8])) -> String {
        let token = self.token.clone();
        let mut body = Vec::new();
        for (name, value) in fields.iter().copied().chain([("_csrf", token.as_str())]) {
            write!(
                body,
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            )
            .unwrap();
        }
        let (field, name, bytes) = file;
        let head = "Content-Type: application/octet-stream\r\n\r\n";
        write!(
            body,
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n{head}"
        )
        .unwrap();
        body.extend(bytes);
        write!(body, "\r\n--{BOUNDARY}--\r\n").unwrap();
        let kind = format!("Content-Type: multipart/form-data; boundary={BOUNDARY}\r\n");
        self.send(&format!("POST {address}"), &kind, &body)
    }

    /// The whole reply, head and body.
    pub fn send(&mut self, what: &str, headers: &str, body: &[u8]) -> String {
        let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut stream = TcpStream::connect(&self.host).unwrap();
        write!(
            stream,
            "{what} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nCookie: {}\r\nContent-Length: {}\r\n{headers}\r\n",
            self.host,
            cookies.join("; "),
            body.len()
        )
        .unwrap();
        stream.write_all(body).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let reply = super::text(&bytes);
        self.keep(&reply);
        reply
    }

    fn keep(&mut self, reply: &str) {
        for line in reply.lines().take_while(|line| !line.trim().is_empty()) {
            let Some(pair) = line.strip_prefix("set-cookie: ").and_then(|rest| rest.split(';').next()) else {
                continue;
            };
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.retain(|(known, _)| known != name);
            if !value.is_empty() {
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
        let token =
            reply.split("<meta name=\"csrf\" content=\"").nth(1).and_then(|rest| rest.split('"').next());
        if let Some(token) = token {
            token.clone_into(&mut self.token);
        }
    }
}
