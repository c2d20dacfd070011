//! Where the desk listens: an address that stays the same while `up` runs, also when the desk is started again.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};

use anyhow::Context;

/// Where the desk listens unless something else is said.
pub(super) const USUAL: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 4280);

/// A bound address. Whoever comes while the desk is away waits in its queue.
pub(super) struct Address {
    listener: TcpListener,
    at: SocketAddr,
}

impl Address {
    /// The address that was asked for; else the usual one, or a free port if another program has that.
    pub(super) fn bind(asked: Option<SocketAddr>) -> anyhow::Result<Self> {
        let listener = match asked {
            Some(asked) => TcpListener::bind(asked).with_context(|| {
                format!("the desk cannot listen on {asked}: give another address by --listen")
            }),
            None => TcpListener::bind(USUAL)
                .or_else(|_| TcpListener::bind((Ipv4Addr::LOCALHOST, 0)))
                .context("the desk finds no free port"),
        }?;
        listener.set_nonblocking(true)?;
        let at = listener.local_addr()?;
        Ok(Self { listener, at })
    }

    /// Whether nothing was asked for, and another program has the usual address.
    pub(super) fn is_elsewhere(&self, asked: Option<SocketAddr>) -> bool {
        asked.is_none() && self.at != USUAL
    }

    pub(super) fn is_loopback(&self) -> bool {
        self.at.ip().is_loopback()
    }

    /// By what people find the desk, if that is one address.
    pub(super) fn own(&self) -> Option<String> {
        own(self.at)
    }

    /// Where this machine finds the desk.
    pub(super) fn url(&self) -> String {
        self.own().unwrap_or_else(|| format!("http://127.0.0.1:{}", self.at.port()))
    }

    /// One more handle on the listener, for a desk that starts.
    pub(super) fn listener(&self) -> std::io::Result<tokio::net::TcpListener> {
        tokio::net::TcpListener::from_std(self.listener.try_clone()?)
    }
}

/// By what people find a desk that listens there. One on all addresses of its machine has none of its own: what leads this machine
/// there leads others to themselves.
pub(super) fn own(at: SocketAddr) -> Option<String> {
    (!at.ip().is_unspecified()).then(|| format!("http://{at}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_was_asked_for_is_not_replaced() {
        let first = Address::bind(Some("127.0.0.1:0".parse().unwrap())).unwrap();
        assert!(Address::bind(Some(first.at)).is_err());
        assert!(first.is_loopback());
    }

    #[test]
    fn a_desk_on_all_addresses_is_found_on_this_machine() {
        let all = Address::bind(Some("0.0.0.0:0".parse().unwrap())).unwrap();
        assert!(!all.is_loopback());
        assert_eq!(all.url(), format!("http://127.0.0.1:{}", all.at.port()));
        assert_eq!(all.own(), None, "no invitation leads others there");
        assert_eq!(own(USUAL).as_deref(), Some("http://127.0.0.1:4280"));
    }
}
