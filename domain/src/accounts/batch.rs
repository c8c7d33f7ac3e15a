//! Accounts for a whole population: links by e-mail, or coupons to print.

use serde::{Deserialize, Serialize};

use crate::{EstablishmentId, PersonId, directory::Profile, time::Stamp};

/// The most people of one batch.
pub const MOST_PEOPLE: u64 = 5_000;
/// The most coupons of one sheet: what one page shows and a printer takes at once.
pub const SHEET_COUPONS: usize = 200;
/// How long a link or a coupon of a batch is good, in days.
pub const BATCH_DAYS: i64 = 14;
/// The value of [`PopulationChoice::who`] for everybody.
pub const EVERYBODY: &str = "tous";
/// The value of [`PopulationChoice::rights`] for a batch that includes people whose account opens rights.
pub const WITH_RIGHTS: &str = "avec";

values::coded! {
    /// How the people of a batch get their link.
    BatchKind {
        Mail => "mail",
        Print => "print",
    }

    /// Why somebody of a batch gets no link.
    NoLink {
        /// Left the directory, administers the portal by now, or is joined to another record.
        Gone => "gone",
        /// Their account opens rights: whoever finds it on paper would write to every family.
        Rights => "rights",
        /// Has signed in since the batch was begun for those who never did.
        Came => "came",
        NoAddress => "no_address",
        /// The relay refuses the address.
        Refused => "refused",
        /// The relay did not take the letter, although it was tried again and again.
        GivenUp => "given_up",
    }
}

/// A population as it stands in an address, unchecked; an empty part leaves it open.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PopulationChoice {
    /// The number of the school.
    pub school: String,
    /// The code of a profile.
    pub profile: String,
    pub level: String,
    pub class: String,
    /// [`EVERYBODY`]; otherwise those who have never signed in.
    pub who: String,
    /// [`WITH_RIGHTS`] where heads of school and senders get a letter too; otherwise they get nothing. They
    /// never get a coupon.
    pub rights: String,
}

impl PopulationChoice {
    pub fn school(&self) -> Option<EstablishmentId> {
        self.school.parse().ok()
    }

    pub fn profile(&self) -> Option<Profile> {
        Profile::from_code(&self.profile)
    }

    pub fn is_everybody(&self) -> bool {
        self.who == EVERYBODY
    }

    pub fn includes_rights(&self) -> bool {
        self.rights == WITH_RIGHTS
    }
}

/// The page of all batches, with the form of a new one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchesPage {
    pub schools: Vec<(EstablishmentId, String)>,
    /// What can be chosen in the chosen school, and who is chosen; `None` before a school is.
    pub population: Option<PopulationView>,
    /// The last ones.
    pub batches: Vec<BatchRow>,
    pub sends_mail: bool,
    /// Whether the portal knows its own address; coupons name the one of the request otherwise.
    pub has_address: bool,
    /// The caller's own login, and whether a code is needed besides the password.
    pub login: String,
    pub coded: bool,
}

/// A population, and what else could be chosen in its school.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PopulationView {
    /// As it counts: without what this school does not have.
    pub choice: PopulationChoice,
    pub profiles: Vec<Profile>,
    pub levels: Vec<String>,
    pub classes: Vec<String>,
    /// Without those whose account opens rights, as the next figure.
    pub people: u64,
    /// Those of them whom an e-mail reaches.
    pub with_address: u64,
    /// Heads of school and senders: they are left out, unless a letter to each is asked for.
    pub with_rights: u64,
    pub with_rights_and_address: u64,
    /// The first of them, by name.
    pub named: Vec<(PersonId, String)>,
}

/// A batch in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchRow {
    pub id: i64,
    pub kind: BatchKind,
    pub school: String,
    pub choice: PopulationChoice,
    pub made: Stamp,
    pub by: String,
    pub progress: BatchProgress,
}

/// How far a batch is, in people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchProgress {
    pub people: u64,
    /// They have an account.
    pub prepared: u64,
    /// Their letter has gone, or their coupon was printed.
    pub done: u64,
    /// They get nothing.
    pub left_out: u64,
    /// It was stopped, and its links are worth nothing.
    pub stopped: bool,
    /// It was given up: the relay did not answer for too long.
    pub failed: bool,
}

impl BatchProgress {
    /// Whether everybody has an account, so that coupons can be printed.
    pub const fn is_prepared(&self) -> bool {
        self.prepared + self.left_out >= self.people
    }

    /// How many are to get something.
    pub const fn expected(&self) -> u64 {
        self.people.saturating_sub(self.left_out)
    }

    /// Whether something still happens by itself.
    pub const fn is_running(&self, kind: BatchKind) -> bool {
        let rest = match kind {
            BatchKind::Print => !self.is_prepared(),
            BatchKind::Mail => self.done + self.left_out < self.people,
        };
        rest && !self.stopped && !self.failed
    }
}

/// One batch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchView {
    pub row: BatchRow,
    /// Of coupons that can be printed.
    pub sheets: Vec<Sheet>,
    /// The first of those who get nothing, with the reason.
    pub left_out: Vec<(PersonId, String, NoLink)>,
    pub login: String,
    pub coded: bool,
}

