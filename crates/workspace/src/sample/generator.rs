//! Draws customers one after the other, each with what hangs on them.

use model::{Channel, Customer, Day, IdSource, Interaction, Order, Row, Rows, Stage, Stamp};

use super::behaviour::{Behaviour, REFUND_RATE, SPAN, plan, purchases};
use super::catalogue::MACHINES;
use super::draw::Draw;
use super::language::{CHINESE, ENGLISH};
use super::profile::{History, Register};
use super::purchase::{Counter, Habit};
use super::story::{Story, working_day};
use super::words::Words;
use super::{SampleLanguage, SampleOptions, agreed};

/// Of all customers, those at home in the other language.
const FOREIGN: f64 = 0.04;
/// Days since the last order after which a customer has fallen asleep, and after which the
/// relationship may be over.
const DORMANT: i32 = 120;
const LOST: i32 = 300;

/// Bytes of texts and lists that a record of each kind has on average.
const CUSTOMER_TEXTS: usize = 1_000;
const ORDER_TEXTS: usize = 120;
const INTERACTION_TEXTS: usize = 200;
/// An offset is less than a day.
const MAX_OFFSET: i16 = 24 * 60 - 1;

/// A sample being drawn.
pub(crate) struct Generator<'a> {
    ids: &'a dyn IdSource,
    stamp: Stamp,
    offset_minutes: i16,
    today: Day,
    first_day: i32,
    /// What customers do is drawn apart from how it is told, so that a seed tells the same
    /// story in both languages.
    acts: Draw,
    draw: Draw,
    plan: std::vec::IntoIter<Behaviour>,
    words: Words,
    foreign: Words,
    register: Register,
    counter: Counter,
    /// Kept from customer to customer for their room: days of purchases, days of interactions,
    /// and the interactions.
    bought: Vec<i32>,
    met: Vec<i32>,
    told: Vec<Interaction>,
}

impl<'a> Generator<'a> {
    pub(crate) fn new(
        options: &SampleOptions,
        ids: &'a dyn IdSource,
        stamp: Stamp,
        offset_minutes: i16,
    ) -> Self {
        let mut acts = Draw::new(options.seed);
        let plan = plan(options, &mut acts).into_iter();
        let (language, foreign) = match options.language {
            SampleLanguage::English => (ENGLISH, CHINESE),
            SampleLanguage::Chinese => (CHINESE, ENGLISH),
        };
        let (words, foreign) = (Words::new(language), Words::new(foreign));
        let first_day = options.today.number() - (SPAN - 1);
        Self {
            ids,
            stamp,
            offset_minutes: offset_minutes.clamp(-MAX_OFFSET, MAX_OFFSET),
            today: options.today,
            first_day,
            acts,
            draw: Draw::new(!options.seed),
            plan,
            register: Register::default(),
            counter: Counter::new(&words, options.currency, first_day),
            words,
            foreign,
            bought: Vec::new(),
            met: Vec::new(),
            told: Vec::new(),
        }
    }

    /// Makes room for everything that is to be expected.
    pub(crate) fn make_room(&self) {
        let plan = self.plan.as_slice();
        let expected =
            |each: fn(&Behaviour) -> f64| plan.iter().map(each).sum::<f64>().ceil() as usize;
        let orders = expected(|behaviour| behaviour.expected_purchases() * (1.0 + REFUND_RATE));
        let interactions = expected(|behaviour| behaviour.contacts);
        grow_heap(
            plan.len() * (size_of::<Row<Customer>>() + CUSTOMER_TEXTS)
                + orders * (size_of::<Row<Order>>() + ORDER_TEXTS)
                + interactions * (size_of::<Row<Interaction>>() + INTERACTION_TEXTS),
        );
    }

    /// Adds up to `limit` customers with all that hangs on them; answers how many.
    pub(crate) fn add(&mut self, limit: usize, rows: &mut Rows) -> usize {
        let mut added = 0;
        while added < limit
            && let Some(behaviour) = self.plan.next()
        {
            self.add_customer(&behaviour, rows);
            added += 1;
        }
        added
    }

