//! The second factor: set up, asked for at the door, lost, switched off; each code opens once.

use access::{AccountId, Role, store::factors};
use db::{Clock, Moment};
use testing::{Browser, Engine, Shown, both_databases};

use super::{PASSWORD, Stage, stage, stage_at};

/// A stage whose clock the test turns.
pub(super) fn ticking(engine: Engine) -> (Stage, Clock) {
    let clock = Clock::turned_by_hand(Moment(1_781_751_600_000_000));
    (stage_at(engine, clock, |_| {}), clock)
}

/// The code the device of the person shows, so many steps from now.
pub(super) fn code(stage: &Stage, account: AccountId, steps: i64) -> String {
    let keys = &stage.app.house.settings.keys;
    let factor = stage.app.house.db.read(|conn| factors::find(conn, keys, account)).unwrap().unwrap();
    factor.secret.unwrap().code(stage.app.house.now().plus_seconds(30 * steps))
}

/// Sets the factor up as a person does; returns the recovery codes.
pub(super) fn set_up(stage: &Stage, browser: &Browser, account: AccountId) -> Vec<String> {
    browser.page("/account/factor");
    browser.done("/account/factor", &[]);
    let page = browser.page("/account/factor");
    assert!(page.body.contains("<svg") && page.says("otpauth://totp/") && !page.body.contains("style="));
    let shown = browser.post("/account/factor/confirmation", &[("one_time_code", &code(stage, account, 0))]);
    assert_eq!(shown.status, 200, "{}", shown.body);
    recovery(&shown)
}

pub(super) fn recovery(shown: &Shown) -> Vec<String> {
    let parts = shown.body.split("<li><code>").skip(1);
    parts.map(|part| part.split('<').next().unwrap().to_owned()).collect()
}

/// The first step in a browser of its own.
fn half(stage: &Stage, login: &str) -> Browser {
    let browser = stage.app.stranger();
    browser.page("/sign-in");
    let shown = browser.post("/sign-in", &[("login", login), ("password", PASSWORD), ("back", "/account")]);
    assert!(shown.status == 200 && shown.says("Код для входа"), "{}", shown.body);
    browser
}

fn type_code(browser: &Browser, code: &str) -> Shown {
    browser.post("/sign-in/code", &[("one_time_code", code), ("back", "/account")])
}

