//! The list of grounds as a file: PDF, DOCX, XLSX, everybody who is in it.

use access::Granted;
use chrono::NaiveDate;
use packs::Effective;
use sheets::{Cell, Column, Line, Table, Workbook};
use units::Unit;
use web::{Body, Cx, Error, PaperForm, Read, Reply, Result};

use super::super::XLSX;
use super::super::signing::signing;
use super::{back, municipality, period, places};
use crate::access::SeePayments;
use crate::actions::paying::{self, Due};
use crate::actions::rules_at;
use crate::papers::{PAYMENTS, PaymentPaper, grounds, post, span};
use crate::rules::Refusal;

/// `GET /incentives/payments/paper?as=pdf`
pub(in super::super) fn paper(cx: &mut Cx<Read>, may: Granted<SeePayments>) -> Result<Reply> {
    let unit = municipality(cx, &may)?;
    let (rules, today) = (rules_at(cx, &unit.path)?, cx.today_at(&unit.path)?);
    if !paying::standing(cx, &unit, &rules)?.is_on {
        return Err(Refusal::SwitchedOff(back(cx, &unit)?).into());
    }
    let (period, wrong) = period(cx, &unit.path)?;
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    let mut all = paying::due(cx, &unit, &rules, period)?;
    all.retain(|one| one.omitted.is_none());
    cx.may_export(all.len())?;
    cx.exported(all.len());
    let people: Vec<i64> = all.iter().map(|one| one.card.person.id.0).collect();
    cx.saw("person", &people, &unit.path);
    let places = places(cx, &all)?;
    let place = |one: &Due| places.get(&one.card.person.unit_id).cloned().unwrap_or_default();
    let lines: Vec<(Due, String)> = all.into_iter().map(|one| (one.clone(), place(&one))).collect();
    let name = "Перечень оснований для стимулирующих выплат";
    if cx.request().asked("as") == "xlsx" {
        let bytes = workbook(&unit, &lines, &rules, (period, today))?;
        let file = Body::File { bytes, media_type: XLSX.to_owned(), name: format!("{name}.xlsx") };
        return Ok(Reply::of(file));
    }
    let form = PaperForm::of(cx.request().asked("as")).ok_or(Error::NotFound)?;
    let head = units::letterhead(cx.conn(), unit.id)?;
    let signer = signing(cx, &unit, (&rules, today), PAYMENTS)?;
    let paper = PaymentPaper { head, signer, lines: &lines, rules: &rules, period, day: today };
    let bytes = cx.house().paper(&paper.paper(), form)?;
    let name = format!("{name}.{}", form.code());
    Ok(Reply::of(Body::File { bytes, media_type: form.media_type().to_owned(), name }))
}

fn workbook(
    unit: &Unit,
    lines: &[(Due, String)],
    rules: &Effective,
    (period, today): ((NaiveDate, NaiveDate), NaiveDate),
) -> Result<Vec<u8>> {
    let columns = [
        ("Фамилия, имя, отчество", 34),
        ("Должность", 30),
        ("Место работы", 30),
        ("Основание", 34),
        ("Подтверждение", 60),
    ];
    let line = |(due, place): &(Due, String)| -> Vec<Line> {
        let cells = |(ground, proof): (String, String)| {
            Line::Cells(vec![
                Cell::text(due.card.person.name().full()),
                Cell::text(post(&due.card, today).unwrap_or_default()),
                Cell::text(place),
                Cell::text(ground),
                Cell::text(proof),
            ])
        };
        grounds(due, rules).into_iter().map(cells).collect()
    };
    let table = Table {
        name: "Основания".to_owned(),
        title: vec![
            format!("Основания для стимулирующих выплат: {}", unit.name),
            format!("За время {}. Размеров выплат перечень не\u{a0}называет.", span(period)),
        ],
        columns: columns.map(|(title, width)| Column::new(title, width)).to_vec(),
        stays: 1,
        lines: lines.iter().flat_map(line).collect(),
        ..Table::default()
    };
    let book = Workbook {
        title: "Основания для выплат".to_owned(), made_on: today, tables: vec![table]
    };
    sheets::xlsx(&book).map_err(|error| Error::Broken(error.to_string()))
}
