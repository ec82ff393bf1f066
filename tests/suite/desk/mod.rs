//! The researcher's desk: from a hit to a note, a table, a plot, a footnote.

mod batch;
mod cited;
mod config;
mod model;
mod naive;
mod narrow;
mod near;
mod opened;
mod printed;
mod saved;
mod tasks;
mod whole;
