use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::attributes::Category;
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

/// The files that belong together: one feed, complete or delta, of one date.
#[derive(Clone, Debug, Default)]
pub struct Delivery {
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
/// the date may be missing or have nine digits.
pub fn part_of_name(name: &str) -> Option<PartName> {
    let stem = name.strip_suffix(".xml").or_else(|| name.strip_suffix(".XML"))?;
    let mut pieces = stem.rsplit('_').peekable();
    let number = pieces.next().filter(|digits| digits.len() == 4)?.parse().ok()?;
    let category = pieces.next()?;
    let category = Category::ALL.into_iter().find(|known| known.file_name() == category)?;
    let digits = pieces
        .next_if(|piece| matches!(piece.len(), 8 | 9) && piece.bytes().all(|byte| byte.is_ascii_digit()));
    let date = digits
        .and_then(|digits| NaiveDate::parse_from_str(digits, "%Y%m%d").ok().filter(|_| digits.len() == 8));
    let feed = match pieces.next()? {
        "Complet" => Feed::Complete,
        "Delta" => Feed::Delta,
        _ => return None,
    };
    let mut prefix: Vec<&str> = pieces.collect();
    prefix.reverse();
    Some(PartName { prefix: prefix.join("_"), feed, date, category, number })
}

/// The deliveries of a folder or archive, in the order in which they are to be imported: the newest
/// complete one, then the deltas after it. Files of AAF under other names are told by their content.
pub fn deliveries(source: &mut Source) -> Result<Vec<Delivery>, Problem> {
    let mut found: BTreeMap<(String, Option<NaiveDate>, Feed), Delivery> = BTreeMap::new();
    for entry in source.entries().to_vec() {
        let named = part_of_name(&entry.name);
        let content = category_of_content(&source.start(&entry, START)?);
        let Some(category) = content.or(named.as_ref().map(|named| named.category)) else { continue };
        let (prefix, feed, date, number) = named.as_ref().map_or_else(
            || (String::new(), Feed::Complete, None, 0),
            |named| (named.prefix.clone(), named.feed, named.date, named.number),
        );
        let delivery = found.entry((prefix.clone(), date, feed)).or_default();
        delivery.feed = feed;
        delivery.date = date;
        delivery.prefix = prefix;
        if named.is_none_or(|named| named.category != category) {
            let reason = Reason::Misnamed { content: category.file_name().to_owned() };
            delivery.problems.add(Problem::warns(Place::file(&entry.path), reason));
        }
        delivery.parts.push(Part { entry, category, number });
    }
    let prefixes: BTreeSet<&String> = found.keys().map(|(prefix, ..)| prefix).collect();
    if prefixes.len() > 1 {
        let names = prefixes.into_iter().cloned().collect();
        return Err(Problem::stops(Place::default(), Reason::SeveralFeeds { names }));
    }
    let mut deliveries: Vec<Delivery> = found.into_values().collect();
    for delivery in &mut deliveries {
        check(delivery);
    }
    Ok(in_order(deliveries))
}

/// The category of the first record of a file of AAF.
fn category_of_content(start: &[u8]) -> Option<Category> {
    let text = String::from_utf8_lossy(start);
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

/// Parts without a gap, none twice, and every category that people need.
fn check(delivery: &mut Delivery) {
    delivery.parts.sort_by(|one, other| {
        (one.category, one.number, &one.entry.path).cmp(&(other.category, other.number, &other.entry.path))
    });
    let mut problems = Vec::new();
    for category in Category::ALL {
        let of_category: Vec<&Part> =
            delivery.parts.iter().filter(|part| part.category == category).collect();
        let needed = match delivery.feed {
            Feed::Complete => category == Category::Structure || category.is_person(),
            Feed::Delta => category == Category::Structure,
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
        for (expected, part) in (0..).zip(&named) {
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
        assert_eq!(name("Eleve_0000.xml"), None);
        assert_eq!(name("ElevesSansAdresses.xml"), None);
    }
}
