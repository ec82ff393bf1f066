//! TLS and passwords, through nginx in front of a real node, with certificates that are made here.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use tempfile::TempDir;

use crate::support::{Cluster, Ran, not_run, text, yinde};

/// nginx with a server of its own for each certificate.
struct Proxy {
    folder: TempDir,
    nginx: Child,
    /// The port of each certificate of [`CERTIFICATES`], in their order.
    ports: Vec<u16>,
}

/// The certificates: a name, the name of their host and the days that they are valid.
const CERTIFICATES: [(&str, &str, i32); 3] = [
    ("right", "localhost", 30),
    ("other-host", "cluster.example", 30),
    ("expired", "localhost", -1),
];

impl Drop for Proxy {
    fn drop(&mut self) {
        // If it is gone already, so much the better.
        let _ = self.nginx.kill();
        let _ = self.nginx.wait();
    }
}

impl Proxy {
    /// Starts nginx in front of `server`, or returns `None` if a program is missing.
    fn start(server: &str) -> Option<Self> {
        for (program, version) in [("nginx", "-v"), ("openssl", "version")] {
            if Command::new(program)
                .arg(version)
                .output()
                .is_err()
            {
                not_run(program);
                return None;
            }
        }
        let folder = tempfile::tempdir().expect("a folder");
        make_certificates(folder.path());
        fs::write(
            folder.path().join("users"),
            "ann:{PLAIN}hush-hush\n",
        )
        .expect("a file");
        let ports: Vec<u16> = CERTIFICATES
            .iter()
            .map(|_| free_port())
            .collect();
        let settings = settings(folder.path(), server, &ports);
        fs::write(
            folder.path().join("nginx.conf"),
            settings,
        )
        .expect("a file");
        let nginx = Command::new("nginx")
            .arg("-p")
            .arg(folder.path())
            .args(["-e", "error.log", "-c", "nginx.conf"])
            .stderr(Stdio::null())
            .spawn()
            .expect("nginx starts");
        let proxy = Self {
            folder,
            nginx,
            ports,
        };
        for port in &proxy.ports {
            wait_for(*port);
        }
        Some(proxy)
    }

    /// Runs `yinde` with an index behind the certificate of this name.
    fn run(&self, certificate: &str, args: &[&str], variables: &[(&str, &str)]) -> Ran {
        let at = CERTIFICATES
            .iter()
            .position(|(name, ..)| *name == certificate);
        let port = self.ports[at.expect("a certificate")];
        self.run_at(
            &format!("https://localhost:{port}"),
            args,
            variables,
        )
    }

    fn run_at(&self, server: &str, args: &[&str], variables: &[(&str, &str)]) -> Ran {
        let mut command = yinde();
        command
            .current_dir(self.folder.path())
            .args(args)
            .args(["--json", "--index"])
            .arg(format!(
                "{server}/test-tls-{}",
                std::process::id()
            ))
            .envs(variables.iter().copied());
        let ran = Ran::of(
            command
                .output()
                .expect("the program runs"),
        );
        let all = format!("{}{}", ran.stdout, ran.stderr);
        assert!(!all.contains("hush"), "{all}");
        ran
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener
        .local_addr()
        .expect("an address")
        .port()
}

fn wait_for(port: u16) {
    for _ in 0..100 {
        if TcpStream::connect(("127.0.0.1", port)).is_ok() {
            return;
        }
        sleep(Duration::from_millis(50));
    }
    panic!("nginx does not listen");
}

fn settings(folder: &Path, server: &str, ports: &[u16]) -> String {
    let server_of = |((name, ..), port): (&(&str, &str, i32), &u16)| {
        format!(
            "server {{
                listen 127.0.0.1:{port} ssl;
                ssl_certificate {name}.pem;
                ssl_certificate_key {name}.key;
                location / {{ proxy_pass {server}; }}
            }}\n"
        )
    };
    let servers = CERTIFICATES
        .iter()
        .zip(ports)
        .map(server_of);
    let servers: String = servers.collect();
    let folder = folder.display();
    format!(
        "daemon off;
        master_process off;
        pid {folder}/nginx.pid;
        error_log {folder}/error.log;
        events {{}}
        http {{
            access_log off;
            client_max_body_size 100m;
            client_body_temp_path {folder}/body;
            proxy_temp_path {folder}/proxy;
            fastcgi_temp_path {folder}/fastcgi;
            uwsgi_temp_path {folder}/uwsgi;
            scgi_temp_path {folder}/scgi;
            auth_basic cluster;
            auth_basic_user_file {folder}/users;
            {servers}
        }}\n"
    )
}

