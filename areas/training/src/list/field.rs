//! What a column of a plan may hold, and the words its title is known by.

use lists::{Columns, Layout, TitleRule, has, has_word};

/// Codes and words, in the order of a choice.
pub(crate) const FIELDS: [(&str, &str); 14] = [
    ("year", "год"),
    ("quarter", "квартал"),
    ("unit_code", "код организации"),
    ("unit", "организация"),
    ("full_name", "фамилия, имя, отчество"),
    ("last_name", "фамилия"),
    ("first_name", "имя"),
    ("middle_name", "отчество"),
    ("birth_date", "дата рождения"),
    ("kind", "вид курса"),
    ("theme", "тема"),
    ("hours", "часы"),
    ("provider", "кто проводит"),
    ("number", "номер строки"),
];

/// The surest first.
const RULES: [TitleRule; 15] = [
    ("number", |t| matches!(t, "п п" | "пп" | "n" | "n п п" | "номер" | "номер п п" | "no")),
    ("birth_date", |t| t.contains("рожд")),
    ("full_name", |t| has(t, &["фио", "ф и о", "фамилия имя", "фамилия и имя", "фамилия инициалы"])),
    ("last_name", |t| t.starts_with("фамилия")),
    ("first_name", |t| t == "имя"),
    ("middle_name", |t| t.starts_with("отчество")),
    ("full_name", |t| matches!(t, "педагог" | "работник" | "кто" | "человек" | "сотрудник")),
    ("quarter", |t| t.contains("квартал")),
    ("year", |t| has_word(t, "год") || t == "на год"),
    ("hours", |t| t.contains("час") || t.contains("объем")),
    ("provider", |t| has(t, &["провод", "провед", "провайдер", "исполнител", "где обуч", "организатор"])),
    ("kind", |t| has_word(t, "вид")),
    ("theme", |t| {
        has(t, &["тема", "тематик", "программ", "направлен", "название курс", "наименование курс"])
    }),
    ("unit_code", |t| has_word(t, "код")),
    ("unit", |t| has(t, &["организац", "школ", "учрежден", "место работы"])),
];

/// The columns of a plan.
pub(crate) struct PlanColumns;

impl Columns for PlanColumns {
    fn of_title(&self, title: &str) -> Option<&'static str> {
        lists::titled(title, &RULES)
    }

    fn is_enough(&self, layout: &Layout) -> bool {
        let is_there = |field: &'static str| layout.column(field).is_some();
        is_there("theme") && (is_there("full_name") || is_there("last_name"))
    }

    fn surest(&self) -> &'static str {
        "theme"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_known_in_the_ways_people_write_them() {
        for (title, field) in [
            ("№ п/п", "number"),
            ("Год", "year"),
            ("Год обучения", "year"),
            ("Квартал", "quarter"),
            ("Код организации", "unit_code"),
            ("Организация", "unit"),
            ("Образовательное учреждение", "unit"),
            ("Ф.И.О. педагога", "full_name"),
            ("Фамилия", "last_name"),
            ("Имя", "first_name"),
            ("Отчество", "middle_name"),
            ("Дата рождения", "birth_date"),
            ("Вид курса", "kind"),
            ("Тема", "theme"),
            ("Программа ДПО", "theme"),
            ("Объём, часов", "hours"),
            ("Часы", "hours"),
            ("Кто проводит", "provider"),
            ("Организатор курсов", "provider"),
        ] {
            assert_eq!(PlanColumns.of_title(title), Some(field), "{title}");
        }
        for title in ["Состояние", "Причина", "Телефон"] {
            assert_eq!(PlanColumns.of_title(title), None, "{title}");
        }
    }
}
