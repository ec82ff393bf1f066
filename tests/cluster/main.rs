//! An index in a real cluster.

mod differential;
mod random;
