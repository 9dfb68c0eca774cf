//! One pack: whose act it is, whom it inherits from, and every rule in force under it with its clause.

use access::Granted;
use askama::Template;
use packs::{DocumentKind, Effective, Library, Note, Pack, Sourced};
use web::view::Figure;
use web::{Cx, Error, Page, Read, Reply, Result, russian};

use super::{SeeRules, act, url};

#[derive(Template)]
#[template(path = "pack.html")]
struct PackPage {
    name: String,
    issued: String,
    requisites: Vec<(String, String, String)>,
    figures: Vec<Figure>,
    levels: Vec<Line>,
    forms: Vec<Line>,
    bodies: Vec<Line>,
    structures: Vec<(String, Vec<Line>)>,
    shelves: Vec<Shelf>,
    tables: Vec<Table>,
    notes: Vec<Told>,
    directions: Vec<(String, Vec<Line>)>,
    outline: Vec<Line>,
}

/// A rule of one line: what it is, what it is called for short, where it is said.
struct Line {
    title: String,
    about: String,
    clause: String,
    from: String,
}

/// Kinds of documents of one level.
struct Shelf {
    level: String,
    kinds: Vec<Kind>,
}

struct Kind {
    title: String,
    required: String,
    kept: String,
    clause: String,
    from: String,
}

struct Table {
    title: String,
    url: String,
    about: String,
    clause: String,
    from: String,
}

/// A note on the source, with the pack it belongs to when that is another one.
pub(super) struct Told {
    pub note: Note,
    pub from: String,
}

/// `GET /packs/{pack}`: the rules in force under this pack.
pub(super) fn card(cx: &mut Cx<Read>, _may: Granted<SeeRules>) -> Result<Reply> {
    let (house, request) = (cx.house_handle(), cx.request_handle());
    let id: String = request.arg("pack")?;
    let pack = house.packs.pack(&id).ok_or(Error::NotFound)?;
    let rules = house.packs.effective(&[id.as_str()]).map_err(|_| Error::NotFound)?;
    let page = page(pack, &rules, &View { packs: &house.packs, own: &id });
    Page::titled(format!("{} – правила", pack.manifest.title)).under("/packs").show(&page)
}

fn page(pack: &Pack, rules: &Effective, view: &View<'_>) -> PackPage {
    PackPage {
        name: pack.manifest.title.clone(),
        issued: pack.manifest.issuer.clone(),
        requisites: requisites(pack).into_iter().chain(view.parents(rules)).collect(),
        figures: figures(rules),
        levels: view.levels(rules),
        forms: view.forms(rules),
        bodies: rules
            .bodies
            .iter()
            .map(|body| view.line(body, &body.rule.title, "", &body.rule.clause))
            .collect(),
        structures: view.structures(rules),
        shelves: view.shelves(rules),
        tables: view.tables(rules),
        notes: rules.notes.iter().map(|note| view.told(note)).collect(),
        directions: view.directions(rules),
        outline: rules
            .outline
            .iter()
            .map(|line| view.line(line, &line.rule.text, "", &line.rule.clause))
            .collect(),
    }
}

fn requisites(pack: &Pack) -> Vec<(String, String, String)> {
    let manifest = &pack.manifest;
    let day = |day: Option<packs::Day>| day.map(|day| russian::date_long(day.0)).unwrap_or_default();
    let all = [
        ("Кем издано", manifest.issuer.clone()),
        ("Реквизиты", act(manifest)),
        ("Источник", manifest.source.clone()),
        ("Действует с", day(manifest.in_force_from)),
        ("Действует по", day(manifest.in_force_to)),
        ("Версия набора", manifest.version.clone()),
    ];
    let said = all.into_iter().filter(|(_, value)| !value.is_empty());
    said.map(|(label, value)| (label.to_owned(), value, String::new())).collect()
}