/// Coupons that are printed together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// The places of its first and last coupon in the batch.
    pub first: i64,
    pub last: i64,
    pub coupons: u64,
    /// The classes of the first and the last; empty for people without one.
    pub from: String,
    pub to: String,
    /// How many of its coupons were printed before.
    pub printed: u64,
}

/// What somebody is in the school of a batch, so that the coupon reaches the right hand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holder {
    pub profiles: Vec<Profile>,
    /// Of a pupil; may be empty.
    pub class: String,
    /// Of a parent: the names and classes of the children in the school.
    pub children: Vec<(String, String)>,
}

/// A coupon, with its words in its person's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coupon {
    /// The code of the language of its words.
    pub language: &'static str,
    pub name: String,
    /// Its place on the sheet.
    pub class: String,
    /// `élève, 5e A`, `parent de Léa Martin (5e A)`
    pub who: String,
    /// As it is called; once cut out, the coupon still says where it is from.
    pub school: String,
    pub login: String,
    /// In groups, as people type it.
    pub code: String,
    /// The QR code of the link: modules on a side, quiet zone included …
    pub size: u32,
    /// … and its dark modules as the data of an SVG path in that many units.
    pub path: String,
    pub login_label: &'static str,
    pub code_label: &'static str,
    /// What to do with it.
    pub steps: String,
    /// Until when it is good, and that it is secret.
    pub valid: String,
}

/// A sheet that was just printed; its codes are shown only this once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedSheet {
    pub school: String,
    pub coupons: Vec<Coupon>,
}

/// Somebody in the order of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    pub place: i64,
    pub class: String,
    pub printed: bool,
}

/// Cuts a list into sheets of at most `most` coupons. A class stays together if it fits on a sheet.
pub fn sheets(list: &[Listed], most: usize) -> Vec<Sheet> {
    let mut sheets: Vec<&[Listed]> = Vec::new();
    let (mut start, mut end) = (0, 0);
    for class in list.chunk_by(|one, next| one.class == next.class) {
        if end > start && end - start + class.len() > most {
            sheets.extend(list[start..end].chunks(most));
            start = end;
        }
        end += class.len();
    }
    sheets.extend(list[start..end].chunks(most));
    sheets.into_iter().filter_map(sheet).collect()
}

fn sheet(coupons: &[Listed]) -> Option<Sheet> {
    let (first, last) = (coupons.first()?, coupons.last()?);
    Some(Sheet {
        first: first.place,
        last: last.place,
        coupons: coupons.len() as u64,
        from: first.class.clone(),
        to: last.class.clone(),
        printed: coupons.iter().filter(|coupon| coupon.printed).count() as u64,
    })
}

#[cfg(test)]
mod tests {
    use super::{BatchKind, BatchProgress, Listed, sheets};

    fn list(classes: &[(&str, usize)]) -> Vec<Listed> {
        let all = classes.iter().flat_map(|(class, people)| std::iter::repeat_n(*class, *people));
        all.zip(1..)
            .map(|(class, place)| Listed { place, class: class.to_owned(), printed: place < 3 })
            .collect()
    }

    fn cut(classes: &[(&str, usize)], most: usize) -> Vec<(i64, i64, String, String)> {
        let cut = sheets(&list(classes), most);
        cut.into_iter().map(|sheet| (sheet.first, sheet.last, sheet.from, sheet.to)).collect()
    }

    #[test]
    fn a_class_stays_on_one_sheet_if_it_fits() {
        let named = |first, last, from: &str, to: &str| (first, last, from.to_owned(), to.to_owned());
        assert!(cut(&[], 10).is_empty());
        assert_eq!(cut(&[("", 3), ("2de 1", 4)], 10), [named(1, 7, "", "2de 1")]);
        assert_eq!(
            cut(&[("2de 1", 6), ("2de 2", 6), ("2de 3", 4)], 10),
            [named(1, 6, "2de 1", "2de 1"), named(7, 16, "2de 2", "2de 3")]
        );
        assert_eq!(
            cut(&[("2de 1", 2), ("", 23)], 10),
            [
                named(1, 2, "2de 1", "2de 1"),
                named(3, 12, "", ""),
                named(13, 22, "", ""),
                named(23, 25, "", "")
            ]
        );
    }

    #[test]
    fn everybody_is_on_exactly_one_sheet() {
        for most in 1..8 {
            let list = list(&[("a", 3), ("b", 5), ("c", 1), ("d", 7)]);
            let sheets = sheets(&list, most);
            let places: Vec<i64> = sheets.iter().flat_map(|sheet| sheet.first..=sheet.last).collect();
            assert_eq!(places, (1..=16).collect::<Vec<_>>(), "{most}");
            assert!(sheets.iter().all(|sheet| sheet.coupons <= most as u64));
            assert_eq!(sheets.iter().map(|sheet| sheet.printed).sum::<u64>(), 2);
        }
    }

    #[test]
    fn a_batch_runs_until_everybody_has_something_or_gets_nothing() {
        let half = BatchProgress { people: 4, prepared: 3, left_out: 1, done: 1, ..BatchProgress::default() };
        assert!(!half.is_running(BatchKind::Print) && half.is_running(BatchKind::Mail));
        assert!(!BatchProgress { stopped: true, ..half }.is_running(BatchKind::Mail));
        assert!(!BatchProgress { done: 3, ..half }.is_running(BatchKind::Mail));
        assert_eq!(half.expected(), 3, "the figure that `done` reaches");
    }
}
