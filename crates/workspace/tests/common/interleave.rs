//! Several tabs at work at the same time, in an order a test chooses.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use workspace::{Batch, ChunkKey, Store, StoreError};

/// A store that lets others run before and after each of its answers, as IndexedDB does.
#[derive(Debug, Clone)]
pub struct Yielding<S>(pub S);

struct Once(bool);

impl Future for Once {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        if std::mem::replace(&mut self.0, true) { Poll::Ready(()) } else { Poll::Pending }
    }
}

/// Lets another task run.
pub async fn breathe() {
    Once(false).await;
}

impl<S: Store> Store for Yielding<S> {
    async fn commit(&self, batch: Batch) -> Result<Option<u64>, StoreError> {
        breathe().await;
        let answer = self.0.commit(batch).await;
        breathe().await;
        answer
    }

    async fn chunk_keys(&self) -> Result<Vec<ChunkKey>, StoreError> {
        breathe().await;
        let answer = self.0.chunk_keys().await;
        breathe().await;
        answer
    }

    async fn chunks(&self, keys: &[ChunkKey]) -> Result<Vec<Option<Vec<u8>>>, StoreError> {
        breathe().await;
        let answer = self.0.chunks(keys).await;
        breathe().await;
        answer
    }

    async fn journal(&self, after: u64, limit: u32) -> Result<Vec<(u64, Vec<u8>)>, StoreError> {
        breathe().await;
        let answer = self.0.journal(after, limit).await;
        breathe().await;
        answer
    }

    async fn meta(&self, key: &'static str) -> Result<Option<Vec<u8>>, StoreError> {
        breathe().await;
        let answer = self.0.meta(key).await;
        breathe().await;
        answer
    }

    async fn meta_or(&self, key: &'static str, value: Vec<u8>) -> Result<Vec<u8>, StoreError> {
        breathe().await;
        let answer = self.0.meta_or(key, value).await;
        breathe().await;
        answer
    }
}

/// One of several things going on at once.
pub type Task<'a> = Pin<Box<dyn Future<Output = ()> + 'a>>;

/// Runs all tasks to their end; each number of `schedule` picks the one that takes the next
/// step, and when it is used up they take turns.
pub fn run(mut tasks: Vec<Task<'_>>, schedule: &[u8]) {
    let mut picks = schedule.iter().map(|pick| usize::from(*pick)).chain(0..1_000_000);
    let mut context = Context::from_waker(Waker::noop());
    while !tasks.is_empty() {
        let pick = picks.next().expect("the tasks wait for each other") % tasks.len();
        if tasks[pick].as_mut().poll(&mut context).is_ready() {
            drop(tasks.remove(pick));
        }
    }
}
