//! The form of a structure as it was typed, as the address suggests it, or as the structure has it; and read.

use documents::DocumentId;
use web::{Check, Cx, Request, Result, Write};

use crate::model::{NewStructure, Structure, StructureId};

/// The fields as text.
#[derive(Debug, Clone, Default)]
pub(super) struct Typed {
    pub unit: String,
    pub kind: String,
    pub name: String,
    pub directions: String,
    pub parent: String,
    pub is_temporary: bool,
    pub started_on: String,
    pub ends_on: String,
    pub task: String,
    pub document: String,
    pub minutes: String,
    pub service: Vec<String>,
    pub resource_url: String,
    pub section_url: String,
    pub founders: String,
    pub version: String,
}

impl Typed {
    /// What was posted.
    pub fn posted(request: &Request) -> Self {
        let text = |name| request.form.text(name).to_owned();
        Self {
            unit: text("unit"),
            kind: text("kind"),
            name: text("name"),
            directions: text("directions"),
            parent: text("parent"),
            is_temporary: request.form.text("is_temporary") == "1",
            started_on: text("started_on"),
            ends_on: text("ends_on"),
            task: text("task"),
            document: text("document"),
            minutes: text("minutes"),
            service: request.form.all("service_directions").into_iter().map(str::to_owned).collect(),
            resource_url: text("resource_url"),
            section_url: text("section_url"),
            founders: text("founders"),
            version: text("version"),
        }
    }

    /// What a structure has.
    pub fn of(one: &Structure, service: Vec<String>) -> Self {
        let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        Self {
            unit: one.unit_id.to_string(),
            kind: one.kind.clone(),
            name: one.name.clone(),
            directions: one.directions.clone(),
            parent: one.parent_id.map(|id| id.to_string()).unwrap_or_default(),
            is_temporary: one.is_temporary,
            started_on: day(Some(one.started_on)),
            ends_on: day(one.ends_on),
            task: one.task.clone(),
            document: one.document_id.map(|id| id.to_string()).unwrap_or_default(),
            minutes: one.minutes_id.map(|id| id.to_string()).unwrap_or_default(),
            service,
            resource_url: one.resource_url.clone(),
            section_url: one.section_url.clone().unwrap_or_default(),
            founders: String::new(),
            version: one.version.to_string(),
        }
    }
}

/// The structure of the form, or everything that is wrong with it.
pub(super) fn read(cx: &Cx<Write>) -> Result<NewStructure> {
    let form = &cx.request().form;
    let mut check = form.check();
    let name = check
        .required("name", 200, "Напишите название: «РМО учителей математики Северного округа».")
        .to_owned();
    let directions = listed(check.optional("directions", 300));
    let task = check.optional("task", 1_000).to_owned();
    let founders = check.optional("founders", 3_000);
    let resource_url = address(&mut check, "resource_url");
    let section_url = address(&mut check, "section_url");
    let (started_on, ends_on) = (check.date("started_on"), check.date("ends_on"));
    if started_on.is_none() && form.text("started_on").is_empty() {
        check.fault("started_on", "Укажите день создания: он стоит в\u{a0}приказе.");
    }
    let mut id = |field: &str, sentence: &str| match form.text(field) {
        "" => None,
        typed => {
            let parsed = typed.parse::<i64>().ok();
            if parsed.is_none() {
                check.fault(field, sentence);
            }
            parsed
        }
    };
    let parent = id("parent", "Выберите вышестоящую структуру из\u{a0}списка.").map(StructureId);
    let document = id("document", "Выберите документ из\u{a0}списка.").map(DocumentId);
    let minutes = id("minutes", "Выберите протокол из\u{a0}списка.").map(DocumentId);
    let mut service_directions: Vec<String> =
        form.all("service_directions").into_iter().map(str::to_owned).collect();
    service_directions.sort_unstable();
    service_directions.dedup();
    check.done()?;
    Ok(NewStructure {
        kind: form.text("kind").to_owned(),
        name,
        directions,
        parent,
        is_temporary: form.text("is_temporary") == "1",
        started_on: started_on.unwrap_or_default(),
        ends_on,
        task,
        document,
        minutes,
        service_directions,
        resource_url,
        section_url: Some(section_url).filter(|url| !url.is_empty()),
        founders: founders.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect(),
    })
}

/// The address of a page, or nothing.
pub(super) fn address(check: &mut Check<'_>, field: &str) -> String {
    let url = check.optional(field, 300).to_owned();
    if !url.is_empty() && !url.starts_with("https://") && !url.starts_with("http://") {
        check.fault(field, "Адрес страницы начинается с\u{a0}https://");
    }
    url
}

/// «математика, информатика» → «математика; информатика»
fn listed(text: &str) -> String {
    let all = text.split([',', ';', '\n']).map(str::trim).filter(|one| !one.is_empty());
    all.collect::<Vec<_>>().join("; ")
}
