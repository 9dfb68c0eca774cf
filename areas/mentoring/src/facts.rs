//! Facts about young teachers: how many there are, how many of last year's still work here, who has a mentor (Владимир,
//! приложение, п. 7; Амурская область, приложение 7, результат 3). Studies of adaptation are an offer of their own: a sheet that
//! asks for them alone draws no picture.

mod studies;

use chrono::NaiveDate;
use db::{Conn, Moment, Result};
use packs::{Effective, FactDecl, FactValue, Library, ParamDecl, ParamType, ParamValue};
use people::young::Youth;
use registry::{Answered, Ask, Fact, FactOffer, Period, Proof, Subject};
use web::russian;

use crate::model::State;
use crate::picture::{Day, Pairs};
use crate::rules::{remembers, retention};
use crate::young::Young;
pub(crate) use studies::Studies;

/// The offer of facts.
#[derive(Default)]
pub(crate) struct YoungFacts {
    packs: Library,
}

const YOUNG: &str = "mentoring.young_teachers";
const RETAINED: &str = "mentoring.retention";
const MENTORED: &str = "mentoring.with_mentor";
/// What stands instead of the figure of a year before.
const UNTOLD: &str =
    "; за\u{a0}прошлый год сравнить не\u{a0}с\u{a0}чем: об\u{a0}уволившихся до\u{a0}того сведений нет";
/// Under so many years of service somebody is young, where the question names no other number.
const YEARS: i32 = 5;

/// Whole years of service that are no longer young.
const SERVICE: ParamDecl = ParamDecl { name: "years", value: ParamType::Number, required: false };
/// A post of the pack: учителя alone.
const POST: ParamDecl = ParamDecl { name: "post", value: ParamType::Text, required: false };

const FACTS: &[FactDecl] = &[
    FactDecl { name: YOUNG, params: &[SERVICE, POST], value: FactValue::Number },
    FactDecl { name: RETAINED, params: &[SERVICE, POST], value: FactValue::Number },
    FactDecl { name: MENTORED, params: &[], value: FactValue::Share },
];

impl FactOffer for YoungFacts {
    fn learn(&mut self, packs: &Library) {
        self.packs = packs.clone();
    }

    fn declares(&self) -> &'static [FactDecl] {
        FACTS
    }

    fn compute(
        &self,
        conn: &mut Conn,
        asks: &[Ask<'_>],
        subjects: &[Subject],
        period: Period,
    ) -> Result<Vec<Answered>> {
        let path = common(subjects);
        let rules = units::effective(conn, &self.packs, &path, period.until)?;
        let is_of_years = asks.iter().any(|ask| ask.name != MENTORED);
        let youths =
            if is_of_years { people::young::lately(conn, &path, &rules, period.until)? } else { Vec::new() };
        let mut told = Vec::with_capacity(asks.len());
        for ask in asks {
            told.push(match ask.name {
                MENTORED => mentored(conn, (&path, &rules), subjects, period.until)?,
                _ => of_years(&youths, ask, subjects, period),
            });
        }
        Ok(told)
    }
}

/// The path above all of them: everything is read at once and told apart afterwards.
fn common(subjects: &[Subject]) -> String {
    let Some(first) = subjects.first() else { return "/".to_owned() };
    let is_above = |path: &str| subjects.iter().all(|one| one.path.starts_with(path));
    let ends: Vec<usize> = first.path.match_indices('/').map(|(end, _)| end + 1).collect();
    let known = ends.into_iter().rev().map(|end| &first.path[..end]).find(|path| is_above(path));
    known.unwrap_or("/").to_owned()
}

/// The share of young specialists who have a mentor.
fn mentored(
    conn: &mut Conn,
    (path, rules): (&str, &Effective),
    subjects: &[Subject],
    on: NaiveDate,
) -> Result<Answered> {
    // States of the day told of, by the days of orders and ends alone.
    let mentored = Pairs::of(conn, path, Day { on, until: Some(Moment(i64::MAX)) })?.mentees(State::Active);
    let young = Young::newcomers(conn, path, rules, on)?;
    let of = |subject: &Subject| {
        let all = young.specialists(&subject.path);
        let with = all.intersection(&mentored).count();
        let title = format!("Молодых специалистов с\u{a0}наставником: {with} из\u{a0}{}", all.len());
        (!all.is_empty()).then(|| (subject.unit, known(subject, format!("{with}/{}", all.len()), title)))
    };
    Ok(subjects.iter().filter_map(of).collect())
}

