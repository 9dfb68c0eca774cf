//! The fields of the forms as typed, and read into what actions take.

use chrono::NaiveDate;
use web::{Error, FieldFault, Request, Result};

use crate::Unit;
use crate::actions::Dated;
use crate::model::{Entered, Heads, Passport};

/// The passport's form as text.
#[derive(Debug, Clone, Default)]
pub(super) struct Typed {
    pub name: String,
    pub short_name: String,
    pub kind: String,
    pub code: String,
    pub zone: String,
    pub size_group: String,
    pub service_form: String,
    pub service_staff: String,
    pub resource_url: String,
    pub authority: String,
    pub is_small: bool,
    pub is_remote: bool,
    pub is_hard_to_reach: bool,
    pub distance_km: String,
    pub pupils: String,
    pub teachers: String,
    /// What stays in a unit that is divided.
    pub left_teachers: String,
    pub left_pupils: String,
    pub day: String,
    pub ground: String,
    pub version: String,
}

impl Typed {
    /// What was posted.
    pub fn posted(request: &Request) -> Self {
        let text = |name| request.form.text(name).to_owned();
        Self {
            name: text("name"),
            short_name: text("short_name"),
            kind: text("kind"),
            code: text("code"),
            zone: text("zone"),
            size_group: text("size_group"),
            service_form: text("service_form"),
            service_staff: text("service_staff"),
            resource_url: text("resource_url"),
            authority: text("authority"),
            is_small: request.form.text("is_small") == "1",
            is_remote: request.form.text("is_remote") == "1",
            is_hard_to_reach: request.form.text("is_hard_to_reach") == "1",
            distance_km: text("distance_km"),
            pupils: text("pupils"),
            teachers: text("teachers"),
            left_teachers: text("left_teachers"),
            left_pupils: text("left_pupils"),
            day: text("day"),
            ground: text("ground"),
            version: text("version"),
        }
    }

    /// What the unit has.
    pub fn of(unit: &Unit, today: NaiveDate) -> Self {
        let number = |value: Option<i64>| value.map(|value| value.to_string()).unwrap_or_default();
        Self {
            name: unit.name.clone(),
            short_name: unit.short_name.clone(),
            kind: unit.kind.clone(),
            code: unit.code.clone(),
            zone: unit.zone.clone().unwrap_or_default(),
            size_group: unit.size_group.clone(),
            service_form: unit.service_form.clone().unwrap_or_default(),
            service_staff: number(unit.service_staff),
            resource_url: unit.resource_url.clone().unwrap_or_default(),
            authority: unit.authority.clone().unwrap_or_default(),
            is_small: unit.is_small,
            is_remote: unit.is_remote,
            is_hard_to_reach: unit.is_hard_to_reach,
            distance_km: number(unit.distance_km),
            pupils: number(unit.pupils),
            teachers: number(unit.teachers),
            left_teachers: String::new(),
            left_pupils: String::new(),
            day: today.to_string(),
            ground: String::new(),
            version: unit.version.to_string(),
        }
    }

    /// The same as values, and what of it is none.
    pub fn read(&self, request: &Request) -> (Entered, Dated, Vec<FieldFault>) {
        let mut faults = Vec::new();
        let mut number = |field: &str, text: &str| number(&mut faults, field, text);
        let some = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        let passport = Passport {
            kind: self.kind.clone(),
            code: self.code.clone(),
            zone: some(&self.zone),
            size_group: self.size_group.clone(),
            service_form: some(&self.service_form),
            service_staff: number("service_staff", &self.service_staff),
            resource_url: some(&self.resource_url),
            authority: some(&self.authority),
            is_small: self.is_small,
            is_remote: self.is_remote,
            is_hard_to_reach: self.is_hard_to_reach,
            distance_km: number("distance_km", &self.distance_km),
            pupils: number("pupils", &self.pupils),
            teachers: number("teachers", &self.teachers),
        };
        let new = Entered { name: self.name.clone(), short_name: self.short_name.clone(), passport };
        let dated = match dated(request) {
            Ok(dated) => dated,
            Err(more) => {
                faults.extend(faults_of(more));
                Dated { day: NaiveDate::default(), ground: String::new() }
            }
        };
        (new, dated, faults)
    }

    /// Teachers and pupils as typed, and what of it is none.
    pub fn heads(&self) -> Result<Heads> {
        heads([("teachers", &self.teachers), ("pupils", &self.pupils)])
    }

    /// The same of what stays.
    pub fn left(&self) -> Result<Heads> {
        heads([("left_teachers", &self.left_teachers), ("left_pupils", &self.left_pupils)])
    }

    /// The version that was seen; a missing one is nobody's.
    pub fn seen(&self) -> i64 {
        self.version.parse().unwrap_or(0)
    }
}

fn heads([teachers, pupils]: [(&str, &String); 2]) -> Result<Heads> {
    let mut faults = Vec::new();
    let mut read = |(field, text): (&str, &String)| number(&mut faults, field, text);
    let heads = Heads { teachers: read(teachers), pupils: read(pupils) };
    if faults.is_empty() { Ok(heads) } else { Err(Error::Invalid(faults)) }
}

fn number(faults: &mut Vec<FieldFault>, field: &str, text: &str) -> Option<i64> {
    if text.is_empty() {
        return None;
    }
    let value = text.replace([' ', '\u{a0}'], "").parse::<i64>().ok();
    if value.is_none() {
        let text = format!("«{text}» – не\u{a0}целое число.");
        faults.push(FieldFault { field: field.to_owned(), text });
    }
    value
}

/// Day and ground of the form.
pub(super) fn dated(request: &Request) -> Result<Dated> {
    let mut check = request.form.check();
    let ground = check.optional("ground", 300).to_owned();
    let day = check.date("day");
    if request.form.text("day").is_empty() {
        check.fault("day", "Укажите, с\u{a0}какого дня это так.");
    }
    check.done()?;
    Ok(Dated { day: day.unwrap_or_default(), ground })
}

/// The faults of an error, or none where it is another one.
pub(super) fn faults_of(error: Error) -> Vec<FieldFault> {
    if let Error::Invalid(faults) = error { faults } else { Vec::new() }
}

/// Faults as a template takes them.
pub(super) fn told(faults: &[FieldFault]) -> Vec<(String, String)> {
    faults.iter().map(|fault| (fault.field.clone(), fault.text.clone())).collect()
}

/// The fault of a field.
pub(super) fn fault<'a>(faults: &'a [(String, String)], field: &str) -> &'a str {
    faults.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text)
}
