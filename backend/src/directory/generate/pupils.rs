use std::io::{self, Write};

use domain::directory::Profile;

use super::{
    Maker,
    classes::{Programme, group, programmes},
    names::{email, first_name, last_name},
    schools::{School, SchoolKind},
    sheets::Line,
};

impl<W: Write> Maker<W> {
    /// Writes about `people` pupils and parents in the schools of one site.
    pub(super) fn families(&mut self, site: &[School], people: u32) -> io::Result<()> {
        let end = self.made + people;
        while self.made < end {
            self.family(site)?;
        }
        Ok(())
    }

    /// Writes one or two parents with one to three children; siblings may go to different schools
    /// of the site.
    fn family(&mut self, site: &[School]) -> io::Result<()> {
        let parents = if self.dice.percent(72) { 2 } else { 1 };
        let children = match self.dice.below(10) {
            0..=4 => 1,
            5..=8 => 2,
            _ => 3,
        };
        let name = last_name(&mut self.dice);
        let mut parent_ids = Vec::with_capacity(parents);
        for parent in 0..parents {
            let id = self.next_id("tut");
            let own_name =
                if parent == 1 && self.dice.percent(35) { last_name(&mut self.dice) } else { name.clone() };
            let first = first_name(&mut self.dice);
            let email = if self.dice.percent(80) {
                email(first, &own_name, self.made, "courriel")
            } else {
                String::new()
            };
            self.sheets.person(&id, &own_name, first, &email)?;
            parent_ids.push(id);
        }
        for _ in 0..children {
            let id = self.next_id("elv");
            let first = first_name(&mut self.dice);
            self.sheets.person(&id, &name, first, "")?;
            let school = self.any_school(site);
            let programme = self.programme(school.kind);
            let Programme { level, sub_level, .. } = programme;
            let (class, group) = (programme.class(school, self.made), group(level, self.made));
            let profile = Profile::Student.code();
            let line = Line { profile, level, sub_level, class: &class, group: &group, ..Line::default() };
            self.sheets.membership(&id, &school.uai, line)?;
            for parent in &parent_ids {
                self.sheets.link(parent, &id)?;
            }
        }
        Ok(())
    }

    /// A random school of the site; larger schools are more likely.
    fn any_school<'s>(&mut self, site: &'s [School]) -> &'s School {
        let all = site.iter().map(|school| school.people).sum();
        let mut at = self.dice.below(all);
        for school in site {
            if at < school.people {
                return school;
            }
            at -= school.people;
        }
        &site[0]
    }

    fn programme(&mut self, kind: SchoolKind) -> Programme {
        let programmes = programmes(kind);
        let mut at = self.dice.below(100);
        for programme in programmes {
            if at < programme.share {
                return *programme;
            }
            at -= programme.share;
        }
        programmes[0]
    }
}
