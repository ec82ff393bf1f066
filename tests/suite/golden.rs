//! Output, whole: what people and programs see of the sample corpus, and the help.

use super::support::{Ran, sample, yinde};

/// What a command prints, without the time that it took.
fn printed(args: &[&str]) -> String {
    let out = Ran::of(
        yinde()
            .args(args)
            .arg("--index")
            .arg(sample())
            .output()
            .expect("it runs"),
    );
    assert!(out.code < 2, "{args:?}: {}", out.stderr);
    out.stdout
        .lines()
        .map(timeless)
        .collect::<Vec<_>>()
        .join("\n")
}

/// Zeros in the place of the digits before ` ms` and after `"took_us":`.
fn timeless(line: &str) -> String {
    let (before, time, after) = if let Some(at) = line.find(" ms") {
        let start = line[..at]
            .rfind(|c: char| !c.is_ascii_digit() && c != '.')
            .map_or(0, |n| n + 1);
        (&line[..start], "0.0", &line[at..])
    } else if let Some((before, after)) = line.split_once("\"took_us\":") {
        return format!(
            "{before}\"took_us\":0{}",
            after.trim_start_matches(|c: char| c.is_ascii_digit())
        );
    } else {
        return line.to_owned();
    };
    format!("{before}{time}{after}")
}

#[test]
fn text_for_people() {
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
fn json_for_programs() {
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
fn formats_for_other_programs() {
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
fn hits_by_brief() {
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

#[test]
fn help() {
    for command in ["", "index", "search", "show", "list", "verify", "bench"] {
        let args: Vec<&str> = [command, "--help"]
            .into_iter()
            .filter(|arg| !arg.is_empty())
            .collect();
        let out = Ran::of(
            yinde()
                .args(args)
                .output()
                .expect("it runs"),
        );
        assert_eq!(out.code, 0);
        insta::assert_snapshot!(format!("help_{command}"), out.stdout);
    }
}
