use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{attributes::Category, degree::Degree};
use crate::{
    Feed, Place, Problem, Problems, Reason,
    archive::{Entry, Source},
};

/// How much of a file is looked at for its category.
const START: u64 = 16 << 10;

/// One file of a delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub entry: Entry,
    pub category: Category,
    pub number: u32,
}

/// The files that belong together: one feed of one degree, complete or delta, of one date.
#[derive(Clone, Debug, Default)]
pub struct Delivery {
    pub degree: Degree,
    pub feed: Feed,
    pub date: Option<NaiveDate>,
    pub prefix: String,
    /// In the order in which they are read.
    pub parts: Vec<Part>,
    pub problems: Problems,
}

impl Delivery {
    /// The refusal of a delivery that is not newer than the last one.
    pub(super) fn older_than(&self, last: Option<NaiveDate>) -> Option<Problem> {
        let (date, last) = (self.date?, last?);
        // The same complete delivery changes nothing; a delta may only come once.
        let older = if self.feed == Feed::Delta { date <= last } else { date < last };
        let file = self.parts.first().map_or(self.prefix.as_str(), |part| part.entry.path.as_str());
        older.then(|| Problem::stops(Place::file(file), Reason::Older { date, last }))
    }
}

/// What the name of a file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartName {
    pub prefix: String,
    pub feed: Feed,
    pub date: Option<NaiveDate>,
    pub category: Category,
    pub number: u32,
}

/// Reads `PREFIX_Complet_AAAAMMJJ_Eleve_0000.xml` from its end: the prefix may hold anything, and
/// the date may be missing or have nine digits. Programs that pack files may change the case.
pub fn part_of_name(name: &str) -> Option<PartName> {
    let (stem, extension) = name.rsplit_once('.')?;
    if !extension.eq_ignore_ascii_case("xml") {
        return None;
    }
    let mut pieces = stem.rsplit('_').peekable();
    let number = pieces.next().filter(|digits| digits.len() == 4)?.parse().ok()?;
    let category = pieces.next()?;
    let category =
        Category::ALL.into_iter().find(|known| known.file_name().eq_ignore_ascii_case(category))?;
    let digits = pieces
        .next_if(|piece| matches!(piece.len(), 8 | 9) && piece.bytes().all(|byte| byte.is_ascii_digit()));
    let date = digits
        .and_then(|digits| NaiveDate::parse_from_str(digits, "%Y%m%d").ok().filter(|_| digits.len() == 8));
    let feed = match pieces.next()?.to_ascii_lowercase().as_str() {
        "complet" => Feed::Complete,
        "delta" => Feed::Delta,
        _ => return None,
    };
    let mut prefix: Vec<&str> = pieces.collect();
    prefix.reverse();
    Some(PartName { prefix: prefix.join("_"), feed, date, category, number })
}

/// What belongs together, as far as the names of files say so.
type Group = (String, Option<NaiveDate>, Feed);

/// A file, and what its name and its beginning say.
struct Found {
    entry: Entry,
    group: Group,
    number: u32,
    category: Category,
    misnamed: bool,
    degree: Option<Degree>,
}

impl Found {
    /// The files of one folder or archive and one group.
    fn place(&self) -> (&str, &Group) {
        (self.entry.path.rsplit_once('/').map_or("", |(folder, _)| folder), &self.group)
    }

    /// Which file says best of what degree a delivery is.
    const fn rank(&self) -> u8 {
        match self.category {
            Category::Pupil => 0,
            Category::Staff => 1,
            Category::Relative => 2,
            _ => 3,
        }
    }
}

/// The degree of each file. One that does not say it is of the one that the files beside it are of.
fn degrees(all: &[Found]) -> Vec<Degree> {
    let mut places: BTreeMap<(&str, &Group), Vec<&Found>> = BTreeMap::new();
    for one in all {
        places.entry(one.place()).or_default().push(one);
    }
    let known: Vec<(&Group, Degree)> = all.iter().filter_map(|one| Some((&one.group, one.degree?))).collect();
    let only = |is_meant: &dyn Fn(&Group) -> bool| {
        Degree::only(known.iter().filter(|(group, _)| is_meant(group)).map(|(_, degree)| *degree))
    };
    let of_each = all.iter().map(|one| {
        of_place(one, &places[&one.place()])
            .or_else(|| only(&|group: &Group| *group == one.group))
            .or_else(|| only(&|group: &Group| group.0 == one.group.0))
            .unwrap_or_default()
    });
    of_each.collect()
}

