//! `yinde bench`: its report of the times that it measured.

use serde_json::Value;

use super::support::{Ran, sample, yinde};

fn bench(args: &[&str]) -> Ran {
    Ran::of(
        yinde()
            .arg("bench")
            .args(args)
            .arg("--index")
            .arg(sample())
            .output()
            .expect("it runs"),
    )
}

#[test]
fn every_answer_is_counted_once_and_percentiles_rise() {
    for args in [
        &["--rounds", "4", "--json"][..],
        &["--rounds", "4", "--threads", "2", "--json"],
    ] {
        let out = bench(args);
        assert_eq!(out.code, 0, "{}", out.stderr);
        let report: Value = serde_json::from_str(&out.stdout).expect("JSON");
        let threads = report["threads"]
            .as_u64()
            .expect("a number");
        let classes = report["classes"]
            .as_array()
            .expect("classes");
        assert_eq!(report["passages"], 374);
        let mut queries = 0;
        for class in classes {
            let time = |key: &str| class[key].as_f64().expect("a time");
            assert!(
                0.0 < time("p50_us") && time("p50_us") <= time("p90_us"),
                "{class}"
            );
            assert!(
                time("p90_us") <= time("p99_us") && time("p99_us") <= time("max_us"),
                "{class}"
            );
            let counted: u64 = class["histogram"]
                .as_array()
                .expect("counts")
                .iter()
                .filter_map(Value::as_u64)
                .sum();
            assert_eq!(
                counted,
                class["queries"]
                    .as_u64()
                    .expect("a number")
                    * 4
                    * threads
            );
            queries += if class["name"] == "all" {
                0
            } else {
                class["queries"]
                    .as_u64()
                    .expect("a number")
            };
        }
        let all = classes.last().expect("all of them");
        assert_eq!(
            (
                all["name"].as_str(),
                all["queries"].as_u64()
            ),
            (Some("all"), Some(queries))
        );
    }
}

#[test]
fn a_slower_run_fails_against_a_baseline() {
    let folder = tempfile::tempdir().expect("a folder");
    let queries = folder.path().join("queries.txt");
    std::fs::write(
        &queries,
        "# two classes\n\"united front\"\n统战工作\n",
    )
    .expect("queries");
    let queries = queries.to_string_lossy();
    let warm = bench(&["--queries", &queries, "--rounds", "5", "--json"]);
    let baseline = folder.path().join("warm.json");
    std::fs::write(&baseline, &warm.stdout).expect("a report");
    // The same report, if answers had been given in no time: any is past the allowance.
    let faster = folder.path().join("faster.json");
    let mut report: Value = serde_json::from_str(&warm.stdout).expect("a report");
    for class in report["classes"]
        .as_array_mut()
        .expect("classes")
    {
        class["p50_us"] = 0.001.into();
    }
    std::fs::write(&faster, report.to_string()).expect("a report");
    let baseline = baseline.to_string_lossy();
    let slower = bench(&[
        "--queries",
        &queries,
        "--rounds",
        "5",
        "--baseline",
        &faster.to_string_lossy(),
        "--max-regress",
        "10",
    ]);
    assert_eq!(slower.code, 1, "{}", slower.stdout);
    assert!(
        slower.stdout.contains("warm: ") && slower.stdout.contains("RATIO"),
        "{}",
        slower.stdout
    );
    for words in [
        "5 rounds, 1 thread\n",
        "queries/s  histogram (µs, log scale from",
    ] {
        assert!(
            slower.stdout.contains(words),
            "{words}: {}",
            slower.stdout
        );
    }
    for name in ["en phrase", "zh word", "all"] {
        assert_eq!(
            slower
                .stdout
                .lines()
                .filter(|line| line.starts_with(name))
                .count(),
            2,
            "{name}: {}",
            slower.stdout
        );
    }
    let again = bench(&[
        "--queries",
        &queries,
        "--rounds",
        "5",
        "--baseline",
        &baseline,
        "--max-regress",
        "100000",
    ]);
    assert_eq!(again.code, 0, "{}", again.stdout);
}

#[test]
fn a_baseline_of_another_kind_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let warm = bench(&["--rounds", "1", "--json"]);
    let path = folder.path().join("warm.json");
    let path = path.to_string_lossy();
    let report: Value = serde_json::from_str(&warm.stdout).expect("a report");
    for (key, value, said) in [
        (
            "passages",
            Value::from(1),
            "another index",
        ),
        ("bytes", Value::from(1), "another index"),
        ("cold", Value::from(true), "with --cold"),
        ("threads", Value::from(7), "7 threads"),
    ] {
        let mut other = report.clone();
        other[key] = value;
        std::fs::write(&*path, other.to_string()).expect("a report");
        let out = bench(&["--rounds", "1", "--baseline", &path]);
        assert_eq!(
            (out.code, out.stdout.as_str()),
            (2, ""),
            "{key}"
        );
        assert!(
            out.stderr.contains(said),
            "{key}: {}",
            out.stderr
        );
    }
}

#[test]
fn nothing_to_measure_is_an_error() {
    let folder = tempfile::tempdir().expect("a folder");
    let queries = folder.path().join("queries.txt");
    std::fs::write(&queries, "# none\n\n").expect("queries");
    let out = bench(&["--queries", &queries.to_string_lossy()]);
    assert_eq!(out.code, 2);
    assert!(
        out.stderr.contains("has no query"),
        "{}",
        out.stderr
    );
    for args in [["--rounds", "0"], ["--threads", "0"]] {
        assert_eq!(bench(&args).code, 2, "{args:?}");
    }
}

#[test]
fn a_baseline_that_cannot_be_read_is_named() {
    let missing = bench(&["--baseline", "nowhere.json"]);
    assert_eq!(missing.code, 2);
    assert!(
        missing
            .stderr
            .contains("nowhere.json"),
        "{}",
        missing.stderr
    );
}
