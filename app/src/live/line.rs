use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use domain::CommunicationId;
use gloo_timers::callback::Timeout;
use leptos::{ev, prelude::*};

use super::{
    notice::Late,
    pause::{Next, Tries, some_time},
    request,
    stream::Stream,
    told::{GREETING, Told, read},
};
use crate::{components::address, named::named};

const STREAM: &str = "/flux";
const STATE: &str = "/flux/etat";
/// The islands of a page begin one after the other; then one stream opens for all of them.
const GATHER_MS: u32 = 50;
/// A stream that gets through says so at once.
const GREETED_WITHIN_MS: u32 = 4_000;
/// How soon a page asks why its stream was closed.
const ASK_WITHIN_MS: u32 = 300;
/// The server greets about once in a minute: a line that is silent for longer is lost.
const SILENT_AFTER_MS: u32 = 90_000;
/// A topic of which there is nothing more to hear.
const OVER: &str = "fin";

/// Something that a page follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    name: &'static str,
    /// The number of what is followed, with a point.
    of: String,
    /// The version that the page shows.
    version: String,
}

impl Topic {
    pub fn own(name: &'static str, version: String) -> Self {
        Self { name, of: String::new(), version }
    }

    pub fn numbered(name: &'static str, number: i64, version: String) -> Self {
        Self { name, of: format!("{number}."), version }
    }

    pub fn communication(id: CommunicationId, version: String) -> Self {
        Self::numbered("communication", id.0, version)
    }

    fn shown(&self) -> String {
        format!("{}{}", self.of, self.version)
    }
}

/// Calls `heard` with what each event of the topic carries: the new version, or what is new; `fin`
/// when there is nothing more to hear. Runs in the browser only.
pub fn follow(topic: Topic, heard: impl Fn(String) + 'static) {
    let heard: Rc<dyn Fn(String)> = Rc::new(heard);
    // In an effect, which the server never runs.
    Effect::new(move |_| {
        let (topic, heard) = (topic.clone(), Rc::clone(&heard));
        LINE.with(|line| line.add(topic, heard));
    });
}

/// Calls `ask` when the server refuses the page, to find out why.
pub fn when_refused(ask: impl Fn() + 'static) {
    let ask: Rc<dyn Fn()> = Rc::new(ask);
    Effect::new(move |_| LINE.with(|line| *line.refused.borrow_mut() = Some(Rc::clone(&ask))));
}

thread_local! {
    static LINE: Rc<Line> = Line::new();
}

/// The one line of the page to the server.
#[derive(Default)]
struct Line {
    followed: RefCell<Vec<Followed>>,
    refused: RefCell<Option<Rc<dyn Fn()>>>,
    tries: RefCell<Tries>,
    late: Late,
    stream: RefCell<Option<Stream>>,
    /// The stream gets through.
    greeted: Cell<bool>,
    /// What comes next if nothing else happens.
    next: RefCell<Option<Timeout>>,
    /// Number of the latest question: an answer to an older one is dropped.
    question: Cell<u32>,
}

struct Followed {
    topic: Topic,
    heard: Rc<dyn Fn(String)>,
}

impl Line {
    fn new() -> Rc<Self> {
        let line = Rc::new(Self::default());
        let me = Rc::clone(&line);
        let shown = window_event_listener(ev::visibilitychange, move |_| {
            if document().hidden() { me.stop() } else { me.begin_again() }
        });
        let me = Rc::clone(&line);
        let online = window_event_listener(ev::online, move |_| {
            if !me.greeted.get() {
                me.begin_again();
            }
        });
        // They last as long as the page.
        std::mem::forget((shown, online));
        line
    }

    fn add(self: &Rc<Self>, topic: Topic, heard: Rc<dyn Fn(String)>) {
        self.followed.borrow_mut().push(Followed { topic, heard });
        self.stop();
        if !document().hidden() {
            self.then(GATHER_MS, Self::open);
        }
    }

    fn begin_again(self: &Rc<Self>) {
        self.tries.borrow_mut().back();
        self.open();
    }

    /// A hidden page follows nothing: a seventh connection would wait for ever.
    fn stop(&self) {
        self.question.set(self.question.get().wrapping_add(1));
        self.greeted.set(false);
        *self.next.borrow_mut() = None;
        *self.stream.borrow_mut() = None;
    }

