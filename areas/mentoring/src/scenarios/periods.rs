//! A pack that asks four reports a year: four periods for the form, the duties, the board and the picture; how often the mentee
//! reports is a number of the pack as well (п. 4.4, 6.6).

use access::{Level, Role};
use testing::both_databases;

use super::packs::by;
use super::stage::{Stage, duties_of, stage};
use super::young::rows;

/// A pair at work since September; today is 18 June.
fn since_september(stage: &Stage) -> String {
    let card = stage.working();
    stage.sql(
        "UPDATE mentorships SET hired_on = '2025-09-01', order_on = '2025-09-10', starts_on = '2025-10-01'; \
         UPDATE mentorship_mentors SET from_on = '2025-09-10'",
    );
    stage.sql(&format!(
        "UPDATE employments SET started_on = '2025-09-01' WHERE person_id = {}",
        stage.mentee.id
    ));
    card
}

/// A report of the mentor by the rules of before, heard by the council.
fn approved(stage: &Stage, card: &str, id: i64, half: &str, on: &str) {
    let pair = card.rsplit('/').next().unwrap();
    stage.sql(&format!(
        "INSERT INTO mentorship_reports (id, mentorship_id, side, half, body, state, submitted_on, heard_on, protocol, word, \
         written_by, created_at, updated_at, version) VALUES ({id}, {pair}, 'mentor', '{half}', 'Т', 'approved', '{on}', \
         '{on}', 'протокол № 4', '', NULL, 1, 1, 1)"
    ));
}

