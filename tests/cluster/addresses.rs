//! Addresses that are wrong in every part, and words that must not be shown.

use crate::support::{Ran, yinde};

fn status(address: &str) -> Ran {
    let mut command = yinde();
    command.args(["status", "--json", "--index", address]);
    Ran::of(
        command
            .output()
            .expect("the program runs"),
    )
}

#[test]
fn wrong_addresses_are_refused_before_anything_is_sent() {
    let long = format!("http://localhost/{}", "a".repeat(300));
    // The cluster counts the bytes of a name.
    let long_in_bytes = format!(
        "http://localhost/{}",
        "\u{e9}".repeat(121)
    );
    for address in [
        "http://",
        "http:///briefs",
        "http://localhost",
        "http://localhost/",
        "http://localhost:9200",
        "http://localhost:port/briefs",
        "http://localhost:0/briefs",
        "http://localhost:65536/briefs",
        "http://local host/briefs",
        "http://[::1/briefs",
        "http://[::1]x/briefs",
        "http://[localhost]/briefs",
        "http://[]:9200/briefs",
        "http://localhost:/briefs",
        "http://localhost:+9200/briefs",
        "http://localhost:00/briefs",
        "http://localhost:9200:9300/briefs",
        "http://::1/briefs",
        "http:/localhost/briefs",
        "https:localhost/briefs",
        "http:",
        "HTTPS:/localhost/briefs",
        "http://h\u{f6}st/briefs",
        "http://localhost?/briefs",
        "http://localhost/Briefs",
        "http://localhost/_briefs",
        "http://localhost/-briefs",
        "http://localhost/.briefs",
        "http://localhost/+briefs",
        "http://localhost/.",
        "http://localhost/..",
        "http://localhost//",
        "http://localhost/a\\b",
        "http://localhost/a\"b",
        "http://localhost/a<b",
        "http://localhost/a>b",
        "http://localhost/a|b",
        "http://localhost/\u{c9}tudes",
        "http://localhost/a/b",
        "http://localhost/a,b",
        "http://localhost/a*",
        "http://localhost/a?b",
        "http://localhost/a#b",
        "http://localhost/a:b",
        "http://localhost/a b",
        "http://localhost/a%20b",
        "http://localhost/\u{7}",
        "ftp://localhost/briefs",
        "htpp://localhost/briefs",
        long.as_str(),
        long_in_bytes.as_str(),
    ] {
        let ran = status(address);
        assert_eq!(ran.trouble(), "address", "{address}");
    }
}

#[test]
fn a_password_in_an_address_is_refused_and_not_shown() {
    for address in [
        "https://ann:hush-hush@localhost:9200/briefs",
        "https://ann:hush@hush-hush@localhost:9200/briefs",
        "http://hush-hush@localhost/briefs",
        "ftp://ann:hush-hush@localhost/briefs",
    ] {
        let ran = status(address);
        assert_eq!(ran.trouble(), "address");
        let all = format!("{}{}", ran.stdout, ran.stderr);
        assert!(!all.contains("hush"), "{all}");
        assert!(all.contains("localhost"), "{all}");
    }
}

#[test]
fn an_address_is_never_taken_for_a_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    let corpus = folder.path().join("corpus");
    std::fs::create_dir(&corpus).expect("a folder");
    std::fs::write(
        corpus.join("a.txt"),
        "Brief #1: A\n\nText.\n",
    )
    .expect("a brief");
    for address in [
        "http://127.0.0.1:1/briefs",
        "gopher://x/briefs",
        "http:/localhost/briefs",
    ] {
        let mut command = yinde();
        command
            .current_dir(folder.path())
            .args(["index", "corpus", "--index", address]);
        let ran = Ran::of(
            command
                .output()
                .expect("the program runs"),
        );
        assert_eq!(ran.code, 2, "{ran:?}");
    }
    let left = std::fs::read_dir(folder.path()).expect("a folder");
    assert_eq!(left.count(), 1);
}
