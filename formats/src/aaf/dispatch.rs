use super::{
    attributes::Category,
    raw::{Raw, Request},
    reader::Reader,
};
use crate::{Feed, Reason, Record};

impl Reader<'_> {
    /// One record of a file.
    pub(super) fn record(&mut self, raw: &Raw) {
        self.records += 1;
        if raw.id.is_empty() {
            return self.skip(raw, "id", Reason::Missing);
        }
        if raw.request == Request::Delete {
            if raw.category.is_person() && self.feed == Feed::Delta {
                let key = self.key(&raw.id);
                (self.sink)(Record::Left(key));
            } else if raw.category.is_person() {
                self.skip(raw, "", Reason::UnknownRequest("deleteRequest".to_owned()));
            }
            return;
        }
        if let Some(other) = raw.first(raw.category.key()).filter(|value| *value != raw.id) {
            let reason = Reason::IdentifierDiffers { id: raw.id.clone(), attribute: other.to_owned() };
            return self.skip(raw, raw.category.key().name(), reason);
        }
        match raw.category {
            Category::Structure => self.structure(raw),
            Category::Subject => self.structures.add_subject(raw),
            Category::Mef => self.structures.add_mef(raw),
            Category::Pupil => self.pupil(raw),
            Category::Relative => self.relative(raw),
            Category::Staff => self.staff(raw),
        }
    }
}
