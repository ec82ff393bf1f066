//! What the server refuses, and what every answer says to a browser.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::time::{Duration, Instant};

use super::server::{Server, encoded, shared};
use crate::support::{Briefs, sample, yinde};

#[test]
fn requests_must_name_this_server() {
    let server = shared();
    let port = server.port;
    let with_host = |host: &str| {
        let request = format!("GET / HTTP/1.1\r\n{host}Connection: close\r\n\r\n");
        server.raw(&request).status
    };
    for ours in ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"] {
        assert_eq!(
            with_host(&format!("Host: {ours}:{port}\r\n")),
            200,
            "{ours}"
        );
    }
    let others = [
        "evil.example".to_owned(),
        format!("evil.example:{port}"),
        "127.0.0.1".to_owned(),
        format!("127.0.0.1:{}", port ^ 1),
        format!("127.0.0.1.evil.example:{port}"),
        format!("localhost:{port}.evil.example"),
        format!("0.0.0.0:{port}"),
        String::new(),
    ];
    for other in others {
        assert_eq!(
            with_host(&format!("Host: {other}\r\n")),
            421,
            "{other:?}"
        );
    }
    // Without a host, with two, and with an address that names one.
    assert_eq!(with_host(""), 421);
    let two = format!("Host: 127.0.0.1:{port}\r\nHost: evil.example\r\n");
    assert!(matches!(with_host(&two), 400 | 421));
    let absolute = format!(
        "GET http://evil.example/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n"
    );
    assert_eq!(server.raw(&absolute).status, 421);
}

#[test]
fn scripts_of_other_sites_are_refused() {
    let server = shared();
    let ours = format!("http://127.0.0.1:{}", server.port);
    let foreign = [
        "https://evil.example",
        "null",
        "http://127.0.0.1:1",
        "file://",
    ];
    for path in ["/", "/mcp", "/api/v1/search?q=front"] {
        for origin in foreign {
            let reply = server.ask("GET", path, &[("Origin", origin)]);
            assert_eq!(
                reply.status, 403,
                "{path} from {origin}"
            );
        }
    }
    let body = r#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#;
    for origin in foreign {
        let reply = server.post("/mcp", &[("Origin", origin)], body);
        assert_eq!(reply.status, 403, "{origin}");
    }
    assert_eq!(
        server
            .ask("GET", "/", &[("Origin", &ours)])
            .status,
        200
    );
    let fetched = |site: &str, mode: &str| {
        let headers = [("Sec-Fetch-Site", site), ("Sec-Fetch-Mode", mode)];
        server
            .ask("GET", "/?q=front", &headers)
            .status
    };
    assert_eq!(fetched("cross-site", "no-cors"), 403);
    assert_eq!(fetched("cross-site", "cors"), 403);
    assert_eq!(fetched("same-site", "cors"), 403);
    // A link on another site, the page itself, and an address that was typed.
    assert_eq!(fetched("cross-site", "navigate"), 200);
    assert_eq!(fetched("same-origin", "cors"), 200);
    assert_eq!(fetched("none", "navigate"), 200);
}

#[test]
fn only_reading_is_allowed() {
    let server = shared();
    for method in [
        "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "QUERY",
    ] {
        let reply = server.ask(
            method,
            "/?q=front",
            &[("Content-Length", "0")],
        );
        assert_eq!(reply.status, 405, "{method}");
    }
    assert_eq!(
        server
            .ask("OPTIONS", "/mcp", &[])
            .status,
        405
    );
    let head = server.ask("HEAD", "/?q=front", &[]);
    assert_eq!(
        (head.status, head.body.as_str()),
        (200, "")
    );
}

#[test]
fn every_answer_has_the_headers() {
    let server = shared();
    let refused = server.ask("POST", "/", &[("Content-Length", "0")]);
    let paths = [
        "/",
        "/nowhere",
        "/brief/none",
        "/search.json?q=front",
        "/desk.css",
        "/mcp",
    ];
    let mut replies: Vec<_> = paths
        .map(|path| server.get(path))
        .into();
    replies.push(refused);
    for reply in replies {
        assert_eq!(
            reply.header("x-content-type-options"),
            "nosniff"
        );
        assert_eq!(
            reply.header("referrer-policy"),
            "no-referrer"
        );
        assert_eq!(
            reply.header("cross-origin-resource-policy"),
            "same-origin"
        );
        assert_eq!(
            reply.header("cross-origin-opener-policy"),
            "same-origin"
        );
        let policy = reply.header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'"),
            "{policy}"
        );
        assert!(
            policy.contains("frame-ancestors 'none'"),
            "{policy}"
        );
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(
            reply.header("access-control-allow-origin"),
            ""
        );
        assert_eq!(reply.header("set-cookie"), "");
    }
}

