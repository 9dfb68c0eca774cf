//! Young teachers of a place: the list with its marks, who left, the study of adaptation, who may write it down.

use access::{Level, Role};
use testing::{Shown, both_databases};

use super::stage::{Hired, Stage, hire, stage};

/// Somebody who came without service in a September and left.
pub(super) fn left(stage: &Stage, name: &str, (from, last): (&str, &str)) {
    let person = hire(&stage.app, &stage.tree.school, &Hired(name, "music", from, None));
    let id = person.id;
    stage.sql(&format!(
        "UPDATE employments SET ended_on = '{last}' WHERE person_id = {id}; UPDATE people SET state = 'left' WHERE id = {id}"
    ));
}

/// How many rows a list shows.
pub(super) fn rows(shown: &Shown) -> usize {
    shown.body.matches("<th scope=\"row\">").count()
}

both_databases! {
    fn a_young_specialist_is_listed_with_marks_and_mentor(engine) {
        let stage = stage(engine);
        let list = stage.deputy.page("/mentoring/young");
        assert!(list.says("Весенняя") && list.says("молодой специалист") && !list.says("Орлова"), "{}", list.body);
        assert_eq!(rows(&stage.deputy.page("/mentoring/young?who=unmentored")), 1);
        assert!(stage.deputy.page("/mentoring/young?who=teachers").says("Никого не нашлось"), "nobody knows the age");
        stage.sql(&format!("UPDATE people SET birth_date = '1992-01-01' WHERE id = {}", stage.mentee.id));
        assert!(stage.deputy.page("/mentoring/young?who=teachers").says("молодой педагог"));
        stage.sql(&format!("UPDATE people SET birth_date = '1991-06-18' WHERE id = {}", stage.mentee.id));
        assert_eq!(rows(&stage.deputy.page("/mentoring/young?who=teachers")), 0, "thirty-five today");
        stage.working();
        let list = stage.deputy.page("/mentoring/young?who=mentored");
        assert!(list.says("Весенняя") && list.says("Орлова"), "{}", list.body);
        assert_eq!(rows(&stage.deputy.page("/mentoring/young?who=unmentored")), 0);
        let before = stage.deputy.page("/mentoring/young?on=2026-06-09");
        assert_eq!(rows(&before), 0, "not hired yet on that day");
        assert_eq!(rows(&stage.deputy.page("/mentoring/young?who=unmentored&on=2026-06-14")), 1, "the order came later");
        assert_eq!(rows(&stage.deputy.page("/mentoring/young?who=alone")), 0, "a mentor is support");
    }

    fn who_left_is_told_with_the_last_day(engine) {
        let stage = stage(engine);
        left(&stage, "Ушедшая Ольга Петровна", ("2024-09-02", "2025-08-20"));
        left(&stage, "Давняя Ирина Петровна", ("2018-09-01", "2020-08-20"));
        let list = stage.deputy.page("/mentoring/young?who=left");
        assert!(list.says("Ушедшая") && list.says("20.08.2025") && !list.says("Давняя"), "{}", list.body);
        assert!(!stage.deputy.page("/mentoring/young").says("Ушедшая"));
        let picture = stage.deputy.page("/mentoring/picture");
        assert!(picture.says("2024/25") && picture.says("0 из\u{a0}1") && picture.says("рано"), "{}", picture.body);
        assert!(stage.deputy.page("/mentoring/young?who=gone-2024-1").says("Ушедшая"));
        let then = stage.deputy.page("/mentoring/young?on=2025-01-15");
        assert!(then.says("Ушедшая"), "worked then: {}", then.body);
    }

    fn a_study_of_adaptation_is_written_down_once_and_corrected(engine) {
        let stage = stage(engine);
        let methodist = stage.app.browser_as(Role::MunicipalMethodist, Level::Municipality, &stage.tree.north.path);
        let card = format!("/mentoring/young/{}", stage.mentee.id);
        let send = |on: &str, level: &str| {
            methodist.page(&card);
            methodist.post(&format!("{card}/adaptation"), &[("studied_on", on), ("level", level), ("note", "Анкета № 3")])
        };
        let early = send("2026-06-01", "low");
        assert!(early.status == 422 && early.says("не\u{a0}работал(а)") && early.says("Анкета № 3"), "{}", early.body);
        assert!(send("2026-06-19", "low").says("ещё не\u{a0}наступил"));
        assert!(send("2026-06-17", "great").status == 422 && send("2026-06-17", "").says("Выберите уровень"));
        for _ in 0..2 {
            assert_eq!(send("2026-06-17", "low").status, 303);
        }
        let shown = methodist.page(&card);
        assert_eq!(shown.body.matches("17.06.2026").count(), 1, "{}", shown.body);
        let list = stage.deputy.page("/mentoring/young?who=help");
        assert!(list.says("Весенняя") && list.says("низкий"));
        assert_eq!(send("2026-06-17", "high").status, 303);
        assert_eq!(rows(&stage.deputy.page("/mentoring/young?who=help")), 0, "corrected");
        assert_eq!((rows(&stage.deputy.page("/mentoring/young?who=studied")), rows(&stage.deputy.page("/mentoring/young?who=unstudied"))), (1, 0));
    }

    fn twenty_results_are_typed_in_one_go_and_a_bad_row_keeps_the_others(engine) {
        let stage = stage(engine);
        let late = hire(&stage.app, &stage.tree.school, &Hired("Летняя Вера Ивановна", "physics", "2026-06-12", None));
        let third = hire(&stage.app, &stage.tree.school, &Hired("Зимняя Инна Ивановна", "physics", "2026-06-01", None));
        let methodist = stage.app.browser_as(Role::MunicipalMethodist, Level::Municipality, &stage.tree.north.path);
        assert!(methodist.page("/mentoring/young").says("/mentoring/adaptation?unit="));
        let page = methodist.page("/mentoring/adaptation");
        assert_eq!(rows(&page), 3, "{}", page.body);
        let (ids, levels) = ([stage.mentee.id, late.id, third.id].map(|id| id.to_string()), [stage.mentee.id, late.id, third.id].map(|id| format!("level-{id}")));
        let send = |on: &str, told: [&str; 3]| {
            let mut fields = vec![("studied_on", on), ("note", "Анкета № 3")];
            fields.extend(ids.iter().map(|id| ("people", id.as_str())));
            fields.extend(levels.iter().zip(told).map(|(name, level)| (name.as_str(), level)));
            methodist.post("/mentoring/adaptation", &fields)
        };
        let file = methodist.get("/mentoring/adaptation/register");
        assert!(file.status == 200 && file.header("content-type").contains("spreadsheet"), "{}", file.status);
        let book = sheets::read("a.xlsx", &file.bytes, &sheets::Caps::default()).unwrap();
        let left: Vec<String> = book.grid("Не изучены").unwrap().cells.values().map(sheets::Found::text).collect();
        assert!(left.iter().any(|text| text == "Зимняя Инна Ивановна"), "{left:?}");
        assert!(send("2026-06-11", ["", "", ""]).says("хотя\u{a0}бы в\u{a0}одной строке"));
        let early = send("2026-06-19", ["low", "", ""]);
        assert!(early.status == 422 && early.says("ещё не\u{a0}наступил") && early.says("Анкета № 3") && early.body.contains("<option value=\"low\" selected>"), "{}", early.body);
        let shown = send("2026-06-11", ["low", "high", ""]);
        assert_eq!(shown.status, 422, "{}", shown.body);
        assert!(shown.says("не\u{a0}работал(а)") && shown.says("Летняя") && !shown.says("Весенняя") && shown.body.contains("<option value=\"high\" selected>"), "{}", shown.body);
        assert_eq!(rows(&stage.deputy.page("/mentoring/young?who=studied")), 1, "the right row is kept");
        for _ in 0..2 {
            assert_eq!(send("2026-06-16", ["", "high", "medium"]).status, 303);
        }
        assert_eq!(rows(&stage.deputy.page("/mentoring/young?who=studied")), 3);
        assert!(methodist.page("/mentoring/adaptation").says("Всех изучили"));
        let card = methodist.page(&format!("/mentoring/young/{}", late.id));
        assert_eq!(card.body.matches("16.06.2026").count(), 1, "{}", card.body);
        // Who was studied and who is still to be leaves as a file of two sheets.
        let book = sheets::read("a.xlsx", &methodist.get("/mentoring/adaptation/register").bytes, &sheets::Caps::default()).unwrap();
        let held = |grid: &str, text: &str| book.grid(grid).unwrap().cells.values().any(|cell| cell.text() == text);
        for text in ["Весенняя Анна Сергеевна", "Летняя Вера Ивановна", "16.06.2026", "низкий", "Анкета № 3"] {
            assert!(held("Изучены", text), "{text}: {book:?}");
        }
        assert!(!held("Не изучены", "Весенняя Анна Сергеевна"), "{book:?}");
        let south = stage.app.browser_as(Role::MunicipalMethodist, Level::Municipality, &stage.tree.south.path);
        south.page("/mentoring/adaptation");
        let fields = [("studied_on", "2026-06-16"), ("people", ids[0].as_str()), (levels[0].as_str(), "low"), ("note", "")];
        let refused = south.post("/mentoring/adaptation", &fields);
        assert!(refused.status == 422 && !refused.says("Весенняя"), "a stranger's card is neither written nor shown: {}", refused.body);
        assert_eq!(south.get(&format!("/mentoring/adaptation?unit={}", stage.tree.north.id)).status, 404);
        assert_eq!(south.get(&format!("/mentoring/adaptation/register?unit={}", stage.tree.north.id)).status, 404);
        assert_eq!(stage.own(&stage.second).get("/mentoring/adaptation/register").status, 403);
    }

    fn strangers_see_and_write_nothing(engine) {
        let stage = stage(engine);
        let card = format!("/mentoring/young/{}", stage.mentee.id);
        let south = stage.app.browser_as(Role::MunicipalMethodist, Level::Municipality, &stage.tree.south.path);
        let region = stage.app.browser_as(Role::Ministry, Level::Region, &stage.tree.region.path);
        let fields = [("studied_on", "2026-06-17"), ("level", "low"), ("note", "")];
        assert_eq!(south.get(&card).status, 404);
        south.page("/mentoring/young");
        assert_eq!(south.post(&format!("{card}/adaptation"), &fields).status, 404);
        assert!(region.page(&card).says("Весенняя"));
        assert_eq!(region.post(&format!("{card}/adaptation"), &fields).status, 403, "the region reads");
        let north = stage.tree.north.id.to_string();
        for page in ["young", "young/register", "mentors", "mentors/register", "pairs", "pairs/register", "picture", "picture/register"] {
            assert_eq!(south.get(&format!("/mentoring/{page}?unit={north}")).status, 404, "{page}");
        }
        let teacher = stage.own(&stage.second);
        assert_eq!(teacher.get("/mentoring/young").status, 403);
    }
}
