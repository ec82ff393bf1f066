//! The tools for assistants, by messages as clients send them.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};

use super::server::{Server, shared};
use crate::support::{Briefs, sample, yinde};

/// Maximum length of a result, in tokens: clients cut it there.
const MAX_TOKENS: f64 = 25_000.0;

/// An estimate of the number of tokens of a result: data and text together.
fn tokens(text: &str) -> f64 {
    let of = |c: char| {
        if c.is_ascii() {
            1.0 / 3.5
        } else {
            1.2
        }
    };
    text.chars().map(of).sum()
}

/// Calls a tool over HTTP.
fn call(server: &Server, tool: &str, arguments: &Value) -> Value {
    let message = json!({
        "jsonrpc": "2.0", "id": 1, "method": "tools/call",
        "params": { "name": tool, "arguments": arguments },
    });
    let headers = [("MCP-Protocol-Version", "2025-06-18")];
    let reply = server.post("/mcp", &headers, &message.to_string());
    assert_eq!(reply.status, 200, "{}", reply.body);
    assert!(
        tokens(&reply.body) < MAX_TOKENS,
        "{tool} {arguments}: too long"
    );
    reply.json()["result"].clone()
}

#[test]
fn five_tools_are_listed_which_only_read() {
    let headers = [("MCP-Protocol-Version", "2025-06-18")];
    let message = r#"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#;
    let reply = shared().post("/mcp", &headers, message);
    let tools = reply.json()["result"]["tools"].clone();
    let tools = tools.as_array().expect("tools");
    let names: Vec<&str> = tools
        .iter()
        .map(|tool| {
            tool["name"]
                .as_str()
                .expect("a name")
        })
        .collect();
    assert_eq!(
        names,
        ["search", "read", "kwic", "trends", "cite"]
    );
    for tool in tools {
        assert_eq!(
            tool["annotations"]["readOnlyHint"],
            true
        );
        assert_eq!(tool["inputSchema"]["type"], "object");
    }
}

#[test]
fn results_have_ids_totals_and_cursors() {
    let server = shared();
    let mut arguments = json!({ "query": "party", "limit": 4 });
    let mut ids = Vec::new();
    let mut total = 0;
    for _ in 0..60 {
        let result = call(server, "search", &arguments);
        let data = &result["structuredContent"];
        total = data["total"]
            .as_u64()
            .expect("a total");
        for passage in data["passages"]
            .as_array()
            .expect("passages")
        {
            let id = passage["id"]
                .as_str()
                .expect("an id")
                .to_owned();
            let text = result["content"][0]["text"]
                .as_str()
                .expect("text");
            assert!(
                text.contains(&id),
                "{id} is not in the text"
            );
            ids.push(id);
        }
        match data["next"].as_str() {
            Some(next) => arguments["cursor"] = json!(next),
            None => break,
        }
    }
    assert_eq!(ids.len() as u64, total);
    let read = call(
        server,
        "read",
        &json!({ "id": ids[0], "context": 3 }),
    );
    let passages = read["structuredContent"]["passages"].clone();
    let asked = passages
        .as_array()
        .expect("passages")
        .iter()
        .filter(|passage| passage["asked"] == true);
    assert_eq!(asked.count(), 1);
    let cited = call(
        server,
        "cite",
        &json!({ "ids": [ids[0]], "style": "ris" }),
    );
    let citation = &cited["structuredContent"]["citations"][0]["citation"];
    assert!(
        citation
            .as_str()
            .expect("a citation")
            .starts_with("TY  - ")
    );
}

#[test]
fn the_desk_agrees_with_itself() {
    let server = shared();
    let lines = call(
        server,
        "kwic",
        &json!({ "query": "统战", "limit": 50 }),
    );
    let lines = &lines["structuredContent"];
    let trends = call(
        server,
        "trends",
        &json!({ "queries": ["统战"], "by": "month" }),
    );
    let rows = trends["structuredContent"]["rows"].clone();
    let sum: u64 = rows
        .as_array()
        .expect("rows")
        .iter()
        .map(|row| {
            row["shares"][0]["matches"]
                .as_u64()
                .expect("a number")
        })
        .sum();
    assert_eq!(lines["total"], sum);
    assert_eq!(
        lines["lines"]
            .as_array()
            .expect("lines")
            .len() as u64,
        sum
    );
}

#[test]
fn lines_have_their_translations_if_they_are_asked_for() {
    let server = shared();
    let mut arguments = json!({ "query": "统战", "limit": 50 });
    let alone = call(server, "kwic", &arguments);
    assert!(
        !alone
            .to_string()
            .contains("\"twin\"")
    );
    arguments["twins"] = json!(true);
    let result = call(server, "kwic", &arguments);
    let lines = result["structuredContent"]["lines"].clone();
    let lines = lines.as_array().expect("lines");
    let twins: Vec<&Value> = lines
        .iter()
        .filter_map(|line| line.get("twin"))
        .collect();
    assert!(!twins.is_empty() && twins.len() < lines.len());
    let text = result["content"][0]["text"]
        .as_str()
        .expect("text");
    assert_eq!(
        text.matches("\n= ").count(),
        twins.len(),
        "{text}"
    );
    for twin in twins {
        let words = twin["text"]
            .as_str()
            .expect("a text");
        assert!(
            text.contains(words),
            "{words} in {text}"
        );
    }
}

