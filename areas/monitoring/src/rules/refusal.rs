//! Why monitoring says no: one variant a rule, a full Russian sentence with the clause and the way out.

use super::{CampaignState, SheetState};
use std::fmt;

/// A refusal of the monitoring area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The campaign's state does not allow the step.
    CampaignStep(CampaignState, CampaignState),
    /// The sheet's state does not allow the step.
    SheetStep(SheetState, SheetState),
    /// A step back without a reason.
    NoReasonForStepBack,
    /// Indicators without an answer.
    Unanswered(Vec<String>),
    /// Both at once: the numbers, the first so many without an answer, the rest without evidence.
    Incomplete(Vec<String>, usize),
    /// Indicators answered without evidence.
    NoEvidence(Vec<String>),
    /// More links than the indicator takes: number, links, limit.
    TooMuchEvidence(String, usize, u32),
    /// Values that do not fit the rule: number and what is wrong.
    WrongValue(String, String),
    /// A rejection without a reason.
    RejectedWithoutReason(String),
    /// Returning without naming indicators.
    ReturnedWithoutIndicators,
    /// Returning without a reason.
    ReturnedWithoutReason,
    /// A ruling on a sheet that is not being verified.
    NotUnderVerification(SheetState),
    /// Publication with unfinished sheets: their objects.
    UnfinishedSheets(Vec<String>),
    /// Objects left out without a reason.
    LeftOutWithoutReason(Vec<String>),
    /// Nothing to publish.
    NothingToPublish,
    /// An objection after its term: days allowed.
    ObjectionTooLate(u32),
    /// An objection without a word.
    ObjectionWithoutText,
    /// An objection answered without a word.
    AnswerWithoutText,
    /// An objection that has been answered already.
    ObjectionAnswered,
    /// An upheld objection whose points need a value nobody gave: the indicator.
    UpheldWithoutValue(String),
    /// A judgement on a scale without a mark of it: number and the highest mark.
    MarkOutsideScale(String, u32),
    /// A bulk action with nothing chosen.
    NothingChosen,
    /// Objects named or taken back after their time.
    ObjectsFixed,
    /// A reminder or an extension where every sheet is handed over.
    NobodyLate,
    /// A new closing day that is past: the day in words.
    ExtensionPast(String),
    /// A change of a sheet that is not open for changes.
    NotEditable(SheetState),
    /// Evidence that was cancelled: the indicators.
    CancelledEvidence(Vec<String>),
    /// A step of a sheet whose campaign has ended.
    CampaignEnded(CampaignState),
    /// A further revision without a reason.
    RevisionWithoutReason,
    /// Places of published results, or an act that cannot turn them on.
    PlacesFixed,
    /// An act that is cancelled or another unit's.
    NoSuchAct,
    /// A judgement without its ground.
    JudgementWithoutGround(String),
    /// Judgements not made yet.
    JudgementMissing(Vec<String>),
    /// A campaign without a single object to measure.
    NoObjects,
    /// A campaign removed after it was opened.
    NotPlanned(CampaignState),
    /// Levels turned on without their table.
    NoBands,
    /// A sheet that somebody else fills.
    NotYours,
    /// Entry has closed: since when.
    Closed(String),
    /// Nothing found that could be confirmed.
    NothingToConfirm(String),
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.sentence())
    }
}

impl std::error::Error for Refusal {}

impl Refusal {
    fn sentence(&self) -> String {
        match self {
            Self::CampaignStep(from, to) => format!(
                "Мониторинг сейчас «{}»: перевести его в «{}» нельзя. Сначала пройдите предыдущий шаг.",
                from.title(),
                to.title()
            ),
            Self::SheetStep(from, to) => format!(
                "Таблица сейчас «{}»: перевести её в «{}» нельзя. Сначала пройдите предыдущий шаг.",
                from.title(),
                to.title()
            ),
            Self::NoObjects => {
                "Мерить некого: под территорией нет ни одного объекта уровней этой таблицы. Назовите объекты на странице «Объекты внутри организаций» и откройте сбор.".to_owned()
            }
            Self::NotPlanned(state) => format!(
                "Мониторинг сейчас «{}», в нём уже есть таблицы: удалить можно только запланированный.",
                state.title()
            ),
            Self::NoReasonForStepBack => "Шаг назад делается только с причиной: укажите её.".to_owned(),
            Self::NothingToPublish => {
                "Публиковать нечего: нет ни одной проверенной таблицы. Проверьте хотя бы одну.".to_owned()
            }
            _ => self.about_answers(),
        }
    }

    fn about_answers(&self) -> String {
        match self {
            Self::Unanswered(numbers) => format!(
                "Нет ответа на показатели: {}. Ответьте и приложите документ или отметьте «нет».",
                numbers.join(", ")
            ),
            Self::Incomplete(numbers, unanswered) => format!(
                "Нет ответа на показатели: {}. Нет подтверждения у показателей: {}. Ответьте, приложите документы \
                 или отметьте «нет».",
                numbers[..*unanswered].join(", "),
                numbers[*unanswered..].join(", ")
            ),
            Self::NoEvidence(numbers) => format!(
                "Нет подтверждения у показателей: {}. Ответ оценивается по документу: \
                 приложите его или отметьте «нет».",
                numbers.join(", ")
            ),
            Self::TooMuchEvidence(no, links, limit) => format!(
                "У показателя {no} подтверждений {links}, а можно не больше {limit}: оставьте самые важные."
            ),
            Self::WrongValue(no, what) => format!("Показатель {no}: {what}. Исправьте значение."),
            Self::RejectedWithoutReason(no) => {
                format!("Показатель {no} не принят без причины: напишите, чего не хватает.")
            }
            Self::ReturnedWithoutIndicators => {
                "Возврат без показателей: отметьте, что именно нужно исправить.".to_owned()
            }
            Self::ReturnedWithoutReason => "Возврат без причины: напишите, что нужно исправить.".to_owned(),
            _ => self.about_verification(),
        }
    }

