//! The fields conditions are about.

use std::borrow::Cow;

use model::{Channel, CustomerType, Stage};

use super::column::{Column, WHOLE, bought, code, number, numbers, scaled, text, texts};
use super::look::Look;
use super::test::Holds;
use crate::analysis::Tier;
use crate::analysis::purchases::Bought;

const DAY_MILLIS: u64 = 86_400_000;

/// What kind of knowledge a field is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    /// What is written down of the customer.
    Profile,
    /// What orders come to.
    Purchases,
    /// What interactions come to.
    Contact,
    /// Where the customer stands beside the others.
    Standing,
    /// Fields people added.
    Own,
}

/// Declares the fields: their codes, what kind of knowledge they are, what they hold, how they
/// are read, and for choices what there is to choose from. Reading answers `None` when the
/// figure is not to be had.
macro_rules! fields {
    ($($(#[$doc:meta])* $Field:ident = $code:literal, $Area:ident, $Holds:ident,
        $look:ident => $read:expr $(, offers $offers:expr)?;)+) => {
        /// A field every workspace has.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Field {
            $($(#[$doc])* $Field,)+
        }

        impl Field {
            /// Every field, in the order to offer them.
            pub const ALL: &'static [Self] = &[$(Self::$Field),+];

            /// Its code.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$Field => $code,)+
                }
            }

            /// What kind of knowledge it is.
            #[must_use]
            pub fn area(self) -> Area {
                match self {
                    $(Self::$Field => Area::$Area,)+
                }
            }

            /// What it holds.
            #[must_use]
            pub fn holds(self) -> Holds {
                match self {
                    $(Self::$Field => Holds::$Holds,)+
                }
            }

            pub(super) fn read<'a>(self, look: &'a Look<'a>) -> Option<Column<'a>> {
                match self {
                    $(Self::$Field => {
                        let $look = look;
                        $read
                    })+
                }
            }

            /// The codes of what there is to choose from; of fields that are no choice, nothing.
            #[must_use]
            pub fn offers(self, look: &Look<'_>) -> Vec<String> {
                match self {
                    $(Self::$Field => {
                        let $look = look;
                        let _ = $look;
                        fields!(@offers $($offers)?)
                    })+
                }
            }
        }
    };
    (@offers) => { Vec::new() };
    (@offers $offers:expr) => { $offers };
}

