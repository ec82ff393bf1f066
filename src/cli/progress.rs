//! A progress bar, on a terminal only.

use std::fmt;
use std::io::{self, IsTerminal};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use yinde::indexing::Progress;

const BAR: &str = "{msg:>10} {bar:30.cyan/dim} {pos}/{len} briefs · {rate} · {eta} left";
const SPINNER: &str = "{msg:>10} {spinner}";

/// A bar on stderr that follows a run.
pub(super) struct Bar(ProgressBar);

impl Bar {
    pub(super) fn new(quiet: bool) -> Self {
        let target = if quiet || !io::stderr().is_terminal() {
            ProgressDrawTarget::hidden()
        } else {
            ProgressDrawTarget::stderr()
        };
        let bar = ProgressBar::with_draw_target(None, target);
        bar.set_style(style(SPINNER));
        bar.set_message("Scanning");
        Self(bar)
    }

    pub(super) fn show(&self, progress: Progress) {
        match progress {
            Progress::Comparing(files) => self.start("Scanning", files),
            Progress::Indexing(briefs) => self.start("Indexing", briefs),
            Progress::Compared | Progress::Indexed => self.0.inc(1),
            Progress::Committing => self.spin("Committing"),
        }
    }

    fn start(&self, stage: &'static str, briefs: usize) {
        self.0.reset();
        self.0.set_length(briefs as u64);
        self.0.set_style(style(BAR));
        self.0.set_message(stage);
    }

    fn spin(&self, stage: &'static str) {
        self.0.set_style(style(SPINNER));
        self.0.set_message(stage);
        // No thread turns the spinner: a thread that cannot be started would end the program.
        self.0.tick();
    }

    pub(super) fn finish(&self) {
        self.0.finish_and_clear();
    }
}

fn style(template: &str) -> ProgressStyle {
    let style = ProgressStyle::with_template(template);
    let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
    style.with_key("rate", write_rate)
}

/// Writes the speed: `120/s`. Indicatif's own has four decimals.
fn write_rate(state: &ProgressState, out: &mut dyn fmt::Write) {
    let _ = write!(out, "{:.0}/s", state.per_sec());
}
