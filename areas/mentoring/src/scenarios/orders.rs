//! A pair rests on papers: an order cancelled or lapsed sends it back to its step, a protocol opens the council's step again.

use testing::{Browser, Shown, both_databases};

use super::ending::succeeded;
use super::stage::{Hired, Stage, duties_of, hire, stage};

/// The address of the first document a page names.
pub(super) fn paper_of(page: &Shown) -> String {
    let links = page.body.split("href=\"").filter_map(|rest| rest.split('"').next());
    links.into_iter().find(|url| url.starts_with("/documents/")).unwrap().to_owned()
}

pub(super) fn cancel(browser: &Browser, paper: &str) -> Shown {
    let asked = browser.page(&format!("{paper}/cancellation"));
    let version = asked.input("version").unwrap();
    browser.done(&format!("{paper}/cancellation"), &[("version", &version), ("reason", "ошибка в сроке")]);
    asked
}

pub(super) fn lapse(browser: &Browser, paper: &str, last: &str) {
    let asked = browser.page(&format!("{paper}/stage?step=lapse"));
    let version = asked.input("version").unwrap();
    let fields = [("version", version.as_str()), ("step", "lapse"), ("day", last), ("reason", "издан новый")];
    browser.done(&format!("{paper}/stage"), &fields);
}

/// A protocol of the school in force, by the registry; its id.
pub(super) fn protocol(stage: &Stage) -> String {
    protocol_of(stage, "2026-06-11")
}

/// The same of a day.
pub(super) fn protocol_of(stage: &Stage, day: &str) -> String {
    let page = stage.principal.page("/documents/new?kind=school_council_protocol");
    assert_eq!(page.status, 200);
    let unit = page.input("unit").unwrap_or_default();
    let fields = [
        ("unit", unit.as_str()),
        ("stage", "ready"),
        ("kind", "school_council_protocol"),
        ("title", "Заседание методического совета"),
        ("number", "9"),
        ("signed_on", day),
        ("issuer", "Методический совет"),
        ("valid_to", ""),
        ("topic", ""),
        ("link", "https://school.example/9"),
    ];
    let shown = stage.principal.post("/documents", &fields);
    assert_eq!(shown.status, 303, "{}", shown.body);
    shown.location.rsplit('/').next().unwrap().to_owned()
}

