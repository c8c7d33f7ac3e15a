use crate::sheet::Column;

/// A file of a package that is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    Orgs,
    Users,
    Roles,
    Courses,
    Classes,
    Enrollments,
}

const COMMON: [Column; 3] = [
    Column::required("sourcedId", &[]).named(),
    Column::optional("status", &[]),
    Column::optional("dateLastModified", &[]),
];

impl Table {
    pub const ALL: [Self; 6] =
        [Self::Orgs, Self::Users, Self::Roles, Self::Courses, Self::Classes, Self::Enrollments];

    pub const fn file_name(self) -> &'static str {
        match self {
            Self::Orgs => "orgs.csv",
            Self::Users => "users.csv",
            Self::Roles => "roles.csv",
            Self::Courses => "courses.csv",
            Self::Classes => "classes.csv",
            Self::Enrollments => "enrollments.csv",
        }
    }

    /// The name in the manifest.
    pub(super) fn stem(self) -> &'static str {
        self.file_name().trim_end_matches(".csv")
    }

    /// The columns that are read. Passwords, telephones and demographics are not.
    pub(super) fn columns(self) -> Vec<Column> {
        let (required, optional): (&[&'static str], &[&'static str]) = match self {
            Self::Orgs => (&["name", "type"], &["identifier", "parentSourcedId"]),
            Self::Users => (
                &["enabledUser", "givenName", "familyName"],
                &[
                    "orgSourcedIds",
                    "role",
                    "email",
                    "agentSourcedIds",
                    "grades",
                    "preferredGivenName",
                    "preferredFamilyName",
                ],
            ),
            Self::Roles => (&["userSourcedId", "role", "orgSourcedId"], &["beginDate", "endDate"]),
            Self::Courses => (&["title"], &["subjects"]),
            Self::Classes => (
                &["title", "schoolSourcedId"],
                &["grades", "classCode", "classType", "subjects", "courseSourcedId", "termSourcedIds"],
            ),
            Self::Enrollments => (
                &["classSourcedId", "schoolSourcedId", "userSourcedId", "role"],
                &["primary", "beginDate", "endDate"],
            ),
        };
        let required = required.iter().map(|name| Column::required(name, &[]));
        let optional = optional.iter().map(|name| Column::optional(name, &[]));
        let is_named = |column: &Column| {
            column.name.contains("ourcedId") || self == Self::Classes && column.name == "title"
        };
        let columns = required.chain(optional);
        let columns = columns.map(|column| if is_named(&column) { column.named() } else { column });
        COMMON.into_iter().chain(columns).collect()
    }
}
