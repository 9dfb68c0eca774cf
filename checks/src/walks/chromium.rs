//! chromedriver on a free port; it and its browsers go when this is dropped.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// A running chromedriver.
pub struct Chromium {
    driver: Child,
    /// `http://127.0.0.1:40124`
    pub url: String,
}

impl Chromium {
    pub fn start() -> Self {
        let mut driver = Command::new("chromedriver")
            .args(["--port=0", "--log-level=SEVERE"])
            .env("LANGUAGE", "ru")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver starts: Debian's package chromium-driver");
        let output = BufReader::new(driver.stdout.take().unwrap());
        let port = output
            .lines()
            .map_while(Result::ok)
            .find_map(|line| {
                Some(line.split("successfully on port ").nth(1)?.trim_end_matches('.').to_owned())
            })
            .expect("chromedriver tells its port");
        Self { driver, url: format!("http://127.0.0.1:{port}") }
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        // The browsers hang on a pipe of the driver (see Walker) and end with it.
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// What a browser is started with: nothing of its own goes to the network, nothing is kept.
pub fn capabilities(profile: &str, scripts: bool) -> serde_json::Map<String, serde_json::Value> {
    let arguments = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-extensions",
        "--lang=ru",
        "--remote-debugging-pipe",
        "--window-size=1366,768",
        &format!("--user-data-dir={profile}"),
    ];
    let options = serde_json::json!({
        "args": arguments,
        "prefs": { "profile.managed_default_content_settings.javascript": if scripts { 1 } else { 2 } },
    });
    let all = serde_json::json!({ "browserName": "chrome", "goog:chromeOptions": options });
    all.as_object().cloned().unwrap_or_default()
}
