//! The paper behind an order is attached where the order is issued, and read by whoever keeps the pair alone (п. 3.6).

use access::{Level, Role};
use testing::{Shown, both_databases};

use super::ending::{early, succeeded};
use super::stage::{PDF, Stage, stage};

const SCAN: (&str, &str, &[u8]) = ("file", "Заявление Орловой.pdf", PDF);

/// The address of the paper behind an order, as the card names it.
fn ground_of(page: &Shown) -> String {
    let mut links = page.body.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    links.find(|url| url.contains("/grounds/")).unwrap_or_else(|| panic!("{}", page.body)).to_owned()
}

/// Nobody but the head and the deputy reads it or learns its name.
fn kept_by_the_school_alone(stage: &Stage, card: &str) {
    let paper = ground_of(&stage.principal.page(card));
    for keeper in [&stage.principal, &stage.deputy] {
        assert!(keeper.page(card).says("Заявление Орловой.pdf"));
        let got = keeper.get(&paper);
        assert!(got.status == 200 && got.body.starts_with("%PDF"), "{}", got.status);
    }
    let mentee = stage.own(&stage.mentee);
    let above = stage.app.browser_as(Role::MunicipalMethodist, Level::Municipality, &stage.tree.north.path);
    for reader in [&mentee, &above] {
        let page = reader.page(card);
        assert!(!page.says("Заявление Орловой.pdf") && !page.body.contains("/grounds/"), "{}", page.body);
        assert_eq!(reader.get(&paper).status, 404);
    }
    let stranger = stage.app.browser_as(Role::Principal, Level::Organisation, &stage.tree.other_school.path);
    assert_eq!(stranger.get(&paper).status, 404);
}

both_databases! {
    fn no_early_end_by_an_application_without_the_application(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let end = format!("{card}/end");
        let page = stage.principal.page(&end);
        assert!(page.body.contains("multipart/form-data") && page.body.contains("type=\"file\""), "{}", page.body);
        assert!(page.says("Для основания «личное заявление подшефного или наставника» обязательно"), "{}", page.body);
        let fields = early("application:1", "2026-06-18", "заявление от 17.06.2026", "");
        let bare = stage.principal.post(&end, &fields);
        assert!(bare.status == 422 && bare.says("Приложите файл: заявление") && bare.says("п. 3.6"), "{}", bare.body);
        assert!(bare.body.contains("id=\"e-file\"") && bare.body.contains("value=\"заявление от 17.06.2026\""), "at its field, nothing typed is lost");
        assert!(bare.body.contains("value=\"application:1\" selected") && bare.body.contains("21-од"));
        let wrong = stage.principal.upload(&end, &fields, ("file", "Заявление.exe", b"MZ\x90\0"));
        assert!(wrong.status == 422 && wrong.body.contains("id=\"e-file\""), "{}", wrong.body);
        // The file came, something else was wrong: it has to be chosen anew, and the page says so.
        let early_day = early("application:1", "2026-06-14", "заявление", "");
        let other = stage.principal.upload(&end, &early_day, SCAN);
        assert!(other.status == 422 && other.says("Файл «Заявление Орловой.pdf» выберите ещё раз"), "{}", other.body);
        let shown = stage.principal.upload(&end, &fields, SCAN);
        assert_eq!(shown.status, 303, "{}", shown.body);
        kept_by_the_school_alone(&stage, &card);
    }

    fn a_replacement_by_an_application_keeps_it_too(engine) {
        let stage = stage(engine);
        let card = stage.working();
        stage.principal.page(&card);
        succeeded(&stage, &card);
        let replace = format!("{card}/mentors/{}/replacement", stage.part(&stage.mentor));
        let fields = [("ground", "application:1"), ("day", "2026-06-18"), ("note", "заявление"), ("numbering", "external"), ("number", "20-од")];
        stage.principal.page(&replace);
        let bare = stage.principal.post(&replace, &fields);
        assert!(bare.status == 422 && bare.says("Приложите файл: заявление"), "{}", bare.body);
        let shown = stage.principal.upload(&replace, &fields, SCAN);
        assert_eq!(shown.status, 303, "{}", shown.body);
        kept_by_the_school_alone(&stage, &card);
    }

    fn a_wrong_paper_is_replaced_by_the_head_with_a_reason(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let end = format!("{card}/end");
        stage.principal.page(&end);
        let fields = early("application:1", "2026-06-18", "заявление от 17.06.2026", "");
        assert_eq!(stage.principal.upload(&end, &fields, SCAN).status, 303);
        let at = format!("{}/replacement", ground_of(&stage.principal.page(&card)));
        assert!(stage.principal.page(&card).says("Приложен не тот?") && !stage.deputy.page(&card).says("Приложен не тот?"));
        assert_eq!(stage.deputy.get(&at).status, 404);
        assert!(stage.principal.page(&at).says("Сейчас приложен файл «Заявление Орловой.pdf»"));
        let right: (&str, &str, &[u8]) = ("file", "Верное заявление.pdf", PDF);
        let silent = stage.principal.upload(&at, &[("reason", "")], right);
        assert!(silent.status == 422 && silent.says("Укажите, почему документ заменяют"), "{}", silent.body);
        let bare = stage.principal.post(&at, &[("reason", "чужая справка")]);
        assert!(bare.status == 422 && bare.says("Выберите верный документ") && bare.says("чужая справка"), "{}", bare.body);
        let refused = stage.deputy.upload(&at, &[("reason", "чужая справка")], right).status;
        assert!([403, 404].contains(&refused), "{refused}");
        assert_eq!(stage.principal.upload(&at, &[("reason", "чужая справка")], right).status, 303);
        assert_eq!(stage.principal.upload(&at, &[("reason", "чужая справка")], right).status, 303, "the second click");
        let page = stage.principal.page(&card);
        assert!(page.says("Верное заявление.pdf") && page.says("Заменён документ-основание: чужая справка"), "{}", page.body);
        assert!(!page.says("Заявление Орловой.pdf"), "the wrong one is gone");
        assert_eq!(page.body.matches("Заменён документ-основание").count(), 1);
    }

    fn the_papers_of_other_grounds_are_offered(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let end = format!("{card}/end");
        stage.principal.page(&end);
        let shown = stage.principal.upload(&end, &early("incompatibility", "2026-06-18", "", ""), ("file", "Справка.pdf", PDF));
        assert_eq!(shown.status, 303, "{}", shown.body);
        let paper = ground_of(&stage.deputy.page(&card));
        assert!(stage.deputy.get(&paper).body.starts_with("%PDF"));
        assert_eq!(stage.deputy.get(&format!("{card}/grounds/1")).status, 404);
    }
}
