//! Requests to a cluster, with retries.

use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::Value;
use ureq::Agent;
use ureq::tls::TlsConfig;

use super::address::Address;
use super::answer::Answer;
use super::credentials::{self, Authorization};
use super::trouble;
use super::version;
use crate::error::{Error, Result};

/// Time in which a connection must be made.
const CONNECT: Duration = Duration::from_secs(5);
/// Time in which a request must be answered.
const ANSWER: Duration = Duration::from_mins(1);
/// First wait before a request is sent again. Each wait is twice the one before.
const FIRST_WAIT: Duration = Duration::from_millis(100);
/// The longest wait.
const LONGEST_WAIT: Duration = Duration::from_secs(5);
/// Time for which a search tries again.
const PATIENCE_OF_READERS: Duration = Duration::from_secs(3);
/// Time for which a run tries again. It has more to lose than a search.
pub(super) const PATIENCE_OF_WRITERS: Duration = Duration::from_mins(1);
/// Maximum length of an answer, in bytes.
const MAX_ANSWER: u64 = 1 << 30;

/// A connection to the cluster in which an index is.
#[derive(Debug)]
pub(crate) struct Client {
    pub(crate) address: Address,
    agent: Agent,
    authorization: Option<Authorization>,
    patience: Duration,
}

/// A request's method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Method {
    Get,
    Post,
    Put,
    Delete,
}

