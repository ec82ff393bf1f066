//! The address of the server: of this machine only.

use std::io::{self, ErrorKind};
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};

/// The port if none is asked for.
pub const DEFAULT_PORT: u16 = 7474;
/// Number of ports that are tried.
const TRIES: u16 = 100;

/// Returns listeners at the first free port from `port` on, and the port. 0 is any free port.
/// `localhost` may mean either version of the protocol, so the port must be free in both.
pub(super) fn listen(port: u16) -> io::Result<(Vec<TcpListener>, u16)> {
    let mut last = ErrorKind::AddrInUse.into();
    for port in (0..TRIES).map(|more| port.saturating_add(more)) {
        match listen_at(port) {
            Err(error) if error.kind() == ErrorKind::AddrInUse => last = error,
            outcome => return outcome,
        }
    }
    Err(last)
}

fn listen_at(port: u16) -> io::Result<(Vec<TcpListener>, u16)> {
    let first = TcpListener::bind(SocketAddr::from((
        Ipv4Addr::LOCALHOST,
        port,
    )))?;
    let port = first.local_addr()?.port();
    let mut listeners = vec![first];
    match TcpListener::bind(SocketAddr::from((
        Ipv6Addr::LOCALHOST,
        port,
    ))) {
        Ok(second) => listeners.push(second),
        Err(error) if error.kind() == ErrorKind::AddrInUse => return Err(error),
        // This machine has no such address.
        Err(_) => {}
    }
    for listener in &listeners {
        listener.set_nonblocking(true)?;
    }
    Ok((listeners, port))
}

/// Returns the names of the server, as requests have them.
pub(super) fn hosts(port: u16) -> Vec<String> {
    let mut hosts = Vec::new();
    for name in ["127.0.0.1", "localhost", "[::1]"] {
        hosts.push(format!("{name}:{port}"));
        // The usual port may be left out.
        if port == 80 {
            hosts.push(name.to_owned());
        }
    }
    hosts
}
