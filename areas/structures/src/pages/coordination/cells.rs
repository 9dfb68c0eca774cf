//! The cells of the board: what each says and which place it opens.

use chrono::NaiveDate;
use documents::{Above, SeeDocuments};
use web::{Cx, Read, Result, russian};

use crate::access as reach;
use crate::model::{Structure, TaskId};
use crate::rules::coordination::{Meetings, Plan, Standing, Tasks, Term};
use crate::rules::{Held, gone_words};

/// A text and where it leads; an empty address: nowhere for whoever looks.
pub(super) type Link = (String, String);

/// A line of the board.
pub(super) struct Row {
    pub name: Link,
    /// «Районное методическое объединение · Белогорский район»
    pub about: String,
    /// Its kind is led by somebody.
    pub is_led: bool,
    pub heads: Vec<Link>,
    /// Who leads it still and works no more, with since when.
    pub left: Vec<Link>,
    /// The composition on its card.
    pub people_url: String,
    /// The documents on its card.
    pub papers_url: String,
    pub plans: Vec<PlanCell>,
    pub meetings: MeetingsCell,
    pub tasks: Option<Link>,
    /// «просрочена 1»
    pub late: Option<Link>,
    /// «2 документа»; none: nothing lacks.
    pub lacking: Option<Link>,
    /// The last day, its address, a badge with its tone.
    pub term: Option<(Link, Link)>,
}

/// A plan that is asked for.
pub(super) struct PlanCell {
    /// What is asked for, where several are; else empty.
    pub title: String,
    /// None: nothing answers.
    pub held: Option<Link>,
}

/// Meetings of the school year.
#[derive(Default)]
pub(super) struct MeetingsCell {
    /// Its kind keeps minutes.
    pub is_kept: bool,
    /// «3 протокола»
    pub counted: String,
    /// Of several, each.
    pub held: Vec<Link>,
    /// The day of the last one.
    pub last: Option<Link>,
    /// Minutes of the unit that nobody said whose they are.
    pub open: Option<Link>,
}

/// Whoever looks, and from which day.
pub(super) struct Reader {
    seen: db::Ranges,
    over: Above,
    /// The school year as the registry of documents names it.
    year: String,
}

impl Reader {
    /// The person of the request, at a place.
    pub fn of(cx: &mut Cx<Read>, path: &str) -> Result<Self> {
        let today: NaiveDate = cx.today_at(path)?;
        Ok(Self {
            seen: reach::reaches::<SeeDocuments, Read>(cx),
            over: Above::of(cx),
            year: russian::period_of(today),
        })
    }

    /// The address of a document the person reads; what is in force over them is read from here.
    fn open(&self, held: &Held) -> String {
        let is_open =
            self.seen.holds(&held.unit_path) || self.over.opens((&held.unit_path, &held.genus), true);
        if is_open { held.url.clone() } else { String::new() }
    }

    /// The line of a structure.
    pub fn row(&self, one: &Standing, owner: String) -> Row {
        let url = one.one.url();
        let people_url = format!("{url}#composition");
        let papers_url = format!("{url}#documents");
        let lacks = i64::try_from(one.lacking.len()).unwrap_or(i64::MAX);
        let said = russian::counted(lacks, "документа", "документов", "документов");
        Row {
            name: (one.one.name.clone(), url),
            about: if owner.is_empty() { one.kind.clone() } else { format!("{} · {owner}", one.kind) },
            is_led: one.is_led,
            left: one.left.iter().map(|(member, since)| (member.label(), gone_words(*since))).collect(),
            heads: one.heads.iter().map(|member| (member.label(), people_url.clone())).collect(),
            plans: self.plans(&one.plans),
            meetings: self.meetings(&one.one, &one.meetings),
            tasks: tasks(&one.one, &one.tasks),
            late: late(&one.one, &one.tasks),
            lacking: (lacks > 0).then(|| (said, papers_url.clone())),
            term: term(&one.one, one.term),
            people_url,
            papers_url,
        }
    }

    fn plans(&self, all: &[Plan]) -> Vec<PlanCell> {
        let cell = |plan: &Plan| PlanCell {
            title: if all.len() > 1 { plan.title.clone() } else { String::new() },
            held: plan.held.as_ref().map(|held| (held.title.clone(), self.open(held))),
        };
        all.iter().map(cell).collect()
    }

    fn meetings(&self, one: &Structure, all: &Meetings) -> MeetingsCell {
        let count = |all: &[Held]| i64::try_from(all.len()).unwrap_or(i64::MAX);
        let link = |held: &Held| (held.title.clone(), self.open(held));
        let last = |held: &Held| (russian::date(held.signed_on), self.open(held));
        let (number, open) = (count(&all.held), count(&all.open));
        MeetingsCell {
            is_kept: all.is_kept,
            counted: russian::counted(number, "протокол", "протокола", "протоколов"),
            held: if number > 1 { all.held.iter().map(link).collect() } else { Vec::new() },
            last: all.last().map(last),
            open: all.open.first().map(|first| {
                let said = russian::counted(open, "протокол", "протокола", "протоколов");
                (said, self.unsaid(one, first, open))
            }),
        }
    }

    /// Minutes nobody said the owner of: the only one, or the registry of the unit narrowed to them.
    fn unsaid(&self, one: &Structure, first: &Held, count: i64) -> String {
        if count == 1 || !self.seen.holds(&one.unit_path) {
            return self.open(first);
        }
        let unit = one.unit_id.to_string();
        web::address("/documents", &[("unit", &unit), ("kind", &first.kind), ("year", &self.year)])
    }
}

fn tasks(one: &Structure, tasks: &Tasks) -> Option<Link> {
    let count = i64::try_from(tasks.all.len()).unwrap_or(i64::MAX);
    let said = russian::counted(count, "задача", "задачи", "задач");
    (count > 0).then(|| (said, tasks_url(one, &tasks.all)))
}

fn late(one: &Structure, tasks: &Tasks) -> Option<Link> {
    let count = tasks.late.len();
    (count > 0).then(|| (format!("просрочено: {count}"), tasks_url(one, &tasks.late)))
}

/// The only task, or all of the structure.
fn tasks_url(one: &Structure, ids: &[TaskId]) -> String {
    match ids {
        [only] => format!("{}/tasks/{only}", one.url()),
        _ => format!("{}/tasks", one.url()),
    }
}

fn term(one: &Structure, term: Term) -> Option<(Link, Link)> {
    let (last, badge, tone) = match term {
        Term::Endless => return None,
        Term::Far(last) => (last, "", ""),
        Term::Soon(last) => (last, "кончается", "warn"),
        Term::Past(last) => (last, "срок прошёл", "bad"),
    };
    let url = format!("{}#term", one.url());
    Some(((format!("до\u{a0}{}", russian::date(last)), url), (badge.to_owned(), tone.to_owned())))
}
