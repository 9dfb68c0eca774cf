//! One object through the published periods of its owner and table: points, percent, criteria; lines with their table.

use std::collections::HashMap;

use access::Granted;
use askama::Template;
use packs::Template as Table;
use pictures::{Caption, Lines, Place, Point, Series};
use units::UnitId;
use web::{Cx, Error, Page, Read, Reply, Result, russian};

use super::distribution::thousandths;
use super::grid::{Grid, Head, Value};
use super::matrix::Matrix;
use super::{Published, decimal, percent, published};
use crate::access::SeeResults;
use crate::model::{Campaign, PublishedObject};
use crate::pages::words;
use crate::rules::{Percent, Spread, Total, forecast, shown as plain};
use crate::store::results;

#[derive(Template)]
#[template(path = "results_trend.html")]
struct TrendPage {
    name: String,
    subtitle: String,
    heading: String,
    up: String,
    back: String,
    own: String,
    svg: String,
    periods: Vec<(String, String)>,
    lines: Vec<(String, Vec<String>)>,
    forecast_for: String,
    forecasts: Vec<(String, String)>,
    has_other_maximum: bool,
    files: Vec<(String, String)>,
    source: String,
}

/// `GET /monitoring/{campaign}/results/{unit}/trend`.
pub(crate) fn show(cx: &mut Cx<Read>, may: Granted<SeeResults>) -> Result<Reply> {
    let unit: UnitId = cx.request().arg("unit")?;
    let published = published(cx, &may)?;
    let way = read(cx, published, unit)?;
    let (published, object) = (&way.published, &way.object);
    let zone = cx.zone_at(&published.campaign.unit_path)?;
    let own = published.object(object);
    let address = |year: &Year| {
        let tail = format!("{}/results/{}", year.campaign.url(), object.unit_id);
        web::address(&tail, &[("subject", &object.subject)])
    };
    let periods = way.years.iter().map(|year| (russian::school_year(&year.campaign.period), address(year)));
    let unit = unit.to_string();
    let file = |kind: &str| {
        let query =
            [("what", "trend"), ("unit", unit.as_str()), ("subject", object.subject.as_str()), ("as", kind)];
        (kind.to_uppercase(), published.address("/download", &query))
    };
    let page = TrendPage {
        name: object.title().to_owned(),
        subtitle: published.campaign.title.clone(),
        heading: published.campaign.title.clone(),
        up: published.campaign.url(),
        back: published.address("/results", &[]),
        own,
        svg: way
            .picture(Caption {
                title: format!("{}: процент по годам", object.title()), ..Caption::default()
            })
            .svg(Place::Page),
        periods: periods.collect(),
        lines: way.lines(),
        forecast_for: way.next_period(),
        forecasts: way.forecasts(),
        has_other_maximum: way.has_other_maximum(),
        files: ["svg", "png", "xlsx", "json"].map(file).to_vec(),
        source: published.source(zone),
    };
    Page::titled(format!("{} – динамика", object.title()))
        .at(&object.unit_path)
        .under("/monitoring")
        .show(&page)
}

/// An object through the years.
pub(super) struct Way {
    pub published: Published,
    pub object: PublishedObject,
    years: Vec<Year>,
    matrix: Matrix,
}

/// One published period.
struct Year {
    campaign: Campaign,
    table: std::sync::Arc<Table>,
    /// The object then, if it had a result.
    object: Option<PublishedObject>,
    /// The mean percent of its level then.
    mean: Option<Percent>,
}

