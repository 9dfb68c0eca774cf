//! The addresses a server answers on, taken before anything slow is done.

use std::net::{SocketAddr, TcpListener, ToSocketAddrs};
use std::time::Duration;

use crate::Failure;
use crate::config::Config;

/// Where a server answers, and how it closes.
pub struct Doors {
    pub(super) public: TcpListener,
    pub(super) figures: Option<TcpListener>,
    pub(super) drain: Duration,
}

impl Doors {
    /// Takes the configured addresses.
    pub fn open(config: &Config) -> Result<Self, Failure> {
        let figures = config.metrics_listen.value.as_deref();
        Ok(Self {
            public: listen("listen", &config.listen.value)?,
            figures: figures.map(|address| listen("metrics-listen", address)).transpose()?,
            drain: Duration::from_secs(config.drain.value),
        })
    }

    /// The address people open.
    pub fn url(&self) -> String {
        self.public.local_addr().map(|address| format!("http://{address}/")).unwrap_or_default()
    }
}

fn listen(flag: &str, address: &str) -> Result<TcpListener, Failure> {
    let usage = |reason: String| Failure::Usage(format!("--{flag} {address}: {reason}; write ADDRESS:PORT"));
    let addresses: Vec<SocketAddr> = address.to_socket_addrs().map_err(|e| usage(e.to_string()))?.collect();
    let listener = TcpListener::bind(&addresses[..]).map_err(|error| {
        let what = match error.kind() {
            std::io::ErrorKind::AddrInUse => format!("{address} is taken by another program"),
            std::io::ErrorKind::PermissionDenied => format!("this user may not listen on {address}"),
            _ => format!("cannot listen on {address}: {error}"),
        };
        Failure::Refused(format!(
            "{what}: choose another address with --{flag} ADDRESS:PORT, for example --{flag} 127.0.0.1:8081"
        ))
    })?;
    listener.set_nonblocking(true).map_err(|e| Failure::Refused(e.to_string()))?;
    Ok(listener)
}
