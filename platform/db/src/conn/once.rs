//! A query that says its text once. Over two databases diesel writes the whole text of a query anew each time it looks at it –
//! whether the statement may be kept, under which name, what is bound – five to seven times an execution; that was a third
//! of a page. Here it is written once, and of a query whose type alone tells its text never again in this process.

use std::any::TypeId;
use std::cell::OnceCell;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use diesel::QueryResult;
use diesel::internal::derives::multiconnection::AstPassHelper;
use diesel::pg::PgQueryBuilder;
use diesel::query_builder::{AstPass, Query, QueryBuilder, QueryFragment, QueryId};
use diesel::sqlite::SqliteQueryBuilder;
use parking_lot::RwLock;

use super::{Backend, Engine};

type Texts = HashMap<(TypeId, Engine), Arc<str>>;

/// Texts by the type of their query: as many as there are such queries in the program.
static TEXTS: LazyLock<RwLock<Texts>> = LazyLock::new(RwLock::default);

type Builder = <Backend as diesel::backend::Backend>::QueryBuilder;

/// Made by [`Once::of`].
pub(super) struct Once<Q> {
    query: Q,
    engine: Engine,
    is_kept: OnceCell<bool>,
    text: OnceCell<Arc<str>>,
}

impl<Q: QueryFragment<Backend> + QueryId> Once<Q> {
    /// The query, for this database.
    pub(super) fn of(query: Q, engine: Engine) -> Self {
        Self { query, engine, is_kept: OnceCell::new(), text: OnceCell::new() }
    }

    /// Whether diesel may keep its statement prepared.
    fn is_kept(&self, backend: &Backend) -> QueryResult<bool> {
        if let Some(known) = self.is_kept.get() {
            return Ok(*known);
        }
        // Only what may be kept has a text by its type: whoever finds one need not look through the query again.
        if let Some(text) = self.known() {
            self.text.get_or_init(|| text);
            return Ok(*self.is_kept.get_or_init(|| true));
        }
        let is_kept = self.query.is_safe_to_cache_prepared(backend)?;
        Ok(*self.is_kept.get_or_init(|| is_kept))
    }

    fn known(&self) -> Option<Arc<str>> {
        let name = (Q::query_id()?, self.engine);
        TEXTS.read().get(&name).map(Arc::clone)
    }

    fn text(&self, backend: &Backend) -> QueryResult<&str> {
        if let Some(known) = self.text.get() {
            return Ok(known);
        }
        // By the rule of diesel's own store of statements: a type tells the text of what may be kept, and of nothing else.
        let text = self.written(backend)?;
        if let Some(id) = Q::query_id().filter(|_| self.is_kept.get() == Some(&true)) {
            TEXTS.write().insert((id, self.engine), Arc::clone(&text));
        }
        Ok(self.text.get_or_init(|| text))
    }

    fn written(&self, backend: &Backend) -> QueryResult<Arc<str>> {
        let mut builder = match self.engine {
            Engine::Sqlite => Builder::Sqlite(SqliteQueryBuilder::default()),
            Engine::Postgres => Builder::Postgres(PgQueryBuilder::default()),
        };
        self.query.to_sql(&mut builder, backend)?;
        Ok(builder.finish().into())
    }
}

impl<Q: QueryFragment<Backend> + QueryId> QueryFragment<Backend> for Once<Q> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Backend>) -> QueryResult<()> {
        if out.bind_collector().is_some() || out.debug_binds().is_some() {
            return self.query.walk_ast(out);
        }
        let (is_kept, text) = (self.is_kept(out.backend())?, self.text(out.backend())?);
        if !is_kept {
            out.unsafe_to_cache_prepared();
        }
        out.push_sql(text);
        Ok(())
    }
}

impl<Q: Query> Query for Once<Q> {
    type SqlType = Q::SqlType;
}

impl<Q: QueryId> QueryId for Once<Q> {
    type QueryId = Q::QueryId;
    const HAS_STATIC_QUERY_ID: bool = Q::HAS_STATIC_QUERY_ID;
}
