//! A rule's no about a document that exists: a full sentence, and the way out.

use web::{Refusal, Way};

use crate::Document;
use crate::status::{self, Status, Step};

/// A rule's no about a document that exists.
#[derive(Debug, PartialEq, Eq)]
pub enum NotNow {
    /// It was cancelled: its card stays as it was.
    Cancelled {
        /// Its page.
        url: String,
    },
    /// Its requisites stay as they were agreed, or as they went out of force.
    Fixed {
        /// Its state.
        state: Status,
        /// Its page.
        url: String,
    },
    /// Its state does not allow the step.
    Step {
        /// Its state.
        state: Status,
        /// The step.
        step: Step,
        /// Its page.
        url: String,
    },
    /// Something rests on it, and the person does not sign for its unit.
    Rested {
        /// Its page.
        url: String,
    },
    /// The journal takes nothing that cannot be read.
    Bare {
        /// Its page.
        url: String,
    },
}

impl NotNow {
    /// The refusal of a step.
    pub(crate) fn step(document: &Document, step: Step) -> Self {
        Self::Step { state: document.state(), step, url: document.url() }
    }

    fn url(&self) -> &str {
        match self {
            Self::Cancelled { url }
            | Self::Fixed { url, .. }
            | Self::Step { url, .. }
            | Self::Rested { url }
            | Self::Bare { url } => url,
        }
    }
}

impl std::fmt::Display for NotNow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Cancelled { .. } => f.write_str(
                "Документ отменён, и его карточка больше не меняется. Зарегистрируйте новый документ.",
            ),
            Self::Fixed { state: Status::Agreed, .. } => {
                f.write_str("Документ согласован, и его реквизиты не меняются. Верните его в проект и исправьте.")
            }
            Self::Fixed { state, .. } => {
                write!(f, "Документ {}, и его карточка больше не меняется. Зарегистрируйте новый документ.", state.title())
            }
            Self::Step { state, step, .. } => f.write_str(&refused(*state, *step)),
            Self::Rested { .. } => f.write_str(
                "На\u{a0}этом документе держится то, что им назначено. Отменить его или признать утратившим силу может тот, кто подписывает документы этой организации, или тот, кто его издал.",
            ),
            Self::Bare { .. } => f.write_str(
                "В журнал вносят документ, который можно прочесть: приложите файл или дайте ссылку в реквизитах.",
            ),
        }
    }
}

/// «Сейчас документ – «проект». Шаг «Ввести в действие» …»
fn refused(state: Status, step: Step) -> String {
    let now = format!("Документ сейчас «{}»: действие «{}» для него невозможно.", state.title(), step.verb());
    let open: Vec<String> = status::open_steps(state).map(|step| format!("«{}»", step.verb())).collect();
    if open.is_empty() {
        format!("{now} Дальше он не движется.")
    } else {
        format!("{now} Можно: {}.", open.join(", "))
    }
}

impl Refusal for NotNow {
    fn ways(&self) -> Vec<Way> {
        let way = |label: &str, url: &str| Way { label: label.to_owned(), url: url.to_owned() };
        let card = way("Открыть карточку", self.url());
        match self {
            Self::Cancelled { .. } => vec![card, way("Зарегистрировать новый", "/documents/new")],
            Self::Bare { url } => vec![way("Изменить реквизиты", &format!("{url}/requisites")), card],
            Self::Fixed { .. } | Self::Step { .. } | Self::Rested { .. } => vec![card],
        }
    }
}

/// What is out of force, archived or cancelled already is not cancelled.
pub(crate) fn may_cancel(document: &Document) -> Result<(), NotNow> {
    match status::next(document.state(), Step::Cancel) {
        Some(_) => Ok(()),
        None if document.is_cancelled() => Err(NotNow::Cancelled { url: document.url() }),
        None => Err(NotNow::step(document, Step::Cancel)),
    }
}

/// What is agreed goes back first; what is out of force stays as it was.
pub(crate) fn may_change(document: &Document) -> Result<(), NotNow> {
    let url = document.url();
    match document.state() {
        Status::Cancelled => Err(NotNow::Cancelled { url }),
        state @ (Status::Agreed | Status::Lapsed | Status::Archived) => Err(NotNow::Fixed { state, url }),
        Status::Draft | Status::Signed | Status::Registered | Status::InForce => Ok(()),
    }
}
