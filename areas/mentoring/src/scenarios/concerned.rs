//! Whom an application concerns keeps out of it: a deputy who is the mentor of the pair, unless nobody else is there.

use access::{AccountId, Level, Role};
use testing::{Browser, both_databases};

use super::applying::{SCAN, answered, applied, id_of, order, words};
use super::ending::succeeded;
use super::stage::{Stage, duties_of, stage};

/// The account of a deputy who is the mentor of the pair, and its browser.
fn deputy_mentor(stage: &Stage) -> (AccountId, Browser) {
    let account = stage.app.account(Role::Deputy, Level::Organisation, &stage.tree.school.path);
    stage.sql(&format!("UPDATE people SET account_id = {} WHERE id = {}", account.0, stage.mentor.id));
    (account, stage.app.signed_in(account))
}

both_databases! {
    fn a_deputy_neither_reads_nor_answers_what_is_asked_about_them(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let (_, own) = deputy_mentor(&stage);
        let mentee = stage.own(&stage.mentee);
        let form = mentee.page(&format!("{card}/application"));
        assert!(form.says("Заявление увидят директор и заместитель, кроме того, кого оно касается"), "{}", form.body);
        let shown = mentee.upload(&format!("{card}/applications"), &words("application:1", "Не сработались"), SCAN);
        assert_eq!(shown.status, 303, "{}", shown.body);
        let page = shown.location;
        own.page(&card);
        let answer = own.post(&format!("{page}/answer"), &[("decision", "declined"), ("answer", "Нет")]);
        assert_eq!(answer.status, 404, "{}", answer.body);
        assert!(own.get(&page).status == 404 && own.get(&format!("{page}/file")).status == 404);
        assert!(!own.page(&card).body.contains(&page) && !duties_of(&own).contains("заявление о замене"), "{}", duties_of(&own));
        for other in [&stage.deputy, &stage.principal] {
            assert!(other.page(&page).says("Не сработались") && other.page(&card).body.contains(&page));
            assert!(duties_of(other).contains("Ответить на заявление о замене"));
        }
        assert_eq!(answered(&stage.principal, &page, "accepted", "").status, 303);
        succeeded(&stage, &card);
        let replace = format!("{card}/mentors/{}/replacement", stage.part(&stage.mentor));
        stage.principal.page(&replace);
        let fields = order(&[("application", id_of(&page)), ("ground", "application:1"), ("note", "от 18.06.2026")]);
        stage.principal.done(&replace, &fields);
        let seen = stage.deputy.page(&card);
        let paper = seen.body.split("href=\"").filter_map(|rest| rest.split('"').next()).find(|url| url.contains("/grounds/"));
        let paper = paper.unwrap();
        assert_eq!(stage.deputy.get(paper).status, 200);
        assert!(own.get(paper).status == 404 && !own.page(&card).body.contains("/grounds/"), "nor the file behind the order");
    }

    fn a_mentee_who_keeps_pairs_does_not_read_the_application_of_the_mentor(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let account = stage.app.account(Role::Deputy, Level::Organisation, &stage.tree.school.path);
        stage.sql(&format!("UPDATE people SET account_id = {} WHERE id = {}", account.0, stage.mentee.id));
        let (own, mentor) = (stage.app.signed_in(account), stage.own(&stage.mentor));
        let page = applied(&mentor, &card, &words("application:2", "Большая нагрузка"));
        assert!(own.get(&page).status == 404 && !own.page(&card).body.contains(&page));
        assert!(!duties_of(&own).contains("заявление о замене") && stage.deputy.page(&page).says("Большая нагрузка"));
    }

    fn who_keeps_the_pairs_alone_reads_it_and_the_form_says_so(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let (account, own) = deputy_mentor(&stage);
        stage.sql(&format!(
            "UPDATE role_grants SET valid_to = '2026-06-17' WHERE account_id <> {} AND role IN ('deputy', 'principal')",
            account.0
        ));
        let mentee = stage.own(&stage.mentee);
        let form = mentee.page(&format!("{card}/application"));
        assert!(form.says("больше некому, поэтому его прочтёт Орлова Н. П."), "{}", form.body);
        let page = applied(&mentee, &card, &words("application:1", "Не сработались"));
        assert!(own.page(&page).says("Не сработались") && duties_of(&own).contains("Ответить на заявление"));
        assert_eq!(answered(&own, &page, "accepted", "").status, 303);
    }
}
