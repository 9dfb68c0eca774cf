//! Words of a staff list as ids of the pack: posts, subjects, categories. The same for a form and for a row of a list.

use db::fold;
use packs::{Category, CourseForm, Effective, Post, Sourced, Subject};

use super::names::mended;
use crate::Reach;

/// The post a text names: its title or an alias, whole; else a known title it begins with («учитель математики», «учитель,
/// классный руководитель» are a teacher), the longest first. «Ст.» and «зам.» are read as what they stand for.
pub fn post<'a>(text: &str, rules: &'a Effective) -> Option<&'a Post> {
    let text = plain(&text.replace('.', ". "));
    if text.is_empty() {
        return None;
    }
    let words = |post: &'a Sourced<Post>| {
        titles(&post.rule.title, &post.rule.aliases).map(move |title| (title, &post.rule))
    };
    let all: Vec<(String, &Post)> = rules.posts.iter().flat_map(words).collect();
    if let Some(post) = whole(&text, &all) {
        return Some(post);
    }
    // «Учитель нач. классов» is no teacher of a subject: in full first.
    let (full, in_full): (String, Vec<(String, &Post)>) =
        (in_full(&text), all.iter().map(|(title, post)| (in_full(title), *post)).collect());
    whole(&full, &in_full).or_else(|| begun(&text, &all)).or_else(|| begun(&full, &in_full))
}

fn whole<'a>(text: &str, all: &[(String, &'a Post)]) -> Option<&'a Post> {
    all.iter().find(|(title, _)| title == text).map(|(_, post)| *post)
}

fn begun<'a>(text: &str, all: &[(String, &'a Post)]) -> Option<&'a Post> {
    let is_next = |rest: &str| rest.starts_with(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '–'));
    let begun = all.iter().filter(|(title, _)| text.strip_prefix(title.as_str()).is_some_and(is_next));
    begun.max_by_key(|(title, _)| title.len()).map(|(_, post)| *post)
}

/// The usual beginnings of posts in full.
fn in_full(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    // «Уч. секретарь», «уч. мастер» are no teachers.
    let is_other = |at: usize| {
        let next = words.get(at + 1).copied().unwrap_or_default();
        ["секр", "маст", "част", "отд"].iter().any(|begun| next.starts_with(begun))
    };
    let full = |(at, word): (usize, &&str)| match word.trim_end_matches('.') {
        "уч" if is_other(at) => (*word).to_owned(),
        "ст" => "старший".to_owned(),
        "зам" | "зам-ль" => "заместитель".to_owned(),
        "воспит" | "восп" => "воспитатель".to_owned(),
        "учит" | "уч" | "уч-ль" => "учитель".to_owned(),
        "дир" => "директора".to_owned(),
        "нач" => "начальных".to_owned(),
        "кл" => "классов".to_owned(),
        other => other.to_owned(),
    };
    words.iter().enumerate().map(full).collect::<Vec<_>>().join(" ")
}

/// The form of a course a text names.
pub fn course_form<'a>(text: &str, rules: &'a Effective) -> Option<&'a CourseForm> {
    let text = plain(text);
    let is_it = |one: &CourseForm| titles(&one.title, &one.aliases).any(|title| title == text);
    rules.course_forms.iter().map(|one| &one.rule).find(|one| is_it(one))
}

/// The level a text names: «районный этап», «Всероссийский».
pub fn reach(text: &str) -> Option<Reach> {
    const WORDS: [(Reach, &[&str]); 5] = [
        (Reach::World, &["междунар"]),
        (Reach::Country, &["всеросс", "федерал", "общеросс"]),
        (Reach::Region, &["регион", "област", "краев", "республик"]),
        (Reach::Municipality, &["муницип", "район", "город", "окруж"]),
        (Reach::Organisation, &["школ", "организац", "учрежд"]),
    ];
    let text = plain(text);
    let is_said = |parts: &[&str]| parts.iter().any(|part| text.contains(part));
    WORDS.into_iter().find(|(_, parts)| is_said(parts)).map(|(reach, _)| reach)
}

