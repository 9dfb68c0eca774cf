//! Nobody signs for anybody: the mentee consents by the own click, a mentor's electronic signature comes with the file that bears it.

use testing::both_databases;

use super::stage::{PDF, Stage, stage};

/// A pair whose mentee is asked next.
fn asked(stage: &Stage) -> String {
    let card = stage.begun();
    let mentor = stage.part(&stage.mentor);
    let paper = [("day", "2026-06-12"), ("mentor", mentor.as_str()), ("way", "paper")];
    let council = [("day", "2026-06-11"), ("note", "протокол № 9 от 11.06.2026")];
    for (step, fields) in
        [("council", &council[..]), ("deputy", &[("day", "2026-06-11")][..]), ("mentor", &paper[..])]
    {
        let shown = stage.step(&card, step, fields);
        assert_eq!(shown.status, 303, "{step}: {}", shown.body);
    }
    card
}

both_databases! {
    fn clause_3_1_the_mentee_consents_in_the_own_name(engine) {
        let stage = stage(engine);
        let card = asked(&stage);
        let (mentee, mentor, consent) = (stage.own(&stage.mentee), stage.own(&stage.mentor), format!("{card}/consent"));
        for (who, is_asked) in [(&mentee, true), (&mentor, false), (&stage.deputy, false)] {
            let page = who.page(&card);
            assert_eq!(page.says("Даю согласие"), is_asked, "{}", page.body);
        }
        for way in ["own", "electronic"] {
            let pretended = stage.step(&card, "mentee", &[("form", "step"), ("day", "2026-06-12"), ("way", way)]);
            assert!(pretended.status == 422 && pretended.says("Выберите, как дано согласие"), "{way}: {}", pretended.body);
        }
        for other in [&mentor, &stage.deputy] {
            other.page(&card);
            assert_eq!(other.post(&consent, &[]).status, 404, "nobody else's click");
        }
        mentee.page(&card);
        assert_eq!(mentee.post(&consent, &[]).status, 303);
        let page = stage.deputy.page(&card);
        assert!(page.says("Наставляемый дал согласие под своим именем 18.06.2026"), "{}", page.body);
        assert!(!mentee.page(&card).says("Даю согласие"));
        assert_ne!(mentee.post(&consent, &[]).status, 303, "the second click");
        let stranger = stage.own(&stage.second);
        stranger.page("/mentoring/own");
        assert_eq!(stranger.post(&consent, &[]).status, 404);
    }

    fn an_electronic_signature_comes_with_its_file(engine) {
        let stage = stage(engine);
        let card = stage.begun();
        let mentor = stage.part(&stage.mentor);
        stage.step(&card, "council", &[("day", "2026-06-11"), ("note", "протокол № 9 от 11.06.2026")]);
        stage.step(&card, "deputy", &[("day", "2026-06-11")]);
        let step = format!("{card}/steps/mentor");
        let fields = [("form", "step"), ("day", "2026-06-12"), ("mentor", mentor.as_str()), ("way", "electronic")];
        stage.deputy.page(&card);
        let bare = stage.deputy.post(&step, &fields);
        assert!(bare.status == 422 && bare.body.contains("id=\"e-file-step\""), "{}", bare.body);
        assert!(bare.says("Приложите согласие, подписанное электронной подписью"), "{}", bare.body);
        let paper = [("form", "step"), ("day", "2026-06-12"), ("mentor", mentor.as_str()), ("way", "paper")];
        let bare = stage.deputy.post(&step, &paper);
        assert!(bare.status == 422 && bare.says("Приложите скан или фотографию согласия"), "a click is not enough: {}", bare.body);
        let signed = stage.deputy.upload(&step, &fields, ("file", "Согласие с подписью.pdf", PDF));
        assert_eq!(signed.status, 303, "{}", signed.body);
        assert!(stage.deputy.page(&card).says("подписала электронной подписью 12.06.2026"));
    }
}
