//! The drawer of an indicator: both sides talk there, last year is told, a document is begun from it.

use access::{Level, Role};
use testing::both_databases;

use super::stage::{open, plan};

both_databases! {
    fn who_answers_in_the_stead_of_another_is_told_so(engine) {
        let stage = open(engine);
        let north = &stage.tree.north;
        let answer = stage.answer(north, "2.1");
        let deputy = stage.app.stand_in(Role::MunicipalMethodist, Level::Municipality, &north.path);
        stage.fill(&stage.methodist, north, &["2.1"]);
        assert!(!stage.methodist.page(&answer).says("за\u{a0}Проверкина"));
        deputy.page(&answer);
        deputy.done(&format!("{answer}/comments"), &[("text", "Проверю в отпуск")]);
        let drawer = stage.methodist.page(&answer);
        assert_eq!(drawer.body.matches("за\u{a0}Проверкина").count(), 1, "{}", drawer.body);
    }

    fn both_sides_comment_and_the_row_shows_the_others_last_word(engine) {
        let stage = open(engine);
        let north = &stage.tree.north;
        let (sheet, answer) = (format!("/monitoring/sheets/{}", stage.sheet(north)), stage.answer(north, "2.1"));
        let comments = format!("{answer}/comments");
        stage.methodist.page(&sheet);
        stage.methodist.done(&comments, &[("text", "Программа на подписи у главы")]);
        let own = stage.methodist.page(&sheet);
        assert!(own.says("1 комментарий") && !own.says("последнее слово не ваше"));
        let seen = stage.institute.page(&sheet);
        assert!(seen.says("1 комментарий") && seen.says("последнее слово не ваше"));
        stage.institute.done(&comments, &[("text", "Ждём до <20-го>")]);
        let drawer = stage.methodist.page(&answer);
        assert!(drawer.says("Программа на подписи у главы") && drawer.says("Ждём до &#60;20-го&#62;") && drawer.says("Проверкин П. И."));
        assert!(stage.methodist.page(&sheet).says("2 комментария"));
    }

    fn a_comment_is_refused_empty_too_long_and_from_whoever_only_reads(engine) {
        let stage = open(engine);
        let north = &stage.tree.north;
        let comments = format!("{}/comments", stage.answer(north, "2.1"));
        stage.methodist.page(&stage.answer(north, "2.1"));
        assert!(stage.methodist.post(&comments, &[("text", " ")]).says("Напишите комментарий."));
        let long = "я".repeat(2_001);
        let refused = stage.methodist.post(&comments, &[("text", &long)]);
        assert_eq!(refused.status, 422);
        assert!(refused.says("помещается 2000") && refused.body.contains(&long), "the words come back");
        let ministry = stage.app.browser_as(Role::Ministry, Level::Region, &stage.tree.region.path);
        assert!(!ministry.page(&stage.answer(north, "2.1")).says("Новый комментарий"));
        assert_eq!(ministry.post(&comments, &[("text", "можно?")]).status, 403);
        let foreign = format!("{}/comments", stage.answer(&stage.tree.south, "2.1"));
        assert_eq!(stage.methodist.post(&foreign, &[("text", "чужое")]).status, 404);
        assert_eq!(stage.methodist.post(&format!("{}/comments", stage.answer(north, "9.9")), &[("text", "нет такого")]).status, 404);
    }

    fn the_drawer_begins_a_document_of_the_fitting_kind_and_topic(engine) {
        let stage = open(engine);
        let north = &stage.tree.north;
        let drawer = stage.methodist.page(&stage.answer(north, "3.4"));
        let link = drawer.body.split("href=\"").find(|part| part.starts_with("/documents/new?")).expect("a link");
        let address = link.split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&");
        let form = stage.methodist.page(&address);
        assert!(form.body.contains("value=\"seminar_log\" selected") || form.body.contains("selected value=\"seminar_log\""), "{}", form.body);
        assert!(form.says("директора школ") && form.body.contains("/answers/3.4"));
        assert!(drawer.says("программа находит документы, человек подтверждает"));
    }

    fn last_years_answer_and_points_are_told(engine) {
        let stage = open(engine);
        let (north, south) = (&stage.tree.north, &stage.tree.south);
        stage.fill(&stage.methodist, north, &["2.1"]);
        stage.hand_over_and_verify(&stage.methodist, north);
        let url = format!("/monitoring/{}", stage.campaign);
        stage.institute.done(&format!("{url}/verification"), &[]);
        let out = format!("/monitoring/sheets/{}/exclusion", stage.sheet(south));
        stage.institute.done(&out, &[("reason", "паводок")]);
        stage.institute.done(&format!("{url}/publication"), &[]);
        let owner = stage.tree.region.id.to_string();
        let mut next = plan(&owner, "2027");
        for (field, day) in next.iter_mut().skip(3).zip(["2027-06-01", "2027-06-30", "2027-07-31", "2027-08-20"]) {
            field.1 = day;
        }
        let planned = stage.institute.done("/monitoring", &next);
        stage.institute.done(&format!("{}/collection", planned.location), &[]);
        let campaign = planned.location.rsplit('/').next().unwrap().parse().unwrap();
        let all = stage.app.house.db.read(|conn| {
            crate::store::sheets::of_campaign(conn, campaign, &db::Ranges::under(["/"]))
        }).unwrap();
        let sheet = all.into_iter().find(|sheet| sheet.unit_id == north.id).unwrap();
        assert!(stage.methodist.page(&format!("{}/answers/2.1", sheet.url())).says("В 2025/26: есть, 1 балл."));
        assert!(stage.methodist.page(&format!("{}/answers/2.2", sheet.url())).says("В 2025/26: нет, 0 баллов."));
    }
}
