//! What a column of a list of structures may hold, and the words its title is known by.

use lists::{Columns, Layout, TitleRule, has, has_word};

/// Codes and words, in the order of a choice.
pub(crate) const FIELDS: [(&str, &str); 22] = [
    ("name", "структура"),
    ("kind", "вид"),
    ("unit", "территория"),
    ("unit_code", "код территории"),
    ("directions", "предметы, направления"),
    ("started_on", "создана"),
    ("ends_on", "срок"),
    ("task", "задача"),
    ("parent", "входит в"),
    ("head", "руководитель"),
    ("head_post", "должность руководителя"),
    ("resource_url", "ресурс"),
    ("section_url", "раздел на портале"),
    ("service_directions", "направления службы"),
    ("founded", "документ-основание"),
    ("document_kind", "вид документа-основания"),
    ("document_number", "номер документа-основания"),
    ("document_on", "дата документа-основания"),
    ("number", "номер строки"),
    ("level", "уровень: его даёт вид"),
    ("block", "блок: его даёт вид"),
    ("members", "сколько человек: это ведут в\u{a0}составе"),
];

/// Words of a title that names the founding document.
const PAPERS: &[&str] = &["основани", "приказ", "документ"];

/// The surest first: «Вид структуры» is no name, «Наименование школы» is where it is.
const RULES: [TitleRule; 23] = [
    ("number", |t| matches!(t, "п п" | "пп" | "n" | "n п п" | "номер" | "номер п п" | "no")),
    // What the program's own list tells for whoever reads it, and nobody brings in by it.
    ("level", |t| matches!(t, "уровень" | "уровень структуры")),
    ("block", |t| t == "блок"),
    ("members", |t| t == "человек"),
    ("document_kind", |t| has(t, &["документ"]) && has_word(t, "вид")),
    ("document_number", |t| has(t, PAPERS) && has_word(t, "номер")),
    ("document_on", |t| has(t, PAPERS) && t.contains("дата")),
    ("founded", |t| has(t, PAPERS)),
    ("unit_code", |t| has_word(t, "код") || has_word(t, "октмо")),
    ("started_on", |t| has(t, &["создан", "основан", "год начала"]) && !has(t, &["приказ", "документ"])),
    ("ends_on", |t| has_word(t, "срок") || has(t, &["действует до", "работает до"])),
    ("task", |t| has(t, &["задача", "цель"])),
    ("service_directions", |t| t.contains("направлен") && t.contains("служб")),
    ("section_url", |t| has_word(t, "раздел")),
    ("directions", |t| has(t, &["предмет", "направлен"])),
    ("head_post", |t| t.contains("должност")),
    ("head", |t| has(t, &["руководител", "председател", "заведующ"])),
    ("parent", |t| has(t, &["входит в", "вышестоящ", "подчин"])),
    ("resource_url", |t| has(t, &["ресурс", "сайт", "страниц"])),
    ("kind", |t| has_word(t, "вид") || has_word(t, "тип") || t.contains("форма объединения")),
    ("unit", |t| has(t, &["территори", "муниципал", "организац", "школ", "учрежден"])),
    ("unit", |t| matches!(t, "район" | "город" | "округ" | "оо" | "где" | "место")),
    ("name", |t| has(t, &["структур", "названи", "наименован", "объединен"])),
];

/// The columns of a list of structures.
pub(crate) struct StructureColumns;

impl Columns for StructureColumns {
    fn of_title(&self, title: &str) -> Option<&'static str> {
        lists::titled(title, &RULES)
    }

    fn is_enough(&self, layout: &Layout) -> bool {
        layout.column("name").is_some()
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
            ("Структура", "name"),
            ("Наименование методического объединения", "name"),
            ("Вид структуры", "kind"),
            ("Территория", "unit"),
            ("Где", "unit"),
            ("Образовательная организация", "unit"),
            ("Код организации", "unit_code"),
            ("Предметы, направления", "directions"),
            ("Создана", "started_on"),
            ("Дата создания", "started_on"),
            ("Срок", "ends_on"),
            ("Задача", "task"),
            ("Входит в", "parent"),
            ("ФИО руководителя", "head"),
            ("Должность руководителя", "head_post"),
            ("Ресурс", "resource_url"),
            ("Раздел на портале", "section_url"),
            ("Направления службы", "service_directions"),
            ("Основание", "founded"),
            ("Документ о создании", "founded"),
            ("Вид документа", "document_kind"),
            ("Номер приказа", "document_number"),
            ("Дата документа", "document_on"),
            ("Основана", "started_on"),
            ("Уровень", "level"),
            ("Блок", "block"),
            ("Человек", "members"),
        ] {
            assert_eq!(StructureColumns.of_title(title), Some(field), "{title}");
        }
        assert_eq!(StructureColumns.of_title("Примечание"), None);
    }
}
