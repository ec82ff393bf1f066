//! The address of an index in a cluster: `https://host:9200/briefs`.

use std::fmt::Write;
use std::net::Ipv6Addr;
use std::path::{Path, PathBuf};

use super::trouble;
use crate::error::Result;

/// Maximum length of the name of an index, in bytes. The cluster allows 255, and a number follows
/// the name.
const MAX_NAME: usize = 240;
/// The schemes of addresses.
const SCHEMES: [&str; 2] = ["http", "https"];
/// The characters that the name of an index cannot have.
const NOT_IN_NAMES: &[char] = &[
    '\\', '/', '*', '?', '"', '<', '>', '|', ' ', ',', '#', ':', '%',
];

/// The place of an index: a host of the cluster, and the index's name there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Address {
    /// As it was given, to be shown. It has no password.
    pub(crate) shown: PathBuf,
    /// Scheme, host and port: `https://host:9200`.
    pub(super) server: String,
    /// Name of the index, which is an alias in the cluster.
    pub(crate) name: String,
}

/// Returns whether `place` is an address and not a folder: it starts with a scheme, as `http://`,
/// or is meant to.
pub(crate) fn is_address(place: &Path) -> bool {
    let Some((scheme, rest)) = place
        .to_str()
        .and_then(|place| place.split_once(':'))
    else {
        return false;
    };
    let is_letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    let starts_well = scheme.starts_with(|c: char| c.is_ascii_alphabetic());
    let is_scheme = starts_well && scheme.chars().all(is_letter);
    let is_known = SCHEMES
        .iter()
        .any(|known| known.eq_ignore_ascii_case(scheme));
    is_known || is_scheme && rest.starts_with("//")
}

impl Address {
    /// Parses an address.
    ///
    /// # Errors
    /// Returns an error that says which part is wrong.
    pub(crate) fn parse(place: &Path) -> Result<Self> {
        let text = place.to_string_lossy();
        let shown = PathBuf::from(without_password(&text));
        match parts(&text) {
            Ok((server, name)) => Ok(Self {
                shown,
                server,
                name,
            }),
            Err(problem) => Err(trouble::error(
                &shown, "address", problem,
            )),
        }
    }

    /// Whether what is sent is encrypted, or does not leave this machine.
    pub(super) fn is_private(&self) -> bool {
        let Some(host) = self.server.strip_prefix("http://") else {
            return true;
        };
        let is_port = |c: char| c == ':' || c.is_ascii_digit();
        let name = if host.starts_with('[') {
            host.split_inclusive(']').next()
        } else {
            Some(host.trim_end_matches(is_port))
        };
        let is_local = matches!(name, Some("localhost" | "[::1]"));
        is_local || host.starts_with("127.")
    }

    /// Returns `name` as a path of the server has it.
    pub(super) fn encoded(name: &str) -> String {
        let mut encoded = String::with_capacity(name.len());
        for byte in name.bytes() {
            if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~' | b'*') {
                encoded.push(char::from(byte));
            } else {
                // Writing into a string cannot fail.
                let _ = write!(encoded, "%{byte:02X}");
            }
        }
        encoded
    }
}

/// Returns `text` without what is between the scheme and an `@`, which may be a password.
fn without_password(text: &str) -> String {
    let Some((scheme, rest)) = text.split_once("://") else {
        return text.to_owned();
    };
    match rest.rsplit_once('@') {
        Some((_, host)) => format!("{scheme}://{host}"),
        None => text.to_owned(),
    }
}

/// Returns the server and the name, or what is wrong.
fn parts(text: &str) -> Result<(String, String), String> {
    let (scheme, rest) = text
        .split_once("://")
        .ok_or("two slashes follow the scheme; write https://HOST:9200/NAME")?;
    let scheme = scheme.to_ascii_lowercase();
    if !SCHEMES.contains(&scheme.as_str()) {
        return Err(format!(
            "an address of an index starts with http:// or https://, not {scheme}://; \
            write https://HOST:9200/NAME"
        ));
    }
    if rest.contains('@') {
        return Err(
            "a user or password in an address can be seen by others; write the address without \
            them, and set YINDE_CLUSTER_USER and YINDE_CLUSTER_PASSWORD"
                .to_owned(),
        );
    }
    let (server, name) = rest
        .split_once('/')
        .unwrap_or((rest, ""));
    check_server(server)?;
    let name = name
        .strip_suffix('/')
        .unwrap_or(name);
    check_name(name)?;
    let server = server.to_ascii_lowercase();
    Ok((
        format!("{scheme}://{server}"),
        name.to_owned(),
    ))
}

fn check_server(server: &str) -> Result<(), String> {
    let (host, port) = match server.strip_prefix('[') {
        Some(rest) => {
            let (host, port) = rest
                .split_once(']')
                .filter(|(host, _)| host.parse::<Ipv6Addr>().is_ok())
                .filter(|(_, port)| port.is_empty() || port.starts_with(':'))
                .ok_or("brackets are around a number of IPv6; write https://[::1]:9200/NAME")?;
            (host, port.strip_prefix(':'))
        }
        None => match server.split_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (server, None),
        },
    };
    if host.is_empty() {
        return Err("the address has no host; write https://HOST:9200/NAME".to_owned());
    }
    let is_of_host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | ':');
    if let Some(odd) = host
        .chars()
        .find(|&c| !is_of_host(c))
    {
        return Err(format!(
            "{odd:?} cannot be in the name of a host; write https://HOST:9200/NAME"
        ));
    }
    match port {
        Some(port) if !is_port(port) => Err(format!(
            "{port:?} is no port; write a number from 1 to 65535, as in https://HOST:9200/NAME"
        )),
        _ => Ok(()),
    }
}

fn is_port(port: &str) -> bool {
    let is_number = port
        .bytes()
        .all(|byte| byte.is_ascii_digit());
    is_number
        && port
            .parse::<u16>()
            .is_ok_and(|port| port > 0)
}

fn check_name(name: &str) -> Result<(), String> {
    if name.is_empty() {
        return Err(
            "the address names no index; add a name of your choice, as in https://HOST:9200/briefs"
                .to_owned(),
        );
    }
    let is_odd = |c: &char| NOT_IN_NAMES.contains(c) || c.is_control();
    if let Some(odd) = name
        .chars()
        .find(|c| is_odd(c) || c.is_whitespace())
    {
        return Err(format!(
            "{odd:?} cannot be in the name of an index; use small letters, digits and hyphens"
        ));
    }
    if name.starts_with(['_', '-', '+', '.']) {
        return Err("the name of an index starts with a letter or a digit; add one".to_owned());
    }
    if name.to_lowercase() != name {
        return Err(format!(
            "the name of an index has no capital letters; write {}",
            name.to_lowercase()
        ));
    }
    if name.len() > MAX_NAME {
        return Err(format!(
            "the name of the index has {} bytes, and the maximum is {MAX_NAME}; shorten it",
            name.len()
        ));
    }
    Ok(())
}