/// Reads the way in five queries, however many years there are.
pub(super) fn read(cx: &mut Cx<Read>, published: Published, unit: UnitId) -> Result<Way> {
    let subject = db::fold(cx.request().asked("subject"));
    let object =
        results::object_named(cx.conn(), published.publication.id, unit, &subject, &published.scope)?
            .ok_or(Error::NotFound)?;
    let mut family = results::published_of(cx.conn(), published.campaign.unit_id)?;
    family.retain(|(one, _)| one.template == published.campaign.template);
    family.reverse();
    let ids: Vec<i64> = family.iter().map(|(_, publication)| publication.id).collect();
    let found = results::object_through(cx.conn(), &ids, unit, &subject, &published.scope)?;
    let own: Vec<i64> = found.iter().map(|one| one.id).collect();
    let mut means = means(results::totals(cx.conn(), &ids, &object.level, &published.scope)?);
    let matrix = Matrix::of(results::cells_of_objects(cx.conn(), &own)?);
    let mut found: HashMap<i64, PublishedObject> = found
        .into_iter()
        .filter(|one| one.left_out_reason.is_empty())
        .map(|one| (one.publication_id, one))
        .collect();
    let mut years = Vec::with_capacity(family.len());
    for (campaign, publication) in family {
        years.push(Year {
            table: crate::copies::of(cx.conn(), &campaign)?,
            campaign,
            object: found.remove(&publication.id),
            mean: means.remove(&publication.id),
        });
    }
    Ok(Way { published, object, years, matrix })
}

/// Mean percent by publication.
fn means(totals: Vec<(i64, String, String)>) -> HashMap<i64, Percent> {
    let mut percents: HashMap<i64, Vec<Percent>> = HashMap::new();
    for (publication, score, max) in totals {
        let percent = decimal(&score).zip(decimal(&max)).and_then(|(score, max)| Percent::of(score, max));
        percents.entry(publication).or_default().extend(percent);
    }
    percents.into_iter().filter_map(|(id, all)| Some((id, Spread::of(all)?.mean))).collect()
}

impl Year {
    fn period(&self) -> Option<i32> {
        self.campaign.period.parse().ok()
    }

    fn percent(&self) -> Option<Percent> {
        self.object.as_ref().and_then(percent)
    }
}

impl Way {
    /// The lines of the object and of the mean.
    pub fn picture(&self, caption: Caption) -> Lines {
        let point = |percent: Option<Percent>| {
            percent
                .map(|percent| Point { at: thousandths(&percent), label: words::percent(&percent.shown()) })
        };
        let own = self.years.iter().map(|year| point(year.percent())).collect();
        let mean = self.years.iter().map(|year| point(year.mean.clone())).collect();
        Lines {
            caption,
            periods: self.years.iter().map(|year| russian::school_year(&year.campaign.period)).collect(),
            series: if self.is_alone() {
                vec![Series { name: self.object.title().to_owned(), points: own }]
            } else {
                vec![
                    Series { name: self.object.title().to_owned(), points: own },
                    Series { name: "среднее".to_owned(), points: mean },
                ]
            },
        }
    }

    /// Whether the mean is the object's own percent in every year: there is nobody else.
    fn is_alone(&self) -> bool {
        self.years.iter().all(|year| year.percent() == year.mean)
    }

    /// Whether the maximum was not the same in every year: percents are of different sums then.
    fn has_other_maximum(&self) -> bool {
        let mut all: Vec<&str> =
            self.years.iter().filter_map(|year| Some(year.object.as_ref()?.max.as_str())).collect();
        all.dedup();
        all.len() > 1
    }

    /// The table: what, and its value in every year.
    fn lines(&self) -> Vec<(String, Vec<String>)> {
        let dash = || "–".to_owned();
        let of = |value: &dyn Fn(&Year) -> Option<String>| -> Vec<String> {
            self.years.iter().map(|year| value(year).unwrap_or_else(dash)).collect()
        };
        let total = |total: Total| format!("{} из {}", words::points(total.score), words::points(total.max));
        let points = |year: &Year| {
            let object = year.object.as_ref()?;
            Some(format!("{} из {}", russian::decimal(&object.score), russian::decimal(&object.max)))
        };
        let percent = |percent: Option<Percent>| percent.map(|percent| words::percent(&percent.shown()));
        let mut lines = vec![
            ("Баллы".to_owned(), of(&points)),
            ("Процент".to_owned(), of(&|year| percent(year.percent()))),
        ];
        if !self.is_alone() {
            lines.push(("Процент в среднем".to_owned(), of(&|year| percent(year.mean.clone()))));
        }
        for criterion in self.criteria() {
            let scored = |year: &Year| self.criterion(year, criterion).filter(|total| !total.max.is_zero());
            let values = of(&|year| scored(year).map(total));
            lines.push((format!("{} {}", criterion.no, criterion.title), values));
        }
        lines
    }

