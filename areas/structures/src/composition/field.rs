//! What a column of a list of members may hold, and the words its title is known by.

use lists::{Columns, Layout, TitleRule, has, has_word};

/// Codes and words, in the order of a choice.
pub(crate) const FIELDS: [(&str, &str); 19] = [
    ("structure", "структура"),
    ("kind", "вид структуры"),
    ("unit", "территория структуры"),
    ("unit_code", "код территории структуры"),
    ("full_name", "фамилия, имя, отчество"),
    ("last_name", "фамилия"),
    ("first_name", "имя"),
    ("middle_name", "отчество"),
    ("post", "должность"),
    ("workplace", "место работы"),
    ("role", "роль"),
    ("from_on", "с какого дня"),
    ("term_on", "срок роли"),
    ("to_on", "по какой день"),
    ("basis", "основание"),
    ("end_reason", "причина выхода"),
    ("organisation", "член – организация"),
    ("organisation_code", "код члена-организации"),
    ("number", "номер строки"),
];

/// The surest first: «Организация» is where the person works, «Территория» is whose the structure is.
const RULES: [TitleRule; 21] = [
    ("number", |t| matches!(t, "п п" | "пп" | "n" | "n п п" | "номер" | "номер п п" | "no")),
    ("organisation_code", |t| t.contains("код") && is_member(t)),
    ("organisation", is_member),
    ("unit_code", |t| has_word(t, "код") || has_word(t, "октмо")),
    ("end_reason", |t| t.contains("причин")),
    ("basis", |t| has(t, &["основани", "приказ", "протокол", "документ"])),
    ("full_name", |t| has(t, &["фио", "ф и о", "фамилия имя", "фамилия и имя", "фамилия инициалы"])),
    ("last_name", |t| t.starts_with("фамилия")),
    ("first_name", |t| t == "имя"),
    ("middle_name", |t| t.starts_with("отчество")),
    ("post", |t| t.contains("должност")),
    ("role", |t| has(t, &["роль", "статус", "обязанност"])),
    ("term_on", |t| t.contains("срок") || t.contains("полномоч")),
    ("to_on", |t| t == "по" || has(t, &["по какой", "выбыл", "вышел", "выход", "исключ", "оконч"])),
    ("from_on", |t| t == "с" || has(t, &["с какого", "вошел", "вход", "включен", "начал", "назначен"])),
    ("full_name", |t| matches!(t, "человек" | "педагог" | "участник" | "член") || t.starts_with("участник ")),
    ("kind", |t| has_word(t, "вид") || has_word(t, "тип")),
    ("workplace", |t| has(t, &["организац", "школ", "учрежден", "место работы"])),
    ("unit", |t| has(t, &["территори", "муниципал"]) || matches!(t, "район" | "город" | "округ")),
    ("structure", |t| has(t, &["структур", "объединен", "совет", "группа", "назван", "наименован"])),
    ("from_on", |t| t.starts_with("дата")),
];

/// «Член – организация», not «Организация»: where the person works.
fn is_member(title: &str) -> bool {
    has_word(title, "член") && has(title, &["организац"])
        || has(title, &["члена организац", "организация член"])
}

/// The columns of a list of members.
pub(crate) struct MemberColumns;

impl Columns for MemberColumns {
    fn of_title(&self, title: &str) -> Option<&'static str> {
        lists::titled(title, &RULES)
    }

    fn is_enough(&self, layout: &Layout) -> bool {
        let is_there = |field: &'static str| layout.column(field).is_some();
        is_there("structure") && (is_there("full_name") || is_there("last_name"))
    }

    fn surest(&self) -> &'static str {
        "full_name"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_known_in_the_ways_people_write_them() {
        for (title, field) in [
            ("№ п/п", "number"),
            ("Структура", "structure"),
            ("Наименование методического объединения", "structure"),
            ("РМО (название)", "structure"),
            ("Вид структуры", "kind"),
            ("Территория", "unit"),
            ("Код территории", "unit_code"),
            ("Ф.И.О. (полностью)", "full_name"),
            ("Фамилия, имя, отчество", "full_name"),
            ("Участник", "full_name"),
            ("Фамилия", "last_name"),
            ("Имя", "first_name"),
            ("Отчество (при наличии)", "middle_name"),
            ("Должность и организация", "post"),
            ("Образовательная организация", "workplace"),
            ("Роль в объединении", "role"),
            ("С какого дня", "from_on"),
            ("Дата вхождения", "from_on"),
            ("Дата", "from_on"),
            ("Срок полномочий", "term_on"),
            ("По какой день", "to_on"),
            ("Дата выхода", "to_on"),
            ("Основание", "basis"),
            ("Причина выхода", "end_reason"),
            ("Член – организация", "organisation"),
            ("Организация-член", "organisation"),
            ("Код члена-организации", "organisation_code"),
        ] {
            assert_eq!(MemberColumns.of_title(title), Some(field), "{title}");
        }
        for title in ["Примечание", "Телефон", "Блок"] {
            assert_eq!(MemberColumns.of_title(title), None, "{title}");
        }
    }
}
