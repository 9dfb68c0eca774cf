//! What a document must say to be registered, and what is only worth a warning (decision 13).

use chrono::{Datelike, NaiveDate};
use db::fold;
use packs::Effective;
use web::{FieldFault, russian};

use crate::model::Proving;
use crate::{Addressee, Document, NewDocument, genus_title};

pub(crate) mod act_marks;
pub(crate) mod circulation;
pub(crate) mod disposal;
pub(crate) mod files;
pub(crate) mod keeping;
mod refusals;
pub(crate) mod required;
pub(crate) mod share;
pub(crate) mod visas;

pub use refusals::NotNow;
pub(crate) use refusals::{may_cancel, may_change};

/// Genera that are carried out, and so controlled.
const EXECUTED: [&str; 5] = ["order", "regulation", "programme", "plan", "letter"];
const LONGEST_CONTROLLER: usize = 300;
/// The genus of methodical materials.
const MATERIALS: &str = "materials";
const LONGEST_TITLE: usize = 500;
const LONGEST_NUMBER: usize = 50;
const LONGEST_ISSUER: usize = 300;
const LONGEST_TOPIC: usize = 300;
const LONGEST_LINK: usize = 2_000;
const LONGEST_REASON: usize = 500;
/// An earlier day is a slip of the pen: no methodical service keeps older papers in force.
const EARLIEST_YEAR: i32 = 1990;

/// Everything wrong with the requisites, each with its field. `has_file`: a file is attached already.
pub(crate) fn faults(
    new: &NewDocument,
    has_file: bool,
    rules: &Effective,
    today: NaiveDate,
) -> Vec<FieldFault> {
    let mut found = Vec::new();
    let mut say = |field: &str, text: Option<String>| {
        found.extend(text.map(|text| FieldFault { field: field.to_owned(), text }));
    };
    say("kind", kind(&new.kind, rules));
    say("title", title(&new.title));
    say("number", too_long(&new.number, LONGEST_NUMBER));
    say("signed_on", signed_on(new.signed_on, today));
    say("valid_to", valid_to(new));
    say("issuer", too_long(&new.issuer, LONGEST_ISSUER));
    say("topic", too_long(&new.topic, LONGEST_TOPIC).or_else(|| topic(new, rules)));
    let is_bare = new.file.is_none() && !has_file && new.link.is_none();
    say("file", is_bare.then(|| "Приложите файл документа или дайте ссылку на него.".to_owned()));
    say("link", new.link.as_deref().and_then(link));
    found
}

/// What is wrong with a number where the journal gives one, at registration.
pub(crate) fn no_number(new: &NewDocument) -> Option<FieldFault> {
    (!new.number.is_empty()).then(|| FieldFault {
        field: "number".to_owned(),
        text:
            "Номер присвоит журнал регистрации: очистите поле. Если номер уже стоит на документе, выберите \
               «Готовый документ»."
                .to_owned(),
    })
}

/// What a change must leave as the journal gave it; `journal`: its genus.
pub(crate) fn kept(
    before: &Document,
    new: &NewDocument,
    genus: &str,
    journal: Option<&str>,
) -> Vec<FieldFault> {
    let mut found = Vec::new();
    let mut say = |field: &str, text: String| found.push(FieldFault { field: field.to_owned(), text });
    let Some(journal) = journal else { return found };
    if new.number != before.number {
        say("number", format!("Номер {} присвоен по журналу и не меняется: верните его.", before.number));
    }
    if genus != journal {
        let word = genus_title(journal);
        say("kind", format!("Номер взят из журнала «{word}»: выберите вид документа того же рода."));
    }
    found
}

/// Why a typed number is none.
pub(crate) fn external_number(number: &str) -> Option<String> {
    let missing = "Напишите номер, как он стоит на документе: например, 114-од.";
    if number.is_empty() { Some(missing.to_owned()) } else { too_long(number, LONGEST_NUMBER) }
}

