//! Nomenclatures: what codes and labels of the Ministry mean here.

mod academies;
mod functions;
mod levels;

pub use academies::{academy_code, academy_name};
pub use functions::{Functions, Role};
pub use levels::{level, level_of_mef, sentence_case};
