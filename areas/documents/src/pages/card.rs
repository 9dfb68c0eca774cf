//! The card of a document, and its text.

use access::Granted;
use askama::Template;
use chrono::NaiveDate;
use db::Moment;
use units::Unit;
use web::view::HistoryEntry;
use web::{Authors, Cx, Error, Page, Read, Reply, Result, russian};

use super::acquaintance::{self, Own};
use super::links::{self, Said};
use super::{acts, files, kinds, list, retention, sections, stamps, steps, visas};
use crate::links::may_relink;
use crate::model::{ACT, Circulation, Part};
use crate::status::next;
use crate::{
    Addressee, Document, SeeDocuments, Status, Step, Warning, actions, reading, rules, store, warnings,
};

const HISTORY: i64 = 50;

#[expect(clippy::struct_excessive_bools, reason = "each part of the card is shown or not")]
#[derive(Template)]
#[template(path = "card.html")]
struct CardPage {
    document: Document,
    line: String,
    mark: (&'static str, &'static str),
    facts: Vec<(String, String, String)>,
    attached: Vec<files::Said>,
    files_label: &'static str,
    words: Vec<Warning>,
    /// Words of its title that the regulation defines: word, definition, clause.
    concepts: Vec<(String, String, String)>,
    /// The checklist of the kind, and how much of it is missing.
    sections: Vec<sections::Said>,
    missing: String,
    absent: String,
    found: String,
    said: Vec<Said>,
    of_it: Vec<Said>,
    may_link: bool,
    past: Vec<HistoryEntry>,
    /// What rests on it and is seen by who reads, as areas above tell it; none, no card.
    uses: Vec<(String, String)>,
    steps: Vec<(&'static str, String, &'static str)>,
    change_tone: &'static str,
    /// What an act of disposal picks out; empty: it is no act.
    disposal_url: String,
    may_change: bool,
    may_cancel: bool,
    /// A document of a unit above: read, and no more.
    is_above: bool,
    /// Why it is read, and what of it is the reader's.
    above: (&'static str, &'static str),
    token: String,
    /// The person's units it is addressed to.
    mine: Vec<Own>,
    /// «ознакомлены 12 из 29»; empty: it is addressed to nobody.
    circulated: String,
    may_circulate: bool,
    /// Who has agreed, whether it is to be published, to whom it was sent; none: nobody has said anything of that.
    sheet: Vec<String>,
    may_keep: bool,
}

/// `GET /documents/{document}`: requisites, file, warnings, history.
pub(super) fn card(cx: &mut Cx<Read>, may: Granted<SeeDocuments>) -> Result<Reply> {
    let (document, is_above) = super::read(cx, &may)?;
    let (path, today) = (document.unit_path.clone(), cx.today_at(&document.unit_path)?);
    let withdraws = actions::may_withdraw(cx, &document).is_ok();
    let open = steps::open(cx, &document, withdraws);
    let may_change = rules::may_change(&document).is_ok() && super::keeps(cx, &path);
    let (said, of_it) = links::said(cx, may.ranges(), &document)?;
    let sections = sections::said(cx, &document)?;
    let addressed = store::circulations::of(cx.conn(), document.id)?;
    let circulated = circulated(cx, &may, (&document, &addressed), is_above)?;
    let mine = acquaintance::mine(cx, &document, &addressed)?;
    let owner = units::store::all_of(cx.conn(), &[document.unit_id.0])?.pop();
    let page = CardPage {
        above: above(cx, &document, mine.is_empty()),
        token: cx.csrf().to_owned(),
        mine,
        circulated,
        may_circulate: may_circulate(cx, &document, owner.as_ref(), today),
        sheet: if is_above { Vec::new() } else { visas::summed(cx, &document)? },
        may_keep: super::keeps(cx, &path),
        concepts: acts::concepts_of(cx, &document)?,
        missing: sections::missing(&sections),
        absent: sections::titles(&sections, false),
        found: sections::titles(&sections, true),
        sections,
        line: document.title_line(),
        mark: list::state(&document, today),
        facts: facts(cx, (&document, owner.as_ref()), is_above)?,
        is_above,
        attached: files::said(cx, &document)?.0,
        files_label: if may_change {
            "Приложить или заменить файл"
        } else {
            "Все файлы и прежние версии"
        },
        words: warnings(cx.conn(), &document)?,
        said,
        of_it,
        may_link: may_relink(&document).is_ok() && super::keeps(cx, &path),
        past: past(cx, &may, &document)?,
        uses: uses(cx, &document)?,
        change_tone: if open.is_empty() { "primary" } else { "secondary" },
        disposal_url: if document.kind == ACT {
            format!("{}/disposal", document.url())
        } else {
            String::new()
        },
        steps: open,
        may_change,
        may_cancel: withdraws && next(document.state(), Step::Cancel).is_some() && super::keeps(cx, &path),
        document,
    };
    Page::titled(page.line.clone()).at(&path).under("/documents").show(&page)
}

