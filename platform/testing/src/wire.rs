//! A plain HTTP client on one kept connection: sees exactly what is sent, heads and compressed bytes included. A reply
//! counts only when it came whole.

use std::io::{BufRead, BufReader, Error, ErrorKind, Read, Result, Write};
use std::net::TcpStream;
use std::time::Duration;

/// How long a reply is waited for.
const PATIENCE: Duration = Duration::from_secs(40);

/// What came back.
#[derive(Debug, Clone, Default)]
pub struct Sent {
    /// HTTP status.
    pub status: u16,
    /// Names in small letters.
    pub headers: Vec<(String, String)>,
    /// The body as sent.
    pub body: Vec<u8>,
    /// All bytes of the reply, head included.
    pub size: usize,
}

impl Sent {
    /// The first header of this name, or nothing.
    pub fn header(&self, name: &str) -> &str {
        self.all(name).next().unwrap_or_default()
    }

    /// Every header of this name.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.headers.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The cookies it sets, as a request sends them.
    pub fn cookies(&self) -> String {
        let set = self.all("set-cookie").filter(|line| !line.contains("Max-Age=0"));
        set.map(|line| line.split(';').next().unwrap_or_default()).collect::<Vec<_>>().join("; ")
    }

    /// The token its page gives to forms.
    pub fn csrf(&self) -> String {
        csrf(&self.text())
    }
}

/// The token a page gives to its forms; nothing where there is none.
pub fn csrf(page: &str) -> String {
    let found = page.split("<meta name=\"csrf\" content=\"").nth(1).and_then(|rest| rest.split('"').next());
    found.unwrap_or_default().to_owned()
}

/// A kept connection.
pub struct Wire {
    host: String,
    stream: BufReader<TcpStream>,
}

impl Wire {
    /// Connects to `http://host:port`.
    pub fn to(url: &str) -> Result<Self> {
        let host = url.trim().trim_start_matches("http://").trim_end_matches('/').to_owned();
        let stream = TcpStream::connect(&host)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        Ok(Self { host, stream: BufReader::with_capacity(65_536, stream) })
    }

    /// A GET with these header lines, each ended by CRLF.
    pub fn get(&mut self, address: &str, headers: &str) -> Result<Sent> {
        let request = format!("GET {address} HTTP/1.1\r\nHost: {}\r\n{headers}\r\n", self.host);
        self.send(request.as_bytes())
    }

    /// A posted form.
    pub fn post(&mut self, address: &str, headers: &str, form: &str) -> Result<Sent> {
        let headers = format!("Content-Type: application/x-www-form-urlencoded\r\n{headers}");
        self.ask("POST", address, &headers, form.as_bytes())
    }

    /// A request with a body.
    pub fn ask(&mut self, method: &str, address: &str, headers: &str, body: &[u8]) -> Result<Sent> {
        let (host, length) = (&self.host, body.len());
        let head = format!(
            "{method} {address} HTTP/1.1\r\nHost: {host}\r\n{headers}Content-Length: {length}\r\n\r\n"
        );
        self.send(&[head.as_bytes(), body].concat())
    }

    /// Sends a whole request and reads the whole reply.
    pub fn send(&mut self, request: &[u8]) -> Result<Sent> {
        self.stream.get_mut().write_all(request)?;
        let mut sent = Sent::default();
        let status = self.line(&mut sent)?.split(' ').nth(1).and_then(|code| code.parse().ok());
        sent.status = status.ok_or_else(|| Error::from(ErrorKind::InvalidData))?;
        loop {
            let line = self.line(&mut sent)?;
            if line.is_empty() {
                break;
            }
            if let Some((name, value)) = line.split_once(": ") {
                sent.headers.push((name.to_lowercase(), value.to_owned()));
            }
        }
        if sent.header("transfer-encoding") == "chunked" {
            self.chunks(&mut sent)?;
        } else {
            let length = sent.header("content-length").parse().unwrap_or(0);
            self.take(&mut sent, length)?;
        }
        Ok(sent)
    }

    /// A line that ended; a connection that died in the middle of it is an error.
    fn line(&mut self, sent: &mut Sent) -> Result<String> {
        let mut line = String::new();
        sent.size += self.stream.read_line(&mut line)?;
        let whole = line.strip_suffix("\r\n").ok_or_else(|| Error::from(ErrorKind::UnexpectedEof))?;
        Ok(whole.to_owned())
    }

    fn take(&mut self, sent: &mut Sent, length: usize) -> Result<()> {
        let begun = sent.body.len();
        sent.body.resize(begun + length, 0);
        self.stream.read_exact(&mut sent.body[begun..])?;
        sent.size += length;
        Ok(())
    }

    fn chunks(&mut self, sent: &mut Sent) -> Result<()> {
        loop {
            let length = usize::from_str_radix(&self.line(sent)?, 16).map_err(|_| ErrorKind::InvalidData)?;
            self.take(sent, length)?;
            self.line(sent)?;
            if length == 0 {
                return Ok(());
            }
        }
    }
}
