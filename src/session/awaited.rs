//! What code in another part of the app can do, which a first visit does not wait for.

/// Whether it is there.
#[derive(Clone, Copy)]
pub enum Awaited<T> {
    /// Not yet.
    Loading,
    /// It did not load.
    Failed,
    /// It is.
    Ready(T),
}

impl<T> Awaited<T> {
    /// The same of something made of it.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Awaited<U> {
        match self {
            Self::Loading => Awaited::Loading,
            Self::Failed => Awaited::Failed,
            Self::Ready(it) => Awaited::Ready(make(it)),
        }
    }
}

impl<T, E> From<Result<T, E>> for Awaited<T> {
    fn from(loaded: Result<T, E>) -> Self {
        loaded.map_or(Self::Failed, Self::Ready)
    }
}
