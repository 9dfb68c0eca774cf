//! The form of an order that ends something – a mentor's part, a pair: ground, paper behind it, days, number.

use askama::Template;
use chrono::NaiveDate;
use documents::{Anyway, NewFile, Numbering, OWN, numbering, numberings};
use packs::Effective;
use units::Unit;
use web::{Cx, Error, FieldFault, Mode, Request, Result, russian};

use super::Choices;
use super::application::Filled;
use crate::ORDER;
use crate::actions::ending::{Absence, Ending, first_day};
use crate::rules::offered;

#[derive(Template)]
#[template(path = "ending.html")]
pub(super) struct EndingPage {
    pub csrf: String,
    /// «Издать приказ о замене наставника?»
    pub heading: &'static str,
    pub about: String,
    /// What the order does.
    pub lead: &'static str,
    pub back: String,
    /// Where it is sent.
    pub action: String,
    /// The draft; `as` is added.
    pub paper: String,
    /// What has to be known first; empty: nothing.
    pub told: String,
    /// Where a successor is chosen who is not there yet; what was typed goes there and comes back.
    pub chooses: bool,
    /// The first day the law allows, said of the notice typed.
    pub first: String,
    pub grounds: Choices,
    pub ground: String,
    pub note: String,
    /// The personal application the order answers; empty: none.
    pub application: String,
    pub absent_from: String,
    pub absent_to: String,
    /// Whether a ground of these rules is an absence.
    pub asks_absence: bool,
    /// The day of the order, where it may lie before the last day; none: `day` is both.
    pub signed_on: Option<String>,
    pub day: String,
    pub day_label: &'static str,
    pub day_hint: &'static str,
    pub notice_on: String,
    pub notice_hint: String,
    pub coming: String,
    pub numberings: Choices,
    pub chosen: String,
    pub number: String,
    pub anyway: Anyway,
    /// What may be attached, and for which grounds it must be.
    pub file_hint: String,
    pub accepted: &'static str,
    pub megabytes: u64,
    pub faults: Vec<(String, String)>,
}

impl EndingPage {
    fn fault(&self, field: &str) -> &str {
        self.faults.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text)
    }

    /// The form with what was typed; `usual` is what is at hand. No words typed stand in an address: those stay in the history of a
    /// browser and in logs.
    pub fn of<M: Mode>(
        cx: &mut Cx<M>,
        (unit, rules): (&Unit, &Effective),
        usual: &Filled,
        faults: Vec<FieldFault>,
    ) -> Result<Self> {
        let (request, today) = (cx.request_handle(), cx.today_at(&unit.path)?);
        let typed = |name: &str, kept: &str| {
            let sent = Some(request.form.text(name)).filter(|_| request.form.has(name));
            sent.unwrap_or(kept).to_owned()
        };
        // A day alone says nothing of anybody: it may be asked for in the address.
        let asked = Some(request.asked("notice_on")).filter(|asked| !asked.is_empty());
        let notice_on = typed("notice_on", asked.unwrap_or(&usual.notice_on));
        let first = notice_on.parse().ok().map(|given| first_day(rules, given));
        let day = first.filter(|first| *first <= today).map_or(today, |first| first.max(today));
        Ok(Self {
            csrf: cx.csrf().to_owned(),
            heading: "",
            about: String::new(),
            lead: "",
            back: String::new(),
            action: String::new(),
            paper: String::new(),
            told: String::new(),
            chooses: false,
            first: first.map(|first| said(first, first > today)).unwrap_or_default(),
            grounds: offered(&rules.mentoring.grounds),
            ground: typed("ground", &usual.ground),
            note: typed("note", &usual.note),
            application: typed("application", &usual.application),
            absent_from: typed("absent_from", ""),
            absent_to: typed("absent_to", ""),
            asks_absence: rules.mentoring.grounds.iter().any(|one| one.rule.absence),
            signed_on: None,
            day: typed("day", &day.to_string()),
            day_label: "День приказа",
            day_hint: "",
            notice_on,
            notice_hint: notice(rules, today),
            coming: documents::coming_number(cx, unit, ORDER, today)?,
            numberings: numberings(),
            chosen: typed("numbering", OWN),
            number: typed("number", ""),
            anyway: Anyway::of(&request.form, &faults),
            file_hint: file_hint(rules, &request, !faults.is_empty()),
            accepted: files::ACCEPT,
            megabytes: (cx.house().settings.upload_limit / 1_000_000).max(1),
            faults: faults.into_iter().map(|fault| (fault.field, fault.text)).collect(),
        })
    }
}

