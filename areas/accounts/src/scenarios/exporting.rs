//! The brake on mass export: the limit of a day, an allowance by another person, refusals looked into.

use access::{AccountId, Granted, Level, Role, SignedIn};
use db::{Clock, Moment};
use testing::{Browser, Engine, Shown, TestApp, both_databases};
use units::fixture::plant;
use web::{Area, Cx, Error, Read, Reply, Result, get};

use super::{Stage, areas};

/// A file of so many objects; one that cannot be made ends in a fault after it was noted.
fn file(cx: &mut Cx<Read>, _may: Granted<SignedIn>) -> Result<Reply> {
    let objects = cx.request().asked("objects").parse().map_err(|_| Error::NotFound)?;
    cx.may_export(objects)?;
    cx.exported(objects);
    if cx.request().asked("fails") == "yes" { Err(Error::NotFound) } else { Ok(Reply::to("/taken")) }
}

fn staged(engine: Engine, limit: Option<u32>) -> (Stage, Clock) {
    let clock = Clock::turned_by_hand(Moment(1_781_751_600_000_000));
    let taking = Area { name: "taking", routes: vec![get("/taking", file)], ..Area::default() };
    let all = areas().into_iter().chain([taking]).collect();
    let app = TestApp::at(engine, all, clock, |settings| settings.export_limit = limit.into());
    let (tree, elsewhere) = (plant(&app.house).unwrap(), plant(&app.house).unwrap());
    (Stage { app, tree, elsewhere }, clock)
}

fn take(browser: &Browser, objects: u32) -> Shown {
    browser.get(&format!("/taking?objects={objects}"))
}

fn ask(browser: &Browser, objects: &str) {
    browser.page("/account/exports");
    browser.done("/account/exports", &[("objects", objects), ("reason", "Отчёт для министерства")]);
}

/// The id of the request that waits.
fn waiting(stage: &Stage, account: AccountId) -> String {
    let found = stage.app.house.db.read(|conn| crate::store::exports::of(conn, account, 1)).unwrap();
    found[0].id.to_string()
}

