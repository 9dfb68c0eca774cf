//! Walks through the demo in a real browser: what a person does, sees and must never lose.
//!
//! Each walk serves a demo of its own, takes a Chromium of its own and leaves pictures in target/screenshots.

mod accessible;
mod chromium;
mod circle;
mod kept;
mod keyboard;
mod mentoring;
mod provider;
mod readme;
mod staff;
mod together;
mod walker;
mod without_scripts;

use testing::Engine;

use crate::demo::Demo;
use chromium::Chromium;
use walker::Walker;

const INSTITUTE: &str = "institute_methodist";
const METHODIST: &str = "municipal_methodist";
const DEPUTY: &str = "deputy";
const ADMINISTRATOR: &str = "administrator";

/// The desk of a school computer.
const DESK: (u32, u32) = (1366, 768);
/// A phone.
const PHONE: (u32, u32) = (390, 844);

/// A demo and a browser driver.
struct Stage {
    demo: Demo,
    chromium: Chromium,
}

impl Stage {
    fn new() -> Self {
        Self { demo: Demo::on(Engine::Sqlite), chromium: Chromium::start() }
    }

    /// A fresh browser nobody has signed in with.
    fn stranger(&self) -> Walker {
        Walker::new(&self.chromium, &self.demo.url, true)
    }

    /// A fresh browser in which the demo's account of the role has signed in.
    fn person(&self, role: &str) -> Walker {
        let walker = self.stranger();
        self.enter(&walker, role);
        walker
    }

    /// The same with scripts switched off.
    fn person_without_scripts(&self, role: &str) -> Walker {
        let walker = Walker::new(&self.chromium, &self.demo.url, false);
        self.enter(&walker, role);
        walker
    }

    /// Signs in on the sign-in page shown now, or opened.
    fn enter(&self, walker: &Walker, role: &str) {
        if !walker.address().starts_with("/sign-in") {
            walker.open("/sign-in");
        }
        self.fill_sign_in(walker, role);
        walker.until("the sign-in leads on", || !walker.has("[name=password]"));
    }

    fn fill_sign_in(&self, walker: &Walker, role: &str) {
        let (login, password) = self.demo.sign_in(role);
        walker.write("[name=login]", login);
        walker.write("[name=password]", password);
        walker.press("Войти");
    }

    /// Ends every session of the role's account, as its own «выйти везде» or a block would.
    fn end_sessions(&self, role: &str) {
        let (login, _) = self.demo.sign_in(role);
        let account =
            self.demo.ask(&format!("SELECT CAST(id AS TEXT) AS line FROM accounts WHERE login = '{login}'"));
        let (account, now) = (access::AccountId(account.parse().unwrap()), self.demo.house.now());
        let ended = self.demo.house.db.write(|tx| access::store::end_sessions_of(tx, account, now)).unwrap();
        assert!(ended > 0, "{login} had no session");
    }

    /// The address of this year's sheet of the methodist's municipality.
    fn sheet(&self) -> String {
        let (login, _) = self.demo.sign_in(METHODIST);
        let id = self.demo.ask(&format!(
            "SELECT CAST(s.id AS TEXT) AS line FROM sheets s JOIN campaigns c ON c.id = s.campaign_id \
             JOIN role_grants g ON g.scope_path = s.unit_path JOIN accounts a ON a.id = g.account_id \
             WHERE a.login = '{login}' AND c.period = '2026'"
        ));
        format!("/monitoring/sheets/{id}")
    }

    /// The address of the campaign of this year; 2025 is published.
    fn campaign(&self, period: &str) -> String {
        let id = self
            .demo
            .ask(&format!("SELECT CAST(id AS TEXT) AS line FROM campaigns WHERE period = '{period}'"));
        format!("/monitoring/{id}")
    }

    /// The declared answer to an indicator of the sheet, as stored.
    fn stored(&self, sheet: &str, no: &str) -> String {
        let id = sheet.rsplit('/').next().unwrap();
        self.demo.ask(&format!(
            "SELECT coalesce(max(declared), '') AS line FROM answers WHERE sheet_id = {id} AND no = '{no}'"
        ))
    }
}
