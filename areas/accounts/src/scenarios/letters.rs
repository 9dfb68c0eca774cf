//! Letters on a real mail server: confirmed addresses, a server that is away, refuses, or is asked by two at once.

use access::Role;
use testing::{Sink, both_databases, run_jobs};

use super::{PASSWORD, Stage, areas, stage_with};

fn state(stage: &Stage) -> Vec<(String, String)> {
    let all = ["queued", "sending", "sent", "failed"];
    let mails = stage.app.house.db.read(|conn| mail::store::in_states(conn, &all, 50)).unwrap();
    mails.into_iter().map(|mail| (mail.state, mail.fault.replace('\u{a0}', " "))).collect()
}

/// The text of a letter is gone once it ended.
fn nothing_is_kept(stage: &Stage) {
    stage.sql("DELETE FROM mails WHERE letter = ''");
    assert!(state(stage).is_empty(), "a text was kept");
}

both_databases! {
    fn an_address_is_confirmed_by_the_link_sent_to_it(engine) {
        let sink = Sink::start();
        let stage = stage_with(engine, &sink);
        stage.settled("vera", Role::ServiceHead, &stage.tree.north);
        let vera = stage.entered("vera");
        assert!(vera.page("/account").says("Адреса нет."));
        let set = |address: &str, password: &str| {
            vera.post("/account/address", &[("address", address), ("address_password", password)])
        };
        assert!(set("не адрес", PASSWORD).says("Это не похоже на адрес почты."));
        assert!(set("vera@school.example", "не тот пароль").says("Это не ваш пароль."));
        assert_eq!(set("vera@school.example", PASSWORD).status, 303);
        stage.app.run_jobs();
        let letter = &sink.letters()[0];
        assert_eq!((&letter["to"], &letter["auto"]), (&"vera@school.example".into(), &"auto-generated".into()));
        assert_eq!((&letter["subject"], &letter["from"]), (&"Подтвердите адрес почты".into(), &"Методсеть <noreply@metodset.example>".into()));
        assert!(letter["id"].as_str().unwrap().ends_with("@metodset.example>"));
        assert!(vera.page("/account").says("Ждёт подтверждения: vera@school.example."));
        let link = sink.link("vera@school.example");
        let guest = stage.app.stranger();
        assert!(guest.page(&link).says("vera@school.example"));
        assert!(vera.page("/account").says("Ждёт подтверждения"), "looking confirms nothing");
        assert_eq!(guest.done(&link, &[]).location, "/sign-in");
        assert!(vera.page("/account").says("подтверждён"));
        assert_eq!(guest.get(&link).status, 410);
        assert_eq!(guest.post(&link, &[]).status, 410);
        // Another address: the earlier one is told.
        assert_eq!(set("kedrova@school.example", PASSWORD).status, 303);
        stage.app.run_jobs();
        guest.page(&sink.link("kedrova@school.example"));
        guest.done(&sink.link("kedrova@school.example"), &[]);
        stage.app.run_jobs();
        let last = sink.letters().pop().unwrap();
        assert_eq!((&last["to"], &last["subject"]), (&"vera@school.example".into(), &"Адрес почты изменён".into()));
        assert_eq!(set("", PASSWORD).status, 303);
        assert!(vera.page("/account").says("Адреса нет."));
        stage.app.run_jobs();
        nothing_is_kept(&stage);
    }

    fn an_invitation_goes_to_the_address_by_the_public_address(engine) {
        let sink = Sink::start();
        let stage = stage_with(engine, &sink);
        let administrator = stage.administrator();
        assert!(administrator.page("/accounts/new").says("Адрес почты"));
        let fields = |address| [("last_name", "Ёлкина"), ("first_name", "Ия"), ("login", "elka"), ("role", "service_head"),
            ("place", "Северный"), ("basis", "приказ № 3"), ("address", address)];
        let wrong = administrator.post("/accounts", &fields("elka@"));
        assert!(wrong.status == 422 && wrong.says("Это не похоже на адрес почты."));
        assert!(stage.by_login("elka").is_none());
        let shown = administrator.post("/accounts", &fields("elka@school.example"));
        assert!(shown.says("отправлена и&nbsp;письмом на&nbsp;elka@school.example"), "{}", shown.body);
        stage.app.run_jobs();
        let link = sink.link("elka@school.example");
        assert!(shown.body.contains(&format!("https://metodset.example{link}")));
        let card = administrator.page(&stage.by_login("elka").unwrap().url());
        assert!(card.says("elka@school.example, не подтверждён"));
        let guest = stage.app.stranger();
        guest.page(&link);
        guest.done(&link, &[("new_password", PASSWORD), ("new_password_again", PASSWORD)]);
        stage.app.run_jobs();
        assert!(guest.page("/account").says("не подтверждён"));
        guest.done(&sink.link("elka@school.example"), &[]);
        assert!(!guest.page("/account").says("не подтверждён"));
    }

    fn a_server_that_is_away_gets_the_letter_once_it_is_back(engine) {
        let mut sink = Sink::start();
        let stage = stage_with(engine, &sink);
        let vera = stage.settled("vera", Role::ServiceHead, &stage.tree.north);
        stage.address(vera, "vera@school.example");
        sink.go_away();
        let browser = stage.app.stranger();
        browser.page("/recovery");
        assert!(browser.post("/recovery", &[("who", "vera")]).says("Проверьте почту"));
        stage.app.run_jobs();
        assert_eq!(state(&stage), [("queued".to_owned(), "почтовый сервер не отвечает".to_owned())]);
        sink.come_back();
        stage.app.run_jobs();
        assert!(sink.letters().is_empty(), "it is not asked again before its time");
        let later = stage.app.server_later(areas(), 61, &sink);
        run_jobs(&later);
        run_jobs(&later);
        assert_eq!(sink.letters().len(), 1);
        assert_eq!(state(&stage)[0].0, "sent");
        nothing_is_kept(&stage);
    }

    fn a_refused_letter_is_given_up_and_shown_and_a_late_one_too(engine) {
        let sink = Sink::start();
        let stage = stage_with(engine, &sink);
        for (login, address) in [("vera", "refused@school.example"), ("anna", "later@school.example")] {
            let id = stage.settled(login, Role::ServiceHead, &stage.tree.north);
            stage.address(id, address);
            let browser = stage.app.stranger();
            browser.page("/recovery");
            browser.post("/recovery", &[("who", login)]);
        }
        stage.app.run_jobs();
        let told = state(&stage);
        assert!(told.contains(&("failed".to_owned(), "почтовый сервер не принял письмо (код 550)".to_owned())), "{told:?}");
        assert!(told.contains(&("queued".to_owned(), "почтовый сервер просит повторить позже (код 451)".to_owned())));
        run_jobs(&stage.app.server_later(areas(), 2 * 3600, &sink));
        assert!(state(&stage).iter().all(|(state, _)| state == "failed"), "{:?}", state(&stage));
        assert!(sink.letters().is_empty());
        let administrator = stage.administrator();
        let page = administrator.page("/accounts/letters");
        assert!(page.says("не принял письмо (код 550)") && page.says("срок письма прошёл"), "{}", page.body);
        assert!(page.says("Кедрова"));
        let elsewhere = stage.app.browser_as(Role::Administrator, access::Level::Region, &stage.elsewhere.region.path);
        assert!(!elsewhere.page("/accounts/letters").says("Кедрова"));
        nothing_is_kept(&stage);
    }

    fn two_servers_at_once_send_one_letter(engine) {
        let sink = Sink::start();
        let stage = stage_with(engine, &sink);
        let vera = stage.settled("vera", Role::ServiceHead, &stage.tree.north);
        stage.address(vera, "vera@school.example");
        let browser = stage.app.stranger();
        browser.page("/recovery");
        browser.post("/recovery", &[("who", "vera")]);
        let other = stage.app.server_later(areas(), 1, &sink);
        let (start, house) = (&std::sync::Barrier::new(2), &stage.app.house);
        std::thread::scope(|scope| {
            for house in [house, &other] {
                scope.spawn(move || {
                    start.wait();
                    for _ in 0..5 {
                        // A database that is busy for a moment is asked again, as the worker does.
                        let _ = jobs::run_due(&**house, &house.db, &house.clock, &house.ids, &house.jobs);
                    }
                });
            }
        });
        assert_eq!(sink.letters().len(), 1);
        assert_eq!(state(&stage)[0].0, "sent");
    }
}
