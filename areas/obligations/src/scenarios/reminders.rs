//! The letters of a morning on a real mail server: one a day, none without duties, none for who does not want them.

use access::{AccountId, Level, Person, Role};
use chrono::{Days, NaiveDate};
use db::{Conn, Result};
use registry::{Obligation, ObligationOffer};
use testing::{Engine, Sink, TestApp, both_databases, run_jobs};
use web::Area;

/// Heads have one duty, due in two days; nobody else has any.
struct OfHeads;

impl ObligationOffer for OfHeads {
    fn all(&self, _: &mut Conn, person: &Person, today: NaiveDate) -> Result<Vec<Obligation>> {
        let is_head = person.scopes.iter().any(|scope| scope.role == Role::ServiceHead);
        let duty = Obligation {
            key: "test".to_owned(),
            due: today + Days::new(2),
            title: "Заполнить мониторинговую таблицу".to_owned(),
            note: "Северный округ".to_owned(),
            action: "Заполнить".to_owned(),
            url: "/monitoring".to_owned(),
        };
        Ok(is_head.then_some(duty).into_iter().collect())
    }
}

fn areas() -> Vec<Area> {
    vec![crate::area(), Area { name: "test", obligations: vec![Box::new(OfHeads)], ..Area::default() }]
}

/// A person with this role and an address, confirmed or not, whose morning has come.
fn person(app: &TestApp, role: Role, address: &str, is_confirmed: bool) -> AccountId {
    let (id, now) = (app.account(role, Level::Municipality, "/1/2/"), app.house.now());
    app.write(|tx| mail::addresses::set(tx, id, address, is_confirmed.then_some(now), now, now));
    id
}

fn with_people(engine: Engine, sink: &Sink) -> (TestApp, AccountId) {
    let app = TestApp::with_post(engine, areas(), sink);
    let head = person(&app, Role::ServiceHead, "head@school.example", true);
    person(&app, Role::Teacher, "teacher@school.example", true);
    person(&app, Role::ServiceHead, "unconfirmed@school.example", false);
    (app, head)
}

const DAY: i64 = 24 * 3600;

both_databases! {
    fn a_morning_brings_one_letter_and_the_next_another(engine) {
        let sink = Sink::start();
        let (app, _) = with_people(engine, &sink);
        app.run_jobs();
        app.run_jobs();
        let letters = sink.letters();
        assert_eq!(letters.len(), 1, "{letters:?}");
        let letter = &letters[0];
        assert_eq!(letter["to"], "head@school.example");
        assert_eq!(letter["subject"].as_str().unwrap().replace('\u{a0}', " "), "1 дело: срок до 21.06.2026");
        for part in ["text", "html"] {
            let text = letter[part].as_str().unwrap().replace('\u{a0}', " ");
            assert!(text.contains("до 20.06.2026: Заполнить мониторинговую таблицу (Северный округ)"), "{text}");
            assert!(text.contains("https://metodset.example/reminders/"), "{text}");
        }
        assert!(letter["stop"].as_str().unwrap().starts_with("<https://metodset.example/reminders/"));
        // It was noon: the next morning is twenty hours away, and looked for every five minutes.
        run_jobs(&app.server_later(areas(), 20 * 3600 - 1, &sink));
        assert_eq!(sink.letters().len(), 1);
        run_jobs(&app.server_later(areas(), 20 * 3600 + 299, &sink));
        assert_eq!(sink.letters().len(), 2);
    }

    fn whoever_stops_them_by_the_link_gets_no_more(engine) {
        let sink = Sink::start();
        let (app, head) = with_people(engine, &sink);
        app.run_jobs();
        let text = sink.letters()[0]["text"].as_str().unwrap().to_owned();
        let link = text.split("https://metodset.example/reminders/").nth(1).unwrap();
        let link = format!("/reminders/{}", link.split_whitespace().next().unwrap());
        let guest = app.stranger();
        assert!(guest.page(&link).says("Не присылать напоминания?"));
        let wants = || app.house.db.read(|conn| mail::addresses::of(conn, head)).unwrap().unwrap().wants_reminders;
        assert!(wants(), "looking stops nothing");
        assert!(guest.post(&link, &[]).says("Напоминания выключены"));
        assert!(!wants());
        let forged = format!("/reminders/{}", web::Signer::with_key(b"another").sign(crate::reminding::STOP, &head.to_string()));
        assert_eq!(guest.get(&forged).status, 404);
        run_jobs(&app.server_later(areas(), DAY, &sink));
        assert_eq!(sink.letters().len(), 1);
    }

    fn two_servers_at_once_remind_once(engine) {
        let sink = Sink::start();
        let (app, _) = with_people(engine, &sink);
        let other = app.server_later(areas(), 1, &sink);
        let (start, house) = (&std::sync::Barrier::new(2), &app.house);
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
    }

    fn nobody_is_reminded_in_the_evening(engine) {
        let sink = Sink::start();
        let (app, _) = with_people(engine, &sink);
        run_jobs(&app.server_later(areas(), 9 * 3600, &sink));
        assert!(sink.letters().is_empty());
        run_jobs(&app.server_later(areas(), 20 * 3600, &sink));
        assert_eq!(sink.letters().len(), 1);
    }
}
