use super::{attributes::Attr, raw::Raw, reader::Reader, values::parts};
use crate::{
    Reason, Record,
    links::{self, Standing},
    problem::shortened,
    record::FamilyLink,
};

impl Reader<'_> {
    /// The parents of a pupil. Contacts are left out, and so never become anybody's parent.
    pub(super) fn family(&mut self, raw: &Raw, links: &mut Vec<Record>) {
        let child = self.key(&raw.id);
        let attribute = if raw.first(Attr::Relatives).is_some() { Attr::Relatives } else { Attr::Authority };
        for value in raw.all(attribute) {
            let Some((adult, standing)) = self.standing(raw, attribute, value) else { continue };
            let Standing::Parent(relation) = standing else { continue };
            if adult == raw.id {
                self.warn(raw, attribute.name(), Reason::OwnParent);
                continue;
            }
            self.add_relative(&adult);
            links.push(Record::FamilyLink(FamilyLink {
                parent: self.key(&adult),
                child: child.clone(),
                relation,
            }));
        }
    }

    /// The adult of a value, and what they are; `None` when the value is refused.
    fn standing(&mut self, raw: &Raw, attribute: Attr, value: &str) -> Option<(String, Standing)> {
        let parts = parts(value);
        let number = |at: usize| parts.get(at).and_then(|part| part.parse::<u32>().ok());
        let adult = parts.first().filter(|adult| !adult.is_empty()).cloned();
        let standing = match (attribute, parts.len()) {
            (Attr::Relatives, 6) => number(1)
                .zip(number(3))
                .map(|(relation, level)| links::aaf(relation, level, self.options.in_charge)),
            // First degree and old files: everybody who is named has parental authority.
            (Attr::Authority, 1) => Some(links::aaf(0, 1, false)),
            (Attr::Authority, 2) => Some(links::aaf(number(1).unwrap_or_default(), 1, false)),
            _ => None,
        };
        if adult.is_none() || standing.is_none() {
            let expected = if attribute == Attr::Relatives {
                "jointure$lien$financier$niveau$contact$paiement"
            } else {
                "jointure$lien"
            };
            let reason = Reason::WrongParts { value: shortened(value), expected: expected.to_owned() };
            self.warn(raw, attribute.name(), reason);
        }
        adult.zip(standing)
    }
}
