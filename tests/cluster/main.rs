//! An index in an OpenSearch cluster, tested as users meet it.
//!
//! The cluster is that at `YINDE_TEST_CLUSTER`, which `tests/cluster/run` starts; without it these
//! tests say "not run", and if it is set and empty, they are left out. Those about the troubles of
//! a cluster need none.

#![cfg(feature = "cluster")]
#![expect(clippy::print_stderr, reason = "a test that cannot run here says so")]

mod addresses;
mod commands;
mod differential;
mod fake;
mod faults;
mod oddities;
mod partial;
mod program;
mod random;
mod refusals;
mod runs;
mod support;
mod tls;
mod troubles;
mod writers;
