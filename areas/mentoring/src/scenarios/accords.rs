//! What two people sign before the order: printed with the data of the pair, the signed copy kept with the step or later.

use access::{Level, Role};
use testing::both_databases;

use super::stage::{PDF, stage};

const SCAN: (&str, &str, &[u8]) = ("file", "Согласие Орловой.pdf", PDF);

both_databases! {
    fn the_consents_and_the_agreement_are_printed_with_the_data_of_the_pair(engine) {
        let stage = stage(engine);
        let card = stage.begun();
        let part = stage.part(&stage.mentor);
        let page = stage.deputy.page(&card);
        for paper in ["consent", "agreement"] {
            assert!(page.body.contains(&format!("{card}/mentors/{part}/{paper}?as=pdf")), "{}", page.body);
            assert_eq!(stage.deputy.get(&format!("{card}/mentors/{part}/{paper}?as=pdf")).status, 200);
        }
        let words = |paper: &str| {
            stage.deputy.get(&format!("{card}/mentors/{part}/{paper}?as=docx")).body.replace("\\u{a0}", " ")
        };
        let consent = words("consent");
        assert!(consent.contains("Я, Орлова Нина Петровна, учитель, согласна быть наставником-предметником Весенней Анны Сергеевны"), "{consent}");
        assert!(consent.contains("чтобы моим наставником была Орлова Нина Петровна") && consent.contains("351.8"), "{consent}");
        assert!(consent.contains("с 10 июля 2026 г. по 9 июля 2029 г") && consent.contains("не менее чем за 3 рабочих дня"), "{consent}");
        let agreement = words("agreement");
        for told in ["1. Содержание работы", "оказывать всестороннюю методическую помощь;", "2. Срок и форма", "индивидуальное наставничество", "3. Оплата", "не реже 2 раз в год"] {
            assert!(agreement.contains(told), "{told}: {agreement}");
        }
    }

    fn a_signed_copy_is_kept_with_the_step_for_the_head_and_the_deputy(engine) {
        let stage = stage(engine);
        let card = stage.begun();
        let part = stage.part(&stage.mentor);
        stage.step(&card, "council", &[("day", "2026-06-11"), ("note", "протокол № 9 от 11.06.2026")]);
        stage.step(&card, "deputy", &[("day", "2026-06-11")]);
        let page = stage.deputy.page(&card);
        assert!(page.body.contains("multipart/form-data") && page.says("Подписанное согласие"), "{}", page.body);
        let (step, scan) = (format!("{card}/steps/mentor"), format!("{card}/mentors/{part}/consent/scan"));
        let fields = [("form", "step"), ("day", "2026-06-12"), ("mentor", part.as_str()), ("way", "paper")];
        let wrong = stage.deputy.upload(&step, &fields, ("file", "Согласие.exe", b"MZ\x90\0"));
        assert!(wrong.status == 422 && wrong.body.contains("id=\"e-file-step\"") && wrong.says("Файл «Согласие.exe» выберите ещё раз"), "{}", wrong.body);
        let text = stage.deputy.upload(&step, &fields, ("file", "Согласие.rtf", b"{\\rtf1\\ansi Text}"));
        assert!(text.status == 422 && text.body.contains("id=\"e-file-step\""), "a signed paper is a scan: {}", text.body);
        assert_eq!(stage.deputy.get(&scan).status, 404);
        let (own, other) = (stage.own(&stage.mentor), stage.own(&stage.mentee));
        let paper = format!("{card}/mentors/{part}/consent?as=pdf");
        assert!(own.get(&paper).status == 200 && other.get(&paper).status == 404, "whoever signs reads it");
        let shown = stage.deputy.upload(&step, &fields, SCAN);
        assert_eq!(shown.status, 303, "{}", shown.body);
        assert!(stage.deputy.page(&card).says("Приложен подписанный экземпляр: согласие на наставничество"));
        for keeper in [&stage.principal, &stage.deputy] {
            assert!(keeper.page(&card).says("Согласие Орловой.pdf"));
            assert!(keeper.get(&scan).body.starts_with("%PDF"));
        }
        let mentee = stage.own(&stage.mentee);
        let above = stage.app.browser_as(Role::MunicipalMethodist, Level::Municipality, &stage.tree.north.path);
        for reader in [&mentee, &above] {
            assert!(!reader.page(&card).says("Согласие Орловой.pdf"));
            for closed in ["consent/scan", "consent/signed", "consent?as=pdf", "agreement?as=pdf"] {
                assert_eq!(reader.get(&format!("{card}/mentors/{part}/{closed}")).status, 404, "{closed}");
            }
        }
    }

    fn a_signed_copy_comes_later_and_a_wrong_one_is_replaced(engine) {
        let stage = stage(engine);
        let card = stage.prepared();
        let part = stage.part(&stage.mentor);
        let page = stage.deputy.page(&card);
        assert!(page.says("Дополнительное соглашение: от 12.06.2026 № 4") && page.says("приложить подписанный экземпляр"), "{}", page.body);
        let at = format!("{card}/mentors/{part}/agreement/signed");
        stage.deputy.page(&at);
        let bare = stage.deputy.post(&at, &[]);
        assert!(bare.status == 422 && bare.says("Выберите файл"), "{}", bare.body);
        for name in ["Соглашение 4.pdf", "Соглашение 4.pdf", "Соглашение 4 верное.pdf"] {
            assert_eq!(stage.deputy.upload(&at, &[], ("file", name, PDF)).status, 303);
        }
        let page = stage.deputy.page(&card);
        assert!(page.says("Соглашение 4 верное.pdf") && !page.says("Соглашение 4.pdf"), "{}", page.body);
        assert_eq!(page.body.matches("Приложен подписанный экземпляр: дополнительное").count(), 1, "the second click");
        assert_eq!(page.body.matches("Заменён подписанный экземпляр").count(), 1);
        let other = stage.deputy.upload(&format!("{card}/mentors/1/agreement/signed"), &[], SCAN);
        assert_eq!(other.status, 404);
    }

    fn the_order_names_the_day_of_the_council_once(engine) {
        let stage = stage(engine);
        let card = stage.prepared();
        let text = stage.deputy.get(&format!("{card}/paper?as=docx")).body;
        assert_eq!(text.matches("11.06.2026").count(), 1, "{text}");
        assert!(text.contains("№\\u{a0}4") && !text.contains("№ 4"), "{text}");
    }
}
