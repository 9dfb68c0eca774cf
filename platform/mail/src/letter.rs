//! What a letter says, once; its text and its HTML are made of the same words. No pictures, nothing that reports back.

use askama::Template;
use serde::{Deserialize, Serialize};

/// The content of a letter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// Its subject.
    pub subject: String,
    /// What it says before the link.
    pub paragraphs: Vec<String>,
    /// Lines of a list after the paragraphs.
    pub list: Vec<String>,
    /// The words of the link and its whole address; empty words: none.
    pub link: (String, String),
    /// What it says after the link.
    pub afterwards: Vec<String>,
    /// The whole address of the page that stops such letters; empty: they cannot be stopped.
    pub stop: String,
}

#[derive(Template)]
#[template(path = "letter.txt")]
struct Text<'a> {
    letter: &'a Letter,
}

#[derive(Template)]
#[template(path = "letter.html")]
struct Html<'a> {
    letter: &'a Letter,
}

impl Letter {
    /// As plain text.
    pub(crate) fn text(&self) -> Result<String, askama::Error> {
        Text { letter: self }.render()
    }

    /// As HTML.
    pub(crate) fn html(&self) -> Result<String, askama::Error> {
        Html { letter: self }.render()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter() -> Letter {
        Letter {
            subject: "Новый пароль".to_owned(),
            paragraphs: vec!["Здравствуйте, <Нина>!".to_owned(), "Второй абзац.".to_owned()],
            list: vec!["30.06.2026: заполнить таблицу".to_owned()],
            link: ("Задать пароль".to_owned(), "https://m.example/recovery/abc".to_owned()),
            afterwards: vec!["Если это были не вы, ничего не делайте.".to_owned()],
            stop: "https://m.example/reminders/xyz".to_owned(),
        }
    }

    #[test]
    fn text_and_html_say_the_same() {
        let (text, html) = (letter().text().unwrap(), letter().html().unwrap());
        for words in
            ["Второй абзац.", "заполнить таблицу", "https://m.example/recovery/abc", "reminders/xyz", "не вы"]
        {
            assert!(text.contains(words), "{words}: {text}");
            assert!(html.contains(words), "{words}: {html}");
        }
        assert!(text.contains("Здравствуйте, <Нина>!") && !html.contains("<Нина>"));
        assert!(!html.contains("<img") && !html.contains("<script") && !html.contains(" src="));
        assert_eq!(html.matches("https://m.example/recovery/abc\"").count(), 1);
    }

    #[test]
    fn what_is_not_there_leaves_no_trace() {
        let bare = Letter { list: Vec::new(), link: Default::default(), stop: String::new(), ..letter() };
        let (text, html) = (bare.text().unwrap(), bare.html().unwrap());
        assert!(!html.contains("<a ") && !html.contains("<ul>") && !text.contains("https://"));
        assert!(!text.contains("\n\n\n"), "{text}");
    }
}
