//! The rules of one file: each takes a source and answers with a complaint that says what to do instead.

use std::collections::HashSet;
use std::fmt::Write;

use sha2::{Digest, Sha256};

use super::tree::Source;

const LONGEST: usize = 500;
const LONGEST_STORY: usize = 6;

pub fn short(source: &Source) -> Option<String> {
    let lines = source.text.lines().count();
    (source.is_any(&["rs", "ts", "html", "css"]) && lines > LONGEST)
        .then(|| format!("{lines} lines; split it by noun, {LONGEST} is the limit and 150 the aim"))
}

pub fn tells_its_story(source: &Source) -> Option<String> {
    if !source.is_any(&["rs"]) {
        return None;
    }
    match source.text.lines().take_while(|line| line.starts_with("//!")).count() {
        0 => Some("open with `//!`: what, for whom, which clause".to_owned()),
        lines if lines > LONGEST_STORY => Some(format!("{lines} lines of `//!`; {LONGEST_STORY} are enough")),
        _ => None,
    }
}

/// A file or module of this name gathers whatever has no home.
pub fn named_by_content(source: &Source) -> Option<String> {
    if !is_house(source) || !source.is_any(&["rs"]) {
        return None;
    }
    let empty =
        ["util", "utils", "helper", "helpers", "common", "manager", "managers", "service", "services"];
    let in_path = source.path.split(['/', '.']);
    let in_text = code(source).filter_map(|line| line.trim().trim_start_matches("pub ").strip_prefix("mod "));
    let mut names = in_path.chain(in_text.map(|name| name.trim_end_matches([' ', '{', ';'])));
    let name = names.find(|name| empty.contains(name))?.to_owned();
    Some(format!("`{name}` says nothing; name the module by the noun it holds"))
}

/// Lock 3: areas speak to the platform, and only their tables speak to the database.
pub fn keeps_technique_out(source: &Source) -> Option<String> {
    let file = source.path.strip_prefix("areas/")?;
    if !source.is_any(&["rs"]) {
        return None;
    }
    if code(source).any(|line| names_word(line, "axum")) {
        return Some("names axum; an area registers plain functions with platform/web".to_owned());
    }
    let holds_tables = file
        .split('/')
        .any(|part| ["store", "schema", "model"].iter().any(|furniture| part.starts_with(furniture)));
    (!holds_tables && code(source).any(|line| names_word(line, "diesel")))
        .then(|| "names diesel; queries live in store, tables in schema, rows in model".to_owned())
}

/// The words are put together here so that this file does not complain of itself.
pub fn finished(source: &Source) -> Option<String> {
    let hollow = [
        concat!("todo", "!("),
        concat!("unimplemented", "!("),
        concat!("#[", "ignore"),
        concat!("assert!", "(true)"),
        concat!("// TO", "DO"),
        concat!("// FIX", "ME"),
    ];
    let found = hollow.iter().find(|word| source.text.contains(**word))?;
    source.is_any(&["rs", "ts"]).then(|| format!("`{found}`: finish it or take it out"))
}

/// Decision 19: the content security policy allows neither scripts nor styles inside a page.
pub fn keeps_policy(source: &Source) -> Option<String> {
    if !source.is_any(&["html", "ts", "svg"]) {
        return None;
    }
    let handlers = [" onclick=", " onchange=", " oninput=", " onsubmit=", " onload=", " onkeydown="];
    let inline = ["style=\"", "<style"].into_iter().chain(handlers).find(|word| source.text.contains(word));
    if let Some(word) = inline {
        return Some(format!("`{}`: use a class or an attribute, and a listener in web/src", word.trim()));
    }
    let mut tags = source.text.split("<script").skip(1).map(|rest| rest.split('>').next().unwrap_or(rest));
    tags.any(|tag| !tag.contains("src=") && !tag.contains("application/json"))
        .then(|| "an inline script: put it into web/src".to_owned())
}

/// A field that nobody types says so in its form – `f::hidden`, `f::unseen` –, so that the page of a fault never shows it: a new one
/// cannot be forgotten. A field of an address or of a form that goes on is `f::kept`.
pub fn declares_unseen(source: &Source) -> Option<String> {
    const FIELD: &str = "<input type=\"hidden\" name=\"";
    if !source.is_any(&["html"]) || source.path.ends_with("templates/fields.html") {
        return None;
    }
    let mut names = source.text.split(FIELD).skip(1).filter_map(|rest| rest.split('"').next());
    let is_told = |name: &str| {
        let told = format!("{FIELD}_unseen\" value=\"{name}\">");
        matches!(name, "_csrf" | "_unseen") || source.text.contains(&told)
    };
    let name = names.find(|name| !is_told(name))?;
    Some(format!("the hidden field `{name}`: use f::hidden, or f::kept where no page of a fault shows it"))
}

/// The regulations are signed by living people: none of them may turn up in demo data, packs or tests.
/// `officials` are hashes of their surnames in every case, so that the list itself names nobody.
pub fn names_nobody(source: &Source, officials: &[&str]) -> Option<String> {
    let words: HashSet<&str> = source.text.split(|letter: char| !letter.is_alphabetic()).collect();
    let named = words.into_iter().find(|word| !word.is_ascii() && officials.contains(&&*hash(word)))?;
    let line = source.text.lines().position(|line| line.contains(named)).unwrap_or(0) + 1;
    Some(format!("line {line} has the surname of an official from a regulation; invent another"))
}

/// The first eight bytes of the SHA-256 of the lower-cased word.
pub fn hash(word: &str) -> String {
    let digest = Sha256::digest(word.to_lowercase());
    digest.iter().take(8).fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("a string takes everything");
        text
    })
}

fn is_house(source: &Source) -> bool {
    ["areas/", "platform/"].iter().any(|folder| source.path.starts_with(folder))
}

/// Lines that are no comment.
fn code(source: &Source) -> impl Iterator<Item = &str> {
    source.text.lines().filter(|line| !line.trim_start().starts_with("//"))
}

fn names_word(line: &str, word: &str) -> bool {
    line.split(|letter: char| !letter.is_alphanumeric() && letter != '_').any(|part| part == word)
}