impl EndingPage {
    /// The form of an order that acts on its own day or later – of whoever has left on the last day there was –: the day of the order
    /// and the last day are told apart.
    pub fn acting_later<M: Mode>(
        self,
        cx: &mut Cx<M>,
        (unit, rules): (&Unit, &Effective),
        left: Option<NaiveDate>,
    ) -> Result<Self> {
        let (request, today) = (cx.request_handle(), cx.today_at(&unit.path)?);
        let first = self.notice_on.parse().ok().map(|given| first_day(rules, given));
        let day = if request.form.has("day") {
            self.day
        } else {
            left.unwrap_or_else(|| first.map_or(today, |first| first.max(today))).to_string()
        };
        let signed = Some(request.form.text("signed_on")).filter(|_| request.form.has("signed_on"));
        Ok(Self {
            signed_on: Some(signed.map_or_else(|| today.to_string(), str::to_owned)),
            day,
            day_label: "Последний день наставничества",
            day_hint: if left.is_some() {
                "Последний день работы наставляемого: с\u{a0}ним кончается и\u{a0}наставничество."
            } else {
                "Не\u{a0}раньше дня приказа; до\u{a0}него пара работает."
            },
            first: first.map(|first| said(first, false)).unwrap_or_default(),
            ..self
        })
    }
}

fn said(first: chrono::NaiveDate, is_ahead: bool) -> String {
    let first = russian::date(first);
    let then = if is_ahead {
        " Раньше приказ не\u{a0}издают: вернитесь в\u{a0}этот день."
    } else {
        ""
    };
    format!("Предупреждение действует с\u{a0}{first}.{then}")
}

/// «При отказе наставника и отмене работодателем – 3 рабочих дня до последнего; предупредили сегодня – не раньше 23.06.2026.»
fn notice(rules: &Effective, today: chrono::NaiveDate) -> String {
    let first = russian::date(first_day(rules, today));
    format!("{} Если предупредили сегодня – не\u{a0}раньше {first}.", super::card::notice(rules))
}

/// «Обязательно для основания «личное заявление…», к остальным – если документ есть.» A file that came with a refused form is to be
/// chosen anew: a browser gives none back.
fn file_hint(rules: &Effective, request: &Request, is_refused: bool) -> String {
    let asking = rules.mentoring.grounds.iter().filter(|one| one.rule.attached);
    let asking: Vec<String> = asking.map(|one| format!("«{}»", one.rule.title)).collect();
    let when = match asking.as_slice() {
        [] => "Если документ есть.".to_owned(),
        some => {
            format!("Для основания {} обязательно, для\u{a0}остальных – если документ есть.", some.join(", "))
        }
    };
    let sent = request.form.uploads(FILE).next().filter(|_| is_refused);
    let again =
        sent.map(|one| format!("Файл «{}» выберите ещё раз: приказ не\u{a0}издан. ", one.spooled.name));
    format!(
        "{}{when} Документ увидят директор и\u{a0}заместитель. PDF, DOCX, XLSX, ODT, RTF, изображение JPG или PNG.",
        again.unwrap_or_default()
    )
}

/// The field of the paper.
const FILE: &str = "file";

/// What was typed.
pub(super) fn read<M: Mode>(cx: &Cx<M>) -> Result<(Numbering, Ending)> {
    let form = &cx.request().form;
    let mut check = form.check();
    let (day, notice_on) = (check.date("day"), check.date("notice_on"));
    let signed_on = check.date("signed_on");
    let absence = Absence { from: check.date("absent_from"), to: check.date("absent_to") };
    if day.is_none() && form.text("day").is_empty() {
        check.fault("day", "Укажите этот день.");
    }
    let note = check.optional("note", 500).to_owned();
    let numbering = numbering(form, &mut check);
    let file = form.uploads(FILE).next().map(NewFile::of).transpose();
    let file = file.unwrap_or_else(|sentence| {
        check.fault(FILE, sentence);
        None
    });
    check.done()?;
    let (ground, application) = (form.text("ground").to_owned(), form.text("application").parse().ok());
    let day = day.ok_or(Error::NotFound)?;
    Ok((numbering, Ending { ground, note, day, signed_on, notice_on, absence, file, application }))
}
