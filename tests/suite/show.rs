//! `yinde show`: whole briefs, unknown ids, pagers.

use std::process::Command;

use super::support::{Briefs, Ran, has_program, sample, yinde};

#[test]
fn a_whole_brief_is_all_of_its_passages_in_order() {
    let many = (1..=23).fold(
        "Brief #7: Ports\n\n1. Ports\n\n".to_owned(),
        |all, n| all + &format!("Pier {n}.\n\n"),
    );
    let briefs = Briefs::of(&[
        ("briefs/brief-7.txt", &many),
        (
            "briefs/brief-8.txt",
            "Brief #8: Rice\n\nRice.\n",
        ),
    ]);
    let whole = briefs.run(&["show", "briefs/brief-7"]);
    assert_eq!(whole.code, 0, "{}", whole.stderr);
    let piers: Vec<&str> = whole
        .stdout
        .lines()
        .map(str::trim)
        .filter(|line| line.starts_with("Pier "))
        .collect();
    assert_eq!(
        piers,
        (1..=23)
            .map(|n| format!("Pier {n}."))
            .collect::<Vec<_>>()
    );
    let ids: Vec<String> = (1..=25)
        .map(|n| format!("briefs/brief-7#{n}"))
        .collect();
    let shown = whole
        .stdout
        .lines()
        .filter_map(|line| {
            line.trim()
                .split("  ")
                .next()
                .filter(|id| id.contains("7#"))
        });
    assert_eq!(shown.collect::<Vec<_>>(), ids);
    assert!(
        whole.stdout.starts_with(
            "Brief #7: Ports\nbriefs/brief-7.txt  #7  25 passages\n\n#2–25  1 Ports\n"
        )
    );
    assert!(!whole.stdout.contains("Rice"));
    assert_eq!(
        briefs
            .run(&["show", "briefs/brief-7.txt"])
            .stdout,
        whole.stdout
    );
}

#[test]
fn context_stays_in_the_brief() {
    let briefs = Briefs::of(&[("a.txt", "One.\n\nTwo.\n\nThree.\n"), ("b.txt", "Four.\n")]);
    let texts = |args: &[&str]| {
        let out = briefs.run(args);
        let lines = out
            .stdout
            .lines()
            .filter(|line| line.ends_with('.'))
            .map(|line| line.trim().to_owned());
        lines.collect::<Vec<_>>()
    };
    assert_eq!(texts(&["show", "a#2"]), ["Two."]);
    assert_eq!(
        texts(&["show", "a#1", "--context", "1"]),
        ["One.", "Two."]
    );
    assert_eq!(
        texts(&["show", "a#3", "--context", "4294967295"]),
        ["One.", "Two.", "Three."]
    );
}

#[test]
fn an_unknown_id_is_refused_with_the_nearest_ids() {
    let briefs = Briefs::of(&[
        (
            "2024/brief-042.txt",
            "Brief #42: Ports\n\nOne.\n\nTwo.\n",
        ),
        ("brief-007.txt", "Only this."),
        ("brief-008.txt", "Brief #8: Rice\n\nRice.\n"),
    ]);
    for (id, said) in [
        (
            "2024/brief-042#4",
            "2024/brief-042 has passages 1 to 3",
        ),
        (
            "2024/brief-042#03",
            "2024/brief-042 has passages 1 to 3",
        ),
        (
            "2024/brief-042#0",
            "2024/brief-042 has passages 1 to 3",
        ),
        (
            "brief-007#2",
            "brief-007 has one passage, brief-007#1",
        ),
        ("brief-042#3", "did you mean 2024/brief-042?"),
        ("#42", "did you mean 2024/brief-042?"),
        ("42", "did you mean 2024/brief-042?"),
        ("Brief-008", "did you mean brief-008?"),
        (
            "brief-07",
            "did you mean brief-007, 2024/brief-042 or brief-008?",
        ),
        (
            "rhubarb",
            "ids look like brief-042#23, as search prints them, and brief-042 is a whole brief",
        ),
        (
            "",
            "ids look like brief-042#23, as search prints them, and brief-042 is a whole brief",
        ),
    ] {
        let out = briefs.run(&["show", id]);
        assert_eq!((out.code, out.stdout.as_str()), (2, ""), "{id}");
        assert_eq!(
            out.stderr,
            format!("yinde: no passage or brief has the id \"{id}\"; {said}\n")
        );
    }
}

/// Runs the program on a terminal of 24 lines, with this pager. Needs `script` (util-linux).
fn on_a_terminal(args: &str, pager: &str) -> Ran {
    on_a_terminal_with(args, &[("PAGER", pager)])
}

fn on_a_terminal_with(args: &str, environment: &[(&str, &str)]) -> Ran {
    let program = yinde();
    let line = format!(
        "{} {args} --index {}",
        program
            .get_program()
            .display(),
        sample().display()
    );
    let mut script = Command::new("script");
    script
        .args(["-qec", &line, "/dev/null"])
        .env("TERM", "xterm")
        .env_remove("NO_COLOR");
    script.envs(environment.iter().copied());
    script.stdin(std::process::Stdio::null());
    Ran::of(
        script
            .output()
            .expect("script runs"),
    )
}

#[test]
fn only_long_text_on_a_terminal_goes_through_the_pager() {
    if !has_program("script") {
        return;
    }
    let long = on_a_terminal("show brief-003", "sed s/^/PAGED/");
    assert_eq!(long.code, 0, "{}", long.stdout);
    assert!(
        long.stdout
            .lines()
            .all(|line| line.starts_with("PAGED")),
        "{}",
        long.stdout
    );
    assert!(
        long.stdout
            .contains("\u{1b}[1m"),
        "colours go with it"
    );
    let shown = |args, pager| on_a_terminal(args, pager).stdout;
    assert!(!shown("show brief-003#9", "sed s/^/PAGED/").contains("PAGED"));
    let plain = shown("show brief-003", "");
    assert!(plain.contains("brief-003#27"));
    assert_eq!(shown("show brief-003", "cat"), plain);
    assert!(
        shown("show brief-003", "no-such-pager").contains("brief-003#27"),
        "text is never lost"
    );
    let colourless = on_a_terminal_with(
        "show brief-003",
        &[("PAGER", "sed s/^/PAGED/"), ("NO_COLOR", "1")],
    );
    assert!(
        colourless
            .stdout
            .contains("PAGED")
    );
    assert!(
        !colourless
            .stdout
            .contains('\u{1b}')
    );
    // A pager that ends before it has read all.
    let closed = on_a_terminal("show brief-003", "head -n 1");
    assert_eq!(
        (closed.code, closed.stdout.lines().count()),
        (0, 1),
        "{}",
        closed.stdout
    );
}

#[test]
fn text_that_is_not_for_a_terminal_goes_through_no_pager() {
    let out = Ran::of(
        yinde()
            .args(["show", "brief-003", "--index"])
            .arg(sample())
            .env("PAGER", "false")
            .output()
            .expect("it runs"),
    );
    assert!(
        out.code == 0
            && out
                .stdout
                .contains("brief-003#27")
            && !out.stdout.contains('\u{1b}')
    );
}
