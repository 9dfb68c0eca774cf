//! The built program: run to its end, or started and asked over HTTP.
#![allow(
    dead_code,
    clippy::allow_attributes,
    clippy::unwrap_used,
    reason = "each test needs its own part, and stops where its ground is missing"
)]

pub mod staff;
pub mod visitor;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStdout, Command, Output, Stdio};

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_metodset"));
    // Only what the test says is in force.
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("METODSET_")) {
        command.env_remove(name);
    }
    command.env("METODSET_LOG", "warn");
    command
}

/// Runs it to its end.
pub fn run(arguments: &[&str]) -> Output {
    program().args(arguments).output().unwrap()
}

/// Begins it, for a test that ends it.
pub fn started(arguments: &[&str]) -> Child {
    program().args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// Fills the small demo and returns what it printed.
pub fn demo_small(dir: &str) -> serde_json::Value {
    let outcome = run(&["demo", "--dir", dir, "--scale", "small", "--no-serve", "--json"]);
    assert_eq!(outcome.status.code(), Some(0), "{}", text(&outcome.stderr));
    json(&outcome.stdout)
}

/// A folder with a migrated database, and its path.
pub fn migrated() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().to_str().unwrap().to_owned();
    assert_eq!(run(&["migrate", "--dir", &dir]).status.code(), Some(0));
    (folder, dir)
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

pub fn json(bytes: &[u8]) -> serde_json::Value {
    serde_json::from_slice(bytes).unwrap_or_else(|e| panic!("{e}: {}", text(bytes)))
}

/// The whole reply to a GET.
pub fn get(url: &str, path: &str) -> String {
    let host = url.trim().trim_start_matches("http://").trim_end_matches('/');
    let mut stream = TcpStream::connect(host).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
    let mut reply = Vec::new();
    stream.read_to_end(&mut reply).unwrap();
    text(&reply)
}

/// A program that serves; killed when dropped.
pub struct Running {
    child: Child,
    out: BufReader<ChildStdout>,
}

impl Running {
    pub fn start(arguments: &[&str]) -> Self {
        Self::start_in(arguments, &[])
    }

    /// With these variables of the environment.
    pub fn start_in(arguments: &[&str], environment: &[(&str, &str)]) -> Self {
        let mut command = program();
        command.args(arguments).envs(environment.iter().copied());
        Self::spawn(command)
    }

    /// With its log in this file, everything of it.
    pub fn start_logged(arguments: &[&str], log: &std::path::Path) -> Self {
        let mut command = program();
        command.args(arguments).env("METODSET_LOG", "debug").stderr(std::fs::File::create(log).unwrap());
        Self::spawn(command)
    }

    /// The same with its log in a file, appended; a write past a limit of the file size is an error to it and no signal.
    pub fn start_appending(arguments: &[&str], log: &std::path::Path) -> Self {
        let log = std::fs::File::options().create(true).append(true).open(log).unwrap();
        let program = program();
        let mut shell = Command::new("sh");
        shell.args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\""]).arg(program.get_program()).args(arguments);
        for (name, value) in program.get_envs() {
            match value {
                Some(value) => shell.env(name, value),
                None => shell.env_remove(name),
            };
        }
        shell.stderr(log);
        Self::spawn(shell)
    }

    fn spawn(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        Self { child, out }
    }

    /// The next line it prints.
    pub fn line(&mut self) -> String {
        let mut line = String::new();
        self.out.read_line(&mut line).unwrap();
        line.trim().to_owned()
    }

    /// The JSON document it prints once it is ready.
    pub fn document(&mut self) -> serde_json::Value {
        let mut document = String::new();
        loop {
            let before = document.len();
            self.out.read_line(&mut document).unwrap();
            assert!(document.len() > before, "it ended before it was ready: {document}");
            if document.ends_with("}\n")
                && let Ok(value) = serde_json::from_str(&document)
            {
                return value;
            }
        }
    }

    /// The id of its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Ends it as a power cut would: it learns nothing of it.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Its exit code if it has ended.
    pub fn ended(&mut self) -> Option<std::process::ExitStatus> {
        self.child.try_wait().unwrap()
    }

    /// Asks it to stop, and returns its exit code.
    pub fn stop(self) -> Option<i32> {
        self.signal("TERM");
        self.wait()
    }

    /// Sends it a signal.
    pub fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args([&format!("-{name}"), &id]).status().unwrap().success());
    }

    /// Waits for its end, and returns its exit code.
    pub fn wait(mut self) -> Option<i32> {
        self.child.wait().unwrap().code()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It has ended already unless the test failed.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
