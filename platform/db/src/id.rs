//! Ids: 63 bits, ordered by time, made in the program and never by a database (decision 1).

use parking_lot::Mutex;

use crate::{Clock, Moment};

/// Milliseconds since 1970 at the beginning of 2024, from which ids count their 41 bits of time.
pub const EPOCH_MS: i64 = 1_704_067_200_000;

const COUNTER_BITS: u32 = 12;
const NODE_BITS: u32 = 10;

/// Makes ids: 41 bits of milliseconds, 10 bits of the node leased at start, 12 bits of counter.
#[derive(Debug)]
pub struct Ids {
    node: i64,
    last: Mutex<(i64, i64)>,
}

impl Ids {
    /// Ids of the node numbered 0…1023.
    pub fn of_node(node: u16) -> Self {
        Self { node: i64::from(node) & ((1 << NODE_BITS) - 1), last: Mutex::new((0, 0)) }
    }

    /// The node these ids are of.
    pub fn node(&self) -> i64 {
        self.node
    }

    /// Ids of this node after every id up to `newest`, and after those made in the same second: a process that starts on
    /// a clock that was set back goes on counting from there.
    #[must_use]
    pub fn after(self, newest: i64) -> Self {
        let ms = (newest >> (NODE_BITS + COUNTER_BITS)) + 1000;
        {
            let mut last = self.last.lock();
            if newest > 0 && ms > last.0 {
                *last = (ms, 0);
            }
        }
        self
    }

    /// The next id: greater than every id this node made before, even when the clock steps back.
    pub fn next(&self, clock: &Clock) -> i64 {
        self.next_at(clock.now())
    }

    /// As [`Ids::next`], at a given instant.
    pub fn next_at(&self, now: Moment) -> i64 {
        let ms = now.0 / 1000 - EPOCH_MS;
        let mut last = self.last.lock();
        let (mut time, mut count) = *last;
        if ms > time {
            (time, count) = (ms, 0);
        } else {
            count += 1;
            if count >> COUNTER_BITS != 0 {
                (time, count) = (time + 1, 0);
            }
        }
        *last = (time, count);
        (time << (NODE_BITS + COUNTER_BITS)) | (self.node << COUNTER_BITS) | count
    }
}

/// Declares an id type of its own: a BIGINT in the database, a string in JSON and addresses.
#[macro_export]
macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash,
            $crate::diesel::expression::AsExpression, $crate::diesel::deserialize::FromSqlRow,
        )]
        #[diesel(sql_type = $crate::diesel::sql_types::BigInt)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}", self.0)
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::num::ParseIntError;
            fn from_str(text: &str) -> std::result::Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }

        impl<DB: $crate::diesel::backend::Backend>
            $crate::diesel::serialize::ToSql<$crate::diesel::sql_types::BigInt, DB> for $name
        where
            i64: $crate::diesel::serialize::ToSql<$crate::diesel::sql_types::BigInt, DB>,
        {
            fn to_sql<'b>(
                &'b self,
                out: &mut $crate::diesel::serialize::Output<'b, '_, DB>,
            ) -> $crate::diesel::serialize::Result {
                self.0.to_sql(out)
            }
        }

        impl<DB: $crate::diesel::backend::Backend>
            $crate::diesel::deserialize::FromSql<$crate::diesel::sql_types::BigInt, DB> for $name
        where
            i64: $crate::diesel::deserialize::FromSql<$crate::diesel::sql_types::BigInt, DB>,
        {
            fn from_sql(bytes: DB::RawValue<'_>) -> $crate::diesel::deserialize::Result<Self> {
                <i64 as $crate::diesel::deserialize::FromSql<
                    $crate::diesel::sql_types::BigInt, DB,
                >>::from_sql(bytes).map(Self)
            }
        }

        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> std::result::Result<S::Ok, S::Error> {
                serializer.collect_str(&self.0)
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_grow_even_when_the_clock_stands_or_steps_back() {
        let ids = Ids::of_node(3);
        let start = Moment((EPOCH_MS + 10) * 1000);
        let mut last = 0;
        for _ in 0..10_000 {
            let next = ids.next_at(start);
            assert!(next > last);
            last = next;
        }
        assert!(ids.next_at(Moment(start.0 - 5_000_000)) > last);
    }

    #[test]
    fn a_process_that_starts_on_a_clock_set_back_goes_on_after_the_newest_id() {
        let start = Moment((EPOCH_MS + 3_600_000) * 1000);
        let newest = Ids::of_node(3).next_at(start);
        let hour_before = Moment(EPOCH_MS * 1000);
        let ids = Ids::of_node(3).after(newest);
        assert!(ids.next_at(hour_before) > newest);
        // A clock that is right is followed.
        let later = start.plus_seconds(60);
        assert_eq!(Ids::of_node(3).after(newest).next_at(later), Ids::of_node(3).next_at(later));
    }

    #[test]
    fn an_id_carries_time_node_and_counter() {
        let id = Ids::of_node(5).next_at(Moment((EPOCH_MS + 7) * 1000));
        assert_eq!(id, (7 << 22) | (5 << 12));
    }
}
