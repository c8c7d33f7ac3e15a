//! `arrows [--quiet] [ROOT]`: prints the rooms and arrows of the workspace at `ROOT`, and fails if
//! they differ from `scripts/arrows/order.txt`.

use std::{path::PathBuf, process::ExitCode};

fn main() -> ExitCode {
    let (options, roots): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|argument| argument.starts_with("--"));
    let root = PathBuf::from(roots.first().map_or(".", String::as_str));
    match arrows::check(&root, &root.join("scripts/arrows/order.txt")) {
        Err(reason) => {
            eprintln!("arrows: {reason}");
            ExitCode::FAILURE
        }
        Ok(checked) => {
            if !options.contains(&"--quiet".to_owned()) {
                println!("{}", arrows::print(&checked));
            }
            for problem in &checked.problems {
                eprintln!("arrows: {problem}");
            }
            if checked.problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
    }
}
