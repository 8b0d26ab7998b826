//! A folder a synchroniser carries between devices: who writes what into it, what is read, and
//! that everybody ends with the same whatever the synchroniser does.

use interchange::bundle::Reason;
use model::Id;
use pollster::block_on;
use proptest::prelude::*;
use workspace::Rush;
use workspace::sync::mailbox::{Notes, Occasion, Outcome, Turn};

use crate::common::folder::{Replica, Wrong};
use crate::common::ops::{Done, Op, op, perform};
use crate::common::peers::{Tab, city, move_to, read};
use crate::common::state::state;
use crate::common::{Device, NOW, customer};

const DAY: u64 = 24 * 3_600_000;

/// A device with its copy of the folder.
struct Post {
    device: Device,
    tab: Tab,
    folder: Replica,
    notes: Notes,
    done: Done,
    now: u64,
}

impl Post {
    fn new(number: u8) -> Self {
        let device = Device::new(number);
        let tab = device.open();
        let (folder, notes) = (Replica::default(), Notes::default());
        Self { device, tab, folder, notes, done: Done::default(), now: NOW }
    }

    fn turn_as(&mut self, label: &str) -> Turn<Wrong> {
        self.folder.set_time(self.now);
        let occasion = Occasion { label, now: self.now, moment: None, asked: true };
        // Notes are kept as text between two turns.
        self.notes = Notes::from_text(&self.notes.to_text());
        block_on(self.tab.trade(&self.folder, &mut self.notes, occasion, &Rush)).unwrap()
    }

    fn turn(&mut self) -> Turn<Wrong> {
        self.turn_as("")
    }

    fn save(&self, name: &str) -> Id {
        block_on(self.tab.save(None, customer(name), name)).unwrap().id
    }

    fn name(&self) -> String {
        self.folder.left(0).unwrap().0
    }

    /// Gives another device the file left last.
    fn carry_to(&self, other: &Self) {
        let (name, bytes) = self.folder.left(0).unwrap();
        other.folder.set_time(other.now);
        other.folder.place(&name, &bytes);
    }
}

/// What came of the files: records new and changed, values in conflict; or how a file fared.
fn fared(turn: &Turn<Wrong>) -> Vec<String> {
    let word = |outcome: &Outcome<Wrong>| match outcome {
        Outcome::Received(got) => {
            format!("+{} ~{} !{}", got.merged.created, got.merged.changed, got.conflicts.len())
        }
        Outcome::Cut => "cut".into(),
        Outcome::Waits => "waits".into(),
        Outcome::Refused(why) => format!("{why:?}"),
    };
    turn.files.iter().map(|(_, outcome)| word(outcome)).collect()
}

/// Records and change sets that were written.
fn sent(turn: &Turn<Wrong>) -> Option<(usize, usize)> {
    turn.sent.map(|sent| (sent.records, sent.changes))
}

/// Two devices that know of each other by the folder and both have Ada.
fn acquainted() -> (Post, Post, Id) {
    let (mut mei, mut lei) = (Post::new(1), Post::new(2));
    let ada = mei.save("Ada");
    mei.turn();
    mei.carry_to(&lei);
    lei.turn();
    lei.carry_to(&mei);
    mei.turn();
    (mei, lei, ada)
}

#[test]
fn what_two_leave_for_each_other_arrives_and_then_nobody_writes() {
    let (mut mei, mut lei) = (Post::new(1), Post::new(2));
    let ada = mei.save("Ada");
    mei.save("Bob");
    let first = mei.turn_as("Mei's phone");
    assert_eq!((fared(&first), sent(&first)), (vec![], Some((2, 2))), "nobody there: everything");
    assert_eq!(mei.name(), format!("rapport-changes-Mei-s-phone-{}.json", mei.tab.device()));

    mei.carry_to(&lei);
    let came = lei.turn();
    assert_eq!((fared(&came), sent(&came)), (vec!["+2 ~0 !0".into()], Some((0, 0))));
    lei.carry_to(&mei);
    let quiet = mei.turn_as("Mei's phone");
    let nothing = (vec!["+0 ~0 !0".to_owned()], None);
    assert_eq!((fared(&quiet), sent(&quiet)), nothing, "Lei said only what they know");

    move_to(&mei.tab, ada, "Rome");
    let news = mei.turn_as("Mei's phone");
    assert_eq!(sent(&news), Some((1, 1)), "only what Lei lacks");
    mei.carry_to(&lei);
    assert_eq!(fared(&lei.turn()), ["+0 ~1 !0"]);
    assert_eq!(city(&lei.tab, ada), "Rome");
    lei.carry_to(&mei);
    assert_eq!(sent(&mei.turn_as("Mei's phone")), None, "Lei has it, and that is no news");
    for _ in 0..2 {
        for turn in [mei.turn_as("Mei's phone"), lei.turn()] {
            assert_eq!((fared(&turn), sent(&turn)), (vec![], None));
        }
    }
}

