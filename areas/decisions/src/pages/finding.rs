//! A recommendation begun from a finding: to whom, whom in the unit, what was found and where, what is advised.

use access::Granted;
use askama::Template;
use documents::DocumentId;
use units::{Unit, UnitId};
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Request, Result, Write};

use super::decisions::form::{Choices, below, documents, titled};
use super::occasion::board_url;
use crate::actions::recommending::{self, NewFinding};
use crate::rules::Audience;
use crate::{AnswerRecommendations, IssueRecommendations, access as reach};

#[derive(Template)]
#[template(path = "finding.html")]
struct FindingPage {
    csrf: String,
    owner: String,
    way_back: String,
    typed: Typed,
    faults: Vec<(String, String)>,
    places: Choices,
    audiences: Choices,
    held_by: Choices,
    /// The unit itself, where it may answer itself.
    own: Option<(String, String, bool)>,
    below: Vec<(String, String, bool)>,
}

impl FindingPage {
    fn fault(&self, field: &str) -> &str {
        self.faults.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text)
    }
}

/// The fields as text.
#[derive(Debug, Clone, Default)]
struct Typed {
    owner: String,
    units: Vec<String>,
    is_for_all: bool,
    audience: String,
    addressee: String,
    finding: String,
    document: String,
    text: String,
}

impl Typed {
    /// What the address of a blank form suggests.
    fn asked(request: &Request) -> Self {
        let asked = |name| request.asked(name).to_owned();
        Self {
            owner: asked("owner"),
            document: asked("document"),
            finding: asked("finding"),
            audience: Audience::Staff.code().to_owned(),
            ..Self::default()
        }
    }

    fn posted(request: &Request) -> Self {
        let text = |name| request.form.text(name).to_owned();
        Self {
            owner: text("owner"),
            units: request.form.all("units").into_iter().map(str::to_owned).collect(),
            is_for_all: request.form.text("everybody") == "1",
            audience: text("audience"),
            addressee: text("addressee"),
            finding: text("finding"),
            document: text("document"),
            text: text("text"),
        }
    }
}

/// `GET /recommendations/new?document=…&finding=…`
pub(super) fn blank(cx: &mut Cx<Read>, may: Granted<IssueRecommendations>) -> Result<Reply> {
    let typed = Typed::asked(&cx.request_handle());
    show(cx, &may, typed, &[])
}

fn show<M: Mode>(
    cx: &mut Cx<M>,
    may: &Granted<IssueRecommendations>,
    mut typed: Typed,
    faults: &[FieldFault],
) -> Result<Reply> {
    let all = own_units(cx, may)?;
    let unit = owner(&all, &typed.owner)?.clone();
    typed.owner = unit.id.to_string();
    let answers = reach::own::<AnswerRecommendations, M>(cx).contains(&unit.path);
    let chosen = |id: UnitId| typed.units.contains(&id.to_string());
    let below = below(cx, &unit)?;
    let page = FindingPage {
        csrf: cx.csrf().to_owned(),
        owner: unit.name.clone(),
        way_back: board_url(None),
        faults: faults.iter().map(|fault| (fault.field.clone(), fault.text.clone())).collect(),
        places: all.iter().map(|unit| (unit.id.to_string(), unit.short_name.clone())).collect(),
        audiences: titled(Audience::ALL, Audience::code, Audience::title),
        held_by: documents(cx, &unit.path, "")?,
        own: answers.then(|| {
            let is_chosen = chosen(unit.id) || (below.is_empty() && typed.units.is_empty());
            (unit.id.to_string(), unit.short_name.clone(), is_chosen)
        }),
        below: below
            .iter()
            .map(|unit| (unit.id.to_string(), unit.short_name.clone(), typed.is_for_all || chosen(unit.id)))
            .collect(),
        typed,
    };
    let status = if page.faults.is_empty() { 200 } else { 422 };
    let shown = Page::titled("Новая рекомендация").at(&unit.path).under("/recommendations").show(&page)?;
    Ok(shown.status(status))
}

fn own_units<M: Mode>(cx: &mut Cx<M>, may: &Granted<IssueRecommendations>) -> Result<Vec<Unit>> {
    let ids: Vec<i64> = may.scopes().iter().map(|scope| scope.unit).collect();
    Ok(units::store::all_of(cx.conn(), &ids)?)
}

/// The unit named, or the only one.
fn owner<'a>(all: &'a [Unit], typed: &str) -> Result<&'a Unit> {
    all.iter().find(|unit| unit.id.to_string() == typed).or_else(|| all.first()).ok_or(Error::NotFound)
}

/// `POST /recommendations/findings`
pub(super) fn draft(cx: &mut Cx<Write>, may: Granted<IssueRecommendations>) -> Result<Reply> {
    let request = cx.request_handle();
    let typed = Typed::posted(&request);
    let all = own_units(cx, &may)?;
    let unit = owner(&all, &typed.owner)?.clone();
    let outcome =
        read(cx, &unit, &request, &typed).and_then(|new| recommending::draft(cx, &may, unit.id, &new));
    match outcome {
        Ok(ids) => {
            let made = i64::try_from(ids.len()).unwrap_or(i64::MAX);
            let count = web::russian::counted(made, "черновик", "черновика", "черновиков");
            cx.notice(&format!("Подготовлено: {count}. Прочитайте и\u{a0}направьте."));
            Ok(Reply::to(board_url(None)))
        }
        Err(Error::Invalid(faults)) => show(cx, &may, typed, &faults),
        Err(error) => Err(error),
    }
}

fn read<'a>(cx: &mut Cx<Write>, unit: &Unit, request: &'a Request, typed: &Typed) -> Result<NewFinding<'a>> {
    let mut check = request.form.check();
    let finding = check.required("finding", 1_000, "Напишите, на\u{a0}какой вывод отвечает рекомендация.");
    let text = check.required("text", 4_000, "Напишите, что рекомендуете сделать.");
    let addressee = check.optional("addressee", 200);
    let audience = Audience::from_code(&typed.audience);
    if audience.is_none() {
        check.fault("audience", "Выберите, для\u{a0}кого рекомендация.");
    }
    let chosen: Vec<Option<UnitId>> = typed.units.iter().map(|id| id.parse().ok()).collect();
    if !chosen.iter().all(Option::is_some) {
        check.fault("units", "Выберите адресатов из\u{a0}списка.");
    }
    let document = match typed.document.as_str() {
        "" => None,
        id => {
            let parsed = id.parse().ok().map(DocumentId);
            if parsed.is_none() {
                check.fault("document", "Выберите документ из\u{a0}списка.");
            }
            parsed
        }
    };
    check.done()?;
    let mut units: Vec<UnitId> = chosen.into_iter().flatten().collect();
    if typed.is_for_all {
        units.extend(below(cx, unit)?.into_iter().map(|unit| unit.id));
    }
    units.sort_unstable();
    units.dedup();
    Ok(NewFinding {
        units,
        audience: audience.unwrap_or(Audience::Staff),
        addressee,
        finding,
        document,
        text,
    })
}
