//! The lines of standard input: those that are no messages of JSON-RPC are answered here, since the
//! protocol's library passes over them and the client would wait for ever.

use std::io;

use serde_json::{Value, json};
use tokio::io::{
    AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader, DuplexStream, ReadHalf,
    WriteHalf, duplex, split,
};
use tokio::sync::mpsc::{Receiver, Sender, channel};

/// Number of bytes that are on their way at a time.
const ROOM: usize = 64 * 1024;
/// Number of answers of this file that are on their way at a time.
const ANSWERS: usize = 16;

/// Returns a task that passes on the messages of `input` and answers the other lines, and the two
/// ends to which a server is connected. The task ends when the input has ended and the server has
/// closed its end.
pub(super) fn checked<R, W>(
    (input, output): (R, W),
) -> (
    impl Future<Output = io::Result<()>> + Send + 'static,
    (
        ReadHalf<DuplexStream>,
        WriteHalf<DuplexStream>,
    ),
)
where
    R: AsyncRead + Send + Unpin + 'static,
    W: AsyncWrite + Send + Unpin + 'static,
{
    let (ours, theirs) = duplex(ROOM);
    let (replies, messages) = split(ours);
    let (send, receive) = channel(ANSWERS);
    let task = async move {
        let read = tokio::spawn(pass_on(input, messages, send));
        let written = write(replies, receive, output).await;
        // A reader that waits for input that nobody needs any more ends with the program.
        read.abort();
        written
    };
    (task, split(theirs))
}

/// Passes the messages in `input` on to `messages`, and answers to the other lines to `answers`.
async fn pass_on(
    input: impl AsyncRead + Unpin,
    mut messages: WriteHalf<DuplexStream>,
    answers: Sender<Value>,
) {
    let mut input = BufReader::new(input);
    let mut line = Vec::new();
    while let Ok(1..) = input
        .read_until(b'\n', &mut line)
        .await
    {
        if !line.ends_with(b"\n") {
            line.push(b'\n');
        }
        let passed = match problem(&line) {
            Some(problem) => answers.send(problem).await.is_ok(),
            None => messages
                .write_all(&line)
                .await
                .is_ok(),
        };
        if !passed {
            return;
        }
        line.clear();
    }
    // The end of the input is the end of the messages.
    let _ = messages.shutdown().await;
}

/// Writes the lines of `replies` and the `answers` to `output`, each whole, until the replies end.
async fn write(
    replies: ReadHalf<DuplexStream>,
    mut answers: Receiver<Value>,
    mut output: impl AsyncWrite + Unpin,
) -> io::Result<()> {
    let mut replies = BufReader::new(replies);
    let mut reply = Vec::new();
    loop {
        tokio::select! {
            read = replies.read_until(b'\n', &mut reply) => {
                if read? == 0 {
                    break;
                }
                output.write_all(&reply).await?;
                reply.clear();
            }
            Some(answer) = answers.recv() => {
                output.write_all(format!("{answer}\n").as_bytes()).await?;
            }
        }
        output.flush().await?;
    }
    while let Ok(answer) = answers.try_recv() {
        output
            .write_all(format!("{answer}\n").as_bytes())
            .await?;
    }
    output.flush().await
}

/// Returns the answer to a line that is no message, as JSON-RPC has it.
fn problem(line: &[u8]) -> Option<Value> {
    if line.trim_ascii().is_empty() {
        return None;
    }
    let message: Value = match serde_json::from_slice(line) {
        Ok(message) => message,
        Err(error) => {
            return Some(answer(
                &Value::Null,
                -32700,
                &format!("Parse error: the line is not JSON: {error}"),
            ));
        }
    };
    let has = |name| message.get(name).is_some();
    if message.is_array() || has("method") || has("result") || has("error") {
        return None;
    }
    let id = message
        .get("id")
        .unwrap_or(&Value::Null);
    Some(answer(
        id,
        -32600,
        "Invalid Request: the message has no method",
    ))
}

fn answer(id: &Value, code: i32, message: &str) -> Value {
    json!({ "jsonrpc": "2.0", "id": id, "error": { "code": code, "message": message } })
}
