//! What is wrong with what a form or a row of a list says, each with its field.

use chrono::{Datelike, Months, NaiveDate};
use packs::Effective;
use web::{FieldFault, russian};

use super::seniority::whole_years;
use crate::{Employment, Name, NewCategory, NewEmployment, NewPerson, Record, RecordKind};

const LONGEST_NAME: usize = 80;
const LONGEST_LINE: usize = 300;
/// Years a course that goes on may still last.
const LONGEST_COURSE: u32 = 5;
/// Nobody of this age works here: a slip in the year.
const YOUNGEST: i32 = 14;
const OLDEST: i32 = 100;
/// Half an hour to sixty hours of teaching a week.
const HOURS: std::ops::RangeInclusive<i64> = 50..=6_000;
/// A rate is from a tenth to two full ones.
const RATES: std::ops::RangeInclusive<i64> = 5..=200;

/// Gathers faults.
#[derive(Default)]
struct Found(Vec<FieldFault>);

impl Found {
    fn say(&mut self, field: &str, fault: Option<String>) {
        self.0.extend(fault.map(|text| FieldFault { field: field.to_owned(), text }));
    }
}

/// Everything wrong with a person.
pub(crate) fn person(new: &NewPerson, today: NaiveDate) -> Vec<FieldFault> {
    let mut found = Found::default();
    names(&mut found, &new.name);
    found.say("former_name", word(&new.former_name));
    found.say("birth_date", new.birth_date.and_then(|day| birth(day, today)));
    found.say("email", email(&new.email));
    found.say("phone", too_long(&new.phone, LONGEST_NAME));
    found.say("general_since", new.general_since.and_then(|day| since(day, new.birth_date, today)));
    found.say("pedagogical_since", new.pedagogical_since.and_then(|day| since(day, new.birth_date, today)));
    let is_longer = new.general_since.zip(new.pedagogical_since).is_some_and(|(all, part)| part < all);
    let longer = "Педагогический стаж не может начаться раньше общего: проверьте обе даты.";
    found.say("pedagogical_since", is_longer.then(|| longer.to_owned()));
    found.0
}

fn names(found: &mut Found, name: &Name) {
    let missing = |text: &str, sentence: &str| text.is_empty().then(|| sentence.to_owned());
    found.say("last_name", missing(&name.last, "Напишите фамилию.").or_else(|| word(&name.last)));
    found.say("first_name", missing(&name.first, "Напишите имя.").or_else(|| word(&name.first)));
    found.say("middle_name", word(&name.middle));
}

/// A part of a name: letters, hyphens, blanks, an apostrophe, a dot of an initial.
fn word(text: &str) -> Option<String> {
    let odd = text.chars().find(|c| !c.is_alphabetic() && !matches!(c, '-' | ' ' | '’' | '\'' | '.'));
    let odd = odd.map(|c| format!("В имени знак «{c}»: оставьте буквы, дефис и пробел."));
    let mixed = || {
        super::names::is_mixed(text)
            .then(|| "Среди русских букв стоит латинская: наберите слово заново по-русски.".to_owned())
    };
    odd.or_else(|| too_long(text, LONGEST_NAME)).or_else(mixed)
}

fn birth(day: NaiveDate, today: NaiveDate) -> Option<String> {
    let age = whole_years(day, today);
    let shown = russian::date(day);
    match age {
        _ if day > today => Some(format!("{shown} ещё не наступило: проверьте год рождения.")),
        ..YOUNGEST => {
            Some(format!("По дате рождения {shown} человеку меньше {YOUNGEST} лет: проверьте год."))
        }
        OLDEST.. => Some(format!("По дате рождения {shown} человеку {age} лет: проверьте год.")),
        _ => None,
    }
}

fn since(day: NaiveDate, birth: Option<NaiveDate>, today: NaiveDate) -> Option<String> {
    if day > today {
        return Some("Стаж не может начаться в будущем: проверьте дату.".to_owned());
    }
    let is_early = birth.is_some_and(|birth| whole_years(birth, day) < YOUNGEST);
    is_early.then(|| format!("На эту дату человеку меньше {YOUNGEST} лет: проверьте её или дату рождения."))
}

