//! The server: connections, their limits, and work on other threads.

use std::io;
use std::net::TcpListener;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware;
use axum::response::{IntoResponse, Response};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpStream;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use tokio::time::{sleep, timeout};

use super::listen::listen;
use super::reply::{Problem, Reply};
use super::routes::{self, Route};
use super::security::guard;
use super::site::Site;
use super::words;
use crate::index::LiveIndex;
use crate::render::cite::Complete;

/// Maximum number of connections at a time. Others wait.
const MAX_CONNECTIONS: usize = 512;
/// Maximum time to wait for the head of a request, also of the next one on a connection.
const HEAD_TIME: Duration = Duration::from_secs(5);
/// Maximum time for an answer.
const ANSWER_TIME: Duration = Duration::from_mins(1);
/// Time after which a connection takes no other request.
const CONNECTION_TIME: Duration = Duration::from_mins(2);
/// Time that an old connection has for the rest of its answer.
const LAST_TIME: Duration = Duration::from_secs(30);
/// Maximum length of the head of a request, in bytes: more than that of an address, so that a
/// longer one is told so.
const MAX_HEAD: usize = 256 * 1024;
/// Maximum number of searches at a time for each processor.
const SEARCHES: usize = 2;
/// Maximum number of requests at a time that go through all matches or all briefs.
const LONG_WORK: usize = 2;

/// A server that listens.
pub struct Server {
    listeners: Vec<TcpListener>,
    site: Site,
}

/// The site, and how much work may be done at a time.
struct Shared {
    site: Site,
    searches: Arc<Semaphore>,
    long_work: Arc<Semaphore>,
}

impl Server {
    /// Listens at the first free port from `port` on, for requests about the index.
    ///
    /// # Errors
    /// Returns an error if no port is free.
    pub fn bind(live: Arc<LiveIndex>, port: u16, complete: Complete) -> io::Result<Self> {
        let (listeners, port) = listen(port)?;
        let site = Site {
            live,
            complete,
            port,
        };
        Ok(Self { listeners, site })
    }

    /// Returns the address of the page: `http://127.0.0.1:7474/`.
    #[must_use]
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.site.port)
    }

    /// Answers requests until the process ends.
    ///
    /// # Errors
    /// Returns an error if the server cannot be started.
    pub fn run(self) -> io::Result<()> {
        let processors = std::thread::available_parallelism();
        let searches = SEARCHES * processors.map_or(1, usize::from);
        let mut runtime = tokio::runtime::Builder::new_current_thread();
        let runtime = runtime
            .enable_io()
            .enable_time()
            .max_blocking_threads(searches + LONG_WORK + 2);
        let shared = Shared {
            site: self.site,
            searches: Arc::new(Semaphore::new(searches)),
            long_work: Arc::new(Semaphore::new(LONG_WORK)),
        };
        let runtime = runtime.build()?;
        runtime.block_on(serve(self.listeners, Arc::new(shared)))
    }
}

async fn serve(listeners: Vec<TcpListener>, shared: Arc<Shared>) -> io::Result<()> {
    let router = router(shared);
    let connections = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    let mut tasks = Vec::new();
    for listener in listeners {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        tasks.push(tokio::spawn(accept(
            listener,
            router.clone(),
            Arc::clone(&connections),
        )));
    }
    for task in tasks {
        task.await
            .map_err(io::Error::other)?;
    }
    Ok(())
}

fn router(shared: Arc<Shared>) -> Router {
    let port = shared.site.port;
    let router = Router::new();
    #[cfg(feature = "mcp")]
    let router = router.route_service(
        super::security::MCP,
        crate::mcp::over_http(
            Arc::clone(&shared.site.live),
            shared.site.complete.clone(),
            super::listen::hosts(port),
        ),
    );
    let router = router.fallback(answer);
    let guarded = router.layer(middleware::from_fn_with_state(
        port, guard,
    ));
    guarded.with_state(shared)
}

/// Accepts connections, as many as may be open at a time.
async fn accept(listener: tokio::net::TcpListener, router: Router, connections: Arc<Semaphore>) {
    // The semaphore is never closed.
    while let Ok(permit) = Arc::clone(&connections)
        .acquire_owned()
        .await
    {
        let Ok((stream, _)) = listener.accept().await else {
            // Too many open files, perhaps: some will be closed.
            sleep(Duration::from_millis(50)).await;
            continue;
        };
        let router = router.clone();
        tokio::spawn(async move {
            converse(stream, router).await;
            drop(permit);
        });
    }
}

/// Answers the requests of a connection, for some time.
async fn converse(stream: TcpStream, router: Router) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME)
        .max_buf_size(MAX_HEAD);
    let service = TowerToHyperService::new(router);
    let connection = http.serve_connection(TokioIo::new(stream), service);
    let mut connection = pin!(connection);
    if timeout(CONNECTION_TIME, connection.as_mut())
        .await
        .is_err()
    {
        connection
            .as_mut()
            .graceful_shutdown();
        // A client that reads too slowly loses the rest.
        let _ = timeout(LAST_TIME, connection).await;
    }
}

/// Answers a request for a page.
async fn answer(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let address = request.uri();
    let route = routes::route(
        address.path(),
        address.query().unwrap_or_default(),
    );
    let reply = match route {
        Ok(route) => match timeout(ANSWER_TIME, work(shared, route)).await {
            Ok(reply) => reply,
            Err(_) => Problem::new(503, words::TOOK_TOO_LONG, words::NARROW).reply(),
        },
        Err(problem) => routes::failure(&shared.site, &problem, address.path()),
    };
    response(reply)
}

/// Answers on another thread, when there is room for it.
async fn work(shared: Arc<Shared>, route: Route) -> Reply {
    let room = if route.is_long() {
        &shared.long_work
    } else {
        &shared.searches
    };
    let permit = Arc::clone(room)
        .acquire_owned()
        .await;
    let task = spawn_blocking(move || {
        let reply = route.answer(&shared.site);
        drop(permit);
        reply
    });
    // If something goes wrong in one request it ends that request only.
    task.await.unwrap_or_else(|_| {
        let problem = Problem::new(500, words::BROKEN, words::REPORT);
        problem.reply()
    })
}

fn response(reply: Reply) -> Response {
    let status = StatusCode::from_u16(reply.status);
    let status = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let cache = if reply.is_fixed {
        "max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let headers = [
        (header::CONTENT_TYPE, reply.kind),
        (header::CACHE_CONTROL, cache),
    ];
    (status, headers, reply.body).into_response()
}
