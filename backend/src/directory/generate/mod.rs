//! A made-up directory, as files: for the demonstration, the tests and the benchmarks.

mod classes;
mod demo_people;
mod dice;
mod models;
mod names;
mod pupils;
mod schools;
mod sheets;
mod staff;

use std::{
    fs::File,
    io::{self, Write},
    path::Path,
};

use super::import::{FileKind, Files};
use dice::Dice;
pub use models::model;
use schools::Site;
use sheets::Sheets;

/// How much to make up. The same plan gives the same bytes everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// About how many people; 2 500 give exactly the schools of the demonstration, more add others.
    pub people: u32,
    pub seed: u64,
}

impl Default for Plan {
    fn default() -> Self {
        Self { people: 2_500, seed: 1 }
    }
}

/// Writes the four files into `folder`, which exists. Blocking.
pub fn generate(folder: &Path, plan: &Plan) -> io::Result<()> {
    let [establishments, people, memberships, families] =
        FileKind::ALL.map(|kind| File::create_new(folder.join(kind.file_name())));
    write([establishments?, people?, memberships?, families?], plan)?;
    Ok(())
}

/// The same four files in memory. Blocking.
pub fn files(plan: &Plan) -> io::Result<Files> {
    let written = write([const { Vec::new() }; 4], plan)?;
    let mut files = Files::default();
    for (kind, bytes) in FileKind::ALL.into_iter().zip(written) {
        files.set(kind, bytes);
    }
    Ok(files)
}

fn write<W: Write>(outs: [W; 4], plan: &Plan) -> io::Result<[W; 4]> {
    let mut maker = Maker { dice: Dice::new(plan.seed), sheets: Sheets::new(outs)?, made: 0 };
    let sites = schools::sites(plan.people, &mut maker.dice);
    let fixed = demo_people::write(&mut maker.sheets)?;
    for (position, site) in sites.iter().enumerate() {
        maker.site(site, if position == 0 { fixed } else { 0 })?;
    }
    maker.sheets.finish()
}

/// Makes up people and writes them at once, so that a million people are never in memory.
struct Maker<W: Write> {
    dice: Dice,
    sheets: Sheets<W>,
    /// People made so far, without those of the demonstration accounts.
    made: u32,
}

impl<W: Write> Maker<W> {
    /// Fills one site that already has `present` people.
    fn site(&mut self, site: &Site, present: u32) -> io::Result<()> {
        let wanted: u32 = site.iter().map(|school| school.people).sum();
        let end = (self.made + wanted).saturating_sub(present);
        for school in site {
            self.sheets.school(school)?;
            self.staff(site, school)?;
        }
        self.families(site, end.saturating_sub(self.made))
    }

    /// `elv0000042`
    fn next_id(&mut self, kind: &str) -> String {
        self.made += 1;
        format!("{kind}{:07}", self.made)
    }
}