    fn open(self: &Rc<Self>) {
        self.stop();
        if self.followed.borrow().is_empty() || document().hidden() {
            return;
        }
        self.late.begins();
        let mut names: Vec<&str> = self.followed.borrow().iter().map(|one| one.topic.name).collect();
        names.push(GREETING);
        let (heard, failed) = (Rc::clone(self), Rc::clone(self));
        let stream = Stream::open(
            &self.address(STREAM),
            &names,
            move |told| heard.hear(told),
            move |closed| failed.fail(closed),
        );
        *self.stream.borrow_mut() = stream;
        self.then(GREETED_WITHIN_MS, |line| {
            line.stop();
            line.tries.borrow_mut().silent();
            line.ask();
        });
    }

    /// Each stream names the person of its page, like all other requests.
    fn address(&self, path: &str) -> String {
        let followed = self.followed.borrow();
        let shown: Vec<(&str, String)> =
            followed.iter().map(|one| (one.topic.name, one.topic.shown())).collect();
        let shown: Vec<(&str, &str)> = shown.iter().map(|(name, shown)| (*name, shown.as_str())).collect();
        named(&address(path, &shown))
    }

    fn hear(self: &Rc<Self>, told: Told) {
        if told.topic == GREETING {
            self.greeted.set(true);
            self.tries.borrow_mut().greeted(told.data.parse().ok());
            self.late.ends();
        }
        self.then(SILENT_AFTER_MS, Self::lose);
        self.tell(told);
    }

    /// Tells those that follow the topic.
    fn tell(&self, told: Told) {
        let heard = {
            let mut followed = self.followed.borrow_mut();
            let Some(place) = followed.iter().position(|one| one.topic.name == told.topic) else { return };
            if told.data == OVER && told.version.is_empty() {
                followed.remove(place).heard
            } else {
                followed[place].topic.version = told.version;
                Rc::clone(&followed[place].heard)
            }
        };
        heard(told.data);
    }

    fn fail(self: &Rc<Self>, closed: bool) {
        if !closed {
            self.lose();
            return;
        }
        // The server, or a proxy, answered with something else: the question tells what.
        self.stop();
        self.late.begins();
        if self.tries.borrow_mut().closed() {
            self.then(some_time(ASK_WITHIN_MS), Self::ask);
        } else {
            self.ask_later();
        }
    }

    /// The connection is lost.
    fn lose(self: &Rc<Self>) {
        self.stop();
        self.late.begins();
        let pause = self.tries.borrow_mut().lost(js_sys::Math::random());
        self.then(pause, Self::open);
    }

    fn ask_later(self: &Rc<Self>) {
        let pause = self.tries.borrow_mut().lost(js_sys::Math::random());
        self.then(pause, Self::ask);
    }

    fn ask(self: &Rc<Self>) {
        self.late.begins();
        let question = self.question.get();
        let line = Rc::clone(self);
        request::read(&self.address(STATE), move |status, text| {
            if line.question.get() == question {
                line.answered(status, &text);
            }
        });
    }

    fn answered(self: &Rc<Self>, status: u16, text: &str) {
        let told = read(text);
        let greeting = told.iter().find(|told| told.topic == GREETING);
        let spread = greeting.map(|told| told.data.parse::<u32>().ok());
        match (status, spread) {
            (200, Some(spread)) => {
                for told in told {
                    self.tell(told);
                }
                self.late.ends();
                let next = self.tries.borrow_mut().answered(spread, js_sys::Math::random());
                match next {
                    Next::Open => self.open(),
                    Next::Ask(pause) => self.then(pause, Self::ask),
                }
            }
            (403 | 404, _) if self.forget_numbered() => self.open(),
            (400..=428 | 430..=499, _) => {
                self.late.ends();
                let ask = self.refused.borrow().clone();
                if let Some(ask) = ask {
                    ask();
                }
                let pause = self.tries.borrow_mut().refused(js_sys::Math::random());
                self.then(pause, Self::ask);
            }
            // A page of a proxy, too many requests, or no answer at all.
            _ => self.ask_later(),
        }
    }

    /// What needs a right may be gone; the page still follows the rest. False if there was nothing.
    fn forget_numbered(&self) -> bool {
        let gone: Vec<Followed> = {
            let mut followed = self.followed.borrow_mut();
            let (gone, kept) =
                std::mem::take(&mut *followed).into_iter().partition(|one| !one.topic.of.is_empty());
            *followed = kept;
            gone
        };
        for one in &gone {
            (one.heard)(OVER.to_owned());
        }
        !gone.is_empty()
    }

    /// Does something after a pause, instead of what was to come next.
    fn then(self: &Rc<Self>, pause: u32, what: impl FnOnce(&Rc<Self>) + 'static) {
        let line = Rc::clone(self);
        *self.next.borrow_mut() = Some(Timeout::new(pause, move || what(&line)));
    }
}
