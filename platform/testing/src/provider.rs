//! A real identity provider for tests, oidc-provider of npm: whoever signs in there is who they say.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// The provider; it goes when this is dropped.
pub struct IdentityProvider {
    child: Child,
    /// `http://127.0.0.1:40125`
    pub issuer: String,
}

/// This installation's name there.
pub const CLIENT_ID: &str = "metodset";
/// And its secret.
pub const CLIENT_SECRET: &str = "not-for-strangers";

impl IdentityProvider {
    /// Starts it on a free port; people are sent back to this address.
    pub fn start(return_to: &str) -> Self {
        let packages = concat!(env!("CARGO_MANIFEST_DIR"), "/../../web");
        let mut child = Command::new("node")
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/src/provider.mjs"))
            .args([return_to, packages])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("node starts: ./test installs it");
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let port = lines.find(|line| line.parse::<u16>().is_ok());
        let port = port.expect("oidc-provider tells its port: ./test installs it into web/node_modules");
        Self { child, issuer: format!("http://127.0.0.1:{port}") }
    }

    /// Stops answering.
    pub fn go_away(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for IdentityProvider {
    fn drop(&mut self) {
        self.go_away();
    }
}