/// Makes two authorities, and certificates that the first has signed.
fn make_certificates(folder: &Path) {
    for authority in ["ca", "other-ca"] {
        let subject = format!("/CN=Test authority {authority}");
        openssl(
            folder,
            &format!(
                "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 \
            -keyout {authority}.key -out {authority}.pem"
            ),
            &["-subj", &subject],
        );
    }
    for (name, host, days) in CERTIFICATES {
        let names = format!("subjectAltName=DNS:{host}\n");
        fs::write(folder.join("names"), names).expect("a file");
        openssl(
            folder,
            &format!(
                "req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes \
            -keyout {name}.key -out {name}.csr -subj /CN={host}"
            ),
            &[],
        );
        openssl(
            folder,
            &format!(
                "x509 -req -in {name}.csr -CA ca.pem -CAkey ca.key -CAcreateserial \
            -days {days} -extfile names -out {name}.pem"
            ),
            &[],
        );
    }
}

fn openssl(folder: &Path, args: &str, more: &[&str]) {
    let output = Command::new("openssl")
        .current_dir(folder)
        .args(args.split(' '))
        .args(more)
        .output()
        .expect("openssl");
    let problem = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{problem}");
}

const ANN: (&str, &str) = ("YINDE_CLUSTER_USER", "ann");
const RIGHT: (&str, &str) = ("YINDE_CLUSTER_PASSWORD", "hush-hush");
const WRONG: (&str, &str) = ("YINDE_CLUSTER_PASSWORD", "hush");
const CA: (&str, &str) = ("YINDE_CLUSTER_CA", "ca.pem");
const OTHER_CA: (&str, &str) = ("YINDE_CLUSTER_CA", "other-ca.pem");
const NO_CA: (&str, &str) = ("YINDE_CLUSTER_CA", "right.key");
const STATUS: [&str; 1] = ["status"];

#[test]
fn through_tls_with_a_password() {
    let Some(cluster) = Cluster::find() else {
        return;
    };
    let Some(proxy) = Proxy::start(&cluster.server) else {
        return;
    };
    let corpus = proxy.folder.path().join("corpus");
    fs::create_dir(&corpus).expect("a folder");
    for at in 0..5 {
        fs::write(
            corpus.join(format!("{at}.txt")),
            text(at),
        )
        .expect("a file");
    }
    let login = [CA, ANN, RIGHT];
    let ran = proxy.run("right", &["index", "corpus"], &login);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(ran.json()["added"], 5);
    fs::write(
        proxy.folder.path().join("login"),
        "ann:hush-hush\r\n",
    )
    .expect("a file");
    let file = [CA, ("YINDE_CLUSTER_CREDENTIALS", "login")];
    let ran = proxy.run("right", &["verify"], &file);
    assert_eq!(ran.json()["briefs"], 5, "{ran:?}");

    for (certificate, variables, expected) in [
        (
            "right",
            &[CA, ANN, WRONG][..],
            "password",
        ),
        ("right", &[CA], "password"),
        ("right", &[ANN, RIGHT], "certificate"),
        (
            "right",
            &[OTHER_CA, ANN, RIGHT],
            "certificate",
        ),
        (
            "right",
            &[NO_CA, ANN, RIGHT],
            "certificate",
        ),
        ("other-host", &login, "certificate"),
        ("expired", &login, "certificate"),
    ] {
        let ran = proxy.run(certificate, &STATUS, variables);
        assert_eq!(
            ran.trouble(),
            expected,
            "{certificate} {variables:?} {ran:?}"
        );
    }
    let reasons = [
        ("right", &[OTHER_CA][..], "authority"),
        ("right", &[NO_CA], "PEM"),
        ("other-host", &[CA], "host name"),
        ("expired", &[CA], "expired"),
    ];
    for (certificate, variables, reason) in reasons {
        let ran = proxy.run(certificate, &STATUS, variables);
        assert!(
            ran.stderr.contains(reason),
            "{certificate}: {ran:?}"
        );
    }

    // The wrong scheme, either way.
    let plain = format!("http://localhost:{}", proxy.ports[0]);
    let ran = proxy.run_at(&plain, &STATUS, &[CA, ANN, RIGHT]);
    assert_eq!(ran.trouble(), "certificate");
    assert!(
        ran.stderr.contains("https://"),
        "{ran:?}"
    );
    let tls = cluster
        .server
        .replace("http://", "https://");
    let ran = proxy.run_at(&tls, &STATUS, &[CA]);
    assert_eq!(ran.trouble(), "certificate");
    assert!(
        ran.stderr.contains("http://"),
        "{ran:?}"
    );

    let pattern = format!("/test-tls-{}-1", std::process::id());
    assert_eq!(
        cluster
            .ask("DELETE", &pattern, None)
            .0,
        200
    );
}