fn figures(rules: &Effective) -> Vec<Figure> {
    let figure = |label: &str, count: usize, anchor: &str| Figure {
        label: label.to_owned(),
        value: count.to_string(),
        note: String::new(),
        url: format!("#{anchor}"),
    };
    let all = [
        figure("Таблиц мониторинга", rules.templates.len(), "tables"),
        figure("Видов документов", rules.document_kinds.len(), "documents"),
        figure("Видов структур", rules.structure_kinds.len(), "structures"),
        figure("Функций", rules.functions.len(), "functions"),
        figure("Форм службы", rules.service_forms.len(), "forms"),
        figure("Примечаний к источнику", rules.notes.len(), "notes"),
    ];
    all.into_iter().filter(|figure| figure.value != "0").collect()
}

/// A pack looked at: says of every rule whether it is the pack's own or inherited.
pub(super) struct View<'a> {
    pub packs: &'a Library,
    pub own: &'a str,
}

impl View<'_> {
    /// The title of the pack a rule came from; empty for the own one.
    fn from(&self, pack: &str) -> String {
        if pack == self.own { String::new() } else { self.title(pack) }
    }

    fn title(&self, pack: &str) -> String {
        self.packs.pack(pack).map_or_else(|| pack.to_owned(), |pack| pack.manifest.title.clone())
    }

    fn line<T>(&self, rule: &Sourced<T>, title: &str, about: &str, clause: &str) -> Line {
        let (title, about, clause) = (title.to_owned(), about.to_owned(), clause.to_owned());
        Line { title, about, clause, from: self.from(&rule.pack) }
    }

    /// Where a rule the pack does not hold itself is looked for, nearest first.
    fn parents(&self, rules: &Effective) -> Vec<(String, String, String)> {
        let label = |nearest: bool| {
            if nearest { "Чего нет здесь, берётся из" } else { "затем из" }
        };
        let parents = rules.chain.iter().skip(1).enumerate();
        parents.map(|(back, id)| (label(back == 0).to_owned(), self.title(id), url(id))).collect()
    }

    fn levels(&self, rules: &Effective) -> Vec<Line> {
        let about = |level: &packs::Level| {
            let short = Some(&level.service_short).filter(|short| !short.is_empty());
            let short = short.map(|short| format!(" ({short})")).unwrap_or_default();
            let optional = if level.optional { ", может не быть" } else { "" };
            let measured = if level.measured {
                "; не ступень службы, а то, что измеряет мониторинг"
            } else {
                ""
            };
            format!("{}{short}{optional}{measured}", level.service)
        };
        let lines = rules.levels.iter();
        lines
            .map(|level| self.line(level, &level.rule.title, &about(&level.rule), &level.rule.clause))
            .collect()
    }

    fn forms(&self, rules: &Effective) -> Vec<Line> {
        let about = |form: &packs::ServiceForm| {
            let levels = form.levels.iter().filter(|level| *level != "municipality");
            let levels = levels.filter_map(|level| rules.level(level).map(|level| level.rule.title.clone()));
            std::iter::once(form.short.clone()).chain(levels).collect::<Vec<_>>().join(" · ")
        };
        let lines = rules.service_forms.iter();
        lines.map(|form| self.line(form, &form.rule.title, &about(&form.rule), &form.rule.clause)).collect()
    }

    fn shelves(&self, rules: &Effective) -> Vec<Shelf> {
        let level_title =
            |id: &str| rules.level(id).map_or_else(|| id.to_owned(), |level| level.rule.title.clone());
        let kind = |kind: &Sourced<DocumentKind>| Kind {
            title: kind.rule.title.clone(),
            required: kind.rule.must_exist.iter().map(|id| level_title(id)).collect::<Vec<_>>().join(", "),
            kept: kept(kind.rule.retention_years),
            clause: kind.rule.clause.clone(),
            from: self.from(&kind.pack),
        };
        let of_level = |level: &packs::Level| Shelf {
            level: level.title.clone(),
            kinds: rules
                .document_kinds
                .iter()
                .filter(|known| known.rule.level == level.id)
                .map(kind)
                .collect(),
        };
        let shelves = rules.levels.iter().map(|level| of_level(&level.rule));
        shelves.filter(|shelf| !shelf.kinds.is_empty()).collect()
    }

    /// Kinds of structures under the titles of their blocks.
    fn structures(&self, rules: &Effective) -> Vec<(String, Vec<Line>)> {
        let of = |block: packs::Block| {
            let kinds = rules.structure_kinds.iter().filter(|kind| kind.rule.block == block);
            let lines = kinds.map(|kind| {
                self.line(kind, &kind.rule.title, &about_kind(rules, &kind.rule), &kind.rule.clause)
            });
            (block.title().to_owned(), lines.collect::<Vec<_>>())
        };
        packs::Block::ALL.into_iter().map(of).filter(|(_, lines)| !lines.is_empty()).collect()
    }

    fn tables(&self, rules: &Effective) -> Vec<Table> {
        let table = |template: &Sourced<std::sync::Arc<packs::Template>>| Table {
            title: template.rule.title.clone(),
            url: format!("{}/templates/{}", url(&template.pack), template.rule.id),
            about: super::template::about(&template.rule),
            clause: template.rule.clause.clone(),
            from: self.from(&template.pack),
        };
        rules.templates.iter().map(table).collect()
    }

    /// A note with the pack it belongs to.
    pub fn told(&self, note: &Sourced<Note>) -> Told {
        Told { note: note.rule.clone(), from: self.from(&note.pack) }
    }

    /// Functions under the headings of the regulation, in its order.
    fn directions(&self, rules: &Effective) -> Vec<(String, Vec<Line>)> {
        let mut found: Vec<(String, Vec<Line>)> = Vec::new();
        for function in &rules.functions {
            let level = rules.level(&function.rule.level).map_or("", |level| level.rule.title.as_str());
            let body = &function.rule.body;
            let who = if body.is_empty() { level.to_owned() } else { format!("{level}: {body}") };
            let line = self.line(function, &function.rule.title, &who, &function.rule.clause);
            match found.iter_mut().find(|(direction, _)| *direction == function.rule.direction) {
                Some((_, lines)) => lines.push(line),
                None => found.push((function.rule.direction.clone(), vec![line])),
            }
        }
        found
    }
}

