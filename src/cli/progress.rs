//! Progress bars, on a terminal only.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use yinde::indexing::Progress;

const BAR: &str = "{msg:>10} {bar:30.cyan/dim} {pos}/{len} briefs · {rate} · {eta} left";
const SPINNER: &str = "{msg:>10} {spinner}";

/// A bar on stderr that follows a run.
pub(super) struct Bar(ProgressBar);

impl Bar {
    pub(super) fn new(quiet: bool) -> Self {
        let shown = !quiet && std::io::stderr().is_terminal();
        let target = if shown {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        let bar = ProgressBar::with_draw_target(None, target);
        bar.set_style(template(SPINNER));
        bar.set_message("Scanning");
        Self(bar)
    }

    pub(super) fn show(&self, progress: Progress) {
        match progress {
            Progress::Comparing(briefs) => self.start("Scanning", briefs),
            Progress::Indexing(briefs) => self.start("Indexing", briefs),
            Progress::Compared | Progress::Indexed => self.0.inc(1),
            Progress::Committing => {
                self.0.set_style(template(SPINNER));
                self.0.set_message("Committing");
                self.0.enable_steady_tick(Duration::from_millis(100));
            }
        }
    }

    fn start(&self, stage: &'static str, briefs: usize) {
        self.0.reset();
        self.0.set_length(briefs as u64);
        self.0.set_style(template(BAR));
        self.0.set_message(stage);
    }

    pub(super) fn finish(&self) {
        self.0.finish_and_clear();
    }
}

fn template(template: &str) -> ProgressStyle {
    let rate = |state: &ProgressState, out: &mut dyn std::fmt::Write| {
        let _ = write!(out, "{:.0}/s", state.per_sec());
    };
    ProgressStyle::with_template(template)
        .unwrap_or_else(|_| ProgressStyle::default_bar())
        .with_key("rate", rate)
}
