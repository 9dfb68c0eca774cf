//! When letters of deadlines come and what of: the hour of a unit inherited down, kinds left out, nothing old twice, a server
//! that was away.

use access::{AccountId, Level, Person, Role};
use chrono::{Days, NaiveDate};
use db::{Conn, Result};
use registry::{Obligation, ObligationOffer};
use testing::{Engine, Sink, TestApp, both_databases, run_jobs};
use web::Area;

/// Heads have a duty that was due ten days ago, of the kind «Мониторинг»; principals one of «Обязательные документы» due
/// tomorrow beside it.
pub(super) struct Old;

impl ObligationOffer for Old {
    fn all(&self, _: &mut Conn, person: &Person, today: NaiveDate) -> Result<Vec<Obligation>> {
        let day = NaiveDate::from_ymd_opt(2026, 6, 8).unwrap();
        let is_head = person.scopes.iter().any(|scope| scope.role == Role::ServiceHead);
        Ok(is_head.then(|| duty("monitoring:old", day.min(today))).into_iter().collect())
    }
}

struct Near;

impl ObligationOffer for Near {
    fn all(&self, _: &mut Conn, person: &Person, today: NaiveDate) -> Result<Vec<Obligation>> {
        let is_principal = person.scopes.iter().any(|scope| scope.role == Role::Principal);
        let near = duty("documents:near", today + Days::new(1));
        Ok(is_principal.then_some(near).into_iter().collect())
    }
}

fn duty(key: &str, due: NaiveDate) -> Obligation {
    Obligation {
        key: key.to_owned(),
        due,
        title: "Заполнить таблицу".to_owned(),
        note: String::new(),
        action: "Заполнить".to_owned(),
        url: "/".to_owned(),
    }
}

fn areas() -> Vec<Area> {
    let old = Area { name: "monitoring", obligations: vec![Box::new(Old)], ..Area::default() };
    let near = Area { name: "documents", obligations: vec![Box::new(Near)], ..Area::default() };
    vec![crate::area(), old, near]
}

fn person(app: &TestApp, role: Role, level: Level, path: &str) -> AccountId {
    let (id, now) = (app.account(role, level, path), app.house.now());
    app.write(|tx| mail::addresses::set(tx, id, &format!("p{id}@school.example"), Some(now), now, now));
    id
}

fn stage(engine: Engine, sink: &Sink) -> TestApp {
    TestApp::with_post(engine, areas(), sink)
}

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

both_databases! {
    fn the_hour_of_a_unit_goes_down_the_tree_until_another_is_named(engine) {
        let sink = Sink::start();
        let app = stage(engine, &sink);
        let region = app.browser_as(Role::InstituteMethodist, Level::Region, "/1/");
        let principal = person(&app, Role::Principal, Level::Organisation, "/1/2/3/");
        app.run_jobs();
        assert_eq!(sink.letters().len(), 1, "at noon the morning of eight o'clock has come");
        assert!(region.page("/reminders").says("как у вышестоящих: 8:00"));
        region.done("/reminders/hours", &[("unit", "1"), ("hour", "15")]);
        // Twenty hours later it is eight in the morning: not yet; at three in the afternoon it comes.
        run_jobs(&app.server_later(areas(), 20 * HOUR + 600, &sink));
        assert_eq!(sink.letters().len(), 1);
        run_jobs(&app.server_later(areas(), 27 * HOUR + 600, &sink));
        assert_eq!(sink.letters().len(), 2);
        let own = app.signed_in(principal);
        assert!(own.page("/reminders").says("как у вышестоящих: 15:00"));
        own.done("/reminders/hours", &[("unit", "3"), ("hour", "6")]);
        run_jobs(&app.server_later(areas(), 42 * HOUR + 600, &sink));
        assert_eq!(sink.letters().len(), 3, "the nearest hour holds");
        assert_eq!(own.post("/reminders/hours", &[("unit", "1"), ("hour", "6")]).status, 404);
        assert_eq!(own.post("/reminders/hours", &[("unit", "3"), ("hour", "3")]).status, 422);
        let teacher = app.browser_as(Role::Teacher, Level::Organisation, "/1/2/3/");
        assert_eq!(teacher.post("/reminders/hours", &[("unit", "3"), ("hour", "6")]).status, 403);
    }

    fn what_is_old_and_told_is_told_again_after_a_week(engine) {
        let sink = Sink::start();
        let app = stage(engine, &sink);
        person(&app, Role::ServiceHead, Level::Municipality, "/1/2/");
        for day in 0..7 {
            run_jobs(&app.server_later(areas(), day * DAY, &sink));
        }
        assert_eq!(sink.letters().len(), 1);
        run_jobs(&app.server_later(areas(), 7 * DAY, &sink));
        assert_eq!(sink.letters().len(), 2);
    }

    fn a_day_without_a_mail_server_loses_nothing(engine) {
        let mut sink = Sink::start();
        let app = stage(engine, &sink);
        person(&app, Role::ServiceHead, Level::Municipality, "/1/2/");
        sink.go_away();
        app.run_jobs();
        run_jobs(&app.server_later(areas(), 21 * HOUR, &sink));
        sink.come_back();
        assert!(sink.letters().is_empty());
        run_jobs(&app.server_later(areas(), 22 * HOUR, &sink));
        run_jobs(&app.server_later(areas(), DAY + 22 * HOUR, &sink));
        assert_eq!(sink.letters().len(), 1, "what a lost letter said is said by the next one, once");
    }

    fn a_kind_is_stopped_by_one_click_and_chosen_on_a_page(engine) {
        let sink = Sink::start();
        let app = stage(engine, &sink);
        let id = person(&app, Role::Principal, Level::Organisation, "/1/2/3/");
        app.run_jobs();
        let letter = &sink.letters()[0];
        assert!(!letter["subject"].as_str().unwrap().contains("Проверкин"), "a subject names nobody");
        let stop = letter["stop"].as_str().unwrap().trim_matches(['<', '>']).to_owned();
        let link = stop.strip_prefix("https://metodset.example").unwrap();
        let program = app.stranger();
        assert_eq!(program.post(link, &[("_csrf", ""), ("List-Unsubscribe", "No")]).status, 403);
        let clicked = program.post(link, &[("_csrf", ""), ("List-Unsubscribe", "One-Click")]);
        assert!(clicked.status == 200 && clicked.says("Обязательные документы"), "{}", clicked.body);
        run_jobs(&app.server_later(areas(), DAY, &sink));
        assert_eq!(sink.letters().len(), 1);
        let wants = |app: &TestApp| app.house.db.read(|conn| mail::addresses::of(conn, id)).unwrap().unwrap();
        assert!(wants(&app).wants_reminders, "other kinds go on");
        let own = app.signed_in(id);
        assert!(own.page("/reminders").says("О каких делах"));
        own.done("/reminders", &[("wants", "1"), ("kind", "documents")]);
        run_jobs(&app.server_later(areas(), 2 * DAY, &sink));
        assert_eq!(sink.letters().len(), 2);
        own.done("/reminders", &[("kind", "documents")]);
        run_jobs(&app.server_later(areas(), 3 * DAY, &sink));
        assert_eq!(sink.letters().len(), 2);
    }
}
