// Views are types, and a page is a deep one.
#![recursion_limit = "512"]

fn main() {}
