//! The S3 server of one test, on a free port of this machine.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use files::{Bucket, Vault};

/// A server with one bucket; gone with this.
pub struct Moto {
    child: Child,
    port: u16,
    folder: tempfile::TempDir,
}

impl Moto {
    pub fn start() -> Self {
        let packages = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/tools/moto");
        let packages = std::env::var_os("METODSET_TEST_MOTO").map_or(packages, Into::into);
        assert!(packages.join("moto").is_dir(), "moto is not in {}: ./test installs it", packages.display());
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let child = Command::new("python3")
            .args(["-m", "moto.server", "-H", "127.0.0.1", "-p", &port.to_string()])
            .env("PYTHONPATH", packages)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let moto = Self { child, port, folder: tempfile::tempdir().unwrap() };
        for _ in 0..300 {
            if moto.makes_bucket() {
                return moto;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        panic!("moto did not answer on port {port} within half a minute");
    }

    fn makes_bucket(&self) -> bool {
        let Ok(mut stream) = TcpStream::connect(("127.0.0.1", self.port)) else { return false };
        let request =
            "PUT /metodset HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
        let mut reply = String::new();
        stream.write_all(request.as_bytes()).and_then(|()| stream.read_to_string(&mut reply)).is_ok()
            && reply.starts_with("HTTP/1.1 200")
    }

    /// A vault in the bucket under a prefix, each call of at most so many seconds.
    pub fn vault(&self, prefix: &str, seconds: u64) -> Vault {
        let bucket = Bucket {
            name: "metodset".into(),
            prefix: prefix.into(),
            endpoint: Some(format!("http://127.0.0.1:{}", self.port)),
            region: "us-east-1".into(),
            key_id: "test".into(),
            secret: "test".into(),
            token: None,
            limit: Duration::from_secs(seconds),
            takes_plain_http: false,
        };
        Vault::in_bucket(&bucket, self.folder.path()).unwrap()
    }

    /// The server takes connections and answers nothing.
    pub fn freeze(&self) {
        self.signal("-STOP");
    }

    pub fn thaw(&self) {
        self.signal("-CONT");
    }

    fn signal(&self, signal: &str) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args([signal, &id]).status().unwrap().success());
    }
}

impl Drop for Moto {
    fn drop(&mut self) {
        // It has ended already when the test failed early.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
