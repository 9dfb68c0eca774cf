//! Reports are owed by whoever was the mentor for most of a half, also after the end of the pair and after a replacement; the form,
//! the duties and the picture know the same ones (п. 4.4).

use access::{Level, Role};
use testing::both_databases;

use super::ending::succeeded;
use super::stage::{Stage, duties_of, stage};
use super::young::rows;

/// A pair that has worked since October.
fn since_october(stage: &Stage) -> String {
    let card = stage.working();
    stage.sql(
        "UPDATE mentorships SET order_on = '2025-10-15', hired_on = '2025-10-01', starts_on = '2025-11-01'",
    );
    stage.sql("UPDATE mentorship_mentors SET from_on = '2025-10-15'");
    let mentee = stage.mentee.id;
    stage.sql(&format!("UPDATE employments SET started_on = '2025-10-01' WHERE person_id = {mentee}"));
    card
}

/// Reports the picture of the region misses.
fn missing(stage: &Stage) -> usize {
    let region = stage.app.browser_as(Role::InstituteMethodist, Level::Region, &stage.tree.region.path);
    rows(&region.page("/mentoring/pairs?which=reports_missing"))
}

both_databases! {
    fn a_pair_that_is_over_submits_the_halves_it_owed(engine) {
        let stage = stage(engine);
        let card = since_october(&stage);
        let mentor = stage.own(&stage.mentor);
        stage.sql("UPDATE mentorships SET state = 'ended', ended_on = '2026-06-15', end_ground = 'application'");
        stage.sql("UPDATE mentorship_mentors SET to_on = '2026-06-15'");
        assert_eq!(missing(&stage), 1);
        let duties = duties_of(&mentor);
        assert!(duties.contains("2025-12-31 Отчёт наставника: Весенняя А. С., I полугодие 2025/26"), "{duties}");
        let school = duties_of(&stage.deputy);
        assert!(school.contains("2025-12-31 Наставник не сдал отчёт: Орлова Н. П. – Весенняя А. С., I полугодие"), "{school}");
        assert!(mentor.page(&card).says("I полугодие 2025/26 – просрочен"));
        let wrong = mentor.post(&format!("{card}/reports"), &[("half", "2027-1"), ("body", "Т")]);
        assert!(wrong.status == 422 && wrong.says("отчёта пара не пишет"), "after the end nothing is owed: {}", wrong.body);
        for half in ["2025-1", "2026-2"] {
            mentor.page(&format!("{card}/reports?half={half}"));
            mentor.done(&format!("{card}/reports"), &[("half", half), ("body", "Сделано.")]);
        }
        assert_eq!(missing(&stage), 0);
        assert!(!duties_of(&mentor).contains("Отчёт наставника") && !duties_of(&stage.deputy).contains("не сдал отчёт"));
        let mentee = stage.own(&stage.mentee);
        mentee.page(&format!("{card}/reports?half=2025-1"));
        mentee.done(&format!("{card}/reports"), &[("half", "2025-1"), ("body", "Научилась.")]);
        assert_eq!(stage.own(&stage.second).get(&format!("{card}/reports")).status, 404, "a stranger");
    }

    fn whoever_was_replaced_reports_the_half_and_the_successor_does_not(engine) {
        let stage = stage(engine);
        let card = since_october(&stage);
        let mentor = stage.own(&stage.mentor);
        mentor.page(&card);
        mentor.done(&format!("{card}/works"), &[("work", "mentor_visit"), ("held_on", "2026-03-10"), ("topic", "Весенний урок"), ("outcome", "")]);
        succeeded(&stage, &card);
        let replace = format!("{card}/mentors/{}/replacement", stage.part(&stage.mentor));
        stage.principal.page(&replace);
        let fields = [("ground", "incompatibility"), ("day", "2026-06-18"), ("note", ""), ("numbering", "external"), ("number", "20-од")];
        stage.principal.done(&replace, &fields);
        let here = db::Ranges::under([stage.tree.school.path.as_str()]);
        let next = stage.app.house.db.read(|conn| people::store::named(conn, &here, "Сменная Ольга Ильинична")).unwrap().remove(0);
        let next = stage.own(&next);
        assert!(!duties_of(&next).contains("Отчёт наставника"), "{}", duties_of(&next));
        let wrong = next.post(&format!("{card}/reports"), &[("half", "2026-2"), ("body", "Т")]);
        assert!(wrong.status == 409 && wrong.says("кто был наставником большую его часть"), "{}", wrong.body);
        assert_eq!(mentor.get(&card).status, 404, "of the pair no more");
        assert!(duties_of(&mentor).contains("2026-06-30 Отчёт наставника: Весенняя А. С., II полугодие 2025/26"));
        let own = mentor.page("/mentoring/own");
        assert!(own.says("нужен отчёт") && own.body.contains(&format!("{card}/reports?half=2025-1")), "{}", own.body);
        stage.sql("UPDATE mentorship_mentors SET to_on = '2026-06-01' WHERE to_on IS NOT NULL");
        next.page(&card);
        next.done(&format!("{card}/works"), &[("work", "mentor_visit"), ("held_on", "2026-06-18"), ("topic", "Урок преемницы"), ("outcome", "")]);
        let form = mentor.page(&format!("{card}/reports?half=2026-2"));
        assert!(form.says("Весенний урок") && !form.says("Урок преемницы"), "the own time alone: {}", form.body);
        for half in ["2025-1", "2026-2"] {
            let sent = mentor.post(&format!("{card}/reports"), &[("half", half), ("body", "Сделано.")]);
            assert_eq!((sent.status, sent.location.as_str()), (303, "/mentoring/own"), "{}", sent.body);
        }
        assert_eq!(missing(&stage), 0);
        assert!(!duties_of(&mentor).contains("Отчёт наставника"));
        let own = mentor.page("/mentoring/own");
        let paper = own.body.split("href=\"").filter_map(|rest| rest.split('"').next()).find(|url| url.contains("/paper?as=pdf")).unwrap().to_owned();
        assert_eq!(mentor.get(&paper).status, 200, "the own report is theirs to sign");
        let paper = paper.replace("as=pdf", "as=docx");
        let signed = mentor.get(&paper).body.replace("\\u{a0}", " ");
        assert_eq!(signed.matches("Сменная О. И.").count(), 1, "a mentor of the half, who signs nothing: {signed}");
        assert_eq!(stage.own(&stage.second).get(&paper).status, 404, "a stranger");
    }

    fn the_chair_of_the_council_is_told_of_a_report_and_records_the_hearing(engine) {
        let stage = stage(engine);
        let card = since_october(&stage);
        let chair = stage.app.browser_as(Role::BodyChair, Level::Organisation, &stage.tree.school.path);
        assert!(!duties_of(&chair).contains("отчёты пар"));
        let mentor = stage.own(&stage.mentor);
        mentor.page(&card);
        mentor.done(&format!("{card}/reports"), &[("half", "2025-1"), ("body", "Сделано.")]);
        for told in [&chair, &stage.deputy, &stage.principal] {
            let duties = duties_of(told);
            assert!(duties.contains("2026-07-18 Рассмотреть на методсовете отчёты пар"), "{duties}");
        }
        let hearing = |page: &str| page.split("action=\"").find_map(|rest| rest.split('"').next().filter(|url| url.ends_with("/hearing"))).map(str::to_owned);
        assert_eq!(hearing(&mentor.page(&card).body), None, "nobody hears the own report");
        let url = hearing(&chair.page(&card).body).unwrap();
        let fields = |protocol: &'static str| [("heard_on", "2026-06-18"), ("protocol", protocol), ("decision", "approved")];
        let bare = chair.post(&url, &fields(""));
        assert!(bare.status == 422 && bare.says("отчёты утверждает методический совет"), "{}", bare.body);
        assert!(mentor.post(&url, &fields("протокол № 10")).status != 303);
        let account = stage.app.account(Role::BodyChair, Level::Organisation, &stage.tree.school.path);
        let (author, id, person) = (stage.app.signed_in(account), account.0, stage.mentor.id);
        stage.sql(&format!("UPDATE people SET account_id = {id} WHERE id = {person}"));
        stage.sql(&format!("UPDATE mentorship_reports SET written_by = {id}"));
        assert_eq!(hearing(&author.page(&card).body), None, "a chair does not hear what they wrote");
        let own = author.post(&url, &fields("протокол № 10"));
        assert!(own.status == 422 && own.says("рассматривает не\u{a0}автор"), "{}", own.body);
        chair.done(&url, &fields("протокол № 10"));
        assert!(chair.page(&card).says("утверждён") && !duties_of(&chair).contains("отчёты пар"));
    }

    fn nobody_owes_a_report_nobody_can_write(engine) {
        let stage = stage(engine);
        since_october(&stage);
        assert!(missing(&stage) == 1 && duties_of(&stage.deputy).contains("не сдал отчёт"));
        let mentor = stage.mentor.id;
        stage.sql(&format!("UPDATE employments SET ended_on = '2026-06-16' WHERE person_id = {mentor}"));
        assert!(missing(&stage) == 0 && !duties_of(&stage.deputy).contains("не сдал отчёт"), "{}", duties_of(&stage.deputy));
    }

    fn a_successor_is_chosen_with_a_reason_that_card_and_timeline_keep(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let own = stage.second.id.to_string();
        let fields = |reason: &'static str| [("mentors", own.as_str()), ("agreement", ""), ("reason", reason)];
        stage.deputy.page(&card);
        let bare = stage.deputy.post(&format!("{card}/successor"), &fields(""));
        assert!(bare.status == 422 && bare.says("Напишите, почему всё-таки выбран"), "another subject: {}", bare.body);
        stage.deputy.done(&format!("{card}/successor"), &fields("Второго математика в школе нет"));
        assert!(stage.deputy.page(&card).says("почему выбран: Второго математика в школе нет"));
        let told = stage.deputy.page(&format!("{card}/timeline"));
        assert!(told.says("Выбран преемник: Быстров О. И.") && told.says("Второго математика в школе нет"), "{}", told.body);
    }

    fn the_first_order_of_a_mentee_is_counted_and_one_that_never_came_is_late(engine) {
        let stage = stage(engine);
        let region = stage.app.browser_as(Role::InstituteMethodist, Level::Region, &stage.tree.region.path);
        let counted = || ["orders_in_time", "orders_late"].map(|which| rows(&region.page(&format!("/mentoring/pairs?which={which}"))));
        let card = stage.prepared();
        assert_eq!(counted(), [0, 0], "due on 24 June");
        stage.sql("UPDATE mentorships SET hired_on = '2026-06-03'");
        assert_eq!(counted(), [0, 1], "due on the 17th, not there on the 18th");
        stage.sql("UPDATE mentorships SET hired_on = '2026-06-04'");
        assert_eq!(counted(), [0, 0], "due today");
        stage.sql("UPDATE mentorships SET hired_on = '2026-06-10'");
        stage.order(&card, "2026-06-15");
        assert_eq!(counted(), [1, 0]);
        // A second pair of the same mentee, months after the hiring.
        stage.sql("UPDATE mentorships SET hired_on = '2025-09-01', order_on = '2025-09-10', starts_on = '2025-09-10'");
        let mentee = stage.mentee.id;
        stage.sql(&format!("UPDATE employments SET started_on = '2025-09-01' WHERE person_id = {mentee}"));
        let person = stage.second.id;
        stage.sql(&format!(
            "INSERT INTO person_records (id, person_id, kind, title, place, began_on, happened_on, hours, document, created_at, \
             updated_at, version) VALUES (78, {person}, 'award', 'Победитель конкурса', '', NULL, '2025-04-01', NULL, '', 1, 1, 1)"
        ));
        let second = stage.choose(&stage.second, &[("kind", "consultant"), ("reason", "Второй взгляд")]);
        assert_eq!(second.status, 303, "{}", second.body);
        assert_eq!(counted(), [1, 0], "whoever has a mentor is not late by the day of hiring");
        assert!(region.page("/mentoring/picture").says("Приказы года в"));
    }
}
