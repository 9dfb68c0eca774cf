//! Courses, education, awards, publications: one form, its fields by the kind.

use access::Granted;
use askama::Template;
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Request, Result, Write};

use super::words;
use crate::actions::telling;
use crate::rules::education::Stage;
use crate::store::records;
use crate::{KeepPeople, Person, Reach, Record, RecordId, RecordKind};

/// The fields as they were typed.
#[derive(Debug, Clone, Default)]
struct Typed {
    kind: String,
    title: String,
    place: String,
    began_on: String,
    happened_on: String,
    hours: String,
    document: String,
    form: String,
    level: String,
    stage: String,
    platform: String,
    progress: String,
    version: String,
}

#[derive(Template)]
#[template(path = "record.html")]
struct RecordPage {
    whose: String,
    target: String,
    removal: String,
    token: String,
    filled: Typed,
    kinds: Vec<(&'static str, &'static str)>,
    forms: Vec<(String, String)>,
    levels: Vec<(&'static str, &'static str)>,
    stages: Vec<(&'static str, &'static str)>,
    faults: Vec<(String, String)>,
    way_back: String,
}

impl RecordPage {
    fn wrong(&self, field: &str) -> &str {
        self.faults.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text.as_str())
    }
}

impl Typed {
    fn posted(request: &Request) -> Self {
        let text = |name| request.form.text(name).to_owned();
        let mut check = request.form.check();
        let mut day = |name| check.date(name).map_or_else(|| text(name), |day| day.to_string());
        Self {
            began_on: day("began_on"),
            happened_on: day("happened_on"),
            kind: text("kind"),
            title: text("title"),
            place: text("place"),
            hours: text("hours"),
            document: text("document"),
            form: text("form"),
            level: text("level"),
            stage: text("stage"),
            platform: text("platform"),
            progress: text("progress"),
            version: text("version"),
        }
    }

    fn of(one: &Record) -> Self {
        Self {
            kind: one.kind.clone(),
            title: one.title.clone(),
            place: one.place.clone(),
            began_on: one.began_on.map(|day| day.to_string()).unwrap_or_default(),
            happened_on: one.happened_on.to_string(),
            hours: one.hours.map(|hours| hours.to_string()).unwrap_or_default(),
            document: one.document.clone(),
            form: one.form.clone().unwrap_or_default(),
            level: one.level.clone().filter(|_| one.kind().has_level()).unwrap_or_default(),
            stage: one.level.clone().filter(|_| one.kind().has_stage()).unwrap_or_default(),
            platform: one.platform.clone().unwrap_or_default(),
            progress: one.progress.map(|passed| passed.to_string()).unwrap_or_default(),
            version: one.version.to_string(),
        }
    }
}

/// `GET /people/{person}/records/new?kind=…`
pub(super) fn blank(cx: &mut Cx<Read>, may: Granted<KeepPeople>) -> Result<Reply> {
    let (request, person) = (cx.request_handle(), super::asked(cx, &may)?);
    let typed = Typed { kind: request.asked("kind").to_owned(), ..Typed::default() };
    shown(cx, &person, None, typed, &[])
}

/// `POST /people/{person}/records`
pub(super) fn tell(cx: &mut Cx<Write>, may: Granted<KeepPeople>) -> Result<Reply> {
    let person = super::asked(cx, &may)?;
    let id = RecordId(cx.id());
    save(cx, &person, id, None)
}

/// `GET /people/{person}/records/{record}`
pub(super) fn filled(cx: &mut Cx<Read>, may: Granted<KeepPeople>) -> Result<Reply> {
    let person = super::asked(cx, &may)?;
    let one = asked(cx, &person)?;
    shown(cx, &person, Some(one.id), Typed::of(&one), &[])
}

fn asked<M: Mode>(cx: &mut Cx<M>, person: &Person) -> Result<Record> {
    let id = cx.request().arg("record")?;
    records::find(cx.conn(), person.id, id)?.ok_or(Error::NotFound)
}

/// `POST /people/{person}/records/{record}`
pub(super) fn change(cx: &mut Cx<Write>, may: Granted<KeepPeople>) -> Result<Reply> {
    let person = super::asked(cx, &may)?;
    let one = asked(cx, &person)?;
    let version = cx.request().form.text("version").parse().unwrap_or(0);
    save(cx, &person, one.id, Some(version))
}

/// `POST /people/{person}/records/{record}/removal`
pub(super) fn untell(cx: &mut Cx<Write>, may: Granted<KeepPeople>) -> Result<Reply> {
    let person = super::asked(cx, &may)?;
    let one = asked(cx, &person)?;
    telling::untell(cx, &person, one.id)?;
    cx.notice("Запись убрана.");
    Ok(Reply::to(person.url()))
}

