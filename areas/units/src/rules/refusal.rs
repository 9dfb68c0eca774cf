//! Why the area says no, and what can be done instead.

use std::fmt;

use access::Level;
use chrono::NaiveDate;
use web::{Way, russian};

use super::{BindingRefusal, PartingRefusal, quoted};

/// A refusal of the area of units. Names are short names, addresses are of cards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Nothing of this level stands at the top.
    NoParent(Level),
    /// The level does not stand under that level.
    WrongLevel(Level, Level),
    /// Nothing is hung under a closed unit.
    ParentClosed(String, String),
    /// A closed unit does not change.
    Closed(String, String),
    /// Under itself.
    UnderItself(String),
    /// Under a unit of its own.
    UnderOwn(String, String),
    /// It stands there.
    AlreadyThere(String),
    /// Joined to itself.
    IntoItself,
    /// Joined to a unit of its own.
    IntoOwn(String, String),
    /// Joined to another level.
    OtherLevel(Level, Level),
    /// A region is neither joined nor split.
    Region,
    /// Active units stand under it: how many, the first of them, its card.
    UnitsBelow(usize, String, String),
    /// It is not closed.
    AtWork(String),
    /// It was joined to another.
    Joined(String),
    /// Something else is ordered for it: what, from which day, its card.
    Awaits(String, NaiveDate, String),
    /// Something that awaits leaves no room for it: what, from which day, both names with their cards.
    Excludes(String, NaiveDate, Box<[(String, String); 2]>),
    /// Whoever ordered it does not keep the unit any more: their name.
    NoKeeper(String),
    /// The order is done or called off already: its name, its card.
    NotAwaiting(String, String),
    /// A merger is not taken back so.
    Parting(PartingRefusal),
    /// The day is still to come.
    Future(NaiveDate),
    /// Before what is told already: the day, the card.
    BeforeLast(NaiveDate, String),
    /// The other unit was not there yet: its name, its first day.
    NotThereYet(String, NaiveDate),
    /// The code is taken where the unit goes: the code, the unit, the place.
    CodesMeet(String, String, String),
    /// It belongs to whoever stands above it.
    FromAbove(String),
    /// It was ordered by whoever keeps both units: what, the card.
    OrderedFromAbove(String, String),
    /// A regulation is not put into force, ended or taken back so.
    Binding(BindingRefusal),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = |day: &NaiveDate| russian::date(*day);
        match self {
            Self::NoParent(level) => write!(
                f,
                "Уровень «{}» не\u{a0}бывает верхним: выберите, к\u{a0}какой территории относится.",
                level.title()
            ),
            Self::WrongLevel(level, above) => write!(
                f,
                "Уровень «{}» не\u{a0}может стоять под уровнем «{}». Выберите территорию уровнем выше.",
                level.title(),
                above.title()
            ),
            Self::ParentClosed(name, _) => {
                write!(f, "«{name}» закрыта: к\u{a0}ней ничего не\u{a0}присоединяют. Выберите действующую.")
            }
            Self::Closed(name, _) => write!(
                f,
                "«{name}» закрыта, её история окончена. Если закрыли по\u{a0}ошибке, откройте снова в\u{a0}карточке."
            ),
            Self::UnderItself(name) => {
                write!(f, "«{name}» нельзя подчинить самой себе. Выберите другую территорию.")
            }
            Self::UnderOwn(name, own) => write!(
                f,
                "«{own}» сама относится к\u{a0}«{name}». Сначала передайте её, или выберите территорию вне «{name}»."
            ),
            Self::AlreadyThere(parent) => {
                write!(f, "Она и\u{a0}так относится к\u{a0}«{parent}». Выберите другую территорию.")
            }
            Self::IntoItself => {
                f.write_str("Нельзя присоединить организацию к\u{a0}самой себе. Выберите другую.")
            }
            Self::IntoOwn(name, own) => write!(
                f,
                "«{own}» сама относится к\u{a0}«{name}»: присоединить к\u{a0}ней нельзя. Выберите соседнюю."
            ),
            Self::OtherLevel(one, other) => write!(
                f,
                "Присоединяют равных: {} к\u{a0}уровню «{}» не\u{a0}присоединить. Чтобы изменить подчинение, используйте «Передать».",
                one.title(),
                other.title()
            ),
            Self::Region => f.write_str("Регионы в\u{a0}программе не\u{a0}объединяют и\u{a0}не\u{a0}делят."),
            Self::UnitsBelow(count, first, _) => f.write_str(&below(*count, first)),
            Self::AtWork(name) => write!(f, "«{name}» действует. Обновите страницу."),
            Self::Joined(name) => write!(
                f,
                "«{name}» присоединена к\u{a0}другой, её люди и\u{a0}дела уже там. Чтобы вернуть её, отмените присоединение в\u{a0}её карточке."
            ),
            Self::Future(today) => write!(
                f,
                "Этот день ещё не\u{a0}наступил. Внесите изменение, когда оно вступит в\u{a0}силу; сегодня {}.",
                day(today)
            ),
            Self::BeforeLast(last, _) => write!(
                f,
                "{} здесь уже внесено другое изменение. Укажите этот день или более поздний.",
                day(last)
            ),
            Self::NotThereYet(name, first) => {
                write!(
                    f,
                    "«{name}» есть в\u{a0}реестре с\u{a0}{}. Укажите этот день или более поздний.",
                    day(first)
                )
            }
            Self::CodesMeet(code, one, other) => write!(
                f,
                "Код {code} записи «{one}» уже занят в\u{a0}«{other}». Исправьте код у\u{a0}одной из\u{a0}них и\u{a0}повторите."
            ),
            Self::FromAbove(name) => write!(
                f,
                "Имя, подчинение, объединение и\u{a0}закрытие «{name}» ведёт тот, кто стоит выше. Напишите туда; паспорт и\u{a0}контакты вы меняете сами."
            ),
            Self::OrderedFromAbove(what, _) => {
                write!(f, "{what}: это решает тот, кто ведёт обе стороны, он и\u{a0}отменяет. Напишите туда.")
            }
            Self::Awaits(what, on, _) => write!(
                f,
                "На\u{a0}{} уже внесено: {what}. Отмените это в\u{a0}карточке или дождитесь того дня.",
                day(on)
            ),
            Self::Excludes(what, on, both) => f.write_str(&excluded(what, *on, &both[0].0)),
            Self::NoKeeper(name) => f.write_str(&stopped(name)),
            Self::NotAwaiting(name, _) => write!(
                f,
                "У\u{a0}«{name}» этого больше нет в\u{a0}предстоящем: оно исполнено или отменено. Посмотрите её историю."
            ),
            Self::Parting(refusal) => refusal.fmt(f),
            Self::Binding(refusal) => refusal.fmt(f),
        }
    }
}

