//! The verifier's bulk work, objections to what came of it, deadlines and the explicit publication without somebody.

use access::{Level, Role};
use testing::both_databases;

use super::stage::{Stage, open};
use crate::store::{objections, reminders, sheets};

/// Both municipalities handed over, nothing ruled on yet.
fn handed_over(engine: testing::Engine) -> (Stage, testing::Browser) {
    let stage = open(engine);
    let neighbour =
        stage.app.browser_as(Role::MunicipalMethodist, Level::Municipality, &stage.tree.south.path);
    stage.fill(&stage.methodist, &stage.tree.north, &["1.1", "2.1"]);
    stage.fill(&neighbour, &stage.tree.south, &["1.1", "2.1"]);
    for (browser, unit) in [(&stage.methodist, &stage.tree.north), (&neighbour, &stage.tree.south)] {
        browser.done(&format!("/monitoring/sheets/{}/submission", stage.sheet(unit)), &[]);
    }
    (stage, neighbour)
}

fn points(stage: &Stage, unit: &units::Unit) -> String {
    let shown = stage.institute.page(&format!("/monitoring/sheets/{}", stage.sheet(unit)));
    let total = shown.body.split("sheet-total\"><strong>").nth(1).unwrap();
    total.split('<').next().unwrap().to_owned()
}

