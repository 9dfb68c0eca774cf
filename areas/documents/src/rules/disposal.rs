//! What may be picked out for disposal, and when it is erased: rules are pure, a no names the way out.

use chrono::NaiveDate;
use packs::Effective;
use web::{Refusal, Way, russian};

use super::keeping::{Kept, kept, years};
use crate::model::Disposal;
use crate::{Document, Status};

/// Terms of papers about people: such documents are never picked out here.
const OF_PEOPLE: u32 = 50;
/// The most documents of one act.
pub(crate) const MOST: usize = 500;
const LONGEST_PROTOCOL: usize = 200;

/// A rule's no about disposal.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum NotDisposed {
    /// Nothing was ticked.
    Nothing,
    /// More than one act takes.
    TooMany,
    /// It is to be kept: its title, why, its page.
    Kept { title: String, why: String, url: String },
    /// It stands in another act.
    InAct { title: String, act: String },
    /// The act is not registered.
    Unregistered { url: String },
    /// Its list stays as it was signed.
    Signed { url: String },
    /// The files are erased already.
    Done { url: String },
    /// It ended before it was carried out.
    Over { url: String },
    /// Nothing stands in it.
    Empty { url: String },
}

impl std::fmt::Display for NotDisposed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Nothing => f.write_str("Не отмечено ни одного документа. Отметьте те, что выделила экспертная комиссия."),
            Self::TooMany => write!(f, "В один акт входит не больше {MOST} документов. Отметьте меньше и составьте второй акт."),
            Self::Kept { title, why, .. } => write!(f, "Документ «{title}» уничтожать нельзя: {why}."),
            Self::InAct { title, .. } => write!(f, "Документ «{title}» уже включён в другой акт. Снимите с него отметку."),
            Self::Unregistered { .. } => f.write_str(
                "Файлы уничтожают по зарегистрированному акту. Подпишите акт, приложите его подписанный файл и зарегистрируйте.",
            ),
            Self::Signed { .. } => f.write_str("Акт подписан, и его список больше не меняется. Если в нём ошибка, отмените акт и составьте новый."),
            Self::Done { .. } => f.write_str("Файлы по этому акту уже уничтожены."),
            Self::Over { .. } => f.write_str(
                "Акт утратил силу или сдан в архив раньше, чем по нему уничтожили файлы. Его документы свободны: составьте новый акт.",
            ),
            Self::Empty { .. } => f.write_str("В акте не осталось документов. Отмените его и составьте новый."),
        }
    }
}

impl Refusal for NotDisposed {
    fn ways(&self) -> Vec<Way> {
        let way = |label: &str, url: &str| Way { label: label.to_owned(), url: url.to_owned() };
        match self {
            Self::Nothing | Self::TooMany => vec![way("К срокам хранения", "/documents/retention")],
            Self::Kept { url, .. } => {
                vec![way("Открыть документ", url), way("К срокам хранения", "/documents/retention")]
            }
            Self::InAct { act, .. } => {
                vec![way("Открыть тот акт", act), way("К срокам хранения", "/documents/retention")]
            }
            Self::Over { url } => {
                vec![way("К срокам хранения", "/documents/retention"), way("Открыть акт", url)]
            }
            Self::Unregistered { url } | Self::Signed { url } | Self::Done { url } | Self::Empty { url } => {
                vec![way("Открыть акт", url)]
            }
        }
    }
}

/// Whether the document may be picked out today; until when it was to be kept, and by which clause.
pub(crate) fn may_dispose(
    document: &Document,
    rules: &Effective,
    today: NaiveDate,
) -> Result<(NaiveDate, String), NotDisposed> {
    let (term, clause) = kept(document, rules);
    let why = match term {
        Kept::Always => format!("его хранят постоянно ({clause})"),
        _ if years(document, rules).is_some_and(|years| years >= OF_PEOPLE) => {
            format!("документы по личному составу хранят 50 или 75 лет ({clause})")
        }
        Kept::NotBegun(_) => "он ещё действует или не зарегистрирован, срок хранения не начался".to_owned(),
        Kept::Unsaid => {
            "срок хранения для этого вида не установлен, его определяет экспертная комиссия".to_owned()
        }
        Kept::Until(last) if last >= today => format!("его хранят по {} ({clause})", russian::date(last)),
        Kept::Until(last) => return Ok((last, clause)),
    };
    Err(NotDisposed::Kept { title: document.title.clone(), why, url: document.url() })
}

