//! Requests that a cluster refuses, for now or for good, and answers that get lost.

use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::{Value, json};

use crate::fake::{Reply, Request, forward, serve};
use crate::support::{Briefs, Cluster, name, rounds, text};

/// Starts a server before the cluster. `change` gets each request of documents and what the cluster
/// answers to it.
fn before(
    cluster: &Cluster,
    change: impl Fn(&Request, &str) -> Option<Reply> + Send + Sync + 'static,
) -> String {
    let server = cluster.server.clone();
    serve(move |request| {
        change(request, &server).unwrap_or_else(|| {
            let (status, body) = forward(&server, request, &request.body);
            Reply::Json(status, body)
        })
    })
}

fn is_bulk(request: &Request) -> bool {
    request.path.contains("/_bulk")
}

fn with_corpus(cluster: Cluster) -> Briefs {
    let briefs = Briefs::of(cluster, 3);
    for at in 3..40 {
        briefs.write(&name(at), &text(at));
    }
    briefs
}

fn full() -> Value {
    json!({"type": "rejected_execution_exception", "reason": "queue is full"})
}

#[test]
fn what_is_rejected_as_too_many_is_sent_again() {
    let Some(cluster) = Cluster::find() else {
        return;
    };
    let briefs = with_corpus(cluster);
    let (requests, items) = (AtomicU32::new(0), AtomicU32::new(0));
    let server = before(
        &briefs.cluster,
        move |request, server| {
            if !is_bulk(request) {
                return None;
            }
            if requests
                .fetch_add(1, Ordering::Relaxed)
                .is_multiple_of(3)
            {
                return Some(Reply::Json(
                    429,
                    json!({"error": full(), "status": 429}),
                ));
            }
            let (status, mut answer) = forward(server, request, &request.body);
            // Every fourth document is said to be rejected, the first time.
            if items.fetch_add(1, Ordering::Relaxed) < 2 {
                let number = request
                    .body
                    .matches("{\"index\":")
                    .count();
                let item = |at: usize| {
                    let rejected = json!({"index": {"status": 429, "error": full()}});
                    let taken = json!({"index": {"status": 201}});
                    if at.is_multiple_of(4) {
                        rejected
                    } else {
                        taken
                    }
                };
                answer = json!({"errors": true, "items": (0..number).map(item).collect::<Value>()});
            }
            Some(Reply::Json(status, answer))
        },
    );
    let ran = briefs.index_through(&server, &[]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(briefs.verify()["briefs"], 40);
    let passages = briefs.verify()["passages"]
        .as_u64()
        .expect("a number");
    assert_eq!(briefs.documents(), passages + 40 + 2);
}

#[test]
fn what_is_rejected_for_ever_ends_the_run_and_says_so() {
    // A run gives up after a minute.
    if rounds() < 2 {
        return;
    }
    let Some(cluster) = Cluster::find() else {
        return;
    };
    let briefs = with_corpus(cluster);
    let seen = briefs.list();
    let server = before(&briefs.cluster, |request, _| {
        is_bulk(request).then(|| {
            Reply::Json(
                429,
                json!({"error": full(), "status": 429}),
            )
        })
    });
    let ran = briefs.index_through(&server, &[]);
    assert_eq!(ran.trouble(), "busy");
    assert_eq!(briefs.list(), seen);
    assert_eq!(briefs.index(&[]).code, 0);
    assert_eq!(briefs.verify()["briefs"], 40);
}

/// Refuses the documents that contain "refuse this", as a cluster does.
fn refuse_some(request: &Request, server: &str) -> Option<Reply> {
    if !is_bulk(request)
        || request
            .body
            .starts_with("{\"delete\"")
    {
        return None;
    }
    let lines: Vec<&str> = request.body.lines().collect();
    let (documents, _) = lines.as_chunks::<2>();
    let mut kept = String::new();
    let mut items = Vec::new();
    for [action, document] in documents {
        if document.contains("refuse\\nthis") {
            let error = json!({"type": "illegal_argument_exception", "reason": "immense"});
            items.push(json!({"index": {"status": 400, "error": error}}));
        } else {
            for line in [action, document] {
                kept.push_str(line);
                kept.push('\n');
            }
            items.push(json!({"index": {"status": 201}}));
        }
    }
    let (status, answer) = forward(server, request, &kept);
    assert_eq!(answer["errors"], false);
    Some(Reply::Json(
        status,
        json!({"errors": true, "items": items}),
    ))
}

#[test]
fn a_passage_that_is_refused_for_good_fails_its_brief_alone() {
    let Some(cluster) = Cluster::find() else {
        return;
    };
    let briefs = with_corpus(cluster);
    briefs.write(
        &name(1),
        "Brief #1: Ports\n\nOne.\n\nRefuse this.\n\nThree.\n",
    );
    briefs.write(
        "new.txt",
        "Brief #2: Ports\n\nOne.\n\nRefuse this.\n",
    );
    let server = before(&briefs.cluster, refuse_some);
    let ran = briefs.index_through(&server, &[]);
    assert_eq!(ran.code, 3, "{ran:?}");
    let report = ran.json();
    assert_eq!(report["added"], 37);
    assert_eq!(report["updated"], 0);
    let kept = |at: usize| {
        let failed = &report["failed"][at];
        assert_eq!(failed["kind"], "refused", "{ran:?}");
        let path = failed["path"]
            .as_str()
            .expect("a path")
            .to_owned();
        (
            path.ends_with("new.txt"),
            failed["kept"] == true,
        )
    };
    let mut both = [kept(0), kept(1)];
    both.sort_unstable();
    assert_eq!(both, [(false, true), (true, false)]);
    assert_eq!(briefs.verify()["briefs"], 40);
    // A rebuild would lose the last good version.
    let ran = briefs.index_through(&server, &["--rebuild"]);
    assert_eq!(ran.trouble(), "would-lose");
    assert_eq!(briefs.verify()["briefs"], 40);
    // Once the cluster takes it, nothing is missing and nothing is left over.
    assert_eq!(briefs.index(&[]).code, 0);
    briefs.index(&[]);
    let verified = briefs.verify();
    assert_eq!(verified["briefs"], 41);
    let passages = verified["passages"]
        .as_u64()
        .expect("a number");
    assert_eq!(briefs.documents(), passages + 41 + 2);
}

#[test]
fn an_answer_that_gets_lost_is_asked_for_again() {
    let Some(cluster) = Cluster::find() else {
        return;
    };
    let briefs = with_corpus(cluster);
    let requests = AtomicU32::new(0);
    let server = before(
        &briefs.cluster,
        move |request, server| {
            let is_write = request.method == "PUT" || is_bulk(request);
            let is_lost = is_write
                && requests
                    .fetch_add(1, Ordering::Relaxed)
                    .is_multiple_of(2);
            is_lost.then(|| {
                forward(server, request, &request.body);
                Reply::Raw(b"")
            })
        },
    );
    for args in [&[][..], &["--rebuild"]] {
        briefs.write("new.txt", &text(100 + args.len()));
        let ran = briefs.index_through(&server, args);
        assert_eq!(ran.code, 0, "{ran:?}");
        assert_eq!(briefs.verify()["briefs"], 41);
    }
}
