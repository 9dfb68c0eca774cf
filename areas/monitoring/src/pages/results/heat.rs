//! The heat map of published results: objects × criteria or indicators, sorted and filtered by the address.

mod head;

use std::sync::Arc;

use access::Granted;
use askama::Template;
use web::view::{Figure, HeatCell, HeatColumn, HeatFigure, HeatGroup, HeatHead, HeatMap, HeatRow, Tab};
use web::{Cx, Page, Read, Reply, Result, russian};

use super::heat_columns::{By, Key, MapColumn, Order, columns};
use super::matrix::Matrix;
use super::{Shown, decimal, shown};
use crate::access::SeeResults;
use crate::model::PublishedObject;
use crate::pages::row::trend;
use crate::pages::words;
use crate::rules;
use head::{Filter, figures, filter};

#[derive(Template)]
#[template(path = "results.html")]
struct ResultsPage {
    heading: String,
    subtitle: String,
    url: String,
    action: String,
    tabs: Vec<Tab>,
    figures: Vec<Figure>,
    map: HeatMap,
    left_out: Vec<(String, String)>,
    files: Vec<(String, String)>,
    filter: Filter,
    source: String,
    recomputation: String,
}

/// `GET /monitoring/{campaign}/results`.
pub(crate) fn heat(cx: &mut Cx<Read>, may: Granted<SeeResults>) -> Result<Reply> {
    let map = read(cx, &may)?;
    let (shown, order) = (&map.shown, map.order);
    let query = [("by", map.by.code()), ("sort", &order.code())];
    // Sixty columns are no page of paper.
    let kinds: &[&str] = match map.by {
        By::Criteria => &["pdf", "docx", "xlsx", "svg", "png", "json"],
        By::Indicators => &["xlsx", "svg", "png", "json"],
    };
    let page = ResultsPage {
        heading: shown.published.campaign.title.clone(),
        subtitle: shown.about(),
        url: shown.published.campaign.url(),
        action: format!("{}/results", shown.published.campaign.url()),
        tabs: shown.tabs("/results"),
        figures: figures(&map),
        map: map.view(),
        left_out: left_out(shown),
        files: shown.files("heat", kinds, &query),
        filter: filter(&map),
        source: shown.published.source(shown.zone),
        recomputation: shown.published.address("/recomputation", &[]),
    };
    Page::titled(format!("Результаты – {}", shown.published.campaign.title))
        .at(&shown.published.campaign.unit_path)
        .under("/monitoring")
        .show(&page)
}

/// The map as it was asked for.
pub(super) struct Map {
    pub shown: Shown,
    pub matrix: Arc<Matrix>,
    pub by: By,
    pub order: Order,
}

/// Reads the map in one query of objects and one of figures.
pub(super) fn read(cx: &mut Cx<Read>, may: &Granted<SeeResults>) -> Result<Map> {
    let mut shown = shown(cx, may)?;
    let matrix = super::matrix(cx, shown.published.publication.id, &shown.level.id)?;
    let has_places = shown.has_places();
    let order = Order::asked(cx.request().asked("sort"), has_places);
    order.sort(&mut shown.objects);
    Ok(Map { by: By::asked(cx.request().asked("by")), order, shown, matrix })
}

impl Shown {
    /// Places are on by an act.
    pub(super) fn has_places(&self) -> bool {
        !self.published.publication.places_by.is_empty()
    }
    /// Places inside groups are on.
    pub(super) fn has_groups(&self) -> bool {
        !self.published.publication.groups_by.is_empty()
    }
    /// Levels by percent are on.
    pub(super) fn has_bands(&self) -> bool {
        !self.published.publication.bands_by.is_empty()
    }
}

/// The place in words; objects without one have a dash.
pub(super) fn place(place: Option<i64>) -> String {
    place.filter(|place| *place < i64::MAX).map_or_else(|| "–".to_owned(), |place| place.to_string())
}

impl Map {
    fn view(&self) -> HeatMap {
        let columns = columns(&self.shown, self.by);
        let title = self.shown.noun().title;
        HeatMap {
            caption: self.by.title().to_owned(),
            name: self.head(title, Some(Key::Name)),
            before: self.before(),
            groups: if self.by == By::Indicators { groups(&columns) } else { Vec::new() },
            columns: columns.iter().map(|column| self.column(column)).collect(),
            after: self.after(),
            rows: self.shown.objects.iter().map(|object| self.row(&columns, object)).collect(),
            is_narrow: self.by == By::Indicators,
        }
    }

