//! Published results: what their pages share – the revision, the level and the group chosen, the objects, the tabs, the source.

pub(crate) mod comparison;
pub(crate) mod distribution;
pub(crate) mod downloads;
pub(crate) mod grid;
pub(crate) mod heat;
mod heat_columns;
pub(crate) mod indicator;
pub(crate) mod indicators;
pub(crate) mod matrix;
pub(crate) mod nouns;
pub(crate) mod objects;
pub(crate) mod recomputation;
pub(crate) mod trend;

use std::sync::Arc;

use access::Granted;
use chrono_tz::Tz;
use packs::{Criterion, ObjectLevel, Template as Table};
use pictures::Caption;
use rust_decimal::Decimal;
use web::view::Tab;
use web::{Cx, Error, Mode, Result, russian};

use super::campaign::concerned;
use crate::access::SeeResults;
use crate::model::{Campaign, Publication, PublishedObject};
use crate::rules::{Percent, Spread};
use crate::store::results;
use matrix::Matrix;
use nouns::Noun;

/// A published revision of a campaign and what it was scored by.
pub(crate) struct Published {
    pub campaign: Campaign,
    pub publication: Publication,
    /// Where results of persons are seen.
    pub scope: db::Ranges,
    pub table: Arc<Table>,
    /// An earlier revision is shown: its links stay inside it.
    pub is_old: bool,
}

/// The revision asked for, or the latest; not published is not found.
pub(crate) fn published<M: Mode>(cx: &mut Cx<M>, may: &Granted<SeeResults>) -> Result<Published> {
    let campaign = concerned(cx, may)?;
    let all = results::revisions(cx.conn(), campaign.id)?;
    let newest = all.first().map(|one| one.revision);
    let asked = cx.request().asked("revision").parse::<i64>().ok();
    let publication = all
        .into_iter()
        .find(|one| asked.is_none_or(|revision| one.revision == revision))
        .ok_or(Error::NotFound)?;
    let is_old = newest != Some(publication.revision);
    let table = crate::copies::of(cx.conn(), &campaign)?;
    Ok(Published { scope: may.ranges().clone(), table, campaign, publication, is_old })
}

impl Published {
    /// An address under the campaign that stays inside the revision.
    pub fn address(&self, tail: &str, query: &[(&str, &str)]) -> String {
        let revision = self.publication.revision.to_string();
        let mut all = query.to_vec();
        if self.is_old {
            all.push(("revision", &revision));
        }
        web::address(&format!("{}{tail}", self.campaign.url()), &all)
    }

    /// The revision a form carries on; empty for the latest.
    pub fn revision_asked(&self) -> String {
        if self.is_old { self.publication.revision.to_string() } else { String::new() }
    }

    /// The page of an object.
    pub fn object(&self, object: &PublishedObject) -> String {
        let tail = format!("/results/{}", object.unit_id);
        self.address(&tail, &[("subject", &object.subject)])
    }

    /// «Результаты мониторинга «…», 2024/25, редакция 1 от 20.08.2025, таблица: приложение 6».
    pub fn source(&self, zone: Tz) -> String {
        let day = self.publication.published_at.day(zone);
        let table = match self.table.clause.as_str() {
            "" => String::new(),
            clause => format!(", таблица: {}", clause.replace(' ', "\u{a0}")),
        };
        format!(
            "Источник: результаты мониторинга «{}», {}, редакция {} от {}{table}",
            self.campaign.title,
            russian::school_year(&self.campaign.period),
            self.publication.revision,
            russian::date(day),
        )
    }
}

/// Every figure of a publication's objects of one level: they never change, so they are read once.
fn matrix<M: Mode>(cx: &mut Cx<M>, publication: i64, level: &str) -> Result<Arc<Matrix>> {
    let house = cx.house_handle();
    house.kept.get_or_make(publication, level, Matrix::size, || {
        Ok(Matrix::of(results::cells(cx.conn(), publication, level)?))
    })
}

/// What a page of results shows: one level, all its objects or one group of them.
pub(crate) struct Shown {
    pub published: Published,
    pub level: ObjectLevel,
    /// Levels that have objects.
    pub levels: Vec<ObjectLevel>,
    /// The group asked for; empty: all.
    pub group: String,
    /// Groups the objects are in.
    pub groups: Vec<String>,
    /// Objects with a result, by place.
    pub objects: Vec<PublishedObject>,
    /// Objects published without one.
    pub left_out: Vec<PublishedObject>,
    pub zone: Tz,
}

