//! How the layers treat an address. Each row of the table carries a policy; nothing else decides by
//! comparing the text of an address.

use app::Scripts;

/// How an address is treated. A row of the table only names what differs from the default, which is
/// as strict as possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    pub who: Who,
    pub origin: Origin,
    pub page: Page,
    pub activity: Activity,
    pub body: Body,
    /// The scripts of the page that the address answers with; the row of a form has those of its
    /// page.
    pub scripts: Scripts,
    pub answer: Answer,
    pub time: Time,
    pub cache: Cache,
    pub cors: Cors,
    pub log: Log,
}

/// Who is let through to the handler. Use cases check rights and ownership.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    Anybody,
    /// People who are not signed in; others are sent to the home page.
    AtTheDoor,
    /// A right password was given; the code of the second factor is still missing.
    SecondStep,
    /// Anybody with the link, signed in or not: the use case checks the token.
    LinkHolder,
    SignedIn,
    /// Signed in. If the session has ended meanwhile, the form itself answers, so that what was
    /// typed is kept.
    SignedInKeepingText,
}

/// Which requests are refused because another site may have made the browser send them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A request that may change something must come from one of our pages; reading is free.
    OwnPages,
    /// Reading must come from one of our pages too: the address gives data and is no page to visit.
    OwnPagesAlsoReading,
    /// Mail programs send this form by themselves (RFC 8058).
    OneClickMail,
    /// Another server sends this for many people, not a browser: it is not counted like the forms of
    /// one sender. The use case checks its signature, or the secret that it names.
    OtherServer,
    Anybody,
}

/// Which page a request comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// A page that was made for a person. A request that may change something names this person,
    /// and is refused if somebody else is signed in; reading is refused if it names somebody else.
    Named,
    /// A page for nobody in particular: the sign-in pages, and the page of a one-time link.
    Unnamed,
}

/// What a request means for its session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Activity {
    /// The person does something: this keeps the session alive.
    Keeps,
    /// A page that updates by itself: this does not keep the session alive.
    Follows,
    /// The session is not looked up and the host of the request is not compared: files of the site,
    /// and checks by monitoring.
    NoSession,
}

/// What a request may contain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body {
    None,
    /// A form of at most [`SMALL`] bytes.
    Form,
    /// JSON of at most [`SMALL`] bytes.
    Json,
    /// Read piece by piece, with its own limits.
    Upload,
}

/// The largest form, in bytes: ten targets that each name 3 000 schools.
pub const SMALL: usize = 1024 * 1024;

impl Body {
    /// Bytes that an extractor reads at most; `None` if the handler has its own limits.
    pub const fn limit(self) -> Option<usize> {
        match self {
            Self::None => Some(0),
            Self::Form | Self::Json => Some(SMALL),
            Self::Upload => None,
        }
    }
}

/// What an address answers with, and therefore the format of its refusals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A page: people who are not signed in are sent to the sign-in page and come back.
    Page,
    /// A redirect, or the form's own page again.
    Form,
    /// The JSON of a server function; its refusals are JSON too.
    Function,
    /// JSON for a script, a page for a browser.
    FormOrJson,
    /// JSON; refusals are sentences.
    Json,
    /// A file to save.
    File,
    /// Server-sent events.
    Stream,
    /// A word for the operators' monitoring.
    Text,
}

/// How long an answer may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Time {
    /// At most the patience of the server, including reading the body; compressed.
    Limited,
    /// Answered from memory, kept open, or with its own limit; sent uncompressed.
    Unlimited,
}

/// How long browsers and proxies keep a successful answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cache {
    Never,
    Hour,
    /// The name carries a hash of the content.
    Forever,
}

impl Cache {
    /// The value of `Cache-Control`.
    pub const fn header(self) -> &'static str {
        match self {
            Self::Never => "no-store",
            Self::Hour => "public, max-age=3600",
            Self::Forever => "public, max-age=31536000, immutable",
        }
    }
}