/// What a kind of structure is, in one line: block, levels, lasting, founder, who must be there.
fn about_kind(rules: &Effective, kind: &packs::StructureKind) -> String {
    let level = |id: &String| rules.level(id).map_or_else(|| id.clone(), |level| level.rule.title.clone());
    let levels: Vec<String> = kind.levels.iter().map(level).collect();
    let roles: Vec<&str> = kind.roles.iter().map(|role| role.title.as_str()).collect();
    let titles = |ids: &[String]| {
        let kinds = ids.iter().filter_map(|id| rules.document_kind(id));
        kinds.map(|kind| kind.rule.title.as_str()).collect::<Vec<_>>().join(", ")
    };
    let said = [
        ("", levels.join(", ").to_lowercase()),
        ("", kind.lasting.title().to_owned()),
        ("", kind.model.title().to_owned()),
        ("", kind.management.map(|part| part.title().to_owned()).unwrap_or_default()),
        ("создаёт: ", kind.founder.clone()),
        ("основание: ", kind.founded.clone()),
        ("роли: ", roles.join(", ").to_lowercase()),
        ("документы: ", titles(&kind.documents)),
        ("по\u{a0}необходимости: ", titles(&kind.optional_documents)),
        (
            "",
            if kind.one_per_unit {
                "одна на\u{a0}территорию".to_owned()
            } else {
                String::new()
            },
        ),
        ("учредителей не\u{a0}меньше ", kind.min_founders.map(|n| n.to_string()).unwrap_or_default()),
        ("принято: ", kind.taken.clone()),
    ];
    let said = said.into_iter().filter(|(_, text)| !text.is_empty());
    said.map(|(label, text)| format!("{label}{text}")).collect::<Vec<_>>().join(" · ")
}

fn kept(years: Option<u32>) -> String {
    years.map_or_else(
        || "по закону".to_owned(),
        |years| russian::counted(i64::from(years), "год", "года", "лет"),
    )
}
