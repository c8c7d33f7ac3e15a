use std::time::Duration;

/// Prints one line: what was measured, the value, the compared value, the target.
pub fn line(what: &str, figure: &str, compared: &str, bar: &str) {
    println!("{what:<58} {figure:>16}   {compared:<44} {bar}");
}

pub fn title(text: &str) {
    println!("\n{text}");
}

pub fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

pub fn milliseconds(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1_000.0)
}
