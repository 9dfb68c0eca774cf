//! A withdrawal on paper and what it starts: the day, the duty, the act.

use access::{Level, Role};
use db::Ranges;
use testing::both_databases;

use super::stage::{PDF, Stage, stage};

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
        assert!(stage.deputy.page(&stage.base()).says("17.06.2026: акт № 3"));
        let earlier = stage.noted(&[("kind", "directory"), ("fields", "name"), ("given_on", "2026-06-15")]);
        assert!(earlier.status == 422 && earlier.says("Прежнее согласие отозвано"), "{}", earlier.body);
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
