//! Writes an AAF delivery of some number of people into a folder and reads it again into a directory,
//! with the time and the most memory that it took: `cargo run --release -p formats --example read_aaf -- 1000000`.

use std::{fs, time::Instant};

use chrono::NaiveDate;
use formats::{
    Limits,
    aaf::{self, Options},
    archive::Source,
    generate::{World, complete},
    model::Directory,
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let people: u64 = std::env::args().nth(1).map_or(Ok(50_000), |text| text.parse())?;
    let folder = tempfile::tempdir()?;
    let date = NaiveDate::from_ymd_opt(2024, 9, 16).ok_or("no day")?;
    // Each pupil comes with an adult and a tenth of a teacher.
    let world = World::new(42, people * 10 / 21);
    let mut bytes = 0;
    complete(&world, date, &mut |name, part| {
        bytes += part.len();
        fs::write(folder.path().join(name), part)
    })?;
    let written = peak();
    let begun = Instant::now();
    let mut source =
        Source::folder(folder.path(), Limits::default()).map_err(|problem| format!("{problem:?}"))?;
    let deliveries = aaf::deliveries(&mut source).map_err(|problem| format!("{problem:?}"))?;
    let delivery = deliveries.first().ok_or("no delivery")?;
    let mut records = 0_u64;
    let mut directory = Directory::default();
    let outcome = aaf::read(&mut source, delivery, &Options::new(date), &mut |record| {
        records += 1;
        directory.apply(delivery.feed, record);
    });
    let users = directory.users_in_order();
    println!(
        "{} users of {} people in {bytes} bytes: {records} records in {:?}, {} kB at most while writing, {} kB in \
         all; stops: {}",
        users.len(),
        outcome.records,
        begun.elapsed(),
        written,
        peak(),
        outcome.problems.stops()
    );
    Ok(())
}

/// The most memory that this process has had, in kB; 0 where the system does not say.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").trim().parse().ok()).unwrap_or_default()
}
