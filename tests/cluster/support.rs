//! Shared by the tests: the cluster, an index in it, a corpus and the program.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use serde_json::{Value, json};
use tempfile::TempDir;

pub(crate) use crate::program::{Ran, yinde};

/// Held for reading by tests that need all nodes, for writing by those that end nodes.
static NODES: RwLock<()> = RwLock::new(());

pub(crate) fn project() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Says that a test is not run for want of something, which CI must have.
pub(crate) fn not_run(need: &str) {
    let is_ci = env::var_os("CI").is_some_and(|value| !value.is_empty());
    assert!(
        !is_ci,
        "needs {need}, which CI must have"
    );
    eprintln!("not run: needs {need}");
}

/// How often each fault is done.
pub(crate) fn rounds() -> u32 {
    let rounds = env::var("YINDE_ROUNDS").ok();
    rounds
        .and_then(|rounds| rounds.parse().ok())
        .unwrap_or(1)
}

/// A cluster that tests may use.
pub(crate) struct Cluster {
    pub(crate) server: String,
    _shared: Option<RwLockReadGuard<'static, ()>>,
    _alone: Option<RwLockWriteGuard<'static, ()>>,
}

impl Cluster {
    /// Returns the cluster, with all of its nodes, or `None` if there is none to test with.
    pub(crate) fn find() -> Option<Self> {
        let server = server()?;
        let shared = NODES
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        Some(Self {
            server,
            _shared: Some(shared),
            _alone: None,
        })
    }

    /// Returns the cluster for a test that ends nodes, while no other test uses it.
    pub(crate) fn alone() -> Option<(Self, Nodes)> {
        let server = server()?;
        let Some(folder) = env::var_os("YINDE_TEST_NODES") else {
            not_run("the nodes of the cluster (tests/cluster/run)");
            return None;
        };
        let alone = NODES
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        let cluster = Self {
            server,
            _shared: None,
            _alone: Some(alone),
        };
        Some((
            cluster,
            Nodes {
                folder: folder.into(),
            },
        ))
    }

    /// Sends a request to the cluster itself. Returns the status and the body.
    pub(crate) fn ask(&self, method: &str, path: &str, body: Option<&Value>) -> (u16, Value) {
        let config = ureq::Agent::config_builder().http_status_as_error(false);
        let agent = config.build().new_agent();
        let request = ureq::http::Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.server))
            .header("content-type", "application/json");
        let body = body.map_or(String::new(), Value::to_string);
        let request = request
            .body(body)
            .expect("a request");
        let mut answer = agent
            .run(request)
            .expect("an answer");
        let text = answer
            .body_mut()
            .read_to_string()
            .expect("a body");
        (
            answer.status().as_u16(),
            serde_json::from_str(&text).unwrap_or(Value::Null),
        )
    }
}

/// Returns the address of the cluster, or `None` if there is none. An empty address says that there
/// is none on purpose: these tests are run apart from the others.
fn server() -> Option<String> {
    let Ok(server) = env::var("YINDE_TEST_CLUSTER") else {
        not_run("a cluster (tests/cluster/run, or YINDE_TEST_CLUSTER=http://…)");
        return None;
    };
    let server = server.trim_end_matches('/');
    (!server.is_empty()).then(|| server.to_owned())
}

/// The nodes of the cluster, which a test can end and start again.
pub(crate) struct Nodes {
    folder: PathBuf,
}

impl Nodes {
    pub(crate) fn kill(&self, node: u32) {
        self.command("kill", &[node]);
    }

    pub(crate) fn start(&self, nodes: &[u32]) {
        self.command("start", nodes);
    }

    fn command(&self, what: &str, nodes: &[u32]) {
        let status = Command::new(project().join("tests/cluster/nodes"))
            .arg(what)
            .arg(&self.folder)
            .args(nodes.iter().map(u32::to_string))
            .status();
        assert!(
            status
                .expect("the script")
                .success(),
            "{what} {nodes:?}"
        );
    }
}

/// A corpus, and an index of its own in a cluster, which is deleted in the end.
pub(crate) struct Briefs {
    pub(crate) cluster: Cluster,
    pub(crate) name: String,
    folder: TempDir,
}