/// Why a document cannot lapse with this last day.
pub(crate) fn last_day(document: &Document, last: NaiveDate, today: NaiveDate) -> Option<String> {
    if last > today {
        return Some(
            "Этот день ещё не наступил. Если срок известен заранее, впишите его в «Действует по» в реквизитах."
                .to_owned(),
        );
    }
    if document.valid_to.is_some_and(|known| known < last) {
        let known = document.valid_to.map(russian::date).unwrap_or_default();
        return Some(format!("Срок документа вышел раньше, {known}: укажите этот день."));
    }
    (last < document.signed_on).then(|| "Документ не может утратить силу раньше, чем подписан.".to_owned())
}

/// Why a reason of lapsing is none.
pub(crate) fn lapse_reason(text: &str) -> Option<String> {
    let missing =
        "Напишите, почему документ утратил силу: например, «принято новое положение, приказ №\u{a0}12».";
    if text.is_empty() { Some(missing.to_owned()) } else { too_long(text, LONGEST_REASON) }
}

/// Why a reason of cancelling is none.
pub(crate) fn reason(text: &str) -> Option<String> {
    let missing = "Напишите, почему документ отменён: например, «заменён приказом №\u{a0}12».";
    if text.is_empty() { Some(missing.to_owned()) } else { too_long(text, LONGEST_REASON) }
}

fn too_long(text: &str, limit: usize) -> Option<String> {
    let length = text.chars().count();
    (length > limit)
        .then(|| format!("Слишком длинно: {length} знаков, а помещается {limit}. Сократите текст."))
}

fn kind(kind: &str, rules: &Effective) -> Option<String> {
    rules.document_kind(kind).is_none().then(|| "Выберите вид документа из списка.".to_owned())
}

fn title(text: &str) -> Option<String> {
    if text.is_empty() {
        return Some("Напишите название, как оно стоит на самом документе.".to_owned());
    }
    too_long(text, LONGEST_TITLE)
}

pub(crate) fn signed_on(day: NaiveDate, today: NaiveDate) -> Option<String> {
    if day > today {
        return Some("Этот день ещё не наступил: документ регистрируют, когда он подписан.".to_owned());
    }
    (day.year() < EARLIEST_YEAR).then(|| format!("Проверьте год: {} – слишком давно.", day.year()))
}

fn valid_to(new: &NewDocument) -> Option<String> {
    (new.valid_to? < new.signed_on)
        .then(|| "Документ не может утратить силу раньше, чем подписан.".to_owned())
}

/// A topic of another kind would never be found by the indicator that asks for it.
fn topic(new: &NewDocument, rules: &Effective) -> Option<String> {
    let key = fold(&new.topic);
    let known = topics(rules);
    let is_of = |kind: &str| known.iter().any(|(k, topic)| k == kind && fold(topic) == key);
    let is_foreign =
        !key.is_empty() && !is_of(&new.kind) && known.iter().any(|(_, topic)| fold(topic) == key);
    if !is_foreign {
        return None;
    }
    let own: Vec<&str> =
        known.iter().filter(|(k, _)| *k == new.kind).map(|(_, topic)| topic.as_str()).collect();
    Some(if own.is_empty() {
        "Для этого вида документов тема не нужна: уберите её или выберите другой вид.".to_owned()
    } else {
        format!("Для этого вида документов таблица спрашивает другие темы: {}.", own.join("; "))
    })
}

/// Why a document of this genus is addressed to nobody: an order binds, a material helps.
pub(crate) fn addressee(to: Option<Addressee>, genus: &str) -> Option<String> {
    (to.is_some() && genus != MATERIALS).then(|| {
        "Адресат бывает у\u{a0}методических материалов: выберите такой вид документа или уберите адресата.".to_owned()
    })
}

/// Why nobody controls the execution of a document of this genus.
pub(crate) fn controller(to: &str, genus: &str) -> Option<String> {
    if to.is_empty() {
        return None;
    }
    let is_act = EXECUTED.contains(&genus);
    if !is_act {
        return Some(
            "Контроль за исполнением возлагают приказом, положением, программой или планом: выберите такой вид документа или очистите поле.".to_owned(),
        );
    }
    too_long(to, LONGEST_CONTROLLER)
}

