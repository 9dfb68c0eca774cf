//! A step marked wrongly is corrected until the order stands; the days of the steps are held against each other (п. 3.1).

use testing::{Browser, Shown, both_databases};

use super::stage::{PDF, Stage, stage};

/// The seal of the form as a browser has it before it.
fn seal(browser: &Browser, at: &str) -> String {
    let page = browser.page(at);
    let rest =
        page.body.split("name=\"seal\" value=\"").nth(1).unwrap_or_else(|| panic!("{at}: {}", page.body));
    rest.split('"').next().unwrap().to_owned()
}

fn agreement(stage: &Stage, card: &str) -> String {
    format!("{card}/steps/agreement/correction?mentor={}", stage.part(&stage.mentor))
}

fn mended(stage: &Stage, card: &str, step: &str, day: &str) -> Shown {
    let at = format!("{card}/steps/{step}/correction");
    let seal = seal(&stage.deputy, &at);
    let note = if step == "council" { "протокол № 10" } else { "" };
    stage.deputy.post(&at, &[("seal", &seal), ("day", day), ("note", note), ("way", "oral")])
}

both_databases! {
    fn a_duty_was_marked_for_an_agreement_and_is_corrected(engine) {
        let stage = stage(engine);
        let card = stage.prepared();
        let at = agreement(&stage, &card);
        assert!(stage.deputy.page(&card).body.contains("/steps/agreement/correction?mentor="));
        let (seal, part) = (seal(&stage.deputy, &at), stage.part(&stage.mentor));
        let to = format!("{card}/steps/agreement/correction");
        let fields = [("seal", seal.as_str()), ("mentor", part.as_str()), ("day", "2026-06-13"), ("way", "duty"), ("note", "")];
        let bare = stage.deputy.post(&to, &fields);
        assert!(bare.status == 422 && bare.body.contains("id=\"e-note\"") && bare.body.contains("2026-06-13"), "{}", bare.body);
        let fields = [("seal", seal.as_str()), ("mentor", part.as_str()), ("day", "2026-06-13"), ("way", "duty"), ("note", "п. 2.7 инструкции")];
        stage.deputy.done(&to, &fields);
        let page = stage.deputy.page(&card);
        assert!(page.says("Исправлен шаг «Доп. соглашение». Было: 12.06.2026, дополнительное соглашение. Стало: 13.06.2026, обязанность по должности; номер или основание изменены"), "{}", page.body);
        assert!(page.says("п. 2.7 инструкции"), "who keeps the pair reads it beside the name");
        for (side, is_own) in [(stage.own(&stage.mentee), false), (stage.own(&stage.mentor), true)] {
            let page = side.page(&card);
            assert!(page.says("п. 2.7 инструкции") == is_own && !page.says("№ 4"), "whoever signs reads it: {}", page.body);
        }
        assert_eq!(stage.order(&card, "2026-06-15").status, 303);
        assert!(!stage.deputy.page(&card).body.contains("/correction"));
        assert!(stage.deputy.get(&at).says("приказ издан"), "an order rests on it");
        assert!(stage.deputy.post(&to, &fields).says("приказ издан"));
    }

    fn a_signed_copy_stays_or_is_replaced_knowingly(engine) {
        let stage = stage(engine);
        let card = stage.prepared();
        let (at, part) = (agreement(&stage, &card), stage.part(&stage.mentor));
        let kept = format!("{card}/mentors/{part}/agreement/signed");
        stage.deputy.page(&kept);
        assert_eq!(stage.deputy.upload(&kept, &[], ("file", "Первое.pdf", PDF)).status, 303);
        let seal = seal(&stage.deputy, &at);
        let to = format!("{card}/steps/agreement/correction");
        let with = |scan: &'static str| {
            [("seal", seal.clone()), ("mentor", part.clone()), ("day", "2026-06-12".to_owned()), ("way", "agreement".to_owned()), ("note", "№ 5".to_owned()), ("scan", scan.to_owned())]
        };
        let send = |scan: &'static str, file: Option<&str>| {
            let owned = with(scan);
            let fields: Vec<(&str, &str)> = owned.iter().map(|(name, value)| (*name, value.as_str())).collect();
            match file {
                Some(name) => stage.deputy.upload(&to, &fields, ("file", name, PDF)),
                None => stage.deputy.post(&to, &fields),
            }
        };
        let silent = send("", None);
        assert!(silent.status == 422 && silent.body.contains("id=\"e-scan\"") && silent.body.contains("№ 5"), "{}", silent.body);
        assert!(send("keep", Some("Второе.pdf")).says("прежний не заменяете"));
        assert!(send("replace", None).says("Выберите файл"));
        assert!(stage.deputy.page(&card).says("Первое.pdf"), "nothing was done by halves");
        assert_eq!(send("replace", Some("Второе.pdf")).status, 303);
        let page = stage.deputy.page(&card);
        assert!(page.says("Второе.pdf") && !page.says("Первое.pdf") && page.says("№ 5"), "{}", page.body);
    }

    fn of_two_who_correct_the_second_sees_what_changed(engine) {
        let stage = stage(engine);
        let card = stage.prepared();
        let at = format!("{card}/steps/council/correction");
        let (first, second) = (seal(&stage.deputy, &at), seal(&stage.principal, &at));
        stage.deputy.done(&at, &[("seal", &first), ("day", "2026-06-10"), ("note", "протокол № 8 от 10.06.2026")]);
        let shown = stage.principal.post(&at, &[("seal", &second), ("day", "2026-06-09"), ("note", "протокол № 7")]);
        assert!(shown.status == 409 && shown.says("теперь – 10.06.2026, протокол № 8 от 10.06.2026"), "{}", shown.body);
        assert!(shown.body.contains("value=\"2026-06-09\"") && shown.says("протокол № 7"), "typed stays: {}", shown.body);
        let rest = shown.body.split("name=\"seal\" value=\"").nth(1).unwrap();
        let now = rest.split('"').next().unwrap().to_owned();
        stage.principal.done(&at, &[("seal", &now), ("day", "2026-06-09"), ("note", "протокол № 7")]);
        let page = stage.deputy.page(&card);
        assert!(page.says("Стало: 09.06.2026, протокол № 7") && page.says("Было: 11.06.2026, протокол № 9 от 11.06.2026"), "{}", page.body);
    }

    fn days_of_the_steps_stand_in_their_order(engine) {
        let stage = stage(engine);
        let card = stage.begun();
        let part = stage.part(&stage.mentor);
        let council = [("day", "2026-06-12"), ("note", "протокол № 9")];
        assert_eq!(stage.step(&card, "council", &council).status, 303);
        let early = stage.step(&card, "deputy", &[("form", "step"), ("day", "2026-06-11")]);
        assert!(early.status == 422 && early.body.contains("id=\"e-day-step\"") && early.says("раньше рекомендации методического совета") && early.says("п. 3.1"), "{}", early.body);
        assert_eq!(stage.step(&card, "deputy", &[("day", "2026-06-16")]).status, 303);
        let consent = |day| [("form", "step"), ("day", day), ("mentor", part.as_str()), ("way", "paper")];
        let early = stage.step(&card, "mentor", &consent("2026-06-11"));
        assert!(early.status == 422 && early.says("раньше рекомендации") && early.body.contains("id=\"e-day-step\""), "{}", early.body);
        assert_eq!(stage.step(&card, "mentor", &consent("2026-06-15")).status, 303);
        assert!(stage.deputy.page(&card).says("раньше согласия заместителя директора (16.06.2026): проверьте дни"), "only told");
        let late = mended(&stage, &card, "council", "2026-06-16");
        assert!(late.status == 422 && late.says("Согласие наставника (15.06.2026) – раньше рекомендации"), "{}", late.body);
        assert_eq!(mended(&stage, &card, "deputy", "2026-06-15").status, 303);
        assert!(!stage.deputy.page(&card).says("проверьте дни"));
    }

    fn a_consent_before_the_hiring_is_refused_and_strangers_correct_nothing(engine) {
        let stage = stage(engine);
        let card = stage.begun();
        let part = stage.part(&stage.mentor);
        assert_eq!(stage.step(&card, "council", &[("day", "2026-06-05"), ("note", "протокол № 9")]).status, 303);
        let consent = |day| [("form", "step"), ("day", day), ("mentor", part.as_str()), ("way", "paper")];
        let early = stage.step(&card, "mentor", &consent("2026-06-09"));
        assert!(early.status == 422 && early.says("раньше приёма на работу (10.06.2026)"), "{}", early.body);
        assert_eq!(stage.step(&card, "mentor", &consent("2026-06-10")).status, 303);
        let at = format!("{card}/steps/mentor/correction");
        for reader in [stage.own(&stage.mentee), stage.own(&stage.second)] {
            assert_eq!(reader.get(&format!("{at}?mentor={part}")).status, 404);
        }
        assert_eq!(stage.deputy.get(&format!("{card}/steps/deputy/correction")).status, 404, "it was not marked");
        assert_eq!(stage.deputy.get(&format!("{at}?mentor=1")).status, 404);
        assert_eq!(stage.deputy.get(&at).status, 404);
    }
}
