//! Around a pair: visits to lessons, and what is raised and answered – each section for whom its clause names.

use access::{Granted, SignedIn};
use askama::Template;
use chrono::NaiveDate;
use packs::Effective;
use web::{Cx, FieldFault, Mode, Page, Read, Reply, Result};

use super::forms::{Form, Forms};
use super::tabs::{Tabs, tabs};
use super::{matters, visits, words};
use crate::actions::around::seen;
use crate::actions::onward::{Ways, usual_day};
use crate::actions::ordering::Whole;
use crate::actions::rules_at;
use crate::model::PairId;
use crate::model::State;
use crate::rules::Eye;

#[derive(Template)]
#[template(path = "around.html")]
struct AroundPage {
    csrf: String,
    head: String,
    subtitle: String,
    tabs: Tabs,
    faults: Vec<(String, String)>,
    sections: Vec<Section>,
}

/// A part of the page.
pub(super) struct Section {
    pub name: &'static str,
    /// Empty: the rules name none.
    pub clause: String,
    /// Who sees it, when not everybody does.
    pub secret: &'static str,
    pub empty: &'static str,
    pub rows: Vec<Row>,
    pub forms: Vec<Form>,
}

/// A line of it.
pub(super) struct Row {
    pub what: String,
    pub mark: (&'static str, &'static str),
    pub about: String,
    pub texts: Vec<String>,
    pub forms: Vec<Form>,
    /// Where others lead to it.
    pub id: i64,
    /// What it came from, what came of it: word, address.
    pub links: Vec<(String, String)>,
}

/// What the page is drawn from.
pub(super) struct Drawn<'a> {
    pub whole: &'a Whole,
    pub rules: &'a Effective,
    pub forms: &'a Forms,
    pub eye: Eye,
    pub account: Option<i64>,
    pub today: NaiveDate,
    /// Ways between proposals and what followed.
    pub ways: &'a Ways,
    /// The day a step that follows is offered for.
    pub usual_day: NaiveDate,
}

impl Drawn<'_> {
    /// Whether the pair works: something may be begun.
    pub fn is_active(&self) -> bool {
        self.whole.pair.state() == State::Active
    }

    /// Whether the person is of the pair or keeps it.
    pub fn can_work(&self) -> bool {
        self.eye.keeps || self.eye.is_mentor || self.eye.is_mentee
    }
}

/// `GET /mentoring/{mentorship}/around`
pub(super) fn page(cx: &mut Cx<Read>, _may: Granted<SignedIn>) -> Result<Reply> {
    show(cx, Vec::new())
}

/// The page, with what was wrong with one of its forms.
pub(super) fn show<M: Mode>(cx: &mut Cx<M>, faults: Vec<FieldFault>) -> Result<Reply> {
    let id: PairId = cx.request().arg("mentorship")?;
    let (pair, eye) = seen(cx, id)?;
    let whole = Whole::of(cx, pair)?;
    cx.saw("person", &whole.people(), &whole.pair.unit_path);
    let (rules, today) = (rules_at(cx, &whole.unit.path)?, cx.today_at(&whole.unit.path)?);
    let forms = Forms::of(cx, faults);
    let account = cx.person().map(|person| person.account.0);
    let ways = Ways::of(cx, &whole.pair, eye)?;
    let usual_day = usual_day(cx, &whole.pair)?;
    let drawn =
        Drawn { whole: &whole, rules: &rules, forms: &forms, eye, account, today, ways: &ways, usual_day };
    let mut sections = vec![visits::section(cx, &drawn)?];
    sections.extend(matters::sections(cx, &drawn)?);
    let page = AroundPage {
        head: "Вокруг пары".to_owned(),
        subtitle: format!("{}; наставник {}", whole.mentee.person.name().full(), words::mentors(&whole)),
        tabs: tabs(&whole.pair, "around"),
        sections,
        faults: forms.faults.clone(),
        csrf: forms.csrf.clone(),
    };
    Page::titled("Вокруг пары").at(&whole.unit.path).under("/mentoring").show(&page)
}
