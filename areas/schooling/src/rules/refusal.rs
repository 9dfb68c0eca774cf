//! Why the area says no.

use std::fmt;

use web::Way;

/// A refusal of the area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The session was held or called off: its page, what was done last.
    Settled(String, String),
    /// The school is closed: its page.
    Closed(String),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Settled(_, last) => {
                write!(f, "Это занятие уже не\u{a0}в\u{a0}плане: оно проведено или отменено.")?;
                if last.is_empty() {
                    Ok(())
                } else {
                    write!(f, " Последнее изменение – {last}.")
                }
            }
            Self::Closed(_) => {
                f.write_str("Эта школа закрыта: её занятия и\u{a0}участников можно только читать.")
            }
        }
    }
}

impl web::Refusal for Refusal {
    fn clause(&self) -> String {
        String::new()
    }

    fn ways(&self) -> Vec<Way> {
        let (label, url) = match self {
            Self::Settled(url, _) => ("Открыть занятие", url),
            Self::Closed(url) => ("Открыть школу", url),
        };
        vec![Way { label: label.to_owned(), url: url.clone() }]
    }
}
