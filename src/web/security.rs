//! The checks that every request passes before it is answered, and the headers of every answer.
//!
//! The server listens to this machine alone and knows no cookies, but any page that a browser shows
//! can send it requests. So a request must name this server (against names that are made to point
//! to this machine), and must not come from another site's script.

use axum::extract::{Request, State};
use axum::http::header::{HeaderName, HeaderValue};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::reply::Problem;
use super::words;

/// Maximum length of an address, in bytes.
const MAX_ADDRESS: usize = 8 * 1024;
/// The only address that takes POST.
pub(super) const MCP: &str = "/mcp";

/// The policy of a page: nothing but its own files.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; \
                      connect-src 'self'; form-action 'self'; base-uri 'none'; \
                      frame-ancestors 'none'";
/// The policy of a picture, which has its style inside.
const PICTURE_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; \
                              frame-ancestors 'none'";

const HEADERS: [(&str, &str); 5] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    (
        "cross-origin-resource-policy",
        "same-origin",
    ),
    (
        "cross-origin-opener-policy",
        "same-origin",
    ),
    ("x-frame-options", "DENY"),
];

/// Answers a request if it passes all checks. `port` is the server's.
pub(super) async fn guard(State(port): State<u16>, request: Request, next: Next) -> Response {
    let checked = check(&request, port);
    let mut response = match checked {
        Ok(()) => next.run(request).await,
        Err(problem) => refusal(&problem),
    };
    add_headers(response.headers_mut());
    response
}

fn check(request: &Request, port: u16) -> Result<(), Problem> {
    let uri = request.uri();
    if uri.authority().is_some() || !is_our_host(request.headers(), port) {
        return Err(Problem::new(
            421,
            words::NOT_THIS_SERVER,
            &words::use_address(port),
        ));
    }
    let address = uri.path_and_query();
    if address.is_some_and(|address| address.as_str().len() > MAX_ADDRESS) {
        return Err(Problem::new(
            414,
            words::LONG_ADDRESS,
            words::SHORTEN_QUERY,
        ));
    }
    check_method(request)?;
    check_origin(request.headers(), port)
}

fn check_method(request: &Request) -> Result<(), Problem> {
    let is_mcp = cfg!(feature = "mcp") && request.uri().path() == MCP;
    match *request.method() {
        Method::GET | Method::HEAD => Ok(()),
        Method::POST if is_mcp => Ok(()),
        _ => Err(Problem::new(
            405,
            words::READS_ONLY,
            words::USE_GET,
        )),
    }
}

/// Refuses what another site's page sends by itself: only links of other sites may lead here.
fn check_origin(headers: &HeaderMap, port: u16) -> Result<(), Problem> {
    let refused = || Problem::new(403, words::OTHER_SITE, words::OPEN_PAGE);
    for origin in headers.get_all(header::ORIGIN) {
        let origin = origin.to_str().unwrap_or_default();
        let host = origin.strip_prefix("http://");
        if !host.is_some_and(|host| is_ours(host, port)) {
            return Err(refused());
        }
    }
    let value = |name: &str| {
        headers
            .get(name)
            .map(HeaderValue::as_bytes)
    };
    let is_from_elsewhere = matches!(
        value("sec-fetch-site"),
        Some(b"cross-site" | b"same-site")
    );
    if is_from_elsewhere && value("sec-fetch-mode") != Some(b"navigate") {
        return Err(refused());
    }
    Ok(())
}

/// Whether the request names this server, once.
fn is_our_host(headers: &HeaderMap, port: u16) -> bool {
    let mut hosts = headers.get_all(header::HOST).iter();
    let host = hosts
        .next()
        .and_then(|host| host.to_str().ok());
    hosts.next().is_none() && host.is_some_and(|host| is_ours(host, port))
}

fn is_ours(host: &str, port: u16) -> bool {
    let host = host.to_ascii_lowercase();
    super::listen::hosts(port).contains(&host)
}

fn refusal(problem: &Problem) -> Response {
    let reply = problem.reply();
    let status = StatusCode::from_u16(reply.status);
    let status = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let kind = [(header::CONTENT_TYPE, reply.kind)];
    let mut response = (status, kind, reply.body).into_response();
    if status == StatusCode::METHOD_NOT_ALLOWED {
        let allow = HeaderValue::from_static("GET, HEAD");
        response
            .headers_mut()
            .insert(header::ALLOW, allow);
    }
    response
}

fn add_headers(headers: &mut HeaderMap) {
    for (name, value) in HEADERS {
        headers.insert(
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        );
    }
    let kind = headers.get(header::CONTENT_TYPE);
    let is_picture = kind.is_some_and(|kind| {
        kind.as_bytes()
            .starts_with(b"image/svg")
    });
    let policy = if is_picture {
        PICTURE_POLICY
    } else {
        POLICY
    };
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(policy),
    );
    if !headers.contains_key(header::CACHE_CONTROL) {
        let fresh = HeaderValue::from_static("no-cache");
        headers.insert(header::CACHE_CONTROL, fresh);
    }
}
