//! Why the area says no.

use std::fmt;

use chrono::NaiveDate;
use web::Way;

use super::Step;

/// A refusal of the area of mentoring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The order lacks these steps: the clause of the first, the pair's card.
    StepsLack(Vec<Step>, String, String),
    /// Steps were marked for another term: which, the pair's card.
    StepsUnfit(Vec<Step>, String),
    /// The rules in force ask for no such step: the pair's card.
    NotAsked(Step, String),
    /// The pair has an order already, has ended or was cancelled: its card.
    NotPrepared(Seen),
    /// The pair does not work: its card.
    NotActive(Seen),
    /// An order ends the pair on a day to come.
    Ending(NaiveDate, Seen),
    /// The person may not be a mentor: the sentence, the clause, the page of choice.
    NotAllowed(String, String, String),
    /// The person is a mentor of the pair already: its card.
    Already(String),
    /// The step was done; the card shows by whom.
    Done(Step, Seen),
    /// The mentee works here no more: the pair's card.
    Left(String),
    /// The line of the journal is not the person's, or a report counts it: the pair's card.
    Fixed(String),
    /// Somebody replaced the mentor meanwhile.
    Replaced(Seen),
    /// Somebody else was first, whatever it was.
    Changed(Seen),
    /// The sheet of criteria is of whoever asks: the clause, the page of candidates.
    OwnSheet(String, String),
    /// No successor was chosen: the pair's card.
    NoSuccessor(String),
    /// The application was answered, taken back or settled already.
    Applied(Seen),
    /// Another application of the same person is open.
    Applying(Seen),
    /// A successor was chosen and waits for the order.
    Chosen(Seen),
    /// What a pair rests on is not corrected after its order.
    Ordered(Seen),
    /// The same pair was begun otherwise: whether it is prepared still, as what, its card.
    Begun(bool, String, String),
}

/// What the person who came second is to see: the card, and what the first one did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The pair's card.
    pub url: String,
    /// «Иванова А. А., 18.06.2026 10:15: Издан приказ № 15-од»; empty: nothing is known.
    pub last: String,
}

