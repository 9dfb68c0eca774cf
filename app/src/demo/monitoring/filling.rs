//! A municipality fills its sheet: answers, documents, and where it is ready the handing over.

use access::AccountId;
use chrono::NaiveDate;
use monitoring::found::Kind;
use monitoring::model::Sheet;
use monitoring::rules::{Answer, SheetState};
use monitoring::store::{answers, evidence, sheets};
use monitoring::{SubmitSheet, actions};
use packs::{Assessment, Indicator};
use units::Unit;
use web::{Cx, Write};

use super::Story;
use super::archive::{Archive, Wanted};
use super::profile::Profile;
use crate::Failure;

/// Lines the walk leaves open: half of them have their document registered, to be found and confirmed. None is one that
/// the program computes by itself.
const OPEN: [&str; 6] = ["2.2", "3.3", "3.12", "4.5", "5.1", "6.1"];
const FOUND: usize = 3;

/// How much of a sheet is filled.
pub(super) struct Extent {
    on: NaiveDate,
    /// Of a hundred lines.
    percent: usize,
    leaves_open: bool,
    hands_in: bool,
}

impl Extent {
    /// All of it, and handed in.
    pub(super) fn handed_in(on: NaiveDate) -> Self {
        Self { on, percent: 100, leaves_open: false, hands_in: true }
    }

    /// The first so many of a hundred lines.
    pub(super) fn part(on: NaiveDate, percent: usize) -> Self {
        Self { on, percent, leaves_open: false, hands_in: false }
    }

    /// Everything but the lines of the walk.
    pub(super) fn walk(on: NaiveDate) -> Self {
        Self { on, percent: 100, leaves_open: true, hands_in: false }
    }
}

/// A line as it will be written.
struct Filled {
    no: String,
    answer: Answer,
    origin: &'static str,
    document: Option<documents::DocumentId>,
}

/// Registers the documents, writes the answers, hands the sheet in if that is its extent.
pub(super) fn fill(
    story: &Story<'_>,
    sheet: &Sheet,
    profile: &Profile,
    archive: &mut Archive,
    extent: &Extent,
) -> Result<(), Failure> {
    let Some((_, unit)) = story.tree.municipalities.iter().find(|(_, unit)| unit.id == sheet.unit_id) else {
        return Ok(());
    };
    let by = story.methodist(sheet);
    let lines: Vec<&Indicator> = asked(story);
    let count = lines.len() * extent.percent / 100;
    story.stage.act(extent.on, by, |cx| {
        let mut filled = Vec::new();
        for line in lines.into_iter().take(count) {
            filled.extend(answer(cx, story, unit, line, profile, archive, extent)?);
        }
        write(cx, sheet, &filled, by, extent)
    })
}

/// Lines the municipality answers: all but the institute's own judgements.
fn asked<'a>(story: &Story<'a>) -> Vec<&'a Indicator> {
    let lines = story.template.indicators().map(|(_, line)| line);
    lines.filter(|line| line.assessment != Assessment::Manual).collect()
}

/// The answer to a line; none for a line the walk leaves open, and for one the program answers from the document.
fn answer(
    cx: &mut Cx<Write>,
    story: &Story<'_>,
    unit: &Unit,
    line: &Indicator,
    profile: &Profile,
    archive: &mut Archive,
    extent: &Extent,
) -> web::Result<Option<Filled>> {
    let open = OPEN.iter().position(|no| *no == line.no).filter(|_| extent.leaves_open);
    let has_document = open.map_or(profile.present.contains(&line.no), |place| place < FOUND);
    let of = story.tree.of(unit.id);
    let wanted = Wanted { unit, of, line, year: profile.year };
    let document = if has_document { archive.document(cx, story, &wanted)? } else { None };
    // What the program computes from the registry nobody has to answer.
    if open.is_some() || (document.is_some() && Kind::of(line) == Kind::Computed) {
        return Ok(None);
    }
    let answer = if has_document { Answer::present() } else { Answer::absent() };
    // What has no kind of document the program has found itself.
    let origin = if has_document && document.is_none() { "fact" } else { "person" };
    Ok(Some(Filled { no: line.no.clone(), answer, origin, document }))
}

fn write(
    cx: &mut Cx<Write>,
    sheet: &Sheet,
    filled: &[Filled],
    by: Option<AccountId>,
    extent: &Extent,
) -> web::Result<()> {
    let (by, at) = (by.map(|account| account.0), cx.now());
    for line in filled {
        let json = serde_json::to_string(&line.answer).unwrap_or_default();
        let id = cx.id();
        answers::add(
            cx.tx(),
            id,
            sheet.id,
            &line.no,
            &answers::Declared { json: &json, origin: line.origin, by, at },
        )?;
    }
    link(cx, sheet, filled, by)?;
    sheets::enter(cx.tx(), sheet.id, SheetState::Draft, "", at)?;
    let id = cx.id();
    sheets::note(cx.tx(), id, sheet.id, by, "", "начато заполнение", at)?;
    if extent.hands_in {
        let may = cx.house().policy.check::<SubmitSheet>(cx.person())?;
        actions::submit::submit(cx, &may, sheet.id)?;
    }
    Ok(())
}

/// Links the documents, with their lines as the registry shows them.
fn link(cx: &mut Cx<Write>, sheet: &Sheet, filled: &[Filled], by: Option<i64>) -> web::Result<()> {
    let at = cx.now();
    let ids: Vec<i64> = filled.iter().filter_map(|line| line.document).map(|id| id.0).collect();
    let known = documents::store::all_of(cx.conn(), &ids)?;
    for line in filled {
        let document = line.document.and_then(|id| known.iter().find(|document| document.id == id));
        let Some(document) = document else { continue };
        let (id, title) = (cx.id(), document.title_line());
        let link = evidence::Link {
            id,
            sheet: sheet.id,
            no: &line.no,
            document: document.id,
            title: &title,
            by,
            at,
        };
        evidence::add(cx.tx(), &link)?;
    }
    Ok(())
}
