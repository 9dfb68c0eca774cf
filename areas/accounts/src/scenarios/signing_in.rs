//! Signing in and out: right, wrong, too often, twice at once, with a foreign token.

use access::Role;
use testing::both_databases;

use super::{PASSWORD, stage};
use crate::model::State;
use crate::store::failures;

both_databases! {
    fn a_stranger_is_led_to_the_sign_in_page_and_back(engine) {
        let stage = stage(engine);
        stage.settled("vera", Role::ServiceHead, &stage.tree.north);
        let browser = stage.app.stranger();
        let sent = browser.get("/account");
        assert_eq!((sent.status, sent.location.as_str()), (303, "/sign-in?back=%2Faccount"));
        let form = browser.page(&sent.location);
        assert!(form.says("Вход") && form.body.contains("name=\"back\" value=\"/account\""));
        let entered = browser.done("/sign-in", &[("login", " VERA "), ("password", PASSWORD), ("back", "/account")]);
        assert_eq!(entered.location, "/account");
        let own = browser.page("/account");
        assert!(own.says("Кедрова Вера Ильинична") && own.says("Руководитель методической службы"));
        assert!(own.says("этот сеанс") && own.says("Пока никто, кроме вас"));
        assert_eq!(browser.get("/sign-in?back=/account").location, "/account");
        assert_eq!(browser.done("/sign-out", &[]).location, "/sign-in");
        assert!(browser.page("/sign-in").says("Вы вышли."));
        assert_eq!(browser.get("/account").status, 303);
    }

    fn only_local_addresses_are_returned_to(engine) {
        let stage = stage(engine);
        stage.settled("vera", Role::ServiceHead, &stage.tree.north);
        let browser = stage.app.stranger();
        browser.page("/sign-in?back=https://evil.example/");
        let fields = [("login", "vera"), ("password", PASSWORD), ("back", "//evil.example/")];
        assert_eq!(browser.done("/sign-in", &fields).location, "/");
    }

    fn one_sentence_for_whatever_is_wrong(engine) {
        let stage = stage(engine);
        stage.settled("vera", Role::ServiceHead, &stage.tree.north);
        let blocked = stage.settled("blocked", Role::ServiceHead, &stage.tree.north);
        let invited = stage.settled("invited", Role::ServiceHead, &stage.tree.north);
        let hash = stage.account(blocked).password;
        stage.app.write(|tx| crate::store::set_state(tx, blocked, State::Blocked, hash.as_ref(), stage.app.house.now()));
        stage.app.write(|tx| crate::store::set_state(tx, invited, State::Invited, None, stage.app.house.now()));
        let browser = stage.app.stranger();
        browser.page("/sign-in");
        let tries = [("vera", "не тот пароль"), ("nobody", PASSWORD), ("blocked", PASSWORD), ("invited", PASSWORD)];
        for (login, password) in tries {
            let shown = browser.post("/sign-in", &[("login", login), ("password", password)]);
            assert_eq!(shown.status, 422, "{login}");
            assert!(shown.says("Логин или пароль не подходят."), "{login}");
            assert_eq!(shown.input("login").as_deref(), Some(login));
            assert!(!shown.body.contains(password));
        }
        assert_eq!(browser.get("/account").status, 303);
    }

    fn after_five_wrong_passwords_even_the_right_one_waits(engine) {
        let stage = stage(engine);
        stage.settled("vera", Role::ServiceHead, &stage.tree.north);
        let browser = stage.app.stranger();
        browser.page("/sign-in");
        let attempt = |password| browser.post("/sign-in", &[("login", "vera"), ("password", password)]);
        for count in 1..=5 {
            assert_eq!(attempt("не тот пароль").status, 422, "{count}");
        }
        let early = attempt(PASSWORD);
        assert_eq!(early.status, 429);
        assert!(early.says("Слишком много попыток. Повторите через 2 секунды."));
        stage.sql("UPDATE sign_in_failures SET last_at = last_at - 2000000");
        assert_eq!(attempt("не тот пароль").status, 422);
        assert!(attempt(PASSWORD).says("через 4 секунды"));
        stage.sql("UPDATE sign_in_failures SET last_at = last_at - 4000000");
        assert_eq!(attempt(PASSWORD).status, 303);
        let counted = stage.app.house.db.read(|conn| failures::find(conn, &failures::key("vera"))).unwrap();
        assert_eq!(counted.count, 0);
    }

    fn two_wrong_passwords_at_once_are_both_counted(engine) {
        let stage = stage(engine);
        stage.settled("vera", Role::ServiceHead, &stage.tree.north);
        std::thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| {
                    let browser = stage.app.stranger();
                    browser.page("/sign-in");
                    let shown = browser.post("/sign-in", &[("login", "vera"), ("password", "не тот пароль")]);
                    assert_eq!(shown.status, 422);
                });
            }
        });
        let counted = stage.app.house.db.read(|conn| failures::find(conn, &failures::key("Vera"))).unwrap();
        assert_eq!(counted.count, 2);
    }

    fn tries_at_once_do_not_slip_past_the_brake(engine) {
        let stage = stage(engine);
        stage.settled("vera", Role::ServiceHead, &stage.tree.north);
        let (house, key) = (&stage.app.house, failures::key("vera"));
        stage.app.write(|tx| failures::hold(tx, house.id(), &key).map(drop));
        // Another try holds the login while this one has its password checked already.
        let mut other = house.db.begin_write().unwrap();
        failures::hold(&mut other, house.id(), &key).unwrap();
        std::thread::scope(|scope| {
            let late = scope.spawn(|| {
                let browser = stage.app.stranger();
                browser.page("/sign-in");
                browser.post("/sign-in", &[("login", "vera"), ("password", PASSWORD)]).status
            });
            std::thread::sleep(std::time::Duration::from_millis(700));
            for _ in 0..5 {
                failures::count(&mut other, &key, house.now()).unwrap();
            }
            other.commit().unwrap();
            assert_eq!(late.join().unwrap(), 429);
        });
    }

    fn a_missing_or_forged_token_changes_nothing(engine) {
        let stage = stage(engine);
        stage.settled("vera", Role::ServiceHead, &stage.tree.north);
        let browser = stage.entered("vera");
        browser.page("/account");
        for forged in ["", "вздор", "AAAA.BBBB"] {
            assert_eq!(browser.post("/account/sessions/end", &[("_csrf", forged)]).status, 403, "{forged}");
        }
        assert_eq!(browser.get("/account").status, 200);
        let stranger = stage.app.stranger();
        stranger.page("/sign-in");
        let fields = [("login", "vera"), ("password", PASSWORD), ("_csrf", "")];
        assert_eq!(stranger.post("/sign-in", &fields).status, 403);
        assert_eq!(stranger.get("/account").status, 303);
    }

    fn a_new_password_ends_the_other_sessions(engine) {
        let stage = stage(engine);
        stage.settled("vera", Role::ServiceHead, &stage.tree.north);
        let (here, there) = (stage.entered("vera"), stage.entered("vera"));
        here.page("/account");
        let change = |current, new, again| {
            here.post(
                "/account/password",
                &[("current_password", current), ("new_password", new), ("new_password_again", again)],
            )
        };
        let (nine, ten) = ("девятьзна", "десятьзнак");
        assert!(change(PASSWORD, nine, nine).says("Пароль короче 10 знаков"));
        assert!(change(PASSWORD, ten, "другой пароль").says("Пароли не совпадают"));
        let wrong = change("не тот", ten, ten);
        assert!(wrong.status == 422 && wrong.says("Это не нынешний пароль"));
        assert_eq!(there.get("/account").status, 200);
        assert_eq!(change(PASSWORD, ten, ten).status, 303);
        assert_eq!((here.get("/account").status, there.get("/account").status), (200, 303));
        let stranger = stage.app.stranger();
        stranger.page("/sign-in");
        assert_eq!(stranger.post("/sign-in", &[("login", "vera"), ("password", PASSWORD)]).status, 422);
        assert_eq!(stranger.post("/sign-in", &[("login", "vera"), ("password", ten)]).status, 303);
    }

    fn sessions_are_ended_one_by_one_and_all_at_once(engine) {
        let stage = stage(engine);
        stage.settled("vera", Role::ServiceHead, &stage.tree.north);
        stage.settled("other", Role::ServiceHead, &stage.tree.north);
        let (here, there, stranger) = (stage.entered("vera"), stage.entered("vera"), stage.entered("other"));
        let own = here.page("/account");
        let end = own.body.split("action=\"").find(|part| part.starts_with("/account/sessions/") && !part.starts_with("/account/sessions/end")).unwrap();
        let end = end.split('"').next().unwrap();
        stranger.page("/account");
        assert_eq!(stranger.post(end, &[]).status, 404);
        here.done(end, &[]);
        assert_eq!((here.get("/account").status, there.get("/account").status), (200, 303));
        let again = stage.entered("vera");
        assert_eq!(here.done("/account/sessions/end", &[]).location, "/sign-in");
        assert_eq!((here.get("/account").status, again.get("/account").status), (303, 303));
    }
}
