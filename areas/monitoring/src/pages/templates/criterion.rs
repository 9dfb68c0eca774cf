//! A criterion of a table of one's own: added, renamed, weighed.

use access::Granted;
use askama::Template;
use packs::{Criterion, Number};
use web::{Check, Cx, Error, Mode, Page, Read, Reply, Request, Result, Write};

use super::rule::{number, shown};
use super::{Again, Shell};
use crate::access::EditTemplates;
use crate::actions::templates::{self, Own};
use crate::rules::editing;

#[derive(Template)]
#[template(path = "template_criterion.html")]
struct CriterionPage {
    shell: Shell,
    url: String,
    is_new: bool,
    levels: Vec<(String, String)>,
    typed: Typed,
    rows: usize,
}

#[derive(Default)]
struct Typed {
    no: String,
    heading: String,
    short: String,
    clause: String,
    level: String,
    weight: String,
}

/// `GET …/criteria`: a new one.
pub(super) fn new(cx: &mut Cx<Read>, may: Granted<EditTemplates>) -> Result<Reply> {
    let own = super::asked(cx, &may)?;
    let no = editing::next_criterion(&own.table);
    let typed = Typed { no, clause: own.table.clause.clone(), ..Typed::default() };
    page(cx, &own, None, typed, &Again::default())
}

/// `GET …/criteria/{criterion}`.
pub(super) fn form(cx: &mut Cx<Read>, may: Granted<EditTemplates>) -> Result<Reply> {
    let own = super::asked(cx, &may)?;
    let criterion = asked(cx, &own)?;
    page(cx, &own, Some(&criterion), Typed::of(&criterion), &Again::default())
}

fn asked<M: Mode>(cx: &Cx<M>, own: &Own) -> Result<Criterion> {
    let no: String = cx.request().arg("criterion")?;
    own.table.criteria.iter().find(|criterion| criterion.no == no).cloned().ok_or(Error::NotFound)
}

fn page<M: Mode>(
    cx: &mut Cx<M>,
    own: &Own,
    criterion: Option<&Criterion>,
    typed: Typed,
    again: &Again,
) -> Result<Reply> {
    let here =
        criterion.map_or("Новый критерий".to_owned(), |one| format!("Критерий {}", one.no));
    let shell = super::shell(cx, own, &here, again)?;
    let level = |level: &packs::ObjectLevel| (level.id.clone(), level.title.clone());
    let url = criterion.map_or(String::new(), |one| format!("/{}", one.no));
    let body = CriterionPage {
        shell,
        url: format!("{}/criteria{url}", own.url()),
        is_new: criterion.is_none(),
        levels: own.table.levels.iter().map(level).collect(),
        typed,
        rows: criterion.map_or(0, |one| one.indicators.len()),
    };
    let is_again = !again.faults.is_empty() || !again.clash.is_empty();
    let reply = Page::titled(here).at(&own.row.unit_path).under("/monitoring").show(&body)?;
    Ok(if is_again { reply.status(again.status()) } else { reply })
}

/// `POST …/criteria`.
pub(super) fn add(cx: &mut Cx<Write>, may: Granted<EditTemplates>) -> Result<Reply> {
    let (own, request) = (super::asked(cx, &may)?, cx.request_handle());
    let (typed, version) = (Typed::posted(&request), super::seen(cx));
    let to = format!("{}#criterion-{}", own.url(), typed.no);
    let result = read(&request, &own, None).and_then(|criterion| {
        templates::edit(cx, &may, own.row.id, version, "Добавлен критерий", |table| {
            table.criteria.push(criterion);
            Ok(())
        })
    });
    super::outcome(cx, result, &to, |cx, again| page(cx, &own, None, typed, &again))
}

/// `POST …/criteria/{criterion}`.
pub(super) fn save(cx: &mut Cx<Write>, may: Granted<EditTemplates>) -> Result<Reply> {
    let (own, request) = (super::asked(cx, &may)?, cx.request_handle());
    let (typed, version) = (Typed::posted(&request), super::seen(cx));
    let before = asked(cx, &own)?;
    let to = format!("{}#criterion-{}", own.url(), typed.no);
    let result = read(&request, &own, Some(&before)).and_then(|criterion| {
        templates::edit(cx, &may, own.row.id, version, "Изменён критерий", |table| {
            let at = editing::criterion_at(table, &before.no).ok_or(Error::NotFound)?;
            let slot = table.criteria.get_mut(at).ok_or(Error::NotFound)?;
            *slot = Criterion { indicators: std::mem::take(&mut slot.indicators), ..criterion };
            Ok(())
        })
    });
    super::outcome(cx, result, &to, |cx, again| page(cx, &own, Some(&before), typed, &again))
}

/// The criterion as typed, without its indicators.
fn read(request: &Request, own: &Own, before: Option<&Criterion>) -> Result<Criterion> {
    let mut check = request.form.check();
    let no = check.required("no", 20, "Укажите номер критерия.").to_owned();
    let others = || own.table.criteria.iter().filter(|one| before.is_none_or(|before| before.no != one.no));
    if !no.is_empty() && !editing::is_number(&no) {
        check.fault("no", "В номере бывают цифры, латинские буквы, точка и дефис: 1, 4.1.");
    } else if others().any(|one| one.no == no) {
        check.fault("no", format!("Критерий {no} уже есть. Возьмите другой номер."));
    }
    let weight = weight(&mut check, request.form.text("weight"));
    let criterion = Criterion {
        no,
        title: check.optional("title", 500).to_owned(),
        short: check.optional("short", 60).to_owned(),
        clause: check.optional("clause", 300).to_owned(),
        max: Number::ZERO,
        level: Some(check.optional("level", 40).to_owned()).filter(|_| own.table.levels.len() > 1),
        weight,
        indicators: Vec::new(),
    };
    check.done()?;
    Ok(criterion)
}

/// A weight: positive, two decimals at most so that sums stay exact; 1 is none.
pub(super) fn weight(check: &mut Check<'_>, text: &str) -> Option<Number> {
    if text.is_empty() {
        return None;
    }
    let weight = number(text).filter(|weight| *weight > Number::ZERO && weight.0.scale() <= 2);
    if weight.is_none() {
        check.fault("weight", "Вес – положительное число, не больше двух знаков после запятой: 0,5.");
    }
    weight.filter(|weight| *weight != Number::ONE)
}

impl Typed {
    fn of(criterion: &Criterion) -> Self {
        Self {
            no: criterion.no.clone(),
            heading: criterion.title.clone(),
            short: criterion.short.clone(),
            clause: criterion.clause.clone(),
            level: criterion.level.clone().unwrap_or_default(),
            weight: criterion.weight.map(shown).unwrap_or_default(),
        }
    }

    fn posted(request: &Request) -> Self {
        let text = |name: &str| request.form.text(name).to_owned();
        Self {
            no: text("no"),
            heading: text("title"),
            short: text("short"),
            clause: text("clause"),
            level: text("level"),
            weight: text("weight"),
        }
    }
}