fields! {
    /// What people call them.
    Name = "name", Profile, Text, look => text(look, |c| &c.name);
    /// Person or organisation.
    Type = "type", Profile, Choice,
        look => code(look, |c| c.customer_type.as_ref().map(CustomerType::code)),
        offers codes(CustomerType::ALL.iter().map(CustomerType::code));
    /// The number another system knows them by.
    Code = "code", Profile, Text, look => text(look, |c| &c.code);
    /// Where the relationship stands.
    Stage = "stage", Profile, Choice,
        look => code(look, |c| c.stage.as_ref().map(Stage::code)),
        offers codes(Stage::ALL.iter().map(Stage::code));
    /// Who looks after them.
    Owner = "owner", Profile, Text, look => text(look, |c| &c.owner);
    /// Free labels.
    Tags = "tags", Profile, Text, look => texts(look, |c, passes| c.tags.keys().any(|t| passes(t)));
    /// Telephone numbers.
    Phone = "phone", Profile, Text,
        look => texts(look, |c, passes| c.phones.keys().any(|t| passes(t)));
    /// E-mail addresses.
    Email = "email", Profile, Text,
        look => texts(look, |c, passes| c.emails.keys().any(|t| passes(t)));
    /// Street and number.
    Street = "street", Profile, Text, look => text(look, |c| &c.street);
    /// Town.
    City = "city", Profile, Text, look => text(look, |c| &c.city);
    /// State, province or county.
    Region = "region", Profile, Text, look => text(look, |c| &c.region);
    /// Postal code.
    Postcode = "postcode", Profile, Text, look => text(look, |c| &c.postcode);
    /// Country.
    Country = "country", Profile, Text, look => text(look, |c| &c.country);
    /// Line of business.
    Industry = "industry", Profile, Text, look => text(look, |c| &c.industry);
    /// Number of people.
    Size = "size", Profile, Number,
        look => number(look, |c| Some(i64::from(c.size?) * i64::from(WHOLE)));
    /// How they came to us.
    Source = "source", Profile, Text, look => text(look, |c| &c.source);
    /// The channel they like best.
    Channel = "channel", Profile, Choice,
        look => code(look, |c| c.preferred_channel.as_ref().map(Channel::code)),
        offers codes(Channel::ALL.iter().filter(|c| **c != Channel::Note).map(Channel::code));
    /// Birthday, or founding day.
    Birthday = "birthday", Profile, Day,
        look => number(look, |c| Some(c.birthday?.number().into()));
    /// Customer since.
    Since = "since", Profile, Day, look => number(look, |c| Some(c.since?.number().into()));
    /// Anything else worth knowing.
    Notes = "notes", Profile, Text, look => text(look, |c| &c.notes);
    /// The day the record was made, by the clock of Greenwich.
    Added = "added", Profile, Day, look => numbers(move |slot| {
        let row = look.image.tables.customers.row(slot)?;
        i64::try_from(row.marks.base.millis / DAY_MILLIS).ok()
    });
    /// Orders with an amount of zero or more.
    Orders = "orders", Purchases, Count, look => bought(look, |b| Some(b.orders.into()));
    /// What they come to, refunds taken off.
    Revenue = "revenue", Purchases, Money, look => bought(look, |b| Some(b.revenue));
    /// Revenue for each order.
    MeanOrder = "mean_order", Purchases, Money, look => bought(look, Bought::mean);
    /// Day of the first order.
    FirstOrder = "first_order", Purchases, Day,
        look => bought(look, |b| b.days.map(|(first, _)| first.into()));
    /// Day of the last order.
    LastOrder = "last_order", Purchases, Day,
        look => bought(look, |b| b.days.map(|(_, last)| last.into()));
    /// Days from the last order to the day of the question.
    DaysSinceOrder = "days_since_order", Purchases, Count, look => {
        let day = i64::from(look.day.number());
        bought(look, move |b| b.days.map(|(_, last)| day - i64::from(last)))
    };
    /// Day of the last contact, notes of our own left out.
    LastContact = "last_contact", Contact, Day,
        look => numbers(move |slot| Some(look.image.last_contact(slot, look.day)?.number().into()));
    /// Days from the last contact to the day of the question.
    DaysSinceContact = "days_since_contact", Contact, Count,
        look => numbers(move |slot| Some(look.day.days_since(look.image.last_contact(slot, look.day)?).into()));
    /// Interactions noted, of whatever day, notes of our own among them.
    Interactions = "interactions", Contact, Count,
        look => numbers(move |slot| Some(look.image.activity(slot).interactions.into()));
    /// Day on which the care plan wants them contacted next.
    ContactDue = "contact_due", Contact, Day, look => {
        let tiers = look.tiers()?;
        numbers(move |slot| Some(tiers.contact(look.image, slot)?.due.number().into()))
    };
    /// How much care they are worth.
    Tier = "tier", Standing, Choice, look => {
        let tiers = look.tiers()?;
        Some(Column::Texts(Box::new(move |slot, passes| passes(tiers.tier(slot).code()))))
    }, offers codes(Tier::ALL.iter().map(|tier| tier.code()));
    /// Warnings nobody has answered yet.
    Warnings = "warnings", Standing, Count, look => {
        let warnings = look.warnings()?;
        numbers(move |slot| {
            Some(warnings.of(slot).map_or(0, |warned| warned.open().count() as i64))
        })
    };
    /// The segment on the map; nothing without a purchase in the window.
    Segment = "segment", Standing, Choice, look => {
        let rfm = look.rfm()?;
        let codes: Vec<Cow<'static, str>> = rfm.table.names.iter().map(|name| name.code()).collect();
        Some(Column::Texts(Box::new(move |slot, passes| {
            let code = rfm.score(slot).and_then(|score| codes.get(score.segment.get()));
            code.is_some_and(|code| passes(code))
        })))
    }, offers {
        let codes = look.rfm().map(|rfm| rfm.table.names.iter().map(|name| name.code().into_owned()));
        codes.into_iter().flatten().collect()
    };
    /// Recency score.
    Recency = "r", Standing, Count, look => {
        let rfm = look.rfm()?;
        numbers(move |slot| Some(rfm.score(slot)?.r.into()))
    };
    /// Frequency score.
    Frequency = "f", Standing, Count, look => {
        let rfm = look.rfm()?;
        numbers(move |slot| Some(rfm.score(slot)?.f.into()))
    };
    /// Monetary score.
    Monetary = "m", Standing, Count, look => {
        let rfm = look.rfm()?;
        numbers(move |slot| Some(rfm.score(slot)?.m.into()))
    };
    /// Probability of being a customer still; nothing without a purchase.
    StillCustomer = "p_alive", Standing, Share, look => {
        let ltv = look.ltv()?;
        numbers(move |slot| Some(scaled(ltv.p_alive(slot)?)))
    };
    /// Orders to expect within the horizon of the model.
    ExpectedOrders = "expected_orders", Standing, Number, look => {
        let ltv = look.ltv()?;
        numbers(move |slot| Some(scaled(ltv.expected_orders(slot)?)))
    };
    /// What those are expected to come to, discounted.
    ExpectedValue = "expected_value", Standing, Money, look => {
        let ltv = look.ltv().filter(|ltv| ltv.values)?;
        numbers(move |slot| ltv.value(slot))
    };
    /// The mean of the three scores, weighted as the scoring has it.
    ValueScore = "value_score", Standing, Number, look => {
        let rfm = look.rfm()?;
        numbers(move |slot| {
            let score = rfm.score(slot)?;
            Some(scaled(rfm.scoring.weights.mean(score.r, score.f, score.m)))
        })
    };
}

fn codes<'a>(codes: impl Iterator<Item = &'a str>) -> Vec<String> {
    codes.map(str::to_owned).collect()
}
