//! The role a row names: as the pack calls it, or in the words lists use.

use lists::plain;
use packs::StructureKind;

/// Beginnings of words and the codes packs give such roles, the surest first.
const WORDS: [(&str, &str); 15] = [
    ("научн", "curator"),
    ("куратор", "curator"),
    ("зам", "deputy"),
    ("руковод", "head"),
    ("председат", "head"),
    ("заведующ", "head"),
    ("директор", "head"),
    ("президент", "head"),
    ("модератор", "head"),
    ("координатор", "head"),
    ("секретар", "secretary"),
    ("методист", "methodist"),
    ("приглаш", "invited"),
    ("член", "member"),
    ("участник", "member"),
];

/// The code of the role, or the sentence why there is none.
pub(super) fn role(said: &str, kind: &StructureKind) -> Result<String, String> {
    let asked = plain(said);
    let named = kind.roles.iter().find(|role| plain(&role.title) == asked || role.id == said);
    if let Some(role) = named {
        return Ok(role.id.clone());
    }
    let code = match asked.as_str() {
        "" => Some("member"),
        asked => WORDS.iter().find(|(word, _)| asked.starts_with(word)).map(|(_, code)| *code),
    };
    let found = code.and_then(|code| kind.role(code)).map(|role| role.id.clone());
    found.ok_or_else(|| {
        let all: Vec<String> = kind.roles.iter().map(|role| role.title.to_lowercase()).collect();
        match said {
            "" => format!("не\u{a0}названа роль: {}", all.join(", ")),
            said => format!("роли «{said}» у\u{a0}такой структуры нет, есть: {}", all.join(", ")),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_known_by_the_pack_and_by_the_words_of_lists() {
        let rules = packs::Library::embedded().unwrap().effective(&["amur-2020"]).unwrap();
        let kind = |id: &str| rules.structure_kind(id).map(|kind| kind.rule.clone()).unwrap();
        let (council, service) = (kind("municipal_council"), kind("municipal_service"));
        for (said, code) in [
            ("Председатель", "head"),
            ("руководитель РМО", "head"),
            ("зам. председателя", "deputy"),
            ("секретарь совета", "secretary"),
            ("", "member"),
            ("Член совета", "member"),
            ("member", "member"),
            ("приглашенный", "invited"),
        ] {
            assert_eq!(role(said, &council).as_deref(), Ok(code), "{said}");
        }
        assert_eq!(role("научный руководитель", &service).as_deref(), Ok("curator"));
        assert!(role("кассир", &council).unwrap_err().contains("есть: председатель"));
        assert!(role("", &service).unwrap_err().contains("не\u{a0}названа роль"));
    }
}
