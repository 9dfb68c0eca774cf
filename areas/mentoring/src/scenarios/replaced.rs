//! After a replacement: whose agreement the plan's paper names, which order made the successor a mentor.

use registry::{ActivityOffer as _, PortfolioOffer as _};
use testing::{Shown, both_databases};

use super::ending::succeeded;
use super::stage::{Stage, duties_of, stage};

/// The words of a paper as the plain press of the tests prints it.
fn words(shown: &Shown) -> String {
    assert_eq!(shown.status, 200, "{}", shown.body);
    shown.body.replace("\\u{a0}", " ").replace('\u{a0}', " ")
}

/// The order of replacement of this day by absence, the successor chosen and agreed to.
pub(super) fn replaced(stage: &Stage, card: &str, day: &str) {
    let replace = format!("{card}/mentors/{}/replacement", stage.part(&stage.mentor));
    stage.principal.page(&replace);
    let fields = [
        ("ground", "absence"),
        ("absent_from", "2026-06-15"),
        ("day", day),
        ("note", "приказ об отпуске № 3 от 15.06.2026"),
        ("numbering", "external"),
        ("number", "20-од"),
    ];
    stage.principal.done(&replace, &fields);
}

/// The card of the successor.
pub(super) fn successor(stage: &Stage) -> people::Person {
    let here = db::Ranges::under([stage.tree.school.path.as_str()]);
    let named = people::store::named;
    stage.app.house.db.read(|conn| named(conn, &here, "Сменная Ольга Ильинична")).unwrap().remove(0)
}

