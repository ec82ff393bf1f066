//! `yinde search --queries`

use std::io::Write;
use std::path::Path;

use yinde::render::{self, Answer, batch};
use yinde::search::across;

use super::args::SearchArgs;
use super::exit::{FAILED, FOUND, NOTHING, Stop};
use super::first_run::read_or_build;
use super::named_file;
use super::output::{stdout, style};
use super::query::text_of;
use super::search::{files, opener, request, tell_missed};

/// Answers each query of `file`. A query that cannot be answered is reported and stops no other.
pub(super) fn run(args: &SearchArgs, file: &Path) -> Result<u8, Stop> {
    let text = named_file::read(file).map_err(|error| Stop::File {
        path: file.to_owned(),
        problem: error.to_string(),
    })?;
    let text = text.trim_start_matches('\u{feff}');
    let lines = (1..).zip(text.lines().map(str::trim));
    let queries: Vec<(usize, &str)> = lines
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
        .collect();
    if queries.is_empty() {
        return Err(Stop::File {
            path: file.to_owned(),
            problem: "has no query; write one on each line".to_owned(),
        });
    }
    let index = read_or_build(&args.dir.index, opener(args))?;
    let mut out = stdout(args.color.color);
    let style = style(&out);
    if !args.count {
        batch::start(args.format, &mut out)?;
    }
    let mut code = NOTHING;
    for (line, typed) in queries {
        let query = text_of(&[typed.to_owned()], args.phrase);
        let found = request(&query, args).and_then(|mut request| {
            // A file of queries is a script's.
            request.exact_only = true;
            let results = across::search(&index, &request)?;
            tell_missed(args, &results);
            Ok((request, results))
        });
        let (request, results) = match found {
            Ok(found) => found,
            Err(error) => {
                let place = format!("{}:{line}: {error}", file.display());
                anstream::eprintln!("yinde: {}", render::safe(&place));
                code = FAILED;
                continue;
            }
        };
        if results.total > 0 && code == NOTHING {
            code = FOUND;
        }
        if args.count {
            writeln!(
                out,
                "{}\t{}",
                results.total,
                render::safe(&query)
            )?;
            continue;
        }
        let files = files(args, &results)?;
        let answer = Answer {
            query: &query,
            request: &request,
            results: &results,
            files: files.as_ref(),
        };
        batch::answer(args.format, &answer, style, &mut out)?;
    }
    out.flush()?;
    Ok(code)
}
