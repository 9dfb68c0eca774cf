//! The form of a personal application for a replacement (п. 3.6), for the mentee and the mentor of a pair at work.

use access::{Granted, SignedIn};
use askama::Template;
use documents::NewFile;
use packs::Effective;
use people::staff::Colleague;
use web::forms::Forms;
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Result, Write};

use super::{Choices, asked, words};
use crate::actions::applying::{self, NewApplication};
use crate::actions::ordering::Whole;
use crate::actions::{Side, concerned, ending, rules_at};
use crate::model::{MentorId, PairId, State};
use crate::rules::grounds_of;

#[derive(Template)]
#[template(path = "application_form.html")]
struct FormPage {
    about: String,
    /// Who will read it.
    readers: String,
    url: String,
    back: String,
    grounds: Choices,
    /// Whom the mentee may name; one alone is not asked for.
    mentors: Choices,
    hint: String,
    file_hint: String,
    accepted: &'static str,
    megabytes: u64,
    forms: Forms,
}

/// The pair of the address, for its mentee or its mentor while it works.
fn own<M: Mode>(cx: &mut Cx<M>) -> Result<(Whole, Side)> {
    let (pair, power) = asked(cx)?;
    let side = power.side.filter(|_| !power.has_left && pair.state() == State::Active);
    let side = side.ok_or(Error::NotFound)?;
    Ok((Whole::of(cx, pair)?, side))
}

/// `GET /mentoring/{mentorship}/application`
pub(super) fn form(cx: &mut Cx<Read>, _may: Granted<SignedIn>) -> Result<Reply> {
    show_form(cx, Vec::new())
}

fn show_form<M: Mode>(cx: &mut Cx<M>, faults: Vec<FieldFault>) -> Result<Reply> {
    let (whole, side) = own(cx)?;
    let pair = &whole.pair;
    cx.saw("person", &whole.people(), &pair.unit_path);
    let rules = rules_at(cx, &pair.unit_path)?;
    let mentors = whole.bound().map(|(one, card)| (one.id.to_string(), card.person.name().full()));
    let mentors: Choices = mentors.collect();
    let page = FormPage {
        about: format!("{}; {}", whole.mentee.person.name().short(), words::kind(pair, &rules)),
        readers: readers(cx, &whole, side)?,
        url: format!("{}/applications", pair.url()),
        back: pair.url(),
        grounds: grounds_of(side == Side::Mentor, &rules.mentoring),
        mentors: if side == Side::Mentee && mentors.len() > 1 { mentors } else { Vec::new() },
        hint: hint(side, &rules),
        file_hint: file_hint(cx),
        accepted: files::ACCEPT,
        megabytes: (cx.house().settings.upload_limit / 1_000_000).max(1),
        forms: Forms::of(cx, faults),
    };
    Page::titled("Заявление о\u{a0}замене").at(&pair.unit_path).under("/mentoring/own").show(&page)
}

/// Who will read the application: whoever keeps pairs and is not its other side, or that side where nobody else is there.
fn readers<M: Mode>(cx: &mut Cx<M>, whole: &Whole, side: Side) -> Result<String> {
    let (path, own) = (&whole.pair.unit_path, cx.person().map(|person| person.account.0));
    let today = cx.today_at(path)?;
    let keepers = concerned::keepers(cx.conn(), path, today)?;
    let others: Vec<&Colleague> = match side {
        Side::Mentee => whole.bound().map(|(_, card)| card).collect(),
        Side::Mentor => vec![&whole.mentee],
    };
    let keeps = |card: &&&Colleague| card.person.account_id.is_some_and(|one| keepers.contains(&one));
    let alone = |card: &&&Colleague| !concerned::has_other(&keepers, [own, card.person.account_id]);
    let sides = others.iter().filter(keeps);
    let alone: Vec<String> = sides.clone().filter(alone).map(|card| card.person.name().short()).collect();
    let said = if !alone.is_empty() {
        let names = alone.join(" или\u{a0}");
        format!("Рассмотреть заявление в\u{a0}школе больше некому, поэтому его прочтёт {names}.")
    } else if sides.count() > 0 {
        "Заявление увидят директор и\u{a0}заместитель, кроме того, кого оно касается.".to_owned()
    } else {
        "Заявление увидят директор и\u{a0}заместитель.".to_owned()
    };
    Ok(format!("{said} В\u{a0}истории пары его нет."))
}

/// What a refusal of the law means, for whom it is offered.
fn hint(side: Side, rules: &Effective) -> String {
    let is_offered = rules.mentoring.ground("refusal").is_some() && side == Side::Mentor;
    if is_offered {
        format!(
            "Отказ от\u{a0}наставничества (ТК РФ, ст. 351.8, ч. 3) действует через {}: счёт идёт со\u{a0}дня заявления.",
            ending::notice(&rules.mentoring)
        )
    } else {
        String::new()
    }
}

/// A file that came with a refused form is to be chosen anew: a browser gives none back.
fn file_hint<M: Mode>(cx: &Cx<M>) -> String {
    let sent = cx.request().form.uploads(FILE).next();
    let again = sent.map(|one| format!("Файл «{}» выберите ещё раз. ", one.spooled.name));
    format!(
        "{}Скан подписанного заявления, если он есть: тогда к\u{a0}приказу его не\u{a0}прикладывают снова. PDF, DOCX, XLSX, ODT, RTF, изображение JPG или PNG; увидят директор и\u{a0}заместитель.",
        again.unwrap_or_default()
    )
}

const FILE: &str = "file";

/// `POST /mentoring/{mentorship}/applications`
pub(super) fn apply(cx: &mut Cx<Write>, may: Granted<SignedIn>) -> Result<Reply> {
    let id: PairId = cx.request().arg("mentorship")?;
    own(cx)?;
    let outcome = read(cx).and_then(|new| applying::apply(cx, &may, id, &new));
    match outcome {
        Ok(of) => {
            cx.notice("Заявление подано: его увидят директор и\u{a0}заместитель. Ответ будет здесь и\u{a0}в\u{a0}карточке пары.");
            Ok(Reply::to(format!("/mentoring/{id}/applications/{of}")))
        }
        Err(Error::Invalid(faults)) => Ok(show_form(cx, faults)?.status(422)),
        Err(error) => Err(error),
    }
}

fn read(cx: &Cx<Write>) -> Result<NewApplication> {
    let form = &cx.request().form;
    let mut check = form.check();
    let words = check.optional("words", 2_000).to_owned();
    let file = form.uploads(FILE).next().map(NewFile::of).transpose().unwrap_or_else(|sentence| {
        check.fault(FILE, sentence);
        None
    });
    check.done()?;
    let mentor: Option<MentorId> = form.text("mentor").parse().ok();
    Ok(NewApplication { ground: form.text("ground").to_owned(), mentor, words, file })
}
