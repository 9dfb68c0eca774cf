//! Why the area says no.

use std::fmt;

use web::Way;

/// A refusal of the area of reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Nothing is published yet: its page.
    NotPublished(String),
    /// A publication without objects a report could tell of: its page.
    NobodyMeasured(String),
    /// The monitoring was reopened: its page.
    Reopened(String),
    /// The object was published without a result.
    WithoutResult(String),
    /// Words change only in a draft: the report's page.
    Approved(String),
    /// A further edition is of an approved report: the report's page.
    StillDraft(String),
    /// There is a draft of a further edition already: its page.
    DraftThere(String),
    /// Names that no figure is called by: section and name; the report's page.
    Unknown(Vec<(String, String)>, String),
    /// The archive was removed after its term: the page of archives.
    ArchiveGone(String),
    /// The archive is still being made: the page of archives.
    ArchiveUnderWay(String),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotPublished(_) => f.write_str(
                "Отчёт готовят по\u{a0}опубликованным результатам. Сначала опубликуйте мониторинг.",
            ),
            Self::NobodyMeasured(_) => f.write_str(
                "В\u{a0}опубликованных результатах нет объектов, о\u{a0}которых готовят отчёт: результаты отдельных педагогов в\u{a0}отчёты не\u{a0}входят.",
            ),
            Self::Reopened(_) => f.write_str(
                "Мониторинг открыт заново, его результаты исправляют: утвердить отчёт по\u{a0}ним нельзя. Черновик сохранён. Утвердите его, когда выйдет новая редакция результатов: числа обновятся сами.",
            ),
            Self::WithoutResult(name) => write!(
                f,
                "{name}: результата в\u{a0}этом мониторинге нет, рассказать не\u{a0}о\u{a0}чем."
            ),
            Self::Approved(_) => f.write_str(
                "Отчёт уже утверждён, его слова и\u{a0}числа не\u{a0}меняются. Чтобы исправить, начните новую редакцию отчёта с\u{a0}причиной.",
            ),
            Self::StillDraft(_) => {
                f.write_str("Этот отчёт ещё черновик: правьте его, новая редакция не\u{a0}нужна.")
            }
            Self::DraftThere(_) => f.write_str("Новая редакция этого отчёта уже начата. Откройте её."),
            Self::Unknown(names, _) => {
                let told = names.iter().map(|(section, name)| format!("{{{name}}} в\u{a0}разделе «{section}»"));
                write!(
                    f,
                    "В\u{a0}тексте есть обозначения, за\u{a0}которыми нет числа: {}. Выберите число из\u{a0}списка или уберите скобки.",
                    told.collect::<Vec<_>>().join("; ")
                )
            }
            Self::ArchiveGone(_) => f.write_str(
                "Этот архив уже удалён: архивы хранятся семь дней. Соберите его заново – отчёты в\u{a0}нём те\u{a0}же.",
            ),
            Self::ArchiveUnderWay(_) => f.write_str("Архив ещё собирается. Обновите страницу через минуту."),
        }
    }
}

impl web::Refusal for Refusal {
    fn clause(&self) -> String {
        match self {
            Self::NotPublished(_) | Self::Reopened(_) => "приложение 6, раздел 8".to_owned(),
            _ => String::new(),
        }
    }

    fn ways(&self) -> Vec<Way> {
        let way = |label: &str, url: &String| vec![Way { label: label.to_owned(), url: url.clone() }];
        match self {
            Self::NotPublished(url) | Self::NobodyMeasured(url) | Self::Reopened(url) => {
                way("К мониторингу", url)
            }
            Self::Approved(url) | Self::StillDraft(url) | Self::DraftThere(url) | Self::Unknown(_, url) => {
                way("К отчёту", url)
            }
            Self::ArchiveGone(url) | Self::ArchiveUnderWay(url) => way("К архивам", url),
            Self::WithoutResult(_) => Vec::new(),
        }
    }
}