/// Files of one place are one delivery, unless they hold the same part twice.
fn of_place(one: &Found, beside: &[&Found]) -> Option<Degree> {
    let parts: BTreeSet<(Category, u32)> = beside.iter().map(|file| (file.category, file.number)).collect();
    if parts.len() < beside.len() {
        return one.degree.or_else(|| Degree::only(beside.iter().filter_map(|file| file.degree)));
    }
    let telling = beside.iter().filter(|file| file.degree.is_some());
    telling.min_by_key(|file| file.rank()).and_then(|file| file.degree)
}

/// The deliveries of a folder or archive, in the order in which they are to be imported: of each degree the
/// newest complete one, then the deltas after it. Files of AAF under other names are told by their content.
pub fn deliveries(source: &mut Source) -> Result<Vec<Delivery>, Problem> {
    let mut strangers = Vec::new();
    let all = found(source, &mut strangers)?;
    let degrees = degrees(&all);
    let mut deliveries: BTreeMap<(Degree, Group), Delivery> = BTreeMap::new();
    for (one, degree) in all.into_iter().zip(degrees) {
        let delivery = deliveries.entry((degree, one.group.clone())).or_default();
        delivery.degree = degree;
        (delivery.prefix, delivery.date, delivery.feed) = one.group;
        if one.misnamed {
            let reason = Reason::Misnamed { content: one.category.file_name().to_owned() };
            delivery.problems.add(Problem::warns(Place::file(&one.entry.path), reason));
        }
        delivery.parts.push(Part { entry: one.entry, category: one.category, number: one.number });
    }
    let mut ordered = Vec::new();
    for degree in Degree::ALL {
        let of_degree = deliveries.values().filter(|delivery| delivery.degree == degree);
        let mut of_degree: Vec<Delivery> = of_degree.cloned().collect();
        let prefixes: BTreeSet<&String> = of_degree.iter().map(|delivery| &delivery.prefix).collect();
        if prefixes.len() > 1 {
            let names = prefixes.into_iter().cloned().collect();
            return Err(Problem::stops(Place::default(), Reason::SeveralFeeds { names }));
        }
        of_degree.iter_mut().for_each(check);
        ordered.extend(in_order(of_degree));
    }
    if let Some(first) = ordered.first_mut() {
        for problem in strangers {
            first.problems.add(problem);
        }
    }
    Ok(ordered)
}

/// The files that are parts of AAF. `strangers` are in its envelope and hold nothing that is known: new
/// versions may bring new categories.
fn found(source: &mut Source, strangers: &mut Vec<Problem>) -> Result<Vec<Found>, Problem> {
    let mut all = Vec::new();
    for entry in source.entries().to_vec() {
        let named = part_of_name(&entry.name);
        let start = source.start(&entry, START)?;
        let start = String::from_utf8_lossy(&start);
        let content = category_of_content(&start);
        let Some(category) = content.or(named.as_ref().map(|named| named.category)) else {
            if start.contains("<ficAlimMENESR") {
                let begins = crate::problem::shortened(&entry.name);
                strangers.push(Problem::warns(Place::file(&entry.path), Reason::Unknown { begins }));
            }
            continue;
        };
        let misnamed = named.as_ref().is_none_or(|named| named.category != category);
        let (group, number) = named.map_or_else(
            || ((String::new(), None, feed_of_content(&start)), 0),
            |named| ((named.prefix, named.date, named.feed), named.number),
        );
        let degree = Degree::of_content(&start);
        all.push(Found { entry, group, number, category, misnamed, degree });
    }
    Ok(all)
}

/// Changes are no complete delivery, whatever their file is called.
fn feed_of_content(text: &str) -> Feed {
    let is_change = text.contains("<modifyRequest") || text.contains("<deleteRequest");
    if is_change { Feed::Delta } else { Feed::Complete }
}

/// The category of the first record of a file of AAF.
fn category_of_content(text: &str) -> Option<Category> {
    let (_, rest) = text.split_once("<operationalAttributes")?;
    let (_, rest) = rest.split_once("<value")?;
    let (_, rest) = rest.split_once('>')?;
    Category::from_value(rest.split('<').next()?.trim())
}

