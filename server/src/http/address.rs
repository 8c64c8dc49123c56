//! Where a request comes from, for throttling: the connection's address, or what a trusted proxy says.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;

use super::state::App;

/// The address of the client as a key: a whole IPv6 /64 counts as one, since one client has all of it.
#[derive(Debug, Clone)]
pub struct Address(pub String);

impl FromRequestParts<App> for Address {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Self::Rejection> {
        let connected = parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map(|info| info.0.ip());
        let forwarded = || {
            let list = parts.headers.get("x-forwarded-for")?.to_str().ok()?;
            // The last entry is the one our own proxy wrote; those before it are the client's to invent.
            list.rsplit(',').next()?.trim().parse::<IpAddr>().ok()
        };
        let address = if app.settings.behind_proxy {
            forwarded().or(connected)
        } else {
            connected
        };
        Ok(Self(address.map_or_else(|| "unknown".to_owned(), key)))
    }
}

fn key(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(v4) => v4.to_string(),
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            format!("{}/64", Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_of_one_client_is_one_key() {
        assert_eq!(key("192.0.2.1".parse().unwrap()), "192.0.2.1");
        assert_eq!(key("::ffff:192.0.2.1".parse().unwrap()), "192.0.2.1");
        assert_eq!(
            key("2001:db8:1:2:3::4".parse().unwrap()),
            key("2001:db8:1:2:9::9".parse().unwrap())
        );
    }
}