    fn head(&self, label: &str, key: Option<Key>) -> HeatHead {
        let url = |key| {
            let sort = self.order.clicked(key).code();
            self.shown.address("/results", &[("by", self.by.code()), ("sort", &sort)])
        };
        HeatHead {
            label: label.to_owned(),
            url: key.map(url).unwrap_or_default(),
            sorted: key.map_or("", |key| self.order.sorted(key)),
        }
    }

    fn before(&self) -> Vec<HeatHead> {
        let mut heads = Vec::new();
        if self.shown.has_places() {
            heads.push(self.head("Место", Some(Key::Place)));
        }
        if self.shown.has_groups() {
            heads.push(self.head("В\u{a0}группе", None));
        }
        heads
    }

    fn after(&self) -> Vec<HeatHead> {
        let mut heads = vec![self.head("Итого", Some(Key::Total)), self.head("%", None)];
        if self.shown.has_bands() {
            heads.push(self.head("Уровень", None));
        }
        heads.push(self.head("Изменение", Some(Key::Change)));
        heads
    }

    fn column(&self, column: &MapColumn<'_>) -> HeatColumn {
        let url = match self.by {
            By::Criteria => self.shown.address("/indicators", &[]) + "#criterion-" + column.no,
            By::Indicators => self.shown.address(&format!("/indicators/{}", column.no), &[]),
        };
        HeatColumn {
            label: column.label.clone(),
            title: column.title.to_owned(),
            max: words::points(column.max),
            url,
        }
    }

    fn row(&self, columns: &[MapColumn<'_>], object: &PublishedObject) -> HeatRow {
        let published = &self.shown.published;
        let url = published.object(object);
        // Sixty addresses a row: relative to this page they are half as long.
        let near = url.strip_prefix(&format!("{}/", published.campaign.url())).unwrap_or(&url).to_owned();
        let anchor = if self.by == By::Criteria { "criterion" } else { "indicator" };
        let cell = |column: &MapColumn<'_>| {
            let (value, level) = column.cell(&self.matrix, object);
            let title = match (self.by, column.total(&self.matrix, object)) {
                (By::Criteria, Some(total)) => {
                    format!("{}: {} из {}", column.title, value, words::points(total.max))
                }
                _ => String::new(),
            };
            HeatCell { value, level, title, url: format!("{near}#{anchor}-{}", column.no) }
        };
        HeatRow {
            before: self.places(object),
            name: object.title().to_owned(),
            cells: columns.iter().map(cell).collect(),
            after: self.figures_of(object),
            url,
        }
    }

    /// Places of an object, as far as they are on.
    pub fn places(&self, object: &PublishedObject) -> Vec<String> {
        let overall = self.shown.has_places().then(|| place(Some(object.place)));
        let inside = self.shown.has_groups().then(|| place(object.group_place));
        overall.into_iter().chain(inside).collect()
    }

    fn figures_of(&self, object: &PublishedObject) -> Vec<HeatFigure> {
        let figure = |value: String, kind, url: String| HeatFigure { value, url, kind };
        let change = decimal(&object.change);
        let mut all = vec![
            figure(russian::decimal(&object.score), "total", String::new()),
            figure(words::percent(&object.percent).replace("\u{a0}%", ""), "", String::new()),
        ];
        if self.shown.has_bands() {
            all.push(figure(
                object.band.clone(),
                "",
                self.shown.address("/objects", &[("band", &object.band)]),
            ));
        }
        let moved = change.map_or_else(|| "–".to_owned(), |change| russian::change(&rules::shown(change)));
        let url = if change.is_some() { self.shown.address("/comparison", &[]) } else { String::new() };
        all.push(figure(moved, change.map_or("same", trend), url));
        all
    }
}

/// Heads over the indicators of one criterion.
fn groups(columns: &[MapColumn<'_>]) -> Vec<HeatGroup> {
    let runs = columns.chunk_by(|a, b| a.criterion.no == b.criterion.no);
    let head = |run: &[MapColumn<'_>]| {
        let criterion = run.first()?.criterion;
        // Over two narrow columns there is room for the number alone.
        let label = if run.len() > 3 {
            format!("{} {}", criterion.no, criterion.short)
        } else {
            criterion.no.clone()
        };
        Some(HeatGroup { label, title: criterion.title.clone(), span: run.len() })
    };
    runs.filter_map(head).collect()
}

fn left_out(shown: &Shown) -> Vec<(String, String)> {
    shown.left_out.iter().map(|object| (object.title().to_owned(), object.left_out_reason.clone())).collect()
}
