//! The card of a representation: what is asked, on what ground, for what, the word that is waited for, the way so far.

mod doing;

use access::Granted;
use askama::Template;
use web::view::HistoryEntry;
use web::{Body, Cx, Error, FieldFault, Mode, Page, PaperForm, Read, Reply, Result, russian};

pub(super) use doing::{decide, enter, withdraw};

use super::signing::signing;
use super::{Faults, plain, words};
use crate::access::{DecideIncentives, RepresentForAward, SeeIncentives};
use crate::actions::deciding;
use crate::actions::ordering::Told;
use crate::actions::{everywhere, representing, rules_at};
use crate::model::{Representation, RepresentationId, State};
use crate::papers::{RepresentationPaper, signer, workplace};
use crate::places::Places;
use crate::rules::{Next, level_title, next};
use crate::store;

#[derive(Template)]
#[template(path = "card.html")]
struct CardPage {
    csrf: String,
    url: String,
    version: String,
    person: (String, String),
    award: String,
    mark: (String, &'static str),
    facts: Vec<(String, String, String)>,
    merits: Vec<String>,
    power: Power,
    who_decides: String,
    agree: String,
    text_url: String,
    order_url: String,
    past: Vec<HistoryEntry>,
    typed: Typed,
    /// What was typed in a form that is no longer offered.
    kept: String,
    faults: Faults,
}

impl CardPage {
    fn fault(&self, field: &str) -> &str {
        self.faults.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text)
    }

    /// Whether what was posted came from this form: it stays open.
    fn is_asked(&self, form: &str) -> bool {
        !self.faults.is_empty() && self.typed.form == form
    }
}

struct Typed {
    form: String,
    word: String,
    note: String,
    act: String,
    reason: String,
    merits: String,
    day: String,
}

/// What the person of the request may do with it now.
#[derive(Debug, Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a button of its own")]
struct Power {
    speaks: bool,
    enters: bool,
    changes: bool,
    withdraws: bool,
}

fn power<M: Mode>(cx: &Cx<M>, one: &Representation, by_act: bool) -> Power {
    let policy = &cx.house().policy;
    let word = policy.check::<DecideIncentives>(cx.person()).is_ok_and(|may| deciding::may_speak(&may, one));
    let made = policy
        .check::<RepresentForAward>(cx.person())
        .is_ok_and(|may| may.scopes().iter().any(|scope| scope.unit == one.unit_id.0));
    let state = one.state();
    let is_above = state == State::Proposed && one.at_level == "federal";
    Power {
        speaks: word && state == State::Proposed && !is_above,
        enters: word && (is_above || (by_act && state == State::Approved)),
        changes: made && matches!(state, State::Proposed | State::Returned),
        withdraws: made && matches!(state, State::Proposed | State::Returned),
    }
}

/// The representation of the address, for who sees it by the place.
fn asked<M: Mode>(cx: &mut Cx<M>) -> Result<Representation> {
    let id: RepresentationId = cx.request().arg("representation")?;
    let may = cx.house().policy.check::<SeeIncentives>(cx.person())?;
    store::find(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)
}

/// `GET /incentives/{representation}`
pub(super) fn page(cx: &mut Cx<Read>, _may: Granted<SeeIncentives>) -> Result<Reply> {
    show(cx, Vec::new())
}

/// The card, with what was wrong and what was typed where its form is not there any more.
pub(super) fn show<M: Mode>(cx: &mut Cx<M>, faults: Vec<FieldFault>) -> Result<Reply> {
    let one = asked(cx)?;
    let told = Told::all(cx, vec![one])?.pop().ok_or(Error::NotFound)?;
    cx.saw("person", &[told.one.person_id.0], &told.one.unit_path);
    let page = composed(cx, &told, faults)?;
    let title = format!("Поощрение: {}", told.card.person.name().short());
    Page::titled(title).at(&told.one.unit_path).under("/incentives").show(&page)
}

