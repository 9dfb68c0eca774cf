//! The form of one indicator: what it is for, how it is measured, what proves it, who settles it (Владимир, п. 5.4).

use access::Granted;
use askama::Template;
use packs::{Criterion, Indicator, RollupKind};
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Result, Write};

use super::rule::{PARTS, RULES};
use super::typed::{Typed, kind};
use super::{Again, Shell, card};
use crate::access::EditTemplates;
use crate::actions::templates::{self, Own};
use crate::rules::editing;

#[derive(Template)]
#[template(path = "template_indicator.html")]
struct IndicatorPage {
    shell: Shell,
    url: String,
    is_new: bool,
    criterion: String,
    typed: Typed,
    max: String,
    rules: [(&'static str, &'static str); 13],
    part_kinds: [(&'static str, &'static str); 3],
    settles: [(&'static str, &'static str); 3],
    kinds: Vec<(String, String, bool)>,
    conditions: Vec<(String, String)>,
    below: Vec<(String, String)>,
    fact: String,
}

/// Who may settle an indicator.
const SETTLES: [(&str, &str); 3] = [
    ("semi", "Отвечает объект и прикладывает подтверждение; программа подсказывает, что нашла"),
    ("manual", "Эксперт ставит отметку с обоснованием"),
    ("auto", "Программа по своим данным, если они есть"),
];

/// `GET …/criteria/{criterion}/indicators`: a new one.
pub(super) fn new(cx: &mut Cx<Read>, may: Granted<EditTemplates>) -> Result<Reply> {
    let own = super::asked(cx, &may)?;
    let home = home_asked(cx, &own)?;
    let typed = Typed {
        no: editing::next_indicator(&own.table, &home),
        clause: home.clause.clone(),
        assessment: "semi".to_owned(),
        rule: super::rule::Parameters::of(
            &packs::Scoring::Presence { points: packs::Number::ONE, growth: None },
            packs::Number::ONE,
        ),
        ..Typed::default()
    };
    page(cx, &own, (&home, None), typed, Again::default())
}

/// `GET …/indicators/{no}`.
pub(super) fn form(cx: &mut Cx<Read>, may: Granted<EditTemplates>) -> Result<Reply> {
    let own = super::asked(cx, &may)?;
    let (home, one) = asked(cx, &own)?;
    let typed = Typed::of(&one);
    page(cx, &own, (&home, Some(&one)), typed, Again::default())
}

fn home_asked<M: Mode>(cx: &Cx<M>, own: &Own) -> Result<Criterion> {
    let no: String = cx.request().arg("criterion")?;
    own.table.criteria.iter().find(|criterion| criterion.no == no).cloned().ok_or(Error::NotFound)
}

fn asked<M: Mode>(cx: &Cx<M>, own: &Own) -> Result<(Criterion, Indicator)> {
    let no: String = cx.request().arg("no")?;
    let found = own.table.indicators().find(|(_, one)| one.no == no);
    found.map(|(home, one)| (home.clone(), one.clone())).ok_or(Error::NotFound)
}

/// `POST …/criteria/{criterion}/indicators`; the button «Сменить правило» only draws the form of another rule.
pub(super) fn add(cx: &mut Cx<Write>, may: Granted<EditTemplates>) -> Result<Reply> {
    let (own, request) = (super::asked(cx, &may)?, cx.request_handle());
    let (home, typed, version) = (home_asked(cx, &own)?, Typed::posted(&request), super::seen(cx));
    if request.form.has("redraw") {
        return page(cx, &own, (&home, None), typed, Again::default());
    }
    let to = format!("{}#row-{}", own.url(), typed.no);
    let result = typed.read(&request, &own.table, None).and_then(|one| {
        templates::edit(cx, &may, own.row.id, version, "Добавлен показатель", |table| {
            let at = editing::criterion_at(table, &home.no).ok_or(Error::NotFound)?;
            table.criteria.get_mut(at).ok_or(Error::NotFound)?.indicators.push(one);
            Ok(())
        })
    });
    super::outcome(cx, result, &to, |cx, again| page(cx, &own, (&home, None), typed, again))
}

/// `POST …/indicators/{no}`.
pub(super) fn save(cx: &mut Cx<Write>, may: Granted<EditTemplates>) -> Result<Reply> {
    let (own, request) = (super::asked(cx, &may)?, cx.request_handle());
    let ((home, before), typed, version) = (asked(cx, &own)?, Typed::posted(&request), super::seen(cx));
    if request.form.has("redraw") {
        return page(cx, &own, (&home, Some(&before)), typed, Again::default());
    }
    let to = format!("{}#row-{}", own.url(), typed.no);
    let result = typed.read(&request, &own.table, Some(&before)).and_then(|one| {
        templates::edit(cx, &may, own.row.id, version, "Изменён показатель", |table| {
            let (c, i) = editing::indicator_at(table, &before.no).ok_or(Error::NotFound)?;
            let slot = table.criteria.get_mut(c).and_then(|home| home.indicators.get_mut(i));
            let no = one.no.clone();
            *slot.ok_or(Error::NotFound)? = Indicator { no: before.no.clone(), ..one };
            editing::rename(table, &before.no, &no);
            Ok(())
        })
    });
    super::outcome(cx, result, &to, |cx, again| page(cx, &own, (&home, Some(&before)), typed, again))
}