#[test]
fn ids_never_lead_to_files() {
    let server = shared();
    for id in [
        "../Cargo.toml",
        "..%2f..%2fetc%2fpasswd",
        "%2e%2e/%2e%2e/etc/passwd",
        "brief-001%00",
        "brief-001%00.txt",
        "/etc/passwd",
        "%ff",
        "brief-001.txt%23",
        "brief-001%2307",
        "brief-001%23999999999999999999999",
    ] {
        for page in ["brief", "cite", "similar"] {
            let reply = server.get(&format!("/{page}/{id}"));
            assert_eq!(reply.status, 404, "/{page}/{id}");
        }
        let json = server.get(&format!("/api/v1/brief/{id}"));
        assert_eq!(json.json()["status"], 404, "{id}");
    }
    // Clients encode the slash of an id; it leads to briefs, and to nothing else.
    for id in ["2023/brief-013", "2023%2fbrief-013", "2023%2Fbrief-013"] {
        let page = server.get(&format!("/brief/{id}"));
        assert_eq!(page.status, 200, "{id}");
        let json = server.get(&format!("/api/v1/brief/{id}"));
        assert_eq!(json.status, 200, "{id}");
    }
}

#[test]
fn long_addresses_are_refused() {
    let server = shared();
    let long = |length: usize| {
        server
            .get(&format!("/?q={}", "a".repeat(length)))
            .status
    };
    assert_eq!(long(9_000), 414);
    assert_eq!(long(70_000), 414);
    assert!(matches!(
        long(600_000),
        0 | 400 | 414 | 431
    ));
    // The longest that fits is answered or refused in words.
    assert!(matches!(long(8_000), 200 | 400));
}

#[test]
fn hostile_text_is_shown_as_text() {
    let script = "<script>alert(1)</script>";
    let title = format!("Brief #1: {script} \"&' \u{1b}[31m\u{202e}");
    let text = format!("{title}\n\n1. {script}\n\nA front {script} of javascript:alert(1).\n");
    let briefs = Briefs::of(&[
        (
            "<img src=x onerror=alert(1)>.txt",
            &text,
        ),
        (
            "a # b&c.txt",
            "Brief #2: Ports\n\nThe united front again.\n",
        ),
    ]);
    let server = Server::of(&briefs.index());
    let query = encoded(&format!("front \"{script}\" OR front"));
    let hostile = [
        format!("/?q={query}"),
        format!("/kwic?q={query}"),
        format!("/trends?q={query}"),
        format!("/plot?q={query}"),
        format!("/collocates?q={query}&min=1"),
        format!("/keyness?q={query}&min=1"),
        format!("/?q={}", encoded(script)),
        format!("/?q=front&section={}", encoded(script)),
        format!(
            "/brief/{}?q=front",
            encoded("<img src=x onerror=alert(1)>")
        ),
        format!(
            "/cite/{}",
            encoded("<img src=x onerror=alert(1)>#2")
        ),
        format!("/brief/{}", encoded(script)).replace("%2F", "/"),
        format!("/?{}=1", encoded(script)),
        format!("/{}", encoded(script)),
    ];
    for path in hostile {
        let reply = server.get(&path);
        assert!(reply.status < 500, "{path}");
        let page = dom_query::Document::from(reply.body.as_str());
        assert_eq!(
            page.select("script").length(),
            1,
            "{path}"
        );
        assert_eq!(
            page.select("script[src^='/desk.js']")
                .length(),
            1,
            "{path}"
        );
        assert_eq!(
            page.select("[onerror], img:not([src^='/'])")
                .length(),
            0,
            "{path}"
        );
        assert_eq!(
            page.select("a[href^='javascript']")
                .length(),
            0,
            "{path}"
        );
        let is_control = |c: char| c.is_control() && c != '\n' || c == '\u{202e}';
        assert!(
            !reply.body.contains(is_control),
            "{path}"
        );
    }
    let hits = server.get("/?q=front").page();
    let links = hits.select("ol.hits h2 a");
    assert_eq!(links.length(), 2);
    for link in &links {
        let address = link
            .attr("href")
            .expect("an address");
        let address = address
            .split('#')
            .next()
            .unwrap_or_default()
            .to_owned();
        assert_eq!(
            server.get(&address).status,
            200,
            "{address}"
        );
    }
}

#[test]
fn a_taken_port_means_the_next_one() {
    let taken = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    let port = taken
        .local_addr()
        .expect("an address")
        .port();
    let mut command = yinde();
    command
        .args(["serve", "--port", &port.to_string(), "--index"])
        .arg(sample());
    let server = Server::start(command);
    assert!(server.port > port, "{}", server.port);
    assert_eq!(server.get("/").status, 200);
}

#[test]
fn slow_and_idle_clients_keep_nobody_waiting() {
    let server = Server::of(sample());
    let mut idle = Vec::new();
    for number in 0..1000 {
        let Ok(mut stream) = std::net::TcpStream::connect(("127.0.0.1", server.port)) else {
            break;
        };
        if number % 2 == 0 {
            let _ = stream.write_all(b"GET / HTTP/1.1\r\nHost: 127");
        }
        idle.push(stream);
    }
    assert!(
        idle.len() > 600,
        "only {} connections",
        idle.len()
    );
    let start = Instant::now();
    assert_eq!(server.get("/?q=front").status, 200);
    let waited = start.elapsed();
    assert!(
        waited < Duration::from_secs(20),
        "{waited:?}"
    );
    // Half a request is not waited for.
    let mut first = idle.swap_remove(0);
    first
        .set_read_timeout(Some(Duration::from_secs(20)))
        .expect("a timeout");
    let mut rest = Vec::new();
    assert!(
        first.read_to_end(&mut rest).is_ok(),
        "still open"
    );
}
