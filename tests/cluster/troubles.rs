//! The troubles of a cluster, each said plainly.

use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::fake::{Reply, about, cluster, serve};
use crate::support::{Briefs, Cluster, Ran, yinde};

fn status(server: &str) -> Ran {
    let mut command = yinde();
    command
        .args(["status", "--json", "--index"])
        .arg(format!("{server}/briefs"));
    Ran::of(
        command
            .output()
            .expect("the program runs"),
    )
}

fn kind(server: &str) -> String {
    status(server).trouble()
}

#[test]
fn nothing_that_listens() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener
        .local_addr()
        .expect("an address");
    drop(listener);
    assert_eq!(
        kind(&format!("http://{address}")),
        "unreachable"
    );
    assert_eq!(
        kind("http://no-such-host.invalid:9200"),
        "unreachable"
    );
}

#[test]
fn something_else_that_listens() {
    let page = || serve(|_| Reply::Text(200, "<html>Welcome!</html>"));
    let missing = || serve(|_| Reply::Text(404, "<html>Not found</html>"));
    let moved = || serve(|_| Reply::Text(302, ""));
    let json = || serve(|_| Reply::Json(200, json!({"hello": "world"})));
    let bytes = || serve(|_| Reply::Raw(b"SSH-2.0-OpenSSH_9.9\r\n"));
    for server in [page(), missing(), moved(), json(), bytes()] {
        assert_eq!(kind(&server), "not-a-cluster");
    }
    let silent = serve(|_| Reply::Raw(b""));
    assert_eq!(kind(&silent), "unreachable");
}

#[test]
fn versions_that_are_not_supported() {
    for version in ["1.3.20", "2.18.0", "4.0.0", "7.10.2", "x"] {
        let server = serve(move |_| Reply::Json(200, about(version)));
        assert_eq!(
            kind(&server),
            "cluster-version",
            "{version}"
        );
    }
    let other = json!({"version": {"number": "8.15.0"}});
    let server = serve(move |_| Reply::Json(200, other.clone()));
    assert_eq!(kind(&server), "cluster-version");
    for version in ["2.19.0", "2.19.6", "3.0.0", "3.9.0"] {
        let server =
            cluster(move |request| (request.path == "/").then(|| Reply::Json(200, about(version))));
        assert_eq!(kind(&server), "no-index", "{version}");
    }
}

#[test]
fn answers_of_a_cluster_in_trouble() {
    let error = |kind: &str, reason: &str| json!({"error": {"type": kind, "reason": reason}});
    let blocked = error(
        "cluster_block_exception",
        "index [b] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark, \
        index has read-only-allow-delete block];",
    );
    for (status, body, expected) in [
        (401, json!(null), "password"),
        (
            403,
            error("security_exception", "no permissions"),
            "forbidden",
        ),
        (403, blocked.clone(), "read-only"),
        (429, blocked, "read-only"),
        (
            429,
            error(
                "es_rejected_execution_exception",
                "full",
            ),
            "busy",
        ),
        (
            503,
            error("cluster_manager_not_discovered", "none"),
            "unavailable",
        ),
        (
            503,
            json!({"error": "", "status": 503}),
            "unavailable",
        ),
        (
            500,
            error("illegal_state", "odd"),
            "refused",
        ),
        (
            504,
            error("timeout", "late"),
            "time-out",
        ),
        (500, lost_node(), "unavailable"),
    ] {
        let server = cluster(move |request| {
            let is_state = request.path.contains("_doc/state");
            is_state.then(|| Reply::Json(status, body.clone()))
        });
        let ran = self::status(&server);
        assert_eq!(ran.trouble(), expected, "{ran:?}");
    }
}

/// The error of a cluster that sent a request on to a node which was lost.
fn lost_node() -> Value {
    let lost = json!({
        "type": "node_disconnected_exception",
        "reason": "[node-2][127.0.0.1:9302] disconnected",
    });
    json!({"error": {
        "type": "search_phase_execution_exception",
        "reason": "",
        "root_cause": [lost],
    }})
}

#[test]
fn what_passes_is_tried_again() {
    let full = || json!({"error": {"type": "full", "reason": "full"}});
    for (status, body) in [(429, full()), (503, full()), (500, lost_node())] {
        let asked = AtomicU32::new(0);
        let server = cluster(move |request| {
            let is_state = request.path.contains("_doc/state");
            let is_early = is_state && asked.fetch_add(1, Ordering::Relaxed) < 3;
            is_early.then(|| Reply::Json(status, body.clone()))
        });
        assert_eq!(kind(&server), "no-index", "{status}");
    }
}

#[test]
fn what_does_not_pass_is_not_tried_again() {
    let asked = Arc::new(AtomicU32::new(0));
    let count = Arc::clone(&asked);
    let server = cluster(move |request| {
        let is_state = request.path.contains("_doc/state");
        is_state.then(|| {
            count.fetch_add(1, Ordering::Relaxed);
            Reply::Json(
                500,
                json!({"error": {"type": "illegal_state", "reason": "odd"}}),
            )
        })
    });
    assert_eq!(kind(&server), "refused");
    assert_eq!(asked.load(Ordering::Relaxed), 1);
}

