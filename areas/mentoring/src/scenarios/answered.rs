//! An answer to an application is mended before the order; what it may not be; what becomes of it when the order or the pair ends.

use testing::both_databases;

use super::applying::{SCAN, answered, applied, id_of, order, words};
use super::ending::succeeded;
use super::finishing::{finish, over};
use super::orders::{cancel, paper_of};
use super::stage::{duties_of, stage};

both_databases! {
    fn one_taken_by_mistake_is_declined_or_taken_back(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let mentee = stage.own(&stage.mentee);
        let page = applied(&mentee, &card, &words("application:1", "Не сработались"));
        assert_eq!(answered(&stage.principal, &page, "accepted", "").status, 303);
        let stale = stage.deputy.post(&format!("{page}/answer"), &[("decision", "declined"), ("answer", "Нет")]);
        assert!(stale.status == 422 && stale.says("заявление принято"), "whoever saw no answer is told: {}", stale.body);
        let form = stage.principal.page(&page);
        assert!(form.body.contains("value=\"declined\"") && !form.body.contains("value=\"accepted\""), "{}", form.body);
        assert!(form.body.contains("name=\"again\""), "{}", form.body);
        let decline = [("again", "1"), ("decision", "declined"), ("answer", "Приняли по ошибке")];
        stage.principal.done(&format!("{page}/answer"), &decline);
        assert!(mentee.page(&page).says("отклонено") && mentee.page(&page).says("Приняли по ошибке"));
        assert!(!duties_of(&stage.deputy).contains("заявлени"), "{}", duties_of(&stage.deputy));
        let next = applied(&mentee, &card, &words("application:1", "Прошу снова"));
        assert_eq!(answered(&stage.principal, &next, "accepted", "").status, 303);
        mentee.page(&next);
        mentee.done(&format!("{next}/withdrawal"), &[]);
        assert!(mentee.page(&next).says("отозвано") && mentee.page(&card).says("Подать заявление о замене"));
    }

    fn the_refusal_of_a_mentor_is_not_declined(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let mentor = stage.own(&stage.mentor);
        let page = applied(&mentor, &card, &words("refusal", "Ухожу на другую ставку"));
        let form = stage.deputy.page(&page);
        assert!(form.body.contains("value=\"accepted\"") && !form.body.contains("value=\"declined\""), "{}", form.body);
        let declined = answered(&stage.deputy, &page, "declined", "Некем заменить");
        assert!(declined.status == 422 && declined.says("Отказ наставника не отклоняют: он действует через 3 рабочих дня"), "{}", declined.body);
        assert!(declined.says("Некем заменить"), "nothing typed is lost");
        assert_eq!(answered(&stage.deputy, &page, "accepted", "").status, 303);
        let again = [("again", "1"), ("decision", "declined"), ("answer", "Некем заменить")];
        assert_eq!(stage.deputy.post(&format!("{page}/answer"), &again).status, 422);
    }

    fn an_order_is_not_older_than_what_it_answers(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let mentee = stage.own(&stage.mentee);
        let shown = mentee.upload(&format!("{card}/applications"), &words("application:1", "Не сработались"), SCAN);
        let page = shown.location;
        let replace = format!("{card}/mentors/{}/replacement", stage.part(&stage.mentor));
        let fields = [("application", id_of(&page)), ("ground", "application:1"), ("note", "от 18.06.2026")];
        stage.principal.page(&replace);
        let bare = stage.principal.post(&replace, &order(&fields));
        assert!(bare.status == 422 && bare.says("Сначала выберите преемника – кнопка выше"), "{}", bare.body);
        assert!(bare.body.contains("20-од") && bare.body.contains("value=\"application:1\" selected"), "nothing typed is lost");
        succeeded(&stage, &card);
        stage.principal.page(&replace);
        let early = order(&[fields[0], fields[1], fields[2], ("day", "2026-06-17")]);
        let early = stage.principal.post(&replace, &early);
        assert!(early.status == 422 && early.says("Заявление подано 18.06.2026: приказ не раньше"), "{}", early.body);
        stage.principal.done(&replace, &order(&fields));
    }

    fn an_order_without_force_gives_back_what_nobody_answered(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let mentee = stage.own(&stage.mentee);
        let page = applied(&mentee, &card, &words("application:1", "Не сработались"));
        succeeded(&stage, &card);
        let replace = format!("{card}/mentors/{}/replacement", stage.part(&stage.mentor));
        stage.principal.page(&replace);
        stage.principal.done(&replace, &order(&[("ground", "incompatibility"), ("note", "")]));
        assert!(mentee.page(&page).says("приказ издан по другому основанию"));
        cancel(&stage.principal, &paper_of(&stage.deputy.page(&page)));
        assert!(mentee.page(&page).says("ждёт ответа"), "{}", mentee.page(&page).body);
        assert_eq!(answered(&stage.deputy, &page, "accepted", "").status, 303);
    }

    fn the_end_of_a_pair_closes_what_is_open(engine) {
        let stage = stage(engine);
        let card = over(&stage);
        let mentee = stage.own(&stage.mentee);
        let page = applied(&mentee, &card, &words("application:1", "Не сработались"));
        stage.principal.page(&card);
        stage.principal.done(&format!("{card}/completion"), &finish("отчёта не было"));
        assert!(mentee.page(&page).says("пара завершена") && !mentee.page(&page).says("Отозвать заявление"));
    }

    fn the_same_words_with_another_file_are_another_application(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let mentee = stage.own(&stage.mentee);
        let (url, same) = (format!("{card}/applications"), words("application:1", "Не сработались"));
        let page = applied(&mentee, &card, &same);
        let late = mentee.upload(&url, &same, SCAN);
        assert!(late.status == 422 && late.says("Чтобы изменить его, сначала отзовите прежнее"), "no scan is lost in silence: {}", late.body);
        mentee.page(&page);
        mentee.done(&format!("{page}/withdrawal"), &[]);
        mentee.page(&card);
        let first = mentee.upload(&url, &same, SCAN).location;
        assert_eq!(mentee.upload(&url, &same, SCAN).location, first, "a second click");
        assert!(mentee.page(&first).says("Заявление.pdf"));
    }
}
