//! One line of the log and the figures of one request: its route and never its address, because an address may hold
//! a secret or a typed name. Ids of objects are told, they name nobody.

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::House;

/// A request that took longer is a warning.
const SLOW: Duration = Duration::from_secs(1);

/// A request under way; counted as one until dropped.
pub(crate) struct Watch {
    house: Arc<House>,
    /// The request's id: in the log, in `X-Request-Id`, on an error page.
    pub id: i64,
    method: &'static str,
    route: &'static str,
    objects: String,
    begun: Instant,
}

impl Watch {
    /// Begins to watch a request to the route with this pattern.
    pub(crate) fn begin(
        house: &Arc<House>,
        method: &axum::http::Method,
        route: &'static str,
        args: &[(String, String)],
    ) -> Self {
        metrics::gauge!("metodset_http_requests_in_flight").increment(1.0);
        let ids = args.iter().map(|(_, value)| value.as_str()).filter(|value| value.parse::<i64>().is_ok());
        Self {
            id: house.id(),
            house: Arc::clone(house),
            method: known(method),
            route,
            objects: ids.collect::<Vec<_>>().join(","),
            begun: Instant::now(),
        }
    }

    /// The request was answered.
    pub(crate) fn end(&self, status: u16) {
        let took = self.begun.elapsed();
        let (route, method) = (self.route, self.method);
        metrics::counter!("metodset_http_requests_total", "route" => route, "method" => method, "status" => class(status))
            .increment(1);
        metrics::histogram!("metodset_http_request_seconds", "route" => route, "method" => method)
            .record(took.as_secs_f64());
        let (id, objects, node) = (self.id, self.objects.as_str(), self.house.ids.node());
        let ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        if took > SLOW {
            tracing::warn!(target: "access", method, route, objects, status, ms, request = id, node, "slow");
        } else {
            tracing::info!(target: "access", method, route, objects, status, ms, request = id, node, "request");
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        metrics::gauge!("metodset_http_requests_in_flight").decrement(1.0);
    }
}

/// A method of the house, so that nobody can fill the log or the figures with words of their own.
fn known(method: &axum::http::Method) -> &'static str {
    ["GET", "POST", "PUT", "HEAD"].into_iter().find(|name| *name == method.as_str()).unwrap_or("other")
}

fn class(status: u16) -> &'static str {
    match status {
        100..200 => "1xx",
        200..300 => "2xx",
        300..400 => "3xx",
        400..500 => "4xx",
        _ => "5xx",
    }
}