fn composed<M: Mode>(cx: &mut Cx<M>, told: &Told, faults: Vec<FieldFault>) -> Result<CardPage> {
    let one = &told.one;
    let rules = rules_at(cx, &one.unit_path)?;
    let kind = rules.incentives.award(&one.kind).cloned();
    let decided_at = kind.as_ref().map_or(one.at_level.as_str(), |kind| kind.level.as_str());
    let by_act = kind.as_ref().is_some_and(|kind| kind.level == "federal");
    let power = power(cx, one, by_act);
    let agree = match next(&one.at_level, decided_at) {
        Some(Next::Passed(level)) => format!("Поддержать: дальше решает {}", level_title(level)),
        _ => "Поощрить".to_owned(),
    };
    let act_unit = match one.state() {
        State::Approved if !by_act && power_to_order(cx, one) => order_unit(cx, one)?,
        _ => None,
    };
    let typed = typed(cx, one)?;
    Ok(CardPage {
        csrf: cx.csrf().to_owned(),
        url: one.url(),
        version: one.version.to_string(),
        person: (told.card.person.name().full(), told.card.person.url()),
        award: one.kind_title.clone(),
        mark: (words::state(one), one.state().tone()),
        facts: facts(cx, told)?,
        merits: one.merits.lines().map(str::to_owned).collect(),
        who_decides: level_title(&one.at_level).to_owned(),
        agree,
        text_url: if power.changes && may_change(cx, one)? {
            format!("{}/text", one.url())
        } else {
            String::new()
        },
        order_url: act_unit
            .map(|unit| web::address("/incentives/orders/new", &[("unit", &unit)]))
            .unwrap_or_default(),
        past: past(cx, one)?,
        kept: if faults.is_empty() { String::new() } else { kept(&typed, power) },
        typed,
        faults: plain(faults),
        power,
    })
}

/// What was typed where the form is not there any more: somebody was first.
fn kept(typed: &Typed, power: Power) -> String {
    let (text, is_offered) = match typed.form.as_str() {
        "word" => (&typed.note, power.speaks),
        "result" => (&typed.act, power.enters),
        "" if !typed.merits.is_empty() => (&typed.merits, false),
        _ => (&typed.reason, power.withdraws),
    };
    if is_offered { String::new() } else { text.clone() }
}

fn may_change<M: Mode>(cx: &mut Cx<M>, one: &Representation) -> Result<bool> {
    let unit = units::store::find(cx.conn(), &everywhere(), one.unit_id)?.ok_or(Error::NotFound)?;
    Ok(representing::may_change(one, &unit.level).is_ok())
}

fn power_to_order<M: Mode>(cx: &Cx<M>, one: &Representation) -> bool {
    let may = cx.house().policy.check::<DecideIncentives>(cx.person());
    may.is_ok_and(|may| deciding::may_speak(&may, one))
}

/// The unit that gives the order: the one of the deciding level above the representation.
fn order_unit<M: Mode>(cx: &mut Cx<M>, one: &Representation) -> Result<Option<String>> {
    let way = units::store::way(cx.conn(), &one.unit_path)?;
    Ok(way.into_iter().find(|unit| unit.level == one.at_level).map(|unit| unit.id.to_string()))
}

fn typed<M: Mode>(cx: &mut Cx<M>, one: &Representation) -> Result<Typed> {
    let today = cx.today_at(&one.unit_path)?.to_string();
    let form = &cx.request().form;
    let text = |name: &str| form.text(name).to_owned();
    let or = |name: &str, kept: &str| if form.has(name) { text(name) } else { kept.to_owned() };
    Ok(Typed {
        form: text("form"),
        // Nothing is decided before somebody decides it.
        word: or("word", ""),
        note: text("note"),
        act: text("act"),
        reason: text("reason"),
        merits: text("merits"),
        day: or("day", &today),
    })
}