fn save(cx: &mut Cx<Write>, person: &Person, id: RecordId, version: Option<i64>) -> Result<Reply> {
    let request = cx.request_handle();
    let today = cx.today_at(&person.unit_path)?;
    let mut check = request.form.check();
    let kind: Option<RecordKind> = check.parsed("kind", "Выберите, что вносится.");
    let (began_on, happened_on) = (check.date("began_on"), check.date("happened_on"));
    if request.form.text("happened_on").is_empty() {
        check.fault("happened_on", "Укажите дату.");
    }
    let hours = request.form.text("hours");
    if !hours.is_empty() && hours.parse::<i64>().is_err() {
        check.fault("hours", "Часы – целое число: например, 36.");
    }
    let rules = words::rules_at(cx, &person.unit_path)?;
    let (form, level) = (request.form.text("form"), request.form.text("level"));
    if !form.is_empty() && rules.course_form(form).is_none() && !is_kept(cx, person, id, form)? {
        check.fault("form", "Выберите форму из списка.");
    }
    if !level.is_empty() && level.parse::<Reach>().is_err() {
        check.fault("level", "Выберите уровень из списка.");
    }
    let stage = request.form.text("stage");
    if !stage.is_empty() && Stage::of(stage).is_none() {
        check.fault("stage", "Выберите уровень образования из списка.");
    }
    let progress = request.form.text("progress").trim_end_matches('%').trim();
    if !progress.is_empty() && progress.parse::<i64>().is_err() {
        check.fault("progress", "Пройдено – целое число процентов: например, 40.");
    }
    let told = |code: &str, is_asked: bool| (is_asked && !code.is_empty()).then(|| code.to_owned());
    let text = |name| request.form.text(name).to_owned();
    let kind = kind.unwrap_or(RecordKind::Participation);
    let new = Record {
        id,
        person_id: person.id,
        kind: kind.code().to_owned(),
        title: text("title"),
        place: text("place"),
        began_on: began_on.filter(|_| kind.may_begin()),
        happened_on: happened_on.unwrap_or(today),
        hours: hours.parse().ok().filter(|_| kind.has_hours()),
        document: text("document"),
        form: told(form, kind.has_form()),
        level: told(level, kind.has_level()).or_else(|| told(stage, kind.has_stage())),
        platform: told(request.form.text("platform"), kind.has_form()),
        // A certificate closes the course.
        progress: progress
            .parse()
            .ok()
            .filter(|_| kind.has_form() && request.form.text("document").is_empty()),
        version: 0,
    };
    match check.done().and_then(|()| telling::tell(cx, person, &new, version)) {
        Ok(()) => {
            cx.notice("Запись внесена.");
            Ok(Reply::to(person.url()))
        }
        Err(Error::Invalid(faults)) => {
            shown(cx, person, version.map(|_| id), Typed::posted(&request), &faults)
        }
        Err(other) => Err(other),
    }
}

/// Whether the record tells this form already: one of rules that held before stays.
fn is_kept(cx: &mut Cx<Write>, person: &Person, id: RecordId, form: &str) -> Result<bool> {
    let known = records::find(cx.conn(), person.id, id)?;
    Ok(known.is_some_and(|one| one.form.as_deref() == Some(form)))
}

fn shown<M: Mode>(
    cx: &mut Cx<M>,
    person: &Person,
    known: Option<RecordId>,
    filled: Typed,
    faults: &[FieldFault],
) -> Result<Reply> {
    let rules = words::rules_at(cx, &person.unit_path)?;
    let named = |id: &str| rules.course_form(id).map_or_else(|| id.to_owned(), |one| one.rule.title.clone());
    let mut forms: Vec<(String, String)> =
        rules.course_forms.iter().map(|one| (one.rule.id.clone(), one.rule.title.clone())).collect();
    if !filled.form.is_empty() && !forms.iter().any(|(id, _)| *id == filled.form) {
        forms.push((filled.form.clone(), named(&filled.form)));
    }
    let own = known.map(|id| format!("{}/records/{id}", person.url()));
    let page = RecordPage {
        whose: person.name().full(),
        removal: own.as_ref().map(|own| format!("{own}/removal")).unwrap_or_default(),
        target: own.unwrap_or_else(|| format!("{}/records", person.url())),
        token: cx.csrf().to_owned(),
        filled,
        forms,
        levels: Reach::ALL.iter().map(|one| (one.code(), one.title())).collect(),
        stages: Stage::ALL.iter().map(|one| (one.code(), one.title())).collect(),
        kinds: RecordKind::ALL.iter().map(|kind| (kind.code(), kind.title())).collect(),
        faults: faults.iter().map(|fault| (fault.field.clone(), fault.text.clone())).collect(),
        way_back: person.url(),
    };
    let status = if page.faults.is_empty() { 200 } else { 422 };
    Ok(Page::titled("Запись в карточке").at(&person.unit_path).under("/people").show(&page)?.status(status))
}
