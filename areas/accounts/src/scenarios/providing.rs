//! Signing in through an identity provider: linked first, entered by the one door, and every way that leads nowhere.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use access::{AccountId, Role};
use db::{Clock, Moment};
use testing::{Browser, Engine, Shown, both_databases};
use web::{Astray, Departure, Identity, JOURNEY_SECONDS, Provider};

use super::factor::{code, set_up};
use super::{PASSWORD, Stage, stage, stage_at};
use crate::model::State;

const AWAY: &str = "Вход через «Ключ учителя»";

/// A provider that believes the code: its text is the person.
#[derive(Debug, Default)]
pub(super) struct Believing {
    is_away: AtomicBool,
    /// How many codes it was shown.
    pub(super) asked: AtomicUsize,
}

impl Provider for Believing {
    fn title(&self) -> &'static str {
        "Ключ учителя"
    }

    fn issuer(&self) -> &'static str {
        "https://id.example"
    }

    fn way(&self, departure: &Departure, return_to: &str) -> Result<String, Astray> {
        self.answers()?;
        assert!(return_to.ends_with("/sign-in/provider/return"));
        assert!(departure.verifier.len() >= 43, "as PKCE asks");
        Ok(format!("https://id.example/auth?state={}", departure.state))
    }

    fn arrive(
        &self,
        _departure: &Departure,
        _return_to: &str,
        code: &str,
        _now: Moment,
    ) -> Result<Identity, Astray> {
        self.answers()?;
        self.asked.fetch_add(1, Ordering::Relaxed);
        if code == "forged" {
            return Err(Astray::Refused("invalid_grant".to_owned()));
        }
        let (issuer, subject) = ("https://id.example".to_owned(), code.to_owned());
        Ok(Identity { issuer, subject, name: "В. Кедрова".to_owned() })
    }
}

impl Believing {
    fn answers(&self) -> Result<(), Astray> {
        if self.is_away.load(Ordering::Relaxed) {
            return Err(Astray::Unreachable("timeout".to_owned()));
        }
        Ok(())
    }
}

pub(super) fn with_provider(engine: Engine) -> (Stage, Arc<Believing>, Clock) {
    let provider = Arc::new(Believing::default());
    let clock = Clock::turned_by_hand(Moment(1_781_751_600_000_000));
    let known = Arc::clone(&provider);
    let stage = stage_at(engine, clock, |settings| settings.provider = Some(known));
    (stage, provider, clock)
}

/// Leaves for the provider; the state that comes back.
pub(super) fn leave(browser: &Browser, from: &str, fields: &[(&str, &str)]) -> String {
    let shown = browser.post(from, fields);
    assert_eq!(shown.status, 200, "{}", shown.body);
    let way = shown.body.split("https://id.example/auth?state=").nth(1).expect("a way");
    way.split('"').next().unwrap().to_owned()
}

/// Comes back with a code.
pub(super) fn come_back(browser: &Browser, state: &str, code: &str) -> Shown {
    let page = browser.page(&format!("/sign-in/provider/return?state={state}&code={code}"));
    let (state, code) = (page.input("state").unwrap(), page.input("code").unwrap());
    browser.post("/sign-in/provider/return", &[("state", &state), ("code", &code)])
}

/// A stranger who goes there and back.
pub(super) fn through(stage: &Stage, code: &str) -> (Browser, Shown) {
    let browser = stage.app.stranger();
    browser.page("/sign-in?back=/account/readings");
    let state = leave(&browser, "/sign-in/provider", &[("back", "/account/readings")]);
    let shown = come_back(&browser, &state, code);
    (browser, shown)
}

/// An account linked to the identity of this code.
pub(super) fn linked(stage: &Stage, login: &str, code: &str) -> AccountId {
    let id = stage.settled(login, Role::ServiceHead, &stage.tree.north);
    let browser = stage.entered(login);
    browser.page("/account");
    let state = leave(&browser, "/account/provider", &[]);
    assert_eq!(come_back(&browser, &state, code).location, "/account");
    assert!(browser.page("/account").says("привязан"));
    id
}

fn is_in(browser: &Browser) -> bool {
    browser.get("/account").status == 200
}