/// Other sites whose scripts may read the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cors {
    None,
    /// Every site, for what is the same for everybody: the script of the widget.
    Anybody,
    /// Pages of the portals, by their exact origins and without cookies. The address also
    /// answers `OPTIONS`.
    Portals,
}

/// What the log contains of a request's address; never its query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Log {
    /// The path as it is.
    Path,
    /// The path as written in the table, because a segment is a secret.
    Pattern,
}

impl Policy {
    /// A page for people who are signed in.
    pub const PAGE: Self = Self {
        who: Who::SignedIn,
        origin: Origin::OwnPages,
        page: Page::Named,
        activity: Activity::Keeps,
        body: Body::None,
        scripts: Scripts::Portal,
        answer: Answer::Page,
        time: Time::Limited,
        cache: Cache::Never,
        cors: Cors::None,
        log: Log::Path,
    };
    /// A plain form for people who are signed in.
    pub const FORM: Self = Self { body: Body::Form, answer: Answer::Form, ..Self::PAGE };
    /// A server function.
    pub const FUNCTION: Self = Self {
        origin: Origin::OwnPagesAlsoReading,
        body: Body::Json,
        scripts: Scripts::None,
        answer: Answer::Function,
        ..Self::PAGE
    };
    /// A file made on the fly.
    pub const FILE: Self = Self { scripts: Scripts::None, answer: Answer::File, ..Self::PAGE };
    /// The event stream of an open page.
    pub const STREAM: Self = Self {
        origin: Origin::OwnPagesAlsoReading,
        activity: Activity::Follows,
        answer: Answer::Stream,
        time: Time::Unlimited,
        ..Self::FILE
    };
    /// A form with files.
    pub const UPLOAD: Self = Self { body: Body::Upload, time: Time::Unlimited, ..Self::FORM };
    /// For monitoring, and for files of the site.
    pub const OPEN: Self = Self {
        who: Who::Anybody,
        origin: Origin::Anybody,
        page: Page::Unnamed,
        activity: Activity::NoSession,
        answer: Answer::Text,
        time: Time::Unlimited,
        ..Self::FILE
    };
    /// What widgets on the pages of portals ask for; a token names the reader.
    pub const WIDGET: Self = Self {
        who: Who::Anybody,
        origin: Origin::Anybody,
        page: Page::Unnamed,
        activity: Activity::NoSession,
        answer: Answer::Json,
        cors: Cors::Portals,
        ..Self::FILE
    };
    /// An address that is not in the table. It may be a mistyped link that contains a secret, so
    /// the log does not repeat it.
    pub const UNKNOWN: Self = Self { log: Log::Pattern, ..Self::PAGE };

    #[must_use]
    pub const fn who(self, who: Who) -> Self {
        Self { who, ..self }
    }

    #[must_use]
    pub const fn scripts(self, scripts: Scripts) -> Self {
        Self { scripts, ..self }
    }

    /// For people who are not signed in: its page never has the menus, even if somebody with a
    /// session opens it.
    pub const fn is_at_the_door(self) -> bool {
        matches!(self.who, Who::AtTheDoor | Who::SecondStep | Who::LinkHolder)
    }

    /// The answer lasts as long as its client wants: a person may hold few of them at the same time.
    pub const fn lasts(self) -> bool {
        match self.answer {
            Answer::Stream => true,
            Answer::File => matches!(self.time, Time::Unlimited),
            _ => false,
        }
    }

    /// It is not sent by a page that was made for a person.
    #[must_use]
    pub const fn unnamed(self) -> Self {
        Self { page: Page::Unnamed, ..self }
    }

    /// Requested by open pages again and again.
    #[must_use]
    pub const fn following(self) -> Self {
        Self { activity: Activity::Follows, ..self }
    }

    /// A segment of the address is a secret.
    #[must_use]
    pub const fn with_secret(self) -> Self {
        Self { log: Log::Pattern, ..self }
    }

    #[must_use]
    pub const fn cached(self, cache: Cache) -> Self {
        Self { cache, ..self }
    }
}
