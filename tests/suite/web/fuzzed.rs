//! Thousands of random requests: each is answered or refused, and the server lives.

use std::fmt::Write as _;
use std::io::{Read, Write};

use super::server::{Server, encoded};
use crate::support::{below, rng, sample};

/// Number of addresses; `FUZZED_URLS` sets another.
fn cases() -> usize {
    let cases = std::env::var("FUZZED_URLS");
    cases
        .ok()
        .and_then(|cases| cases.parse().ok())
        .unwrap_or(2_000)
}

#[rustfmt::skip]
const PAGES: [&str; 30] = [
    "", "search", "search.json", "search.csv", "search.atom", "search.html", "brief", "kwic",
    "kwic.csv", "trends", "trends.svg", "plot", "plot.svg", "collocates", "keyness.json",
    "cite", "saved", "status", "help", "api", "schema.json", "api/v1/search", "api/v1/kwic",
    "api/v1/brief", "desk.css", "mcp", "nowhere", "search.exe", "//", "brief//",
];
#[rustfmt::skip]
const IDS: [&str; 15] = [
    "", "/", "/brief-001", "/brief-001%233", "/brief-001/3", "/2023/brief-013", "/%00", "/%",
    "/..", "/%2e%2e", "/%ff%fe", "/brief-001.json", "/brief-001%233~abcd", "/统战", "/%23",
];
#[rustfmt::skip]
const NAMES: [&str; 26] = [
    "q", "q", "q", "lang", "kind", "date", "limit", "offset", "cursor", "sort", "by", "span",
    "min", "group", "facets", "fuzzy", "explain", "format", "part", "least", "issue", "topic",
    "brief", "x", "%00", "",
];
#[rustfmt::skip]
const VALUES: [&str; 42] = [
    "front", "统战", "\"united front\"", "\"", "(", "-front", "NOT", "OR OR", "a*", "*", "~~9",
    "lang:zh", "date:..", "en", "quote", "2020", "2020..", "0", "1", "99999999999999999999",
    "-1", "1e9", "NaN", "true", "newest", "right", "1R,2R", "5L,3R", "json", "csv", "svg",
    "\u{0}", "\u{202e}x", "<b>", "%", "%zz", "+", "&", "=", "'; DROP", "../..", "\u{1f600}",
];

#[test]
fn random_addresses_are_answered_or_refused() {
    let server = Server::of(sample());
    let mut rng = rng(7);
    let mut pick = |from: &[&str]| from[below(&mut rng, from.len())].to_owned();
    for case in 0..cases() {
        let mut path = format!("/{}{}", pick(&PAGES), pick(&IDS));
        let parameters = pick(&["0", "1", "2", "3", "4"]);
        for number in 0..parameters.parse().unwrap_or(0) {
            let separator = if number == 0 {
                '?'
            } else {
                '&'
            };
            let value = pick(&VALUES);
            let value = if pick(&["raw", "encoded", "encoded"]) == "raw" && value.is_ascii() {
                value.replace(
                    |c: char| c.is_control() || c == ' ',
                    "+",
                )
            } else {
                encoded(&value)
            };
            let _ = write!(
                path,
                "{separator}{}={value}",
                pick(&NAMES)
            );
        }
        // Bytes that no address has are for the test below.
        let path = path.replace('"', "%22");
        let path: String = path
            .chars()
            .map(|c| {
                if c.is_ascii() {
                    c.to_string()
                } else {
                    encoded(&c.to_string())
                }
            })
            .collect();
        let reply = server.get(&path);
        assert!(
            (200..500).contains(&reply.status),
            "case {case}: {path}: {} {}",
            reply.status,
            reply.body
        );
    }
    assert_eq!(server.get("/").status, 200);
}

#[test]
fn random_bytes_are_refused() {
    let server = Server::of(sample());
    let mut rng = rng(8);
    let parts: [&[u8]; 16] = [
        b"GET / HTTP/1.1\r\n",
        b"Host: 127.0.0.1\r\n",
        b"\r\n",
        b"\x00",
        b"\xff\xfe",
        b"POST /mcp HTTP/1.1\r\n",
        b"Content-Length: 99999999999\r\n",
        b"Content-Length: -1\r\n",
        b"Transfer-Encoding: chunked\r\n",
        b"0\r\n\r\n",
        b"ffffffffffffffff\r\n",
        b"{}",
        b"HTTP/9.9",
        b"Connection: upgrade\r\nUpgrade: websocket\r\n",
        b"\n",
        b": \r\n",
    ];
    for _ in 0..400 {
        let mut stream = server.connect();
        for _ in 0..=below(&mut rng, 8) {
            let part = parts[below(&mut rng, parts.len())];
            if stream.write_all(part).is_err() {
                break;
            }
        }
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        assert!(
            !answer.starts_with(b"HTTP/1.1 5"),
            "{}",
            String::from_utf8_lossy(&answer)
        );
    }
    assert_eq!(server.get("/").status, 200);
}