both_databases! {
    fn a_cancelled_order_sends_the_pair_back_to_its_step(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let mentor = stage.own(&stage.mentor);
        mentor.page(&card);
        mentor.done(&format!("{card}/works"), &[("work", "consultation"), ("held_on", "2026-06-17"), ("topic", "Журнал класса")]);
        let paper = paper_of(&stage.principal.page(&card));
        let asked = cancel(&stage.principal, &paper);
        assert!(asked.says("пара вернётся к шагу «Приказ»"), "{}", asked.body);
        let page = stage.principal.page(&card);
        assert!(page.says("готовится") && page.says("Все шаги пройдены") && page.says("пара снова ждёт приказа"), "{}", page.body);
        assert!(page.says("Журнал класса"), "what was done stays");
        let late = mentor.post(&format!("{card}/works"), &[("work", "consultation"), ("held_on", "2026-06-18"), ("topic", "Т")]);
        assert!(late.status != 303 && late.says("Пара сейчас не работает"), "{}", late.body);
        assert!(!stage.deputy.page("/mentoring").says("100 %"), "nobody works by a cancelled order");
        assert!(duties_of(&stage.deputy).contains("Издать приказ о наставнике: Весенняя"));
        let again = stage.principal.post(&format!("{card}/order"), &[("signed_on", "2026-06-17"), ("numbering", "external"), ("number", "16-од")]);
        assert_eq!(again.status, 303, "{}", again.body);
        assert!(stage.principal.page(&card).says("№ 16-од"));
    }

    fn a_cancelled_order_takes_a_waiting_successor_back(engine) {
        let stage = stage(engine);
        let card = stage.working();
        succeeded(&stage, &card);
        let paper = paper_of(&stage.principal.page(&card));
        let asked = cancel(&stage.principal, &paper);
        assert!(asked.says("Преемник, который ждёт приказа о замене, будет отозван"), "{}", asked.body);
        let page = stage.principal.page(&card);
        assert!(page.says("Все шаги пройдены") && page.says("пара снова ждёт приказа, преемник отозван"), "{}", page.body);
        let again = stage.principal.post(&format!("{card}/order"), &[("signed_on", "2026-06-17"), ("numbering", "external"), ("number", "16-од")]);
        assert_eq!(again.status, 303, "{}", again.body);
        let id = card.rsplit('/').next().unwrap().parse().unwrap();
        let parts = stage.app.house.db.read(|conn| crate::store::mentors_of(conn, &[id])).unwrap().remove(&id).unwrap();
        let now: Vec<i64> = parts.iter().filter(|one| one.to_on.is_none()).map(|one| one.person_id.0).collect();
        assert_eq!(now, [stage.mentor.id.0], "one mentor, the one of before");
        assert!(stage.deputy.page(&card).body.contains("/mentoring/choice?pair="), "a successor is chosen anew");
    }

    fn a_lapsed_order_acts_from_its_day_on_and_the_past_stays(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let paper = paper_of(&stage.principal.page(&card));
        let asked = stage.principal.page(&format!("{paper}/stage?step=lapse"));
        assert!(asked.says("оно кончится последним днём приказа") && !asked.says("пара вернётся"), "{}", asked.body);
        lapse(&stage.principal, &paper, "2026-06-17");
        let page = stage.principal.page(&card);
        assert!(page.says("завершена") && page.says("наставничество кончилось 17.06.2026"), "{}", page.body);
        assert!(!page.says("Приказ нужен") && !page.says("Все шаги пройдены") && !page.says("Пара к тому времени"), "{}", page.body);
        assert!(page.says("по 17.06.2026; Приказ № 15-од от 15.06.2026 утратил силу"), "{}", page.body);
        let counted = |day: &str| stage.deputy.page(&format!("/mentoring/pairs?which=active&on={day}")).says("Весенняя");
        assert!(counted("2026-06-16") && !counted("2026-06-17"), "until the last day it worked");
        let picture = stage.deputy.page("/mentoring/picture?on=2026-06-16");
        assert!(picture.says("100 %"), "the past is as it was: {}", picture.body);
        assert!(stage.deputy.page("/mentoring/pairs?which=orders_in_time").says("Весенняя"));
        assert!(duties_of(&stage.deputy).contains("Назначить наставника: Весенняя"), "the need stands again");
    }

    fn a_lapsed_replacement_ends_the_successor_and_gives_no_mentor_back(engine) {
        let stage = stage(engine);
        let card = stage.working();
        succeeded(&stage, &card);
        let replace = format!("{card}/mentors/{}/replacement", stage.part(&stage.mentor));
        stage.principal.page(&replace);
        let fields = [("ground", "absence"), ("absent_from", "2026-06-15"), ("absent_to", "2026-12-15"), ("day", "2026-06-17"), ("note", "приказ об отпуске № 3"), ("numbering", "external"), ("number", "20-од")];
        stage.principal.done(&replace, &fields);
        let page = stage.principal.page(&card);
        let second = page.body.find("Приказ о\u{a0}замене").unwrap();
        let paper = paper_of(&Shown { body: page.body[second..].to_owned(), ..page });
        assert!(stage.principal.page(&format!("{paper}/stage?step=lapse")).says("прежний в пару не вернётся"));
        lapse(&stage.principal, &paper, "2026-06-18");
        let page = stage.principal.page(&card);
        assert!(page.says("завершена") && page.says("по 16.06.2026") && page.says("по 18.06.2026"), "{}", page.body);
        assert_eq!(stage.own(&stage.mentor).get(&card).status, 404, "the mentor of before is none");
    }

    fn a_cancelled_replacement_gives_the_mentor_back(engine) {
        let stage = stage(engine);
        let card = stage.working();
        succeeded(&stage, &card);
        let replace = format!("{card}/mentors/{}/replacement", stage.part(&stage.mentor));
        stage.principal.page(&replace);
        let fields = [("ground", "incompatibility"), ("day", "2026-06-18"), ("note", ""), ("numbering", "external"), ("number", "20-од")];
        stage.principal.done(&replace, &fields);
        let page = stage.principal.page(&card);
        let second = page.body.find("Приказ о\u{a0}замене").unwrap();
        let paper = paper_of(&Shown { body: page.body[second..].to_owned(), ..page });
        let asked = cancel(&stage.principal, &paper);
        assert!(asked.says("замена будет отменена"), "{}", asked.body);
        let page = stage.principal.page(&card);
        assert!(page.says("замена наставника отменена") && page.says("Издать приказ о замене"), "{}", page.body);
        assert_eq!(stage.own(&stage.mentor).page(&card).status, 200);
    }

    fn a_cancelled_protocol_opens_the_step_of_the_council(engine) {
        let stage = stage(engine);
        let card = stage.begun();
        let id = protocol(&stage);
        let done = stage.step(&card, "council", &[("day", "2026-06-11"), ("document", &id)]);
        assert_eq!(done.status, 303, "{}", done.body);
        assert!(stage.deputy.page(&card).says("№ 9"), "the protocol is named by its number");
        let asked = cancel(&stage.principal, &format!("/documents/{id}"));
        assert!(asked.says("её шаг в готовящейся паре откроется снова"), "{}", asked.body);
        let page = stage.deputy.page(&card);
        assert!(page.says("рекомендация методсовета нужна снова") && page.body.contains("/steps/council"), "{}", page.body);
    }

    fn a_document_nothing_rests_on_is_cancelled_as_before(engine) {
        let stage = stage(engine);
        let card = stage.begun();
        let id = protocol(&stage);
        let asked = cancel(&stage.principal, &format!("/documents/{id}"));
        assert!(!asked.says("паре"));
        assert!(stage.deputy.page(&card).says("готовится"));
        hire(&stage.app, &stage.tree.school, &Hired("Новая Инна Ильинична", "music", "2026-06-01", None));
    }
}
