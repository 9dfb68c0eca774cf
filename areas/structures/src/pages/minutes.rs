//! The minutes of the meeting that founds a branch: the form, a draft to read, the registration.

use access::Granted;
use askama::Template;
use documents::{DocumentId, NewFile, Numbering, numbering, numberings};
use packs::StructureKind;
use web::forms::Forms;
use web::{
    Body, Cx, Error, FieldFault, Mode, Page, PaperForm, Prepared, Read, Reply, Result, Write, russian,
};

use super::Choices;
use super::steps::kept;
use crate::actions::minuting::{self, Minuting};
use crate::actions::rules_at;
use crate::model::{Meeting, Member, MemberId, Structure};
use crate::papers::MinutesPaper;
use crate::rules::meeting_faults;
use crate::{KeepStructures, access as reach, store};

#[derive(Template)]
#[template(path = "minutes.html")]
struct MinutesPage {
    one: Structure,
    clause: String,
    people: Choices,
    numberings: Choices,
    coming: String,
    day: String,
    least: u32,
    forms: Forms,
}

/// The structure of the address, its kind and its people, if its minutes are written here by this person.
fn asked<M: Mode>(cx: &mut Cx<M>) -> Result<(Structure, StructureKind, Vec<Member>)> {
    let one = super::asked(cx)?;
    let rules = rules_at(cx, &one.unit_path)?;
    let kind = rules.structure_kind(&one.kind).map(|kind| kind.rule.clone());
    let kind = kind.filter(|kind| !kind.minutes_kind.is_empty()).ok_or(Error::NotFound)?;
    if !one.is_open() || !reach::keeps(cx, &one.unit_path) {
        return Err(Error::NotFound);
    }
    let mut members = store::members_of(cx.conn(), &[one.id.0])?;
    members.retain(|member| member.to_on.is_none() && member.organisation_id.is_none());
    let seen: Vec<i64> = members.iter().map(|member| member.id.0).collect();
    cx.saw("structure_member", &seen, &one.unit_path);
    Ok((one, kind, members))
}

/// `GET /structures/{structure}/minutes`
pub(super) fn page(cx: &mut Cx<Read>, _may: Granted<KeepStructures>) -> Result<Reply> {
    show(cx, Vec::new())
}

fn show<M: Mode>(cx: &mut Cx<M>, faults: Vec<FieldFault>) -> Result<Reply> {
    let (one, kind, members) = asked(cx)?;
    if let Some(known) = minuting::standing(cx.conn(), &one)? {
        return Ok(Reply::to(known.url()));
    }
    let unit = units::store::all_of(cx.conn(), &[one.unit_id.0])?.pop().ok_or(Error::NotFound)?;
    let today = cx.today_at(&one.unit_path)?;
    let page = MinutesPage {
        clause: kind.clause.clone(),
        people: members.iter().map(|member| (member.id.to_string(), member.name.clone())).collect(),
        numberings: numberings(),
        coming: documents::coming_number(cx, &unit, &kind.minutes_kind, one.started_on.min(today))?,
        day: one.started_on.to_string(),
        least: kind.min_founders.unwrap_or(1),
        forms: Forms::of(cx, faults),
        one,
    };
    let path = page.one.unit_path.clone();
    Page::titled("Протокол общего собрания").at(&path).under("/structures").show(&page)
}

/// The minutes printed, or what was wrong.
struct Printed(std::result::Result<Minuting, Vec<FieldFault>>);

/// Prints the minutes and keeps them, before the transaction begins.
pub(super) fn print(cx: &mut Cx<Read>) -> Result<Prepared> {
    cx.house().policy.check::<KeepStructures>(cx.person())?;
    let (one, kind, members) = asked(cx)?;
    let of = (&one, &kind, members.as_slice());
    match read(cx, of).and_then(|typed| printed(cx, of, typed)) {
        Ok(new) => Ok(Box::new(Printed(Ok(new)))),
        Err(Error::Invalid(faults)) => Ok(Box::new(Printed(Err(faults)))),
        Err(error) => Err(error),
    }
}

/// The meeting of the form, or everything that is wrong with it at once: slips of typing and rules together.
fn read<M: Mode>(
    cx: &mut Cx<M>,
    (structure, kind, members): (&Structure, &StructureKind, &[Member]),
) -> Result<(Numbering, Meeting)> {
    let (request, today) = (cx.request_handle(), cx.today_at(&structure.unit_path)?);
    let form = &request.form;
    let mut check = form.check();
    let day = check.date("signed_on");
    if day.is_none() && form.text("signed_on").is_empty() {
        check.fault("signed_on", "Укажите день собрания.");
    }
    let place = check.optional("place", 100).to_owned();
    let numbering = numbering(form, &mut check);
    let one = |name: &str| form.text(name).parse().map_or(MemberId(0), MemberId);
    let ticked = form.all("present");
    let is_there = |member: &&Member| ticked.contains(&member.id.to_string().as_str());
    let meeting = Meeting {
        day: day.unwrap_or_default(),
        place,
        present: members.iter().filter(is_there).map(|member| member.id).collect(),
        elected: one("elected"),
        signers: [one("chair"), one("secretary")],
    };
    let mut faults = match check.done() {
        Err(Error::Invalid(faults)) => faults,
        other => other.map(|()| Vec::new())?,
    };
    let mut more = meeting_faults(structure, kind, &meeting, today);
    more.retain(|fault| faults.iter().all(|known| known.field != fault.field));
    faults.extend(more);
    if faults.is_empty() { Ok((numbering, meeting)) } else { Err(Error::Invalid(faults)) }
}

