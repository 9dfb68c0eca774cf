//! A real mail server for tests, aiosmtpd of Python: takes letters into a folder, refuses some, and can be away.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use mail::{Post, Server};
use serde_json::Value;
use tempfile::TempDir;

/// The server; it goes when this is dropped.
pub struct Sink {
    child: Option<Child>,
    port: u16,
    folder: TempDir,
}

impl Sink {
    /// Starts it on a free port.
    pub fn start() -> Self {
        let mut sink = Self { child: None, port: 0, folder: tempfile::tempdir().unwrap() };
        sink.come_back();
        sink
    }

    /// Starts it again where it was.
    pub fn come_back(&mut self) {
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
        let target = std::env::var("CARGO_TARGET_DIR").unwrap_or_else(|_| format!("{root}/target"));
        let mut child = Command::new("python3")
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/src/sink.py"))
            .args([self.folder.path().display().to_string(), self.port.to_string()])
            .env("PYTHONPATH", PathBuf::from(target).join("tools/smtp"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("python3 starts: ./test installs it");
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        self.child = Some(child);
        self.port =
            line.trim().parse().expect("aiosmtpd tells its port: ./test installs it into target/tools/smtp");
    }

    /// Stops answering; what it took stays.
    pub fn go_away(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    /// A way to it.
    pub fn post(&self) -> Post {
        let server: Server = format!("smtp://127.0.0.1:{}", self.port).parse().unwrap();
        let from = mail::sender("Методсеть <noreply@metodset.example>").unwrap();
        Post::of(&server, from, "metodset.example").unwrap()
    }

    /// The letters taken so far, in their order.
    pub fn letters(&self) -> Vec<Value> {
        let entries = std::fs::read_dir(self.folder.path()).unwrap();
        let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        let read = |path: &PathBuf| serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        paths.iter().map(read).collect()
    }

    /// The path of the link in the last letter to this address.
    pub fn link(&self, to: &str) -> String {
        let letters = self.letters();
        let letter = letters.iter().rev().find(|one| one["to"] == to).expect("a letter to this address");
        let text = letter["text"].as_str().unwrap();
        let rest = text.split("https://metodset.example").nth(1).expect("a link");
        rest.split_whitespace().next().unwrap().to_owned()
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        self.go_away();
    }
}