fn seal(page: &Shown) -> String {
    page.body.split("name=\"seal\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

both_databases! {
    fn the_paper_of_the_plan_names_whoever_agreed_and_nobody_who_did_not(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let (plan, paper) = (format!("{card}/plan"), format!("{card}/plan/paper?as=docx"));
        let (mentor, mentee) = (stage.own(&stage.mentor), stage.own(&stage.mentee));
        mentor.page(&plan);
        mentor.done(&format!("{plan}/lines"), &[("title", "Посетить урок"), ("due_on", "2026-09-30")]);
        let now = seal(&mentor.page(&plan));
        mentor.done(&format!("{plan}/agreement"), &[("side", "mentor"), ("seal", &now)]);
        mentee.page(&plan);
        mentee.done(&format!("{plan}/agreement"), &[("side", "mentee"), ("seal", &now)]);
        let said = words(&stage.deputy.get(&paper));
        assert!(said.contains("Наставник, согласовано 18.06.2026") && said.contains("Орлова Н. П."), "{said}");
        // The clock of the tests stands still: the agreements were days ago.
        stage.sql("UPDATE mentorship_plans SET mentor_on = '2026-06-16', mentee_on = '2026-06-16', mentor_at = mentor_at - 1, mentee_at = mentee_at - 1; UPDATE mentorship_tasks SET created_at = created_at - 2");
        succeeded(&stage, &card);
        replaced(&stage, &card, "2026-06-18");
        let said = words(&stage.deputy.get(&paper));
        assert_eq!(said.matches("Наставник, согласовано 16.06.2026").count(), 1, "{said}");
        assert!(said.contains("Орлова Н. П.") && said.contains("Сменная О. И."), "one has agreed, the other is to sign: {said}");
        stage.sql("UPDATE mentorship_plans SET mentor_account = NULL");
        assert_eq!(words(&stage.deputy.get(&paper)).matches("Наставник, согласовано 16.06.2026").count(), 1, "written down by the keeper of the pair");
        let next = stage.own(&successor(&stage));
        next.page(&plan);
        next.done(&format!("{plan}/lines"), &[("title", "Открытый урок"), ("due_on", "2026-10-01")]);
        let said = words(&stage.deputy.get(&paper));
        assert!(!said.contains("согласовано") && !said.contains("Орлова Н. П.") && said.contains("Сменная О. И."), "what was added is agreed to anew: {said}");
        let now = seal(&next.page(&plan));
        next.done(&format!("{plan}/agreement"), &[("side", "mentor"), ("seal", &now)]);
        let said = words(&stage.deputy.get(&paper));
        assert!(said.contains("Наставник, согласовано 18.06.2026") && !said.contains("Молодой специалист, согласовано") && !said.contains("Орлова Н. П."), "{said}");
    }

    fn a_successor_is_a_mentor_by_the_order_of_replacement(engine) {
        let stage = stage(engine);
        let card = stage.working();
        succeeded(&stage, &card);
        let bar = |page: &Shown| page.body.split("Путь пары").nth(1).unwrap().split("</ol>").next().unwrap().to_owned();
        let seen = bar(&stage.deputy.page(&card));
        assert!(seen.contains("16.06.2026") && !seen.contains("12.06.2026") && !seen.contains("15.06.2026"), "the successor's steps: {seen}");
        replaced(&stage, &card, "2026-06-17");
        let seen = bar(&stage.deputy.page(&card));
        assert!(seen.matches("17.06.2026").count() >= 3 && !seen.contains("15.06.2026"), "to the order of replacement: {seen}");
        let today = "2026-06-18".parse().unwrap();
        let papers = |person: i64| {
            stage.app.house.db.read(|conn| {
                let items = crate::portfolio::Mentorings.items(conn, person, today)?;
                let deeds = crate::activity::Mentorings.deeds(conn, &[person], ("2026-06-01".parse().unwrap(), today))?;
                db::Result::Ok((items[0].document.clone(), deeds.first().map(|one| one.document.clone()).unwrap_or_default()))
            }).unwrap()
        };
        let by = |day: &str| format!("приказ от\u{a0}{day}");
        assert_eq!(papers(successor(&stage).id.0), (by("17.06.2026"), by("17.06.2026")));
        assert_eq!(papers(stage.mentor.id.0), (by("15.06.2026"), by("15.06.2026")));
        assert_eq!(papers(stage.mentee.id.0).0, by("15.06.2026"), "the pair is of its own order");
    }

    fn a_successor_has_days_of_her_own_and_is_told_what_was_left(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let pair = card.rsplit('/').next().unwrap();
        stage.sql("UPDATE mentorships SET order_on = '2025-10-15', hired_on = '2025-10-01', starts_on = '2025-11-01'");
        stage.sql("UPDATE mentorship_mentors SET from_on = '2025-10-15'");
        stage.sql(&format!("UPDATE employments SET started_on = '2025-10-01' WHERE person_id = {}", stage.mentee.id));
        stage.sql(&format!(
            "INSERT INTO mentorship_tasks (id, mentorship_id, title, due_on, done_on, proof, created_at, updated_at) VALUES \
             (88101, {pair}, 'Старое дело', '2025-11-01', NULL, '', 1, 1), (88102, {pair}, 'Другое старое', '2026-06-16', NULL, '', 1, 1)"
        ));
        let before = duties_of(&stage.own(&stage.mentor));
        assert!(before.contains("2025-11-01 Просрочено по плану: 2 дела") && before.contains("Наставляемый не сдал вам отчёт"), "{before}");
        succeeded(&stage, &card);
        replaced(&stage, &card, "2026-06-17");
        let next = stage.own(&successor(&stage));
        let duties = duties_of(&next);
        assert!(!duties.contains("Просрочено по плану") && !duties.contains("не сдал вам отчёт"), "{duties}");
        assert!(duties.contains("2026-07-17 Разобрать, что осталось от прежнего наставника: 2 дела плана"), "{duties}");
        assert!(duties.contains("2026-07-17 Составить и согласовать план"), "thirty days of her own: {duties}");
        assert!(duties_of(&stage.deputy).contains("Наставляемые не сдали отчёты"), "the school is told as before");
        stage.sql("UPDATE mentorship_tasks SET due_on = '2026-06-17' WHERE id = 88102");
        let duties = duties_of(&next);
        assert!(duties.contains("2026-06-17 Просрочено по плану: 1 дело") && duties.contains("наставника: 1 дело плана"), "{duties}");
    }

    fn a_pair_in_preparation_past_its_day_is_somebodys_duty(engine) {
        let stage = stage(engine);
        stage.working();
        let second = stage.choose(&stage.second, &[("kind", "consultant"), ("reason", "Второй взгляд")]);
        assert_eq!(second.status, 303, "{}", second.body);
        let card = second.location;
        let pair = card.rsplit('/').next().unwrap();
        let told = "Довести пару до приказа или прекратить подготовку: Быстров О. И. – Весенняя А. С.";
        assert!(!duties_of(&stage.deputy).contains(told), "its day has not come");
        let list = |state: &str| stage.deputy.page(&format!("/mentoring?state={state}")).body.contains(&format!("href=\"{card}\""));
        assert!(list("preparing") && !list("stalled"));
        stage.sql(&format!("UPDATE mentorships SET hired_on = '2026-05-01', council_on = '2026-05-12' WHERE id = {pair}"));
        for keeper in [&stage.deputy, &stage.principal] {
            let duties = duties_of(keeper);
            assert!(duties.contains(&format!("2026-05-26 {told}")) && duties.contains("Приказ был нужен до 26.05.2026"), "a second pair waits since its own beginning: {duties}");
        }
        assert!(stage.deputy.page("/mentoring?state=preparing").says("приказ просрочен на 23 дня"), "the list says it as well");
        assert!(stage.deputy.page(&card).says("до 26.05.2026 – приказ просрочен на 23 дня"), "and the card");
        assert!(list("stalled") && !list("active"));
        stage.deputy.page(&card);
        stage.deputy.done(&format!("{card}/cancellation"), &[("note", "Хватает одного")]);
        assert!(!duties_of(&stage.deputy).contains("Довести пару") && !list("stalled"));
    }

    fn two_reports_of_one_mentee_are_told_apart(engine) {
        let stage = stage(engine);
        let card = stage.working();
        stage.sql("UPDATE mentorships SET order_on = '2025-10-15', hired_on = '2025-10-01', starts_on = '2025-11-01', state = 'ended', ended_on = '2026-06-15', end_ground = 'application'");
        stage.sql("UPDATE mentorship_mentors SET from_on = '2025-10-15', to_on = '2026-06-15'");
        stage.sql(&format!("UPDATE employments SET started_on = '2025-10-01' WHERE person_id = {}", stage.mentee.id));
        let mentor = stage.own(&stage.mentor);
        let duties = duties_of(&mentor);
        assert!(duties.contains("Наставник-предметник, пара завершена 15.06.2026. Не реже 2 раз в год"), "{duties}");
        assert!(duties_of(&stage.deputy).contains("Наставник-предметник, пара завершена 15.06.2026."));
        let form = mentor.page(&format!("{card}/reports?half=2025-1"));
        assert!(form.says("пара завершена 15.06.2026") && form.says("В журнале и плане за это время ничего нет"), "{}", form.body);
        let seen = mentor.page(&card);
        assert!(!seen.says("План пока пуст") && !seen.says("Внесите задачи"), "nothing is asked of a pair that is over: {}", seen.body);
    }
}