impl web::Refusal for Refusal {
    fn ways(&self) -> Vec<Way> {
        let way = |label: &str, url: &str| vec![Way { label: label.to_owned(), url: url.to_owned() }];
        match self {
            Self::UnitsBelow(_, _, url) => way("Показать, что относится к\u{a0}ней", url),
            Self::Excludes(_, _, both) => {
                let way = |(name, url): &(String, String)| Way {
                    label: format!("Карточка {}", quoted(name)),
                    url: url.clone(),
                };
                both.iter().map(way).collect()
            }
            Self::BeforeLast(_, url) => way("Посмотреть историю", url),
            Self::ParentClosed(_, url)
            | Self::Closed(_, url)
            | Self::Awaits(_, _, url)
            | Self::NotAwaiting(_, url)
            | Self::OrderedFromAbove(_, url)
            | Self::Parting(
                PartingRefusal::HeirClosed(_, url)
                | PartingRefusal::LaterFirst(_, url)
                | PartingRefusal::SinceFirst(_, url)
                | PartingRefusal::AboveClosed(_, url)
                | PartingRefusal::MovedSince(_, url),
            ) => way("Открыть её карточку", url),
            _ => Vec::new(),
        }
    }
}

impl From<BindingRefusal> for Refusal {
    fn from(refusal: BindingRefusal) -> Self {
        Self::Binding(refusal)
    }
}

/// Units below keep it from being closed.
fn below(count: usize, first: &str) -> String {
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    let below = russian::counted(count, "действующая запись", "действующие записи", "действующих записей");
    format!("Здесь ещё {below}, первая – «{first}». Сначала закройте, передайте или присоедините их.")
}

/// What awaits another leaves no room for it.
fn excluded(what: &str, on: NaiveDate, whose: &str) -> String {
    format!(
        "Так не\u{a0}получится: в\u{a0}карточке {} на\u{a0}{} внесено: {what}. Вместе это не\u{a0}исполнить: сначала отмените одно из\u{a0}них.",
        quoted(whose),
        russian::date(on)
    )
}

/// Why an order of somebody who keeps the unit no more stops.
fn stopped(name: &str) -> String {
    format!(
        "Прав на\u{a0}это больше нет у\u{a0}того, кто внёс ({name}): роль, доступ или территория изменились. Само оно не\u{a0}исполнится: подтвердите его или отмените."
    )
}

impl From<PartingRefusal> for Refusal {
    fn from(refusal: PartingRefusal) -> Self {
        Self::Parting(refusal)
    }
}
