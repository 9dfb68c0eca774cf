//! One person at one browser: opens, reads, writes, presses – and waits for what must appear instead of sleeping.

use std::cell::{Cell, RefCell};
use std::fs;
use std::future::Future;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::key::Key;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use super::chromium::{Chromium, capabilities};

/// How long anything may take to appear.
const PATIENCE: Duration = Duration::from_secs(8);
/// A browser that answers nothing for so long never will.
const SILENCE: Duration = Duration::from_secs(40);
const POLL: Duration = Duration::from_millis(50);

/// A browser.
pub struct Walker {
    client: Client,
    runtime: Runtime,
    home: String,
    width: Cell<u32>,
    _profile: TempDir,
}

impl Walker {
    pub fn new(chromium: &Chromium, home: &str, scripts: bool) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let profile = tempfile::tempdir().unwrap();
        let wanted = capabilities(&profile.path().display().to_string(), scripts);
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let client =
            runtime.block_on(builder.capabilities(wanted).connect(&chromium.url)).expect("a browser starts");
        let walker = Self { client, runtime, home: home.to_owned(), width: Cell::new(0), _profile: profile };
        walker.at_width(super::DESK);
        walker
    }

    pub fn open(&self, path: &str) {
        self.run(self.client.goto(&format!("{}{path}", self.home)));
    }

    /// `http://127.0.0.1:40123`
    pub fn home(&self) -> &str {
        &self.home
    }

    /// Path and query of the page shown.
    pub fn address(&self) -> String {
        let url = self.run(self.client.current_url());
        format!("{}{}", url.path(), url.query().map(|query| format!("?{query}")).unwrap_or_default())
    }

    /// Waits until the page shows the text.
    pub fn sees(&self, text: &str) {
        self.until(&format!("«{text}» is seen"), || self.text().contains(text));
    }

    pub fn sees_not(&self, text: &str) {
        assert!(!self.text().contains(text), "«{text}» is seen\n{}", self.where_we_are());
    }

    /// What is shown, in one line with plain blanks.
    pub fn text(&self) -> String {
        // The page may be leaving while it is read.
        let found = self.try_run(self.client.execute("return document.body.innerText", Vec::new()));
        words(found.ok().as_ref().and_then(Value::as_str).unwrap_or_default())
    }

    /// The text of one part of the page.
    pub fn text_of(&self, css: &str) -> String {
        words(&self.at(css, async |element| element.text().await))
    }

    pub fn has(&self, css: &str) -> bool {
        self.try_run(self.client.find(Locator::Css(css))).is_ok()
    }

    /// The attribute of every element found by an `XPath`, in the order of the page.
    pub fn attributes(&self, xpath: &str, name: &str) -> Vec<String> {
        self.in_time(&format!("{name} of {xpath} is read"), async || {
            let mut found = Vec::new();
            for element in self.client.find_all(Locator::XPath(xpath)).await? {
                found.extend(element.attr(name).await?);
            }
            Ok(found)
        })
    }

    /// The attribute or property of an element.
    pub fn value(&self, css: &str, name: &str) -> String {
        words(&self.at(css, async |element| element.prop(name).await).unwrap_or_default())
    }

    pub fn click(&self, css: &str) {
        self.click_on(css, Locator::Css(css));
    }

    /// Clicks the button or link with this label.
    pub fn press(&self, label: &str) {
        let same = format!("[normalize-space(translate(., '\u{a0}', ' ')) = '{label}']");
        let path =
            format!("//main//button{same} | //main//a{same} | //summary{same} | //header//button{same}");
        self.click_on(&format!("«{label}»"), Locator::XPath(&path));
    }

    fn click_on(&self, what: &str, place: Locator<'_>) {
        self.in_time(&format!("{what} can be clicked"), async || {
            let element = self.client.find(place).await?;
            let middle = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })";
            self.client.execute(middle, vec![serde_json::to_value(&element)?]).await?;
            element.click().await
        });
    }

    /// Types over what a field holds.
    pub fn write(&self, css: &str, text: &str) {
        self.at(css, async |element| {
            element.clear().await?;
            element.send_keys(text).await
        });
    }

    /// Types behind what a field holds.
    pub fn write_on(&self, css: &str, text: &str) {
        self.at(css, async |element| element.send_keys(text).await);
    }

    /// Presses keys where the focus is, as a keyboard does: a row may be replaced under it at any moment.
    pub fn keys(&self, keys: &str) {
        let press = |value| [KeyAction::Down { value }, KeyAction::Up { value }];
        self.strike(keys.chars().flat_map(press));
    }

    /// Presses a key while another is held.
    pub fn chord(&self, held: Key, key: Key) {
        let (held, key) = (char::from(held), char::from(key));
        let down = [KeyAction::Down { value: held }, KeyAction::Down { value: key }];
        self.strike(down.into_iter().chain([KeyAction::Up { value: key }, KeyAction::Up { value: held }]));
    }

    fn strike(&self, keys: impl Iterator<Item = KeyAction>) {
        let keyboard = keys.fold(KeyActions::new("keyboard".to_owned()), KeyActions::then);
        self.run(self.client.perform_actions(keyboard));
    }

    /// Pastes a text where the focus is, as the clipboard would.
    pub fn paste(&self, text: &str) {
        let script = "const data = new DataTransfer(); data.setData('text/plain', arguments[0]);
            document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));";
        self.run(self.client.execute(script, vec![json!(text)]));
    }

    /// Chooses a file for a file field.
    pub fn attach(&self, css: &str, path: &str) {
        self.write_on(css, path);
    }

    pub fn choose(&self, css: &str, value: &str) {
        self.at(css, async |element| element.select_by_value(value).await);
    }

    /// Chooses the first real option, the one after «выберите».
    pub fn choose_first(&self, css: &str) {
        self.at(css, async |element| element.select_by_index(1).await);
    }

    pub fn script(&self, text: &str) -> Value {
        self.run(self.client.execute(text, Vec::new()))
    }

    /// Runs a script that answers through a promise.
    pub fn script_async(&self, text: &str) -> Value {
        let wrapped = format!(
            "const done = arguments[arguments.length - 1]; (async () => {{ {text} }})().then(done, (e) => done(String(e)))"
        );
        self.run(self.client.execute_async(&wrapped, Vec::new()))
    }

    /// A command of the browser's own protocol.
    pub fn cdp(&self, cmd: &str, params: Value) -> Value {
        self.run(self.client.issue_cmd(Cdp { cmd: cmd.to_owned(), params }))
    }

    pub fn at_width(&self, (width, height): (u32, u32)) {
        self.width.set(width);
        let mobile = width < 600;
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": mobile });
        self.cdp("Emulation.setDeviceMetricsOverride", metrics);
    }

    /// Leaves a picture of the whole page, up to three screens of a desk. Of a page that stands: whoever pressed
    /// something first waits for what it brings, a picture of a leaving page is never answered.
    pub fn picture(&self, name: &str) {
        self.until("the page is whole", || self.script("return document.readyState") == "complete");
        let size = self.cdp("Page.getLayoutMetrics", json!({}));
        let of = |key: &str| size["cssContentSize"][key].as_f64().unwrap_or(800.0);
        let (width, height) = (self.width.get(), of("height").min(2400.0));
        let clip = json!({ "x": 0, "y": 0, "width": width, "height": height, "scale": 1 });
        let taken =
            self.cdp("Page.captureScreenshot", json!({ "clip": clip, "captureBeyondViewport": true }));
        let bytes = STANDARD.decode(taken["data"].as_str().unwrap_or_default()).unwrap();
        let folder = screenshots();
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(format!("{name}-{width}.png")), bytes).unwrap();
    }

    /// Waits until it is so; otherwise says what was awaited and what the page shows instead.
    pub fn until(&self, what: &str, is_so: impl Fn() -> bool) {
        self.until_or(what, &RefCell::default(), is_so);
    }

    fn until_or(&self, what: &str, fault: &RefCell<String>, is_so: impl Fn() -> bool) {
        let begun = Instant::now();
        while !is_so() {
            assert!(
                begun.elapsed() < PATIENCE,
                "waited in vain: {what} {}\n{}",
                fault.borrow(),
                self.where_we_are()
            );
            std::thread::sleep(POLL);
        }
    }

    /// Works at an element of the page.
    fn at<T>(&self, css: &str, work: impl AsyncFn(Element) -> Result<T, CmdError>) -> T {
        let place = Locator::Css(css);
        self.in_time(&format!("{css} is there"), async || work(self.client.find(place).await?).await)
    }

    /// Begins again while the browser refuses: a page may leave between any two commands.
    fn in_time<T>(&self, what: &str, work: impl AsyncFn() -> Result<T, CmdError>) -> T {
        let (fault, done) = (RefCell::default(), RefCell::new(None));
        self.until_or(what, &fault, || match self.try_run(work()) {
            Ok(found) => done.replace(Some(found)).is_none(),
            Err(error) => {
                fault.replace(error.to_string());
                false
            }
        });
        done.into_inner().expect("done in time")
    }

    fn where_we_are(&self) -> String {
        self.picture("failed");
        format!("on {}\n{}", self.address(), self.text().chars().take(1500).collect::<String>())
    }

    fn run<T>(&self, work: impl Future<Output = Result<T, CmdError>>) -> T {
        self.try_run(work).unwrap_or_else(|error| panic!("the browser refuses: {error}"))
    }

    fn try_run<T>(&self, work: impl Future<Output = Result<T, CmdError>>) -> Result<T, CmdError> {
        let answered = self.runtime.block_on(async { tokio::time::timeout(SILENCE, work).await });
        answered.unwrap_or_else(|_| panic!("the browser has not answered for {SILENCE:?}"))
    }
}

/// The repository's target folder, whichever it is.
fn screenshots() -> PathBuf {
    let fallback = concat!(env!("CARGO_MANIFEST_DIR"), "/../target");
    let target = std::env::var("CARGO_TARGET_DIR").unwrap_or_else(|_| fallback.to_owned());
    PathBuf::from(target).join("screenshots")
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// chromedriver's door to the protocol of Chromium.
#[derive(Debug)]
struct Cdp {
    cmd: String,
    params: Value,
}

impl WebDriverCompatibleCommand for Cdp {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(json!({ "cmd": self.cmd, "params": self.params }).to_string()))
    }
}
