//! A withdrawal on paper and what it starts: the day, the duty, the act.

use access::{Level, Role};
use db::Ranges;
use testing::{TestApp, both_databases};

use files::{FileId, FileRow};
use people::{Record, RecordId, RecordKind};
use web::{Cx, Write};

use super::stage::{PDF, Stage, areas, stage, with};

fn duties(stage: &Stage) -> Vec<(String, String)> {
    let account = stage.app.account(Role::Principal, Level::Organisation, &stage.tree.school.path);
    let today = "2026-06-18".parse().unwrap();
    stage
        .app
        .house
        .db
        .read(|conn| {
            let person = access::store::people(conn, &[account], today)?.remove(&account).unwrap();
            let mut found = Vec::new();
            for offer in &stage.app.house.registry.obligations {
                found.extend(offer.all(conn, &person, today)?);
            }
            found.retain(|duty| duty.key.starts_with("consent:"));
            Ok::<_, db::Error>(found.into_iter().map(|duty| (duty.due.to_string(), duty.url)).collect())
        })
        .unwrap()
}

fn with_portfolio() -> Vec<web::Area> {
    areas().into_iter().chain([portfolio::area()]).collect()
}

/// Telephone, mail, birthday, service, an award, an education, an item of the portfolio with a file, a private link.
fn filled(stage: &Stage) -> FileId {
    let (person, house) = (&stage.person, &stage.app.house);
    let mut cx = Cx::<Write>::outside(house, None).unwrap();
    for (kind, title) in
        [(RecordKind::Award, "Лучший урок"), (RecordKind::Education, "Педагогический институт")]
    {
        let record = Record {
            id: RecordId(cx.id()),
            person_id: person.id,
            kind: kind.code().to_owned(),
            title: title.to_owned(),
            place: String::new(),
            began_on: None,
            happened_on: "2020-05-01".parse().unwrap(),
            hours: None,
            document: String::new(),
            form: None,
            level: None,
            platform: None,
            progress: None,
            version: 1,
        };
        people::actions::telling::tell(&mut cx, person, &record, None).unwrap();
    }
    cx.finish().unwrap();
    let (file, item, link) = (FileId(house.id()), house.id(), house.id());
    let row = FileRow {
        id: file,
        sha256: "ab".repeat(32),
        size: 1,
        media_type: "application/pdf".to_owned(),
        name: "Диплом.pdf".to_owned(),
        created_at: house.now(),
    };
    let id = person.id;
    stage.app.write(|tx| {
        files::store::add(tx, &row)?;
        tx.batch(&format!(
            "UPDATE people SET phone = '+7 900 000-00-00', email = 'sokolova@example.org', birth_date = '1980-05-04', \
             pedagogical_since = '2005-09-01' WHERE id = {id}; \
             INSERT INTO portfolio_items (id, person_id, section, title, about, happened_on, link, file_id, confirmed_by, \
             confirmed_at, created_at, updated_at, version) VALUES ({item}, {id}, 'publications', 'Статья', '', NULL, '', {file}, \
             NULL, NULL, 1, 1, 1); \
             INSERT INTO portfolio_links (id, person_id, token_hash, purpose, has_files, last_day, created_at, revoked_at) \
             VALUES ({link}, {id}, 'abc', 'конкурс', TRUE, '2026-12-31', 1, NULL)"
        ))
    });
    file
}