both_databases! {
    fn it_is_set_up_and_asked_for_from_then_on(engine) {
        let (stage, clock) = ticking(engine);
        let vera = stage.settled("vera", Role::ServiceHead, &stage.tree.north);
        let own = stage.entered("vera");
        let codes = set_up(&stage, &own, vera);
        assert_eq!(codes.len(), 10);
        assert!(own.page("/account").says("включён") && own.page("/account/factor").says("Резервных кодов осталось: <strong>10"));
        clock.turn_to(clock.now().plus_seconds(60));
        let browser = half(&stage, "vera");
        assert_eq!(browser.get("/account").status, 303, "the password alone opens nothing");
        assert_eq!(type_code(&browser, "000000").status, 422);
        let entered = type_code(&browser, &code(&stage, vera, 0));
        assert_eq!((entered.status, entered.location.as_str()), (303, "/account"));
        assert!(browser.page("/account").says("этот сеанс"));
    }

    fn a_code_opens_once_even_in_another_browser(engine) {
        let (stage, clock) = ticking(engine);
        let vera = stage.settled("vera", Role::ServiceHead, &stage.tree.north);
        set_up(&stage, &stage.entered("vera"), vera);
        let first = code(&stage, vera, 0);
        assert!(type_code(&half(&stage, "vera"), &first).says("Этот код уже использован"));
        clock.turn_to(clock.now().plus_seconds(30));
        let now = code(&stage, vera, 0);
        assert_eq!(type_code(&half(&stage, "vera"), &now).status, 303);
        assert!(type_code(&half(&stage, "vera"), &now).says("Этот код уже использован"));
        assert_eq!(type_code(&half(&stage, "vera"), &first).status, 422, "an earlier one does not come back");
    }

    fn a_clock_may_be_one_step_off_and_not_two(engine) {
        for (steps, status) in [(-2, 422), (-1, 303), (1, 303), (2, 422)] {
            let (stage, clock) = ticking(engine);
            let vera = stage.settled("vera", Role::ServiceHead, &stage.tree.north);
            set_up(&stage, &stage.entered("vera"), vera);
            clock.turn_to(clock.now().plus_seconds(300));
            assert_eq!(type_code(&half(&stage, "vera"), &code(&stage, vera, steps)).status, status, "{steps}");
        }
    }

    fn two_browsers_with_one_code_at_once_and_one_gets_in(engine) {
        let (stage, clock) = ticking(engine);
        let vera = stage.settled("vera", Role::ServiceHead, &stage.tree.north);
        let codes = set_up(&stage, &stage.entered("vera"), vera);
        clock.turn_to(clock.now().plus_seconds(60));
        for typed in [code(&stage, vera, 0), codes[0].clone()] {
            let browsers: Vec<_> = (0..3).map(|_| half(&stage, "vera")).collect();
            let statuses: Vec<u16> = std::thread::scope(|scope| {
                let tries: Vec<_> =
                    browsers.into_iter().map(|one| scope.spawn({ let typed = &typed; move || type_code(&one, typed).status })).collect();
                tries.into_iter().map(|one| one.join().unwrap()).collect()
            });
            assert_eq!(statuses.iter().filter(|status| **status == 303).count(), 1, "{statuses:?}");
        }
    }

    fn a_recovery_code_opens_once_however_it_is_typed(engine) {
        let (stage, _) = ticking(engine);
        let vera = stage.settled("vera", Role::ServiceHead, &stage.tree.north);
        let own = stage.entered("vera");
        let codes = set_up(&stage, &own, vera);
        let typed = codes[3].to_uppercase().replace('-', " ");
        assert_eq!(type_code(&half(&stage, "vera"), &typed).status, 303);
        assert_eq!(type_code(&half(&stage, "vera"), &codes[3]).status, 422);
        own.page("/account/factor");
        let renewed = recovery(&own.post("/account/factor/codes", &[]));
        assert_eq!(renewed.len(), 10);
        assert_eq!(type_code(&half(&stage, "vera"), &codes[4]).status, 422, "the earlier sheet is void");
        assert_eq!(type_code(&half(&stage, "vera"), &renewed[0]).status, 303);
    }

    fn wrong_codes_are_slowed_down_and_the_password_does_not_help(engine) {
        let (stage, clock) = ticking(engine);
        let vera = stage.settled("vera", Role::ServiceHead, &stage.tree.north);
        set_up(&stage, &stage.entered("vera"), vera);
        clock.turn_to(clock.now().plus_seconds(60));
        let browser = half(&stage, "vera");
        for _ in 0..5 {
            assert_eq!(type_code(&browser, "000000").status, 422);
        }
        let right = code(&stage, vera, 0);
        assert_eq!(type_code(&browser, &right).status, 429);
        assert_eq!(type_code(&half(&stage, "vera"), &right).status, 429, "a new first step changes nothing");
        clock.turn_to(clock.now().plus_seconds(2));
        assert_eq!(type_code(&browser, &right).status, 303);
    }

    fn the_second_step_ends_after_five_minutes_with_the_password_and_in_another_browser(engine) {
        let (stage, clock) = ticking(engine);
        let vera = stage.settled("vera", Role::ServiceHead, &stage.tree.north);
        set_up(&stage, &stage.entered("vera"), vera);
        clock.turn_to(clock.now().plus_seconds(60));
        let late = half(&stage, "vera");
        clock.turn_to(clock.now().plus_seconds(299));
        assert_eq!(late.get("/sign-in/code").status, 200);
        clock.turn_to(clock.now().plus_seconds(1));
        assert_eq!(late.get("/sign-in/code").location, "/sign-in");
        assert!(type_code(&late, &code(&stage, vera, 0)).says("Введите пароль ещё раз"));
        let stranger = stage.app.stranger();
        stranger.page("/sign-in");
        assert!(type_code(&stranger, &code(&stage, vera, 0)).says("Введите пароль ещё раз"));
        let changed = half(&stage, "vera");
        stage.sql(&format!("UPDATE accounts SET password_hash = 'другой' WHERE id = {vera}"));
        assert!(type_code(&changed, &code(&stage, vera, 0)).says("Введите пароль ещё раз"));
    }

    fn what_was_typed_before_survives_both_steps(engine) {
        let (stage, clock) = ticking(engine);
        let vera = stage.settled("vera", Role::Administrator, &stage.tree.region);
        let browser = stage.entered("vera");
        set_up(&stage, &browser, vera);
        browser.page("/accounts/new");
        stage.sql(&format!("UPDATE sessions SET ended_at = 1 WHERE account_id = {vera}"));
        let cut = browser.post("/accounts", &[("last_name", "Сосновский"), ("one_time_code", "123456")]);
        let carried = cut.input("carried").unwrap();
        clock.turn_to(clock.now().plus_seconds(60));
        let asked = browser.post("/sign-in", &[("login", "vera"), ("password", PASSWORD), ("carried", &carried)]);
        assert_eq!(asked.input("carried").as_deref(), Some(carried.as_str()));
        let wrong = browser.post("/sign-in/code", &[("one_time_code", "1"), ("carried", &carried)]);
        assert_eq!(wrong.input("carried").as_deref(), Some(carried.as_str()));
        let offered = browser.post("/sign-in/code", &[("one_time_code", &code(&stage, vera, 0)), ("carried", &carried)]);
        assert!(offered.status == 200 && offered.says("Отправить введённое?") && offered.says("Сосновский"));
        assert_eq!(offered.input("one_time_code"), None);
    }

    fn it_is_switched_off_by_password_and_code_and_by_nothing_less(engine) {
        let (stage, clock) = ticking(engine);
        let vera = stage.settled("vera", Role::ServiceHead, &stage.tree.north);
        let own = stage.entered("vera");
        set_up(&stage, &own, vera);
        clock.turn_to(clock.now().plus_seconds(60));
        own.page("/account/factor");
        let off = |password: &str, code: &str| {
            own.post("/account/factor/removal", &[("current_password", password), ("one_time_code", code)]).status
        };
        assert_eq!(off("не тот пароль", &code(&stage, vera, 0)), 422);
        assert_eq!(off(PASSWORD, "000000"), 422);
        assert!(stage.app.house.db.read(|conn| factors::is_on(conn, vera)).unwrap());
        assert_eq!(off(PASSWORD, &code(&stage, vera, 0)), 303);
        stage.entered("vera");
    }

    fn an_administrator_resets_it_and_the_sessions_end(engine) {
        let (stage, _) = ticking(engine);
        let vera = stage.settled("vera", Role::ServiceHead, &stage.tree.north);
        let far = stage.settled("far", Role::ServiceHead, &stage.elsewhere.north);
        let own = stage.entered("vera");
        set_up(&stage, &own, vera);
        let administrator = stage.administrator();
        assert!(administrator.page(&format!("/accounts/{vera}")).says("Сбросить второй фактор"));
        assert_eq!(administrator.post(&format!("/accounts/{far}/factor/removal"), &[]).status, 404);
        administrator.done(&format!("/accounts/{vera}/factor/removal"), &[]);
        let card = administrator.page(&format!("/accounts/{vera}"));
        assert!(card.says("Второй фактор сброшен, сеансы завершены") && !card.says("Сбросить второй фактор"));
        assert_eq!(own.get("/account").status, 303);
        stage.entered("vera");
    }

    fn a_new_password_by_a_link_does_not_go_round_the_factor(engine) {
        let (stage, clock) = ticking(engine);
        let vera = stage.settled("vera", Role::ServiceHead, &stage.tree.north);
        set_up(&stage, &stage.entered("vera"), vera);
        clock.turn_to(clock.now().plus_seconds(60));
        let administrator = stage.administrator();
        administrator.page(&format!("/accounts/{vera}"));
        let shown = administrator.post(&format!("/accounts/{vera}/invitation"), &[]);
        let link = shown.body.split("/invitations/").nth(1).unwrap().split('<').next().unwrap().trim();
        let (address, browser) = (format!("/invitations/{link}"), stage.app.stranger());
        browser.page(&address);
        let new = [("new_password", "другая лесная тропа"), ("new_password_again", "другая лесная тропа")];
        assert!(browser.post(&address, &new).says("Код для входа"));
        assert_eq!(browser.get("/account").status, 303);
        assert_eq!(type_code(&browser, &code(&stage, vera, 0)).status, 303);
        assert_eq!(browser.get("/account").status, 200);
    }
}

#[test]
fn the_secret_is_nowhere_in_the_journal() {
    let stage = stage(Engine::Sqlite);
    let vera = stage.settled("vera", Role::ServiceHead, &stage.tree.north);
    let codes = set_up(&stage, &stage.entered("vera"), vera);
    let lines = stage.app.house.db.read(|conn| {
        audit::store::search(conn, &db::Ranges::under(["/"]), &audit::store::Filter::default(), 100)
    });
    let told = format!("{:?}", lines.unwrap());
    assert!(told.contains("Включён второй фактор") && !codes.iter().any(|code| told.contains(code)));
}
