//! The address a request came from, behind a proxy as well: `X-Forwarded-For` is believed only as far as trusted
//! proxies wrote it.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

use axum::extract::ConnectInfo;
use axum::http::request::Parts;

/// Addresses of a network: `127.0.0.1`, `10.0.0.0/8`, `fd00::/8`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    prefix: u32,
}

impl FromStr for Network {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (address, prefix) = text.split_once('/').map_or((text, None), |(a, p)| (a, Some(p)));
        let fault = || format!("`{text}` is no address: write 127.0.0.1 or 10.0.0.0/8");
        let address: IpAddr = address.parse().map_err(|_| fault())?;
        let longest = if address.is_ipv4() { 32 } else { 128 };
        let prefix = prefix.map_or(Ok(longest), str::parse).map_err(|_| fault())?;
        if prefix > longest {
            return Err(fault());
        }
        Ok(Self { address, prefix })
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.address, self.prefix)
    }
}

impl Network {
    /// Whether the address is one of this network.
    pub fn holds(&self, address: IpAddr) -> bool {
        let differ = match (self.address, address.to_canonical()) {
            (IpAddr::V4(one), IpAddr::V4(other)) => u128::from(one.to_bits() ^ other.to_bits()) << 96,
            (IpAddr::V6(one), IpAddr::V6(other)) => one.to_bits() ^ other.to_bits(),
            _ => return false,
        };
        differ.leading_zeros() >= self.prefix
    }
}

/// Whose request it is; empty where nobody knows.
pub(crate) fn of(parts: &Parts, trusted: &[Network]) -> String {
    let Some(peer) = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip()) else {
        return String::new();
    };
    let forwarded: Vec<&str> =
        parts.headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok()).collect();
    behind(peer, &forwarded.join(","), trusted).to_string()
}

/// From the nearest hop outwards, as long as the hop is a trusted proxy: what stands further left anybody may write.
fn behind(peer: IpAddr, forwarded: &str, trusted: &[Network]) -> IpAddr {
    let mut sender = peer.to_canonical();
    for hop in forwarded.rsplit(',') {
        let is_trusted = trusted.iter().any(|network| network.holds(sender));
        let Some(address) = hop.trim().parse::<IpAddr>().ok().filter(|_| is_trusted) else {
            break;
        };
        sender = address.to_canonical();
    }
    sender
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sender(peer: &str, forwarded: &str, trusted: &[&str]) -> String {
        let trusted: Vec<Network> = trusted.iter().map(|text| text.parse().unwrap()).collect();
        behind(peer.parse().unwrap(), forwarded, &trusted).to_string()
    }

    #[test]
    fn a_header_is_believed_as_far_as_trusted_proxies_wrote_it() {
        let proxy = ["127.0.0.1", "10.0.0.0/8"];
        assert_eq!(sender("127.0.0.1", "203.0.113.9", &proxy), "203.0.113.9");
        assert_eq!(sender("127.0.0.1", "1.2.3.4, 203.0.113.9", &proxy), "203.0.113.9", "forged on the left");
        assert_eq!(sender("127.0.0.1", "203.0.113.9, 10.1.2.3", &proxy), "203.0.113.9", "two proxies");
        assert_eq!(sender("::ffff:127.0.0.1", "203.0.113.9", &proxy), "203.0.113.9");
        assert_eq!(sender("203.0.113.9", "1.2.3.4", &proxy), "203.0.113.9", "no proxy stands before it");
        assert_eq!(sender("127.0.0.1", "1.2.3.4", &[]), "127.0.0.1", "nobody is trusted by default");
        assert_eq!(sender("127.0.0.1", "", &proxy), "127.0.0.1");
        assert_eq!(sender("127.0.0.1", "unknown", &proxy), "127.0.0.1");
    }

    #[test]
    fn a_network_is_an_address_with_a_prefix() {
        let holds = |network: &str, address: &str| {
            network.parse::<Network>().unwrap().holds(address.parse().unwrap())
        };
        assert!(holds("10.0.0.0/8", "10.255.0.1") && !holds("10.0.0.0/8", "11.0.0.1"));
        assert!(holds("fd00::/8", "fdff::1") && !holds("fd00::/8", "fe80::1"));
        assert!(holds("0.0.0.0/0", "8.8.8.8") && !holds("0.0.0.0/0", "::2"));
        for wrong in ["proxy", "10.0.0.0/33", "10.0.0.0/x", ""] {
            assert!(wrong.parse::<Network>().is_err(), "{wrong}");
        }
    }
}
