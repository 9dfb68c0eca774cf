//! Why the area says no.

use std::fmt;

use web::Way;

use crate::Called;

/// A refusal of the area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The session was held or called off: its page, what was done last.
    Settled(String, String),
    /// The school is closed: its page, what it is called.
    Closed(String, &'static Called),
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
            Self::Closed(_, called) => write!(
                f,
                "Эта {} закрыта: её занятия и\u{a0}участников можно только читать.",
                called.short.to_lowercase()
            ),
        }
    }
}

impl web::Refusal for Refusal {
    fn clause(&self) -> String {
        String::new()
    }

    fn ways(&self) -> Vec<Way> {
        let (label, url) = match self {
            Self::Settled(url, _) => ("Открыть занятие".to_owned(), url),
            Self::Closed(url, called) => (format!("Открыть {}", called.whom), url),
        };
        vec![Way { label, url: url.clone() }]
    }
}
