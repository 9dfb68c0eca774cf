//! Figures for a monitoring system, as Prometheus reads them: on a listener of their own, never on the public one.

use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;
use tokio::net::TcpListener;

use crate::readiness::plain;

/// Makes the text of the figures; may ask the database.
pub type FiguresText = Arc<dyn Fn() -> String + Send + Sync>;

/// Serves `GET /metrics` until it is dropped.
pub async fn serve_figures(listener: TcpListener, text: FiguresText) -> std::io::Result<()> {
    let answer = move || {
        let text = Arc::clone(&text);
        async move {
            match tokio::task::spawn_blocking(move || text()).await {
                Ok(text) => plain(StatusCode::OK, &text),
                Err(_) => plain(StatusCode::INTERNAL_SERVER_ERROR, ""),
            }
        }
    };
    axum::serve(listener, Router::new().route("/metrics", get(answer))).await
}