    /// The year the lines are carried on to.
    fn next_period(&self) -> String {
        let last = self.years.last().and_then(Year::period);
        last.map(|year| russian::school_year(&(year + 1).to_string())).unwrap_or_default()
    }

    /// What the years say of the next one, for the whole and for every criterion with years enough.
    fn forecasts(&self) -> Vec<(String, String)> {
        let of = |title: String, total: &dyn Fn(&Year) -> Option<Total>| {
            let years: Vec<(i32, Total)> =
                self.years.iter().filter_map(|year| Some((year.period()?, total(year)?))).collect();
            let (last, Total { max, .. }) = *years.last()?;
            self.years.last().filter(|year| year.period() == Some(last))?;
            let expected = forecast(&years)?;
            Some((title, format!("{} из {}", words::points(expected), words::points(max))))
        };
        let whole = of("Всего".to_owned(), &|year| {
            let object = year.object.as_ref()?;
            Some(Total { score: decimal(&object.score)?, max: decimal(&object.max)? })
        });
        let parts = self
            .criteria()
            .filter_map(|one| of(format!("{} {}", one.no, one.title), &|year| self.criterion(year, one)));
        whole.into_iter().chain(parts).collect()
    }

    fn criteria(&self) -> impl Iterator<Item = &packs::Criterion> {
        let table = &self.published.table;
        table.criteria.iter().filter(|one| table.level_of(one) == self.object.level)
    }

    /// The sum of the criterion of the same title in that year's table.
    fn criterion(&self, year: &Year, criterion: &packs::Criterion) -> Option<Total> {
        let object = year.object.as_ref()?;
        let title = db::fold(&criterion.title);
        let then = year.table.criteria.iter().find(|one| db::fold(&one.title) == title)?;
        Some(self.matrix.criterion(object.id, then))
    }

    /// The table to take away: a line a year, exact.
    pub fn grid(&self) -> Grid {
        let mut columns = vec![
            Head::of("period", "Период", 12),
            Head::of("score", "Баллы", 10),
            Head::of("max", "Максимум", 10),
            Head::of("percent", "Процент", 12),
            Head::of("mean_percent", "Процент в среднем", 18),
        ];
        columns.extend(
            self.criteria().map(|one| {
                Head::of(format!("criterion_{}", one.no), format!("{} {}", one.no, one.short), 16)
            }),
        );
        let row = |year: &Year| {
            let of = |text: fn(&PublishedObject) -> &String| {
                year.object.as_ref().map(|one| text(one).clone()).unwrap_or_default()
            };
            let percent =
                |percent: Option<Percent>| Value::percent(percent.map(|one| one.shown()).unwrap_or_default());
            let mut row = vec![
                Value::text(russian::school_year(&year.campaign.period)),
                Value::number(of(|one| &one.score)),
                Value::number(of(|one| &one.max)),
                percent(year.percent()),
                percent(year.mean.clone()),
            ];
            let sums = self
                .criteria()
                .map(|one| self.criterion(year, one).map(|total| plain(total.score)).unwrap_or_default());
            row.extend(sums.map(Value::number));
            row
        };
        let rows = self.years.iter().map(row).collect();
        Grid {
            about: self.published.campaign.title.clone(),
            title: format!("{}: результаты по годам", self.object.title()),
            columns,
            rows,
        }
    }
}
