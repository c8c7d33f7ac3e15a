//! Made-up deliveries from a seed, with the traps that real ones have: for tests and measurements.
//!
//! Nothing is kept in memory: each person follows from the seed and their number, so a million
//! people cost no more than a hundred.

mod aaf;
mod degree;
mod dice;
mod onde;
mod oneroster;
mod siecle;
mod world;

pub use aaf::{complete, delta};
pub use onde::onde;
pub use oneroster::oneroster;
pub use siecle::siecle;
pub use world::World;

#[cfg(test)]
mod tests;