#[test]
fn both_changed_the_same_and_both_are_told() {
    let (mut mei, mut lei, ada) = acquainted();
    move_to(&mei.tab, ada, "Rome");
    lei.device.clock.advance(1_000);
    move_to(&lei.tab, ada, "Paris");
    mei.turn();
    mei.carry_to(&lei);
    assert_eq!(fared(&lei.turn()), ["+0 ~0 !1"]);
    lei.carry_to(&mei);
    assert_eq!(fared(&mei.turn()), ["+0 ~1 !1"]);
    let conflict = mei.tab.conflicts().remove(0);
    block_on(mei.tab.decide(&conflict, false, "Ada")).unwrap();
    mei.turn();
    mei.carry_to(&lei);
    lei.turn();
    assert_eq!((city(&lei.tab, ada), lei.tab.conflicts()), ("Rome".into(), vec![]));
    assert_eq!(state(&mei.tab.image()), state(&lei.tab.image()));
}

#[test]
fn half_a_file_changes_nothing_and_is_read_when_it_is_whole() {
    let (mut mei, mut lei, ada) = acquainted();
    move_to(&mei.tab, ada, "Rome");
    mei.turn();
    let (name, bytes) = mei.folder.left(0).unwrap();
    let before = (state(&lei.tab.image()), lei.device.store.contents());
    for end in [0, 1, 40, bytes.len() / 2, bytes.len() - 3] {
        lei.folder.place(&name, &bytes[..end]);
        let turn = lei.turn();
        assert_eq!((fared(&turn), sent(&turn)), (vec!["cut".into()], None), "{end} bytes");
        assert_eq!((state(&lei.tab.image()), lei.device.store.contents()), before);
    }
    // Some make room first, so that size and time are those of the whole file.
    let mut half = bytes[..bytes.len() / 2].to_vec();
    half.resize(bytes.len(), b' ');
    lei.folder.place(&name, &half);
    assert_eq!(fared(&lei.turn()), ["cut"]);
    lei.folder.fill_in(&name, &bytes);
    assert_eq!(fared(&lei.turn()), ["+0 ~1 !0"]);
}

#[test]
fn what_is_no_good_is_named_and_the_rest_is_read() {
    let (mut mei, mut lei, ada) = acquainted();
    move_to(&mei.tab, ada, "Rome");
    mei.turn();
    mei.carry_to(&lei);
    lei.folder.place("rapport-changes-a.json", b"[1, 2]");
    let deep = format!("{{\"format\": \"rapport-bundle\", \"x\": {}", "[".repeat(100_000));
    lei.folder.place("rapport-changes-b.json", deep.as_bytes());
    lei.folder
        .place("rapport-changes-zz.json", b"{\"format\": \"rapport-bundle\", \"version\": 9}");
    lei.folder.place("notes.json", b"[1, 2]");
    let turn = lei.turn();
    assert_eq!(turn.files.len(), 4, "{:?}", fared(&turn));
    assert_eq!(turn.files[1].1, Outcome::Refused(Wrong::File(Reason::NotABundle)));
    assert_eq!(turn.files[2].1, Outcome::Refused(Wrong::File(Reason::TooLong(64 << 10))));
    assert_eq!(turn.files[3].1, Outcome::Refused(Wrong::File(Reason::TooNew(9))));
    assert_eq!(city(&lei.tab, ada), "Rome");
    let quietly = Occasion { label: "", now: NOW, moment: None, asked: false };
    let again = block_on(lei.tab.trade(&lei.folder, &mut lei.notes, quietly, &Rush)).unwrap();
    assert_eq!(again.files, [], "nobody asked why");
    assert_eq!(fared(&lei.turn()).len(), 3, "somebody asked");
}

