//! Text as files really write it: encodings, doubled accents, invisible signs.

mod day;
mod decode;
mod doubled;
mod single;
mod spoiled;
mod stream;
mod tidy;

pub use day::day;
pub use decode::{Decoded, Encoding, decode, sniff};
pub use doubled::{Doubling, doubling, mend};
pub use single::single_bytes;
pub use spoiled::{is_a_day, spoiled};
pub use stream::{Choice, Utf8};
pub use tidy::{bare, fold, header, tidy};
