//! Where the desk listens: an address that stays the same while `up` runs, also when the desk is started again.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};

use anyhow::Context;

const USUAL: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 4280);

/// A bound address. Whoever comes while the desk is away waits in its queue.
pub(super) struct Address {
    listener: TcpListener,
    at: SocketAddr,
}

impl Address {
    /// The address that was asked for; else the usual one, or a free port if another program has that.
    pub(super) fn bind(asked: Option<SocketAddr>) -> anyhow::Result<Self> {
        let listener = match asked {
            Some(asked) => {
                TcpListener::bind(asked).with_context(|| format!("the desk cannot listen on {asked}"))
            }
            None => TcpListener::bind(USUAL)
                .or_else(|_| TcpListener::bind((Ipv4Addr::LOCALHOST, 0)))
                .context("the desk finds no free port"),
        }?;
        listener.set_nonblocking(true)?;
        let at = listener.local_addr()?;
        Ok(Self { listener, at })
    }

    pub(super) fn is_loopback(&self) -> bool {
        self.at.ip().is_loopback()
    }

    /// Where this machine finds the desk.
    pub(super) fn url(&self) -> String {
        if self.at.ip().is_unspecified() {
            return format!("http://127.0.0.1:{}", self.at.port());
        }
        format!("http://{}", self.at)
    }

    /// One more handle on the listener, for a desk that starts.
    pub(super) fn listener(&self) -> std::io::Result<tokio::net::TcpListener> {
        tokio::net::TcpListener::from_std(self.listener.try_clone()?)
    }
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
    }
}
