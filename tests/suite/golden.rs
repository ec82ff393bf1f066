//! Output, whole: what people and programs see of the sample corpus, and the help.

use super::support::{Ran, sample, yinde};

/// What a command prints, without the time that it took.
fn printed(args: &[&str]) -> String {
    let out = Ran::of(yinde().args(args).arg("--index").arg(sample()).output().expect("it runs"));
    assert!(out.code < 2, "{args:?}: {}", out.stderr);
    let timeless = |word: &str| word.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect::<String>();
    let mut lines: Vec<String> = out.stdout.lines().map(str::to_owned).collect();
    for line in &mut lines {
        if let Some((before, time)) = line.rsplit_once("  ").filter(|(_, time)| time.ends_with(" ms")) {
            *line = format!("{before}  {}", timeless(time).replace("00.0", "0.0"));
        }
        if let Some(at) = line.find("\"took_us\":") {
            let rest = line.split_off(at + 10);
            line.push('0');
            line.push_str(rest.trim_start_matches(|c: char| c.is_ascii_digit()));
        }
    }
    lines.join("\n")
}

#[test]
fn text_for_people() {
    insta::assert_snapshot!("text_phrase", printed(&["search", "\"united front\"", "--limit", "4"]));
    insta::assert_snapshot!("text_chinese", printed(&["search", "统战工作", "--limit", "4", "--facets"]));
    insta::assert_snapshot!(
        "text_filtered",
        printed(&["search", "regulators", "--topic", "data security", "--since", "2021", "--limit", "3"])
    );
    insta::assert_snapshot!("text_nothing", printed(&["search", "locomotives"]));
    insta::assert_snapshot!("text_colour", printed(&["search", "\"房住不炒\"", "--color", "always", "--limit", "2"]));
}

#[test]
fn json_for_programs() {
    insta::assert_snapshot!(
        "json",
        printed(&["search", "\"WeChat微信\"", "--format", "json", "--facets", "--limit", "1"])
    );
    insta::assert_snapshot!("jsonl", printed(&["search", "\"WeChat微信\"", "--format", "jsonl"]));
}

#[test]
fn passages_and_lists() {
    insta::assert_snapshot!("show", printed(&["show", "brief-003#9", "--context", "2"]));
    insta::assert_snapshot!("list_issues", printed(&["list", "issues"]));
    insta::assert_snapshot!("list_sections", printed(&["list", "sections"]));
    insta::assert_snapshot!("list_topics", printed(&["list", "topics"]));
}

#[test]
fn help() {
    for command in ["", "index", "search", "show", "list", "verify"] {
        let args: Vec<&str> = [command, "--help"].into_iter().filter(|arg| !arg.is_empty()).collect();
        let out = Ran::of(yinde().args(args).output().expect("it runs"));
        assert_eq!(out.code, 0);
        insta::assert_snapshot!(format!("help_{command}"), out.stdout);
    }
}
