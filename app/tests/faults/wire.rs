//! A client on one kept connection: a reply counts only when it came whole.

use std::io::{BufRead, BufReader, Error, ErrorKind, Read, Result, Write};
use std::net::TcpStream;
use std::time::Duration;

/// What came back.
#[derive(Debug, Clone)]
pub struct Sent {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Sent {
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }
}

/// A signed-in person: what every request carries.
#[derive(Debug, Clone, Default)]
pub struct Person {
    pub cookies: String,
    pub csrf: String,
}

/// A connection that is kept.
pub struct Wire {
    host: String,
    stream: BufReader<TcpStream>,
}

impl Wire {
    pub fn to(url: &str) -> Result<Self> {
        let host = url.trim().trim_start_matches("http://").trim_end_matches('/').to_owned();
        let stream = TcpStream::connect(&host)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(40)))?;
        Ok(Self { host, stream: BufReader::new(stream) })
    }

    pub fn get(&mut self, who: &Person, path: &str) -> Result<Sent> {
        self.ask("GET", path, who, "Accept: text/html\r\n", &[])
    }

    /// A form as a page without scripts sends it.
    pub fn post(&mut self, who: &Person, path: &str, fields: &[(&str, &str)]) -> Result<Sent> {
        self.send(who, path, fields, "Accept: text/html\r\n")
    }

    /// A form as the script of the page sends it; the answer is JSON.
    pub fn fetch(&mut self, who: &Person, path: &str, fields: &[(&str, &str)]) -> Result<Sent> {
        self.send(who, path, fields, "X-Requested-With: fetch\r\n")
    }

    fn send(&mut self, who: &Person, path: &str, fields: &[(&str, &str)], more: &str) -> Result<Sent> {
        let token = [("_csrf", who.csrf.as_str())];
        let body = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(token.iter().chain(fields))
            .finish();
        let more = format!("Content-Type: application/x-www-form-urlencoded\r\n{more}");
        self.ask("POST", path, who, &more, body.as_bytes())
    }

    /// A form with one file.
    pub fn upload(
        &mut self,
        who: &Person,
        path: &str,
        fields: &[(&str, &str)],
        (name, bytes): (&str, &[u8]),
    ) -> Result<Sent> {
        let mut body = Vec::new();
        for (field, value) in [("_csrf", who.csrf.as_str())].iter().chain(fields) {
            let part =
                format!("--edge\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        let head = format!(
            "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: application/pdf\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--edge--\r\n");
        self.ask("POST", path, who, "Content-Type: multipart/form-data; boundary=edge\r\n", &body)
    }

    pub fn ask(&mut self, method: &str, path: &str, who: &Person, more: &str, body: &[u8]) -> Result<Sent> {
        let (host, cookies, length) = (&self.host, &who.cookies, body.len());
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookies}\r\n{more}Content-Length: {length}\r\n\r\n"
        );
        let stream = self.stream.get_mut();
        stream.write_all(&[head.as_bytes(), body].concat())?;
        self.reply()
    }

    fn reply(&mut self) -> Result<Sent> {
        let status = self.line()?.split(' ').nth(1).and_then(|code| code.parse().ok());
        let status = status.ok_or_else(|| Error::from(ErrorKind::InvalidData))?;
        let mut headers = Vec::new();
        loop {
            let line = self.line()?;
            if line.is_empty() {
                break;
            }
            if let Some((name, value)) = line.split_once(": ") {
                headers.push((name.to_lowercase(), value.to_owned()));
            }
        }
        let mut sent = Sent { status, headers, body: String::new() };
        let bytes = if sent.header("transfer-encoding") == "chunked" {
            self.chunks()?
        } else {
            self.exactly(sent.header("content-length").parse().unwrap_or(0))?
        };
        sent.body = String::from_utf8_lossy(&bytes).into_owned();
        Ok(sent)
    }

    /// A line that ended; a connection that died in the middle of it is an error.
    fn line(&mut self) -> Result<String> {
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        let whole = line.strip_suffix("\r\n").ok_or_else(|| Error::from(ErrorKind::UnexpectedEof))?;
        Ok(whole.to_owned())
    }

    fn exactly(&mut self, length: usize) -> Result<Vec<u8>> {
        let mut bytes = vec![0; length];
        self.stream.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    fn chunks(&mut self) -> Result<Vec<u8>> {
        let mut all = Vec::new();
        loop {
            let size = usize::from_str_radix(&self.line()?, 16).map_err(|_| ErrorKind::InvalidData)?;
            all.extend(self.exactly(size)?);
            self.line()?;
            if size == 0 {
                return Ok(all);
            }
        }
    }
}

/// Signs in as a browser does: the page, its token, the form.
pub fn sign_in(url: &str, login: &str, password: &str) -> Person {
    let visitor = visitor(url);
    let mut wire = Wire::to(url).unwrap();
    let entered = wire.post(&visitor, "/sign-in", &[("login", login), ("password", password)]).unwrap();
    assert_eq!(entered.status, 303, "{login}: {}", entered.body);
    let cookies = cookie(&entered);
    let page = wire.get(&Person { cookies: cookies.clone(), csrf: String::new() }, "/").unwrap();
    assert_eq!(page.status, 200, "{login}: {}", page.body);
    Person { cookies, csrf: csrf(&page.body) }
}

/// Nobody yet: what the page of the sign-in gives along.
pub fn visitor(url: &str) -> Person {
    let page = Wire::to(url).unwrap().get(&Person::default(), "/sign-in").unwrap();
    Person { cookies: cookie(&page), csrf: csrf(&page.body) }
}

fn cookie(sent: &Sent) -> String {
    let lines =
        sent.headers.iter().filter(|(name, value)| name == "set-cookie" && !value.contains("Max-Age=0"));
    lines.map(|(_, value)| value.split(';').next().unwrap_or("")).collect::<Vec<_>>().join("; ")
}

fn csrf(page: &str) -> String {
    let found = page.split("<meta name=\"csrf\" content=\"").nth(1).and_then(|rest| rest.split('"').next());
    found.unwrap_or_default().to_owned()
}
