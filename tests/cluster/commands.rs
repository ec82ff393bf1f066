//! Every command that reads an index prints the same of a folder and of a cluster.

use std::fs;
use std::path::Path;
use std::process::Command;

use regex::Regex;

use crate::program::{Ran, yinde};
use crate::support::{Briefs, Cluster, project, text};

/// Options of searches in the README's table, and others, each a line.
const COMMANDS: &str = r#"
search united front
search 统战 --facets --format json
search 统战 --format markdown --full
search "united front" --explain --format json
search harbor --fuzzy --format json
search untied frnt --format json
search tongzhan
search 统战 --across --limit 20 --format json
search united --sort newest --limit 4 --offset 2 --format csv
search united --sort oldest --format jsonl
search united --group issue --format json
search what did the ministries decide about data security? --format json
search 中央对民营企业有什么要求？ --format json
search economy --added since:2020-01
search economy --lang zh
search united --count
search --twins united front
search -p the united --section "United front"
search nowhere --topic zzz
search "uni*" --count
show brief-004#18
show brief-004#18 --context 2
show brief-004 --format json
show brief-004#999
show nothing
kwic -p united front --sort right
trends -p 统战 'united front' --by year
plot -p united front
collocates 统战 --span 5
keyness --issue 11
keyness 统战
counts -p 统战 'united front' -f csv
counts -f csv
similar brief-008#19
similar --all --least 0.5
pairs brief-004
pairs
translations 统战
glossary
cite brief-003#9 -f bibtex
cite --query 统战 --issue 3 -f ris
list issues
list topics --json
"#;

/// Splits a line as a shell does, for quotation marks.
fn arguments(line: &str) -> Vec<String> {
    let pattern = Regex::new(r#""([^"]*)"|'([^']*)'|(\S+)"#).expect("a pattern");
    let found = pattern.captures_iter(line);
    found
        .map(|found| {
            let part = (1..=3).find_map(|at| found.get(at));
            part.expect("a part")
                .as_str()
                .to_owned()
        })
        .collect()
}

fn run(index: &str, folder: &Path, line: &str) -> Ran {
    let mut command: Command = yinde();
    command
        .current_dir(folder)
        .args(arguments(line))
        .args(["--index", index]);
    Ran::of(
        command
            .output()
            .expect("the program runs"),
    )
}

/// Returns what was printed without the times.
fn without_times(text: &str) -> String {
    let json = Regex::new(r#""took_us":\d+"#).expect("a pattern");
    let shown = Regex::new(r"  [\d.]+ (ms|s)\b").expect("a pattern");
    let text = json.replace_all(text, "");
    shown
        .replace_all(&text, "")
        .into_owned()
}

#[test]
fn commands_print_the_same_as_of_a_folder() {
    let Some(cluster) = Cluster::find() else {
        return;
    };
    let briefs = Briefs::empty(cluster);
    copy(
        &project().join("corpus"),
        &briefs.corpus(),
    );
    assert_eq!(briefs.index(&[]).code, 0);
    let folder = briefs.folder().join("index");
    let folder = folder.to_str().expect("a path");
    let corpus = briefs.corpus();
    let corpus = corpus.to_str().expect("a path");
    let indexed = run(
        folder,
        briefs.folder(),
        &format!("index '{corpus}'"),
    );
    assert_eq!(indexed.code, 0, "{}", indexed.stderr);
    let mut differences = Vec::new();
    for line in COMMANDS
        .lines()
        .filter(|line| !line.is_empty())
    {
        let [here, there] = [folder, &briefs.address()].map(|index| {
            let ran = run(index, briefs.folder(), line);
            let printed = without_times(&ran.stdout).replace(index, "INDEX");
            let told = without_times(&ran.stderr).replace(index, "INDEX");
            (ran.code, printed, told)
        });
        assert!(here.0 < 3, "{line}: {}", here.2);
        if here != there {
            differences.push(format!(
                "{line}\n  here  {here:?}\n  there {there:?}"
            ));
        }
    }
    assert!(
        differences.is_empty(),
        "{}",
        differences.join("\n")
    );
}

#[test]
fn a_folder_and_a_cluster_stand_side_by_side_in_a_table() {
    let Some(cluster) = Cluster::find() else {
        return;
    };
    let briefs = Briefs::of(cluster, 5);
    let here = briefs.folder();
    assert_eq!(
        run("index", here, "index corpus").code,
        0
    );
    fs::write(
        here.join("queries"),
        "harbour\n\"统一战线\"\n",
    )
    .expect("a file");
    let line = "bench --queries queries --rounds 3";
    let ran = run("index", here, &format!("{line} --json"));
    fs::write(here.join("folder.json"), &ran.stdout).expect("a file");
    let ran = run(
        &briefs.address(),
        here,
        &format!("{line} --baseline folder.json"),
    );
    assert_eq!(ran.code, 0, "{ran:?}");
    let (_, table) = ran
        .stdout
        .split_once("RATIO")
        .expect("a table");
    for class in ["en word", "zh phrase", "all"] {
        let row = table
            .lines()
            .find_map(|row| row.strip_prefix(class));
        let row = row.expect("a row of each class");
        let numbers = row
            .split_whitespace()
            .filter_map(|number| number.parse::<f64>().ok());
        // Both medians, the ratio, and the ends of its interval.
        assert!(
            numbers
                .filter(|number| *number > 0.0)
                .count()
                >= 4,
            "{row}"
        );
    }
    // The times of another corpus say nothing.
    briefs.write("new.txt", &text(9));
    assert_eq!(briefs.index(&[]).code, 0);
    let ran = run(
        &briefs.address(),
        here,
        &format!("{line} --baseline folder.json"),
    );
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(
        ran.stderr
            .contains("not comparable"),
        "{ran:?}"
    );
}

/// Copies a folder.
fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            fs::create_dir_all(&target).expect("a folder");
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a file");
        }
    }
}

#[test]
fn saved_searches_of_a_cluster_are_the_users() {
    let Some(cluster) = Cluster::find() else {
        return;
    };
    let briefs = Briefs::of(cluster, 3);
    let home = briefs.folder().join("home");
    fs::create_dir(&home).expect("a folder");
    let saved = |args: &[&str]| {
        let mut command = briefs.command(args);
        command.env("XDG_DATA_HOME", &home);
        Ran::of(
            command
                .output()
                .expect("the program runs"),
        )
    };
    let added = saved(&["saved", "add", "ports", "harbours"]);
    assert_eq!(added.code, 0, "{}", added.stderr);
    let run = saved(&["saved", "run", "ports"]);
    assert_eq!(
        run.code, 1,
        "nothing is new: {}",
        run.stderr
    );
    assert!(
        saved(&["saved", "list"])
            .stdout
            .contains("ports")
    );
    let files = fs::read_dir(home.join("yinde")).expect("a folder");
    assert!(files.count() >= 1);
}