/// Topics the tables in force ask for: (kind, topic), in the order of the tables.
pub(crate) fn topics(rules: &Effective) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let indicators = rules.templates.iter().flat_map(|template| template.rule.indicators());
    for (_, indicator) in indicators {
        let (Some(kinds), Some(topics)) = (indicator.params.get("kind"), indicator.params.get("topic"))
        else {
            continue;
        };
        for kind in kinds.texts() {
            found.extend(topics.texts().iter().map(|topic| (kind.clone(), topic.clone())));
        }
    }
    found
}

/// Why a link cannot be kept: only pages of the web, so that opening it can run nothing.
fn link(text: &str) -> Option<String> {
    let length = too_long(text, LONGEST_LINK);
    if length.is_some() {
        return length;
    }
    let lower = text.to_lowercase();
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
    let is_host = host.contains('.') && !host.starts_with('.') && !host.contains(['@', '\\']);
    let is_plain = !text.chars().any(|c| c.is_whitespace() || c.is_control());
    (!is_host || !is_plain).then(|| {
        "Ссылка должна начинаться с https:// или http:// и вести на страницу сайта, без пробелов.".to_owned()
    })
}

/// Whether two typed numbers are one number.
pub(crate) fn is_same_number(one: &str, other: &str) -> bool {
    !one.is_empty() && fold(one) == fold(other)
}

/// Whether the same form told the same: the number is the journal's where none was typed, the day of a draft is nobody's.
pub(crate) fn is_same_entry(known: &Document, new: &NewDocument) -> bool {
    let is_file = match (&new.file, &known.sha256) {
        (Some(file), Some(own)) => file.sha256 == *own,
        (None, _) => true,
        (Some(_), None) => false,
    };
    known.kind == new.kind
        && known.title == new.title
        && (new.number.is_empty() || known.number == new.number)
        && (known.signed_on == new.signed_on || known.state().is_unsigned())
        && known.issuer == new.issuer
        && known.valid_to == new.valid_to
        && known.topic == new.topic
        && known.link == new.link
        && is_file
}

/// The calendar year of a number (decision 13).
pub(crate) fn number_year(day: NaiveDate) -> (NaiveDate, NaiveDate) {
    let at = |month, last| NaiveDate::from_ymd_opt(day.year(), month, last).unwrap_or(day);
    (at(1, 1), at(12, 31))
}

/// The days of the school year `2026`: 1 September 2025 – 31 August 2026.
pub(crate) fn school_year(period: &str) -> Option<(NaiveDate, NaiveDate)> {
    let year: i32 = period.parse().ok().filter(|year| (1990..=2200).contains(year))?;
    Some((NaiveDate::from_ymd_opt(year - 1, 9, 1)?, NaiveDate::from_ymd_opt(year, 8, 31)?))
}

/// Whether it holds on some day of the period: signed by its end, not out of force before its beginning.
pub(crate) fn is_in_force(document: &Proving, (from, to): (NaiveDate, NaiveDate)) -> bool {
    document.state().has_force()
        && document.signed_on <= to
        && document.valid_to.is_none_or(|last| last >= from)
}

/// Whether it was signed within the period, both days included.
pub(crate) fn is_signed_within(document: &Proving, (from, to): (NaiveDate, NaiveDate)) -> bool {
    document.state().has_force() && (from..=to).contains(&document.signed_on)
}

/// The address one returns to, telling which document was registered: `/sheets/5?a=1#row-2` → `…?a=1&document=7#row-2`.
pub(crate) fn with_document(back: &str, document: &Document) -> String {
    let (address, row) =
        back.split_once('#').map_or((back, String::new()), |(head, row)| (head, format!("#{row}")));
    let joint = if address.contains('?') { '&' } else { '?' };
    format!("{address}{joint}document={}{row}", document.id)
}

#[cfg(test)]
pub(crate) mod tests;