/// A request's body.
#[derive(Debug, Clone, Copy)]
pub(super) enum Body<'a> {
    Nothing,
    Json(&'a Value),
    /// A line of JSON after the other.
    Lines(&'a [u8]),
}

impl Client {
    /// Connects to the cluster of the index at the address `place`.
    ///
    /// # Errors
    /// Returns an error if the address is wrong, nothing answers there, or what answers is not a
    /// cluster of a version that is supported.
    pub(crate) fn connect(place: &Path) -> Result<Self> {
        Self::connect_in(place, ANSWER)
    }

    /// Connects to the cluster, of which each request must be answered in the time `answer`.
    fn connect_in(place: &Path, answer: Duration) -> Result<Self> {
        let address = Address::parse(place)?;
        let authorization = credentials::authorization(&address)?;
        let tls = TlsConfig::builder()
            .root_certs(credentials::authorities()?)
            .build();
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            .timeout_connect(Some(CONNECT))
            .timeout_global(Some(answer))
            .tls_config(tls)
            .build();
        let mut client = Self {
            address,
            agent: config.new_agent(),
            authorization,
            // An address that is wrong is wrong at once.
            patience: Duration::ZERO,
        };
        let about = client.call(Method::Get, "/", Body::Nothing)?;
        version::check(&client.address.shown, &about)?;
        client.patience = PATIENCE_OF_READERS;
        Ok(client)
    }

    /// Returns this client with the patience of a run.
    pub(super) fn for_writing(self) -> Self {
        Self {
            patience: PATIENCE_OF_WRITERS,
            ..self
        }
    }

    /// Sends a GET request for a path that starts with a slash.
    ///
    /// # Errors
    /// Returns an error if it is not answered, or refused.
    pub(crate) fn get(&self, path: &str) -> Result<Value> {
        self.call(Method::Get, path, Body::Nothing)
    }

    /// Sends a POST request for a path that starts with a slash.
    ///
    /// # Errors
    /// As [`Client::get`].
    pub(crate) fn post(&self, path: &str, body: &Value) -> Result<Value> {
        self.call(Method::Post, path, Body::Json(body))
    }

    /// Sends a search, and returns its answer if all shards answered. If some did not, it is sent
    /// again for a while: when a node is lost, its answers are lost with it, and the next search
    /// asks the nodes that have copies of its shards.
    ///
    /// # Errors
    /// As [`Client::get`], and if a shard does not answer.
    pub(crate) fn search(&self, path: &str, body: &Value) -> Result<Value> {
        let mut waits = self.waits();
        loop {
            let answer = self.post(path, body)?;
            let (answered, all) = shards(&answer);
            if answered >= all && answer["timed_out"] != true {
                return Ok(answer);
            }
            let Some(wait) = waits.next() else {
                let shown = &self.address.shown;
                return Err(trouble::partial(shown, answered, all));
            };
            sleep(wait);
        }
    }

    /// Sends a request, again and again while it may pass, and returns the body of its answer.
    ///
    /// # Errors
    /// As [`Client::get`].
    pub(super) fn call(&self, method: Method, path: &str, body: Body<'_>) -> Result<Value> {
        let answer = self.ask(method, path, body)?;
        if answer.is_success() && answer.is_from_cluster() {
            return Ok(answer.body);
        }
        Err(self.refusal(&answer))
    }

    /// Sends a request, again and again while it may pass, and returns its answer, which may be a
    /// refusal.
    ///
    /// # Errors
    /// Returns an error if it is not answered.
    pub(super) fn ask(&self, method: Method, path: &str, body: Body<'_>) -> Result<Answer> {
        let mut waits = self.waits();
        loop {
            let (failed, may_pass) = match self.send(method, path, body) {
                Ok(answer) if !answer.may_pass() => return Ok(answer),
                Ok(answer) => (Ok(answer), true),
                Err(failure) => {
                    let may_pass = trouble::may_pass(&failure);
                    let shown = &self.address.shown;
                    (
                        Err(trouble::unanswered(shown, &failure)),
                        may_pass,
                    )
                }
            };
            match waits.next().filter(|_| may_pass) {
                Some(wait) => sleep(wait),
                None => return failed,
            }
        }
    }

    /// Returns the waits before tries, until the client's patience ends.
    pub(super) fn waits(&self) -> Waits {
        Waits::new(self.patience)
    }

    /// Returns the error for an answer that is a refusal.
    pub(super) fn refusal(&self, answer: &Answer) -> Error {
        let has_password = self.authorization.is_some();
        trouble::of_answer(
            &self.address.shown,
            answer,
            has_password,
        )
    }

    fn send(&self, method: Method, path: &str, body: Body<'_>) -> Result<Answer, ureq::Error> {
        let uri = format!("{}{path}", self.address.server);
        let method = match method {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Delete => "DELETE",
        };
        let mut request = ureq::http::Request::builder()
            .method(method)
            .uri(uri);
        if let Some(authorization) = &self.authorization {
            request = request.header("authorization", authorization.header());
        }
        match body {
            Body::Nothing => self.run(request.body(())?),
            Body::Json(value) => {
                let request = request.header("content-type", "application/json");
                self.run(request.body(value.to_string())?)
            }
            Body::Lines(lines) => {
                let request = request.header("content-type", "application/x-ndjson");
                self.run(request.body(lines)?)
            }
        }
    }

    fn run(
        &self,
        request: ureq::http::Request<impl ureq::AsSendBody>,
    ) -> Result<Answer, ureq::Error> {
        let mut answer = self.agent.run(request)?;
        let status = answer.status().as_u16();
        let body = answer
            .body_mut()
            .with_config()
            .limit(MAX_ANSWER);
        Ok(Answer::new(
            status,
            &body.read_to_vec()?,
        ))
    }
}

/// Returns how many shards answered a search, and how many there are. Shards that are missing
/// altogether are not among the failed ones, so only the successful ones count.
pub(crate) fn shards(answer: &Value) -> (u64, u64) {
    let shards = &answer["_shards"];
    let number = |name: &str| shards[name].as_u64();
    (
        number("successful").unwrap_or(0),
        number("total").unwrap_or(1),
    )
}

/// Growing waits, until patience ends.
pub(super) struct Waits {
    end: Instant,
    next: Duration,
}

impl Waits {
    pub(super) fn new(patience: Duration) -> Self {
        Self {
            end: Instant::now() + patience,
            next: FIRST_WAIT,
        }
    }
}

impl Iterator for Waits {
    type Item = Duration;

    fn next(&mut self) -> Option<Duration> {
        let wait = self.next;
        self.next = (wait * 2).min(LONGEST_WAIT);
        // The last try is made when patience ends.
        let left = self
            .end
            .saturating_duration_since(Instant::now());
        (!left.is_zero()).then(|| wait.min(left))
    }
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;
    use std::path::Path;
    use std::time::{Duration, Instant};

    use super::Client;

    #[test]
    fn a_node_that_never_answers_is_given_up() {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let server = listener
            .local_addr()
            .expect("an address");
        let place = format!("http://{server}/briefs");
        let start = Instant::now();
        // The system takes the connection, and nobody reads from it.
        let failed = Client::connect_in(
            Path::new(&place),
            Duration::from_millis(300),
        );
        let error = failed.expect_err("no answer");
        assert!(start.elapsed() >= Duration::from_millis(300));
        assert!(start.elapsed() < Duration::from_secs(30));
        assert_eq!(error.kind(), "time-out");
        assert!(
            error
                .to_string()
                .contains("no answer in time; try again"),
            "{error}"
        );
    }
}
