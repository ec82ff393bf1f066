//! `yinde.toml`.

use crate::support::{Briefs, Ran};

fn run(briefs: &Briefs, args: &[&str]) -> Ran {
    let out = briefs
        .command(args)
        .env(
            "XDG_CONFIG_HOME",
            briefs.folder().join("user"),
        )
        .output();
    Ran::of(out.expect("it runs"))
}

fn briefs() -> Briefs {
    let briefs = Briefs::empty();
    std::fs::create_dir(briefs.folder().join("letters")).expect("a folder");
    let text = "---\nseries: Letters\nissue: 3\n---\n\nHarbour fees rose.\n";
    std::fs::write(
        briefs.folder().join("letters/a.md"),
        text,
    )
    .expect("a brief");
    briefs
}

#[test]
fn a_file_names_the_corpus_the_index_and_facts_for_citations() {
    let briefs = briefs();
    let settings = "corpus = [\"letters\"]\nindex = \"kept/here\"\n\n\
        [citation]\nauthors = [\"Board of Quays\"]\n\n\
        [citation.of.Letters]\nauthors = [\"Anne Writer\"]\nurl = \"https://x.example/\"\n";
    std::fs::write(
        briefs.folder().join("yinde.toml"),
        settings,
    )
    .expect("settings");
    assert_eq!(run(&briefs, &["index"]).code, 0);
    assert!(
        briefs
            .folder()
            .join("kept/here/CURRENT")
            .exists()
    );
    assert_eq!(
        run(&briefs, &["search", "fees", "--count"]).stdout,
        "1\n"
    );
    let cited = run(&briefs, &["cite", "a"]).stdout;
    assert!(
        cited.starts_with("Anne Writer, “") && cited.contains("https://x.example/"),
        "{cited}"
    );
    let shown = run(&briefs, &["config"]).stdout;
    for line in [
        "file    yinde.toml",
        "corpus  letters",
        "index   kept/here",
        "series  Letters",
    ] {
        assert!(
            shown
                .lines()
                .any(|other| other == line),
            "{line} in {shown}"
        );
    }
    // The command line comes first.
    run(&briefs, &["index", "--index", "other"]);
    let other = run(
        &briefs,
        &["search", "fees", "--count", "--index", "other"],
    );
    assert_eq!(other.stdout, "1\n");
    assert!(
        briefs
            .folder()
            .join("other/CURRENT")
            .exists()
    );
}

#[test]
fn the_users_file_counts_if_the_folder_has_none() {
    let briefs = briefs();
    let folder = briefs.folder().join("user/yinde");
    std::fs::create_dir_all(&folder).expect("a folder");
    let corpus = briefs.folder().join("letters");
    let settings = format!(
        "corpus = ['{}']\nindex = 'mine'\n",
        corpus.display()
    );
    std::fs::write(folder.join("yinde.toml"), settings).expect("settings");
    assert_eq!(
        run(&briefs, &["search", "fees", "--count"]).stdout,
        "1\n"
    );
    assert!(folder.join("mine/CURRENT").exists());
}

#[test]
fn wrong_settings_are_an_error_that_names_the_file_and_the_line() {
    let briefs = briefs();
    for settings in ["indx = \"x\"\n", "index = 3\n", "corpus = [\n"] {
        std::fs::write(
            briefs.folder().join("yinde.toml"),
            settings,
        )
        .expect("settings");
        let out = run(&briefs, &["search", "fees"]);
        assert_eq!(
            (out.code, out.stdout.as_str()),
            (2, ""),
            "{settings}"
        );
        assert!(
            out.stderr.contains("yinde.toml: ") && out.stderr.contains("line"),
            "{}",
            out.stderr
        );
    }
}
