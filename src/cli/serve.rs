//! `yinde serve`

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, ValueHint};
use yinde::indexing::Options;
use yinde::render::plural;
use yinde::web::{DEFAULT_PORT, Server};

use super::args::ColorWhen;
use super::exit::{FOUND, Stop};
use super::index::{print_problems, reindex};
use super::index_dir::IndexDir;
use super::live;
use super::open::with_desktop;
use super::output::{stdout, tell};

#[derive(Debug, Args)]
pub(crate) struct ServeArgs {
    /// Folder of briefs to index first, if anything in it has changed
    #[arg(value_hint = ValueHint::DirPath)]
    pub folder: Option<PathBuf>,
    #[command(flatten)]
    pub dir: IndexDir,
    /// Port; if it is taken, the next free one is used
    #[arg(long, value_name = "N", default_value_t = DEFAULT_PORT)]
    pub port: u16,
    /// Open the page in the browser
    #[arg(long)]
    pub open: bool,
}

/// Serves the page until the process is stopped.
pub(super) fn run(args: &ServeArgs) -> Result<u8, Stop> {
    if let Some(folder) = &args.folder {
        update(folder, &args.dir.index)?;
    }
    let index = live::open(&args.dir.index)?;
    let opened = index.current();
    let briefs = plural(opened.briefs.len(), "brief");
    let passages = plural(opened.index.passages(), "passage");
    drop(opened);
    let server = Server::bind(index, args.port, live::complete()?)?;
    let address = server.address();
    let mut out = stdout(ColorWhen::Auto);
    writeln!(
        out,
        "{address}  {briefs}, {passages}; Ctrl-C ends"
    )?;
    out.flush()?;
    drop(out);
    if args.open
        && let Err(error) = with_desktop(&address)
    {
        tell(format_args!(
            "cannot open a browser ({error}); open {address} yourself"
        ));
    }
    server.run()?;
    Ok(FOUND)
}

/// Makes the index contain the briefs of `folder`.
fn update(folder: &Path, index: &Path) -> Result<(), Stop> {
    let folders = [folder.to_owned()];
    let report = reindex(
        &folders,
        index,
        Options::default(),
        false,
    )?;
    print_problems(&report);
    Ok(())
}