fn printed(
    cx: &mut Cx<Read>,
    (one, kind, members): (&Structure, &StructureKind, &[Member]),
    (numbering, meeting): (Numbering, Meeting),
) -> Result<Minuting> {
    let unit = units::store::all_of(cx.conn(), &[one.unit_id.0])?.pop().ok_or(Error::NotFound)?;
    let number = documents::printed_number(cx, &unit, &kind.minutes_kind, (&numbering, meeting.day))?;
    let document = DocumentId(cx.house().id());
    let bytes = on_paper(cx, (one, kind, members), &meeting, Some((&number, document)), PaperForm::Pdf)?;
    let file = NewFile::printed(cx.house(), "Протокол общего собрания.pdf", &bytes)?;
    Ok(Minuting { document, numbering, printed: number, meeting, file })
}

/// «; приказ от 13.07.2020 № 696, министерство»: the act whose clause is named, of the nearest pack that has a number.
fn act(cx: &mut Cx<Read>, path: &str) -> Result<String> {
    let rules = rules_at(cx, path)?;
    let packs = rules.chain.iter().filter_map(|id| cx.house().packs.pack(id));
    let numbered = packs.map(|pack| &pack.manifest).find(|one| !one.number.is_empty());
    Ok(numbered.map_or_else(String::new, |one| {
        let day = one.date.as_ref().map(|day| format!(" от\u{a0}{}", russian::date(day.0)));
        format!("; приказ{} №\u{a0}{}, {}", day.unwrap_or_default(), one.number, one.issuer)
    }))
}

fn on_paper(
    cx: &mut Cx<Read>,
    (one, kind, members): (&Structure, &StructureKind, &[Member]),
    meeting: &Meeting,
    registered: Option<(&String, DocumentId)>,
    form: PaperForm,
) -> Result<Vec<u8>> {
    let check =
        registered.map(|(_, document)| cx.whole_address(&documents::check_path(cx.house(), document)));
    let of = |id: MemberId| members.iter().find(|member| member.id == id);
    let present: Vec<Member> =
        members.iter().filter(|member| meeting.present.contains(&member.id)).cloned().collect();
    let paper = MinutesPaper {
        head: units::letterhead(cx.conn(), one.unit_id)?,
        one,
        kind,
        present: &present,
        elected: of(meeting.elected),
        signers: meeting.signers.map(of),
        place: &meeting.place,
        day: meeting.day,
        number: registered.map(|(number, _)| number.as_str()),
        act: act(cx, &one.unit_path)?,
        check_address: check.unwrap_or_default(),
    };
    cx.house().paper(&paper.paper(), form)
}

/// `POST /structures/{structure}/minutes`
pub(super) fn register(cx: &mut Cx<Write>, may: Granted<KeepStructures>) -> Result<Reply> {
    let id = kept(cx)?;
    // A second click finds the first one's minutes.
    let one = super::asked(cx)?;
    if let Some(known) = minuting::standing(cx.conn(), &one)? {
        return Ok(Reply::to(known.url()));
    }
    let new = match cx.prepared::<Printed>().map(|printed| printed.0) {
        Some(Ok(new)) => new,
        Some(Err(faults)) => return Ok(show(cx, faults)?.status(422)),
        None => return Err(Error::Malformed),
    };
    match minuting::minute(cx, &may, id, &new) {
        Ok(document) => {
            cx.notice("Протокол зарегистрирован, избранный председатель\u{a0}– в\u{a0}составе.");
            Ok(Reply::to(format!("/documents/{document}")))
        }
        Err(Error::Invalid(faults)) => Ok(show(cx, faults)?.status(422)),
        Err(error) => Err(error),
    }
}

/// `GET /structures/{structure}/minutes/paper?as=docx`: a draft with places for the names.
pub(super) fn paper(cx: &mut Cx<Read>, _may: Granted<KeepStructures>) -> Result<Reply> {
    let form = PaperForm::of(cx.request().asked("as")).ok_or(Error::NotFound)?;
    let (one, kind, members) = asked(cx)?;
    let meeting = Meeting {
        day: one.started_on,
        place: String::new(),
        present: members.iter().map(|member| member.id).collect(),
        elected: MemberId(0),
        signers: [MemberId(0); 2],
    };
    let bytes = on_paper(cx, (&one, &kind, &members), &meeting, None, form)?;
    let name = format!("Протокол общего собрания.{}", form.code());
    Ok(Reply::of(Body::File { bytes, media_type: form.media_type().to_owned(), name }))
}
