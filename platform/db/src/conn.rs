//! The connection: one type over both databases, so that a store is written once.

mod once;

use diesel::connection::{
    CacheSize, Connection, Instrumentation, LoadConnection, SimpleConnection, TransactionManager,
    TransactionManagerStatus,
};
use diesel::expression::QueryMetadata;
use diesel::internal::derives::multiconnection::ConnectionSealed;
use diesel::migration::MigrationConnection;
use diesel::query_builder::{Query, QueryFragment, QueryId};
use diesel::r2d2::R2D2Connection;
use diesel::{ConnectionResult, PgConnection, QueryResult, SqliteConnection};

use once::Once;

/// Either database, as diesel joins the two.
#[derive(diesel::MultiConnection)]
pub enum Either {
    /// The default.
    Sqlite(SqliteConnection),
    /// For larger installations.
    Postgres(PgConnection),
}

/// The diesel backend of [`Conn`], for boxed queries.
pub type Backend = <Either as Connection>::Backend;

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Engine {
    /// The default.
    Sqlite,
    /// For larger installations.
    Postgres,
}

/// A connection to either database; areas' stores see only this. It gives every query to diesel as a [`Once`].
pub struct Conn(pub(crate) Either);

impl Conn {
    /// Which database it leads to.
    pub fn engine(&self) -> Engine {
        match self.0 {
            Either::Sqlite(_) => Engine::Sqlite,
            Either::Postgres(_) => Engine::Postgres,
        }
    }
}

impl SimpleConnection for Conn {
    fn batch_execute(&mut self, query: &str) -> QueryResult<()> {
        self.0.batch_execute(query)
    }
}

impl ConnectionSealed for Conn {}

impl Connection for Conn {
    type Backend = Backend;
    type TransactionManager = Self;

    fn establish(url: &str) -> ConnectionResult<Self> {
        Either::establish(url).map(Self)
    }

    fn execute_returning_count<T>(&mut self, source: &T) -> QueryResult<usize>
    where
        T: QueryFragment<Backend> + QueryId,
    {
        let engine = self.engine();
        self.0.execute_returning_count(&Once::of(source, engine))
    }

    fn transaction_state(&mut self) -> &mut Self {
        self
    }

    fn instrumentation(&mut self) -> &mut dyn Instrumentation {
        self.0.instrumentation()
    }

    fn set_instrumentation(&mut self, instrumentation: impl Instrumentation) {
        self.0.set_instrumentation(instrumentation);
    }

    fn set_prepared_statement_cache_size(&mut self, size: CacheSize) {
        self.0.set_prepared_statement_cache_size(size);
    }
}

impl LoadConnection for Conn {
    type Cursor<'conn, 'query> = <Either as LoadConnection>::Cursor<'conn, 'query>;
    type Row<'conn, 'query> = <Either as LoadConnection>::Row<'conn, 'query>;

    fn load<'conn, 'query, T>(&'conn mut self, source: T) -> QueryResult<Self::Cursor<'conn, 'query>>
    where
        T: Query + QueryFragment<Backend> + QueryId + 'query,
        Backend: QueryMetadata<T::SqlType>,
    {
        let engine = self.engine();
        self.0.load(Once::of(source, engine))
    }
}

impl TransactionManager<Self> for Conn {
    type TransactionStateData = Self;

    fn begin_transaction(conn: &mut Self) -> QueryResult<()> {
        Either::begin_transaction(&mut conn.0)
    }

    fn rollback_transaction(conn: &mut Self) -> QueryResult<()> {
        Either::rollback_transaction(&mut conn.0)
    }

    fn commit_transaction(conn: &mut Self) -> QueryResult<()> {
        Either::commit_transaction(&mut conn.0)
    }

    fn transaction_manager_status_mut(conn: &mut Self) -> &mut TransactionManagerStatus {
        Either::transaction_manager_status_mut(&mut conn.0)
    }

    fn is_broken_transaction_manager(conn: &mut Self) -> bool {
        Either::is_broken_transaction_manager(&mut conn.0)
    }
}

impl MigrationConnection for Conn {
    fn setup(&mut self) -> QueryResult<usize> {
        self.0.setup()
    }
}

impl R2D2Connection for Conn {
    fn ping(&mut self) -> QueryResult<()> {
        self.0.ping()
    }

    fn is_broken(&mut self) -> bool {
        self.0.is_broken()
    }
}