fn page<M: Mode>(
    cx: &mut Cx<M>,
    own: &Own,
    (home, one): (&Criterion, Option<&Indicator>),
    typed: Typed,
    mut again: Again,
) -> Result<Reply> {
    let is_again = !again.faults.is_empty() || !again.clash.is_empty();
    let rules = super::rules(cx, own)?;
    if let Some(one) = one.filter(|_| !is_again && !cx.request().form.has("redraw")) {
        again.faults = standing(&packs::faults(&own.table, &rules, &templates::facts(cx.house())), own, one);
    }
    let here =
        one.map_or("Новый показатель".to_owned(), |one| format!("Показатель {}", one.no));
    let shell = super::shell(cx, own, &here, &again)?;
    let url = one
        .map_or_else(|| format!("criteria/{}/indicators", home.no), |one| format!("indicators/{}", one.no));
    let body = IndicatorPage {
        shell,
        url: format!("{}/{url}", own.url()),
        is_new: one.is_none(),
        criterion: format!("{}. {}", home.no, home.title),
        max: one.map(|one| super::rule::shown(one.max)).unwrap_or_default(),
        rules: RULES,
        part_kinds: PARTS,
        settles: SETTLES,
        kinds: kinds(&rules, &typed),
        conditions: conditions(own, home, one),
        below: below(own, home),
        fact: one.map(|one| units::fact_in_words(one, &rules)).unwrap_or_default(),
        typed,
    };
    let reply = Page::titled(here).at(&own.row.unit_path).under("/monitoring").show(&body)?;
    Ok(if is_again { reply.status(again.status()) } else { reply })
}

/// Faults of the indicator as it stands, at their fields.
fn standing(faults: &[packs::Fault], own: &Own, one: &Indicator) -> Vec<FieldFault> {
    let at = editing::indicator_at(&own.table, &one.no);
    let is_here =
        |fault: &&packs::Fault| matches!(fault.place, packs::Place::Indicator(c, i) if Some((c, i)) == at);
    let told = |fault: &packs::Fault| FieldFault {
        field: card::field(&fault.key).to_owned(),
        text: fault.sentence.clone(),
    };
    faults.iter().filter(is_here).map(told).collect()
}

/// Kinds of documents: those ticked first.
fn kinds(rules: &packs::Effective, typed: &Typed) -> Vec<(String, String, bool)> {
    let kind = |kind: &packs::Sourced<packs::DocumentKind>| {
        let is_ticked = typed.kinds.contains(&kind.rule.id);
        (kind.rule.id.clone(), kind.rule.title.clone(), is_ticked)
    };
    let mut kinds: Vec<_> = rules.document_kinds.iter().map(kind).collect();
    kinds.sort_by_key(|(_, title, is_ticked)| (!is_ticked, db::fold(title)));
    kinds
}

/// Scored indicators of the same level that this one may depend on.
fn conditions(own: &Own, home: &Criterion, one: Option<&Indicator>) -> Vec<(String, String)> {
    let table = &own.table;
    let level = table.level_of(home);
    let fits = table.indicators().filter(|(criterion, other)| {
        table.level_of(criterion) == level && other.scoring.is_scored() && Some(*other) != one
    });
    fits.map(|(_, other)| (other.no.clone(), named(other))).collect()
}

/// What may be taken from the levels below.
fn below(own: &Own, home: &Criterion) -> Vec<(String, String)> {
    let table = &own.table;
    let place = |level: &str| table.levels.iter().position(|known| known.id == level);
    let high = place(table.level_of(home));
    let lower = table.indicators().filter(|(criterion, _)| place(table.level_of(criterion)) > high);
    let both = |other: &Indicator| {
        [(RollupKind::Share, "доля"), (RollupKind::Mean, "среднее")]
            .into_iter()
            .filter(|(rollup, _)| rollup.takes(&other.scoring))
            .map(|(rollup, word)| {
                (format!("{}:{}", kind(rollup), other.no), format!("{word}: {}", named(other)))
            })
            .collect::<Vec<_>>()
    };
    lower.flat_map(|(_, other)| both(other)).collect()
}

/// «1.2 Наличие программы», short enough for a list.
fn named(one: &Indicator) -> String {
    let title: String = one.title.chars().take(90).collect();
    let more = if title.len() < one.title.len() { "…" } else { "" };
    format!("{} {title}{more}", one.no)
}
