use std::{fmt, time::Duration};

/// How large the region is, and what is measured: `schools=200 pages=19000 steps=readers,pages`.
pub struct Sizes {
    pub schools: u32,
    pub people: u32,
    pub announcements: u32,
    /// Distinct readers who are signed in.
    pub readers: u32,
    /// Pages that are open at the same time.
    pub pages: u32,
    /// Open inboxes.
    pub inboxes: u32,
    pub seconds: u32,
    /// For how many seconds open pages rest; keep-alives come within a minute.
    pub rest: u32,
    /// How much larger the second region is.
    pub times: u32,
    pub engine: String,
    pub steps: Vec<String>,
}

const STEPS: [&str; 6] = ["readers", "looks", "pages", "inboxes", "sent", "times"];

impl Sizes {
    pub fn read(asked: &[String]) -> Result<Self, String> {
        let mut sizes = Self {
            schools: 200,
            people: 200_000,
            announcements: 2_000,
            readers: 20_000,
            pages: 5_000,
            inboxes: 5_000,
            seconds: 4,
            rest: 56,
            times: 10,
            engine: "both".to_owned(),
            steps: STEPS.map(str::to_owned).to_vec(),
        };
        for word in asked {
            let (name, value) = word.split_once('=').ok_or_else(|| format!("{word}: expected NAME=VALUE"))?;
            let number = || value.parse::<u32>().map_err(|reason| format!("{word}: {reason}"));
            match name {
                "schools" => sizes.schools = number()?,
                "people" => sizes.people = number()?,
                "announcements" => sizes.announcements = number()?,
                "readers" => sizes.readers = number()?,
                "pages" => sizes.pages = number()?,
                "inboxes" => sizes.inboxes = number()?,
                "seconds" => sizes.seconds = number()?,
                "rest" => sizes.rest = number()?,
                "times" => sizes.times = number()?,
                "engine" => value.clone_into(&mut sizes.engine),
                "steps" => sizes.steps = value.split(',').map(str::to_owned).collect(),
                _ => return Err(format!("no size is called {name}")),
            }
        }
        let Self { schools, people, readers, pages, .. } = sizes;
        let needed = [("schools", schools), ("people", people), ("readers", readers), ("pages", pages)];
        if let Some((name, _)) = needed.into_iter().find(|(_, size)| *size == 0) {
            return Err(format!("{name}=0: expected at least 1"));
        }
        Ok(sizes)
    }

    /// The second region; only its deployments are measured.
    pub fn larger(&self) -> Self {
        Self {
            schools: self.schools * self.times,
            people: self.people * self.times,
            announcements: self.announcements * self.times,
            engine: self.engine.clone(),
            steps: Vec::new(),
            ..*self
        }
    }

    /// The same region for other steps.
    pub fn with_steps(&self, steps: &[&str]) -> Self {
        let steps = steps.iter().map(|step| (*step).to_owned()).collect();
        Self { engine: self.engine.clone(), steps, ..*self }
    }

    /// Whether only this step is measured.
    pub fn is_for(&self, step: &str) -> bool {
        self.steps == [step]
    }

    pub fn has(&self, engine: &str) -> bool {
        self.engine == "both" || self.engine.eq_ignore_ascii_case(engine)
    }

    pub fn time(&self) -> Duration {
        Duration::from_secs(self.seconds.into())
    }
}

impl fmt::Display for Sizes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { schools, people, announcements, readers, pages, .. } = self;
        write!(
            f,
            "A region of {schools} schools, {people} people, {announcements} running announcements, \
             {readers} distinct readers, {pages} open pages"
        )
    }
}
