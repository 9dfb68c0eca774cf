//! «Забыли пароль?»: one answer for everybody, a link for an hour and once, sessions and keys end.

use access::{Role, TokenScope};
use testing::{Browser, Shown, Sink, both_databases, run_jobs};

use super::{PASSWORD, Stage, areas, stage, stage_with};

const NEW: &str = "новая тропа 12";

fn ask(stage: &Stage, who: &str) -> Shown {
    let browser = stage.app.stranger();
    browser.page("/recovery");
    let shown = browser.post("/recovery", &[("who", who)]);
    stage.app.run_jobs();
    shown
}

fn set(browser: &Browser, link: &str, password: &str) -> Shown {
    browser.post(link, &[("new_password", password), ("new_password_again", password)])
}

fn with_vera(engine: testing::Engine, sink: &Sink) -> (Stage, access::AccountId) {
    let stage = stage_with(engine, sink);
    let vera = stage.settled("vera", Role::ServiceHead, &stage.tree.north);
    stage.address(vera, "vera@school.example");
    (stage, vera)
}

both_databases! {
    fn the_link_sets_a_password_once_and_ends_what_was_open(engine) {
        let sink = Sink::start();
        let (stage, vera) = with_vera(engine, &sink);
        let open = stage.entered("vera");
        let program = stage.app.client(vera, TokenScope::Read);
        assert!(stage.app.stranger().page("/sign-in").says("Забыли пароль?"));
        assert_eq!(program.get("/api/v1/units").status, 200);
        assert_eq!(ask(&stage, "VERA@school.example").status, 200);
        let link = sink.link("vera@school.example");
        let guest = stage.app.stranger();
        assert!(guest.page(&link).says("Учётная запись <strong>vera</strong>"));
        assert!(set(&guest, &link, "короткий").says("Пароль короче 10 знаков"));
        assert_eq!(set(&guest, &link, NEW).location, "/sign-in");
        assert_eq!(open.get("/account").status, 303, "the session goes on");
        assert_eq!(program.get("/api/v1/units").status, 401, "the key goes on");
        assert_eq!(set(&guest, &link, "ещё одна тропа 3").status, 410);
        guest.page("/sign-in");
        assert_eq!(guest.post("/sign-in", &[("login", "vera"), ("password", PASSWORD)]).status, 422);
        assert_eq!(guest.post("/sign-in", &[("login", "vera"), ("password", NEW)]).status, 303);
        stage.app.run_jobs();
        assert_eq!(sink.letters().last().unwrap()["subject"], "Пароль изменён");
        assert!(stage.administrator().page(&format!("/accounts/{vera}")).says("Пароль задан по ссылке из письма"));
    }

    fn nobody_learns_who_there_is(engine) {
        let sink = Sink::start();
        let (stage, _) = with_vera(engine, &sink);
        stage.settled("anna", Role::ServiceHead, &stage.tree.north);
        let blocked = stage.settled("blocked", Role::ServiceHead, &stage.tree.north);
        stage.address(blocked, "blocked@school.example");
        stage.sql("UPDATE accounts SET state = 'blocked' WHERE login = 'blocked'");
        let known = ask(&stage, "vera");
        for who in ["nobody", "anna", "blocked", "blocked@school.example", "nobody@school.example"] {
            let shown = ask(&stage, who);
            // The head of a page carries a token of its own.
            let main = |shown: &Shown| shown.body.split("<main").nth(1).unwrap().to_owned();
            assert_eq!((shown.status, main(&shown)), (200, main(&known)), "{who}");
        }
        assert_eq!(sink.letters().len(), 1);
        assert_eq!(ask(&stage, "").status, 422);
    }

    fn an_old_link_opens_nothing_nor_does_one_of_a_blocked_account(engine) {
        let sink = Sink::start();
        let (stage, vera) = with_vera(engine, &sink);
        ask(&stage, "vera");
        let first = sink.link("vera@school.example");
        stage.sql("UPDATE mail_links SET expires_at = expires_at - 3600000000");
        let guest = stage.app.stranger();
        let late = guest.get(&first);
        assert!(late.status == 410 && late.says("Срок этой ссылки закончился"));
        ask(&stage, "vera");
        let second = sink.link("vera@school.example");
        guest.page(&second);
        stage.administrator().done(&format!("/accounts/{vera}/block"), &[]);
        assert_eq!(set(&guest, &second, NEW).status, 410);
        stage.administrator().done(&format!("/accounts/{vera}/unblock"), &[]);
        assert_eq!(set(&guest, &second, NEW).status, 410, "a block closes links for good");
        let stored = stage.app.house.db.read(|conn| crate::store::links::find(conn, crate::model::Purpose::Confirm, "x"));
        assert!(stored.unwrap().is_none());
    }

    fn three_askings_an_hour_are_enough(engine) {
        let sink = Sink::start();
        let (stage, _) = with_vera(engine, &sink);
        for count in 1..=3 {
            assert_eq!(ask(&stage, "vera").status, 200, "{count}");
        }
        let fourth = ask(&stage, "Vera");
        assert!(fourth.status == 429 && fourth.says("Слишком много просьб за час."));
        assert_eq!(sink.letters().len(), 3);
        stage.sql("UPDATE sign_in_failures SET last_at = last_at - 3600000000");
        assert_eq!(ask(&stage, "vera").status, 200);
        for number in 0..19 {
            assert_eq!(ask(&stage, &format!("nobody{number}")).status, 200, "{number}");
        }
        assert_eq!(ask(&stage, "nobody19").status, 429, "one place asks for many");
        run_jobs(&stage.app.server_later(areas(), 61, &sink));
        assert_eq!(sink.letters().len(), 4);
    }

    fn without_mail_the_way_is_the_administrator(engine) {
        let stage = stage(engine);
        let guest = stage.app.stranger();
        assert!(guest.page("/sign-in").says("Забыли пароль или нет учётной записи?"));
        assert!(guest.page("/recovery").says("Попросите администратора сбросить пароль"));
    }
}
