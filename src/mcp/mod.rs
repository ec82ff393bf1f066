//! Tools for assistants, by the Model Context Protocol: a front end over standard input and output,
//! or at an address of the page's server.
//!
//! All tools only read. Their results are data, and the same as text; a result that would be too
//! long for an assistant has fewer hits, and a cursor to the others.

mod answer;
mod arguments;
mod budget;
mod desk;
mod lines;
mod schemas;
mod server;
mod tools;

pub use server::{over_http, over_stdio};
