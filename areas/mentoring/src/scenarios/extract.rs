//! The extract from the minutes of the council: from the sheet, from the step of the pair, for a successor.

use access::{Level, Role};
use testing::both_databases;

use super::stage::stage;

fn words(shown: &testing::Shown) -> String {
    assert_eq!(shown.status, 200, "{}", shown.body);
    shown.body.replace("\\u{a0}", " ")
}

both_databases! {
    fn the_council_hands_out_an_extract_for_whom_it_recommends(engine) {
        let stage = stage(engine);
        let chair = stage.app.browser_as(Role::BodyChair, Level::Organisation, &stage.tree.school.path);
        let (mentee, candidate) = (stage.mentee.id.to_string(), stage.second.id.to_string());
        let at = format!("/mentoring/sheets/extract?person={mentee}&candidate={candidate}&kind=subject");
        assert_eq!(chair.get(&format!("{at}&as=docx")).status, 404, "nothing was decided");
        chair.page(&format!("/mentoring/sheets/candidates?person={mentee}"));
        let ids = [("person", mentee.as_str()), ("candidate", candidate.as_str()), ("kind", "subject")];
        let marks = ["training", "communication", "experience", "results", "sharing"].map(|one| format!("mark-{one}"));
        let sheet = |decision: &'static str, version: &'static str| {
            let mut fields = ids.to_vec();
            fields.extend([("version", version), ("held_on", "2026-06-11"), ("document", ""), ("protocol", "протокол № 9")]);
            fields.extend([("decision", decision), ("word", "Опыт подтверждён")]);
            fields.extend(marks.iter().map(|one| (one.as_str(), "2")));
            chair.post("/mentoring/sheets", &fields)
        };
        assert_eq!(sheet("declined", "0").status, 303);
        assert_eq!(chair.get(&format!("{at}&as=docx")).status, 404, "not recommended");
        assert_eq!(sheet("recommended", "1").status, 303);
        let list = chair.page(&format!("/mentoring/sheets/candidates?person={mentee}&kind=subject"));
        assert!(list.says("Выписка из протокола") && list.body.contains("/mentoring/sheets/extract?"), "{}", list.body);
        let text = words(&chair.get(&format!("{at}&as=docx")));
        for said in ["ВЫПИСКА", "протокол № 9", "Быстров Олег Ильич", "Весенняя Анна Сергеевна", "2 – в полной мере", "10 из 10", "Опыт подтверждён", "рекомендовать Быстрова Олега Ильича"] {
            assert!(text.contains(said), "{said}: {text}");
        }
        assert_eq!(chair.get(&format!("{at}&as=pdf")).status, 200);
        // The pair is begun: the step of the council is offered with the meeting of the sheet.
        let card = stage.choose(&stage.second, &[("reason", "Совет рекомендует")]).location;
        let page = stage.deputy.page(&card);
        assert!(page.body.contains("value=\"2026-06-11\"") && page.body.contains("value=\"протокол № 9\""), "{}", page.body);
        assert!(!page.body.contains("/mentoring/sheets/extract?"), "the step is not marked yet");
        stage.step(&card, "council", &[("day", "2026-06-12"), ("note", "протокол № 10")]);
        assert!(stage.deputy.page(&card).body.contains("/mentoring/sheets/extract?"));
        let text = words(&stage.deputy.get(&format!("{at}&as=docx")));
        assert!(text.contains("протокол № 10") && !text.contains("протокол № 9"), "the step tells the meeting: {text}");
        assert!(text.contains("Отметки – по листу критериев от 11.06.2026"), "the sheet is of another day: {text}");
        let mentee_browser = stage.own(&stage.mentee);
        assert_eq!(mentee_browser.get(&format!("{at}&as=docx")).status, 403);
        assert!(!mentee_browser.page(&card).body.contains("/mentoring/sheets/extract?"));
        let other = stage.app.browser_as(Role::Deputy, Level::Organisation, &stage.tree.other_school.path);
        assert_eq!(other.get(&format!("{at}&as=docx")).status, 404);
    }

    fn a_successor_has_an_extract_of_the_own_recommendation(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let (mentee, candidate) = (stage.mentee.id.to_string(), stage.second.id.to_string());
        let at = format!("/mentoring/sheets/extract?person={mentee}&candidate={candidate}&kind=subject&as=docx");
        stage.deputy.page(&card);
        stage.deputy.done(&format!("{card}/successor"), &[("mentors", candidate.as_str()), ("reason", "Рекомендует совет")]);
        let page = stage.deputy.page(&card);
        assert!(page.says("Преемник") && page.body.matches("/mentoring/sheets/extract?").count() == 2, "the first mentor's alone: {}", page.body);
        assert_eq!(stage.deputy.get(&at).status, 404, "nobody recommended the successor");
        let part = stage.part(&stage.second);
        stage.deputy.done(&format!("{card}/mentors/{part}/recommendation"), &[("form", &format!("recommendation-{part}")), ("day", "2026-06-17"), ("note", "протокол № 11")]);
        let text = words(&stage.deputy.get(&at));
        assert!(text.contains("протокол № 11") && text.contains("Быстров Олег Ильич") && !text.contains("Критерии"), "{text}");
        let page = stage.deputy.page(&card);
        assert!(page.says("Рекомендация методсовета") || page.says("Исправить рекомендацию"), "{}", page.body);
    }
}
