//! A pair at its end recommends its mentor for an incentive: a duty of the head until somebody represents or the head declines.

use testing::both_databases;

use super::stage::{Stage, duties_of, stage};

const DUTY: &str = "Рассмотреть рекомендацию о поощрении";

/// A pair of the teacher and the young one that came to its end, with its recommendation.
fn ended(stage: &Stage, incentive: &str) {
    let (unit, path) = (stage.tree.school.id, &stage.tree.school.path);
    let (mentor, mentee) = (stage.teacher.id, stage.young.id);
    let rows = format!(
        "INSERT INTO mentorships (id, unit_id, unit_path, mentee_id, category, kind, state, hired_on, council_note, \
         mentee_way, reason, ended_on, end_ground, end_note, result, created_at, updated_at, version) \
         VALUES (901, {unit}, '{path}', {mentee}, 'young_specialist', 'consultant', 'ended', '2023-09-01', '', \
         '', '', '2026-06-15', '', '', 'остаётся', 1, 1, 1); \
         INSERT INTO mentorship_mentors (id, mentorship_id, person_id, agreement, consent_way, terms_way, terms_note, \
         from_on, to_on, end_ground, end_note, created_at, updated_at) \
         VALUES (902, 901, {mentor}, '', '', '', '', '2023-09-10', '2026-06-15', '', '', 1, 1); \
         INSERT INTO mentorship_outcomes (mentorship_id, adaptation, stays, incentive, incentive_note, waiver, created_at) \
         VALUES (901, 'passed', 'yes', '{incentive}', 'три года без отказа', '', 1)"
    );
    stage.app.write(|tx| tx.batch(&rows));
}

both_databases! {
    fn a_recommended_mentor_is_a_duty_of_the_head_until_represented(engine) {
        let stage = stage(engine);
        assert!(!duties_of(&stage.principal).contains(DUTY));
        ended(&stage, "yes");
        let duties = duties_of(&stage.principal);
        assert!(duties.contains("Рассмотреть рекомендацию о поощрении: Орлова Н. П."), "{duties}");
        assert!(duties.contains("Пара завершена 15.06.2026; за что: три года без отказа"), "{duties}");
        for other in [&stage.deputy, &stage.head, &stage.authority] {
            assert!(!duties_of(other).contains(DUTY), "the head's alone");
        }
        let page = stage.principal.page("/incentives/commendations");
        assert!(page.says("три года без отказа") && page.body.contains("ground=mentoring"), "{}", page.body);
        let draft = stage.deputy.page(&format!("/incentives/new?person={}", stage.teacher.id));
        assert!(draft.says("к поощрению как наставник: три года без отказа."), "for what stands in the draft: {}", draft.body);
        let card = stage.begun("gratitude");
        assert!(!duties_of(&stage.principal).contains(DUTY), "represented");
        assert!(stage.principal.page("/incentives/commendations").says("Рассматривать нечего"));
        let version = stage.deputy.page(&card).input("version").unwrap();
        stage.deputy.done(&format!("{card}/withdrawal"), &[("version", version.as_str()), ("reason", "рано")]);
        assert!(duties_of(&stage.principal).contains(DUTY), "taken back");
    }

    fn the_head_declines_with_a_reason_once(engine) {
        let stage = stage(engine);
        ended(&stage, "yes");
        let person = stage.teacher.id.to_string();
        let field = format!("reason-901-{person}");
        let said = |reason: &'static str| [("pair", "901"), ("person", person.as_str()), (field.as_str(), reason)];
        let page = stage.deputy.page("/incentives/commendations");
        assert!(page.says("Орлова Нина Петровна") && !page.says("Не представлять"), "{}", page.body);
        assert_eq!(stage.deputy.post("/incentives/commendations", &said("нет")).status, 403);
        stage.principal.page("/incentives/commendations");
        let bare = stage.principal.post("/incentives/commendations", &said(" "));
        assert!(bare.status == 422 && bare.says("почему не представляете"), "{}", bare.body);
        let long: &'static str = "о".repeat(501).leak();
        let refused = stage.principal.post("/incentives/commendations", &said(long));
        assert!(refused.status == 422 && refused.body.contains(long), "{}", refused.body);
        for _ in ["first", "second click"] {
            assert_eq!(stage.principal.post("/incentives/commendations", &said("поощрена в мае")).status, 303);
        }
        let other = stage.principal.post("/incentives/commendations", &said("другое"));
        assert!(other.status == 409 && other.says("Вы набрали: другое"), "{}", other.body);
        let page = stage.principal.page("/incentives/commendations");
        assert!(page.says("Рассматривать нечего") && page.says("поощрена в мае"), "{}", page.body);
        assert!(!duties_of(&stage.principal).contains(DUTY));
    }

    fn nobody_recommended_is_nobody_s_duty(engine) {
        let stage = stage(engine);
        ended(&stage, "no");
        assert!(!duties_of(&stage.principal).contains(DUTY));
    }
}