/// The subjects a text names, separated by commas, semicolons, slashes or «и»; a name that itself has «и» in it is tried
/// whole first. The second list is what nobody knows.
pub fn subjects<'a>(text: &str, rules: &'a Effective) -> (Vec<&'a Subject>, Vec<String>) {
    let (mut known, mut unknown): (Vec<&Subject>, Vec<String>) = (Vec::new(), Vec::new());
    for part in text.split([',', ';', '/', '\n']).map(plain).filter(|part| !part.is_empty()) {
        if let Some(one) = subject(&part, rules) {
            known.push(one);
            continue;
        }
        let halves: Vec<Option<&Subject>> = part.split(" и ").map(|half| subject(half, rules)).collect();
        if halves.len() > 1 && halves.iter().all(Option::is_some) {
            known.extend(halves.into_iter().flatten());
        } else {
            unknown.push(part);
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    known.retain(|one| seen.insert(one.id.clone()));
    (known, unknown)
}

fn subject<'a>(text: &str, rules: &'a Effective) -> Option<&'a Subject> {
    let text = plain(text);
    let found = rules
        .subjects
        .iter()
        .find(|one| titles(&one.rule.title, &one.rule.aliases).any(|title| title == text));
    found.map(|one| &one.rule)
}

/// The category a text names; an empty text or «нет», «без категории» is none and no fault. Dots, blanks and slashes say
/// nothing: «в.к.», «в/к» and «ВК» are one.
pub fn category<'a>(text: &str, rules: &'a Effective) -> Result<Option<&'a Category>, String> {
    let said = plain(text);
    if matches!(said.as_str(), "" | "-" | "–" | "—" | "0" | "нет") || is_without_category(text) {
        return Ok(None);
    }
    let packed = packed(&said);
    let is_it = |title: String| title == said || self::packed(&title) == packed;
    let found = rules.categories.iter().find(|one| titles(&one.rule.title, &one.rule.aliases).any(is_it));
    match found {
        Some(one) => Ok(Some(&one.rule)),
        None => Err(said),
    }
}

/// Says in words that there is no category: «б/к», «без категории», «не имеет».
pub fn is_without_category(text: &str) -> bool {
    let packed = packed(&plain(text));
    matches!(
        packed.as_str(),
        "бк" | "бкк"
            | "безк"
            | "безкк"
            | "безкат"
            | "безкатегории"
            | "неимеет"
            | "нетк"
            | "неткатегории"
            | "категориинет"
            | "неаттестован"
            | "неаттестована"
    )
}

/// Without what abbreviations are parted by.
fn packed(text: &str) -> String {
    text.chars().filter(|letter| !matches!(letter, '.' | ' ' | '/' | '-')).collect()
}

fn titles<'a>(title: &'a str, aliases: &'a [String]) -> impl Iterator<Item = String> + 'a {
    std::iter::once(title).chain(aliases.iter().map(String::as_str)).map(plain)
}

/// Folded, with look-alike letters mended and no dot at the end.
fn plain(text: &str) -> String {
    fold(&mended(text)).trim_matches(|c| c == '.' || c == ' ').to_owned()
}

/// A rate as people write it: «1», «0,5», «0.75 ст.», «1 ст».
pub fn rate(text: &str) -> Option<i64> {
    hundredths(text).filter(|rate| (0..=999).contains(rate))
}

/// Hours a week as people write them: «18», «18 ч», «4,5 часа».
pub fn hours(text: &str) -> Option<i64> {
    hundredths(text).filter(|hours| (0..=9_999).contains(hours))
}

