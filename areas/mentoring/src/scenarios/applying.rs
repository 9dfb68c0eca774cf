//! The mentee or the mentor applies for a replacement in the product: answered by the school, taken back before, settled by an order
//! (п. 3.6; ТК РФ, ст. 351.8, ч. 3).

use access::{Level, Role};
use testing::{Browser, Shown, both_databases};

use super::ending::succeeded;
use super::orders::{cancel, paper_of};
use super::stage::{PDF, Stage, duties_of, stage};

pub(super) const SCAN: (&str, &str, &[u8]) = ("file", "Заявление.pdf", PDF);

pub(super) fn words<'a>(ground: &'a str, words: &'a str) -> [(&'a str, &'a str); 2] {
    [("ground", ground), ("words", words)]
}

/// Submits an application; its page.
pub(super) fn applied(browser: &Browser, card: &str, fields: &[(&str, &str)]) -> String {
    assert!(browser.page(card).says("Подать заявление о замене"));
    browser.page(&format!("{card}/application"));
    let shown = browser.post(&format!("{card}/applications"), fields);
    assert_eq!(shown.status, 303, "{}", shown.body);
    shown.location
}

/// Answers it as somebody who keeps the pair.
pub(super) fn answered(browser: &Browser, page: &str, decision: &str, words: &str) -> Shown {
    browser.get(page);
    browser.post(&format!("{page}/answer"), &[("decision", decision), ("answer", words)])
}

/// Every form field of a page with its value, as a browser would send it.
pub(super) fn order<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let usual = [("day", "2026-06-18"), ("numbering", "external"), ("number", "20-од"), ("notice_on", "")];
    let kept = usual.into_iter().filter(|(name, _)| !more.iter().any(|(other, _)| other == name));
    kept.chain(more.iter().copied()).collect()
}

pub(super) fn id_of(page: &str) -> &str {
    page.rsplit('/').next().unwrap()
}

fn methodist(stage: &Stage) -> Browser {
    stage.app.browser_as(Role::MunicipalMethodist, Level::Municipality, &stage.tree.north.path)
}