/// The newest complete delivery and the deltas after it; older ones say that they are left out.
fn in_order(mut deliveries: Vec<Delivery>) -> Vec<Delivery> {
    deliveries.sort_by_key(|delivery| (delivery.date, delivery.feed));
    let newest = deliveries.iter().rposition(|delivery| delivery.feed == Feed::Complete);
    let Some(newest) = newest else { return deliveries };
    let mut kept = deliveries.split_off(newest);
    let superseded_by = kept.first().and_then(|complete| complete.date);
    if let (Some(by), Some(complete)) = (superseded_by, kept.first_mut()) {
        for part in deliveries.iter().filter_map(|old| old.parts.first()) {
            complete.problems.add(Problem::warns(Place::file(&part.entry.path), Reason::Superseded { by }));
        }
    }
    kept
}

/// Some feeds count the parts of every category from 0001.
fn first_number(parts: &[Part]) -> u32 {
    let named = parts.iter().filter(|part| part_of_name(&part.entry.name).is_some());
    named.map(|part| part.number).min().unwrap_or_default().min(1)
}

/// Parts without a gap, none twice, and every category that people need.
fn check(delivery: &mut Delivery) {
    delivery.parts.sort_by(|one, other| {
        (one.category, one.number, &one.entry.path).cmp(&(other.category, other.number, &other.entry.path))
    });
    let mut problems = Vec::new();
    let first = first_number(&delivery.parts);
    for category in Category::ALL {
        let of_category: Vec<&Part> =
            delivery.parts.iter().filter(|part| part.category == category).collect();
        let needed = match delivery.feed {
            Feed::Complete => category == Category::Structure || category.is_person(),
            // What is not in it has not changed.
            Feed::Delta => false,
        };
        if of_category.is_empty() && needed {
            let name = format!("{}_Complet_…_{}_0000.xml", delivery.prefix, category.file_name());
            problems.push(Problem::stops(
                Place::file(&name),
                Reason::MissingFile { name: category.file_name().to_owned() },
            ));
        }
        let named: Vec<&&Part> =
            of_category.iter().filter(|part| part_of_name(&part.entry.name).is_some()).collect();
        for (expected, part) in (first..).zip(&named) {
            let place = Place::file(&part.entry.path);
            match part.number {
                number if number == expected => {}
                number if number < expected => {
                    problems.push(Problem::stops(place, Reason::RepeatedFile));
                    break;
                }
                _ => {
                    problems.push(Problem::stops(place, Reason::MissingPart { number: expected }));
                    break;
                }
            }
        }
    }
    if delivery.date.is_none() {
        let file = delivery.parts.first().map_or("", |part| part.entry.path.as_str());
        problems.push(Problem::warns(Place::file(file), Reason::NoDate));
    }
    for problem in problems {
        delivery.problems.add(problem);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_from_their_end() {
        let name =
            |name: &str| part_of_name(name).map(|part| (part.prefix, part.feed, part.category, part.number));
        let complete =
            |prefix: &str, category, number| Some((prefix.to_owned(), Feed::Complete, category, number));
        assert_eq!(
            name("ENT_0690078K_Complet_20130218_Eleve_0000.xml"),
            complete("ENT_0690078K", Category::Pupil, 0)
        );
        assert_eq!(
            name("ENT2DVA-ENT16_Complet_20240916_PersEducNat_0000.xml"),
            complete("ENT2DVA-ENT16", Category::Staff, 0)
        );
        assert_eq!(
            name("FULL_ENTTSSERVICES_Complet_20130117_PersRelEleve_0039.xml"),
            complete("FULL_ENTTSSERVICES", Category::Relative, 39),
            "not a pupil"
        );
        assert_eq!(name("ENT_Complet_Eleve_0000.xml"), complete("ENT", Category::Pupil, 0));
        assert_eq!(
            name("ENT_TS_SERVICES_21_Delta_20140225_Eleve_0001.xml").map(|part| part.1),
            Some(Feed::Delta)
        );
        assert_eq!(
            part_of_name("E_Complet_20240916_Eleve_0000.xml").and_then(|part| part.date),
            NaiveDate::from_ymd_opt(2024, 9, 16)
        );
        assert_eq!(
            part_of_name("E_Complet_201300408_Eleve_0000.xml").map(|part| part.date),
            Some(None),
            "nine digits"
        );
        let shouted = "ENT_COMPLET_20240916_PERSRELELEVE_0001.XML";
        assert_eq!(name(shouted), complete("ENT", Category::Relative, 1), "packed by an old program");
        assert_eq!(name("ent_delta_20240916_eleve_0000.Xml").map(|part| part.1), Some(Feed::Delta));
        assert_eq!(name("ENT_Complet_20240916_Eleve_0000.csv"), None);
        assert_eq!(name("Eleve_0000.xml"), None);
        assert_eq!(name("ElevesSansAdresses.xml"), None);
    }
}
