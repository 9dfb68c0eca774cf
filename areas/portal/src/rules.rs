//! What may be opened, and why not; what stays inside whatever is opened.

use std::fmt;

use monitoring::rules::CampaignState;
use web::Way;

/// The level of persons: their results are never open (152-ФЗ).
pub const PERSON: &str = "person";

/// A refusal of the open page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Nothing stands published.
    NotPublished(String),
    /// All that was measured is people.
    PeopleOnly,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotPublished(_) => {
                "Показать всем можно только опубликованные результаты. Сначала опубликуйте мониторинг."
            }
            Self::PeopleOnly => {
                "В\u{a0}этом мониторинге измеряли людей: их результаты – персональные данные, на\u{a0}открытую страницу они не\u{a0}выходят."
            }
        })
    }
}

impl web::Refusal for Refusal {
    fn clause(&self) -> String {
        match self {
            Self::NotPublished(_) => String::new(),
            Self::PeopleOnly => "152-ФЗ, статья 6".to_owned(),
        }
    }

    fn ways(&self) -> Vec<Way> {
        match self {
            Self::NotPublished(url) => {
                vec![Way { label: "К мониторингу".to_owned(), url: url.clone() }]
            }
            Self::PeopleOnly => Vec::new(),
        }
    }
}

/// Whether results may be shown to everybody: they stand published, and not only of people.
pub fn may_open(state: CampaignState, url: String, levels: &[String]) -> Result<(), Refusal> {
    if !matches!(state, CampaignState::Published | CampaignState::Archived) {
        return Err(Refusal::NotPublished(url));
    }
    if levels.iter().all(|level| level == PERSON) { Err(Refusal::PeopleOnly) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_stands_published_and_not_of_people_is_opened() {
        let levels = |all: &[&str]| all.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>();
        let ask = |state, all| may_open(state, String::new(), &levels(all));
        for state in CampaignState::ALL {
            let stands = matches!(state, CampaignState::Published | CampaignState::Archived);
            assert_eq!(ask(state, &["municipality"]).is_ok(), stands, "{state:?}");
        }
        assert_eq!(ask(CampaignState::Published, &["person"]), Err(Refusal::PeopleOnly));
        assert!(ask(CampaignState::Published, &["person", "organisation"]).is_ok());
    }
}
