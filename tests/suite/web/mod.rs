//! The page, its API and its security, over raw sockets as any client meets them.

mod api;
mod fuzzed;
mod load;
mod mcp;
mod mcp_lines;
mod narrowing;
mod pages;
mod reading;
mod security;
mod server;
