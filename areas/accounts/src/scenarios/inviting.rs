//! An invitation: once, in time, the newest only; a reset ends what was open.

use access::Role;
use testing::{Browser, Shown, both_databases};

use super::{PASSWORD, Stage, stage};
use crate::model::State;

const NEW: &str = "новая тропа 12";

/// Invites a person through the form; the path of the link.
fn invited(stage: &Stage, administrator: &Browser) -> String {
    administrator.page("/accounts/new");
    let shown = administrator.post("/accounts", &fields("elka", "Северный"));
    assert_eq!(shown.status, 200, "{}", shown.body);
    assert_eq!(stage.by_login("elka").unwrap().state, State::Invited);
    link(&shown)
}

fn fields<'a>(login: &'a str, place: &'a str) -> [(&'static str, &'a str); 7] {
    [
        ("last_name", "Ёлкина"),
        ("first_name", "Ия"),
        ("middle_name", "Львовна"),
        ("login", login),
        ("role", "service_head"),
        ("place", place),
        ("basis", "приказ № 3"),
    ]
}

fn link(shown: &Shown) -> String {
    let rest = shown.body.split("http://localhost").nth(1).unwrap();
    rest.split('<').next().unwrap().to_owned()
}

fn accept(browser: &Browser, link: &str, password: &str) -> Shown {
    browser.post(link, &[("new_password", password), ("new_password_again", password)])
}

both_databases! {
    fn an_invitation_opens_the_account_once(engine) {
        let stage = stage(engine);
        let link = invited(&stage, &stage.administrator());
        let guest = stage.app.stranger();
        assert!(guest.page(&link).says("Ёлкина Ия Львовна, вас пригласили в Методсеть."));
        let short = accept(&guest, &link, "девятьзна");
        assert!(short.status == 422 && short.says("Пароль короче 10 знаков"));
        assert_eq!(accept(&guest, &link, NEW).status, 303);
        assert!(guest.page("/account").says("Северный округ"));
        let late = stage.app.stranger();
        let used = late.get(&link);
        assert!(used.status == 410 && used.says("По этой ссылке пароль уже задан."));
        assert_eq!(accept(&late, &link, NEW).status, 410);
        assert_eq!(late.get("/account").status, 303);
        late.page("/sign-in");
        assert_eq!(late.post("/sign-in", &[("login", "elka"), ("password", NEW)]).status, 303);
    }

    fn an_old_or_unknown_link_says_what_to_do(engine) {
        let stage = stage(engine);
        let link = invited(&stage, &stage.administrator());
        let guest = stage.app.stranger();
        assert!(guest.page(&link).says("elka"));
        stage.sql("UPDATE invitations SET expires_at = expires_at - 604800000000");
        let late = accept(&guest, &link, NEW);
        assert!(late.status == 410 && late.says("Срок этой ссылки закончился"));
        let unknown = guest.get("/invitations/AAAA");
        assert!(unknown.status == 410 && unknown.says("Такой ссылки нет."));
        assert!(stage.by_login("elka").unwrap().password.is_none());
    }

    fn a_reset_ends_sessions_and_only_the_newest_link_opens(engine) {
        let stage = stage(engine);
        let administrator = stage.administrator();
        let id = stage.settled("vera", Role::ServiceHead, &stage.tree.north);
        let open = stage.entered("vera");
        let address = format!("/accounts/{id}/invitation");
        let first = link(&administrator.post(&address, &[]));
        assert_eq!(open.get("/account").status, 303);
        let second = link(&administrator.post(&address, &[]));
        let guest = stage.app.stranger();
        guest.page("/sign-in");
        assert_eq!(guest.post("/sign-in", &[("login", "vera"), ("password", PASSWORD)]).status, 422);
        assert!(guest.get(&first).says("её заменили новой"));
        guest.page(&second);
        assert_eq!(accept(&guest, &second, NEW).status, 303);
        assert_eq!(guest.get("/account").status, 200);
    }

    fn the_same_login_is_refused_beside_its_field(engine) {
        let stage = stage(engine);
        let administrator = stage.administrator();
        invited(&stage, &administrator);
        let shown = administrator.post("/accounts", &fields("ELKA", "Южный"));
        assert!(shown.status == 422 && shown.says("Такой логин уже занят."));
        assert_eq!(shown.input("last_name").as_deref(), Some("Ёлкина"));
    }

    fn of_two_who_take_one_login_at_once_one_is_told(engine) {
        let stage = stage(engine);
        let (stage, start) = (&stage, &std::sync::Barrier::new(2));
        let mut statuses = std::thread::scope(|scope| {
            let attempt = || {
                let administrator = stage.administrator();
                start.wait();
                administrator.post("/accounts", &fields("elka", "Северный")).status
            };
            [scope.spawn(attempt), scope.spawn(attempt)].map(|one| one.join().unwrap())
        });
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 422]);
    }

    fn the_link_is_not_kept_anywhere(engine) {
        let stage = stage(engine);
        let administrator = stage.administrator();
        let link = invited(&stage, &administrator);
        let secret = link.rsplit('/').next().unwrap().to_owned();
        let card = administrator.page(&stage.by_login("elka").unwrap().url());
        assert!(!card.body.contains(&secret) && !administrator.page("/journal").body.contains(&secret));
        let stored = stage.app.house.db.read(|conn| crate::store::invitations::find(conn, &secret)).unwrap();
        assert!(stored.is_some());
    }
}