    fn add_customer(&mut self, behaviour: &Behaviour, rows: &mut Rows) {
        let id = self.ids.next_id();
        let draw = &mut self.draw;
        let organisation = behaviour.industry.is_some();
        let home = if draw.chance(FOREIGN) { &self.foreign } else { &self.words };
        let contact = home.contact(draw);
        let habit = Habit::draw(behaviour, draw);
        let channel = liked_channel(organisation, draw);

        purchases(behaviour, &mut self.acts, &mut self.bought);
        if organisation {
            for day in &mut self.bought {
                *day = working_day(self.first_day, *day);
            }
        }
        let story = Story {
            words: &self.words,
            customer: id,
            behaviour,
            purchases: &self.bought,
            contact: &contact,
            habit: &habit,
            machine: MACHINES.start + draw.below(MACHINES.len()),
            channel: channel.clone(),
            first_day: self.first_day,
            offset_minutes: self.offset_minutes,
        };
        story.days(draw, &mut self.met);
        story.tell(&self.met, draw, &mut self.told);

        let history = History {
            behaviour,
            stage: stage(&self.bought, &self.told, draw),
            since: since(behaviour, &self.bought, &self.met, draw)
                .and_then(|day| Day::from_number(self.first_day + day)),
            channel,
            contact: &contact,
            today: self.today,
        };
        let customer = self.register.customer(home, &self.words, history, draw);
        let task =
            self.told.last().and_then(|last| agreed::task(last, &customer.owner, self.today));
        rows.customers.push(Row::created(id, self.stamp, customer));

        let mut row = |order| Row::created(self.ids.next_id(), self.stamp, order);
        for &day in &self.bought {
            let (order, refund) = self.counter.purchase(&self.words, id, &habit, day, draw);
            rows.orders.push(row(order));
            rows.orders.extend(refund.map(&mut row));
        }
        let told = self.told.drain(..);
        rows.interactions
            .extend(told.map(|record| Row::created(self.ids.next_id(), self.stamp, record)));
        rows.tasks.extend(task.map(|task| Row::created(self.ids.next_id(), self.stamp, task)));
    }
}

/// Makes the allocator ask for so many bytes at once. In WebAssembly it asks for 64 KiB at a
/// time as it needs them, and each time costs: drawing 100,000 customers takes a fifth of the
/// time with memory grown beforehand.
fn grow_heap(bytes: usize) {
    let mut room = Vec::<u8>::new();
    // Refused, it will be asked for bit by bit.
    let _ = room.try_reserve_exact(bytes);
    std::hint::black_box(&room);
}

fn liked_channel(organisation: bool, draw: &mut Draw) -> Option<Channel> {
    let choices = if organisation {
        [Channel::Call, Channel::Email, Channel::Visit]
    } else {
        [Channel::Message, Channel::Email, Channel::Call]
    };
    let place = draw.weighted(&[8, 7, 5, 4], |weight| *weight);
    choices.into_iter().nth(place)
}

fn stage(bought: &[i32], told: &[Interaction], draw: &mut Draw) -> Stage {
    let Some(last) = bought.last() else {
        let spoken = told.iter().any(Interaction::is_contact);
        return if spoken { Stage::Prospect } else { Stage::Lead };
    };
    match SPAN - 1 - last {
        ..=DORMANT => Stage::Active,
        LOST.. if draw.chance(0.6) => Stage::Lost,
        _ => Stage::Dormant,
    }
}

/// Day of the span, or before it, since when a buyer is a customer: not after the first thing
/// we know of them.
fn since(behaviour: &Behaviour, bought: &[i32], met: &[i32], draw: &mut Draw) -> Option<i32> {
    let first = *bought.first()?;
    Some(if behaviour.established {
        -draw.between(30, 2_200)
    } else {
        met.first().map_or(first, |met| first.min(*met)) - draw.between(0, 14)
    })
}
