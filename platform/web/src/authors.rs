//! Who did what in the history of a thing: a short name, and in whose stead. Histories keep when and who; the journal line of
//! the same instant says for whom it was done.

use std::collections::BTreeMap;

use access::short_name;
use db::Moment;

use crate::{Cx, Mode, Result, russian};

/// The authors of a history.
#[derive(Debug, Default)]
pub struct Authors {
    names: BTreeMap<i64, String>,
    /// By instant and account: «за Орлову Н. П.»
    stead: BTreeMap<(i64, i64), String>,
}

impl Authors {
    /// Of what was told of an object of the journal: when and by whom.
    pub fn of<M: Mode>(
        cx: &mut Cx<M>,
        object: i64,
        told: impl IntoIterator<Item = (Moment, Option<i64>)>,
    ) -> Result<Self> {
        let told: Vec<(i64, i64)> = told.into_iter().filter_map(|(at, by)| Some((at.0, by?))).collect();
        if told.is_empty() {
            return Ok(Self::default());
        }
        let instants: Vec<i64> = told.iter().map(|(at, _)| *at).collect();
        let standing = audit::store::standing_in(cx.conn(), object, &instants)?;
        let mut accounts: Vec<i64> = told.iter().map(|(_, by)| *by).collect();
        accounts.extend(standing.iter().map(|(_, absent)| *absent));
        accounts.sort_unstable();
        accounts.dedup();
        let names = access::store::names(cx.conn(), &accounts)?;
        let whole = |id: &i64| names.get(id).map(|(last, first, middle)| format!("{last} {first} {middle}"));
        let stead = standing
            .into_iter()
            .filter_map(|(done, absent)| Some((done, russian::in_stead_of(whole(&absent)?.trim()))))
            .collect();
        let short = |(id, (last, first, middle)): (i64, (String, String, String))| {
            (id, short_name(&last, &first, &middle))
        };
        Ok(Self { names: names.into_iter().map(short).collect(), stead })
    }

    /// «Кедрова В. И. за Орлову Н. П.»; the program itself where nobody is named.
    pub fn who(&self, at: Moment, by: Option<i64>) -> String {
        let Some(id) = by else { return "программа".to_owned() };
        let name = self.names.get(&id).cloned().unwrap_or_else(|| "учётная запись удалена".to_owned());
        match self.stead.get(&(at.0, id)) {
            Some(stead) => format!("{name} {stead}"),
            None => name,
        }
    }
}