impl Seen {
    fn said(&self) -> String {
        if self.last.is_empty() {
            String::new()
        } else {
            format!(" Последнее изменение – {}.", self.last)
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::StepsLack(steps, ..) => {
                let lacking: Vec<&str> = steps.iter().map(|step| step.lacking()).collect();
                write!(f, "Приказ издать ещё нельзя: нет {}.", lacking.join(", "))
            }
            Self::StepsUnfit(steps, _) => {
                let unfit: Vec<String> = steps.iter().map(|step| format!("«{}»", step.title())).collect();
                write!(
                    f,
                    "Приказ издать ещё нельзя: {} – к\u{a0}прежнему сроку. Исправьте или подтвердите в\u{a0}карточке пары.",
                    unfit.join(", ")
                )
            }
            Self::NotAsked(step, _) => write!(
                f,
                "Шаг «{}» здесь не\u{a0}отмечают: правила, по\u{a0}которым работает организация, его не\u{a0}требуют.",
                step.title()
            ),
            Self::NotPrepared(seen) => write!(
                f,
                "Пара больше не\u{a0}готовится: приказ издан или пара завершена.{} Откройте её карточку.",
                seen.said()
            ),
            Self::NotActive(seen) => {
                write!(f, "Пара сейчас не\u{a0}работает: записать это уже нельзя.{}", seen.said())
            }
            Self::Ending(last, seen) => write!(
                f,
                "Приказ о\u{a0}прекращении уже издан: наставничество кончится {}.{} Если он издан ошибочно, отмените его в\u{a0}«Документах».",
                web::russian::date(*last),
                seen.said()
            ),
            Self::NotAllowed(text, _, _) => write!(f, "Назначить нельзя. {text}."),
            Self::Already(_) => f.write_str("Этот человек уже наставник этой пары."),
            Self::Done(step, seen) => {
                write!(f, "Шаг «{}» уже отмечен.{} Обновите страницу.", step.title(), seen.said())
            }
            Self::Changed(seen) => {
                write!(f, "Пока вы смотрели, это уже изменили.{} Обновите страницу.", seen.said())
            }
            Self::Applied(seen) => {
                write!(f, "Заявление уже рассмотрено или отозвано.{} Откройте его.", seen.said())
            }
            Self::Applying(seen) => write!(
                f,
                "Заявление уже подано.{} Чтобы изменить его, сначала отзовите прежнее.",
                seen.said()
            ),
            Self::Chosen(seen) => write!(
                f,
                "Преемник уже выбран. Сначала отзовите его в\u{a0}карточке пары.{}",
                seen.said()
            ),
            Self::Ordered(seen) => write!(
                f,
                "Приказ уже издан: кого сопровождают, учёбу и\u{a0}договор исправляют только до\u{a0}него.{} Приказ ошибочен – отмените его в\u{a0}«Документах»: пара вернётся в\u{a0}подготовку, и\u{a0}здесь всё исправляется. Приказ верен, а\u{a0}обстоятельства изменились – прекратите пару досрочно и\u{a0}подготовьте новую.",
                seen.said()
            ),
            Self::Begun(is_preparing, now, _) => write!(
                f,
                "Такая пара уже {}: {now}. Отправленное сейчас отличается и\u{a0}не\u{a0}сохранено{}",
                if *is_preparing { "готовится" } else { "работает" },
                if *is_preparing {
                    ": исправьте это в\u{a0}самой паре – «Исправить, кого сопровождают»."
                } else {
                    ". Откройте её карточку."
                }
            ),
            Self::Replaced(seen) => write!(f, "Этого наставника уже заменили.{}", seen.said()),
            Self::Fixed(_) => f.write_str(
                "Запись исправляет тот, кто её сделал, – в\u{a0}тот же день или пока не\u{a0}утверждён отчёт, где она учтена.",
            ),
            Self::OwnSheet(..) => f.write_str(
                "Это ваш лист критериев: его заполняет не\u{a0}тот, о\u{a0}ком он, – другой председатель совета, заместитель или директор.",
            ),
            Self::NoSuccessor(_) => f.write_str("Сначала выберите преемника в\u{a0}карточке пары."),
            Self::Left(_) => f.write_str(
                "Вы больше не\u{a0}работаете в\u{a0}этой организации: журнал пары можно читать, но\u{a0}не\u{a0}писать.",
            ),
        }
    }
}

impl web::Refusal for Refusal {
    fn clause(&self) -> String {
        match self {
            Self::NotAllowed(_, clause, _) | Self::OwnSheet(clause, _) | Self::StepsLack(_, clause, _) => {
                clause.clone()
            }
            _ => String::new(),
        }
    }

    fn ways(&self) -> Vec<Way> {
        let way = |label: &str, url: &String| vec![Way { label: label.to_owned(), url: url.clone() }];
        match self {
            Self::StepsLack(_, _, url)
            | Self::StepsUnfit(_, url)
            | Self::NotAsked(_, url)
            | Self::NotPrepared(Seen { url, .. })
            | Self::NotActive(Seen { url, .. })
            | Self::Ending(_, Seen { url, .. })
            | Self::Already(url)
            | Self::Left(url)
            | Self::Fixed(url)
            | Self::NoSuccessor(url)
            | Self::Replaced(Seen { url, .. })
            | Self::Chosen(Seen { url, .. })
            | Self::Ordered(Seen { url, .. })
            | Self::Begun(false, _, url)
            | Self::Changed(Seen { url, .. })
            | Self::Done(_, Seen { url, .. }) => way("Открыть пару", url),
            Self::Applied(Seen { url, .. }) | Self::Applying(Seen { url, .. }) => {
                way("Открыть заявление", url)
            }
            Self::Begun(true, _, url) => way("Исправить, кого сопровождают", &format!("{url}/basis")),
            Self::NotAllowed(_, _, url) => way("Выбрать другого", url),
            Self::OwnSheet(_, url) => way("К\u{a0}кандидатам", url),
        }
    }
}
