//! The page and its API: a front end at an address of this machine.
//!
//! ```text
//! request → security → routes → a page → layout → reply
//! ```
//!
//! Nothing here can do what the command line cannot, and nothing writes. Pages are made on threads
//! of their own, by the same [`Request`](crate::Request) and the same renderers as on the command
//! line; a page for people is made of the same results. All words of the interface are in
//! `words.rs`, and all text from outside is shown through `text::Text`.

mod address;
mod assets;
mod layout;
mod listen;
mod operations;
mod pages;
mod reply;
mod routes;
mod security;
mod server;
mod site;
mod text;
// A word a line.
#[rustfmt::skip]
mod words;

pub use listen::DEFAULT_PORT;
pub use server::Server;
