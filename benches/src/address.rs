//! One kept connection: a request goes out, the whole reply comes back, byte by byte as a browser would get it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;

use crate::Outcome;

/// A reply.
#[derive(Debug, Default)]
pub struct Reply {
    /// HTTP status.
    pub status: u16,
    /// Names in small letters.
    pub headers: Vec<(String, String)>,
    /// The body as sent.
    pub body: Vec<u8>,
    /// All bytes of the reply, head included.
    pub size: usize,
}

impl Reply {
    /// The first header of this name, or nothing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// A kept connection.
pub struct Line {
    host: String,
    stream: BufReader<TcpStream>,
}

impl Line {
    /// Connects to `http://host:port`.
    pub fn to(url: &str) -> Outcome<Self> {
        let host = url.trim().trim_start_matches("http://").trim_end_matches('/').to_owned();
        let stream = TcpStream::connect(&host)?;
        stream.set_nodelay(true)?;
        Ok(Self { host, stream: BufReader::with_capacity(65_536, stream) })
    }

    /// A GET with these header lines, each ended by CRLF.
    pub fn get(&mut self, address: &str, headers: &str) -> Outcome<Reply> {
        let request = format!("GET {address} HTTP/1.1\r\nHost: {}\r\n{headers}\r\n", self.host);
        self.ask(request.as_bytes())
    }

    /// A posted form.
    pub fn post(&mut self, address: &str, headers: &str, form: &str) -> Outcome<Reply> {
        let request = format!(
            "POST {address} HTTP/1.1\r\nHost: {}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
             Content-Length: {}\r\n{headers}\r\n{form}",
            self.host,
            form.len()
        );
        self.ask(request.as_bytes())
    }

    /// Sends a whole request and reads the whole reply.
    pub fn ask(&mut self, request: &[u8]) -> Outcome<Reply> {
        self.stream.get_mut().write_all(request)?;
        let mut reply = Reply::default();
        let first = self.head_line(&mut reply)?;
        reply.status = first.split(' ').nth(1).and_then(|code| code.parse().ok()).ok_or("not HTTP")?;
        loop {
            let line = self.head_line(&mut reply)?;
            let Some((name, value)) = line.split_once(": ") else { break };
            reply.headers.push((name.to_lowercase(), value.to_owned()));
        }
        if reply.header("transfer-encoding") == "chunked" {
            self.chunks(&mut reply)?;
        } else {
            let length: usize = reply.header("content-length").parse().unwrap_or(0);
            self.take(&mut reply, length)?;
        }
        Ok(reply)
    }

    fn head_line(&mut self, reply: &mut Reply) -> Outcome<String> {
        let mut line = String::new();
        reply.size += self.stream.read_line(&mut line)?;
        if line.is_empty() {
            return Err("the server closed the connection".into());
        }
        line.truncate(line.trim_end().len());
        Ok(line)
    }

    fn take(&mut self, reply: &mut Reply, length: usize) -> Outcome<()> {
        let begun = reply.body.len();
        reply.body.resize(begun + length, 0);
        self.stream.read_exact(&mut reply.body[begun..])?;
        reply.size += length;
        Ok(())
    }

    fn chunks(&mut self, reply: &mut Reply) -> Outcome<()> {
        loop {
            let length = usize::from_str_radix(&self.head_line(reply)?, 16)?;
            self.take(reply, length)?;
            self.head_line(reply)?;
            if length == 0 {
                return Ok(());
            }
        }
    }
}
