//! Opening a brief's file, and the program without a command.

use crate::support::{Briefs, Ran};

fn briefs() -> Briefs {
    Briefs::of(&[
        (
            "a b/it's.txt",
            "Brief #1: Ports, rice\n\nHarbour fees rose.\n\nTolls fell.\n",
        ),
        (
            "page.html",
            "<html><body><h1>Rice</h1><p>Rice grew.</p></body></html>",
        ),
    ])
}

#[test]
fn a_text_is_opened_in_the_editor_at_its_line() {
    let briefs = briefs();
    let open = |id: &str, editor: &str| {
        let out = briefs
            .command(&["show", id, "--open"])
            .env("EDITOR", editor)
            .env_remove("VISUAL")
            .output();
        Ran::of(out.expect("it runs"))
    };
    let plain = open("a b/it's#3", "printf '%s|'");
    assert_eq!(plain.code, 0, "{}", plain.stderr);
    let path = briefs.corpus().join("a b/it's.txt");
    let path = path.canonicalize().expect("a path");
    assert_eq!(
        plain.stdout,
        format!("+5|{}|", path.display())
    );
    assert_eq!(
        open("a b/it's", "printf '%s|'").stdout,
        format!("+1|{}|", path.display())
    );
    assert_eq!(open("a b/it's#3", "false").code, 2);
    assert_eq!(open("a b/it's#9", "true").code, 2);
    briefs.remove("a b/it's.txt");
    let gone = open("a b/it's#3", "true");
    assert_eq!(gone.code, 2);
    assert!(
        gone.stderr
            .contains("no longer there"),
        "{}",
        gone.stderr
    );
}

#[test]
fn other_files_are_opened_by_the_desktop() {
    let briefs = briefs();
    let bin = briefs.folder().join("bin");
    std::fs::create_dir(&bin).expect("a folder");
    for name in ["xdg-open", "open"] {
        let script = bin.join(name);
        std::fs::write(
            &script,
            "#!/bin/sh\necho opened \"$1\"\n",
        )
        .expect("a script");
        make_executable(&script);
    }
    let path = std::env::var("PATH").expect("a path");
    let out = briefs
        .command(&["show", "page", "--open"])
        .env(
            "PATH",
            format!("{}:{path}", bin.display()),
        )
        .output();
    let out = Ran::of(out.expect("it runs"));
    assert!(
        out.stdout.starts_with("opened /") && out.stdout.ends_with("page.html\n"),
        "{out:?}"
    );
}

#[cfg(unix)]
fn make_executable(path: &std::path::Path) {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(path, mode).expect("a mode");
}

#[test]
fn the_program_alone_prints_commands_that_work() {
    let empty = Briefs::empty();
    let none = empty.run(&[]);
    assert_eq!(none.code, 0);
    assert!(
        none.stdout
            .contains("yinde index FOLDER --index index"),
        "{}",
        none.stdout
    );
    let briefs = briefs();
    let out = briefs.run(&[]);
    assert!(
        out.stdout
            .contains("2 briefs with 5 passages"),
        "{}",
        out.stdout
    );
    let commands: Vec<&str> = out
        .stdout
        .lines()
        .filter_map(|line| line.strip_prefix("  yinde "))
        .collect();
    assert_eq!(commands.len(), 5);
    for command in commands {
        let bin = assert_cmd::cargo::cargo_bin!("yinde");
        let run = std::process::Command::new("sh")
            .current_dir(briefs.folder())
            .arg("-c")
            .arg(format!("{} {command}", bin.display()))
            .output();
        let run = Ran::of(run.expect("it runs"));
        assert_eq!(run.code, 0, "{command}: {}", run.stderr);
    }
}

#[test]
fn json_names_the_file_and_terminals_get_links() {
    let briefs = briefs();
    let answer = briefs.search(&["tolls"]);
    let path = briefs.corpus().join("a b/it's.txt");
    let path = path.canonicalize().expect("a path");
    assert_eq!(
        answer.hits[0].path.as_deref(),
        path.to_str()
    );
    let link = |format: &str, color: &str| {
        let args = [
            "search",
            "tolls",
            "--color",
            color,
            "--hyperlink-format",
            format,
        ];
        briefs.run(&args)
    };
    let linked = link("vscode", "always").stdout;
    let address = "a%20b/it%27s.txt:5:1\u{1b}\\";
    assert!(
        linked.contains("\u{1b}]8;;vscode://file/") && linked.contains(address),
        "{linked}"
    );
    assert!(
        !link("vscode", "never")
            .stdout
            .contains('\u{1b}')
    );
    assert!(
        !link("none", "always")
            .stdout
            .contains("]8;;")
    );
    assert!(
        link("x://{path}?{line}", "always")
            .stdout
            .contains("it%27s.txt?5")
    );
    assert_eq!(link("nonsense", "always").code, 2);
    briefs.remove("a b/it's.txt");
    assert_eq!(
        briefs.search(&["tolls"]).hits[0].path,
        None
    );
}
