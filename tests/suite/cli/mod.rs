//! The program as scripts use it: exit codes, stdout and stderr, pipes, bad input.

mod errors;
mod exit_codes;
mod hints;
mod indexing;
mod output;
mod queries;
mod scripts;

const BRIEF: &str = "Brief #7: Ports, rice\n\nA lede.\n\n1. Ports\n\n\
    The ministry spoke of united front work 统战工作.\n\n2. Rice\n\nPrices held.\n";
