//! Carries out the jobs of the queue: one supervised worker for each kind, in each server process.
//!
//! `runner` takes jobs and records how they ended; `work` says which room does a kind of job;
//! `supervise` keeps workers alive, and `health` says which of them are in trouble.

mod health;
mod night;
mod panic;
mod ready;
mod retry;
mod runner;
mod supervise;
mod tell;
mod turn;
mod work;
mod worker;

pub use health::Health;
pub use ready::{Fault, Ready, faults};
pub use retry::retry;
pub use runner::run_next;
pub(crate) use supervise::supervise;
pub use worker::Worker;
