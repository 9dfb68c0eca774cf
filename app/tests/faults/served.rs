//! A house served within the test, where a test needs a clock or a patience of its own.

use std::net::TcpListener;
use std::sync::Arc;

use web::House;

/// Served until dropped.
pub struct Served {
    pub url: String,
    stop: Option<tokio::sync::oneshot::Sender<()>>,
    server: Option<std::thread::JoinHandle<()>>,
}

impl Served {
    pub fn on(house: &Arc<House>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let house = Arc::clone(house);
        let server = std::thread::spawn(move || {
            let runtime =
                tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener).unwrap();
                // Told by being dropped.
                web::serve(house, listener, async { drop(stopped.await) }).await.unwrap();
            });
        });
        Self { url, stop: Some(stop), server: Some(server) }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.stop.take());
        // A server that stopped by itself has nobody to tell.
        let _ = self.server.take().map(std::thread::JoinHandle::join);
    }
}
