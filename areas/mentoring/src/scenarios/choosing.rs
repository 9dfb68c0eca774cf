//! The choice in a large school: the best ten first, anybody by name, the chosen one stays; a disciplinary measure asks for a reason.

use testing::both_databases;

use super::stage::{Hired, Stage, hire, stage};

const NAMES: [&str; 12] = [
    "Абрикосова",
    "Берестова",
    "Вишнёвая",
    "Грушина",
    "Дубравина",
    "Ежевикина",
    "Жасминова",
    "Земляникина",
    "Ивушкина",
    "Калинина",
    "Липова",
    "Мятлина",
];

/// Twelve more teachers of music.
fn crowded(stage: &Stage) -> Vec<people::Person> {
    let one = |name: &&str| {
        let full = format!("{name} Вера Львовна");
        hire(&stage.app, &stage.tree.school, &Hired(&full, "music", "2010-09-01", None))
    };
    NAMES.iter().map(one).collect()
}

/// The form with these fields.
fn sent(stage: &Stage, more: &[(&str, &str)]) -> testing::Shown {
    let mentee = stage.mentee.id.to_string();
    stage.deputy.page(&format!("/mentoring/choice?person={mentee}"));
    let usual = [("person", mentee.as_str()), ("kind", "subject"), ("category", "young_specialist")];
    let fields: Vec<(&str, &str)> = usual.into_iter().chain(more.iter().copied()).collect();
    stage.deputy.post("/mentoring", &fields)
}

both_databases! {
    fn ten_are_shown_at_first_and_anybody_is_found_by_name(engine) {
        let stage = stage(engine);
        let all = crowded(&stage);
        let page = stage.deputy.page(&format!("/mentoring/choice?person={}", stage.mentee.id));
        let (first, others) = page.body.split_once("Показать всех: ещё 4").unwrap_or_else(|| panic!("{}", page.body));
        assert_eq!((first.matches("name=\"mentors\"").count(), others.matches("name=\"mentors\"").count()), (10, 4));
        assert!(first.contains("Орлова") && others.contains("Мятлина"));
        let (chosen, last) = (all[2].id.to_string(), all[11].id.to_string());
        let found = sent(&stage, &[("mentors", &chosen), ("q", "мятлина"), ("find", "1"), ("reason", "ведёт кружок")]);
        assert_eq!(found.status, 200, "{}", found.body);
        assert!(found.body.contains(&format!("id=\"m-{last}\"")) && found.body.contains(&format!("value=\"{chosen}\" checked")), "{}", found.body);
        assert!(found.body.contains("ведёт кружок") && found.body.contains("value=\"мятлина\"") && !found.says("Показать всех"));
        assert_eq!(found.body.matches("name=\"mentors\"").count(), 2);
        let nobody = sent(&stage, &[("q", "Никого"), ("find", "1")]);
        assert!(nobody.says("список вернётся"), "{}", nobody.body);
        let bare = sent(&stage, &[("mentors", &last)]);
        assert!(bare.status == 422 && bare.body.contains(&format!("value=\"{last}\" checked")), "{}", bare.body);
        let (first, _) = bare.body.split_once("Показать всех").unwrap();
        assert!(first.contains(&format!("value=\"{last}\" checked")), "the chosen one stands among the first");
    }

    fn a_disciplinary_measure_asks_for_a_reason_and_is_kept_nowhere(engine) {
        let stage = stage(engine);
        let mentor = stage.mentor.id.to_string();
        let tick = |day: &'static str, reason: &'static str| {
            sent(&stage, &[("mentors", &mentor), ("penalty", "1"), ("penalty_on", day), ("reason", reason)])
        };
        let dayless = tick("", "");
        assert!(dayless.status == 422 && dayless.says("Укажите день приказа о взыскании"), "{}", dayless.body);
        assert!(dayless.body.contains("name=\"penalty\" value=\"1\" checked") || dayless.body.contains("checked"), "{}", dayless.body);
        let over = tick("2025-06-18", "опыт");
        assert!(over.status == 422 && over.says("ТК РФ, ст. 194") && over.body.contains("id=\"e-penalty_on\""), "{}", over.body);
        let bare = tick("2025-06-19", "");
        assert!(bare.status == 422 && bare.says("неснятое дисциплинарное взыскание от 19.06.2025"), "{}", bare.body);
        let shown = tick("2025-06-19", "Лучший опыт в школе");
        assert_eq!(shown.status, 303, "{}", shown.body);
        let card = stage.deputy.page(&shown.location);
        assert!(card.says("Лучший опыт в школе") && !card.says("взыскание"), "{}", card.body);
    }
}