fn email(text: &str) -> Option<String> {
    let is_whole = text.split_once('@').is_some_and(|(who, at)| {
        !who.is_empty()
            && at.contains('.')
            && !at.starts_with('.')
            && !at.ends_with('.')
            && !text.contains(' ')
    });
    if text.is_empty() || is_whole {
        return too_long(text, LONGEST_LINE);
    }
    Some("Это не похоже на адрес почты: нужно имя, знак @ и узел, например ivanova@school1.ru.".to_owned())
}

/// Everything wrong with an employment; `others`: the person's employments in the same unit.
pub(crate) fn employment(
    new: &NewEmployment,
    others: &[Employment],
    rules: &Effective,
    today: NaiveDate,
) -> Vec<FieldFault> {
    let mut found = Found::default();
    let no_post = || "Выберите должность из списка.".to_owned();
    found.say("post", rules.post(&new.post).is_none().then(no_post));
    found.say("post_title", too_long(&new.post_title, LONGEST_LINE));
    found.say("subjects", subjects(&new.subjects, rules));
    found.say(
        "rate",
        (!RATES.contains(&new.rate)).then(|| "Ставка – от 0,05 до 2: например, 1 или 0,5.".to_owned()),
    );
    let is_odd = new.teaching_hours.is_some_and(|hours| !HOURS.contains(&hours));
    found.say(
        "teaching_hours",
        is_odd.then(|| "Учебная нагрузка – от 0,5 до 60 часов в неделю: например, 18 или 4,5.".to_owned()),
    );
    found.say("started_on", started(new.started_on, today));
    let twin = others.iter().find(|one| one.post == new.post && one.goes_on(new.started_on));
    found.say("started_on", twin.map(|one| {
        format!("В этой организации человек уже работает в этой должности с {}: исправьте прежнюю запись или выберите другую должность.",
            russian::date(one.started_on))
    }));
    found.say("ground", too_long(&new.ground, LONGEST_LINE));
    found.0
}

fn subjects(ids: &[String], rules: &Effective) -> Option<String> {
    let unknown = ids.iter().find(|id| rules.subject(id).is_none())?;
    Some(format!("Предмета «{unknown}» нет в списке."))
}

/// A hiring may be told before its day, but not a year ahead.
fn started(day: NaiveDate, today: NaiveDate) -> Option<String> {
    let latest = today.checked_add_months(Months::new(12))?;
    if day > latest {
        return Some("Приём больше чем через год: проверьте год.".to_owned());
    }
    (day.year() < 1950).then(|| "Приём раньше 1950 года: проверьте год.".to_owned())
}

/// Why the employment cannot end on this day.
pub(crate) fn end(employment: &Employment, last: NaiveDate, today: NaiveDate) -> Option<String> {
    if last < employment.started_on {
        let first = russian::date(employment.started_on);
        return Some(format!("Уволить раньше приёма ({first}) нельзя: проверьте дату."));
    }
    let latest = today.checked_add_months(Months::new(12))?;
    (last > latest).then(|| "До увольнения больше года: проверьте год.".to_owned())
}

/// Why a dismissal cannot be taken back: the organisation is no more, or a later work stands in its place.
pub(crate) fn take_back(one: &Employment, all: &[Employment], unit: &units::Unit) -> Option<String> {
    let Some(last) = one.ended_on else {
        return Some("Это место работы не закончено: отменять нечего.".to_owned());
    };
    if !unit.is_active() {
        return Some(format!("«{}» закрыта: работа в ней продолжиться не может.", unit.short_name));
    }
    let goes_past = |other: &&Employment| {
        other.id != one.id && other.started_on > one.started_on && other.ended_on.is_none_or(|end| end > last)
    };
    let mut later = all.iter().filter(goes_past);
    let twin = later.clone().find(|other| other.unit_id == one.unit_id && other.post == one.post);
    if let Some(twin) = twin {
        let since = russian::date(twin.started_on);
        return Some(format!(
            "После этого человек снова принят сюда в той же должности с {since}: исправьте или завершите то место работы."
        ));
    }
    let main = later.find(|other| one.is_main && other.is_main)?;
    let since = russian::date(main.started_on);
    Some(format!(
        "С {since} у человека другое основное место работы. Если он работает в обоих, заведите это место как совместительство."
    ))
}