both_databases! {
    fn four_reports_a_year_are_four_quarters_everywhere(engine) {
        let stage = by(engine, "reports", 4);
        let card = since_september(&stage);
        let mentor = stage.own(&stage.mentor);
        let duties = duties_of(&mentor);
        for (due, title) in [("2025-10-31", "I четверть"), ("2025-12-31", "II четверть"), ("2026-03-31", "III четверть"), ("2026-06-30", "IV четверть")] {
            assert!(duties.contains(&format!("{due} Отчёт наставника: Весенняя А. С., {title} 2025/26")), "{due}: {duties}");
        }
        assert!(duties.contains("Не реже 4 раз в год (Положение округа, п. 7)") && !duties.contains("Отчёт наставника: Весенняя А. С., I полугодие") && !duties.contains("Отчёт наставника: Весенняя А. С., II полугодие"), "{duties}");
        let page = mentor.page(&card);
        assert!(page.says("III четверть 2025/26 – просрочен") && page.says("IV четверть 2025/26 – до 30.06.2026"), "{}", page.body);
        let wrong = mentor.post(&format!("{card}/reports"), &[("half", "2025-1"), ("body", "Т")]);
        assert!(wrong.status == 422 && wrong.says("отчёта пара не пишет"), "a half is no period of this pack: {}", wrong.body);
        mentor.page(&format!("{card}/reports?half=2025-4-1"));
        mentor.done(&format!("{card}/reports"), &[("half", "2025-4-1"), ("body", "Сделано.")]);
        assert!(!duties_of(&mentor).contains("2025-10-31 Отчёт наставника"), "handed in");
        let school = duties_of(&stage.deputy);
        assert_eq!(school.matches("Наставник не сдал отчёт").count(), 2, "the second and the third: {school}");
        let board = stage.deputy.page("/mentoring/control");
        assert!(board.says("наставника 2, наставляемого"), "{}", board.body);
        assert!(stage.deputy.page("/mentoring/picture").says("Отчёты наставников не сданы"));
    }

    fn a_report_of_a_half_written_before_counts_for_its_quarters(engine) {
        let stage = by(engine, "reports", 4);
        let card = since_september(&stage);
        approved(&stage, &card, 99001, "2025-1", "2025-12-20");
        let mentor = stage.own(&stage.mentor);
        let page = mentor.page(&card);
        assert!(!page.body.contains("half=2025-4-1") && !page.body.contains("half=2025-4-2"), "{}", page.body);
        assert!(page.says("III четверть 2025/26 – просрочен"), "{}", page.body);
        let form = mentor.page(&format!("{card}/reports"));
        assert!(form.says("Отчёт: III четверть 2025/26"), "the first that is owed: {}", form.body);
        let twice = mentor.post(&format!("{card}/reports"), &[("half", "2025-4-1"), ("body", "Т")]);
        assert!(twice.status == 422 && twice.says("уже рассказано в отчётах за другие периоды"), "{}", twice.body);
        let duties = duties_of(&stage.own(&stage.mentor));
        assert!(!duties.contains("I четверть 2025/26,") && !duties.contains("2025-12-31 Отчёт"), "{duties}");
        assert!(duties.contains("2026-03-31 Отчёт наставника"), "{duties}");
        stage.sql("UPDATE mentorships SET ends_on = '2026-06-17'");
        assert!(stage.principal.page(&card).says("методсовет ещё не утвердил"), "the last is that of June");
        stage.sql("UPDATE mentorships SET ends_on = '2025-12-31'");
        assert!(!stage.principal.page(&card).says("методсовет ещё не утвердил"), "the half tells of the last quarter");
    }

    fn reports_of_quarters_written_before_count_for_their_half(engine) {
        let stage = stage(engine);
        let card = since_september(&stage);
        let mentor = stage.own(&stage.mentor);
        let region = stage.app.browser_as(Role::InstituteMethodist, Level::Region, &stage.tree.region.path);
        let counted = |which: &str| rows(&region.page(&format!("/mentoring/pairs?which={which}")));
        approved(&stage, &card, 99001, "2025-4-1", "2025-10-30");
        assert!(duties_of(&mentor).contains("2025-12-31 Отчёт наставника"), "half of it is not told of");
        assert_eq!(counted("reports_missing"), 1);
        approved(&stage, &card, 99002, "2025-4-2", "2025-12-30");
        assert!(!duties_of(&mentor).contains("2025-12-31 Отчёт"), "{}", duties_of(&mentor));
        assert!(!mentor.page(&card).body.contains("half=2025-1"));
        assert_eq!((counted("reports_missing"), counted("reports_late")), (0, 0), "the later of the two was in time");
        stage.sql("UPDATE mentorship_reports SET submitted_on = '2026-01-12' WHERE id = 99002");
        assert_eq!((counted("reports_missing"), counted("reports_late")), (0, 1));
    }

    fn three_a_year_and_one(engine) {
        for (count, dues) in [(3, vec!["2025-11-30", "2026-02-28", "2026-06-30"]), (1, vec!["2026-06-30"])] {
            let stage = by(engine, "reports", count);
            since_september(&stage);
            let duties = duties_of(&stage.own(&stage.mentor));
            assert_eq!(duties.matches("Отчёт наставника:").count(), dues.len(), "{count}: {duties}");
            for due in dues {
                assert!(duties.contains(&format!("{due} Отчёт наставника")), "{count} {due}: {duties}");
            }
        }
    }

    fn the_mentee_reports_to_the_mentor_and_the_chair_as_often_as_the_pack_says(engine) {
        for (count, second) in [(2, "II полугодие"), (4, "IV четверть")] {
            let stage = by(engine, "mentee_reports", count);
            let card = since_september(&stage);
            let (mentee, mentor) = (stage.own(&stage.mentee), stage.own(&stage.mentor));
            let duties = duties_of(&mentee);
            assert_eq!(duties.matches("Отчёт наставнику и председателю методсовета").count(), usize::try_from(count).unwrap(), "{duties}");
            assert!(duties.contains(&format!("2026-06-30 Отчёт наставнику и председателю методсовета, {second} 2025/26")), "{duties}");
            let late = duties_of(&mentor);
            assert!(late.contains("Наставляемый не сдал вам отчёт") && late.contains("2026-06-30 Отчёт наставника: Весенняя А. С., II полугодие"), "the mentor's own halves stay: {late}");
            let chair = stage.app.browser_as(Role::BodyChair, Level::Organisation, &stage.tree.school.path);
            assert!(duties_of(&chair).contains("Наставляемые не сдали отчёты"), "{}", duties_of(&chair));
            let codes = if count == 2 { vec!["2025-1"] } else { vec!["2025-4-1", "2025-4-2", "2025-4-3"] };
            for half in codes {
                mentee.page(&format!("{card}/reports?half={half}"));
                mentee.done(&format!("{card}/reports"), &[("half", half), ("body", "Научилась держать темп.")]);
            }
            assert!(!duties_of(&mentor).contains("Наставляемый не сдал вам отчёт") && !duties_of(&chair).contains("Наставляемые не сдали отчёты"));
            assert!(duties_of(&chair).contains("Рассмотреть на методсовете отчёты пар"));
            for reader in [&mentor, &chair] {
                assert!(reader.page(&card).says("Научилась держать темп."), "both it is written for read it");
            }
        }
    }

    fn whoever_left_owes_no_report_of_the_mentee(engine) {
        let stage = stage(engine);
        since_september(&stage);
        let mentor = stage.own(&stage.mentor);
        assert!(duties_of(&mentor).contains("Наставляемый не сдал вам отчёт"), "the number of the region");
        stage.sql(&format!("UPDATE employments SET ended_on = '2026-06-01' WHERE person_id = {}", stage.mentee.id));
        assert!(!duties_of(&mentor).contains("Наставляемый не сдал вам отчёт"));
    }
    fn reports_of_years_before_are_no_duties_of_a_mentee(engine) {
        let stage = stage(engine);
        since_september(&stage);
        stage.sql("UPDATE mentorships SET hired_on = '2023-09-01', order_on = '2023-09-10', starts_on = '2023-10-01'");
        stage.sql(&format!("UPDATE employments SET started_on = '2023-09-01' WHERE person_id = {}", stage.mentee.id));
        let duties = duties_of(&stage.own(&stage.mentee));
        assert_eq!(duties.matches("Отчёт наставнику и председателю методсовета").count(), 2, "of this year: {duties}");
        assert!(!duties.contains("2024/25"), "{duties}");
        let school = duties_of(&stage.deputy);
        assert!(school.contains("1 отчёт: Весенняя А. С. (приложение 2, п. 6.6)"), "{school}");
    }

    fn a_mentor_who_leads_another_council_is_told_of_the_own_mentee(engine) {
        let stage = stage(engine);
        since_september(&stage);
        let account = stage.app.account(Role::BodyChair, Level::Organisation, &stage.tree.other_school.path);
        let (id, person) = (account.0, stage.mentor.id);
        stage.sql(&format!("UPDATE people SET account_id = {id} WHERE id = {person}"));
        let duties = duties_of(&stage.app.signed_in(account));
        assert!(duties.contains("Наставляемый не сдал вам отчёт: Весенняя А. С., I полугодие 2025/26"), "{duties}");
        assert!(duties.contains("п. 6.6: периодически отчитываться; число предложено программой"), "{duties}");
    }
}
