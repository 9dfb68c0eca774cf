//! The measure of things: a bare axum handler that answers with the same bytes, in a process of its own.

use std::path::Path;
use std::process::{Child, Command, Stdio};

use axum::Router;
use axum::http::header;
use axum::routing::get;

use crate::installation::first_line;
use crate::{Outcome, machine};

/// Serves the bytes of a file at `/` on a free port, prints the address.
pub fn serve(file: &Path) -> Outcome<()> {
    let body = axum::body::Bytes::from(std::fs::read(file)?);
    let answer = move || {
        let body = body.clone();
        async move { ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], body) }
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        println!("http://{}", listener.local_addr()?);
        axum::serve(listener, Router::new().route("/", get(answer))).await
    })?;
    Ok(())
}

/// That server as a process; it ends when dropped.
pub struct Bare {
    child: Child,
    /// Where it answers.
    pub url: String,
    _file: tempfile::NamedTempFile,
}

impl Bare {
    /// Starts it with these bytes.
    pub fn with(bytes: &[u8]) -> Outcome<Self> {
        let file = tempfile::NamedTempFile::new()?;
        std::fs::write(file.path(), bytes)?;
        let mut command = Command::new(std::env::current_exe()?);
        let mut child = command.arg("bare").arg(file.path()).stdout(Stdio::piped()).spawn()?;
        let url = first_line(&mut child)?;
        Ok(Self { child, url, _file: file })
    }

    /// CPU time so far.
    pub fn cpu(&self) -> std::time::Duration {
        machine::cpu_of(self.child.id())
    }
}

impl Drop for Bare {
    fn drop(&mut self) {
        // It serves until it is killed.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
