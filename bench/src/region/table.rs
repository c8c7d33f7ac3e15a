/// What was asked and what was measured, printed at the end.
#[derive(Default)]
pub struct Table(Vec<[String; 3]>);

impl Table {
    /// `asked` is empty for figures that only explain others.
    pub fn row(&mut self, what: &str, measured: String, asked: &str) {
        eprintln!("    {what}: {measured}");
        self.0.push([what.to_owned(), measured, asked.to_owned()]);
    }

    pub fn print(&self, engine: &str) {
        println!("\n| {engine} | measured | asked |\n|---|---|---|");
        for [what, measured, asked] in &self.0 {
            println!("| {what} | {measured} | {asked} |");
        }
    }
}

pub fn milliseconds(seconds: f64) -> String {
    format!("{:.1} ms", seconds * 1_000.0)
}

/// The value below which `percent` of all values are; 0 if there are none.
pub fn percentile(values: &mut [f64], percent: usize) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    let at = (values.len() * percent / 100).min(values.len().saturating_sub(1));
    values.get(at).copied().unwrap_or_default()
}
