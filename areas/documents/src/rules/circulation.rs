//! To whom a document may be addressed for acquaintance, whether a unit is among them, by which day it reads it: no
//! database, no clock (Кемеровская область, п. 4.4).

use access::Level;
use chrono::{Days, NaiveDate};
use registry::month_end;
use units::UnitId;
use web::{FieldFault, Refusal, Way};

use crate::Document;
use crate::model::{Circle, Circulation};
use crate::status::Status;

/// Genera that tell others how to work; protocols, analyses and acts stay with who made them.
const GENERA: [&str; 6] = ["regulation", "programme", "plan", "order", "materials", "letter"];
/// A later day is a slip of the pen.
const LONGEST_DAYS: u64 = 366;

/// A rule's no about addressing a document or the mark under it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum NotCirculated {
    /// Of a genus that is nobody's instruction.
    Genus(String),
    /// Nothing stands below its issuer.
    Lowest(String),
    /// It is not in force yet, or no more.
    Forceless(String, Status),
    /// Its term is over.
    Over(String),
}

impl std::fmt::Display for NotCirculated {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Genus(_) => f.write_str(
                "Для ознакомления адресуют положения, программы, планы, приказы, письма и\u{a0}методические материалы. Протоколы, справки и\u{a0}акты остаются у\u{a0}того, кто их составил.",
            ),
            Self::Lowest(_) => f.write_str(
                "Ниже этой организации в\u{a0}дереве никого нет: адресовать документ некому.",
            ),
            Self::Forceless(_, Status::Cancelled) => f.write_str(
                "Документ отменён: знакомиться с\u{a0}ним уже не\u{a0}нужно.",
            ),
            Self::Forceless(_, state) => write!(
                f,
                "Документ сейчас «{}», а\u{a0}знакомят с\u{a0}действующими. Введите его в\u{a0}действие или адресуйте другой.",
                state.title()
            ),
            Self::Over(_) => f.write_str("Срок действия документа вышел: знакомиться с\u{a0}ним уже не\u{a0}нужно."),
        }
    }
}

impl Refusal for NotCirculated {
    fn ways(&self) -> Vec<Way> {
        let (Self::Genus(url) | Self::Lowest(url) | Self::Forceless(url, _) | Self::Over(url)) = self;
        vec![Way { label: "Открыть карточку".to_owned(), url: url.clone() }]
    }
}

/// Levels of the tree below an issuer, from the top.
pub(crate) fn below(issuer: Level) -> Vec<(Level, &'static str)> {
    let all = [
        (Level::Region, "все регионы"),
        (Level::Municipality, "все муниципалитеты"),
        (Level::Organisation, "все образовательные организации"),
    ];
    all.into_iter().filter(|(level, _)| *level > issuer).collect()
}

/// Whether the document may be addressed today.
pub(crate) fn may_circulate(
    document: &Document,
    issuer: Level,
    today: NaiveDate,
) -> Result<(), NotCirculated> {
    if !GENERA.contains(&document.genus.as_str()) {
        return Err(NotCirculated::Genus(document.url()));
    }
    if below(issuer).is_empty() {
        return Err(NotCirculated::Lowest(document.url()));
    }
    may_acquaint(document, today)
}

/// Whether a mark still means something: one reads what is in force.
pub(crate) fn may_acquaint(document: &Document, today: NaiveDate) -> Result<(), NotCirculated> {
    match document.state() {
        Status::InForce if document.valid_to.is_some_and(|last| last < today) => {
            Err(NotCirculated::Over(document.url()))
        }
        Status::InForce => Ok(()),
        state => Err(NotCirculated::Forceless(document.url(), state)),
    }
}

/// What is wrong with whom it shall be addressed to. `before`: the day that stands already, which may have passed.
pub(crate) fn faults(
    circle: &Circle,
    document: &Document,
    (issuer, before): (Level, Option<NaiveDate>),
    today: NaiveDate,
) -> Vec<FieldFault> {
    let mut found = Vec::new();
    let mut say =
        |field: &str, text: &str| found.push(FieldFault { field: field.to_owned(), text: text.to_owned() });
    if circle.levels.is_empty() && circle.units.is_empty() {
        say("level", "Отметьте уровень или впишите организации.");
    }
    let open = below(issuer);
    if circle.levels.iter().any(|level| open.iter().all(|(one, _)| one != level)) {
        say("level", "Адресовать можно только уровням ниже того, кто издал документ.");
    }
    if circle.read_by < today && before != Some(circle.read_by) {
        say("read_by", "Этот день уже прошёл: дайте время прочитать.");
    }
    if document.valid_to.is_some_and(|last| last < circle.read_by) {
        say("read_by", "К этому дню документ уже не будет действовать: назначьте день раньше.");
    }
    if circle.read_by > today + Days::new(LONGEST_DAYS) {
        say("read_by", "Проверьте год: больше года на ознакомление не дают.");
    }
    found
}

/// Whether the unit is among those the document of this path is addressed to.
pub(crate) fn is_addressed<'a>(
    document_path: &str,
    rows: impl IntoIterator<Item = &'a Circulation>,
    (unit, path, level): (UnitId, &str, Level),
) -> bool {
    let is_below = path != document_path && path.starts_with(document_path);
    let is_named = |row: &Circulation| row.unit_id == Some(unit) || row.level() == Some(level);
    is_below && rows.into_iter().any(is_named)
}

/// The day as of which units are counted: today, or the last one of what is in force no more.
pub(crate) fn counted_on(document: &Document, today: NaiveDate) -> NaiveDate {
    document.valid_to.filter(|last| *last < today).unwrap_or(today)
}

/// The last day for a unit: who began after the day that was set has until the end of the month.
pub(crate) fn due(read_by: NaiveDate, known_since: Option<NaiveDate>, today: NaiveDate) -> NaiveDate {
    if known_since.is_some_and(|first| first > read_by) { month_end(today) } else { read_by }
}

#[cfg(test)]
mod tests;
