//! The small forms: nothing typed is lost, what is wrong stands at its field, no id stands twice.

use std::collections::BTreeSet;

use testing::{Shown, both_databases};

use super::ending::succeeded;
use super::stage::{Hired, hire, stage};

/// Ids that stand on a page more than once.
fn twice(page: &Shown) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let ids = page.body.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next());
    ids.filter(|id| !seen.insert(id.to_string())).map(str::to_owned).collect()
}

/// Where the links of the summary lead, every one a field of the page.
fn lead_somewhere(page: &Shown) -> bool {
    let links: Vec<&str> =
        page.body.split("href=\"#f-").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    !links.is_empty() && links.iter().all(|id| page.body.contains(&format!("id=\"f-{id}\"")))
}

both_databases! {
    fn no_id_stands_twice_on_a_full_card(engine) {
        let stage = stage(engine);
        let card = stage.working();
        stage.deputy.done(&format!("{card}/tasks/template"), &[]);
        let mentor = stage.own(&stage.mentor);
        for topic in ["Первое", "Второе"] {
            mentor.page(&card);
            mentor.done(&format!("{card}/works"), &[("work", "consultation"), ("held_on", "2026-06-17"), ("topic", topic)]);
        }
        succeeded(&stage, &card);
        for browser in [&stage.principal, &stage.deputy, &mentor] {
            assert_eq!(twice(&browser.page(&card)), Vec::<String>::new());
        }
    }

    fn a_small_form_keeps_choices_and_days(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let mentor = stage.own(&stage.mentor);
        mentor.page(&card);
        let fields = [("form", "work"), ("work", "lesson_analysis"), ("held_on", "2026-06-14"), ("topic", "Дроби"), ("outcome", "Темп"), ("kind", "analysis_full"), ("class", "5"), ("subject", "Математика")];
        let shown = mentor.post(&format!("{card}/works"), &fields);
        assert_eq!(shown.status, 422);
        for kept in ["value=\"lesson_analysis\" selected", "value=\"2026-06-14\"", "value=\"Дроби\"", ">Темп</textarea>"] {
            assert!(shown.body.contains(kept), "{kept}: {}", shown.body);
        }
        assert!(shown.body.contains("id=\"e-held_on-work\"") && lead_somewhere(&shown), "{}", shown.body);
        assert_eq!(twice(&shown), Vec::<String>::new());
        stage.deputy.page(&card);
        stage.deputy.done(&format!("{card}/tasks/template"), &[]);
        let page = stage.deputy.page(&card);
        let done = page.body.split("action=\"").find_map(|rest| rest.split('"').next().filter(|url| url.ends_with("/completion") && url.contains("/tasks/"))).unwrap().to_owned();
        let task = format!("task-{}", done.split('/').nth(4).unwrap());
        let shown = stage.deputy.post(&done, &[("form", &task), ("done_on", "2026-06-01"), ("proof", "Протокол № 4")]);
        assert!(shown.status == 422 && shown.body.contains(&format!("id=\"e-done_on-{task}\"")), "{}", shown.body);
        assert!(shown.body.contains("value=\"2026-06-01\"") && shown.body.contains("value=\"Протокол № 4\"") && lead_somewhere(&shown));
        let bad = stage.principal.post(&format!("{card}/end"), &[("form", "end"), ("ground", "refusal"), ("day", "2026-06-18"), ("note", "приказ 1"), ("notice_on", "2026-06-17")]);
        assert!(bad.status == 422 && bad.says("3 рабочих дня") && lead_somewhere(&bad), "{}", bad.body);
        assert!(bad.body.contains("value=\"refusal\" selected") && bad.body.contains("value=\"2026-06-17\""));
    }

    fn a_colleague_past_the_reach_is_told_at_the_field(engine) {
        let stage = stage(engine);
        let far = hire(&stage.app, &stage.tree.other_school, &Hired("Дальняя Инна Ильинична", "mathematics", "2010-09-01", None));
        let (mentee, address) = (stage.mentee.id.to_string(), format!("https://metod.example/people/{}", far.id));
        stage.deputy.page(&format!("/mentoring/choice?person={mentee}"));
        let fields = [("person", mentee.as_str()), ("kind", "subject"), ("category", "young_specialist"), ("other", &address), ("agreement", "Договор № 5"), ("reason", "Нет своего")];
        let shown = stage.deputy.post("/mentoring", &fields);
        assert!(shown.status == 422 && shown.body.contains("id=\"e-other\""), "{}: {}", shown.status, shown.body);
        assert!(shown.body.contains("Договор № 5") && shown.body.contains("Нет своего") && lead_somewhere(&shown));
        let none = stage.deputy.post("/mentoring", &fields[..3]);
        assert!(none.status == 422 && none.says("Выберите наставника") && lead_somewhere(&none), "{}", none.body);
    }
}