both_databases! {
    fn exactly_the_limit_passes_and_one_more_is_refused_and_told(engine) {
        let (stage, clock) = staged(engine, None);
        stage.settled("vera", Role::ServiceHead, &stage.tree.north);
        let browser = stage.entered("vera");
        assert_eq!(take(&browser, 299).status, 303);
        assert_eq!(take(&browser, 1).status, 303);
        let refused = take(&browser, 1);
        assert_eq!(refused.status, 422);
        assert!(refused.says("ещё 0 объектов") && refused.body.contains("/account/exports"), "{}", refused.body);
        let page = browser.page("/account/exports");
        assert!(page.says("300 объектов") && page.says("0 объектов") && page.says("299"));
        clock.turn_to(clock.now().plus_seconds(24 * 3600));
        stage.settled("teacher", Role::Teacher, &stage.tree.school);
        let teacher = stage.entered("teacher");
        assert_eq!([take(&teacher, 101).status, take(&teacher, 100).status], [422, 303]);
        let vera = stage.entered("vera");
        assert_eq!([take(&vera, 301).status, take(&vera, 300).status], [422, 303], "a new day");
    }

    fn another_person_allows_it_for_a_day_and_a_night(engine) {
        let (stage, clock) = staged(engine, Some(10));
        let vera = stage.settled("vera", Role::ServiceHead, &stage.tree.north);
        let browser = stage.entered("vera");
        assert_eq!(take(&browser, 15).status, 422);
        ask(&browser, "5");
        let again = [("objects", "5"), ("reason", "Отчёт для министерства")];
        assert!(browser.post("/account/exports", &again).says("Один запрос уже ждёт"));
        let administrator = stage.administrator();
        assert!(administrator.page("/accounts/exports").says("Отчёт для министерства"));
        let address = format!("/accounts/exports/{}/allowance", waiting(&stage, vera));
        administrator.done(&address, &[]);
        assert_eq!(administrator.post(&address, &[]).status, 422, "decided once");
        assert!(browser.page("/account/exports").says("разрешено до"));
        assert_eq!([take(&browser, 16).status, take(&browser, 15).status], [422, 303]);
        clock.turn_to(clock.now().plus_seconds(24 * 3600));
        let browser = stage.entered("vera");
        assert_eq!([take(&browser, 11).status, take(&browser, 10).status], [422, 303]);
        assert!(browser.page("/account/exports").says("срок разрешения закончился"));
    }

    fn neither_oneself_nor_a_stranger_of_another_region_decides(engine) {
        let (stage, _) = staged(engine, Some(10));
        let own = stage.settled("own", Role::Administrator, &stage.tree.region);
        let browser = stage.entered("own");
        assert_eq!(take(&browser, 11).status, 422);
        ask(&browser, "5");
        let id = waiting(&stage, own);
        assert!(!browser.page("/accounts/exports").says("Отчёт для министерства"));
        let shown = browser.post(&format!("/accounts/exports/{id}/allowance"), &[]);
        assert!(shown.status == 422 && shown.says("решает другой администратор"));
        assert_eq!(browser.post(&format!("/accounts/{own}/exports/settlement"), &[]).status, 422);
        let far = stage.app.browser_as(Role::Administrator, Level::Region, &stage.elsewhere.region.path);
        assert!(!far.page("/accounts/exports").says("Кедрова"));
        for step in ["allowance", "refusal"] {
            assert_eq!(far.post(&format!("/accounts/exports/{id}/{step}"), &[]).status, 404);
        }
        assert_eq!(far.post(&format!("/accounts/{own}/exports/settlement"), &[]).status, 404);
        assert_eq!(take(&browser, 11).status, 422);
    }

    fn a_refused_request_says_why_and_opens_nothing(engine) {
        let (stage, _) = staged(engine, Some(10));
        let vera = stage.settled("vera", Role::ServiceHead, &stage.tree.north);
        let browser = stage.entered("vera");
        browser.page("/account/exports");
        let short = browser.post("/account/exports", &[("objects", "0"), ("reason", "надо")]);
        assert!(short.status == 422 && short.says("не\u{a0}короче 10 знаков"));
        ask(&browser, "5");
        let (administrator, id) = (stage.administrator(), waiting(&stage, vera));
        administrator.page("/accounts/exports");
        let address = format!("/accounts/exports/{id}/refusal");
        assert_eq!(administrator.post(&address, &[]).status, 422);
        administrator.done(&address, &[(&format!("answer_{id}"), "Есть на открытой странице")]);
        assert!(browser.page("/account/exports").says("Есть на открытой странице"));
        assert_eq!(take(&browser, 11).status, 422);
        assert!(administrator.page("/journal").says("Отказано в\u{a0}запросе на выгрузку: 5"));
    }

    fn a_file_that_was_not_made_is_not_counted(engine) {
        let (stage, _) = staged(engine, Some(10));
        stage.settled("vera", Role::ServiceHead, &stage.tree.north);
        let browser = stage.entered("vera");
        assert_eq!(browser.get("/taking?objects=10&fails=yes").status, 404);
        assert_eq!([take(&browser, 10).status, take(&browser, 1).status], [303, 422]);
    }

    fn a_refusal_is_an_alarm_until_it_is_looked_into(engine) {
        let (stage, _) = staged(engine, Some(10));
        let vera = stage.settled("vera", Role::ServiceHead, &stage.tree.north);
        take(&stage.entered("vera"), 11);
        let boss = stage.settled("boss", Role::Administrator, &stage.tree.region);
        let browser = stage.entered("boss");
        let duties = || {
            let today = stage.app.house.now().day(stage.app.house.settings.zone);
            stage.app.house.db.read(|conn| {
                let session = access::SessionId(1);
                let person = access::store::person(conn, boss, session, today)?.unwrap();
                let page = registry::Page { after: None, limit: 10 };
                let all = stage.app.house.registry.duties(conn, &person, today, &page)?;
                Ok::<_, db::Error>(all.into_iter().map(|one| one.duty).collect::<Vec<_>>())
            }).unwrap()
        };
        assert!(duties()[0].title.starts_with("Отказано в\u{a0}массовой выгрузке: Кедрова"));
        assert!(browser.page("/accounts/exports").says("Отказано в массовой выгрузке"));
        assert!(browser.page("/journal").says("Отказано в\u{a0}массовой выгрузке"));
        browser.page("/accounts/exports");
        browser.done(&format!("/accounts/{vera}/exports/settlement"), &[]);
        assert!(duties().is_empty());
        assert!(browser.page("/accounts/exports").says("Решать нечего"));
    }

    fn a_limit_of_nothing_is_no_brake(engine) {
        let (stage, _) = staged(engine, Some(0));
        stage.settled("vera", Role::Teacher, &stage.tree.school);
        let browser = stage.entered("vera");
        assert_eq!(take(&browser, 100_000).status, 303);
        assert!(browser.page("/account/exports").says("Предела на этой установке нет"));
    }
}
