//! The papers of the life of a pair: an analysis of a lesson with its kind, class and subject; reports; the growth card.

use access::{Level, Role};
use testing::{Shown, both_databases};

use super::stage::stage;

/// The words of a paper as the plain press of the tests prints it.
fn words(shown: &Shown) -> String {
    assert_eq!(shown.status, 200, "{}", shown.body);
    shown.body.replace("\\u{a0}", " ")
}

/// The first address of the page that ends so.
fn link(page: &Shown, end: &str) -> String {
    let mut links = page.body.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    links.find(|url| url.ends_with(end)).unwrap_or_else(|| panic!("{end}: {}", page.body)).to_owned()
}

both_databases! {
    fn an_analysis_tells_kind_class_and_subject_and_is_printed(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let mentor = stage.own(&stage.mentor);
        assert!(mentor.page(&card).says("Для анализа урока: вид, класс, предмет") && mentor.page(&card).body.contains("value=\"Математика\""));
        let line = [("form", "work"), ("work", "lesson_analysis"), ("held_on", "2026-06-17"), ("topic", "Дроби"), ("outcome", "Темп ровный")];
        let bare = mentor.post(&format!("{card}/works"), &line);
        assert!(bare.status == 422 && bare.says("Выберите вид анализа урока") && bare.says("Укажите класс") && bare.says("Укажите предмет"), "{}", bare.body);
        assert!(bare.body.contains("id=\"e-kind-work\"") && bare.body.contains("value=\"Дроби\""), "{}", bare.body);
        let told = [("kind", "analysis_aspect"), ("class", "5 «А»"), ("subject", "Математика"), ("advice", "Больше работы в парах")];
        let fields: Vec<(&str, &str)> = line.into_iter().chain(told).collect();
        for _ in 0..2 {
            assert_eq!(mentor.post(&format!("{card}/works"), &fields).status, 303, "the second click finds the first one's work");
        }
        let page = mentor.page(&card);
        assert_eq!(page.body.matches("аспектный; 5 «А», Математика; Больше работы в парах").count(), 1, "{}", page.body);
        let other: Vec<(&str, &str)> = line.into_iter().chain([("kind", "analysis_full"), ("class", "6 «Б»"), ("subject", "Математика")]).collect();
        let twin = mentor.post(&format!("{card}/works"), &other);
        assert!(twin.status == 422 && twin.says("Анализ этого урока в журнале уже есть"), "{}", twin.body);
        let paper = link(&page, "/paper?as=docx");
        let text = words(&mentor.get(&paper));
        for said in ["АНАЛИЗ УРОКА", "Вид анализа: аспектный", "Класс: 5 «А»", "Тема: Дроби", "Наблюдатель: Орлова Н. П.", "Темп ровный", "Больше работы в парах"] {
            assert!(text.contains(said), "{said}: {text}");
        }
        assert_eq!(mentor.get(&paper.replace("docx", "pdf")).status, 200);
        let correct = paper.replace("/paper?as=docx", "");
        let form = format!("work-{}", correct.rsplit('/').next().unwrap());
        let mended: Vec<(&str, &str)> = fields.iter().copied().filter(|(name, _)| !["form", "class"].contains(name)).chain([("form", form.as_str()), ("class", "5 «Б»")]).collect();
        assert_eq!(mentor.post(&correct, &mended).status, 303);
        let page = mentor.page(&card);
        assert!(page.says("аспектный; 5 «Б», Математика") && page.says("Исправлен анализ урока; было: аспектный; 5 «А», Математика"), "{}", page.body);
        let lines = stage.app.house.db.read(|conn| {
            audit::store::search(conn, &db::Ranges::under(["/"]), &audit::store::Filter::default(), 100)
        });
        let journal = format!("{:?}", lines.unwrap());
        assert!(journal.contains("исправлен анализ урока") && !journal.contains("Больше работы в парах"), "what was said stays with the pair");
        let stranger = stage.app.browser_as(Role::Principal, Level::Organisation, &stage.tree.other_school.path);
        assert_eq!(stranger.get(&paper).status, 404);
    }

    fn other_lines_of_the_journal_ask_for_no_analysis(engine) {
        let stage = stage(engine);
        let card = stage.working();
        stage.deputy.page(&card);
        let line = [("work", "consultation"), ("held_on", "2026-06-17"), ("topic", "Журнал"), ("class", "5")];
        assert_eq!(stage.deputy.post(&format!("{card}/works"), &line).status, 303);
        let page = stage.deputy.page(&card);
        assert!(!page.body.contains("/paper?as=docx\">DOCX</a></p>\n    <details") && !page.says("Лист анализа"), "{}", page.body);
    }

    fn reports_of_both_sides_and_the_growth_card_are_papers(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let part = stage.part(&stage.mentor);
        let pair = card.rsplit('/').next().unwrap();
        stage.sql(&format!(
            "INSERT INTO mentorship_reports (id, mentorship_id, side, half, body, state, submitted_on, heard_on, protocol, word, \
             written_by, created_at, updated_at, version) VALUES \
             (88001, {pair}, 'mentor', '2026-2', 'Посещены уроки. Выводы: темп ровный.', 'approved', '2026-06-17', '2026-06-18', 'протокол № 10', '', NULL, 1, 1, 1), \
             (88002, {pair}, 'mentee', '2026-2', 'Учусь вести урок.', 'submitted', '2026-06-17', NULL, '', '', NULL, 1, 1, 1)"
        ));
        let page = stage.deputy.page(&card);
        for report in ["88001", "88002"] {
            for form in ["pdf", "docx"] {
                let at = format!("{card}/reports/{report}/paper?as={form}");
                assert!(page.body.contains(&at));
                assert_eq!(stage.deputy.get(&at).status, 200);
            }
        }
        let mentors = words(&stage.deputy.get(&format!("{card}/reports/88001/paper?as=docx")));
        for said in ["ОТЧЁТ", "УТВЕРЖДЕНО", "протокол № 10", "II полугодие 2025/26", "Выводы: темп ровный.", "Орлова Н. П."] {
            assert!(mentors.contains(said), "{said}: {mentors}");
        }
        let own = words(&stage.deputy.get(&format!("{card}/reports/88002/paper?as=docx")));
        assert!(own.contains("наставляемого о работе с наставником") && own.contains("Учусь вести урок.") && !own.contains("УТВЕРЖДЕНО"), "{own}");
        let growth = format!("{card}/goals/paper?as=docx");
        stage.sql(&format!(
            "INSERT INTO mentorship_works (id, mentorship_id, work, held_on, topic, outcome, written_by, created_at) VALUES \
             (88003, {pair}, 'study_visit', '2026-06-16', 'Уроки физики в гимназии № 2', '', NULL, 1); \
             INSERT INTO person_records (id, person_id, kind, title, place, began_on, happened_on, hours, document, created_at, updated_at, \
             version) VALUES (88004, {}, 'course', 'Первый год в школе', '', NULL, '2026-06-17', NULL, '', 1, 1, 1), \
             (88005, {}, 'course', 'До приёма', '', NULL, '2026-06-09', NULL, '', 1, 1, 1)",
            stage.mentee.id, stage.mentee.id
        ));
        let text = words(&stage.own(&stage.mentee).get(&growth));
        assert!(text.contains("КАРТА") && text.contains("Весенняя Анна Сергеевна"), "{text}");
        assert!(text.contains("Уроки физики в гимназии № 2, 16.06.2026") && text.contains("Первый год в школе, 17.06.2026") && !text.contains("До приёма"), "пп. 7.4, 7.5: {text}");
        let stranger = stage.app.browser_as(Role::Principal, Level::Organisation, &stage.tree.other_school.path);
        for closed in [growth, format!("{card}/reports/88001/paper?as=pdf"), format!("{card}/mentors/{part}/consent?as=pdf")] {
            assert_eq!(stranger.get(&closed).status, 404, "{closed}");
        }
    }

    fn a_visited_lesson_leaves_its_sheet(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let around = format!("{card}/around");
        stage.deputy.page(&around);
        let planned = [("visit", "mentor_visit"), ("planned_on", "2026-06-17"), ("lesson", "5 «А», дроби")];
        assert_eq!(stage.deputy.post(&format!("{card}/visits"), &planned).status, 303);
        let page = stage.deputy.page(&around);
        let at = page.body.split("action=\"").filter_map(|rest| rest.split('"').next()).find(|url| url.ends_with("/outcome")).unwrap().to_owned();
        let visit = at.split('/').nth(4).unwrap().to_owned();
        let paper = format!("{card}/visits/{visit}/paper?as=docx");
        assert_eq!(stage.deputy.get(&paper).status, 404, "nothing was seen yet");
        let (day, kind, word) = (format!("{visit}-held_on"), format!("{visit}-analysis"), format!("{visit}-response"));
        let held = [(day.as_str(), "2026-06-17"), (kind.as_str(), "analysis_full"), (word.as_str(), "Темп ровный")];
        assert_eq!(stage.deputy.post(&at, &held).status, 303);
        assert!(stage.deputy.page(&around).says("Лист анализа DOCX"));
        let text = words(&stage.deputy.get(&paper));
        assert!(text.contains("Вид анализа: полный") && text.contains("Тема: 5 «А», дроби") && text.contains("Темп ровный"), "{text}");
    }
}
