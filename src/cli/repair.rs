//! `yinde repair`

use std::io::{self, Write};
use std::path::Path;
use std::time::Duration;

use serde::Serialize;
use yinde::index::{Lost, Repaired};
use yinde::place;
use yinde::render::{self, safe};

use super::args::{ChangeArgs, ColorWhen};
use super::count::counted;
use super::exit::{FOUND, INCOMPLETE, Stop};
use super::hint::command;
use super::output::{stdout, tell};

/// The outcome as JSON.
#[derive(Serialize)]
struct JsonRepaired<'a> {
    repaired: bool,
    briefs: Option<usize>,
    passages: Option<usize>,
    lost: Vec<JsonLost<'a>>,
    problems: Vec<String>,
}

#[derive(Serialize)]
struct JsonLost<'a> {
    source: &'a str,
    left: usize,
    passages: Option<usize>,
}

pub(super) fn run(args: &ChangeArgs) -> Result<u8, Stop> {
    let root = &args.plain.dir.index;
    let wait = Duration::from_secs(u64::from(args.wait));
    let repaired = place::repair(root, wait)?;
    let mut out = stdout(ColorWhen::Never);
    let shown = root.to_string_lossy();
    if args.plain.json {
        render::json::line(&json(repaired.as_ref()), &mut out)?;
    } else if let Some(repaired) = &repaired {
        for problem in &repaired.problems {
            // Without its advice, which is being followed.
            let (message, _) = problem.message_and_hint();
            tell(safe(&message));
        }
        write!(out, "{}: ", safe(&shown))?;
        write_repaired(
            &args.plain.dir.index,
            repaired,
            &mut out,
        )?;
    } else {
        writeln!(
            out,
            "{}: nothing to repair",
            safe(&shown)
        )?;
    }
    out.flush()?;
    let has_lost = repaired.is_some_and(|repaired| !repaired.lost.is_empty());
    Ok(if has_lost {
        INCOMPLETE
    } else {
        FOUND
    })
}

fn json(repaired: Option<&Repaired>) -> JsonRepaired<'_> {
    let Some(repaired) = repaired else {
        return JsonRepaired {
            repaired: false,
            briefs: None,
            passages: None,
            lost: Vec::new(),
            problems: Vec::new(),
        };
    };
    let lost = repaired.lost.iter();
    let problems = repaired.problems.iter();
    JsonRepaired {
        repaired: true,
        briefs: Some(repaired.manifest.briefs),
        passages: Some(repaired.manifest.passages),
        lost: lost.map(json_lost).collect(),
        problems: problems
            .map(|problem| problem.message_and_hint().0)
            .collect(),
    }
}

fn json_lost(lost: &Lost) -> JsonLost<'_> {
    JsonLost {
        source: &lost.source,
        left: lost.left,
        passages: lost.passages,
    }
}

fn write_repaired(root: &Path, repaired: &Repaired, out: &mut impl Write) -> io::Result<()> {
    let manifest = &repaired.manifest;
    writeln!(
        out,
        "saved {}, {}",
        counted(manifest.briefs, "brief"),
        counted(manifest.passages, "passage")
    )?;
    for Lost {
        source,
        left,
        passages,
        ..
    } in &repaired.lost
    {
        let source = safe(source);
        let are = if *left == 1 {
            "is"
        } else {
            "are"
        };
        match passages {
            Some(passages) => writeln!(
                out,
                "{source}: {left} of {} {are} left",
                counted(*passages, "passage")
            )?,
            None => writeln!(
                out,
                "{source}: {} {are} left, perhaps not all",
                counted(*left, "passage")
            )?,
        }
    }
    if !repaired.lost.is_empty() {
        writeln!(
            out,
            "{} reads the files of these briefs again",
            command(root, &["index", "FOLDER"])
        )?;
    }
    Ok(())
}
