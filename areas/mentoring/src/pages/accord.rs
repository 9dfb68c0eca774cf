//! The papers two people sign before the order – consents on one sheet, the supplementary agreement – and their scans.

use access::{Granted, SignedIn};
use documents::NewFile;
use packs::Effective;
use people::staff::Colleague;
use web::forms::Forms;
use web::{Cx, Error, FieldFault, Mode, PaperForm, Read, Reply, Result, Write};

use super::kept::AttachPage;
use super::{issuing, kept};
use crate::actions::ordering::{self, Whole};
use crate::actions::signing::{self, SignedPaper};
use crate::actions::{heads, rules_at};
use crate::model::{Mentor, MentorId, PairId, State};
use crate::papers::{AgreementPaper, ConsentPaper};
use crate::rules::Term;
use crate::{KeepMentoring, store};

/// The part of the address with its pair, for whoever keeps it.
fn part_of<M: Mode>(cx: &mut Cx<M>) -> Result<(Whole, Mentor, Colleague)> {
    let (power, found) = part_read(cx)?;
    if power.keeps { Ok(found) } else { Err(Error::NotFound) }
}

/// The same for the mentor the papers are of as well: nobody signs what they cannot read.
fn part_read<M: Mode>(cx: &mut Cx<M>) -> Result<(super::Power, (Whole, Mentor, Colleague))> {
    let part: MentorId = cx.request().arg("mentor")?;
    let (pair, power) = super::asked(cx)?;
    let whole = Whole::of(cx, pair)?;
    let reader = cx.person().map(|person| person.account.0);
    let (part, card) =
        whole.mentors.iter().find(|(one, _)| one.id == part).cloned().ok_or(Error::NotFound)?;
    if !power.reads_grounds() && (reader.is_none() || card.person.account_id != reader) {
        return Err(Error::NotFound);
    }
    cx.saw("person", &whole.people(), &whole.pair.unit_path);
    Ok((power, (whole, part, card)))
}

/// The term as it is known by now: of the order, or of an order of today.
fn term<M: Mode>(cx: &mut Cx<M>, whole: &Whole, rules: &Effective) -> Result<Option<Term>> {
    let pair = &whole.pair;
    if pair.state() == State::Preparing {
        let today = cx.today_at(&whole.unit.path)?;
        return Ok(ordering::term_of(whole, rules, today, None).ok().map(|(term, _)| term));
    }
    Ok(pair.starts_on.zip(pair.ends_on).map(|(from, to)| Term { from, to }))
}

/// The term of a part: a successor begins with the order of replacement, whose day nobody knows yet.
fn own_term<M: Mode>(
    cx: &mut Cx<M>,
    (whole, part): (&Whole, &Mentor),
    rules: &Effective,
) -> Result<Option<Term>> {
    if whole.pair.state() == State::Active && part.waits() {
        return Ok(None);
    }
    let from = part.from_on;
    let term = term(cx, whole, rules)?;
    Ok(term.map(|term| Term { from: from.map_or(term.from, |from| from.max(term.from)), ..term }))
}

/// `GET /mentoring/{mentorship}/mentors/{mentor}/consent?as=pdf`
pub(super) fn consent(cx: &mut Cx<Read>, _may: Granted<SignedIn>) -> Result<Reply> {
    let form = PaperForm::of(cx.request().asked("as")).ok_or(Error::NotFound)?;
    let (whole, part, mentor) = part_read(cx)?.1;
    let (rules, day) = (rules_at(cx, &whole.unit.path)?, cx.today_at(&whole.unit.path)?);
    let paper = ConsentPaper {
        head: units::letterhead(cx.conn(), whole.unit.id)?,
        term: own_term(cx, (&whole, &part), &rules)?,
        whole: &whole,
        mentor: &mentor,
        rules: &rules,
        day,
    };
    issuing::draft(cx, &paper.paper(), (form, SignedPaper::Consent.title()))
}

/// `GET /mentoring/{mentorship}/mentors/{mentor}/agreement?as=pdf`
pub(super) fn agreement(cx: &mut Cx<Read>, _may: Granted<SignedIn>) -> Result<Reply> {
    let form = PaperForm::of(cx.request().asked("as")).ok_or(Error::NotFound)?;
    let (whole, part, mentor) = part_read(cx)?.1;
    let (rules, day) = (rules_at(cx, &whole.unit.path)?, cx.today_at(&whole.unit.path)?);
    // The parties of an employment contract alone change it: a guest's employer is the organisation the guest works in.
    let employer = heads::employer(cx, &whole, (&part, &mentor))?;
    let (head, signer) = match &employer {
        Some(unit) => {
            let own = rules_at(cx, &unit.path)?;
            (units::letterhead(cx.conn(), unit.id)?, heads::signer(cx, unit, (&own, day))?)
        }
        None => Default::default(),
    };
    let paper = AgreementPaper {
        head,
        signer,
        employer: employer.map(|unit| unit.name),
        term: own_term(cx, (&whole, &part), &rules)?,
        whole: &whole,
        part: &part,
        mentor: &mentor,
        rules: &rules,
        day,
    };
    issuing::draft(cx, &paper.paper(), (form, SignedPaper::Agreement.title()))
}

