//! The desk's counts: as tables, as text with bars, as SVG.

pub(crate) mod beside;
mod collocates;
mod counts;
mod keyness;
mod kwic;
mod plot;
mod plot_svg;
mod saved;
mod similar;
mod svg;
mod trends;
mod trends_svg;

pub use collocates::collocates;
pub use counts::counts;
pub use keyness::keyness;
pub use kwic::kwic;
#[cfg(feature = "web")]
pub(crate) use kwic::{add_translations, kwic_table};
pub use plot::plot;
pub use plot_svg::plot_svg;
pub use saved::{SavedRow, saved};
pub use similar::similar;
pub use trends::trends;
pub use trends_svg::trends_svg;