#[test]
#[ignore = "waits for more than a minute"]
fn a_node_that_never_answers_is_given_up() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener
        .local_addr()
        .expect("an address");
    // The system takes the connection, and nobody reads from it.
    let start = Instant::now();
    let ran = status(&format!("http://{address}"));
    assert_eq!(ran.trouble(), "time-out");
    assert!(
        ran.stderr
            .contains("no answer in time"),
        "{ran:?}"
    );
    let took = start.elapsed().as_secs();
    assert!((60..70).contains(&took), "{took} s");
    // The same if it is the search that is never answered.
    let start = Instant::now();
    let server = cluster(|request| {
        if request.path.contains("_doc/state") {
            sleep(Duration::from_mins(5));
        }
        None
    });
    assert_eq!(kind(&server), "time-out");
    let took = start.elapsed().as_secs();
    assert!((60..70).contains(&took), "{took} s");
}

#[test]
fn passwords_are_sent_and_never_shown() {
    let server = serve(|request| {
        // ann:hush-hush
        let right = "authorization: basic yw5uomh1c2gtahvzaa==".to_owned();
        if request.headers.contains(&right) {
            Reply::Json(200, about("3.9.0"))
        } else {
            Reply::Json(
                401,
                json!({"error": "Unauthorized: hush-hush"}),
            )
        }
    });
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("credentials");
    std::fs::write(&file, "ann:hush-hush\n").expect("a file");
    let file = file.to_str().expect("a path");
    let right = [
        ("YINDE_CLUSTER_USER", "ann"),
        ("YINDE_CLUSTER_PASSWORD", "hush-hush"),
    ];
    let wrong = [
        ("YINDE_CLUSTER_USER", "ann"),
        (
            "YINDE_CLUSTER_PASSWORD",
            "hush-hush-hush",
        ),
    ];
    let in_file = [("YINDE_CLUSTER_CREDENTIALS", file)];
    let only_user = [("YINDE_CLUSTER_USER", "ann")];
    let only_password = [("YINDE_CLUSTER_PASSWORD", "hush-hush")];
    let no_file = [(
        "YINDE_CLUSTER_CREDENTIALS",
        "/no/such/file",
    )];
    for (variables, expected) in [
        (&right[..], "not-a-cluster"),
        (&in_file[..], "not-a-cluster"),
        (&wrong[..], "password"),
        (&[][..], "password"),
        (&only_user[..], "password"),
        (&only_password[..], "password"),
    ] {
        let mut command = yinde();
        command
            .args(["status", "--json", "--index"])
            .arg(format!("{server}/briefs"))
            .envs(variables.iter().copied());
        let ran = Ran::of(
            command
                .output()
                .expect("the program runs"),
        );
        assert_eq!(
            ran.trouble(),
            expected,
            "{variables:?} {ran:?}"
        );
        let all = format!("{}{}", ran.stdout, ran.stderr);
        assert!(!all.contains("hush"), "{all}");
    }
    let mut command = yinde();
    command
        .args(["status", "--json", "--index"])
        .arg(format!("{server}/briefs"))
        .envs(no_file);
    let ran = Ran::of(
        command
            .output()
            .expect("the program runs"),
    );
    assert!(
        ran.stderr.contains("/no/such/file"),
        "{ran:?}"
    );
}

#[test]
fn a_password_does_not_leave_this_machine_in_the_clear() {
    let mut command = yinde();
    command
        .args([
            "status",
            "--json",
            "--index",
            "http://cluster.example:9200/briefs",
        ])
        .env("YINDE_CLUSTER_USER", "ann")
        .env("YINDE_CLUSTER_PASSWORD", "hush-hush");
    let ran = Ran::of(
        command
            .output()
            .expect("the program runs"),
    );
    assert_eq!(ran.trouble(), "password");
    assert!(
        ran.stderr.contains("https://"),
        "{ran:?}"
    );
}

#[test]
fn commands_that_only_a_folder_has() {
    let Some(cluster) = Cluster::find() else {
        return;
    };
    let briefs = Briefs::of(cluster, 2);
    for args in [
        &["repair", "--json"][..],
        &["restore", "--json"],
        &["restore", "g-000001", "--json"],
    ] {
        let ran = briefs.run(args);
        assert_eq!(
            ran.trouble(),
            "not-on-a-cluster",
            "{args:?}"
        );
    }
    let ran = briefs.index(&["--keep", "2", "--json"]);
    assert_eq!(ran.trouble(), "not-on-a-cluster");
    let ran = briefs.run(&["upgrade"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    briefs.verify();
}

#[test]
fn a_disk_that_is_nearly_full() {
    let Some(cluster) = Cluster::find() else {
        return;
    };
    let briefs = Briefs::of(cluster, 2);
    let (before, state) = (briefs.list(), briefs.state());
    let settings = format!("/{}/_settings", briefs.name);
    let full = json!({"index.blocks.read_only_allow_delete": true});
    assert_eq!(
        briefs
            .cluster
            .ask("PUT", &settings, Some(&full))
            .0,
        200
    );
    briefs.write("new.txt", "Brief #9: New\n\nText.\n");
    let ran = briefs.index(&["--json"]);
    assert_eq!(ran.trouble(), "read-only");
    assert_eq!(
        (briefs.list(), briefs.state()),
        (before, state)
    );
    let free = json!({"index.blocks.read_only_allow_delete": null});
    assert_eq!(
        briefs
            .cluster
            .ask("PUT", &settings, Some(&free))
            .0,
        200
    );
    let ran = briefs.index(&[]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(briefs.verify()["briefs"], 3);
}
