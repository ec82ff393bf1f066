//! `yinde serve` and `yinde mcp`: front ends that stay.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, ValueHint};
use yinde::index::{LiveIndex, Opened};
use yinde::render::cite::{Complete, Reference};

use super::config::config;
use super::exit::{FOUND, Stop};
use super::first_run::read_or_build;
use super::index_dir::IndexDir;

#[cfg(feature = "web")]
#[derive(Debug, Args)]
pub(crate) struct ServeArgs {
    /// Folder of briefs to index first, if anything in it has changed
    #[arg(value_hint = ValueHint::DirPath)]
    pub folder: Option<PathBuf>,
    #[command(flatten)]
    pub dir: IndexDir,
    /// Port; if it is taken, the next free one is used
    #[arg(long, value_name = "N", default_value_t = yinde::web::DEFAULT_PORT)]
    pub port: u16,
    /// Open the page in the browser
    #[arg(long)]
    pub open: bool,
}

#[cfg(feature = "mcp")]
#[derive(Debug, Args)]
pub(crate) struct McpArgs {
    #[command(flatten)]
    pub dir: IndexDir,
}

/// Serves the page until the process is stopped.
#[cfg(feature = "web")]
pub(super) fn run(args: &ServeArgs) -> Result<u8, Stop> {
    use std::io::Write;

    use super::args::ColorWhen;
    use super::output::{stdout, tell};
    use yinde::render::plural;

    if let Some(folder) = &args.folder {
        update(folder, &args.dir.index)?;
    }
    let live = open(&args.dir.index)?;
    let (briefs, passages) = {
        let opened = live.current();
        (
            opened.briefs.len(),
            opened.index.passages(),
        )
    };
    let server = yinde::web::Server::bind(live, args.port, complete()?)?;
    let address = server.address();
    let mut out = stdout(ColorWhen::Auto);
    writeln!(
        out,
        "{address}  {}, {}; Ctrl-C ends",
        plural(briefs, "brief"),
        plural(passages, "passage")
    )?;
    out.flush()?;
    drop(out);
    if args.open
        && let Err(error) = super::open::with_desktop(&address)
    {
        tell(format_args!(
            "cannot open a browser ({error}); open {address} yourself"
        ));
    }
    server.run()?;
    Ok(FOUND)
}

/// Serves tools until the client ends.
#[cfg(feature = "mcp")]
pub(super) fn mcp(args: &McpArgs) -> Result<u8, Stop> {
    let live = open(&args.dir.index)?;
    yinde::mcp::over_stdio(live, complete()?)?;
    Ok(FOUND)
}

/// Makes the index contain the briefs of `folder`.
#[cfg(feature = "web")]
fn update(folder: &Path, index: &Path) -> Result<(), Stop> {
    use yinde::indexing::Options;

    use super::index::{print_problems, reindex};

    let report = reindex(
        &[PathBuf::from(folder)],
        index,
        Options::default(),
        false,
    )?;
    print_problems(&report);
    Ok(())
}

fn open(index: &Path) -> Result<Arc<LiveIndex>, Stop> {
    let opened = read_or_build(index, Opened::open)?;
    Ok(Arc::new(LiveIndex::new(opened)))
}

/// Returns a function that adds the facts of the settings to references.
fn complete() -> Result<Complete, Stop> {
    let config = config()?;
    Ok(Arc::new(
        move |reference: &mut Reference| {
            config.complete(reference);
        },
    ))
}