    fn about_verification(&self) -> String {
        match self {
            Self::NotUnderVerification(state) => {
                format!("Таблица сейчас «{}»: решение выносится только по сданной таблице.", state.title())
            }
            Self::UnfinishedSheets(objects) => format!(
                "Не проверены таблицы: {}. Завершите проверку или исключите объект, указав причину.",
                objects.join(", ")
            ),
            Self::LeftOutWithoutReason(objects) => {
                format!("Исключены без причины: {}. Укажите причину для каждого.", objects.join(", "))
            }
            Self::NotEditable(state) => format!(
                "Таблица сейчас «{}»: ответы в ней не меняются. Изменить их можно, если организатор вернёт таблицу.",
                state.title()
            ),
            Self::NotYours => {
                "Эту таблицу заполняет сам объект мониторинга: его ответственный, директор или названный в ней человек.".to_owned()
            }
            Self::Closed(since) => format!(
                "Сбор закрылся {since}: ответы больше не принимаются. Введённое осталось на этой странице и в браузере. \
                 Организатор мониторинга может продлить срок – попросите его, и введённое можно будет сохранить."
            ),
            Self::CancelledEvidence(numbers) => format!(
                "Документ отменён или ещё не введён в действие и ничего не подтверждает: показатели {}. Уберите его и \
                 приложите действующий.",
                numbers.join(", ")
            ),
            Self::CampaignEnded(state) => format!(
                "Мониторинг сейчас «{}»: таблицы больше не принимаются и не проверяются. Если что-то нужно исправить, \
                 организатор возвращает мониторинг в проверку с причиной.",
                state.title()
            ),
            Self::RevisionWithoutReason => {
                "Новая редакция публикуется только с причиной: напишите, что исправлено.".to_owned()
            }
            Self::PlacesFixed => {
                "Результаты опубликованы: места в них уже не меняются. Верните мониторинг в проверку с причиной.".to_owned()
            }
            Self::NothingToConfirm(no) => format!(
                "По показателю {no} подтверждать нечего: программа ничего не нашла. Приложите документ или отметьте «нет»."
            ),
            Self::NoBands => "Уровни включаются вместе с границами: назовите каждый уровень и укажите, с какого процента он начинается.".to_owned(),
            Self::NoSuchAct => {
                "Места включает только действующий документ самого организатора. Выберите его из списка.".to_owned()
            }
            Self::JudgementWithoutGround(no) => {
                format!("Показатель {no} – экспертная оценка: напишите, на чём она основана.")
            }
            Self::JudgementMissing(numbers) => format!(
                "Эксперту осталось оценить {}: {}. Поставьте отметку с основанием и завершите проверку.",
                if numbers.len() == 1 { "показатель" } else { "показатели" },
                numbers.join(", ")
            ),
            Self::ObjectionWithoutText => {
                "Возражение пустое: напишите, с чем вы не согласны и чем это подтверждается.".to_owned()
            }
            Self::AnswerWithoutText => "Ответ пустой: напишите, почему возражение принято или отклонено.".to_owned(),
            Self::ObjectionAnswered => "На это возражение уже ответили: обновите страницу, чтобы увидеть ответ.".to_owned(),
            Self::UpheldWithoutValue(no) => format!(
                "Показатель {no} оценивается по числу: чтобы дать баллы, верните таблицу в проверку и попросите объект исправить значение."
            ),
            Self::MarkOutsideScale(no, max) => {
                format!("Показатель {no} оценивается по шкале от 0 до {max}: выберите отметку.")
            }
            Self::NothingChosen => "Ничего не выбрано: отметьте строки и повторите.".to_owned(),
            Self::ObjectsFixed => {
                "Состав объектов уже не меняется: добавить можно до закрытия сбора, убрать – до его открытия.".to_owned()
            }
            Self::NobodyLate => {
                "Все выбранные таблицы уже сданы: продлевать и напоминать некому.".to_owned()
            }
            Self::ExtensionPast(day) => {
                format!("Новый срок {day} не позже нынешнего или уже прошёл: выберите день и час позже.")
            }
            Self::ObjectionTooLate(days) => format!(
                "Срок возражений ({days} дн. со дня предварительного результата) истёк. Обратитесь к организатору мониторинга."
            ),
            _ => String::new(),
        }
    }
}

impl web::Refusal for Refusal {}

impl Refusal {
    /// The indicators it is about, for links to them.
    pub fn indicators(&self) -> &[String] {
        match self {
            Self::Unanswered(numbers)
            | Self::Incomplete(numbers, _)
            | Self::CancelledEvidence(numbers)
            | Self::NoEvidence(numbers)
            | Self::JudgementMissing(numbers) => numbers,
            Self::TooMuchEvidence(no, ..)
            | Self::NothingToConfirm(no)
            | Self::WrongValue(no, _)
            | Self::RejectedWithoutReason(no)
            | Self::JudgementWithoutGround(no) => std::slice::from_ref(no),
            _ => &[],
        }
    }
}
