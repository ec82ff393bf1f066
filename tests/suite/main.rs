//! The program and the library, tested as users meet them: a file a feature.

mod cli;
mod damage;
mod golden;
mod incremental;
mod layouts;
mod oracle;
mod parser;
mod phrase;
mod real_brief;
mod render;
mod snippet;
mod support;
