//! What a column of a list of units may hold, and the words its title is known by.

use lists::{Columns, Layout, TitleRule, has, has_word};

/// Codes and words, in the order of a choice.
pub(crate) const FIELDS: [(&str, &str); 20] = [
    ("name", "название"),
    ("short_name", "краткое название"),
    ("code", "код"),
    ("level", "уровень"),
    ("kind", "вид"),
    ("parent", "к чему относится"),
    ("parent_code", "код того, к чему относится"),
    ("size_group", "город или район"),
    ("service_form", "форма методической службы"),
    ("service_staff", "штат методической службы"),
    ("resource_url", "сайт или страница службы"),
    ("authority", "орган управления образованием"),
    ("is_small", "малокомплектная"),
    ("is_remote", "отдалённая"),
    ("is_hard_to_reach", "труднодоступная"),
    ("distance_km", "расстояние до центра, км"),
    ("pupils", "обучающихся"),
    ("teachers", "педагогов"),
    ("zone", "часовой пояс"),
    ("number", "номер строки"),
];

/// The surest first: «Код муниципалитета» is no code of the row, «Учителей» no organisation.
const RULES: [TitleRule; 23] = [
    ("number", |t| matches!(t, "п п" | "пп" | "n" | "n п п" | "номер" | "номер п п" | "no")),
    ("parent_code", |t| has_word(t, "код") && has(t, &["вышестоящ", "муниципалит", "относится", "район"])),
    ("code", |t| has_word(t, "код") || has_word(t, "октмо")),
    ("size_group", |t| t.contains("город или район") || t == "группа"),
    ("authority", |t| has_word(t, "омсу") || (has_word(t, "орган") && t.contains("управлен"))),
    ("service_form", |t| has(t, &["форма"]) && has(t, &["служб", "метод"])),
    ("service_staff", |t| has(t, &["штат", "числен", "человек"]) && has(t, &["служб", "метод"])),
    ("resource_url", |t| has(t, &["сайт", "ресурс", "страниц"])),
    ("is_small", |t| t.contains("малокомплект")),
    ("is_remote", |t| t.contains("отдален")),
    ("is_hard_to_reach", |t| t.contains("труднодоступ")),
    ("distance_km", |t| t.contains("расстоян") || t.contains("до центра")),
    ("pupils", |t| has(t, &["обучающ", "учащ", "ученик", "контингент", "детей"])),
    ("teachers", |t| has(t, &["педагог", "учител"])),
    ("zone", |t| t.contains("часовой")),
    ("level", |t| t.contains("уровень")),
    ("short_name", |t| has(t, &["кратк", "сокращ"])),
    ("kind", |t| has_word(t, "вид") || has_word(t, "тип")),
    ("parent", |t| has(t, &["вышестоящ", "относится", "входит в", "муниципал", "территори"])),
    ("parent", |t| matches!(t, "район" | "город" | "округ" | "город район")),
    ("name", |t| has(t, &["названи", "наименован"])),
    ("name", |t| has(t, &["организац", "школ", "учрежден"])),
    ("name", |t| matches!(t, "оо" | "оу" | "доу")),
];

/// The columns of a list of units.
pub(crate) struct UnitColumns;

impl Columns for UnitColumns {
    fn of_title(&self, title: &str) -> Option<&'static str> {
        lists::titled(title, &RULES)
    }

    /// A row of titles has no numbers and no long names.
    fn is_row(&self, texts: &mut dyn Iterator<Item = &String>) -> bool {
        let mut is_one = false;
        for text in texts {
            is_one |= text.chars().any(|c| c.is_ascii_digit()) && text.chars().count() > 4;
        }
        is_one
    }

    fn is_enough(&self, layout: &Layout) -> bool {
        layout.column("name").is_some() || layout.column("short_name").is_some()
    }

    fn surest(&self) -> &'static str {
        "name"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_known_in_the_ways_people_write_them() {
        for (title, field) in [
            ("№ п/п", "number"),
            ("Наименование ОО", "name"),
            ("Образовательная организация", "name"),
            ("Краткое название", "short_name"),
            ("Код организации", "code"),
            ("Код муниципалитета", "parent_code"),
            ("ОКТМО", "code"),
            ("Муниципалитет", "parent"),
            ("К чему относится", "parent"),
            ("Район", "parent"),
            ("Город или район", "size_group"),
            ("Вид", "kind"),
            ("Тип организации", "kind"),
            ("Уровень", "level"),
            ("Форма методической службы", "service_form"),
            ("Штат методической службы", "service_staff"),
            ("Сайт или страница службы", "resource_url"),
            ("Малокомплектная", "is_small"),
            ("Отдалённая, труднодоступная", "is_remote"),
            ("Труднодоступная", "is_hard_to_reach"),
            ("Орган управления образованием", "authority"),
            ("Расстояние до центра, км", "distance_km"),
            ("Кол-во обучающихся", "pupils"),
            ("Педагогов", "teachers"),
            ("Часовой пояс", "zone"),
        ] {
            assert_eq!(UnitColumns.of_title(title), Some(field), "{title}");
        }
        for title in ["Директор", "Примечание", "Телефон"] {
            assert_eq!(UnitColumns.of_title(title), None, "{title}");
        }
        for (code, words) in FIELDS {
            let title = words.to_owned();
            assert!(code == "number" || UnitColumns.of_title(&title) == Some(code), "{title}");
        }
    }
}
