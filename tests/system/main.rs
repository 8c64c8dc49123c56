//! The whole system from outside: the built binary with its command line, its folders and its API.

mod client;
mod crash;
mod figures;
mod folders;
mod kills;
mod lists;
mod own;
mod support;
