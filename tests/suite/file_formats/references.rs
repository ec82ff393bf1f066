//! Lists of references: the facts that a citation needs.

use super::read;
use yinde::model::Brief;

/// The brief of the only reference in a list.
fn brief(name: &str, list: &str) -> Brief {
    let parts = read(name, list.as_bytes().to_vec()).expect("a list");
    assert_eq!(parts.len(), 1, "{list}");
    let mut parts = parts.into_iter();
    let (_, parsed) = parts.next().expect("a reference");
    parsed.expect("a brief").brief
}

fn bibtex(fields: &str) -> Brief {
    brief(
        "a.bib",
        &format!("@article{{key, title={{Ports}},\n{fields}\n}}\n"),
    )
}

fn ris(lines: &str) -> Brief {
    brief(
        "a.ris",
        &format!("TY  - JOUR\nTI  - Ports\n{lines}\nER  - \n"),
    )
}

fn csl(fields: &str) -> Brief {
    brief(
        "a.json",
        &format!(r#"[{{"id":"a","type":"article","title":"Ports",{fields}}}]"#),
    )
}

fn day(brief: &Brief) -> Option<String> {
    brief
        .date
        .map(|day| day.to_string())
}

#[test]
fn dates_of_bibtex_are_days() {
    for (fields, expected) in [
        ("year = {2021}", "2021-01-01"),
        ("year = 2021", "2021-01-01"),
        ("year = \"2021a\"", "2021-01-01"),
        (
            "year = {2021}, month = mar",
            "2021-03-01",
        ),
        (
            "year = {2021}, month = {March}",
            "2021-03-01",
        ),
        ("year = {2021}, month = 3", "2021-03-01"),
        (
            "year = {2021}, month = {03}, day = {5}",
            "2021-03-05",
        ),
        (
            "year = {2021}, month = \"5~\" # mar",
            "2021-03-05",
        ),
        (
            "year = {2021}, month = mar # \"~5\"",
            "2021-03-05",
        ),
        ("date = {2021}", "2021-01-01"),
        ("date = {2021-03}", "2021-03-01"),
        ("date = {2021-03-05}", "2021-03-05"),
        (
            "date = {2021-03-05/2021-04-01}",
            "2021-03-05",
        ),
        (
            "date = {2021-03-05T10:00:00}",
            "2021-03-05",
        ),
        ("date = {2021~}", "2021-01-01"),
        (
            "year = {2021年}, month = {3月}",
            "2021-03-01",
        ),
    ] {
        assert_eq!(
            day(&bibtex(fields)).as_deref(),
            Some(expected),
            "{fields}"
        );
    }
    assert_eq!(day(&bibtex("year = {in press}")), None);
}

#[test]
fn dates_of_ris_are_days() {
    for (lines, expected) in [
        ("PY  - 2021", "2021-01-01"),
        ("PY  - 2021///", "2021-01-01"),
        ("Y1  - 2021/03//", "2021-03-01"),
        ("PY  - 2021/03//Spring", "2021-03-01"),
        ("Y1  - 2021/03/05/", "2021-03-05"),
        ("DA  - 2021/03/05", "2021-03-05"),
        ("DA  - 2021-03-05", "2021-03-05"),
        (
            "PY  - 2021\nDA  - 2021/03/05",
            "2021-03-05",
        ),
        (
            "DA  - 2021/03/05\nPY  - 2021",
            "2021-03-05",
        ),
        ("DA  - Spring\nPY  - 2021", "2021-01-01"),
        ("PY  - 2021\nDA  - n.d.", "2021-01-01"),
    ] {
        assert_eq!(
            day(&ris(lines)).as_deref(),
            Some(expected),
            "{lines}"
        );
    }
}

#[test]
fn dates_of_csl_are_days() {
    for (issued, expected) in [
        (
            r#"{"date-parts":[[2021]]}"#,
            "2021-01-01",
        ),
        (
            r#"{"date-parts":[[2021,3]]}"#,
            "2021-03-01",
        ),
        (
            r#"{"date-parts":[["2021","3","5"]]}"#,
            "2021-03-05",
        ),
        (
            r#"{"date-parts":[[2021,3,5],[2021,3,9]]}"#,
            "2021-03-05",
        ),
        (
            r#"{"date-parts":[[2021,null]]}"#,
            "2021-01-01",
        ),
        (
            r#"{"raw":"5 March 2021"}"#,
            "2021-03-05",
        ),
        (r#"{"literal":"2021"}"#, "2021-01-01"),
        (r#""2021-03""#, "2021-03-01"),
    ] {
        let brief = csl(&format!(r#""issued":{issued}"#));
        assert_eq!(
            day(&brief).as_deref(),
            Some(expected),
            "{issued}"
        );
    }
}

#[test]
fn authors_of_references_are_authors() {
    for (brief, expected) in [
        (
            bibtex("author = {Wang, Xiaoming and Anne\nvan Writer and others}"),
            vec!["Wang, Xiaoming", "Anne van Writer"],
        ),
        (
            bibtex("author = {{Ports and Harbours Office} and 王, 小明}"),
            vec!["Ports and Harbours Office", "王小明"],
        ),
        (
            bibtex(r#"editor = "M{\"u}ller, Jan""#),
            vec!["Müller, Jan"],
        ),
        (
            ris("AU  - Wang, Xiaoming\nA1  - 王小明"),
            vec!["Wang, Xiaoming", "王小明"],
        ),
        (
            ris("A2  - Writer, Anne"),
            vec!["Writer, Anne"],
        ),
        (
            csl(
                r#""author":[{"family":"Wang","given":"Xiaoming"},{"literal":"Ports Office"},
                {"family":"王","given":"小明"},
                {"family":"Writer","given":"Anne","non-dropping-particle":"van"}]"#,
            ),
            vec![
                "Wang, Xiaoming",
                "Ports Office",
                "王小明",
                "van Writer, Anne",
            ],
        ),
        (
            csl(r#""author":[],"editor":[{"family":"Wang"}]"#),
            vec!["Wang"],
        ),
    ] {
        assert_eq!(brief.authors, expected);
    }
}

#[test]
fn a_reference_has_its_address_or_that_of_its_doi() {
    for (brief, expected) in [
        (
            bibtex(r"url = {https://x.example/a\_b~c--d?e=1\&f=2}"),
            "https://x.example/a_b~c--d?e=1&f=2",
        ),
        (
            bibtex(r"howpublished = {\url{https://x.example/a}}"),
            "https://x.example/a",
        ),
        (
            bibtex("doi = {10.1000/a_b}"),
            "https://doi.org/10.1000/a_b",
        ),
        (
            bibtex("doi = {https://dx.doi.org/10.1000/ab}, url = {ftp://x.example}"),
            "https://doi.org/10.1000/ab",
        ),
        (
            ris("UR  - https://x.example/a\nUR  - https://x.example/b\nDO  - 10.1000/ab"),
            "https://x.example/a",
        ),
        (
            ris("DO  - doi:10.1000/ab"),
            "https://doi.org/10.1000/ab",
        ),
        (
            csl(r#""URL":"https://x.example/a","DOI":"10.1000/ab""#),
            "https://x.example/a",
        ),
        (
            csl(r#""DOI":"10.1000/ab""#),
            "https://doi.org/10.1000/ab",
        ),
    ] {
        assert_eq!(brief.url.as_deref(), Some(expected));
    }
    assert_eq!(bibtex("doi = {none}").url, None);
}

#[test]
fn a_publisher_is_the_series_only_if_there_is_no_other() {
    for (brief, series, publisher) in [
        (
            bibtex("journal = {Notes}, publisher = {Quay Press}"),
            "Notes",
            Some("Quay Press"),
        ),
        (
            bibtex("publisher = {Quay Press}"),
            "Quay Press",
            None,
        ),
        (
            ris("PB  - Quay Press\nJO  - Notes"),
            "Notes",
            Some("Quay Press"),
        ),
        (
            ris("PB  - Quay Press"),
            "Quay Press",
            None,
        ),
        (
            csl(r#""container-title":"Notes","publisher":"Quay Press""#),
            "Notes",
            Some("Quay Press"),
        ),
    ] {
        assert_eq!(brief.series.as_deref(), Some(series));
        assert_eq!(brief.publisher.as_deref(), publisher);
    }
}

#[test]
fn a_citation_of_a_reference_lacks_nothing() {
    let briefs = crate::support::Briefs::of(&[(
        "b.bib",
        "@article{yr, title={Year only}, author={Wang, Xiaoming}, year={2021}, journal={J},\n\
         url={https://x.example}, abstract={Weapon of the year.}}\n",
    )]);
    let cited = briefs.run(&["cite", "b.bib/yr", "-f", "bibtex"]);
    assert_eq!(cited.code, 0, "{}", cited.stderr);
    assert_eq!(cited.stderr, "");
    for fact in ["Wang, Xiaoming", "2021", "https://x.example"] {
        assert!(
            cited.stdout.contains(fact),
            "{}",
            cited.stdout
        );
    }
    let found = briefs.run(&["search", "weapon date:2021"]);
    assert_eq!(found.code, 0, "{}", found.stdout);
}