#[test]
fn a_newcomer_is_refused_what_builds_on_more_and_then_given_everything() {
    let (mut mei, lei, ada) = acquainted();
    move_to(&mei.tab, ada, "Rome");
    assert_eq!(sent(&mei.turn()), Some((1, 1)));
    let mut bo = Post::new(3);
    mei.carry_to(&bo);
    let before = state(&bo.tab.image());
    assert_eq!(fared(&bo.turn()), ["waits"]);
    assert_eq!(state(&bo.tab.image()), before);
    assert_eq!(fared(&bo.turn()), ["waits"], "still, without being read again");
    bo.carry_to(&mei);
    assert_eq!(sent(&mei.turn()), Some((1, 2)), "all there is");
    mei.carry_to(&bo);
    assert_eq!(fared(&bo.turn()), ["+1 ~0 !0"]);
    assert_eq!(state(&mei.tab.image()), state(&bo.tab.image()));
    drop(lei);
}

#[test]
fn one_file_may_bring_what_another_builds_on() {
    let (mut mei, mut lei, ada) = acquainted();
    let mut bo = Post::new(3);
    move_to(&lei.tab, ada, "Paris");
    lei.turn();
    // The synchroniser tells only Mei that there is a third; her file comes last by its name.
    bo.turn();
    bo.carry_to(&mei);
    lei.carry_to(&mei);
    mei.turn_as("z");
    lei.carry_to(&bo);
    mei.carry_to(&bo);
    assert!(bo.folder.names()[0] < bo.folder.names()[1]);
    let turn = bo.turn();
    assert_eq!(fared(&turn), ["+1 ~0 !0"], "Lei's file tells nothing any more after Mei's");
    assert_eq!(city(&bo.tab, ada), "Paris");
}

#[test]
fn a_device_that_was_away_for_long_says_that_it_is_back() {
    let (mut mei, mut lei, ada) = acquainted();
    let mut bo = Post::new(3);
    bo.turn();
    for (from, to) in [(&bo, &mei), (&bo, &lei)] {
        from.carry_to(to);
    }
    mei.turn();
    lei.turn();
    mei.carry_to(&bo);
    bo.turn();
    bo.carry_to(&mei);
    // Bo is away. The others go on, and after 60 days keep nothing for Bo any more.
    move_to(&mei.tab, ada, "Rome");
    mei.turn();
    mei.carry_to(&lei);
    for post in [&mut mei, &mut lei] {
        post.now += 61 * DAY;
    }
    lei.turn();
    lei.carry_to(&mei);
    move_to(&mei.tab, ada, "Oslo");
    assert_eq!(sent(&mei.turn()), Some((1, 1)), "what Lei lacks, without what only Bo lacks");
    mei.carry_to(&bo);
    bo.now += 61 * DAY;
    let back = bo.turn();
    assert_eq!((fared(&back), sent(&back)), (vec!["waits".into()], Some((0, 0))));
    bo.carry_to(&mei);
    assert_eq!(sent(&mei.turn()), Some((1, 2)));
    mei.carry_to(&bo);
    assert_eq!(fared(&bo.turn()), ["+0 ~1 !0"]);
    assert_eq!(city(&bo.tab, ada), "Oslo");
}

#[test]
fn copies_of_our_own_file_and_old_names_of_it_do_no_harm() {
    let (mut mei, lei, ada) = acquainted();
    let (name, bytes) = mei.folder.left(0).unwrap();
    let copy = name.replace(".json", " (conflicted copy).json");
    mei.folder.place(&copy, &bytes);
    let turn = mei.turn_as("Office");
    assert_eq!(fared(&turn), Vec::<String>::new());
    let office = format!("rapport-changes-Office-{}.json", mei.tab.device());
    let mut expected = vec![office.clone(), copy, lei.name()];
    expected.sort();
    let mut names = mei.folder.names();
    names.sort();
    assert_eq!(names, expected, "the file under the old name is gone");
    mei.folder.take_away(&office);
    assert!(mei.turn_as("Office").sent.is_some(), "somebody deleted our file");
    assert_eq!(read(&mei.folder.bytes(&office)).header.device, Some(mei.tab.device()));
    drop((lei, ada));
}

#[test]
fn another_programs_file_is_merged_and_read_once() {
    let mut mei = Post::new(1);
    let file = r#"{"format": "rapport-bundle", "version": 1, "records": [
        {"kind": "customer", "id": "019ab1f2-5c00-7a31-9d42-6b0f5e1c8a77",
         "stamp": "1795310400000-0000-3f9c27d1a4b8e605", "fields": {"name": "Ada"}}]}"#;
    mei.folder.place("rapport-changes-erp.json", file.as_bytes());
    let turn = mei.turn();
    assert_eq!((fared(&turn), sent(&turn)), (vec!["+1 ~0 !0".into()], Some((1, 1))));
    assert_eq!(fared(&mei.turn()), Vec::<String>::new());
}

