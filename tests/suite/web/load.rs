//! Many requests at once: no error, and memory that does not grow with them.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::server::{Server, encoded};
use crate::support::sample;

/// Number of clients at a time.
const CLIENTS: usize = 200;
/// Maximum memory of the server, in bytes: far less than an answer for each client would take if
/// nothing were bounded.
const MAX_MEMORY: usize = 1_500_000_000;

/// Asks in many threads for some time. Returns how long each answer took, sorted.
fn ask(server: &Server, time: Duration) -> Vec<Duration> {
    let queries = [
        "front",
        "统战",
        "\"united front\"",
        "party OR 党",
        "what is the united front?",
    ];
    let addresses: Vec<String> = queries
        .iter()
        .map(|query| format!("/?q={}", encoded(query)))
        .chain([
            "/kwic?q=front".to_owned(),
            "/search.json?q=party&limit=50".to_owned(),
        ])
        .collect();
    let end = Instant::now() + time;
    let next = AtomicUsize::new(0);
    let mut all = thread::scope(|scope| {
        let clients: Vec<_> = (0..CLIENTS)
            .map(|_| {
                scope.spawn(|| {
                    let mut took = Vec::new();
                    while Instant::now() < end {
                        let number = next.fetch_add(1, Ordering::Relaxed);
                        let address = &addresses[number % addresses.len()];
                        let start = Instant::now();
                        let reply = server.get(address);
                        assert_eq!(
                            reply.status, 200,
                            "{address}: {}",
                            reply.body
                        );
                        took.push(start.elapsed());
                    }
                    took
                })
            })
            .collect();
        clients
            .into_iter()
            .flat_map(|client| client.join().expect("no error"))
            .collect::<Vec<_>>()
    });
    all.sort();
    all
}

/// Maximum memory that the process has had, in bytes.
fn peak(server: &Server) -> Option<usize> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.id())).ok()?;
    let line = status
        .lines()
        .find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: usize = line
        .split_whitespace()
        .nth(1)?
        .parse()
        .ok()?;
    Some(kilobytes * 1024)
}

#[test]
fn two_hundred_clients_at_once_are_answered() {
    let server = Server::of(sample());
    let took = ask(&server, Duration::from_secs(3));
    assert!(
        took.len() >= CLIENTS,
        "only {} answers",
        took.len()
    );
    if let Some(peak) = peak(&server) {
        assert!(peak < MAX_MEMORY, "{peak} bytes");
    }
}

/// `LOAD_INDEX=FOLDER cargo test load -- --ignored --nocapture` asks another index for a minute.
#[test]
#[ignore = "takes a minute"]
fn a_minute_of_load() {
    let index = std::env::var_os("LOAD_INDEX");
    let index = index.map_or_else(|| sample().to_owned(), Into::into);
    let server = Server::of(&index);
    let took = ask(&server, Duration::from_mins(1));
    let at = |percent: usize| took[(took.len() - 1) * percent / 100];
    eprintln!(
        "{} answers, median {:?}, p99 {:?}, peak {:?} bytes",
        took.len(),
        at(50),
        at(99),
        peak(&server)
    );
}
