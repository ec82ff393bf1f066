//! Lines of standard input that are no messages, and input that ends at once.

use std::io::Write;

use serde_json::{Value, json};

use super::mcp::start;
use crate::program::Ran;

/// Runs the server on this input, to its end.
fn serve(input: &str) -> Ran {
    let mut child = start();
    let mut stdin = child
        .stdin
        .take()
        .expect("its input");
    stdin
        .write_all(input.as_bytes())
        .expect("it reads");
    drop(stdin);
    Ran::of(
        child
            .wait_with_output()
            .expect("it ends"),
    )
}

fn hello() -> Value {
    json!({
        "jsonrpc": "2.0", "id": "one", "method": "initialize",
        "params": {
            "protocolVersion": "2025-06-18", "capabilities": {},
            "clientInfo": { "name": "test", "version": "1" },
        },
    })
}

#[test]
fn a_line_that_is_no_message_is_answered() {
    let ready = json!({ "jsonrpc": "2.0", "method": "notifications/initialized" });
    let tools = json!({ "jsonrpc": "2.0", "id": 2, "method": "tools/list" });
    let long = "x".repeat(300_000);
    let input = format!(
        "nonsense\n{}\n\n{ready}\n{{\"id\": 7, \"foo\": 1}}\n[1,\n{long}\n{tools}\n",
        hello()
    );
    let out = serve(&input);
    assert_eq!((out.code, out.stderr.as_str()), (0, ""));
    let answers: Vec<Value> = out
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    let with = |code: i32, id: &Value| {
        let answers = answers.iter();
        answers
            .filter(|answer| answer["error"]["code"] == code && answer["id"] == *id)
            .count()
    };
    assert_eq!(
        with(-32700, &Value::Null),
        3,
        "{answers:?}"
    );
    assert_eq!(
        with(-32600, &json!(7)),
        1,
        "{answers:?}"
    );
    // The messages between them are answered as ever.
    let answered = |id: Value| {
        answers
            .iter()
            .any(|answer| answer["id"] == id && answer.get("result").is_some())
    };
    assert!(
        answered(json!("one")) && answered(json!(2)),
        "{answers:?}"
    );
    assert_eq!(answers.len(), 6, "{answers:?}");
}

#[test]
fn an_end_before_the_first_message_is_no_error() {
    for input in ["", "\n"] {
        let out = serve(input);
        assert_eq!(
            (
                out.code,
                out.stdout.as_str(),
                out.stderr.as_str()
            ),
            (0, "", "")
        );
    }
}