/// Nobody young is no proof that there is nobody: a unit may not have entered its people yet.
fn of_years(youths: &[Youth], ask: &Ask<'_>, subjects: &[Subject], period: Period) -> Answered {
    let years = match ask.with.get("years") {
        Some(ParamValue::Number(years)) => i32::try_from(*years).unwrap_or(YEARS),
        _ => YEARS,
    };
    let post = ask.with.get("post").and_then(|one| one.texts().first()).map_or("", String::as_str);
    let of = |subject: &Subject| {
        let told = match ask.name {
            YOUNG => counted(youths, &subject.path, period, (years, post)),
            _ => retained(youths, &subject.path, period, (years, post)),
        };
        told.map(|(value, title)| (subject.unit, known(subject, value, title)))
    };
    subjects.iter().filter_map(of).collect()
}

fn known(subject: &Subject, value: String, title: String) -> Fact {
    let proof = Proof { kind: "young".to_owned(), id: subject.unit, title };
    Fact::Known { value, proofs: vec![proof] }
}

/// How many have a service of less than so many years on the day told of, and a year before where the place tells of those who
/// left before this year: one dismissal of this year tells nothing of last year's.
fn counted(
    youths: &[Youth],
    path: &str,
    period: Period,
    (years, post): (i32, &str),
) -> Option<(String, String)> {
    let count = |day: NaiveDate| {
        let is_young = |one: &&Youth| {
            one.place(path, day).is_some_and(|work| post.is_empty() || work.post == post)
                && one.service_years(day).is_some_and(|service| service < years)
        };
        youths.iter().filter(is_young).count()
    };
    let on = period.until;
    let now = Some(count(on)).filter(|now| *now > 0)?;
    let before = remembers(youths, path, period.from).then(|| count(period.year_before().until));
    let said = before.map_or(UNTOLD.to_owned(), |before| format!("; годом раньше: {before}"));
    let day = russian::date(on);
    let title = format!("Педагогов со\u{a0}стажем до\u{a0}{years} лет на\u{a0}{day}: {now}{said}");
    Some((change(now.to_string(), before.map(|before| before.to_string())), title))
}

/// The share of those who stayed between two days, and the same a year before; of nobody there is none. Where nobody who left is
/// known everybody seems to have stayed: no change can be told.
fn retained(youths: &[Youth], path: &str, period: Period, who: (i32, &str)) -> Option<(String, String)> {
    let of = |days| Some(retention(youths, path, days, who)).filter(|(_, all)| *all > 0);
    let (from, to) = period.counted();
    let (stayed, all) = of((from, to))?;
    let then = period.year_before().counted();
    let before = Some(then).filter(|(_, last)| remembers(youths, path, *last)).and_then(of);
    let said = |(stayed, all): (usize, usize)| format!("; годом раньше: {stayed} из\u{a0}{all}");
    let title = format!(
        "Из\u{a0}{all} молодых, работавших {}, работают {}: {stayed}{}",
        russian::date(from),
        russian::date(to),
        before.map_or(UNTOLD.to_owned(), said)
    );
    Some((change(tenths(stayed, all), before.map(|(stayed, all)| tenths(stayed, all))), title))
}

/// A figure alone, or with the one of a year before: «24/22».
fn change(now: String, before: Option<String>) -> String {
    before.map_or(now.clone(), |before| format!("{now}/{before}"))
}

/// A share in per cents with at most one decimal, a half rounds up.
fn tenths(part: usize, whole: usize) -> String {
    let tenths = (part * 2000 + whole) / (whole * 2);
    match tenths % 10 {
        0 => (tenths / 10).to_string(),
        rest => format!("{}.{rest}", tenths / 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_above_all_subjects_is_read_once() {
        let of = |paths: &[&str]| {
            common(
                &paths.iter().map(|path| Subject { unit: 1, path: (*path).to_owned() }).collect::<Vec<_>>(),
            )
        };
        assert_eq!(of(&["/1/2/", "/1/30/"]), "/1/");
        assert_eq!(of(&["/1/2/"]), "/1/2/");
        assert_eq!(of(&["/1/", "/2/"]), "/");
    }

    #[test]
    fn of_nobody_nothing_is_told() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let year = Period::whole(day("2025-09-01"), day("2026-08-31"));
        assert_eq!(retained(&[], "/1/", year, (5, "")), None);
        assert_eq!(counted(&[], "/1/", year, (5, "")), None);
    }

    #[test]
    fn shares_keep_one_decimal() {
        assert_eq!([tenths(1, 2), tenths(2, 3), tenths(7, 8)], ["50", "66.7", "87.5"]);
    }
}
