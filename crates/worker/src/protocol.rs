//! Messages between the page and the worker, as bytes.

use analytics::ltv::FitConfig;
use model::wire::{Reader, Unreadable, Writer};
use thiserror::Error;

use crate::ltv;

/// Stands at the head of every message. Raised with every change of what any message looks like,
/// so that a page and a worker of two builds find out before they misunderstand each other.
pub const VERSION: u32 = 3;

/// What there is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Job {
    /// To find customers who are in twice. Parts are [`customers`](crate::customers), answers
    /// [`pairs`](crate::pairs).
    Duplicates {
        /// The least score of a pair.
        at_least: u8,
    },
    /// To find customers who are alike. Parts are [`figures`](crate::figures), answers
    /// [`fits`](crate::fits).
    Clusters {
        /// How many figures a customer has.
        columns: u8,
    },
    /// To fit models of purchases and spend. Parts are [`histories`](crate::histories), the answer
    /// one of [`ltv`].
    Fit(FitConfig),
}

/// What the page says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Request<'a> {
    /// There is a job. Whatever was begun before is dropped.
    Begin(Job),
    /// A part of what it needs.
    Part(&'a [u8]),
    /// That was all.
    Finish,
}

/// What the worker says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer<'a> {
    /// It is there and hears.
    Ready,
    /// One more part is taken in.
    Taken,
    /// How far it is.
    Progress {
        /// So many are done.
        done: usize,
        /// Of so many.
        total: usize,
    },
    /// A part of what it found.
    Part(&'a [u8]),
    /// That was all.
    Done,
    /// It cannot go on.
    Failed(Failure),
}

/// Why a message is not understood.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Failure {
    /// It is from another build.
    #[error("the message is of version {theirs}, this is version {VERSION}")]
    OtherVersion {
        /// The other's version.
        theirs: u32,
    },
    /// It does not read.
    #[error("the message does not read: {0}")]
    Unreadable(String),
    /// Nothing was begun that it could belong to.
    #[error("the message comes out of turn")]
    OutOfTurn,
}

impl From<Unreadable> for Failure {
    fn from(why: Unreadable) -> Self {
        Self::Unreadable(why.to_string())
    }
}

/// A message of so many values behind its version and the number of its kind.
fn message(kind: u32, values: usize) -> Writer {
    let mut out = Writer::default();
    out.array(2 + values);
    out.uint(VERSION.into());
    out.uint(kind.into());
    out
}

/// The version is right; the number of the kind, and the rest.
fn opened(bytes: &[u8]) -> Result<(u64, Reader<'_>), Failure> {
    let mut from = Reader::new(bytes);
    from.array()?;
    let theirs = number(&mut from)?;
    if theirs != VERSION {
        return Err(Failure::OtherVersion { theirs });
    }
    Ok((from.uint()?, from))
}

fn number<T: TryFrom<u64>>(from: &mut Reader<'_>) -> Result<T, Unreadable> {
    from.uint()?.try_into().map_err(|_| from.wrong("a number out of range"))
}

impl<'a> Request<'a> {
    /// As bytes.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        match self {
            Self::Begin(Job::Duplicates { at_least }) => {
                let mut out = message(0, 2);
                out.uint(0);
                out.uint((*at_least).into());
                out.finish()
            }
            Self::Begin(Job::Clusters { columns }) => {
                let mut out = message(0, 2);
                out.uint(1);
                out.uint((*columns).into());
                out.finish()
            }
            Self::Begin(Job::Fit(config)) => {
                let mut out = message(0, 4);
                out.uint(2);
                ltv::write_config(config, &mut out);
                out.finish()
            }
            Self::Part(part) => {
                let mut out = message(1, 1);
                out.bytes(part);
                out.finish()
            }
            Self::Finish => message(2, 0).finish(),
        }
    }

    /// From bytes.
    ///
    /// # Errors
    /// When they are of another build, or no such message.
    pub fn decode(bytes: &'a [u8]) -> Result<Self, Failure> {
        let (kind, mut from) = opened(bytes)?;
        Ok(match kind {
            0 => match from.uint()? {
                0 => Self::Begin(Job::Duplicates { at_least: number(&mut from)? }),
                1 => Self::Begin(Job::Clusters { columns: number(&mut from)? }),
                2 => Self::Begin(Job::Fit(ltv::read_config(&mut from)?)),
                _ => return Err(from.wrong("no such job").into()),
            },
            1 => Self::Part(from.bytes()?),
            2 => Self::Finish,
            _ => return Err(from.wrong("no such request").into()),
        })
    }
}

