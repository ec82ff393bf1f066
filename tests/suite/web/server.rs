//! A server for tests, and requests over a raw socket.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::Duration;

use crate::support::{sample, yinde};

/// Maximum time to wait for an answer.
const PATIENCE: Duration = Duration::from_mins(1);

/// A server, which ends with this value.
pub(super) struct Server {
    child: Child,
    pub(super) port: u16,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    /// Serves the index.
    pub(super) fn of(index: &Path) -> Self {
        let mut command = yinde();
        command
            .args(["serve", "--port", "0", "--index"])
            .arg(index);
        Self::start(command)
    }

    /// Starts the command and waits for the address that it prints.
    pub(super) fn start(mut command: Command) -> Self {
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program runs");
        let stdout = child
            .stdout
            .take()
            .expect("its output");
        let mut line = String::new();
        BufReader::new(stdout)
            .read_line(&mut line)
            .expect("a line");
        let port = line
            .strip_prefix("http://127.0.0.1:")
            .and_then(|rest| rest.split_once('/'))
            .and_then(|(port, _)| port.parse().ok());
        Self {
            child,
            port: port.unwrap_or_else(|| panic!("no address: {line:?}")),
        }
    }

    /// The process.
    pub(super) fn id(&self) -> u32 {
        self.child.id()
    }

    pub(super) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).expect("a connection");
        stream
            .set_read_timeout(Some(PATIENCE))
            .expect("a timeout");
        stream
    }

    /// Asks for a path as a browser would.
    pub(super) fn get(&self, path: &str) -> Reply {
        self.ask("GET", path, &[])
    }

    /// Asks for a path, with more headers, after which the connection is closed.
    pub(super) fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Reply {
        let mut request = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n",
            self.port
        );
        for (name, value) in headers {
            let _ = write!(request, "{name}: {value}\r\n");
        }
        self.raw(&(request + "\r\n"))
    }

    /// Posts JSON, as a client of the protocol for assistants does.
    pub(super) fn post(&self, path: &str, headers: &[(&str, &str)], body: &str) -> Reply {
        let mut request = format!(
            "POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\
             Content-Type: application/json\r\nAccept: application/json, text/event-stream\r\n\
             Content-Length: {}\r\n",
            self.port,
            body.len()
        );
        for (name, value) in headers {
            let _ = write!(request, "{name}: {value}\r\n");
        }
        self.raw(&(request + "\r\n" + body))
    }

    /// Sends the bytes as they are, and reads to the end.
    pub(super) fn raw(&self, request: &str) -> Reply {
        let mut stream = self.connect();
        // A server that has refused a request need not read all of it.
        let _ = stream.write_all(request.as_bytes());
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        Reply::parse(&bytes)
    }
}

/// The server of the sample corpus, for all tests that need no other.
pub(super) fn shared() -> &'static Server {
    static SERVER: OnceLock<Server> = OnceLock::new();
    SERVER.get_or_init(|| Server::of(sample()))
}

/// An answer.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: String,
}

impl Reply {
    fn parse(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let (head, body) = text
            .split_once("\r\n\r\n")
            .unwrap_or((&text, ""));
        let mut lines = head.lines();
        let status = lines
            .next()
            .and_then(|line| line.split(' ').nth(1))
            .and_then(|status| status.parse().ok());
        let headers = lines.filter_map(|line| line.split_once(": "));
        let headers: Vec<(String, String)> = headers
            .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
            .collect();
        let is_chunked = headers
            .iter()
            .any(|(name, value)| name == "transfer-encoding" && value == "chunked");
        Self {
            status: status.unwrap_or_default(),
            headers,
            body: if is_chunked {
                unchunked(body)
            } else {
                body.to_owned()
            },
        }
    }

    pub(super) fn header(&self, name: &str) -> &str {
        let mut headers = self.headers.iter();
        let header = headers.find(|(other, _)| other == name);
        header.map_or("", |(_, value)| value)
    }

    pub(super) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    /// The page, parsed.
    pub(super) fn page(&self) -> dom_query::Document {
        assert_eq!(self.status, 200, "{}", self.body);
        dom_query::Document::from(self.body.as_str())
    }
}

fn unchunked(body: &str) -> String {
    let mut bytes = body.as_bytes();
    let mut whole = Vec::new();
    while let Some(end) = bytes
        .windows(2)
        .position(|two| two == b"\r\n")
    {
        let size = String::from_utf8_lossy(&bytes[..end]);
        let size = usize::from_str_radix(size.trim(), 16).unwrap_or_default();
        if size == 0 || bytes.len() < end + 2 + size {
            break;
        }
        whole.extend_from_slice(&bytes[end + 2..end + 2 + size]);
        bytes = bytes
            .get(end + 2 + size + 2..)
            .unwrap_or_default();
    }
    String::from_utf8_lossy(&whole).into_owned()
}

/// Returns `text` as a part of an address.
pub(super) fn encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}