fn show<M: Mode>(cx: &mut Cx<M>, paper: SignedPaper, faults: Vec<FieldFault>) -> Result<Reply> {
    let (whole, part, mentor) = part_of(cx)?;
    let held = store::signed::of_part(cx.conn(), (whole.pair.id, part.id), paper.code())?;
    let pair = &whole.pair;
    let url = format!("{}/mentors/{}/{}/signed", pair.url(), part.id, paper.code());
    let page = AttachPage {
        title: format!("Подписанный экземпляр: {}", crate::actions::pairing::lower(paper.title())),
        about: format!("Наставник – {}", mentor.person.name().full()),
        told: held.map_or_else(
            || "Приложите скан или фотографию листа с\u{a0}подписями.".to_owned(),
            |(_, name)| kept::replaced(&name),
        ),
        label: "Подписанный экземпляр",
        hint: "PDF, изображение JPG или PNG. Лист увидят директор и\u{a0}заместитель.",
        accepted: files::ACCEPT_SCAN,
        ..AttachPage::of(cx, pair, (url, Forms::of(cx, faults)))
    };
    page.show(pair, "Подписанный экземпляр")
}

/// `GET /mentoring/{mentorship}/mentors/{mentor}/consent/signed`
pub(super) fn consent_form(cx: &mut Cx<Read>, _may: Granted<SignedIn>) -> Result<Reply> {
    show(cx, SignedPaper::Consent, Vec::new())
}

/// `GET /mentoring/{mentorship}/mentors/{mentor}/agreement/signed`
pub(super) fn agreement_form(cx: &mut Cx<Read>, _may: Granted<SignedIn>) -> Result<Reply> {
    show(cx, SignedPaper::Agreement, Vec::new())
}

/// `POST /mentoring/{mentorship}/mentors/{mentor}/consent/signed`
pub(super) fn attach_consent(cx: &mut Cx<Write>, may: Granted<KeepMentoring>) -> Result<Reply> {
    attach(cx, &may, SignedPaper::Consent)
}

/// `POST /mentoring/{mentorship}/mentors/{mentor}/agreement/signed`
pub(super) fn attach_agreement(cx: &mut Cx<Write>, may: Granted<KeepMentoring>) -> Result<Reply> {
    attach(cx, &may, SignedPaper::Agreement)
}

fn attach(cx: &mut Cx<Write>, may: &Granted<KeepMentoring>, paper: SignedPaper) -> Result<Reply> {
    let (id, part): (PairId, MentorId) = (cx.request().arg("mentorship")?, cx.request().arg("mentor")?);
    let file = sent(cx)
        .and_then(|file| file.ok_or_else(|| Error::field(FILE, "Выберите файл: скан подписанного листа.")));
    let outcome = file.and_then(|file| signing::attach(cx, may, (id, part), paper, &file));
    let to = format!("/mentoring/{id}");
    let notice = "Подписанный экземпляр приложен.";
    web::forms::led(cx, outcome, (notice, to), |cx, faults| show(cx, paper, faults))
}

/// The field of a scan.
pub(super) const FILE: &str = "file";

/// The scan of a form – PDF, JPG, PNG –; none: nothing was chosen.
pub(super) fn sent(cx: &Cx<Write>) -> Result<Option<NewFile>> {
    let file = cx.request().form.uploads(FILE).next().map(NewFile::scan_of).transpose();
    file.map_err(|sentence| Error::field(FILE, sentence))
}

/// `GET /mentoring/{mentorship}/mentors/{mentor}/consent/scan`
pub(super) fn consent_scan(cx: &mut Cx<Read>, _may: Granted<SignedIn>) -> Result<Reply> {
    scan(cx, SignedPaper::Consent)
}

/// `GET /mentoring/{mentorship}/mentors/{mentor}/agreement/scan`
pub(super) fn agreement_scan(cx: &mut Cx<Read>, _may: Granted<SignedIn>) -> Result<Reply> {
    scan(cx, SignedPaper::Agreement)
}

/// A scan, for the head, the deputy and whoever signed it.
fn scan(cx: &mut Cx<Read>, paper: SignedPaper) -> Result<Reply> {
    let (_, (whole, part, _)) = part_read(cx)?;
    let pair = &whole.pair;
    let (file, _) =
        store::signed::of_part(cx.conn(), (pair.id, part.id), paper.code())?.ok_or(Error::NotFound)?;
    kept::file(cx, pair, file)
}
