//! Whole outputs: of commands on the sample corpus, of errors, and of the help.

use super::support::{Briefs, Ran, project, sample, yinde};

/// Output of a command on the sample corpus, without the time that it took.
fn printed(args: &[&str]) -> String {
    let out = run(args);
    assert!(out.code < 2, "{args:?}: {}", out.stderr);
    out.stdout
        .lines()
        .map(timeless)
        .collect::<Vec<_>>()
        .join("\n")
}

/// Runs a command on the sample corpus, for a page of 80 columns. Lists have whole cells.
fn run(args: &[&str]) -> Ran {
    let columns = if args[0] == "list" {
        ""
    } else {
        "80"
    };
    let out = yinde()
        .env("COLUMNS", columns)
        .args(args)
        .arg("--index")
        .arg(sample())
        .output();
    Ran::of(out.expect("it runs"))
}

/// `line` with zeros for the digits before ` ms` and after `"took_us":`, and without the project's
/// folder.
fn timeless(line: &str) -> String {
    let folder = project()
        .canonicalize()
        .expect("a folder");
    let line = line.replace(&*folder.to_string_lossy(), "");
    let line = line.as_str();
    if let Some(end) = line.find(" ms") {
        let start = line[..end]
            .rfind(|c: char| !c.is_ascii_digit() && c != '.')
            .map_or(0, |at| at + 1);
        return format!("{}0.0{}", &line[..start], &line[end..]);
    }
    if let Some((before, after)) = line.split_once("\"took_us\":") {
        let after = after.trim_start_matches(|c: char| c.is_ascii_digit());
        return format!("{before}\"took_us\":0{after}");
    }
    line.to_owned()
}

/// The first lines of `text`.
fn head(text: &str) -> String {
    text.lines()
        .take(30)
        .collect::<Vec<_>>()
        .join("\n")
}

/// Exit code and standard error of a command that fails.
fn failed(out: &Ran) -> String {
    assert_eq!(out.stdout, "");
    format!("exit code {}\n{}", out.code, out.stderr)
}

#[test]
fn text_of_a_search() {
    insta::assert_snapshot!(
        "text_phrase",
        printed(&["search", "\"united front\"", "--limit", "4"])
    );
    insta::assert_snapshot!(
        "text_chinese",
        printed(&["search", "统战工作", "--limit", "4", "--facets"])
    );
    insta::assert_snapshot!(
        "text_filtered",
        printed(&[
            "search",
            "regulators",
            "--topic",
            "data security",
            "--since",
            "2021",
            "--limit",
            "3"
        ])
    );
    insta::assert_snapshot!(
        "text_nothing",
        printed(&["search", "locomotives"])
    );
    insta::assert_snapshot!(
        "text_colour",
        printed(&[
            "search",
            "\"房住不炒\"",
            "--color",
            "always",
            "--limit",
            "2"
        ])
    );
}

#[test]
fn json_of_a_search() {
    insta::assert_snapshot!(
        "json",
        printed(&[
            "search",
            "\"WeChat微信\"",
            "--format",
            "json",
            "--facets",
            "--limit",
            "1"
        ])
    );
    insta::assert_snapshot!(
        "jsonl",
        printed(&["search", "\"WeChat微信\"", "--format", "jsonl"])
    );
}

#[test]
fn other_formats_of_a_search() {
    let both = [
        "search",
        "\"united front\" OR 民营",
        "--limit",
        "3",
        "--facets",
        "--format",
    ];
    for format in ["markdown", "html"] {
        insta::assert_snapshot!(
            format,
            printed(&[&both[..], &[format]].concat())
        );
    }
    insta::assert_snapshot!(
        "csv",
        printed(&["search", "united front 民营", "--format", "csv"])
    );
    insta::assert_snapshot!(
        "markdown_nothing",
        printed(&["search", "locomotives", "--format", "markdown"])
    );
}

#[test]
fn hits_grouped_by_brief() {
    let query = [
        "search",
        "统战工作",
        "--limit",
        "2",
        "--offset",
        "1",
        "--group",
        "issue",
        "--format",
    ];
    for format in ["text", "json", "markdown", "html"] {
        insta::assert_snapshot!(
            format!("group_{format}"),
            printed(&[&query[..], &[format]].concat())
        );
    }
}

#[test]
fn passages_and_lists() {
    insta::assert_snapshot!(
        "show_brief",
        printed(&["show", "2024/brief-014"])
    );
    insta::assert_snapshot!(
        "show",
        printed(&["show", "brief-003#9", "--context", "2"])
    );
    insta::assert_snapshot!(
        "list_issues",
        printed(&["list", "issues"])
    );
    insta::assert_snapshot!(
        "list_sections",
        printed(&["list", "sections"])
    );
    insta::assert_snapshot!(
        "list_topics",
        printed(&["list", "topics"])
    );
}

/// Output of a command that needs no index.
fn without_index(args: &[&str]) -> String {
    let out = Ran::of(
        yinde()
            .args(args)
            .output()
            .expect("it runs"),
    );
    assert_eq!(out.code, 0, "{args:?}: {}", out.stderr);
    out.stdout
}

#[test]
fn help_of_each_command() {
    for command in [
        "", "index", "search", "show", "list", "status", "verify", "upgrade", "repair", "restore",
        "bench",
    ] {
        let args: Vec<&str> = [command, "--help"]
            .into_iter()
            .filter(|arg| !arg.is_empty())
            .collect();
        insta::assert_snapshot!(
            format!("help_{command}"),
            without_index(&args)
        );
    }
}

#[test]
fn completions_and_manual_page() {
    let completions = without_index(&["completions", "bash"]);
    insta::assert_snapshot!("completions_bash", head(&completions));
    let man = without_index(&["man"]);
    insta::assert_snapshot!("man", head(&man));
}

#[test]
fn errors_that_users_meet() {
    let deep = "(".repeat(51) + "economy" + &")".repeat(51);
    for (name, args) in [
        (
            "lang_option",
            &["search", "economy", "--lang", "fr"][..],
        ),
        (
            "lang_field",
            &["search", "economy lang:fr"],
        ),
        (
            "date_option",
            &["search", "economy", "--since", "2020-02-30"],
        ),
        (
            "date_field",
            &["search", "economy since:2020-02-30"],
        ),
        ("deep", &["search", &deep]),
        ("unknown_brief", &["show", "brief-099"]),
        (
            "unknown_passage",
            &["show", "brief-003#999"],
        ),
    ] {
        insta::assert_snapshot!(
            format!("error_{name}"),
            failed(&run(args))
        );
    }
    let briefs = Briefs::empty();
    insta::assert_snapshot!(
        "error_no_briefs",
        failed(&briefs.run(&["search", "economy"]))
    );
    std::fs::remove_dir(briefs.corpus()).expect("an empty corpus");
    insta::assert_snapshot!(
        "error_no_index",
        failed(&briefs.run(&["search", "economy"]))
    );
}

#[test]
fn a_dry_run_counts_1_brief() {
    let briefs = Briefs::empty();
    briefs.write(
        "ports.txt",
        "Brief #7: Ports\n\nThe ministry spoke.\n",
    );
    let out = briefs.run(&["index", "--dry-run"]);
    assert_eq!(out.code, 0, "{}", out.stderr);
    assert!(
        !out.stdout.contains("1 briefs"),
        "{}",
        out.stdout
    );
    insta::assert_snapshot!(
        "dry_run",
        format!("{}---\n{}", out.stdout, out.stderr)
    );
}
