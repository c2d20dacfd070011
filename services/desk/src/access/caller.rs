//! Where a request comes from: enough of the address to slow down whoever guesses, and no more than is needed for that.

use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{Extensions, HeaderMap, HeaderName, header, request::Parts},
};
use serde::{Deserialize, Serialize};

use super::{Access, agent::Agent};
use crate::{problem::Problem, state::State};

/// By what a proxy says for whom it asks.
const FORWARDED: [HeaderName; 2] = [header::FORWARDED, HeaderName::from_static(FORWARDED_FOR)];

const FORWARDED_FOR: &str = "x-forwarded-for";

/// The network that an address belongs to: /24 of IPv4, /48 of IPv6, which is what one household or office has.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Network(String);

impl Network {
    pub(crate) fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(v4) => {
                let [a, b, c, _] = v4.octets();
                Self(format!("{}/24", Ipv4Addr::new(a, b, c, 0)))
            }
            IpAddr::V6(v6) => {
                let [a, b, c, ..] = v6.segments();
                Self(format!("{}/48", Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0)))
            }
        }
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Who calls, as far as the request says.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    pub(crate) network: Network,
    pub(crate) agent: Agent,
}

impl FromRequestParts<State> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Problem> {
        let address = address(&parts.extensions, &parts.headers, &state.access);
        let agent = parts.headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok());
        Ok(Self { network: Network::of(address), agent: Agent::read(agent.unwrap_or_default()) })
    }
}

/// The address from which a request comes.
pub(crate) fn address(extensions: &Extensions, headers: &HeaderMap, access: &Access) -> IpAddr {
    let peer = extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
    // A connection that has no address any more is over; nobody reads its answer.
    let peer = peer.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
    behind(peer, headers, access.proxies()).to_canonical()
}

/// The address behind proxies of our own: the last in `X-Forwarded-For` that none of them has. What stands before it could have
/// been written by anybody.
fn behind(peer: IpAddr, headers: &HeaderMap, proxies: &[IpAddr]) -> IpAddr {
    let is_ours = |address: IpAddr| proxies.contains(&address.to_canonical());
    if !is_ours(peer) {
        return peer;
    }
    let told = headers.get_all(FORWARDED_FOR).iter().filter_map(|value| value.to_str().ok());
    let told: Vec<&str> = told.flat_map(|line| line.split(',')).collect();
    let mut nearest = peer;
    for address in told.iter().rev() {
        let Ok(address) = address.trim().parse() else { return nearest };
        nearest = address;
        if !is_ours(address) {
            return address;
        }
    }
    nearest
}

/// Whether a request comes from a browser on this machine, as far as it says: by no proxy, which would ask for somebody elsewhere
/// (RFC 7239), and by a name of the machine itself, which a page elsewhere whose name was made to lead here has not.
pub(crate) fn is_on_this_machine(headers: &HeaderMap) -> bool {
    let is_forwarded = FORWARDED.iter().any(|name| headers.contains_key(name));
    !is_forwarded && names_this_machine(headers)
}

fn names_this_machine(headers: &HeaderMap) -> bool {
    headers.get(header::HOST).and_then(|host| host.to_str().ok()).is_some_and(is_of_this_machine)
}

/// Whether a host, with its port or without, is what a machine calls itself.
pub fn is_of_this_machine(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(bracketed) => bracketed.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    name == "localhost" || name.parse::<IpAddr>().is_ok_and(|address| address.to_canonical().is_loopback())
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn an_address_is_told_by_its_network() {
        for (given, network) in [
            ("203.0.113.77", "203.0.113.0/24"),
            ("::ffff:203.0.113.77", "203.0.113.0/24"),
            ("2001:db8:1:2::7", "2001:db8:1::/48"),
        ] {
            assert_eq!(Network::of(address(given)).to_string(), network);
        }
    }

    #[test]
    fn only_a_proxy_of_ours_says_who_is_behind_it() {
        let mut headers = HeaderMap::new();
        headers.append("x-forwarded-for", HeaderValue::from_static("192.0.2.1, 198.51.100.7"));
        headers.append("x-forwarded-for", HeaderValue::from_static("10.0.0.2"));
        let ours = [address("10.0.0.1"), address("10.0.0.2")];
        assert_eq!(behind(address("10.0.0.1"), &headers, &ours), address("198.51.100.7"));
        assert_eq!(behind(address("203.0.113.9"), &headers, &ours), address("203.0.113.9"));
        assert_eq!(behind(address("10.0.0.1"), &headers, &[]), address("10.0.0.1"));
        headers.append("x-forwarded-for", HeaderValue::from_static("unknown"));
        assert_eq!(behind(address("10.0.0.1"), &headers, &ours), address("10.0.0.1"));
    }

    #[test]
    fn a_name_that_was_made_to_lead_here_is_not_this_machines() {
        let names = |host| {
            names_this_machine(&HeaderMap::from_iter([(header::HOST, HeaderValue::from_static(host))]))
        };
        for here in ["localhost", "localhost:4280", "127.0.0.1:4280", "[::1]:4280"] {
            assert!(names(here), "{here}");
        }
        for elsewhere in
            ["evil.example", "localhost.evil.example", "10.0.0.1", "127.0.0.1.evil.example:80", ""]
        {
            assert!(!names(elsewhere), "{elsewhere}");
        }
    }

    #[test]
    fn whoever_comes_by_a_proxy_is_not_on_this_machine_whatever_it_is_called() {
        let here = HeaderMap::from_iter([(header::HOST, HeaderValue::from_static("127.0.0.1:4280"))]);
        assert!(is_on_this_machine(&here));
        for name in FORWARDED {
            let mut behind = here.clone();
            behind.insert(&name, HeaderValue::from_static("for=127.0.0.1"));
            assert!(!is_on_this_machine(&behind), "{name}");
        }
    }
}