/// Why a place of work cannot be struck out as a mistake: a card stands by one at least, and what a merger carries on stands by the
/// place it came from.
pub(crate) fn strike(one: &Employment, all: &[Employment]) -> Option<String> {
    if all.len() < 2 {
        return Some(
            "Это единственное место работы в\u{a0}карточке. Если ошибочна вся карточка, уберите её; если человек ушёл, внесите увольнение."
                .to_owned(),
        );
    }
    let is_carried =
        one.continues_id.is_some() || all.iter().any(|other| other.continues_id == Some(one.id.0));
    is_carried.then(|| {
        "Это место работы связано с\u{a0}присоединением или разделением организации: убрать одно из\u{a0}двух нельзя."
            .to_owned()
    })
}

/// Everything wrong with a result of attestation.
pub(crate) fn category(new: &NewCategory, rules: &Effective, today: NaiveDate) -> Vec<FieldFault> {
    let mut found = Found::default();
    let none = || "Выберите категорию из списка.".to_owned();
    found.say("category", rules.category(&new.category).is_none().then(none));
    let no_post = !new.post.is_empty() && rules.post(&new.post).is_none();
    found.say("post", no_post.then(|| "Выберите должность из списка.".to_owned()));
    found.say("granted_on", past(new.granted_on, today));
    found.say("document", too_long(&new.document, LONGEST_LINE));
    found.0
}

/// Everything wrong with a record.
pub(crate) fn record(new: &Record, today: NaiveDate) -> Vec<FieldFault> {
    let (mut found, kind) = (Found::default(), new.kind());
    let empty = new.title.is_empty() && !matches!(kind, RecordKind::Break | RecordKind::Leave);
    found.say(
        "title",
        empty.then(|| "Напишите название.".to_owned()).or_else(|| too_long(&new.title, LONGEST_LINE)),
    );
    found.say("place", too_long(&new.place, LONGEST_LINE));
    found.say("document", too_long(&new.document, LONGEST_LINE));
    if kind.lasts() {
        let missing = || "Укажите первый день.".to_owned();
        found.say("began_on", new.began_on.is_none().then(missing));
    } else if new.is_going() {
        found.say("happened_on", planned(new.happened_on, today));
        let to_come = |day: &NaiveDate| *day > today;
        let words = |_| "Курс ещё не\u{a0}начался: внесите его, когда начнётся.".to_owned();
        found.say("began_on", new.began_on.filter(to_come).map(words));
    } else {
        found.say("happened_on", past(new.happened_on, today));
    }
    found.say("platform", new.platform.as_deref().and_then(|text| too_long(text, LONGEST_LINE)));
    let odd = new.progress.is_some_and(|passed| !(0..=100).contains(&passed));
    found.say("progress", odd.then(|| "Пройдено – целое число процентов от 0 до 100.".to_owned()));
    let is_turned = new.began_on.is_some_and(|first| first > new.happened_on);
    found.say(
        "happened_on",
        is_turned.then(|| "Последний день раньше первого: поменяйте их местами.".to_owned()),
    );
    let odd = new.hours.is_some_and(|hours| !(1..=5000).contains(&hours));
    found.say("hours", odd.then(|| "Часы – целое число от 1 до 5000.".to_owned()));
    found.0
}

/// The day a course that goes on is to end.
fn planned(day: NaiveDate, today: NaiveDate) -> Option<String> {
    let last = today.checked_add_months(Months::new(12 * LONGEST_COURSE)).unwrap_or(today);
    if day > last {
        return Some(format!("Курс не\u{a0}идёт больше {LONGEST_COURSE} лет: проверьте дату окончания."));
    }
    (day.year() < 1950).then(|| "Раньше 1950 года: проверьте год.".to_owned())
}

fn past(day: NaiveDate, today: NaiveDate) -> Option<String> {
    if day > today {
        return Some("Этот день ещё не наступил: проверьте дату.".to_owned());
    }
    (day.year() < 1950).then(|| "Раньше 1950 года: проверьте год.".to_owned())
}

fn too_long(text: &str, limit: usize) -> Option<String> {
    let length = text.chars().count();
    (length > limit)
        .then(|| format!("Слишком длинно: {length} знаков, а помещается {limit}. Сократите текст."))
}
