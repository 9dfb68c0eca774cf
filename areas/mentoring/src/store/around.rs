//! What is raised round a pair and answered; visits; questionnaires.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use db::{Conn, Result, WriteTx};
use diesel::prelude::*;

use crate::model::PairId;
use crate::model::around::{Followed, MatterId, MatterRow, Survey, SurveyMark, Visit, VisitId};
use crate::schema::around::{
    mentorship_matters as matters, mentorship_onward as onward, mentorship_survey_marks as marks,
    mentorship_surveys as surveys, mentorship_visits as visits,
};

/// Adds a matter.
pub(crate) fn add_matter(tx: &mut WriteTx, new: &MatterRow) -> Result<()> {
    diesel::insert_into(matters::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// Stores the answer of a matter, and its text, which a withdrawn consent erases.
pub(crate) fn answer_matter(tx: &mut WriteTx, one: &MatterRow) -> Result<()> {
    diesel::update(matters::table.filter(matters::id.eq(one.id)))
        .set((
            (matters::body.eq(&one.body), matters::answered_on.eq(one.answered_on)),
            (matters::answered_by.eq(one.answered_by), matters::decision.eq(&one.decision)),
            (matters::answer.eq(&one.answer), matters::updated_at.eq(one.updated_at)),
            matters::version.eq(matters::version + 1),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// A matter of the pair.
pub(crate) fn find_matter(conn: &mut Conn, pair: PairId, id: MatterId) -> Result<Option<MatterRow>> {
    Ok(matters::table
        .filter(matters::id.eq(id))
        .filter(matters::mentorship_id.eq(pair))
        .select(MatterRow::as_select())
        .first(conn)
        .optional()?)
}

/// The matters of a pair, the latest first.
pub(crate) fn matters_of(conn: &mut Conn, pair: PairId) -> Result<Vec<MatterRow>> {
    Ok(matters::table
        .filter(matters::mentorship_id.eq(pair))
        .order((matters::on_day.desc(), matters::id.desc()))
        .select(MatterRow::as_select())
        .load(conn)?)
}

/// The matters of these pairs that nobody answered, the earliest first.
pub(crate) fn unanswered(conn: &mut Conn, pairs: &[i64]) -> Result<Vec<MatterRow>> {
    let mut found = Vec::new();
    for some in pairs.chunks(500) {
        let rows: Vec<MatterRow> = matters::table
            .filter(db::among(matters::mentorship_id, some.iter().map(|id| PairId(*id))))
            .filter(matters::answered_on.is_null())
            .order((matters::on_day.asc(), matters::id.asc()))
            .select(MatterRow::as_select())
            .load(conn)?;
        found.extend(rows);
    }
    Ok(found)
}

/// Keeps what followed a matter.
pub(crate) fn add_followed(tx: &mut WriteTx, new: &Followed) -> Result<()> {
    diesel::insert_into(onward::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// What followed matters of a pair, the earliest first.
pub(crate) fn followed_by(conn: &mut Conn, pair: PairId) -> Result<Vec<Followed>> {
    Ok(onward::table
        .filter(onward::mentorship_id.eq(pair))
        .order(onward::id.asc())
        .select(Followed::as_select())
        .load(conn)?)
}

/// Plans a visit.
pub(crate) fn add_visit(tx: &mut WriteTx, new: &Visit) -> Result<()> {
    diesel::insert_into(visits::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// Stores what became of a visit.
pub(crate) fn change_visit(tx: &mut WriteTx, one: &Visit) -> Result<()> {
    diesel::update(visits::table.filter(visits::id.eq(one.id)))
        .set((
            (visits::held_on.eq(one.held_on), visits::analysis.eq(&one.analysis)),
            (visits::response.eq(&one.response), visits::off_on.eq(one.off_on)),
            (visits::held_by.eq(one.held_by), visits::updated_at.eq(one.updated_at)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// A visit of the pair.
pub(crate) fn find_visit(conn: &mut Conn, pair: PairId, id: VisitId) -> Result<Option<Visit>> {
    Ok(visits::table
        .filter(visits::id.eq(id))
        .filter(visits::mentorship_id.eq(pair))
        .select(Visit::as_select())
        .first(conn)
        .optional()?)
}

/// The visits of these pairs, the latest day first.
pub(crate) fn visits_of(conn: &mut Conn, pairs: &[i64]) -> Result<BTreeMap<i64, Vec<Visit>>> {
    let mut found: BTreeMap<i64, Vec<Visit>> = BTreeMap::new();
    for some in pairs.chunks(500) {
        let rows: Vec<Visit> = visits::table
            .filter(db::among(visits::mentorship_id, some.iter().map(|id| PairId(*id))))
            .order((visits::planned_on.desc(), visits::id.desc()))
            .select(Visit::as_select())
            .load(conn)?;
        for row in rows {
            found.entry(row.mentorship_id.0).or_default().push(row);
        }
    }
    Ok(found)
}

/// The days of a visit: planned on, held on.
pub(crate) type VisitDays = (NaiveDate, Option<NaiveDate>);

/// The visits of these pairs that were not called off, as far as they are counted.
pub(crate) fn visit_days_of(conn: &mut Conn, pairs: &[i64]) -> Result<BTreeMap<i64, Vec<VisitDays>>> {
    let mut found: BTreeMap<i64, Vec<VisitDays>> = BTreeMap::new();
    for some in pairs.chunks(500) {
        let rows: Vec<(PairId, VisitDays)> = visits::table
            .filter(db::among(visits::mentorship_id, some.iter().map(|id| PairId(*id))))
            .filter(visits::off_on.is_null())
            .order((visits::planned_on.desc(), visits::id.desc()))
            .select((visits::mentorship_id, (visits::planned_on, visits::held_on)))
            .load(conn)?;
        for (pair, days) in rows {
            found.entry(pair.0).or_default().push(days);
        }
    }
    Ok(found)
}

/// Adds a questionnaire; its place is unique.
pub(crate) fn add_survey(tx: &mut WriteTx, new: &Survey) -> Result<()> {
    diesel::insert_into(surveys::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// Adds an answer.
pub(crate) fn add_mark(tx: &mut WriteTx, new: &SurveyMark) -> Result<()> {
    diesel::insert_into(marks::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// The questionnaires of a pair with their answers.
pub(crate) fn surveys_of(conn: &mut Conn, pair: PairId) -> Result<Vec<(Survey, BTreeMap<String, i64>)>> {
    let found: Vec<Survey> = surveys::table
        .filter(surveys::mentorship_id.eq(pair))
        .order(surveys::id.asc())
        .select(Survey::as_select())
        .load(conn)?;
    let all: Vec<SurveyMark> = marks::table
        .filter(db::among(marks::survey_id, found.iter().map(|one| one.id)))
        .order(marks::id.asc())
        .select(SurveyMark::as_select())
        .load(conn)?;
    let of = |one: Survey| {
        let mine = all.iter().filter(|mark| mark.survey_id == one.id);
        let marks = mine.map(|mark| (mark.question.clone(), mark.mark)).collect();
        (one, marks)
    };
    Ok(found.into_iter().map(of).collect())
}
