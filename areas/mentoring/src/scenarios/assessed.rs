//! A document that assesses the mentee: the file itself is attached, read by those it is for, and exchanged no more once the mentee
//! is acquainted with it.

use access::{Level, Role};
use testing::both_databases;

use super::stage::{PDF, stage};

both_databases! {
    fn the_document_itself_is_read_before_the_acquaintance_is_noted(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let around = format!("{card}/around");
        let (mentor, mentee) = (stage.own(&stage.mentor), stage.own(&stage.mentee));
        stage.deputy.page(&around);
        stage.deputy.done(&format!("{card}/matters"), &[("matter", "assessment"), ("assessment-variety", "review"), ("assessment-subject", "Отзыв от 17.06.2026"), ("assessment-body", ""), ("assessment-on_day", "2026-06-17")]);
        let page = stage.deputy.page(&around);
        let at = page.body.split("href=\"").filter_map(|rest| rest.split('"').next()).find(|url| url.ends_with("/paper") && url.contains("/matters/")).unwrap_or_else(|| panic!("{}", page.body)).to_owned();
        let file = at.replace("/paper", "/file");
        assert!(stage.deputy.page(&at).says("Отзыв от 17.06.2026") && stage.deputy.page(&at).says("Документ увидят молодой специалист"));
        assert_eq!(stage.deputy.get(&file).status, 404, "nothing is attached yet");
        let bare = stage.deputy.post(&at, &[]);
        assert!(bare.status == 422 && bare.says("Выберите файл документа"), "{}", bare.body);
        for _ in 0..2 {
            assert_eq!(stage.deputy.upload(&at, &[], ("file", "Отзыв.pdf", PDF)).status, 303);
        }
        assert!(mentee.page(&around).says("Отзыв.pdf") && mentee.get(&file).body.starts_with("%PDF"));
        assert_eq!(stage.principal.get(&file).status, 200);
        let chair = stage.app.browser_as(Role::BodyChair, Level::Organisation, &stage.tree.school.path);
        let stranger = stage.app.browser_as(Role::Principal, Level::Organisation, &stage.tree.other_school.path);
        for closed in [&mentor, &chair, &stranger] {
            assert_eq!(closed.get(&file).status, 404, "neither the mentor who told nothing nor anybody else");
            assert_eq!(closed.get(&at).status, 404);
        }
        assert_eq!(mentee.get(&at).status, 404, "the mentee reads and attaches nothing");
        assert!(!mentor.page(&card).says("Отзыв.pdf") && !mentor.page(&card).says("Отзыв от 17.06.2026"), "the history is silent");
        assert_eq!(stage.deputy.upload(&at, &[], ("file", "Отзыв с подписью.pdf", PDF)).status, 303, "a wrong one is replaced");
        let id = at.split('/').nth(4).unwrap().to_owned();
        mentee.page(&around);
        mentee.done(&format!("{card}/matters/{id}/answer"), &[(&format!("{id}-decision"), "acquainted"), (&format!("{id}-answer"), "Со сроками не согласна")]);
        let late = stage.deputy.upload(&at, &[], ("file", "Другой.pdf", PDF));
        assert!(late.status == 422 && late.says("уже ознакомлен"), "{}", late.body);
        let page = stage.deputy.page(&around);
        assert!(page.says("Отзыв с подписью.pdf") && !page.says("заменить документ") && page.says("Со сроками не согласна"), "{}", page.body);
    }
}
