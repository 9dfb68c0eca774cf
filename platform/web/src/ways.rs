//! Where a form that was refused leads: its page anew, and the thing it is about.

use crate::route::{Method, Route};

/// Ways on from a POST to a path: the form at the same address, and the nearest page above – of the thing, else of the list.
pub(crate) fn ways_back(routes: &[Route], pattern: &str, path: &str) -> Vec<(String, String)> {
    let is_page = |pattern: &str| routes.iter().any(|one| one.method == Method::Get && one.path == pattern);
    let mut ways = Vec::new();
    if is_page(pattern) {
        ways.push(("Открыть форму заново".to_owned(), path.to_owned()));
    }
    let (mut pattern, mut path) = (pattern, path);
    while let (Some((above, _)), Some((there, _))) = (pattern.rsplit_once('/'), path.rsplit_once('/')) {
        if above.is_empty() {
            break;
        }
        if is_page(above) {
            let label =
                if above.ends_with('}') { "К\u{a0}карточке" } else { "К\u{a0}списку" };
            ways.push((label.to_owned(), there.to_owned()));
            break;
        }
        (pattern, path) = (above, there);
    }
    ways
}

#[cfg(test)]
mod tests {
    use access::{Anyone, Granted};

    use super::*;
    use crate::{Cx, Read, Reply, Result, get};

    fn page(_: &mut Cx<Read>, _: Granted<Anyone>) -> Result<Reply> {
        Ok(Reply::to("/"))
    }

    #[test]
    fn a_refused_form_leads_to_itself_and_to_what_it_is_about() {
        let routes = ["/units", "/units/{unit}", "/units/{unit}/name"].map(|path| get::<Anyone>(path, page));
        let ways = |pattern, path| {
            ways_back(&routes, pattern, path).into_iter().map(|(_, url)| url).collect::<Vec<_>>()
        };
        assert_eq!(ways("/units/{unit}/name", "/units/7/name"), ["/units/7/name", "/units/7"]);
        assert_eq!(
            ways("/units/{unit}/coming/{order}/withdrawal", "/units/7/coming/9/withdrawal"),
            ["/units/7"]
        );
        assert_eq!(ways("/units", "/units"), ["/units"]);
        assert_eq!(ways("/sign-in", "/sign-in"), Vec::<String>::new());
    }
}