/// The protocol of the expert commission, number and date.
pub(crate) fn protocol(typed: &str) -> Option<String> {
    if typed.trim().is_empty() {
        return Some(
            "Укажите номер и дату протокола экспертной комиссии: без её решения документы не уничтожают."
                .to_owned(),
        );
    }
    (typed.chars().count() > LONGEST_PROTOCOL).then(|| format!("Не больше {LONGEST_PROTOCOL} знаков."))
}

/// The list is changed while nobody has signed it.
pub(crate) fn may_exclude(act: &Document) -> Result<(), NotDisposed> {
    if act.state().is_unsigned() { Ok(()) } else { Err(NotDisposed::Signed { url: act.url() }) }
}

/// Files are erased once, by a registered act.
pub(crate) fn may_erase(act: &Document, disposal: &Disposal, lines: usize) -> Result<(), NotDisposed> {
    let url = act.url();
    if disposal.erased_at.is_some() {
        return Err(NotDisposed::Done { url });
    }
    if matches!(act.state(), Status::Lapsed | Status::Archived) {
        return Err(NotDisposed::Over { url });
    }
    if !matches!(act.state(), Status::Registered | Status::InForce) {
        return Err(NotDisposed::Unregistered { url });
    }
    if lines == 0 { Err(NotDisposed::Empty { url }) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::document;

    fn told(genus: &str, status: &str, last: &str) -> Result<NaiveDate, String> {
        let rules = packs::Library::embedded().unwrap().effective(&["amur-2020"]).unwrap();
        let (genus, status, kind) = (genus.to_owned(), status.to_owned(), "unknown".to_owned());
        let valid_to = Some(last.parse().unwrap());
        let one = Document { kind, genus, status, valid_to, ..document("2015-01-10", None, "in_force") };
        let asked = may_dispose(&one, &rules, "2026-06-18".parse().unwrap());
        asked.map(|(last, _)| last).map_err(|no| no.to_string())
    }

    #[test]
    fn only_what_need_not_be_kept_is_picked_out() {
        assert_eq!(told("plan", "lapsed", "2019-06-30"), Ok("2024-12-31".parse().unwrap()));
        for (genus, status, last, words) in [
            ("plan", "lapsed", "2020-12-31", None),
            ("plan", "lapsed", "2021-01-01", Some("его хранят по 31.12.2026")),
            ("plan", "in_force", "2010-01-01", Some("ещё действует")),
            ("plan", "draft", "2010-01-01", Some("ещё действует")),
            ("order", "lapsed", "2010-01-01", Some("постоянно")),
            ("regulation", "cancelled", "2010-01-01", Some("постоянно")),
            ("unknown", "lapsed", "2010-01-01", Some("не установлен")),
        ] {
            let told = told(genus, status, last);
            match words {
                None => assert!(told.is_ok(), "{genus} {status} {last}: {told:?}"),
                Some(words) => {
                    assert!(told.as_ref().unwrap_err().contains(words), "{genus} {status}: {told:?}");
                }
            }
        }
    }

    #[test]
    fn files_are_erased_once_by_a_registered_act() {
        let disposal = |erased_at| Disposal { protocol: String::new(), erased_at };
        for status in Status::ALL {
            let act = Document { status: status.code().to_owned(), ..document("2026-01-10", None, "draft") };
            let may = matches!(status, Status::Registered | Status::InForce);
            assert_eq!(may_erase(&act, &disposal(None), 1).is_ok(), may, "{status:?}");
            let is_over = matches!(may_erase(&act, &disposal(None), 1), Err(NotDisposed::Over { .. }));
            assert_eq!(is_over, matches!(status, Status::Lapsed | Status::Archived), "{status:?}");
            assert!(may_erase(&act, &disposal(Some(db::Moment(1))), 1).is_err());
            assert!(may_erase(&act, &disposal(None), 0).is_err());
            assert_eq!(may_exclude(&act).is_ok(), status.is_unsigned());
        }
    }
}