impl<'a> Answer<'a> {
    /// As bytes.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        match self {
            Self::Ready => message(0, 0).finish(),
            Self::Taken => message(1, 0).finish(),
            Self::Progress { done, total } => {
                let mut out = message(2, 2);
                out.uint(*done as u64);
                out.uint(*total as u64);
                out.finish()
            }
            Self::Part(part) => {
                let mut out = message(3, 1);
                out.bytes(part);
                out.finish()
            }
            Self::Done => message(4, 0).finish(),
            Self::Failed(why) => {
                let mut out = message(5, 2);
                match why {
                    Failure::OtherVersion { theirs } => {
                        out.uint(0);
                        out.uint((*theirs).into());
                    }
                    Failure::Unreadable(why) => {
                        out.uint(1);
                        out.text(why);
                    }
                    Failure::OutOfTurn => {
                        out.uint(2);
                        out.uint(0);
                    }
                }
                out.finish()
            }
        }
    }

    /// From bytes.
    ///
    /// # Errors
    /// When they are of another build, or no such message.
    pub fn decode(bytes: &'a [u8]) -> Result<Self, Failure> {
        let (kind, mut from) = opened(bytes)?;
        Ok(match kind {
            0 => Self::Ready,
            1 => Self::Taken,
            2 => Self::Progress { done: number(&mut from)?, total: number(&mut from)? },
            3 => Self::Part(from.bytes()?),
            4 => Self::Done,
            5 => Self::Failed(match from.uint()? {
                0 => Failure::OtherVersion { theirs: number(&mut from)? },
                1 => Failure::Unreadable(from.text()?.to_owned()),
                2 => Failure::OutOfTurn,
                _ => return Err(from.wrong("no such failure").into()),
            }),
            _ => return Err(from.wrong("no such answer").into()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use analytics::ltv::{ModelKind, TimeUnit};

    const FIT: FitConfig =
        FitConfig { kind: ModelKind::ParetoNbd, unit: TimeUnit::Week, last_day: 7 };

    #[test]
    fn every_message_reads_as_it_was_written() {
        for request in [
            Request::Begin(Job::Duplicates { at_least: 60 }),
            Request::Begin(Job::Clusters { columns: 3 }),
            Request::Begin(Job::Fit(FIT)),
            Request::Part(&[1, 2, 3]),
            Request::Part(&[]),
            Request::Finish,
        ] {
            assert_eq!(Request::decode(&request.encode()), Ok(request));
        }
        for answer in [
            Answer::Ready,
            Answer::Taken,
            Answer::Progress { done: 7, total: 70_000 },
            Answer::Part(&[1, 2, 3]),
            Answer::Done,
            Answer::Failed(Failure::OtherVersion { theirs: 9 }),
            Answer::Failed(Failure::Unreadable("no text".to_owned())),
            Answer::Failed(Failure::OutOfTurn),
        ] {
            assert_eq!(Answer::decode(&answer.encode()), Ok(answer));
        }
    }

    /// A change here is a change of [`VERSION`].
    #[test]
    fn messages_look_as_this_version_says() {
        assert_eq!(VERSION, 3);
        let begin = Request::Begin(Job::Duplicates { at_least: 60 });
        assert_eq!(begin.encode(), [0x94, 3, 0, 0, 60]);
        let begin = Request::Begin(Job::Clusters { columns: 3 });
        assert_eq!(begin.encode(), [0x94, 3, 0, 1, 3]);
        assert_eq!(Request::Begin(Job::Fit(FIT)).encode(), [0x96, 3, 0, 2, 2, 1, 7]);
        assert_eq!(Request::Part(&[7]).encode(), [0x93, 3, 1, 0xC4, 1, 7]);
        assert_eq!(Request::Finish.encode(), [0x92, 3, 2]);
        assert_eq!(Answer::Ready.encode(), [0x92, 3, 0]);
        assert_eq!(Answer::Taken.encode(), [0x92, 3, 1]);
        assert_eq!(Answer::Progress { done: 1, total: 2 }.encode(), [0x94, 3, 2, 1, 2]);
        assert_eq!(Answer::Part(&[7]).encode(), [0x93, 3, 3, 0xC4, 1, 7]);
        assert_eq!(Answer::Done.encode(), [0x92, 3, 4]);
        assert_eq!(Answer::Failed(Failure::OutOfTurn).encode(), [0x94, 3, 5, 2, 0]);
    }

    #[test]
    fn a_message_of_another_build_is_refused_by_its_version() {
        let other = Failure::OtherVersion { theirs: 9 };
        // Whatever else that build may have changed.
        assert_eq!(Request::decode(&[0x92, 9, 99]), Err(other.clone()));
        assert_eq!(Answer::decode(&[0x91, 9]), Err(other));
    }

    #[test]
    fn what_is_no_message_is_refused() {
        for bytes in [&[][..], &[0x92, 3], &[0x92, 3, 99], &[0x93, 3, 1, 0xC4, 9, 7], b"hello"] {
            assert!(matches!(Request::decode(bytes), Err(Failure::Unreadable(_))), "{bytes:?}");
        }
        assert!(matches!(Answer::decode(&[0x92, 3, 99]), Err(Failure::Unreadable(_))));
    }
}