both_databases! {
    fn the_mentee_applies_and_the_order_names_whose_application_of_which_day(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let (mentee, mentor) = (stage.own(&stage.mentee), stage.own(&stage.mentor));
        mentee.page(&format!("{card}/application"));
        let bare = mentee.post(&format!("{card}/applications"), &words("application:2", ""));
        assert!(bare.status == 422 && bare.says("Выберите, о чём заявление") && bare.says("причина – часть заявления"), "{}", bare.body);
        let shown = mentee.upload(&format!("{card}/applications"), &words("application:1", "Нужен учитель моего предмета"), SCAN);
        assert_eq!(shown.status, 303, "{}", shown.body);
        let page = shown.location;
        let duties = duties_of(&stage.deputy);
        assert!(duties.contains("2026-07-18 Ответить на заявление о замене наставника: Орлова Н. П. – Весенняя А. С."), "{duties}");
        assert!(duties_of(&stage.principal).contains("Ответить на заявление"));
        for reader in [&mentee, &stage.deputy, &stage.principal] {
            assert!(reader.page(&page).says("Нужен учитель моего предмета") && reader.page(&card).body.contains(&page));
            assert_eq!(reader.get(&format!("{page}/file")).status, 200);
        }
        for other in [&mentor, &methodist(&stage)] {
            assert!(other.get(&page).status == 404 && other.get(&format!("{page}/file")).status == 404);
            let seen = other.page(&card);
            assert!(!seen.body.contains("/applications/") && !seen.says("подано заявление"), "{}", seen.body);
        }
        let led = answered(&stage.principal, &page, "accepted", "");
        let replace = format!("{card}/mentors/{}/replacement", stage.part(&stage.mentor));
        assert!(led.status == 303 && led.location.starts_with(&replace), "{} {}", led.location, led.body);
        let form = stage.principal.page(&led.location);
        assert!(form.body.contains("value=\"application:1\" selected") && form.says("Весенней А. С. от 18.06.2026"), "{}", form.body);
        assert!(led.location.ends_with(&format!("?application={}", id_of(&page))), "the address names the application alone: {}", led.location);
        assert!(duties_of(&stage.deputy).contains("Издать приказ по заявлению о замене наставника"));
        let seen = stage.principal.page(&card);
        assert!(seen.says("принято и ждёт приказа: выберите преемника"), "{}", seen.body);
        let button = format!("class=\"button button-primary button-small\" href=\"{}\"", led.location);
        assert!(seen.body.contains(&button), "the main button: {}", seen.body);
        let plain = stage.principal.page(&replace);
        assert!(plain.body.contains("value=\"application:1\" selected") && plain.input("application").as_deref() == Some(id_of(&page)), "{}", plain.body);
        for other in [&mentee, &mentor] {
            assert!(!other.page(&card).says("ждёт приказа"), "for whoever keeps the pair");
        }
        succeeded(&stage, &card);
        assert!(stage.principal.page(&card).says("принято и ждёт приказа: издайте приказ о замене"));
        let fields = order(&[("application", id_of(&page)), ("ground", "application:1"), ("note", "Весенней А. С. от 18.06.2026")]);
        stage.principal.page(&replace);
        stage.principal.done(&replace, &fields);
        let seen = stage.deputy.page(&card);
        assert!(seen.says("Заявление.pdf") && seen.body.contains("/grounds/"), "its file stands behind the order: {}", seen.body);
        assert!(mentee.page(&page).says("издан приказ") && stage.deputy.page(&page).says("№ 20-од"), "tied to the order");
        assert!(!duties_of(&stage.deputy).contains("заявлени"));
        let paper = paper_of(&stage.deputy.page(&page));
        cancel(&stage.principal, &paper);
        assert!(mentee.page(&page).says("принято"), "an order without force settles nothing");
    }

    fn a_refusal_of_the_mentor_starts_the_three_working_days(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let mentor = stage.own(&stage.mentor);
        let form = mentor.page(&format!("{card}/application"));
        assert!(form.says("3 рабочих дня") && form.says("отказ наставника"), "{}", form.body);
        let page = applied(&mentor, &card, &words("refusal", "Ухожу на другую ставку"));
        assert!(mentor.page(&page).says("отказ действует с 23.06.2026"), "18 June is a Thursday: {}", mentor.page(&page).body);
        assert!(duties_of(&stage.deputy).contains("2026-06-23 Ответить на заявление"));
        assert_eq!(answered(&stage.principal, &page, "accepted", "").location, page, "an end or a replacement: it is theirs to choose");
        let seen = stage.principal.page(&page);
        let end = seen.body.split("href=\"").filter_map(|rest| rest.split('"').next()).find(|url| url.contains("/end?application=")).unwrap().replace("&#38;", "&").replace("&amp;", "&");
        let form = stage.principal.page(&end);
        assert!(form.body.contains("value=\"refusal\" selected") && form.body.contains("value=\"2026-06-18\"") && form.says("Предупреждение действует с 23.06.2026"), "{}", form.body);
        stage.sql("UPDATE mentorship_applications SET applied_on = '2026-06-15'");
        let fields = order(&[("application", id_of(&page)), ("ground", "refusal"), ("note", "заявление Орловой Н. П. от 15.06.2026"), ("notice_on", "2026-06-15")]);
        stage.principal.done(&format!("{card}/end"), &fields);
        assert!(stage.principal.page(&page).says("издан приказ") && stage.principal.page(&card).says("завершена"));
        assert!(mentor.page(&page).says("издан приказ"), "whoever applied reads it after the end as well");
    }

    fn one_is_declined_with_a_reason_and_one_is_taken_back(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let (mentee, mentor) = (stage.own(&stage.mentee), stage.own(&stage.mentor));
        let page = applied(&mentee, &card, &words("application:1", "Не сработались"));
        let again = mentee.post(&format!("{card}/applications"), &words("application:1", "Не сработались"));
        assert_eq!(again.location, page, "a second click finds the first one's work");
        let other = mentee.post(&format!("{card}/applications"), &words("application:1", "Другое"));
        assert!(other.status == 422 && other.says("Заявление уже подано") && other.says("сначала отзовите прежнее"), "{}", other.body);
        assert!(!mentee.page(&card).says("Подать заявление о замене"), "one at a time");
        for stranger in [&mentor, &methodist(&stage)] {
            stranger.get(&card);
            let shown = answered(stranger, &page, "declined", "Нет");
            assert!([403, 404].contains(&shown.status), "{}", shown.status);
            assert!([403, 404].contains(&stranger.post(&format!("{page}/withdrawal"), &[]).status));
        }
        let bare = answered(&stage.deputy, &page, "declined", "");
        assert!(bare.status == 422 && bare.says("Напишите, почему отклоняете") && bare.body.contains("value=\"declined\" checked"), "{}", bare.body);
        let second = stage.app.browser_as(Role::Principal, Level::Organisation, &stage.tree.school.path);
        second.page(&page);
        assert_eq!(answered(&stage.deputy, &page, "declined", "Подождём до конца полугодия").status, 303);
        let late = second.post(&format!("{page}/answer"), &[("decision", "accepted"), ("answer", "")]);
        assert!(late.status == 422 && late.says("заявление отклонено"), "the second is told: {}", late.body);
        assert!(mentee.page(&page).says("Подождём до конца полугодия") && mentee.page(&card).says("отклонено"));
        let back = mentee.post(&format!("{page}/withdrawal"), &[]);
        assert!(back.status == 422 && back.says("уже рассмотрено или отозвано"), "not after an answer: {}", back.body);
        let mine = applied(&mentor, &card, &words("application:2", "Большая нагрузка"));
        assert!(mentor.page(&card).body.contains(&mine) && !mentor.page(&card).body.contains(&page), "only the own ones");
        mentor.page(&mine);
        mentor.done(&format!("{mine}/withdrawal"), &[]);
        assert!(mentor.page(&mine).says("отозвано") && !duties_of(&stage.deputy).contains("заявление"));
        let gone = answered(&stage.deputy, &mine, "accepted", "");
        assert!(gone.status == 422 && gone.says("заявление отозвано"), "{}", gone.body);
        succeeded(&stage, &card);
        let replace = format!("{card}/mentors/{}/replacement", stage.part(&stage.mentor));
        stage.principal.page(&replace);
        let fields = order(&[("application", id_of(&mine)), ("ground", "incompatibility"), ("note", "")]);
        let order = stage.principal.post(&replace, &fields);
        assert!(order.status == 422 && order.says("Заявление больше не ждёт приказа"), "{}", order.body);
    }

    fn nobody_answers_the_own_application(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let account = stage.app.account(Role::Deputy, Level::Organisation, &stage.tree.school.path);
        let deputy = stage.app.signed_in(account);
        stage.sql(&format!("UPDATE people SET account_id = {} WHERE id = {}", account.0, stage.mentor.id));
        let page = applied(&deputy, &card, &words("application:2", "Большая нагрузка"));
        assert!(!deputy.page(&page).says("Решение"), "{}", deputy.page(&page).body);
        let own = deputy.post(&format!("{page}/answer"), &[("decision", "accepted"), ("answer", "")]);
        assert!(own.status == 422 && own.says("Своё заявление рассматривает другой"), "{}", own.body);
        assert_eq!(answered(&stage.deputy, &page, "accepted", "Готовим замену").location, page);
    }

    fn six_people_and_an_application(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let (mentor, mentee) = (stage.own(&stage.mentor), stage.own(&stage.mentee));
        let stranger = stage.app.browser_as(Role::Teacher, Level::Organisation, &stage.tree.other_school.path);
        let above = methodist(&stage);
        let people = [&mentor, &mentee, &stage.deputy, &stage.principal, &above, &stranger];
        let opens = |page: &str| people.map(|browser| browser.get(page).status == 200);
        assert_eq!(opens(&format!("{card}/application")), [true, true, false, false, false, false]);
        let page = applied(&mentee, &card, &words("application:1", "Не сработались"));
        assert_eq!(opens(&page), [false, true, true, true, false, false]);
        let let_in = |path: &str| people.map(|browser| [303, 422].contains(&browser.post(path, &[]).status));
        assert_eq!(let_in(&format!("{card}/applications")), [true, true, false, false, false, false]);
        assert_eq!(let_in(&format!("{page}/answer")), [false, false, true, true, false, false]);
        assert_eq!(let_in(&format!("{page}/withdrawal")), [false, true, false, false, false, false]);
    }
}
