//! How long things take and how many there are in a second, by one client or by many.

use std::time::{Duration, Instant};

use tokio::task::JoinSet;

/// The many clients of every measure: each waits for its answer before it asks again.
pub(crate) const CLIENTS: usize = 64;

/// What some clients found.
pub(crate) struct Pace {
    /// Sorted.
    times: Vec<Duration>,
    pub(crate) per_second: f64,
}

impl Pace {
    /// Gives `work` each of `count` numbers from `from` on, shared among so many clients. It tells how long each of its
    /// steps took.
    pub(crate) async fn of<W, F>(clients: usize, from: usize, count: usize, work: W) -> anyhow::Result<Self>
    where
        W: Fn(usize) -> F + Clone + Send + 'static,
        F: Future<Output = anyhow::Result<Vec<Duration>>> + Send + 'static,
    {
        let mut working = JoinSet::new();
        let start = Instant::now();
        for client in 0..clients {
            let work = work.clone();
            working.spawn(async move {
                let mut times = Vec::new();
                for number in (from + client..from + count).step_by(clients) {
                    times.extend(work(number).await?);
                }
                anyhow::Ok(times)
            });
        }
        let mut times = Vec::new();
        for worked in working.join_all().await {
            times.extend(worked?);
        }
        let per_second = per_second(times.len(), start.elapsed());
        Self::told(times, per_second)
    }

    /// Of steps that one client took one after the other.
    pub(crate) fn of_one(times: Vec<Duration>) -> anyhow::Result<Self> {
        let per_second = per_second(times.len(), times.iter().sum());
        Self::told(times, per_second)
    }

    fn told(mut times: Vec<Duration>, per_second: f64) -> anyhow::Result<Self> {
        anyhow::ensure!(!times.is_empty(), "there was nothing to do");
        times.sort_unstable();
        Ok(Self { times, per_second })
    }

    /// So many seconds or less took this share of all, in percent.
    pub(crate) fn seconds(&self, percent: usize) -> f64 {
        self.times[(self.times.len() - 1) * percent / 100].as_secs_f64()
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts far below 2^52")]
pub(crate) fn per_second(count: usize, took: Duration) -> f64 {
    count as f64 / took.as_secs_f64()
}

/// The middle one: a machine that stutters once does not move it.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Two measures that are compared, taken in turns so that a slow minute of the machine meets both.
#[derive(Default)]
pub(crate) struct Pairs(Vec<(f64, f64)>);

impl Pairs {
    pub(crate) fn push(&mut self, ours: f64, theirs: f64) {
        self.0.push((ours, theirs));
    }

    /// The median of the ratios, not the ratio of the medians: each round is a comparison of its own.
    pub(crate) fn ratio(&self) -> f64 {
        median(self.0.iter().map(|(ours, theirs)| ours / theirs).collect())
    }

    pub(crate) fn ours(&self) -> f64 {
        median(self.0.iter().map(|(ours, _)| *ours).collect())
    }

    pub(crate) fn theirs(&self) -> f64 {
        median(self.0.iter().map(|(_, theirs)| *theirs).collect())
    }
}
