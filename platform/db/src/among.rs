//! `column IN (…)` as a statement that stays prepared: diesel's own `eq_any` is prepared anew at every use on SQLite,
//! because each number of values makes another text. Here the number is rounded up, so that there are a few texts.

use diesel::QueryResult;
use diesel::expression::{AppearsOnTable, AsExpression, Expression, ValidGrouping};
use diesel::expression_methods::ExpressionMethods;
use diesel::helper_types::EqAny;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::sql_types::{Bool, SingleValue, SqlType};

use crate::Backend;

/// A statement with more values is diesel's own. Stores ask for at most five hundred at a time.
const KEPT: usize = 512;

/// Made by [`among`].
#[derive(Debug, Clone)]
pub enum Among<C, E, M> {
    /// A few values, whose statement is kept.
    Few(C, Vec<E>),
    /// Many, as `eq_any` asks for them.
    Many(M),
}

/// Whether the column holds one of these values; never, when there are none.
pub fn among<C, T>(
    column: C,
    values: impl IntoIterator<Item = T>,
) -> Among<C, T::Expression, EqAny<C, Vec<T>>>
where
    C: Expression,
    C::SqlType: SqlType + SingleValue,
    T: AsExpression<C::SqlType>,
{
    let values: Vec<T> = values.into_iter().collect();
    if values.len() > KEPT {
        return Among::Many(column.eq_any(values));
    }
    Among::Few(column, values.into_iter().map(AsExpression::as_expression).collect())
}

impl<C, E, M> Expression for Among<C, E, M> {
    type SqlType = Bool;
}

impl<C, E, M> QueryFragment<Backend> for Among<C, E, M>
where
    C: QueryFragment<Backend>,
    E: QueryFragment<Backend>,
    M: QueryFragment<Backend>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Backend>) -> QueryResult<()> {
        let (column, values) = match self {
            Self::Few(column, values) => (column, values),
            Self::Many(whole) => return whole.walk_ast(out),
        };
        let Some(last) = values.last() else {
            out.push_sql("1=0");
            return Ok(());
        };
        column.walk_ast(out.reborrow())?;
        // The last value fills the rest: said twice it adds nothing.
        let length = values.len().next_power_of_two();
        for (index, value) in values.iter().chain(std::iter::repeat(last)).take(length).enumerate() {
            out.push_sql(if index == 0 { " IN (" } else { ", " });
            value.walk_ast(out.reborrow())?;
        }
        out.push_sql(")");
        Ok(())
    }
}

impl<C, E, M> QueryId for Among<C, E, M> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<C: ValidGrouping<G>, E, M, G> ValidGrouping<G> for Among<C, E, M> {
    type IsAggregate = C::IsAggregate;
}

impl<C: AppearsOnTable<S>, E, M, S> AppearsOnTable<S> for Among<C, E, M> {}

#[cfg(test)]
mod tests;
