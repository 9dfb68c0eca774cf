//! Figures of the person's place for Home: organisations under it, teachers and pupils in it.

use access::{Level, Person};
use chrono::NaiveDate;
use db::{Conn, Ranges, Result};
use registry::{FigureOffer, HomeFigure};

use crate::{UnitId, store};

/// The offer of figures.
pub(crate) struct PlaceFigures;

impl FigureOffer for PlaceFigures {
    fn figures(&self, conn: &mut Conn, person: &Person, _today: NaiveDate) -> Result<Vec<HomeFigure>> {
        let Some(scope) = person.main_scope() else {
            return Ok(Vec::new());
        };
        let Some(unit) = store::find(conn, &Ranges::under([scope.path.as_str()]), UnitId(scope.unit))? else {
            return Ok(Vec::new());
        };
        let figure = |label: &str, value: i64, url: String| HomeFigure {
            label: label.to_owned(),
            value: value.to_string(),
            url,
        };
        let mut figures = Vec::new();
        for (level, count) in store::counts_under(conn, &unit.path)? {
            let url = web::address("/units", &[("level", &level)]);
            match level.parse() {
                Ok(Level::Municipality) => figures.push(figure("Муниципалитетов", count, url)),
                Ok(Level::Organisation) => figures.push(figure("Организаций", count, url)),
                _ => {}
            }
        }
        figures.extend(unit.teachers.map(|count| figure("Педагогов по\u{a0}паспорту", count, unit.url())));
        figures.extend(unit.pupils.map(|count| figure("Обучающихся по\u{a0}паспорту", count, unit.url())));
        Ok(figures)
    }
}
