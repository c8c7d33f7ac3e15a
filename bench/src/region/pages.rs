use std::{
    collections::VecDeque,
    net::SocketAddr,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU32, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::{
    io::AsyncReadExt,
    net::TcpStream,
    sync::{OwnedSemaphorePermit, Semaphore},
    task::JoinSet,
};

use super::{
    Outcome, Running, World,
    deploying::{getting, posting},
    http::{Connection, source},
    world::SignedIn,
};

/// How many pages come in at the same time.
const AT_ONCE: usize = 64;
/// Requests of pages that ask for what is new: browsers have connections of their own for these.
const ASKING: usize = 64;

/// Pages that are open, each with its reader.
pub struct Pages {
    started: Instant,
    open: Vec<Arc<Page>>,
    tasks: JoinSet<()>,
}

#[derive(Default)]
struct Page {
    /// How many events came.
    events: AtomicU32,
    /// When the page showed the last one, in microseconds from the start.
    told: AtomicU64,
}

/// What an open page follows, and what it asks for when it hears of something.
#[derive(Clone, Copy)]
pub struct Followed {
    pub stream: &'static str,
    asks: &'static str,
    /// More headers of the question.
    says: &'static str,
}

pub const HOME: Followed =
    Followed { stream: "/flux?annonces=", asks: "/", says: "x-portevoix-suit: annonces\r\n" };
/// Of the process that serves a bare route.
pub const BARE: Followed = Followed { stream: "/flux", asks: "/bare", says: "" };
pub const INBOX: Followed =
    Followed { stream: "/flux?messages=", asks: "/", says: "x-portevoix-suit: messages\r\n" };

impl Default for Pages {
    fn default() -> Self {
        Self { started: Instant::now(), open: Vec::new(), tasks: JoinSet::new() }
    }
}

impl Pages {
    pub fn count(&self) -> usize {
        self.open.len()
    }

    /// Opens pages until there are `count`, of the readers in their order. Returns when each has had
    /// its first event.
    pub async fn open(
        &mut self,
        world: &World,
        running: &Running,
        followed: Followed,
        count: usize,
    ) -> Outcome<()> {
        self.open_at(&running.addresses(), world, followed, count).await
    }

    /// The same on some processes only.
    pub async fn open_at(
        &mut self,
        to: &[SocketAddr],
        world: &World,
        followed: Followed,
        count: usize,
    ) -> Outcome<()> {
        let coming = Arc::new(Semaphore::new(AT_ONCE));
        let asking = Arc::new(Asking::default());
        let from = self.open.len();
        for number in from..count.min(world.readers.len()) {
            let page = Arc::new(Page::default());
            self.open.push(Arc::clone(&page));
            let place = Arc::clone(&coming).acquire_owned().await?;
            let (to, reader) = (to[number % to.len()], world.readers[number].clone());
            let connection = Connection::open(to, source(number)).await?;
            let stream = connection.stream(&getting(&reader, followed.stream, "")).await?;
            let open = Open { page, reader, to, followed, started: self.started };
            self.tasks.spawn(follow(open, stream, place, Arc::clone(&asking)));
        }
        let patience = Instant::now();
        while self.open.iter().skip(from).any(|page| page.events.load(Ordering::Relaxed) == 0) {
            if patience.elapsed() > Duration::from_mins(1) {
                return Err("open pages got no first event".into());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(())
    }

    pub fn events(&self) -> u32 {
        self.open.iter().map(|page| page.events.load(Ordering::Relaxed)).sum()
    }

    /// Seconds from `since` until each of these pages showed something new; waits for them at most
    /// `patience`. Pages that showed nothing new count as `patience`.
    pub async fn told(&self, which: &[usize], since: Instant, patience: Duration) -> Vec<f64> {
        let from = u64::try_from(since.saturating_duration_since(self.started).as_micros()).unwrap_or(0);
        let pages: Vec<_> = which.iter().filter_map(|place| self.open.get(*place)).collect();
        let told = |page: &&Arc<Page>| page.told.load(Ordering::Relaxed);
        while pages.iter().any(|page| told(page) < from) && since.elapsed() < patience {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        let late = patience.as_secs_f64();
        pages
            .iter()
            .map(|page| {
                let at = told(page);
                if at < from { late } else { Duration::from_micros(at - from).as_secs_f64() }
            })
            .collect()
    }
}

/// One page, for the task that reads its stream.
struct Open {
    page: Arc<Page>,
    reader: SignedIn,
    to: SocketAddr,
    followed: Followed,
    started: Instant,
}

/// Reads events until the stream ends. An event that carries what is new needs no question.
async fn follow(open: Open, mut stream: TcpStream, place: OwnedSemaphorePermit, asking: Arc<Asking>) {
    let mut place = Some(place);
    // Small: thousands of pages are open in this process.
    let mut read = [0_u8; 1_024];
    let mut last = [0_u8; 7];
    loop {
        let count = match stream.read(&mut read).await {
            Ok(0) | Err(_) => return,
            Ok(count) => count,
        };
        let mut carries = None;
        for byte in &read[..count] {
            last.rotate_left(1);
            last[6] = *byte;
            if &last[..6] == b"data: " {
                carries = Some(last[6] == b'{');
            }
        }
        let Some(carries) = carries else { continue };
        let first = open.page.events.fetch_add(1, Ordering::Relaxed) == 0;
        drop(place.take());
        if !(carries || first) {
            let Followed { asks, says, .. } = open.followed;
            asking.ask(open.to, &getting(&open.reader, asks, says)).await;
        }
        let now = u64::try_from(open.started.elapsed().as_micros()).unwrap_or(u64::MAX);
        open.page.told.store(now, Ordering::Relaxed);
        if carries && !first {
            // As a page does: a while later it says that it has shown it.
            let (asking, to, reader) = (Arc::clone(&asking), open.to, open.reader.clone());
            tokio::spawn(async move {
                tokio::time::sleep(Duration::from_millis(u64::from(
                    getrandom::u32().unwrap_or_default() % 3_000,
                )))
                .await;
                asking.ask(to, &posting(&reader, "/api/home/shown", r#"{"version":""}"#)).await;
            });
        }
    }
}

/// Connections for the questions of all pages.
struct Asking {
    places: Semaphore,
    idle: Mutex<VecDeque<(SocketAddr, Connection)>>,
}

impl Default for Asking {
    fn default() -> Self {
        Self { places: Semaphore::new(ASKING), idle: Mutex::default() }
    }
}

impl Asking {
    async fn ask(&self, to: SocketAddr, request: &[u8]) {
        let Ok(_place) = self.places.acquire().await else { return };
        let mut connection = match self.idle(to) {
            Some(connection) => connection,
            None => match Connection::open(to, source(1)).await {
                Ok(connection) => connection,
                Err(_) => return,
            },
        };
        if connection.ask(request).await.is_ok() {
            self.idle.lock().unwrap_or_else(PoisonError::into_inner).push_back((to, connection));
        }
    }

    fn idle(&self, to: SocketAddr) -> Option<Connection> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let place = idle.iter().position(|(address, _)| *address == to)?;
        idle.remove(place).map(|(_, connection)| connection)
    }
}