both_databases! {
    fn all_answers_to_one_indicator_stand_side_by_side_and_are_ruled_on_at_once(engine) {
        let (stage, _) = handed_over(engine);
        let queue = format!("/monitoring/{}/queue", stage.campaign);
        assert!(stage.institute.page(&queue).says("Проверка по показателям"));
        let shown = stage.institute.page(&format!("{queue}/2.1"));
        assert!(shown.says("Северный округ") && shown.says("Южный округ") && shown.says("ждёт решения"));
        let both = [stage.sheet(&stage.tree.north), stage.sheet(&stage.tree.south)].map(|id| id.to_string());
        let no = stage.institute.post(&format!("{queue}/2.1"), &[("ruling", "rejected"), ("reason", ""), ("sheet", &both[0])]);
        assert_eq!(no.status, 422);
        assert!(no.says("не принят без причины") && no.body.contains("checked"), "what was chosen is kept");
        let none = stage.institute.post(&format!("{queue}/2.1"), &[("ruling", "accepted")]);
        assert!(none.says("Ничего не выбрано"));
        let fields = [("ruling", "rejected"), ("reason", "программа без подписи"), ("sheet", &both[0]), ("sheet", &both[1])];
        stage.institute.done(&format!("{queue}/2.1"), &fields);
        let shown = stage.institute.page(&format!("{queue}/2.1"));
        assert_eq!(shown.body.matches("не принято: программа без подписи").count(), 2);
        // The judgement of 1.2 for both at once, with one ground.
        let judged = [("ruling", "accepted"), ("reason", "результаты измеримы"), ("sheet", &both[0]), ("sheet", &both[1])];
        stage.institute.done(&format!("{queue}/1.2"), &judged);
        assert_eq!(points(&stage, &stage.tree.north), "2");
        // Somebody else's sheet among the chosen: nothing at all is ruled on.
        let foreign = [("ruling", "accepted"), ("sheet", both[0].as_str()), ("sheet", "1")];
        assert_eq!(stage.institute.post(&format!("{queue}/1.1"), &foreign).status, 404);
        assert!(stage.institute.page(&format!("{queue}/1.1")).says("ждёт решения"));
        assert_eq!(stage.methodist.get(&queue).status, 404, "the service verifies its own campaigns only");
    }

    fn several_answers_of_one_sheet_are_ruled_on_at_once(engine) {
        let (stage, _) = handed_over(engine);
        let rulings = format!("/monitoring/sheets/{}/rulings", stage.sheet(&stage.tree.north));
        assert!(stage.institute.page(&rulings).says("Принять выбранные"));
        stage.institute.done(&rulings, &[("ruling", "accepted"), ("no", "1.1"), ("no", "2.1")]);
        assert_eq!(stage.institute.page(&rulings).body.matches("badge-ok\">принято").count(), 2);
        assert_eq!(stage.methodist.get(&rulings).status, 404);
    }

    fn an_object_sees_its_preliminary_result_and_objects_and_every_objection_is_answered(engine) {
        let (stage, _) = handed_over(engine);
        let (north, sheet) = (&stage.tree.north, stage.sheet(&stage.tree.north));
        stage.institute.done(&format!("{}/ruling", stage.answer(north, "2.1")), &[("ruling", "rejected"), ("reason", "нет подписи")]);
        stage.institute.done(&format!("{}/ruling", stage.answer(north, "1.2")), &[("ruling", "accepted"), ("reason", "измеримо")]);
        let page = format!("/monitoring/sheets/{sheet}/objections");
        let early = stage.methodist.post(&page, &[("no", "2.1"), ("text", "рано")]);
        assert_eq!(early.status, 422);
        stage.institute.done(&format!("/monitoring/sheets/{sheet}/acceptance"), &[]);
        let shown = stage.methodist.page(&page);
        assert!(shown.says("2 из 61") && shown.says("28 июня 2026") && shown.says("нет подписи"), "the result, the last day, why");
        let empty = stage.methodist.post(&page, &[("no", "2.1"), ("text", "  ")]);
        assert_eq!(empty.status, 422);
        stage.methodist.done(&page, &[("no", "2.1"), ("text", "подпись на странице 12")]);
        stage.methodist.done(&page, &[("no", "2.1"), ("text", "подпись на странице 12")]);
        stage.methodist.done(&page, &[("no", "3.10"), ("text", "протокол был")]);
        let made = stage.app.house.db.read(|conn| objections::of_sheets(conn, &[sheet])).unwrap();
        assert_eq!(made.len(), 2, "a second click objects once");
        // An objected sheet is not published by itself.
        let url = format!("/monitoring/{}", stage.campaign);
        stage.institute.done(&format!("{url}/verification"), &[]);
        assert!(stage.institute.post(&format!("{url}/publication"), &[]).says("Не проверены таблицы: Северный округ"));
        let answer = |id: i64| format!("{page}/{id}/answer");
        let bare = stage.institute.post(&answer(made[0].id), &[("outcome", "upheld"), ("reason", "")]);
        assert!(bare.says("Ответ пустой"));
        stage.institute.done(&answer(made[0].id), &[("outcome", "upheld"), ("reason", "подпись есть")]);
        let twice = stage.institute.post(&answer(made[0].id), &[("outcome", "declined"), ("reason", "передумали")]);
        assert!(twice.says("уже ответили"));
        stage.institute.done(&answer(made[1].id), &[("outcome", "declined"), ("reason", "протокол другого года")]);
        let shown = stage.methodist.page(&page);
        assert!(shown.says("3 из 61") && shown.says("возражение принято") && shown.says("протокол другого года"));
        assert!(stage.institute.page(&format!("/monitoring/sheets/{sheet}")).says("ответ на возражение дан"));
        // Published, the sheet is final.
        let without = stage.sheet(&stage.tree.south).to_string();
        let silent = stage.institute.post(&format!("{url}/publication"), &[("without", &without), ("because", "")]);
        assert_eq!(silent.status, 422);
        let asked = stage.institute.page(&format!("{url}/publication"));
        assert!(asked.says("Южный округ") && asked.says("Не проверены"), "the unverified are named");
        stage.institute.done(&format!("{url}/publication"), &[("without", &without), ("because", "не проверена")]);
        assert!(stage.institute.page(&format!("/monitoring/sheets/{sheet}")).says("итоговая"));
        assert!(stage.institute.page(&format!("{url}/results")).says("не проверена"));
        assert!(stage.methodist.post(&page, &[("no", "1.3"), ("text", "поздно")]).status == 422);
    }

    fn entry_closes_at_its_hour_what_was_typed_is_shown_and_the_owner_extends(engine) {
        let stage = open(engine);
        let (north, sheet) = (&stage.tree.north, stage.sheet(&stage.tree.north));
        let now = stage.app.house.now();
        let today = now.day(stage.app.house.settings.zone);
        stage.app.write(|tx| sheets::extend(tx, &[sheet], today, now, now));
        let late = stage.methodist.save(&stage.answer(north, "1.1"), &[("value", "yes"), ("version", "0")]);
        assert_eq!(late.status, 422);
        assert!(late.says("Сбор закрылся 18.06.2026 в 12:00") && late.says("может продлить срок"), "{}", late.body);
        let plain = stage.methodist.post(&stage.answer(north, "3.10"), &[("value", "слово"), ("version", "0")]);
        assert!(plain.status == 422 && plain.says("слово"), "without scripts the words come back");
        let upload = stage.methodist.post(&format!("/monitoring/sheets/{sheet}/submission"), &[]);
        assert!(upload.says("Сбор закрылся"));
        let url = format!("/monitoring/{}", stage.campaign);
        assert!(stage.institute.page(&url).says("опоздали: 1"));
        assert!(stage.institute.page(&format!("{url}?state=late")).says("Отобрано 1 из 2"));
        let past = stage.institute.post(&format!("{url}/extension"), &[("day", "2026-06-17"), ("hour", "")]);
        assert!(past.says("уже прошёл"));
        let wrong = stage.institute.post(&format!("{url}/extension"), &[("day", "2026-06-20"), ("hour", "девять")]);
        assert!(wrong.says("не время"));
        let id = sheet.to_string();
        stage.institute.done(&format!("{url}/extension"), &[("day", "2026-06-20"), ("hour", "19:00"), ("sheet", &id), ("reason", "не было связи")]);
        assert_eq!(stage.methodist.save(&stage.answer(north, "1.1"), &[("value", "yes"), ("version", "0")]).status, 200);
        assert!(stage.institute.page(&format!("{url}/timeline")).says("не было связи"));
        // Closing by hand closes the unfinished at once; a returned sheet keeps its own day.
        stage.institute.done(&format!("{url}/verification"), &[]);
        assert!(stage.methodist.save(&stage.answer(north, "1.1"), &[("value", "no"), ("version", "1")]).says("Сбор закрылся"));
    }

    fn the_late_are_reminded_once_a_day(engine) {
        let stage = open(engine);
        let url = format!("/monitoring/{}", stage.campaign);
        stage.institute.page(&url);
        stage.institute.done(&format!("{url}/reminders"), &[("reason", "осталось два дня")]);
        stage.institute.done(&format!("{url}/reminders"), &[("reason", "ещё раз")]);
        let ids = [stage.sheet(&stage.tree.north).0, stage.sheet(&stage.tree.south).0];
        let last = stage.app.house.db.read(|conn| reminders::last(conn, &ids)).unwrap();
        assert_eq!(last.len(), 2);
        assert!(last.values().all(|(_, text)| text == "осталось два дня"));
    }

    fn a_refused_step_leaves_nothing_behind(engine) {
        let (stage, neighbour) = handed_over(engine);
        let (north, sheet) = (&stage.tree.north, stage.sheet(&stage.tree.north));
        let ruling = format!("{}/ruling", stage.answer(north, "2.1"));
        stage.institute.done(&ruling, &[("ruling", "rejected"), ("reason", "нет подписи")]);
        // A day that has passed: the sheet is not returned, and the ruling stays.
        let past = [("reason", "исправить"), ("no", "2.1"), ("remark-2.1", "подпись"), ("until", "2026-06-17")];
        assert_eq!(stage.institute.post(&format!("/monitoring/sheets/{sheet}/return"), &past).status, 422);
        let shown = stage.institute.page(&format!("/monitoring/{}/queue/2.1", stage.campaign));
        assert!(shown.says("не принято: нет подписи"));
        // One of several cannot be ruled on: none is.
        let both = [sheet, stage.sheet(&stage.tree.south)].map(|id| id.to_string());
        stage.institute.done(&format!("/monitoring/sheets/{}/return", both[1]), &[("reason", "исправить"), ("no", "1.1"), ("remark-1.1", ""), ("until", "2026-07-10")]);
        let some = [("ruling", "accepted"), ("sheet", both[0].as_str()), ("sheet", both[1].as_str())];
        assert_eq!(stage.institute.post(&format!("/monitoring/{}/queue/1.1", stage.campaign), &some).status, 422);
        let shown = stage.institute.page(&format!("/monitoring/{}/queue/1.1", stage.campaign));
        assert!(!shown.says("badge-ok\">принято"), "nothing was accepted");
        drop(neighbour);
    }
}
