//! The researcher's desk: from a hit to a note, a table, a plot, a footnote.

mod added;
mod batch;
mod cited;
mod config;
mod kinds;
mod labels;
mod long;
mod model;
mod naive;
mod namesakes;
mod narrow;
mod near;
mod opened;
mod pandoc;
mod printed;
mod properties;
mod saved;
mod silent;
mod tasks;
mod twins;
mod whole;
