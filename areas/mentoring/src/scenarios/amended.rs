//! What a pair in preparation rests on – category, end of studies, agreement – is corrected until the order, and what is sent once
//! more is not thrown away (п. 2.2, 3.2).

use testing::{Browser, Shown, both_databases};

use super::stage::{Hired, Stage, hire, stage};

fn seal(browser: &Browser, card: &str) -> String {
    browser.page(&format!("{card}/basis")).input("seal").unwrap()
}

/// Sends the form as the deputy has it.
fn amended(stage: &Stage, card: &str, fields: &[(&str, &str)]) -> Shown {
    let seal = seal(&stage.deputy, card);
    let all: Vec<(&str, &str)> =
        [("seal", seal.as_str())].into_iter().chain(fields.iter().copied()).collect();
    stage.deputy.post(&format!("{card}/basis"), &all)
}

const STUDENT: [(&str, &str); 2] = [("category", "working_student"), ("graduates_on", "2027-06-30")];

both_databases! {
    fn a_wrong_category_is_corrected_and_consents_to_another_term_are_told(engine) {
        let stage = stage(engine);
        let card = stage.prepared();
        let page = stage.deputy.page(&card);
        assert!(page.says("Кого сопровождают: молодой специалист") && page.says("10.07.2026 – 09.07.2029"), "{}", page.body);
        assert_eq!(amended(&stage, &card, &STUDENT).status, 303);
        let page = stage.deputy.page(&card);
        assert!(page.says("Срок при приказе сегодня: с 10.07.2026 по 30.06.2027.") && page.says("10.07.2026 – 30.06.2027"), "{}", page.body);
        assert!(page.says("Было: молодой специалист. Стало: работающий студент, учёба до 30.06.2027"), "{}", page.body);
        for told in ["Шаг «Согласие наставника» (Орлова Н. П.) отмечен 12.06.2026", "Шаг «Доп. соглашение» (Орлова Н. П.) отмечен 12.06.2026", "когда пара готовилась иначе – молодой специалист, на другой срок"] {
            assert!(page.says(told), "{told}: {}", page.body);
        }
        assert!(!page.says("Шаг «Рекомендация методсовета» отмечен"), "a council recommends a mentor, whatever the term");
        assert!(stage.principal.page(&format!("{card}/order")).says("на другой срок"));
        assert!(!page.says("Все шаги пройдены") && page.says("исправлены или подтверждены"), "{}", page.body);
        let early = stage.order(&card, "2026-06-18");
        assert!(early.status == 422 && early.says("к прежнему сроку"), "{}", early.body);
        // Consented anew on a later day: told no more; the same consent is confirmed by saving it.
        let part = stage.part(&stage.mentor);
        for (step, fields) in [
            ("mentor", vec![("day", "2026-06-17"), ("mentor", part.as_str()), ("way", "paper"), ("scan", "keep")]),
            ("agreement", vec![("day", "2026-06-12"), ("mentor", part.as_str()), ("way", "agreement"), ("note", "№ 4")]),
            ("mentee", vec![("day", "2026-06-12"), ("way", "oral")]),
        ] {
            let at = format!("{card}/steps/{step}/correction");
            let asked = if step == "mentee" { at.clone() } else { format!("{at}?mentor={part}") };
            let seal = stage.deputy.page(&asked).input("seal").unwrap();
            let fields: Vec<(&str, &str)> = [("seal", seal.as_str())].into_iter().chain(fields).collect();
            stage.deputy.done(&at, &fields);
        }
        let page = stage.deputy.page(&card);
        assert!(!page.says("на другой срок"), "{}", page.body);
        assert!(page.says("Шаг «Доп. соглашение» подтверждён: относится и к новому сроку"), "{}", page.body);
        assert_eq!(stage.order(&card, "2026-06-18").status, 303);
        assert!(stage.deputy.page(&card).says("30.06.2027"), "the order names the term of the corrected category");
        let late = amended_late(&stage, &card);
        assert!(late.says("Приказ уже издан") && late.says("прекратите пару досрочно и подготовьте новую"), "{}", late.body);
    }

    fn a_term_that_fits_again_is_told_no_more(engine) {
        let stage = stage(engine);
        let card = stage.prepared();
        assert_eq!(amended(&stage, &card, &STUDENT).status, 303);
        assert_eq!(amended(&stage, &card, &[("category", "young_specialist"), ("graduates_on", "2027-06-30")]).status, 303);
        let page = stage.deputy.page(&card);
        assert!(!page.says("на другой срок") && !page.says("Учёба до"), "{}", page.body);
    }

    fn what_is_wrong_stands_at_its_field_and_of_two_the_second_is_told(engine) {
        let stage = stage(engine);
        let card = stage.begun();
        let none = amended(&stage, &card, &[("category", "working_student"), ("reason", "со 2 курса")]);
        assert!(none.status == 422 && none.body.contains("id=\"e-graduates_on\"") && none.says("со 2 курса"), "{}", none.body);
        let past = amended(&stage, &card, &[("category", "working_student"), ("graduates_on", "2026-06-17")]);
        assert!(past.status == 422 && past.says("Учёба уже закончена"), "{}", past.body);
        let short = amended(&stage, &card, &[("category", "working_student"), ("graduates_on", "2026-06-30")]);
        assert!(short.status == 422 && short.says("Срок кончается раньше, чем начинается"), "{}", short.body);
        assert_eq!(amended(&stage, &card, &[("category", "nobody")]).status, 422);
        let typo = amended(&stage, &card, &[("category", "working_student"), ("graduates_on", "30.02.2027")]);
        assert!(typo.status == 422 && typo.body.contains("30.02.2027"), "{}", typo.body);
        let same = amended(&stage, &card, &[("category", "young_specialist")]);
        assert_eq!(same.status, 303);
        assert!(stage.deputy.page(&card).says("Ничего не изменено"));
        let (first, second) = (seal(&stage.deputy, &card), seal(&stage.principal, &card));
        let send = |who: &Browser, seal: &str, category: &str| who.post(&format!("{card}/basis"), &[("seal", seal), ("category", category), ("reason", "Просит сам")]);
        assert_eq!(send(&stage.deputy, &first, "trainee").status, 303);
        let shown = send(&stage.principal, &second, "demobilised");
        assert!(shown.status == 409 && shown.says("теперь – студент-стажёр"), "{}", shown.body);
        assert!(shown.body.contains("value=\"demobilised\" selected"), "typed stays: {}", shown.body);
        assert_eq!(send(&stage.principal, &shown.input("seal").unwrap(), "demobilised").status, 303);
        for side in [&stage.own(&stage.mentee), &stage.own(&stage.mentor)] {
            assert!([403, 404].contains(&side.get(&format!("{card}/basis")).status));
            assert!([403, 404].contains(&send(side, "", "trainee").status));
        }
    }

    fn what_is_sent_once_more_is_not_thrown_away(engine) {
        let stage = stage(engine);
        let card = stage.begun();
        let again = stage.choose(&stage.mentor, &[]);
        assert_eq!((again.status, again.location.as_str()), (303, card.as_str()), "a second click");
        let other = stage.choose(&stage.mentor, &[("category", "demobilised")]);
        assert!(other.says("Такая пара уже готовится: молодой специалист") && other.says("не сохранено"), "{}", other.body);
        assert!(other.body.contains(&format!("{card}/basis")), "{}", other.body);
        assert!(stage.deputy.page(&card).says("молодой специалист"));
    }

    fn an_agreement_with_another_school_is_corrected_and_is_never_empty(engine) {
        let stage = stage(engine);
        let guest = hire(&stage.app, &stage.tree.other_school, &Hired("Соседова Ида Львовна", "mathematics", "2009-09-01", None));
        let (place, path) = (stage.tree.other_school.id, stage.tree.north.path.clone());
        stage.sql(&format!(
            "UPDATE people SET unit_path = '{path}{place}/' WHERE id = {0}; UPDATE employments SET unit_path = '{path}{place}/' WHERE person_id = {0}",
            guest.id
        ));
        let card = stage.choose(&guest, &[("mentors", ""), ("other", "Соседова Ида Львовна"), ("agreement", "Договор № 5")]).location;
        let field = format!("agreement-{}", stage.part(&guest));
        let none = amended(&stage, &card, &[("category", "young_specialist"), (&field, " ")]);
        assert!(none.status == 422 && none.body.contains(&format!("id=\"e-{field}\"")), "{}", none.body);
        assert_eq!(amended(&stage, &card, &[("category", "young_specialist"), (&field, "Договор № 77 от 01.06.2026")]).status, 303);
        let page = stage.deputy.page(&card);
        assert!(page.says("Договор № 77 от 01.06.2026") && page.says("Исправлен договор с организацией наставника"), "{}", page.body);
        let side = stage.own(&stage.mentee).page(&card);
        assert!(!side.says("Было: Договор") && !side.says("Стало: Договор"), "{}", side.body);
    }
}

fn amended_late(stage: &Stage, card: &str) -> Shown {
    let shown = stage.deputy.get(&format!("{card}/basis"));
    assert!(shown.says("Приказ уже издан"), "{}", shown.body);
    stage.deputy.post(&format!("{card}/basis"), &[("seal", ""), ("category", "trainee")])
}
