//! A refusal on its way to the screen: the rule's sentence, with links to where it can be mended.

use std::fmt;

use web::{Error, Way};

use crate::rules::Refusal;

/// The most indicators named as links: more would be a page of its own.
const LINKS: usize = 12;

/// A refusal about one page.
#[derive(Debug)]
struct Refused {
    refusal: Refusal,
    home: &'static str,
    url: String,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.refusal.fmt(f)
    }
}

impl web::Refusal for Refused {
    fn ways(&self) -> Vec<Way> {
        let indicator = |no: &String| Way {
            label: format!("Показатель {no}"),
            url: format!("{}/answers/{no}", self.url),
        };
        let mut ways: Vec<Way> = self.refusal.indicators().iter().take(LINKS).map(indicator).collect();
        ways.push(Way { label: self.home.to_owned(), url: self.url.clone() });
        ways
    }
}

/// The error of a rule about the sheet at `url`.
pub(crate) fn at_sheet(refusal: Refusal, url: String) -> Error {
    Refused { refusal, home: "Вернуться к таблице", url }.into()
}

/// The error of a rule about the campaign at `url`.
pub(crate) fn at_campaign(refusal: Refusal, url: String) -> Error {
    Refused { refusal, home: "Вернуться к мониторингу", url }.into()
}