both_databases! {
    fn a_linked_person_enters_and_is_led_where_they_wanted(engine) {
        let (stage, _, _) = with_provider(engine);
        linked(&stage, "vera", "vera-at-id");
        let (browser, entered) = through(&stage, "vera-at-id");
        assert_eq!((entered.status, entered.location.as_str()), (303, "/account/readings"));
        let own = browser.page("/account");
        assert!(own.says("Кедрова Вера Ильинична") && own.says("последний вход"));
        // A session opened by somebody else's word proves nothing: the password is asked for.
        assert_eq!(browser.post("/account/tokens", &[("title", "x")]).status, 401);
        let journal = stage.administrator().page("/journal");
        assert!(journal.says("Привязан вход через поставщика") && journal.says("Вход через поставщика"));
    }

    fn an_identity_nobody_linked_enters_nobody(engine) {
        let (stage, _, _) = with_provider(engine);
        stage.settled("vera", Role::ServiceHead, &stage.tree.north);
        let (browser, shown) = through(&stage, "vera");
        assert_eq!(shown.status, 403);
        assert!(shown.says("(В. Кедрова) не связана с учётной записью") && shown.body.contains("/sign-in?back=/account"));
        assert!(!is_in(&browser));
    }

    fn the_second_factor_is_asked_as_after_a_password(engine) {
        let (stage, _, clock) = with_provider(engine);
        let vera = linked(&stage, "vera", "vera-at-id");
        set_up(&stage, &stage.entered("vera"), vera);
        clock.turn_to(clock.now().plus_seconds(60));
        let (browser, asked) = through(&stage, "vera-at-id");
        assert!(asked.status == 200 && asked.says("Код для входа") && !is_in(&browser));
        assert!(asked.body.contains("name=\"back\" value=\"/account/readings\""));
        let typed = code(&stage, vera, 0);
        let entered = browser.post("/sign-in/code", &[("one_time_code", &typed), ("back", "/account/readings")]);
        assert_eq!(entered.location, "/account/readings");
    }

    fn linking_is_asked_about_twice_and_needs_the_same_person(engine) {
        let (stage, _, clock) = with_provider(engine);
        stage.settled("vera", Role::ServiceHead, &stage.tree.north);
        let browser = stage.entered("vera");
        clock.turn_to(clock.now().plus_seconds(16 * 60));
        browser.page("/account");
        assert_eq!(browser.post("/account/provider", &[]).status, 401);
        browser.done("/account/proof", &[("current_password", PASSWORD)]);
        let state = leave(&browser, "/account/provider", &[]);
        browser.done("/sign-out", &[]);
        assert_eq!(come_back(&browser, &state, "vera-at-id").status, 422, "nobody is signed in");
        stage.settled("anna", Role::ServiceHead, &stage.tree.south);
        browser.page("/sign-in");
        browser.done("/sign-in", &[("login", "anna"), ("password", PASSWORD)]);
        assert_eq!(come_back(&browser, &state, "vera-at-id").location, "/", "it is Vera's way");
        assert!(browser.page("/account").says("Не привязан"));
    }

    fn a_refused_code_ends_its_way(engine) {
        let (stage, _, _) = with_provider(engine);
        linked(&stage, "vera", "vera-at-id");
        let browser = stage.app.stranger();
        browser.page("/sign-in");
        let state = leave(&browser, "/sign-in/provider", &[]);
        assert_eq!(come_back(&browser, &state, "forged").status, 422);
        assert_eq!(come_back(&browser, &state, "vera-at-id").status, 422, "one try a way");
        assert!(!is_in(&browser));
    }

    fn a_reset_that_came_first_holds(engine) {
        let (stage, _, _) = with_provider(engine);
        let vera = stage.settled("vera", Role::ServiceHead, &stage.tree.north);
        let browser = stage.entered("vera");
        browser.page("/account");
        let state = leave(&browser, "/account/provider", &[]);
        stage.sql(&format!("UPDATE accounts SET state = 'invited' WHERE id = {vera}"));
        assert_ne!(come_back(&browser, &state, "vera-at-id").location, "/account");
        stage.sql(&format!("UPDATE accounts SET state = 'active' WHERE id = {vera}"));
        assert_eq!(through(&stage, "vera-at-id").1.status, 403, "nothing was linked");
    }

    fn one_identity_enters_one_account(engine) {
        let (stage, _, _) = with_provider(engine);
        linked(&stage, "vera", "vera-at-id");
        stage.settled("anna", Role::ServiceHead, &stage.tree.south);
        let anna = stage.entered("anna");
        anna.page("/account");
        let state = leave(&anna, "/account/provider", &[]);
        let taken = come_back(&anna, &state, "vera-at-id");
        assert!(taken.status == 409 && taken.says("уже связана с другой учётной записью"));
        let vera = stage.entered("vera");
        vera.page("/account");
        let twice = vera.post("/account/provider", &[]);
        assert!(twice.status == 422 && twice.says("Вход уже привязан"), "{}", twice.body);
        vera.done("/account/provider/removal", &[]);
        assert!(vera.page("/account").says("Не привязан"));
        assert_eq!(vera.post("/account/provider/removal", &[]).status, 422);
        assert_eq!(through(&stage, "vera-at-id").1.status, 403);
    }

    fn two_accounts_that_take_one_identity_at_once_get_it_once(engine) {
        let (stage, _, _) = with_provider(engine);
        let browsers = ["vera", "anna"].map(|login| {
            stage.settled(login, Role::ServiceHead, &stage.tree.north);
            let browser = stage.entered(login);
            browser.page("/account");
            login
        });
        let statuses: Vec<u16> = std::thread::scope(|scope| {
            let come = |login: &'static str| {
                let stage = &stage;
                move || {
                    let browser = stage.entered(login);
                    browser.page("/account");
                    let state = leave(&browser, "/account/provider", &[]);
                    come_back(&browser, &state, "one").status
                }
            };
            let running: Vec<_> = browsers.into_iter().map(|login| scope.spawn(come(login))).collect();
            running.into_iter().map(|one| one.join().unwrap()).collect()
        });
        let mut sorted = statuses.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, [303, 409]);
    }

    fn a_way_is_of_one_browser_one_use_and_a_quarter_of_an_hour(engine) {
        let (stage, _, clock) = with_provider(engine);
        linked(&stage, "vera", "vera-at-id");
        let browser = stage.app.stranger();
        browser.page("/sign-in");
        let state = leave(&browser, "/sign-in/provider", &[]);
        let other = stage.app.stranger();
        other.page("/sign-in");
        let stolen = come_back(&other, &state, "vera-at-id");
        assert!(stolen.status == 422 && stolen.says("Вход нужно начать заново") && !is_in(&other));
        assert_eq!(come_back(&browser, "another", "vera-at-id").status, 422, "another state");
        clock.turn_to(clock.now().plus_seconds(JOURNEY_SECONDS));
        assert_eq!(come_back(&browser, &state, "vera-at-id").status, 422, "too late");
        let state = leave(&browser, "/sign-in/provider", &[]);
        clock.turn_to(clock.now().plus_seconds(JOURNEY_SECONDS - 1));
        let page = browser.page(&format!("/sign-in/provider/return?state={state}&code=vera-at-id"));
        assert!(page.body.contains("data-at-once"));
        let fields = [("state", state.as_str()), ("code", "vera-at-id")];
        let cookies = browser.cookies();
        assert_eq!(browser.post("/sign-in/provider/return", &fields).status, 303);
        assert!(cookies.contains("metodset_journey=") && !browser.cookies().contains("metodset_journey=ey"));
        browser.page("/account");
        assert_eq!(browser.post("/sign-in/provider/return", &fields).location, "/", "the second click");
    }

    fn what_the_provider_does_not_confirm_is_told_in_words(engine) {
        let (stage, provider, _) = with_provider(engine);
        linked(&stage, "vera", "vera-at-id");
        let (browser, refused) = through(&stage, "forged");
        assert!(refused.status == 422 && refused.says("«Ключ учителя» не подтвердил вход") && !is_in(&browser));
        let cancelled = browser.get("/sign-in/provider/return?error=access_denied&state=1");
        assert!(cancelled.status == 422 && cancelled.says("отменён"));
        assert!(browser.get("/sign-in/provider/return?error=server_error").says("не подтвердил вход"));
        browser.page("/sign-in");
        let state = leave(&browser, "/sign-in/provider", &[]);
        provider.is_away.store(true, Ordering::Relaxed);
        let away = come_back(&browser, &state, "vera-at-id");
        assert!(away.status == 503 && away.says("сейчас не отвечает"));
        assert_eq!(browser.post("/sign-in/provider", &[]).status, 503);
        provider.is_away.store(false, Ordering::Relaxed);
        assert_eq!(come_back(&browser, &state, "vera-at-id").status, 303, "the same way goes on");
    }

    fn a_closed_account_stays_closed(engine) {
        let (stage, _, _) = with_provider(engine);
        let vera = linked(&stage, "vera", "vera-at-id");
        let administrator = stage.administrator();
        let card = format!("/accounts/{vera}");
        assert!(administrator.page(&card).says("Отвязать внешний вход"));
        administrator.done(&format!("{card}/block"), &[]);
        let (browser, shown) = through(&stage, "vera-at-id");
        assert!(shown.status == 403 && shown.says("закрыта") && !is_in(&browser));
        administrator.done(&format!("{card}/unblock"), &[]);
        assert_eq!(through(&stage, "vera-at-id").1.status, 303);
        administrator.post(&format!("{card}/invitation"), &[]);
        assert_eq!(stage.account(vera).state, State::Invited);
        assert_eq!(through(&stage, "vera-at-id").1.status, 403, "a reset parts what was linked");
        assert!(!administrator.page(&card).says("Отвязать внешний вход"));
    }

    fn an_administrator_parts_an_identity_only_within_reach(engine) {
        let (stage, _, _) = with_provider(engine);
        let vera = linked(&stage, "vera", "vera-at-id");
        let address = format!("/accounts/{vera}/provider/removal");
        let foreign = stage.app.browser_as(Role::Administrator, access::Level::Region, &stage.elsewhere.region.path);
        foreign.page("/accounts");
        assert_eq!(foreign.post(&address, &[]).status, 404);
        let own = stage.administrator();
        own.page("/accounts");
        own.done(&address, &[]);
        assert_eq!(through(&stage, "vera-at-id").1.status, 403);
    }

    fn a_form_of_a_session_that_ended_comes_along(engine) {
        let (stage, _, _) = with_provider(engine);
        let vera = linked(&stage, "vera", "vera-at-id");
        let browser = stage.entered("vera");
        browser.page("/account");
        stage.sql(&format!("UPDATE sessions SET ended_at = 1 WHERE account_id = {vera}"));
        let cut = browser.post("/account/reminders", &[("wants", "on")]);
        let sealed = cut.input("carried").unwrap();
        let state = leave(&browser, "/sign-in/provider", &[("carried", &sealed)]);
        let offered = come_back(&browser, &state, "vera-at-id");
        assert!(offered.says("Вы снова вошли. Отправить введённое?") && offered.body.contains("/account/reminders"));
        browser.done("/sign-out", &[]);
        browser.page("/sign-in");
        let state = leave(&browser, "/sign-in/provider", &[("carried", "planted")]);
        assert_eq!(come_back(&browser, &state, "vera-at-id").location, "/");
    }

    fn the_return_opened_by_itself_leads_to_the_door(engine) {
        let (stage, _, _) = with_provider(engine);
        assert_eq!(stage.app.stranger().get("/sign-in/provider/return").location, "/sign-in");
    }

    fn without_a_provider_there_is_no_such_door(engine) {
        let stage = stage(engine);
        stage.settled("vera", Role::ServiceHead, &stage.tree.north);
        let browser = stage.app.stranger();
        assert!(!browser.page("/sign-in").says("Войти через"));
        assert_eq!(browser.post("/sign-in/provider", &[]).status, 404);
        assert_eq!(browser.get("/sign-in/provider/return?state=1&code=2").status, 404);
        assert_eq!(browser.post("/sign-in/provider/return", &[("state", "1"), ("code", "2")]).status, 404);
        assert!(!stage.entered("vera").page("/account").says(AWAY));
    }
}
