//! The program and the library, tested as users meet them: a file a feature.

#![expect(clippy::print_stderr, reason = "a test that cannot run here says so")]

mod analysis;
mod bench;
mod cli;
mod containers;
mod damage;
mod desk;
mod file_formats;
mod files;
mod filters;
mod fingerprints;
mod formats;
mod fuzz;
mod golden;
mod group;
mod hostile;
mod incremental;
mod layouts;
mod left_out;
mod line_ends;
mod notes;
mod nothing;
mod oracle;
mod pages;
mod parser;
mod pdf;
mod phrase;
mod queries;
mod questions;
mod ranking;
mod reader;
mod readme;
mod real_brief;
mod render;
mod safety;
mod seed;
mod segmentation;
mod show;
mod shown;
mod snippet;
mod support;
mod tidy;
mod web;
mod words;
mod written;
