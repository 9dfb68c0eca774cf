//! Somebody who sends what no browser would: any method, any header, any body, many times in a second.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use http_body_util::BodyExt;
use tokio::runtime::Runtime;
use tower::ServiceExt;
use web::House;

/// Sends raw requests to a house.
pub struct Knocker {
    runtime: Runtime,
    router: Router,
}

impl Knocker {
    /// Stands before this house.
    pub fn before(house: &Arc<House>) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        Self { runtime, router: web::router(house) }
    }

    /// The status answered and the body; none where HTTP itself cannot carry the request.
    pub fn knock(
        &self,
        method: &str,
        address: &str,
        headers: &[(&str, Vec<u8>)],
        body: Vec<u8>,
    ) -> Option<(u16, Vec<u8>)> {
        let request = Request::builder().method(method).uri(address);
        let request =
            headers.iter().fold(request, |request, (name, value)| request.header(*name, value.as_slice()));
        let request = request.body(Body::from(body)).ok()?;
        self.runtime.block_on(async {
            let response = self.router.clone().oneshot(request).await.unwrap();
            let status = response.status().as_u16();
            Some((status, response.into_body().collect().await.unwrap().to_bytes().to_vec()))
        })
    }
}