#[test]
fn errors_are_in_the_text() {
    let server = shared();
    let cases = [
        ("search", json!({}), "query"),
        (
            "search",
            json!({ "query": "front", "lang": "fr" }),
            "fr",
        ),
        (
            "search",
            json!({ "query": "front", "limit": 51 }),
            "limit",
        ),
        (
            "search",
            json!({ "query": "front", "cursor": "1-x" }),
            "cursor",
        ),
        (
            "search",
            json!({ "query": ["front"] }),
            "query",
        ),
        (
            "search",
            json!({ "query": "front", "colour": "red" }),
            "colour",
        ),
        (
            "read",
            json!({ "id": "breif-001" }),
            "breif-001",
        ),
        (
            "kwic",
            json!({ "query": "front", "sort": "up" }),
            "sort",
        ),
        (
            "kwic",
            json!({ "query": "front", "twins": "some" }),
            "twins",
        ),
        (
            "trends",
            json!({ "queries": [] }),
            "queries",
        ),
        (
            "cite",
            json!({ "ids": ["brief-001"], "style": "mla" }),
            "style",
        ),
    ];
    for (tool, arguments, word) in cases {
        let result = call(server, tool, &arguments);
        assert_eq!(
            result["isError"], true,
            "{tool} {arguments}"
        );
        let text = result["content"][0]["text"]
            .as_str()
            .expect("text");
        assert!(
            text.contains(word),
            "{tool} {arguments}: {text}"
        );
    }
}

#[test]
fn long_answers_are_cut_where_clients_would_cut_them() {
    let paragraph = "统一战线工作要全党一起做，".repeat(60);
    let mut text = String::from("Brief #1: 统战\n\n");
    for number in 0..200 {
        let _ = write!(text, "第{number}段：{paragraph}\n\n");
    }
    text += &"统战".repeat(40_000);
    let briefs = Briefs::of(&[("long.txt", &text)]);
    let server = Server::of(&briefs.index());
    for (tool, arguments) in [
        (
            "search",
            json!({ "query": "统一战线", "limit": 50 }),
        ),
        ("read", json!({ "id": "long" })),
        (
            "read",
            json!({ "id": "long#100", "context": 20 }),
        ),
        (
            "kwic",
            json!({ "query": "统一战线", "limit": 50 }),
        ),
        (
            "trends",
            json!({ "queries": ["统战"], "by": "issue" }),
        ),
    ] {
        let result = call(&server, tool, &arguments);
        assert_ne!(
            result["isError"], true,
            "{tool}: {result}"
        );
    }
    // The rest of a brief is where the cursor leads.
    let mut arguments = json!({ "id": "long" });
    let mut read = 0;
    let mut total = 0;
    for _ in 0..100 {
        let result = call(&server, "read", &arguments);
        let data = &result["structuredContent"];
        read += data["passages"]
            .as_array()
            .expect("passages")
            .len();
        total = data["total"]
            .as_u64()
            .expect("a total");
        match data["next"].as_str() {
            Some(next) => arguments["cursor"] = json!(next),
            None => break,
        }
    }
    assert_eq!(read as u64, total);
    assert!(read > 200, "{read}");
}

/// Starts the server for the sample index.
pub(super) fn start() -> Child {
    let mut command: Command = yinde();
    command
        .args(["mcp", "--index"])
        .arg(sample())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs")
}

#[test]
fn tools_are_served_over_standard_input_and_output() {
    let mut child = start();
    let mut input = child
        .stdin
        .take()
        .expect("its input");
    let mut output = BufReader::new(
        child
            .stdout
            .take()
            .expect("its output"),
    );
    let mut ask = |message: &Value| {
        writeln!(input, "{message}").expect("it reads");
        if message.get("id").is_none() {
            return Value::Null;
        }
        let mut line = String::new();
        output
            .read_line(&mut line)
            .expect("an answer");
        serde_json::from_str(&line).expect("JSON")
    };
    let hello = ask(&json!({
        "jsonrpc": "2.0", "id": 1, "method": "initialize",
        "params": {
            "protocolVersion": "2025-06-18", "capabilities": {},
            "clientInfo": { "name": "test", "version": "1" },
        },
    }));
    assert_eq!(
        hello["result"]["serverInfo"]["name"],
        "yinde"
    );
    ask(&json!({ "jsonrpc": "2.0", "method": "notifications/initialized" }));
    let answer = ask(&json!({
        "jsonrpc": "2.0", "id": 2, "method": "tools/call",
        "params": { "name": "search", "arguments": { "query": "\"united front\"" } },
    }));
    assert!(answer["result"]["structuredContent"]["total"].as_u64() > Some(5));
    // The client ends by closing its end.
    drop(input);
    let out = child
        .wait_with_output()
        .expect("it ends");
    assert!(out.status.success(), "{out:?}");
    assert_eq!(String::from_utf8_lossy(&out.stderr), "");
}
