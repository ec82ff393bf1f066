//! The files that pages use.

use super::reply::{Problem, Reply};
use super::site::Ask;

const CSS: &str = include_str!("assets/desk.css");
const JS: &str = include_str!("assets/desk.js");
const ICON: &str = include_str!("assets/icon.svg");

/// Returns the address of a file, which changes with the program's version.
pub(super) fn address(name: &str) -> String {
    let text = match name {
        "desk.css" => CSS,
        "desk.js" => JS,
        _ => ICON,
    };
    let hash = blake3::hash(text.as_bytes()).to_hex();
    format!("/{name}?v={}", &hash[..8])
}

pub(super) fn css(_: &Ask<'_>) -> Result<Reply, Problem> {
    fixed("text/css; charset=utf-8", CSS)
}

pub(super) fn js(_: &Ask<'_>) -> Result<Reply, Problem> {
    fixed("text/javascript; charset=utf-8", JS)
}

pub(super) fn icon(_: &Ask<'_>) -> Result<Reply, Problem> {
    fixed("image/svg+xml", ICON)
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "the answers of all pages have one type"
)]
fn fixed(kind: &'static str, text: &str) -> Result<Reply, Problem> {
    Ok(Reply {
        is_fixed: true,
        ..Reply::new(kind, text.as_bytes().to_vec())
    })
}
