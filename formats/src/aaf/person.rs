use super::{
    attributes::Attr,
    raw::{Raw, Request},
    reader::Reader,
    values::date,
};
use crate::{
    Feed, Reason, Record,
    record::{Person, PersonKind},
    text::tidy,
};

impl Reader<'_> {
    /// Names and address of a person; `None` when the record is refused.
    pub(super) fn person(&mut self, raw: &Raw, kind: PersonKind) -> Option<Person> {
        let mut required = |attribute: Attr| {
            let value =
                raw.first(attribute).map(|value| tidy(value).into_owned()).filter(|value| !value.is_empty());
            if value.is_none() {
                self.skip(raw, attribute.name(), Reason::Missing);
            }
            value
        };
        let last_name = required(Attr::LastName)?;
        let first_name = required(Attr::FirstName)?;
        for (attribute, value) in [(Attr::LastName, &last_name), (Attr::FirstName, &first_name)] {
            if value.chars().any(char::is_control) {
                self.skip(raw, attribute.name(), Reason::ControlCharacter);
                return None;
            }
        }
        let born = raw.first(Attr::Born).and_then(|text| {
            let born = date(text);
            if born.is_none() {
                self.warn(raw, Attr::Born.name(), Reason::NotADate(crate::problem::shortened(text)));
            }
            born
        });
        let email = raw.first(Attr::Mail).map(|mail| tidy(mail).into_owned()).filter(|mail| {
            let sound = is_email(mail);
            if !sound {
                self.warn(raw, Attr::Mail.name(), Reason::NotAnEmail(crate::problem::shortened(mail)));
            }
            sound
        });
        Some(Person {
            key: self.key(&raw.id),
            kind,
            last_name,
            first_name,
            email: email.unwrap_or_default(),
            born,
            modified: raw.request == Request::Modify,
        })
    }

    /// An adult. In a complete delivery only those come along whom a pupil names as parent.
    pub(super) fn relative(&mut self, raw: &Raw) {
        let named = self.is_relative(&raw.id);
        if self.feed == Feed::Complete && !self.options.all_relatives && !named {
            return;
        }
        if let Some(person) = self.person(raw, PersonKind::Relative) {
            (self.sink)(Record::Person(person));
        }
    }
}

/// Some text, one `@`, and a domain with a dot; no white space.
pub(super) fn is_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty()
            && !text.contains(char::is_whitespace)
            && !domain.contains('@')
            && domain.contains('.')
            && domain.split('.').all(|label| !label.is_empty())
    })
}
