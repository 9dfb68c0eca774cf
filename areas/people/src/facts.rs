//! Facts about the staff of a place: how many work in given posts on the day told of, how many finished a course in the period up to
//! it, how many hold a qualification category on it, the last two with the same of a year before (Владимир, приложение, п. 6).

use chrono::NaiveDate;
use db::{Conn, Ranges, Result};
use packs::{FactDecl, FactValue, Library, ParamDecl, ParamType, ParamValue};
use registry::{Answered, Ask, Fact, FactOffer, Period, Proof, Subject};
use web::russian;

use crate::obligations::pedagogical;
use crate::rules::counted;
use crate::store::counted as store;

/// The offer.
#[derive(Default)]
pub(crate) struct Counts {
    packs: Library,
}

const TRAINED: &str = "people.trained";
const ATTESTED: &str = "people.attested";
const COUNT: &str = "people.count";
const POST: ParamDecl = ParamDecl { name: "post", value: ParamType::Posts, required: true };
const FACTS: &[FactDecl] = &[
    FactDecl { name: COUNT, params: &[POST], value: FactValue::Number },
    FactDecl { name: TRAINED, params: &[], value: FactValue::Number },
    FactDecl { name: ATTESTED, params: &[], value: FactValue::Number },
];
/// «Соответствие занимаемой должности» is no qualification category.
const CONFORMITY: &str = "conformity";
/// What stands instead of the figure of a year before.
const UNTOLD: &str = "; за\u{a0}прошлый год сравнить не\u{a0}с\u{a0}чем: об\u{a0}уволившихся или о\u{a0}прошлом годе сведений нет";

impl FactOffer for Counts {
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
        let scope = Ranges::under([common(subjects).as_str()]);
        let Some(range) = scope.pairs().first().map(|(low, high)| (low.as_str(), high.as_str())) else {
            return Ok(asks.iter().map(|_| Answered::new()).collect());
        };
        let works = in_posts(conn, asks, range, period.until)?;
        if asks.iter().all(|ask| ask.name == COUNT) {
            return Ok(asks.iter().map(|ask| in_post(ask, subjects, &works)).collect());
        }
        // One dismissal of this year tells nothing of those who left before it.
        let left = store::left_before(conn, range, period.from)?;
        let remembers =
            |path: &str| left.range(path.to_owned()..).next().is_some_and(|one| one.starts_with(path));
        let mut answers = Vec::with_capacity(asks.len());
        for ask in asks {
            if ask.name == COUNT {
                answers.push(in_post(ask, subjects, &works));
                continue;
            }
            let told = if ask.name == TRAINED {
                trained(conn, range, period)?
            } else {
                self.attested(conn, range, period)?
            };
            let of = |subject: &Subject| {
                let counted = told(&subject.path, remembers(&subject.path))?;
                Some((subject.unit, known(subject, counted)))
            };
            answers.push(subjects.iter().filter_map(of).collect());
        }
        Ok(answers)
    }

    fn listed(&self, ask: &Ask<'_>, subject: &Subject, _fact: &Fact) -> String {
        if ask.name != COUNT {
            return String::new();
        }
        web::address("/people", &[("unit", &subject.unit.to_string()), ("post", &posts(ask).join(","))])
    }
}

fn posts<'a>(ask: &Ask<'a>) -> &'a [String] {
    ask.with.get(POST.name).filter(|_| ask.name == COUNT).map(ParamValue::texts).unwrap_or_default()
}

/// Everybody in the posts of all the questions, read at once.
fn in_posts(
    conn: &mut Conn,
    asks: &[Ask<'_>],
    range: (&str, &str),
    day: NaiveDate,
) -> Result<Vec<store::InPost>> {
    let all: Vec<&str> = asks.iter().flat_map(|ask| posts(ask)).map(String::as_str).collect();
    if all.is_empty() { Ok(Vec::new()) } else { store::in_posts(conn, range, &all, day) }
}

/// Nobody in a post is no proof that there is nobody: a place may not have entered its people.
fn in_post(ask: &Ask<'_>, subjects: &[Subject], works: &[store::InPost]) -> Answered {
    let of = |subject: &Subject| {
        let count = counted::in_posts(works, &subject.path, posts(ask));
        let title = format!("В\u{a0}этих должностях: {count}");
        (count > 0).then(|| (subject.unit, known(subject, (count.to_string(), title))))
    };
    subjects.iter().filter_map(of).collect()
}

/// A figure with its title, of a path; whether those who left are known there decides if it is compared.
type Told = Box<dyn Fn(&str, bool) -> Option<(String, String)>>;

fn trained(conn: &mut Conn, range: (&str, &str), period: Period) -> Result<Told> {
    let ((from, to), (first, last)) = (period.counted(), period.year_before().counted());
    let all = store::courses(conn, range, (first, to))?;
    Ok(Box::new(move |path, remembers| {
        let now = counted::trained(&all, path, (from, to));
        let before = counted::trained(&all, path, (first, last));
        let span = format!("{} – {}", russian::date(from), russian::date(to));
        told(&format!("Прошли курсы, {span}"), now, (before, remembers))
    }))
}

impl Counts {
    fn attested(&self, conn: &mut Conn, range: (&str, &str), period: Period) -> Result<Told> {
        let (on, then) = (period.until, period.year_before().until);
        let rules = units::effective(conn, &self.packs, range.0, on)?;
        let codes: Vec<&str> =
            rules.categories.iter().map(|one| one.rule.id.as_str()).filter(|id| *id != CONFORMITY).collect();
        let all = store::categories(conn, range, (&codes, &pedagogical(&rules)), (then, on))?;
        Ok(Box::new(move |path, remembers| {
            let now = counted::attested(&all, path, on);
            let before = counted::attested(&all, path, then);
            let what = format!("Имеют квалификационную категорию на\u{a0}{}", russian::date(on));
            told(&what, now, (before, remembers))
        }))
    }
}

/// Nobody counted is no proof that there was nobody: a unit may not have entered its people, or the year before.
fn told(what: &str, now: usize, (before, remembers): (usize, bool)) -> Option<(String, String)> {
    if now == 0 {
        return None;
    }
    let before = Some(before).filter(|before| remembers && *before > 0);
    let said = before.map_or(UNTOLD.to_owned(), |before| format!("; годом раньше: {before}"));
    let value = before.map_or(now.to_string(), |before| format!("{now}/{before}"));
    Some((value, format!("{what}: {now}{said}")))
}

fn known(subject: &Subject, (value, title): (String, String)) -> Fact {
    let proof = Proof { kind: "people".to_owned(), id: subject.unit, title };
    Fact::Known { value, proofs: vec![proof] }
}

/// The path above all of them: everything is read at once and told apart afterwards.
fn common(subjects: &[Subject]) -> String {
    let Some(first) = subjects.first() else { return "/".to_owned() };
    let is_above = |path: &str| subjects.iter().all(|one| one.path.starts_with(path));
    let ends: Vec<usize> = first.path.match_indices('/').map(|(end, _)| end + 1).collect();
    let known = ends.into_iter().rev().map(|end| &first.path[..end]).find(|path| is_above(path));
    known.unwrap_or("/").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_before_is_told_only_where_it_is_known() {
        let value = |now, before| told("Прошли курсы", now, before).map(|(value, _)| value);
        assert_eq!(value(12, (10, true)).as_deref(), Some("12/10"));
        assert_eq!(value(12, (10, false)).as_deref(), Some("12"), "those who left are not known");
        assert_eq!(value(12, (0, true)).as_deref(), Some("12"), "nothing was entered of that year");
        assert_eq!(value(0, (10, true)), None);
    }
}