/// Reads what the address asks for.
pub(crate) fn shown<M: Mode>(cx: &mut Cx<M>, may: &Granted<SeeResults>) -> Result<Shown> {
    let published = published(cx, may)?;
    let all = results::objects(cx.conn(), published.publication.id, may.ranges())?;
    let zone = cx.zone_at(&published.campaign.unit_path)?;
    let known = published.table.levels.iter();
    let levels: Vec<ObjectLevel> =
        known.filter(|level| all.iter().any(|one| one.level == level.id)).cloned().collect();
    let asked = cx.request().asked("level");
    let first = levels.iter().find(|level| level.id == asked).or_else(|| levels.first());
    let level = first.or_else(|| published.table.levels.first()).cloned().ok_or(Error::NotFound)?;
    let group = cx.request().asked("group").to_owned();
    let mut of_level: Vec<PublishedObject> = all.into_iter().filter(|one| one.level == level.id).collect();
    let mut groups: Vec<String> =
        of_level.iter().map(|one| one.size_group.clone()).filter(|group| !group.is_empty()).collect();
    groups.sort();
    groups.dedup();
    // Without an act nothing is in the order of places.
    if published.publication.places_by.is_empty() {
        of_level.sort_by_cached_key(|one| db::natural(one.title()));
    }
    saw(cx, of_level.iter().filter(|one| group.is_empty() || one.size_group == group));
    let (objects, left_out) = of_level
        .into_iter()
        .filter(|one| group.is_empty() || one.size_group == group)
        .partition(|one| one.left_out_reason.is_empty());
    Ok(Shown { published, level, levels, group, groups, objects, left_out, zone })
}

/// Notes that results of persons were shown: personal data.
pub(crate) fn saw<'a, M: Mode>(cx: &mut Cx<M>, objects: impl Iterator<Item = &'a PublishedObject>) {
    for object in objects.filter(|object| object.level == results::PERSON) {
        cx.saw("published_object", &[object.id], &object.unit_path);
    }
}

impl Shown {
    /// What the objects are called.
    pub fn noun(&self) -> Noun {
        Noun::of(&self.level.id)
    }

    /// Criteria that measure this level.
    pub fn criteria(&self) -> impl Iterator<Item = &Criterion> {
        let table = &self.published.table;
        table.criteria.iter().filter(|criterion| table.level_of(criterion) == self.level.id)
    }

    /// An address that keeps the revision, the level and the group.
    pub fn address(&self, tail: &str, query: &[(&str, &str)]) -> String {
        let is_first = self.levels.first().is_none_or(|first| first.id == self.level.id);
        let level = if is_first { "" } else { self.level.id.as_str() };
        let kept = [("level", level), ("group", self.group.as_str())];
        self.published.address(tail, &[&kept, query].concat())
    }

    /// The sides of the results.
    pub fn tabs(&self, active: &str) -> Vec<Tab> {
        let sides = [
            ("Карта", "/results"),
            ("Показатели", "/indicators"),
            ("Распределение", "/distribution"),
            ("Сравнение", "/comparison"),
        ];
        let tab = |(label, tail): (&str, &str)| Tab {
            label: label.to_owned(),
            url: self.address(tail, &[]),
            count: String::new(),
            active: tail == active,
        };
        sides.into_iter().map(tab).collect()
    }

    /// «2024/25 · 29 территорий · опубликовано … · места включены актом: …».
    pub fn about(&self) -> String {
        let publication = &self.published.publication;
        let revision = match (publication.revision, publication.reason.as_str()) {
            (1, _) => String::new(),
            (revision, reason) => format!("редакция {revision}: {reason}"),
        };
        let places = match publication.places_by.as_str() {
            "" => String::new(),
            act => format!("места включены актом: {act}"),
        };
        let group = if self.group.is_empty() { String::new() } else { nouns::group(&self.group) };
        let parts = [
            russian::school_year(&self.published.campaign.period),
            self.noun().counted(self.objects.len()),
            group,
            format!("опубликовано {}", russian::moment(publication.published_at, self.zone)),
            revision,
            places,
        ];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    }

    /// What a picture of these results says of itself.
    pub fn caption(&self, title: &str) -> Caption {
        Caption { title: title.to_owned(), about: self.about(), source: self.published.source(self.zone) }
    }

    /// Addresses of the files of a table or picture: «XLSX», «SVG».
    pub fn files(&self, what: &str, kinds: &[&str], query: &[(&str, &str)]) -> Vec<(String, String)> {
        let file = |kind: &&str| {
            let asked = [&[("what", what), ("as", *kind)], query].concat();
            (kind.to_uppercase(), self.address("/download", &asked))
        };
        kinds.iter().map(file).collect()
    }

    /// The spread of the percents shown.
    pub fn spread(&self) -> Option<Spread> {
        Spread::of(self.objects.iter().filter_map(percent))
    }
}

/// The exact percent of an object.
pub(crate) fn percent(object: &PublishedObject) -> Option<Percent> {
    Percent::of(decimal(&object.score)?, decimal(&object.max)?)
}

/// A stored decimal; an empty text is none.
pub(crate) fn decimal(text: &str) -> Option<Decimal> {
    text.parse().ok()
}

/// The word and the tone of a published state.
pub(crate) fn state(code: &str) -> (&'static str, &'static str) {
    match code {
        "scored" => ("подтверждено", "ok"),
        "absent" => ("нет", "muted"),
        "rejected" => ("не принято", "bad"),
        "no_answer" => ("нет ответа", "warn"),
        _ => ("не оценивается", "muted"),
    }
}