/// What is said of a document of another unit: its title, and what it is to the reader.
fn above(cx: &Cx<Read>, document: &Document, is_addressed_to_nobody: bool) -> (&'static str, &'static str) {
    if reading::is_about_people(&cx.house().packs, &document.kind) {
        return ("Приказ другой организации", "В\u{a0}документе названы вы.");
    }
    if is_addressed_to_nobody {
        return ("Положение вышестоящего органа", "Ваша организация работает по\u{a0}этому документу.");
    }
    ("Документ вышестоящего органа", "Документ адресован вашей организации.")
}

/// How many of those it is addressed to have read it, for whoever stands above them.
fn circulated(
    cx: &mut Cx<Read>,
    may: &Granted<SeeDocuments>,
    (document, addressed): (&Document, &[Circulation]),
    is_above: bool,
) -> Result<String> {
    if is_above {
        return Ok(String::new());
    }
    let rows = acquaintance::rows(cx, (document, addressed), may.ranges())?;
    Ok(rows
        .map(|(rows, by)| format!("{}, до\u{a0}{}", acquaintance::tally(&rows), russian::date(by)))
        .unwrap_or_default())
}

/// Whether the person may address it today: for the button.
fn may_circulate(cx: &Cx<Read>, document: &Document, owner: Option<&Unit>, today: NaiveDate) -> bool {
    let may = |owner: &Unit| rules::circulation::may_circulate(document, owner.level(), today).is_ok();
    super::keeps(cx, &document.unit_path) && owner.is_some_and(may)
}

/// What rests on it.
fn uses(cx: &mut Cx<Read>, document: &Document) -> Result<Vec<(String, String)>> {
    let (house, person) = (cx.house_handle(), cx.person().cloned());
    let Some(person) = person else { return Ok(Vec::new()) };
    let mut said = Vec::new();
    for offer in &house.registry.papers {
        said.extend(offer.resting(cx.conn(), (&house.policy, &person), document.id.0)?);
    }
    Ok(said)
}

fn facts(
    cx: &mut Cx<Read>,
    (document, owner): (&Document, Option<&Unit>),
    is_above: bool,
) -> Result<Vec<(String, String, String)>> {
    let rules = kinds::rules_at(cx, &document.unit_path)?;
    let term = document
        .valid_to
        .map_or_else(|| "без срока".to_owned(), |day| format!("по {}", russian::date_long(day)));
    let link = document.link.clone().unwrap_or_default();
    let is_unsigned = document.state().is_unsigned();
    let signed =
        if is_unsigned { "не подписан".to_owned() } else { russian::date_long(document.signed_on) };
    let entered = document.registered_on.map(russian::date_long).unwrap_or_default();
    let why = if document.state() == Status::Cancelled {
        "Почему отменён"
    } else {
        "Почему утратил силу"
    };
    let (stamp, ask) = stamps::told(cx, document)?;
    let all = [
        ("Гриф утверждения", stamp, ask),
        ("Вид", kinds::title_of(&rules, &document.kind, &document.genus), String::new()),
        ("Номер", document.number.clone(), String::new()),
        ("Дата подписания", signed, String::new()),
        ("Дата регистрации", entered, String::new()),
        ("Кем издан", document.issuer.clone(), String::new()),
        ("Срок действия", term, String::new()),
        ("О чём", document.topic.clone(), String::new()),
        ("Кому адресован", document.addressee().map_or("", Addressee::title).to_owned(), String::new()),
        ("Контроль за исполнением", document.controller.clone().unwrap_or_default(), String::new()),
        ("Ссылка", link.clone(), link),
        (
            "Чей документ",
            owner.map(|u| u.name.clone()).unwrap_or_default(),
            owner.filter(|_| !is_above).map(Unit::url).unwrap_or_default(),
        ),
        ("Срок хранения", retention::said(document, &rules), String::new()),
        (why, document.cancel_reason.clone(), String::new()),
    ];
    let said = all.into_iter().filter(|(_, value, _)| !value.is_empty());
    Ok(said.map(|(label, value, url)| (label.to_owned(), value, url)).collect())
}

/// Who did what with it, newest first.
fn past(cx: &mut Cx<Read>, may: &Granted<SeeDocuments>, document: &Document) -> Result<Vec<HistoryEntry>> {
    let filter = audit::store::Filter { object: Some(document.id.0), ..Default::default() };
    let lines = audit::store::search(cx.conn(), may.ranges(), &filter, HISTORY)?;
    let zone = cx.zone_at(&document.unit_path)?;
    let told: Vec<_> = lines.iter().map(|line| (Moment(line.at), line.account_id)).collect();
    let authors = Authors::of(cx, document.id.0, told)?;
    let entry = |line: audit::store::Line| HistoryEntry {
        when: russian::moment(Moment(line.at), zone),
        who: authors.who(Moment(line.at), line.account_id),
        text: line.text,
    };
    Ok(lines.into_iter().map(entry).collect())
}

/// `GET /documents/{document}/file`: the text under the name the person gave it.
pub(super) fn file(cx: &mut Cx<Read>, may: Granted<SeeDocuments>) -> Result<Reply> {
    let (document, _) = super::read(cx, &may)?;
    let all = store::files::of(cx.conn(), document.id)?;
    let text = all.iter().find(|file| file.is_current() && file.part() == Part::Text);
    files::sent(cx, &document, text.ok_or(Error::NotFound)?)
}