impl Briefs {
    pub(crate) fn empty(cluster: Cluster) -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::create_dir(folder.path().join("corpus")).expect("a corpus");
        let briefs = Self {
            cluster,
            name: format!("test-{}-{number}", std::process::id()),
            folder,
        };
        briefs.remove_index();
        briefs
    }

    /// A corpus of short briefs, indexed.
    pub(crate) fn of(cluster: Cluster, number: usize) -> Self {
        let briefs = Self::empty(cluster);
        for at in 0..number {
            briefs.write(&name(at), &text(at));
        }
        let ran = briefs.index(&[]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        briefs
    }

    /// The address of the index.
    pub(crate) fn address(&self) -> String {
        format!("{}/{}", self.cluster.server, self.name)
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn corpus(&self) -> PathBuf {
        self.folder().join("corpus")
    }

    pub(crate) fn write(&self, source: &str, text: &str) {
        let path = self.corpus().join(source);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a brief");
    }

    pub(crate) fn remove(&self, source: &str) {
        std::fs::remove_file(self.corpus().join(source)).expect("a brief to remove");
    }

    /// Runs `yinde index` over the corpus.
    pub(crate) fn index(&self, args: &[&str]) -> Ran {
        let corpus = self.corpus();
        let corpus = corpus.to_str().expect("a path");
        let mut all = vec!["index", corpus];
        all.extend(args);
        self.run(&all)
    }

    /// Starts `yinde index` over the corpus.
    pub(crate) fn start_index(&self, args: &[&str]) -> Child {
        let mut command = self.command(&["index"]);
        command
            .arg(self.corpus())
            .args(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
            .spawn()
            .expect("the program starts")
    }

    /// Runs `yinde index` over the corpus through another server.
    pub(crate) fn index_through(&self, server: &str, args: &[&str]) -> Ran {
        let mut command = yinde();
        command
            .current_dir(self.folder())
            .args(["index", "corpus", "--json"])
            .args(args)
            .arg("--index")
            .arg(format!("{server}/{}", self.name));
        Ran::of(
            command
                .output()
                .expect("the program runs"),
        )
    }

    /// Runs `yinde` with this index.
    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        Ran::of(
            self.command(args)
                .output()
                .expect("the program runs"),
        )
    }

    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = yinde();
        command
            .current_dir(self.folder())
            .args(args)
            .arg("--index")
            .arg(self.address());
        command
    }

    /// Checks that the index is sound, and returns what `yinde verify` tells.
    pub(crate) fn verify(&self) -> Value {
        let ran = self.run(&["verify", "--json"]);
        assert_eq!(
            ran.code, 0,
            "{} {}",
            ran.stdout, ran.stderr
        );
        ran.json()
    }

    /// The sources of all briefs, sorted, with their number of passages.
    pub(crate) fn list(&self) -> String {
        let ran = self.run(&["list", "issues", "--json"]);
        assert_eq!(
            ran.code, 0,
            "{} {}",
            ran.stdout, ran.stderr
        );
        ran.stdout
    }

    /// Number of documents in the indices of this name, also of those that nobody sees.
    pub(crate) fn documents(&self) -> u64 {
        let path = format!("/{}-*/_refresh", self.name);
        self.cluster
            .ask("POST", &path, None);
        let path = format!("/{}-*/_search?size=0", self.name);
        let body = json!({"track_total_hits": true});
        let (_, answer) = self
            .cluster
            .ask("POST", &path, Some(&body));
        answer["hits"]["total"]["value"]
            .as_u64()
            .expect("a number")
    }

    /// The state document.
    pub(crate) fn state(&self) -> Value {
        let path = format!("/{}/_doc/state", self.name);
        let (_, mut answer) = self.cluster.ask("GET", &path, None);
        answer["_source"]["data"].take()
    }

    fn remove_index(&self) {
        let template = format!("/_index_template/{}", self.name);
        self.cluster
            .ask("DELETE", &template, None);
        for (index, _) in self.indices() {
            self.cluster
                .ask("DELETE", &format!("/{index}"), None);
        }
    }

    /// The indices of this name.
    pub(crate) fn indices(&self) -> Vec<(String, Value)> {
        let path = format!("/{}*/_mapping", self.name);
        let (_, answer) = self.cluster.ask("GET", &path, None);
        let indices = answer
            .as_object()
            .cloned()
            .unwrap_or_default();
        indices
            .into_iter()
            .filter(|(name, _)| name.starts_with(&self.name))
            .collect()
    }
}

impl Drop for Briefs {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.remove_index();
        }
    }
}

pub(crate) fn name(at: usize) -> String {
    format!("{:02}/brief-{at:04}.txt", at % 7)
}

/// The text of a made-up brief.
pub(crate) fn text(at: usize) -> String {
    let mut paragraphs = vec![format!(
        "Brief #{at}: Harbours and 民营经济\n\nTopics: ports; 港口"
    )];
    let year = 1990 + at % 30;
    for paragraph in 0..8 {
        let harbour = at * 31 + paragraph;
        paragraphs.push(format!(
            "Paragraph {paragraph} of brief {at} says that the well-known harbour number {harbour} \
            grew, as the notice of 统一战线 told in {year}."
        ));
    }
    paragraphs.join("\n\n")
}
