//! Ids of passages of files that have the same name but for its ending.

use crate::support::Briefs;

const TEXT: &str = "Brief #1: Ports\n\nHarbour fees rose.\n\nRice was dear.\n";
const OTHER: &str = "# Brief #2: More\n\nAnother text of two.\n\nRice was cheap.\n";

fn index(briefs: &Briefs) {
    let out = briefs.run(&["index"]);
    assert_eq!(out.code, 0, "{}", out.stderr);
}

/// The id with a hash of the only passage that has `words`.
fn id_of(briefs: &Briefs, words: &str) -> String {
    let answer = briefs.search(&[&format!("\"{words}\"")]);
    assert_eq!(answer.total, 1, "{words}");
    answer.hits[0].stable_id.clone()
}

/// The text that the command for an id shows.
fn shown(briefs: &Briefs, id: &str) -> String {
    let show = briefs.run(&["show", id]);
    assert_eq!(show.code, 0, "{id}: {}", show.stderr);
    let cite = briefs.run(&["cite", id, "-f", "bibtex"]);
    assert_eq!(cite.code, 0, "{id}: {}", cite.stderr);
    show.stdout
}

#[test]
fn a_citation_outlives_files_of_the_same_name() {
    let briefs = Briefs::of(&[("sub/a.txt", TEXT)]);
    let alone = id_of(&briefs, "Rice was dear");
    assert!(alone.starts_with("sub/a#3~"), "{alone}");
    briefs.write("sub/a.md", OTHER);
    index(&briefs);
    let beside = id_of(&briefs, "Rice was dear");
    assert!(
        beside.starts_with("sub/a.txt#3~"),
        "{beside}"
    );
    let other = id_of(&briefs, "Rice was cheap");
    for id in [&alone, &beside] {
        assert!(
            shown(&briefs, id).contains("Rice was dear."),
            "{id}"
        );
    }
    assert!(shown(&briefs, &other).contains("Rice was cheap."));
    briefs.remove("sub/a.md");
    index(&briefs);
    for id in [&alone, &beside] {
        assert!(
            shown(&briefs, id).contains("Rice was dear."),
            "{id}"
        );
    }
    // A path names one brief, with or without a hash.
    assert!(shown(&briefs, "sub/a.txt#2").contains("Harbour fees rose."));
    let gone = briefs.run(&["show", &other]);
    assert_eq!(gone.code, 2, "{}", gone.stdout);
    // The file that is left may be the other one.
    briefs.write("sub/a.md", OTHER);
    index(&briefs);
    briefs.remove("sub/a.txt");
    index(&briefs);
    assert!(shown(&briefs, &other).contains("Rice was cheap."));
    for id in [&alone, &beside] {
        let gone = briefs.run(&["show", id]);
        let is_said = gone.code == 2 || gone.stderr.contains("has changed");
        assert!(is_said, "{id}: {}", gone.stdout);
    }
}

#[test]
fn an_id_that_several_briefs_may_mean_names_them_all() {
    let briefs = Briefs::of(&[("en30.txt", TEXT), ("en30.md", OTHER)]);
    for (id, hint) in [
        (
            "en30",
            "did you mean en30.md or en30.txt?",
        ),
        (
            "en30#2",
            "did you mean en30.md#2 or en30.txt#2?",
        ),
        (
            "en30#2~aaaa",
            "did you mean en30.md#2 or en30.txt#2?",
        ),
        (
            "en30#77",
            "did you mean en30.md or en30.txt?",
        ),
    ] {
        for command in ["show", "cite"] {
            let out = briefs.run(&[command, id]);
            assert_eq!(out.code, 2, "{command} {id}");
            assert!(
                out.stderr.contains(hint),
                "{command} {id}: {}",
                out.stderr
            );
        }
    }
}

#[test]
fn a_brief_in_place_of_a_passage_is_refused_as_one() {
    let briefs = Briefs::of(&[("a.txt", TEXT)]);
    for id in ["a", "a.txt"] {
        let out = briefs.run(&["similar", id]);
        assert_eq!(out.code, 2);
        assert_eq!(
            out.stderr,
            "yinde: a is a whole brief, and a passage is needed; a has passages 1 to 3\n"
        );
    }
    let out = briefs.run(&["similar", "a#2"]);
    assert_eq!(out.code, 1, "{}", out.stderr);
    let out = briefs.run(&["similar", "a#9"]);
    assert!(
        out.stderr
            .contains("a has passages 1 to 3"),
        "{}",
        out.stderr
    );
}
