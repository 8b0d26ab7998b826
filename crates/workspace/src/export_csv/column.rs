//! What a table can have columns of.

use model::Kind;

/// A list that can be written as a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum List {
    /// Customers.
    Customers,
    /// Interactions.
    Interactions,
    /// Orders.
    Orders,
    /// Tasks.
    Tasks,
}

impl List {
    /// Every list.
    pub const ALL: [Self; 4] = [Self::Customers, Self::Interactions, Self::Orders, Self::Tasks];

    /// The kind of its records.
    #[must_use]
    pub fn kind(self) -> Kind {
        match self {
            Self::Customers => Kind::Customer,
            Self::Interactions => Kind::Interaction,
            Self::Orders => Kind::Order,
            Self::Tasks => Kind::Task,
        }
    }
}

macro_rules! columns {
    ($($(#[$meta:meta])* $Variant:ident = $code:literal,)+) => {
        /// A column of a table.
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Column {
            $($(#[$meta])* $Variant,)+
            /// A field people added, by its key.
            Custom(Box<str>),
            /// The currency of a field people added that holds money, by the field's key.
            CustomCurrency(Box<str>),
        }

        impl Column {
            /// What it is remembered by, the same in every language and version.
            #[must_use]
            pub fn code(&self) -> String {
                match self {
                    $(Self::$Variant => $code.to_owned(),)+
                    Self::Custom(key) => format!("{CUSTOM}{key}"),
                    Self::CustomCurrency(key) => format!("{CUSTOM_CURRENCY}{key}"),
                }
            }

            /// The column remembered as `code`.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                match code {
                    $($code => Some(Self::$Variant),)+
                    _ => match (code.strip_prefix(CUSTOM), code.strip_prefix(CUSTOM_CURRENCY)) {
                        (Some(key), _) => Some(Self::Custom(key.into())),
                        (_, Some(key)) => Some(Self::CustomCurrency(key.into())),
                        _ => None,
                    },
                }
            }
        }
    };
}

const CUSTOM: &str = "custom:";
const CUSTOM_CURRENCY: &str = "custom-currency:";

columns! {
    /// A customer's number; of an order, interaction or task, that of its customer.
    Code = "code",
    /// A customer's name.
    Name = "name",
    /// Person or organisation.
    Type = "type",
    /// Lifecycle stage.
    Stage = "stage",
    /// Who looks after them.
    Owner = "owner",
    /// Labels.
    Tags = "tags",
    /// Telephone numbers.
    Phones = "phones",
    /// E-mail addresses.
    Emails = "emails",
    /// Street and number.
    Street = "street",
    /// Town.
    City = "city",
    /// State, province or county.
    Region = "region",
    /// Postal code.
    Postcode = "postcode",
    /// Country.
    Country = "country",
    /// Line of business.
    Industry = "industry",
    /// Number of people.
    Size = "size",
    /// How they came to us.
    Source = "source",
    /// The channel they like best.
    PreferredChannel = "preferred_channel",
    /// Birthday, or founding day.
    Birthday = "birthday",
    /// Customer since.
    Since = "since",
    /// Remarks on a customer, an order or a task.
    Notes = "notes",
    /// How many purchases.
    Orders = "orders",
    /// What all orders come to.
    Revenue = "revenue",
    /// The currency of the revenue.
    RevenueCurrency = "revenue_currency",
    /// Day of the first purchase.
    FirstOrder = "first_order",
    /// Day of the last purchase.
    LastOrder = "last_order",
    /// Day of the last contact.
    LastContact = "last_contact",
    /// How many interactions.
    Interactions = "interactions",
    /// Recency score.
    Recency = "recency",
    /// Frequency score.
    Frequency = "frequency",
    /// Monetary score.
    Monetary = "monetary",
    /// Segment.
    Segment = "segment",
    /// Tier.
    Tier = "tier",
    /// What tiers are measured by, in the base currency.
    TierValue = "tier_value",
    /// The probability of still being a customer, from 0 to 1.
    PAlive = "p_alive",
    /// How many purchases to expect within the horizon.
    ExpectedOrders = "expected_orders",
    /// What those will come to, discounted, in the base currency.
    ExpectedValue = "expected_value",
    /// How many days that is ahead.
    Horizon = "horizon",
    /// The customer of an order, interaction or task.
    Customer = "customer",
    /// An order's number.
    Number = "number",
    /// An order's day.
    Day = "day",
    /// What an order came to.
    Amount = "amount",
    /// The currency of the amount.
    Currency = "currency",
    /// The amount in the base currency.
    BaseAmount = "base_amount",
    /// The base currency.
    BaseCurrency = "base_currency",
    /// What was bought. Of several lines, each with how many.
    Items = "items",
    /// How many were bought, of an order with one line.
    Quantity = "quantity",
    /// When an interaction took place, by the clock on the wall there.
    At = "at",
    /// The way we met.
    Channel = "channel",
    /// Who reached out.
    Direction = "direction",
    /// What it was about.
    Subject = "subject",
    /// What was said.
    Said = "said",
    /// What came of it.
    Outcome = "outcome",
    /// What we do next.
    NextStep = "next_step",
    /// The offset of the clock on the wall there.
    TimeZone = "time_zone",
    /// The id of an interaction, by which the import knows it again.
    InteractionId = "interaction_id",
    /// What is to be done.
    Title = "title",
    /// What sort of task it is.
    TaskKind = "task_kind",
    /// By when.
    Due = "due",
    /// Who does it.
    TaskOwner = "task_owner",
    /// The day it was done.
    Done = "done",
}

/// What has to be worked out from everybody's records before a column can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Scores and segments.
    Scores,
    /// Tiers.
    Tiers,
    /// What the fitted models tell.
    Ltv,
}

impl Column {
    /// What it takes to write it, beyond the records themselves.
    #[must_use]
    pub fn needs(&self) -> Option<Needs> {
        match self {
            Self::Recency | Self::Frequency | Self::Monetary | Self::Segment => Some(Needs::Scores),
            Self::Tier | Self::TierValue => Some(Needs::Tiers),
            Self::PAlive | Self::ExpectedOrders | Self::ExpectedValue | Self::Horizon => {
                Some(Needs::Ltv)
            }
            _ => None,
        }
    }
}