fn hundredths(text: &str) -> Option<i64> {
    let number = text.trim().trim_end_matches(|c: char| !c.is_ascii_digit()).replace(',', ".");
    let (whole, part) = number.split_once('.').unwrap_or((&number, ""));
    let whole: i64 = whole.trim().parse().ok()?;
    let part: i64 = match part.len() {
        0 => 0,
        1 => part.parse::<i64>().ok()? * 10,
        2 => part.parse().ok()?,
        _ => return None,
    };
    (0..=99).contains(&whole).then_some(whole * 100 + part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules() -> std::sync::Arc<Effective> {
        packs::Library::embedded().unwrap().effective(&["amur-2020"]).unwrap()
    }

    #[test]
    fn posts_are_known_by_title_alias_and_beginning() {
        let rules = rules();
        for (text, id) in [
            ("Учитель", "teacher"),
            ("учитель математики и физики", "teacher"),
            ("Учитель начальных классов", "primary_teacher"),
            ("учитель-логопед", "speech_teacher"),
            ("Зам. директора по УВР", "deputy_teaching"),
            ("заведующая", "principal"),
            ("Воcпитатель", "educator"),
            ("педагог-психолог.", "psychologist"),
            ("ст. воспитатель", "senior_educator"),
            ("ст.воспитатель", "senior_educator"),
            ("зам.директора по УР", "deputy_teaching"),
            ("учитель нач. классов", "primary_teacher"),
            ("учит. нач. кл.", "primary_teacher"),
            ("учитель, классный руководитель", "teacher"),
            ("учитель/классный руководитель", "teacher"),
            ("учитель(совместитель)", "teacher"),
        ] {
            assert_eq!(post(text, &rules).map(|post| post.id.as_str()), Some(id), "{text}");
        }
        for text in [
            "",
            "дворник",
            "учительская",
            "ст. дворник",
            "учитель-дворник",
            "зам",
            "уч. секретарь",
            "уч. мастер",
        ] {
            assert_eq!(post(text, &rules), None, "{text}");
        }
    }

    #[test]
    fn subjects_are_split_and_known() {
        let rules = rules();
        let ids = |text: &str| -> (Vec<String>, Vec<String>) {
            let (known, unknown) = subjects(text, &rules);
            (known.iter().map(|one| one.id.clone()).collect(), unknown)
        };
        assert_eq!(ids("Русский язык и литература").0, ["russian", "literature"]);
        assert_eq!(ids("алгебра и геометрия; информатика").0, ["mathematics", "informatics"]);
        assert_eq!(ids("Математика, математика / ОБЖ").0, ["mathematics", "safety"]);
        assert_eq!(ids("физика, чародейство"), (vec!["physics".to_owned()], vec!["чародейство".to_owned()]));
        assert_eq!(ids(" "), (vec![], vec![]));
    }

    #[test]
    fn categories_are_known_or_said_to_be_unknown() {
        let rules = rules();
        let id = |text: &str| category(text, &rules).map(|one| one.map(|one| one.id.clone()));
        for (text, expected) in [
            ("Высшая", "highest"),
            ("1 КК", "first"),
            ("1КК", "first"),
            ("1кк.", "first"),
            ("сзд", "conformity"),
            ("С.З.Д.", "conformity"),
            ("в.к.", "highest"),
            ("ВК", "highest"),
            ("В/К", "highest"),
            ("1 кк", "first"),
            ("I", "first"),
        ] {
            assert_eq!(id(text), Ok(Some(expected.to_owned())), "{text}");
        }
        for text in ["", "нет", "Без категории", "–", "б/к", "Б.К.", "без кат.", "бк", "не имеет"]
        {
            assert_eq!(id(text), Ok(None), "{text}");
        }
        assert_eq!(id("золотая"), Err("золотая".to_owned()));
        assert_eq!(id("12кк"), Err("12кк".to_owned()));
    }

    #[test]
    fn rates_are_read_as_written() {
        for (text, hundredths) in
            [("1", 100), ("0,5", 50), ("0.75 ст.", 75), ("1,25", 125), ("1 ставка", 100)]
        {
            assert_eq!(rate(text), Some(hundredths), "{text}");
        }
        for text in ["", "полная", "0,555", "-1", "18"] {
            assert_eq!(rate(text), None, "{text}");
        }
    }

    #[test]
    fn hours_are_read_as_written() {
        for (text, hundredths) in
            [("18", 1_800), ("18 ч", 1_800), ("4,5 часа", 450), ("27.25", 2_725), ("0", 0)]
        {
            assert_eq!(hours(text), Some(hundredths), "{text}");
        }
        for text in ["", "полная", "18,555", "-1", "180"] {
            assert_eq!(hours(text), None, "{text}");
        }
    }
}
