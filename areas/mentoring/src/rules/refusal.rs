//! Why the area says no.

use std::fmt;

use web::Way;

use super::Step;

/// A refusal of the area of mentoring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The order lacks these steps; the pair's card.
    StepsLack(Vec<Step>, String),
    /// The pair has an order already, has ended or was cancelled: its card.
    NotPrepared(String),
    /// The pair does not work: its card.
    NotActive(String),
    /// The person may not be a mentor: the sentence, the clause, the page of choice.
    NotAllowed(String, String, String),
    /// The person is a mentor of the pair already: its card.
    Already(String),
    /// The step was done; the card shows by whom.
    Done(Step, String),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::StepsLack(steps, _) => {
                let lacking: Vec<&str> = steps.iter().map(|step| step.lacking()).collect();
                write!(f, "Приказ издать ещё нельзя: нет {}.", lacking.join(", "))
            }
            Self::NotPrepared(_) => f.write_str(
                "Пара больше не\u{a0}готовится: приказ издан или пара завершена. Откройте её карточку.",
            ),
            Self::NotActive(_) => f.write_str("Пара сейчас не\u{a0}работает: записать это уже нельзя."),
            Self::NotAllowed(text, _, _) => write!(f, "Назначить нельзя. {text}."),
            Self::Already(_) => f.write_str("Этот человек уже наставник этой пары."),
            Self::Done(step, _) => write!(f, "Шаг «{}» уже отмечен. Обновите страницу.", step.title()),
        }
    }
}

impl web::Refusal for Refusal {
    fn clause(&self) -> String {
        match self {
            Self::NotAllowed(_, clause, _) => clause.clone(),
            Self::StepsLack(steps, _) => {
                steps.first().map(|step| step.clause().to_owned()).unwrap_or_default()
            }
            _ => String::new(),
        }
    }

    fn ways(&self) -> Vec<Way> {
        let way = |label: &str, url: &String| vec![Way { label: label.to_owned(), url: url.clone() }];
        match self {
            Self::StepsLack(_, url)
            | Self::NotPrepared(url)
            | Self::NotActive(url)
            | Self::Already(url)
            | Self::Done(_, url) => way("Открыть пару", url),
            Self::NotAllowed(_, _, url) => way("Выбрать другого", url),
        }
    }
}
