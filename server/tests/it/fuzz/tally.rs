//! Counts the requests and their answers.

use std::collections::BTreeMap;

#[derive(Default)]
pub struct Tally {
    /// By endpoint, then by status; 0 if the server closed the connection.
    answers: BTreeMap<String, BTreeMap<u16, u64>>,
    /// What went wrong, with one request that shows it.
    complaints: BTreeMap<String, (u64, String)>,
}

impl Tally {
    pub fn note(&mut self, endpoint: &str, status: u16) {
        *self.answers.entry(endpoint.to_owned()).or_default().entry(status).or_default() += 1;
    }

    pub fn complain(&mut self, what: String, request: impl FnOnce() -> String) {
        self.complaints.entry(what).or_insert_with(|| (0, request())).0 += 1;
    }

    pub fn count(&self, endpoint: &str, status: u16) -> u64 {
        self.answers.get(endpoint).and_then(|statuses| statuses.get(&status)).copied().unwrap_or_default()
    }

    pub fn print(&self) {
        let total: u64 = self.answers.values().flat_map(BTreeMap::values).sum();
        println!("{:>8}  {:<58}statuses", "requests", "endpoint");
        for (endpoint, statuses) in &self.answers {
            let sum: u64 = statuses.values().sum();
            let each = statuses.iter().map(|(status, count)| match status {
                0 => format!("hung up {count}"),
                status => format!("{status}: {count}"),
            });
            println!("{sum:>8}  {endpoint:<58}{}", each.collect::<Vec<_>>().join("  "));
        }
        println!("{total:>8}  in all");
    }

    /// What went wrong. Also prints one request for each problem.
    pub fn complaints(&self) -> Vec<String> {
        for (what, (count, request)) in &self.complaints {
            println!("\n{count} × {what}\n{request}");
        }
        self.complaints.keys().cloned().collect()
    }
}