#[test]
fn a_folder_full_of_strangers_is_not_read_to_its_end() {
    let mut mei = Post::new(1);
    for number in 0..300 {
        mei.folder.place(&format!("rapport-changes-{number:03}.json"), b"[]");
    }
    let turn = mei.turn();
    assert_eq!((turn.files.len(), turn.left), (256, 44));
}

/// What happens between turns.
#[derive(Debug, Clone)]
enum Deed {
    Do(usize, Op),
    Turn(usize),
    /// From whom to whom; how many writings late; how much of it, in 256ths.
    Carry {
        from: usize,
        to: usize,
        late: usize,
        part: Option<u8>,
    },
    /// The synchroniser keeps what lay there under another name.
    Copy {
        from: usize,
        to: usize,
    },
    Lose {
        at: usize,
        from: usize,
    },
    Days(u8),
    Reopen(usize),
}

const POSTS: usize = 3;

fn deed() -> impl Strategy<Value = Deed> {
    let who = || 0..POSTS;
    let part = prop::option::weighted(0.3, any::<u8>());
    prop_oneof![
        6 => (who(), op()).prop_map(|(at, op)| Deed::Do(at, op)),
        6 => who().prop_map(Deed::Turn),
        8 => (who(), who(), prop_oneof![3 => Just(0usize), 1 => 1usize..4], part)
            .prop_map(|(from, to, late, part)| Deed::Carry { from, to, late, part }),
        1 => (who(), who()).prop_map(|(from, to)| Deed::Copy { from, to }),
        1 => (who(), who()).prop_map(|(at, from)| Deed::Lose { at, from }),
        1 => any::<u8>().prop_map(Deed::Days),
        1 => who().prop_map(Deed::Reopen),
    ]
}

fn happen(posts: &mut [Post], deed: &Deed) {
    match deed {
        Deed::Do(at, op) => {
            let Post { device, tab, done, .. } = &mut posts[*at];
            block_on(perform(device, tab, op, done));
        }
        Deed::Turn(at) => drop(posts[*at].turn()),
        Deed::Carry { from, to, late, part } if from != to => {
            if let Some((name, bytes)) = posts[*from].folder.left(*late) {
                let end = part.map_or(bytes.len(), |part| bytes.len() * usize::from(part) / 256);
                posts[*to].folder.place(&name, &bytes[..end]);
            }
        }
        Deed::Copy { from, to } => {
            if let Some((name, bytes)) = posts[*from].folder.left(1) {
                posts[*to].folder.place(&name.replace(".json", " (1).json"), &bytes);
            }
        }
        Deed::Lose { at, from } => {
            if let Some((name, _)) = posts[*from].folder.left(0) {
                posts[*at].folder.take_away(&name);
            }
        }
        Deed::Days(days) => posts.iter_mut().for_each(|post| post.now += u64::from(*days) * DAY),
        Deed::Reopen(at) => posts[*at].tab = posts[*at].device.open(),
        Deed::Carry { .. } => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn all_end_with_the_same_whatever_the_synchroniser_does(
        deeds in prop::collection::vec(deed(), 0..60),
    ) {
        let mut posts: Vec<Post> = (1..).map(Post::new).take(POSTS).collect();
        deeds.iter().for_each(|deed| happen(&mut posts, deed));
        // From here on the synchroniser works as it should.
        let mut quiet = 0;
        for _ in 0..8 {
            let mut wrote = false;
            for at in 0..POSTS {
                let turn = posts[at].turn();
                wrote |= turn.sent.is_some();
                for other in (0..POSTS).filter(|other| *other != at) {
                    if posts[at].folder.left(0).is_some() {
                        posts[at].carry_to(&posts[other]);
                    }
                }
            }
            quiet = if wrote { 0 } else { quiet + 1 };
        }
        prop_assert!(quiet >= 2, "the devices never stop writing");
        let first = state(&posts[0].tab.image());
        for post in &mut posts {
            prop_assert_eq!(&state(&post.tab.image()), &first);
            prop_assert_eq!(&state(&post.device.open().image()), &first);
            let turn = post.turn();
            prop_assert_eq!(turn.files, []);
        }
    }
}