fn facts<M: Mode>(cx: &mut Cx<M>, told: &Told) -> Result<Vec<(String, String, String)>> {
    let one = &told.one;
    let (rules, today) = (rules_at(cx, &one.unit_path)?, cx.today_at(&one.unit_path)?);
    let unit = units::store::find(cx.conn(), &everywhere(), one.unit_id)?;
    let act = match one.act_document_id {
        Some(id) => documents::store::all_of(cx.conn(), &[id.0])?.pop(),
        None => None,
    };
    let act = match act {
        Some(held) => Some((held.title_line(), documents::address(cx, &held)?)),
        None => None,
    };
    let measure = match one.measure_id {
        Some(id) => store::find_measure(cx.conn(), &everywhere(), id)?.map(|one| one.title),
        None => None,
    };
    let ground = rules.incentives.ground(&one.ground);
    let places = Places::read(cx, (one.unit_id, today), [&told.card])?;
    let plain = |text: String| (text, String::new());
    let all = [
        ("Кто", plain(words::about(&told.card, &places, (&rules, today)))),
        ("К\u{a0}чему", plain(one.kind_title.clone())),
        ("Основание", plain(ground.map(|one| format!("{} ({})", one.title, one.clause)).unwrap_or_default())),
        ("Документ", plain(one.ground_note.clone())),
        ("Мера системы мотивации", plain(measure.unwrap_or_default())),
        ("Кто представил", plain(unit.map(|unit| unit.name).unwrap_or_default())),
        ("Когда", plain(russian::date(one.proposed_on))),
        ("Решение", plain(one.decided_on.map(russian::date).unwrap_or_default())),
        ("Причина, протокол", plain(one.decided_note.clone())),
        ("Приказ", act.unwrap_or_else(|| plain(one.act_note.clone()))),
        ("Объявлено", plain(one.awarded_on.map(russian::date).unwrap_or_default())),
    ];
    let said = all.into_iter().filter(|(_, (value, _))| !value.trim().is_empty());
    Ok(said.map(|(label, (value, url))| (label.to_owned(), value, url)).collect())
}

fn past<M: Mode>(cx: &mut Cx<M>, one: &Representation) -> Result<Vec<HistoryEntry>> {
    let steps = store::steps(cx.conn(), one.id)?;
    let zone = cx.zone_at(&one.unit_path)?;
    let people: Vec<i64> = steps.iter().filter_map(|step| step.account).collect();
    let names = ::access::store::short_names(cx.conn(), &people)?;
    let who = |account: Option<i64>| match account {
        None => "программа".to_owned(),
        Some(id) => names.get(&id).cloned().unwrap_or_else(|| "учётная запись удалена".to_owned()),
    };
    let entry = |step: crate::model::Step| HistoryEntry {
        when: russian::moment(step.at, zone),
        who: who(step.account),
        text: step.text,
    };
    Ok(steps.into_iter().map(entry).collect())
}

/// `GET /incentives/{representation}/paper?as=pdf`
pub(super) fn paper(cx: &mut Cx<Read>, _may: Granted<SeeIncentives>) -> Result<Reply> {
    let form = PaperForm::of(cx.request().asked("as")).ok_or(Error::NotFound)?;
    let one = asked(cx)?;
    let told = Told::all(cx, vec![one])?.pop().ok_or(Error::NotFound)?;
    cx.saw("person", &[told.one.person_id.0], &told.one.unit_path);
    let (rules, today) = (rules_at(cx, &told.one.unit_path)?, cx.today_at(&told.one.unit_path)?);
    let unit = units::store::find(cx.conn(), &everywhere(), told.one.unit_id)?.ok_or(Error::NotFound)?;
    let at = workplace(&told.card, today);
    let workplace = if at == unit.id { None } else { units::store::find(cx.conn(), &everywhere(), at)? };
    let paper = RepresentationPaper {
        head: units::letterhead(cx.conn(), unit.id)?,
        signer: signing(cx, &unit, (&rules, today), signer(&unit.level))?,
        level: &unit.level,
        workplace: workplace.as_ref().map_or(&unit.name, |place| &place.name),
        told: &told,
        rules: &rules,
        day: today,
    };
    let bytes = cx.house().paper(&paper.paper(), form)?;
    let name = format!("Представление к поощрению.{}", form.code());
    Ok(Reply::of(Body::File { bytes, media_type: form.media_type().to_owned(), name }))
}
