//! A server that answers as a test says, or stands between the program and a real cluster: for the
//! troubles that a real cluster has too seldom.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

use serde_json::{Value, json};

/// A request, as far as tests look at it.
pub(crate) struct Request {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) headers: Vec<String>,
    pub(crate) body: String,
}

/// An answer: status and body; or bytes as they are.
pub(crate) enum Reply {
    Json(u16, Value),
    Text(u16, &'static str),
    Raw(&'static [u8]),
}

/// Starts a server, and returns its address. It ends with the tests.
pub(crate) fn serve(answer: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener
        .local_addr()
        .expect("an address");
    let answer = Arc::new(answer);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let answer = Arc::clone(&answer);
            thread::spawn(move || {
                // A client may go away at any time.
                let _ = reply(stream, &*answer);
            });
        }
    });
    format!("http://{address}")
}

/// Returns the facts that a cluster of this version tells about itself.
pub(crate) fn about(version: &str) -> Value {
    json!({"version": {"number": version, "distribution": "opensearch"}})
}

/// Answers as a cluster in which all goes well until `answer` has another answer.
pub(crate) fn cluster(
    answer: impl Fn(&Request) -> Option<Reply> + Send + Sync + 'static,
) -> String {
    serve(move |request| match answer(request) {
        Some(reply) => reply,
        None if request.path == "/" => Reply::Json(200, about("3.9.0")),
        None => Reply::Json(
            404,
            json!({"error": {"type": "index_not_found_exception", "reason": "no such index"}}),
        ),
    })
}

/// Sends a request on to the server at this address, with another body, and returns its answer.
pub(crate) fn forward(server: &str, request: &Request, body: &str) -> (u16, Value) {
    let config = ureq::Agent::config_builder().http_status_as_error(false);
    let agent = config.build().new_agent();
    let kind = request
        .headers
        .iter()
        .find_map(|header| header.strip_prefix("content-type: "));
    let request = ureq::http::Request::builder()
        .method(request.method.as_str())
        .uri(format!("{server}{}", request.path))
        .header(
            "content-type",
            kind.unwrap_or("application/json"),
        );
    let request = request.body(body.to_owned());
    let answer = agent.run(request.expect("a request"));
    let mut answer = answer.expect("an answer");
    let text = answer
        .body_mut()
        .with_config()
        .limit(1 << 30)
        .read_to_string();
    let json = serde_json::from_str(&text.expect("a body"));
    (
        answer.status().as_u16(),
        json.unwrap_or(Value::Null),
    )
}

fn reply(stream: TcpStream, answer: &dyn Fn(&Request) -> Reply) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let mut words = line.split(' ').map(str::to_owned);
    let (Some(method), Some(path)) = (words.next(), words.next()) else {
        return Ok(());
    };
    let mut headers = Vec::new();
    let mut length = 0;
    loop {
        let mut header = String::new();
        reader.read_line(&mut header)?;
        let header = header.trim_end().to_lowercase();
        if header.is_empty() {
            break;
        }
        if let Some(value) = header.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or(0);
        }
        headers.push(header);
    }
    let mut body = String::new();
    reader
        .take(length)
        .read_to_string(&mut body)?;
    let request = Request {
        method,
        path,
        headers,
        body,
    };
    let mut stream = stream;
    let (status, kind, body) = match answer(&request) {
        Reply::Raw(bytes) => return stream.write_all(bytes),
        Reply::Json(status, value) => (
            status,
            "application/json",
            value.to_string(),
        ),
        Reply::Text(status, text) => (status, "text/html", text.to_owned()),
    };
    write!(
        stream,
        "HTTP/1.1 {status} X\r\ncontent-type: {kind}\r\ncontent-length: {}\r\n\
        connection: close\r\n\r\n{body}",
        body.len()
    )
}