both_databases! {
    fn a_withdrawal_sets_a_day_and_the_act_ends_the_duty(engine) {
        let stage = stage(engine);
        stage.shown_in_directory();
        let consent = stage.consent();
        stage.deputy.page(&format!("{consent}/withdrawal"));
        let bare = stage.deputy.post(&format!("{consent}/withdrawal"), &[("withdrawn_on", "2026-06-09"), ("delivery", "")]);
        assert!(bare.status == 422 && bare.says("Выберите, как отзыв доставлен") && bare.says("value=\"2026-06-09\""), "{}", bare.body);
        let early = stage.deputy.post(&format!("{consent}/withdrawal"), &[("withdrawn_on", "2026-06-09"), ("delivery", "letter")]);
        assert!(early.status == 422 && early.says("отозвать его раньше нельзя"), "{}", early.body);
        assert!(duties(&stage).is_empty());
        let fields = [("withdrawn_on", "2026-06-16"), ("delivery", "letter")];
        let noted = stage.deputy.upload(&format!("{consent}/withdrawal"), &fields, ("file", "Отзыв.pdf", PDF));
        assert_eq!(noted.status, 303, "{}", noted.body);
        let card = stage.deputy.page(&stage.base());
        assert!(card.says("отозвано 16.06.2026") && card.says("заказным письмом") && card.says("скан отзыва"), "{}", card.body);
        assert_eq!(stage.deputy.get(&format!("{consent}/withdrawal/file")).status, 200);
        // Tuesday; Wednesday, Thursday, Friday are the three working days.
        assert_eq!(duties(&stage), [("2026-06-19".to_owned(), format!("{consent}/erasure"))]);
        let page = stage.deputy.page(&format!("{consent}/erasure"));
        assert!(page.says("других сайтах") && page.says("19 июня 2026"), "{}", page.body);
        let bare = stage.deputy.post(&format!("{consent}/erasure"), &[("erased_on", "2026-06-17"), ("note", "")]);
        assert!(bare.status == 422 && bare.says("Назовите акт") && bare.says("value=\"2026-06-17\""), "{}", bare.body);
        stage.deputy.done(&format!("{consent}/erasure"), &[("erased_on", "2026-06-17"), ("note", "акт № 3")]);
        assert!(duties(&stage).is_empty());
        let again = stage.deputy.post(&format!("{consent}/erasure"), &[("erased_on", "2026-06-17"), ("note", "акт № 3")]);
        assert_eq!(again.status, 303, "the second click");
        let other = stage.deputy.post(&format!("{consent}/erasure"), &[("erased_on", "2026-06-18"), ("note", "акт № 4")]);
        assert!(other.status == 409 && other.says("17.06.2026: акт № 3") && other.says("Второй акт не записан"), "{}", other.body);
        assert!(stage.deputy.page(&stage.base()).says("17.06.2026: акт № 3"));
        let earlier = stage.noted(&[("kind", "directory"), ("fields", "name"), ("given_on", "2026-06-15")]);
        assert!(earlier.status == 422 && earlier.says("Прежнее согласие отозвано"), "{}", earlier.body);
    }

    fn what_rested_on_the_consent_is_erased_in_one_action_and_the_name_stays(engine) {
        let stage = with(TestApp::of(engine, with_portfolio()));
        let file = filled(&stage);
        stage.noted(&[("kind", "processing"), ("given_on", "2026-06-10"), ("last_day", "")]);
        let consent = stage.consent();
        stage.deputy.page(&format!("{consent}/withdrawal"));
        stage.deputy.done(&format!("{consent}/withdrawal"), &[("withdrawn_on", "2026-06-16"), ("delivery", "receipt")]);
        let page = stage.deputy.page(&format!("{consent}/erasure"));
        for said in ["телефон, почта", "награды – 1", "свои записи – 1, их файлы – 1, личные ссылки – 1"] {
            assert!(page.says(said), "{said}: {}", page.body);
        }
        assert!(!page.says("образование – 1"), "whoever works here is processed by labour law: {}", page.body);
        let all = [("erased_on", "2026-06-17"), ("note", "акт № 5"), ("erase", "contacts"), ("erase", "achievements"), ("erase", "portfolio"), ("erase", "card")];
        stage.deputy.done(&format!("{consent}/erasure"), &all);
        assert_eq!(stage.has(&["contacts", "achievements", "portfolio"]), Vec::<String>::new());
        let one = stage.app.house.db.read(|conn| people::store::all_of(conn, &[stage.person.id.0])).unwrap().remove(0);
        assert_eq!((one.email.as_str(), one.phone.as_str()), ("", ""));
        assert!(stage.app.house.db.read(|conn| files::store::find(conn, file)).unwrap().is_none(), "the file goes with its row");
        let card = stage.deputy.page(&stage.person.url());
        assert!(card.says("Соколова Мария Петровна") && !card.says("Лучший урок") && card.says("Педагогический институт"), "{}", card.body);
        let told = stage.deputy.page(&stage.base());
        assert!(told.says("17.06.2026: акт № 5") && told.says("акт PDF"), "{}", told.body);
        let journal = stage.deputy.page(&format!("{}/journal?action=removed", stage.base()));
        assert!(journal.says("данные после отзыва согласия удалены"), "{}", journal.body);
    }

    fn what_another_consent_holds_stays_and_who_left_keeps_a_name_and_a_birthday(engine) {
        let stage = with(TestApp::of(engine, with_portfolio()));
        filled(&stage);
        stage.noted(&[("kind", "processing"), ("given_on", "2026-06-10"), ("last_day", "")]);
        stage.noted(&[("kind", "membership"), ("given_on", "2026-06-11"), ("last_day", "")]);
        let withdraw = |kind: &str| {
            let body = stage.deputy.page(&stage.base()).body;
            let card = body.split("<h2>Что дано</h2>").nth(1).unwrap();
            let at = card.find(kind).unwrap();
            let rest = &card[at..];
            let consent = rest[..rest.find("/withdrawal\"").unwrap()].rsplit('"').next().unwrap().to_owned();
            stage.deputy.page(&format!("{consent}/withdrawal"));
            stage.deputy.done(&format!("{consent}/withdrawal"), &[("withdrawn_on", "2026-06-16"), ("delivery", "receipt")]);
            consent
        };
        let membership = withdraw("Данные члена ассоциации");
        let page = stage.deputy.page(&format!("{membership}/erasure"));
        assert!(page.says("действует согласие «Обработка для методической работы»") && !page.body.contains("name=\"erase\""), "{}", page.body);
        let all = [("erased_on", "2026-06-17"), ("note", "акт № 6"), ("erase", "contacts"), ("erase", "achievements")];
        stage.deputy.done(&format!("{membership}/erasure"), &all);
        assert!(stage.deputy.page(&stage.person.url()).says("Лучший урок"), "the other consent holds it");
        let processing = withdraw("Обработка для методической работы");
        stage.app.write(|tx| tx.batch(&format!("UPDATE people SET state = 'left' WHERE id = {}", stage.person.id)));
        let page = stage.deputy.page(&format!("{processing}/erasure"));
        assert!(page.says("образование – 1") && page.says("стаж"), "{}", page.body);
        let all = [("erased_on", "2026-06-17"), ("note", "акт № 7"), ("erase", "contacts"), ("erase", "achievements"), ("erase", "portfolio"), ("erase", "card")];
        stage.deputy.done(&format!("{processing}/erasure"), &all);
        assert_eq!(stage.has(&["contacts", "achievements", "portfolio", "card"]), Vec::<String>::new());
        let one = stage.app.house.db.read(|conn| people::store::all_of(conn, &[stage.person.id.0])).unwrap().remove(0);
        assert_eq!((one.name().full().as_str(), one.email.as_str(), one.phone.as_str(), one.pedagogical_since), ("Соколова Мария Петровна", "", "", None));
        assert_eq!(one.birth_date, "1980-05-04".parse().ok());
    }

    fn a_consent_that_ends_is_told_of_a_month_before(engine) {
        let stage = stage(engine);
        stage.noted(&[("kind", "processing"), ("given_on", "2026-06-10"), ("last_day", "2026-07-18")]);
        let expected = format!("/consents?unit={}&state=ending", stage.tree.school.id);
        assert_eq!(duties(&stage), [("2026-07-18".to_owned(), expected)]);
        stage.noted(&[("kind", "processing"), ("given_on", "2026-06-18"), ("last_day", "")]);
        assert!(duties(&stage).is_empty(), "a new one took its place");
    }

    fn a_consent_counts_where_its_giver_works(engine) {
        let stage = stage(engine);
        stage.shown_in_directory();
        let day = "2026-06-18".parse().unwrap();
        let shown = || stage.app.house.db.read(|conn| crate::shown::to_everybody(conn, &[stage.person.id.0, stage.other.id.0], day)).unwrap();
        let found = shown();
        let one = &found[&stage.person.id.0];
        assert_eq!((one.name.as_str(), one.unit.as_str(), found.len()), ("Соколова Мария Петровна", "", 1));
        assert!(!one.post.is_empty() && one.contacts.is_empty());
        stage.app.write(|tx| tx.batch("UPDATE consents SET last_day = '2026-06-17'"));
        assert!(shown().is_empty(), "its term has passed");
        stage.app.write(|tx| tx.batch("UPDATE consents SET last_day = '2026-06-18'"));
        assert_eq!(shown().len(), 1);
        stage.app.write(|tx| tx.batch("UPDATE employments SET ended_on = '2026-06-17'"));
        assert!(shown().is_empty(), "who left is not shown by a consent given to the former employer");
        assert!(Ranges::under(["/"]).holds(&stage.tree.school.path));
    }
}
