//! Lists by pages: `limit` and `after` asked, `next` answered; what `after` holds is the house's own business.

use serde::Serialize;
use utoipa::ToSchema;

use crate::{Error, Request, Result};

/// So many rows come where nothing was asked.
pub(crate) const USUAL: usize = 50;
/// The most that can be asked for.
pub(crate) const MOST: usize = 200;

/// A page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct Paged<T> {
    /// Its rows.
    pub items: Vec<T>,
    /// What to ask as `after` for the page that follows; null on the last one.
    pub next: Option<String>,
}

/// Which page was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paging {
    limit: usize,
    after: Option<(i64, String)>,
}

impl Request {
    /// The page asked for.
    pub fn paging(&self) -> Result<Paging> {
        let limit = match self.asked("limit") {
            "" => Some(USUAL),
            typed => typed.parse().ok().filter(|limit| (1..=MOST).contains(limit)),
        };
        let limit = limit.ok_or_else(|| Error::field("limit", format!("Число от\u{a0}1 до\u{a0}{MOST}.")))?;
        let after = match self.asked("after") {
            "" => None,
            typed => Some(cursor(typed).ok_or_else(unknown_cursor)?),
        };
        Ok(Paging { limit, after })
    }

    /// A whole number of the query; none when it is not asked for.
    pub fn asked_number(&self, name: &str) -> Result<Option<i64>> {
        match self.asked(name) {
            "" => Ok(None),
            typed => typed.parse().map(Some).map_err(|_| Error::field(name, "Целое число.")),
        }
    }
}

fn cursor(typed: &str) -> Option<(i64, String)> {
    let (id, key) = typed.split_once('~')?;
    Some((id.parse().ok()?, key.to_owned()))
}

fn unknown_cursor() -> Error {
    Error::field("after", "Возьмите значение из\u{a0}поля «next» предыдущей страницы.")
}

impl Paging {
    /// What to ask of the database: one row more than the page holds tells whether another follows.
    pub fn limit(&self) -> i64 {
        i64::try_from(self.limit + 1).unwrap_or(i64::MAX)
    }

    /// The key and the id of the last row of the page before.
    pub fn after<K: std::str::FromStr>(&self) -> Result<Option<(K, i64)>> {
        let Some((id, key)) = &self.after else { return Ok(None) };
        key.parse().map(|key| Some((key, *id))).map_err(|_| unknown_cursor())
    }

    /// Cuts what was found to the page and tells where the next one begins: `cursor` gives a row's id and key.
    pub fn cut<R, K: std::fmt::Display>(
        &self,
        mut found: Vec<R>,
        cursor: impl Fn(&R) -> (i64, K),
    ) -> (Vec<R>, Option<String>) {
        let has_more = found.len() > self.limit;
        found.truncate(self.limit);
        let next = found.last().filter(|_| has_more).map(cursor);
        (found, next.map(|(id, key)| format!("{id}~{key}")))
    }

    /// The page of a list that lies in memory in its own order; the cursor is the place in it.
    pub fn slice<R>(&self, all: Vec<R>) -> Result<(Vec<R>, Option<String>)> {
        let begins = match self.after::<String>()? {
            None => 0,
            Some((place, _)) => place.parse::<usize>().map_err(|_| unknown_cursor())?,
        };
        let ends = begins.saturating_add(self.limit);
        let next = (ends < all.len()).then(|| format!("0~{ends}"));
        Ok((all.into_iter().skip(begins).take(self.limit).collect(), next))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(limit: &str, after: &str) -> Result<Paging> {
        let query = vec![("limit".to_owned(), limit.to_owned()), ("after".to_owned(), after.to_owned())];
        Request { query, ..Request::default() }.paging()
    }

    #[test]
    fn a_page_ends_with_the_key_of_its_last_row_and_the_last_page_with_nothing() {
        let paging = asked("2", "").unwrap();
        assert_eq!(paging.limit(), 3);
        let (rows, next) = paging.cut(vec![1, 2, 3], |row| (*row, "ключ~х"));
        assert_eq!((rows, next.as_deref()), (vec![1, 2], Some("2~ключ~х")));
        let after = asked("2", "2~ключ~х").unwrap();
        assert_eq!(after.after::<String>().unwrap(), Some(("ключ~х".to_owned(), 2)));
        assert_eq!(after.cut(vec![3], |row| (*row, "")).1, None);
    }

    #[test]
    fn a_list_in_memory_is_cut_by_place() {
        let (rows, next) = asked("2", "").unwrap().slice(vec!['а', 'б', 'в']).unwrap();
        assert_eq!(rows, ['а', 'б']);
        assert_eq!(
            asked("2", &next.unwrap()).unwrap().slice(vec!['а', 'б', 'в']).unwrap(),
            (vec!['в'], None)
        );
    }

    #[test]
    fn odd_pages_are_refused() {
        for limit in ["0", "201", "-1", "много"] {
            assert!(asked(limit, "").is_err(), "{limit}");
        }
        for after in ["x", "~", "x~1", "99999999999999999999~a"] {
            assert!(asked("", after).is_err(), "{after}");
        }
        assert!(asked("", "1~x").unwrap().after::<i64>().is_err());
    }
}
