//! A piece of SQL written by hand, whose statement stays prepared: diesel takes the text of its own `sql` for another each time
//! and prepares the whole statement anew at every use, on both databases. Here the text is part of the program.

use std::marker::PhantomData;

use diesel::QueryResult;
use diesel::expression::{
    AppearsOnTable, AsExpression, Expression, SelectableExpression, TypedExpressionType, ValidGrouping,
    is_aggregate,
};
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::sql_types::SqlType;

use crate::Backend;

/// Nothing before the text.
#[derive(Debug, Clone, Copy)]
pub struct Start;

/// A text after what came before it.
#[derive(Debug, Clone, Copy)]
pub struct Piece<ST, T = Start> {
    before: T,
    text: &'static str,
    kind: PhantomData<ST>,
}

/// A value after a text.
#[derive(Debug, Clone, Copy)]
pub struct Bound<Q, V> {
    before: Q,
    value: V,
}

/// A piece of SQL of this type; nobody checks that it is.
pub fn piece<ST: TypedExpressionType>(text: &'static str) -> Piece<ST> {
    Piece { before: Start, text, kind: PhantomData }
}

impl<ST, T> Piece<ST, T> {
    /// Goes on with a value.
    pub fn bind<B, V>(self, value: V) -> Bound<Self, V::Expression>
    where
        B: SqlType + TypedExpressionType,
        V: AsExpression<B>,
    {
        Bound { before: self, value: value.as_expression() }
    }

    /// Goes on with a further text.
    pub fn sql(self, text: &'static str) -> Piece<ST, Self> {
        Piece { before: self, text, kind: PhantomData }
    }
}

impl<Q: Expression, V> Bound<Q, V> {
    /// Goes on with a text.
    pub fn sql(self, text: &'static str) -> Piece<Q::SqlType, Self> {
        Piece { before: self, text, kind: PhantomData }
    }
}

impl<ST: TypedExpressionType, T> Expression for Piece<ST, T> {
    type SqlType = ST;
}

impl<Q: Expression, V> Expression for Bound<Q, V> {
    type SqlType = Q::SqlType;
}

impl QueryFragment<Backend> for Start {
    fn walk_ast<'b>(&'b self, _: AstPass<'_, 'b, Backend>) -> QueryResult<()> {
        Ok(())
    }
}

impl<ST, T: QueryFragment<Backend>> QueryFragment<Backend> for Piece<ST, T> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Backend>) -> QueryResult<()> {
        self.before.walk_ast(out.reborrow())?;
        out.push_sql(self.text);
        Ok(())
    }
}

impl<Q: QueryFragment<Backend>, V: QueryFragment<Backend>> QueryFragment<Backend> for Bound<Q, V> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Backend>) -> QueryResult<()> {
        self.before.walk_ast(out.reborrow())?;
        self.value.walk_ast(out)
    }
}

// The text is no part of the type: the statement is kept under its whole text.
impl<ST, T> QueryId for Piece<ST, T> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Q, V> QueryId for Bound<Q, V> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<ST, T, G> ValidGrouping<G> for Piece<ST, T> {
    type IsAggregate = is_aggregate::Never;
}

impl<Q, V, G> ValidGrouping<G> for Bound<Q, V> {
    type IsAggregate = is_aggregate::Never;
}

impl<S, ST: TypedExpressionType, T> AppearsOnTable<S> for Piece<ST, T> {}
impl<S, ST: TypedExpressionType, T> SelectableExpression<S> for Piece<ST, T> {}
impl<S, Q: Expression, V> AppearsOnTable<S> for Bound<Q, V> {}
impl<S, Q: Expression, V> SelectableExpression<S> for Bound<Q, V> {}

#[cfg(test)]
mod tests;
