//! The figures shown, one by one: what each is called, what it counts, and its own numbers in its
//! formula.

use analytics::kpi::Figures;
use model::{Currency, Money};

use crate::components::chart::Quantity;
use crate::format;
use crate::i18n::{I18n, t_string};
use crate::views::segments::kpi::value::Value;
use crate::views::segments::kpi::wording::date;

/// A figure of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// The sum of orders, refunds taken off.
    Revenue,
    /// How many orders.
    Orders,
    /// Revenue by order.
    Average,
    /// Who bought.
    Buyers,
    /// Revenue by who bought.
    PerBuyer,
    /// Who is a customer at the end.
    Customers,
    /// Who bought for the first time.
    New,
    /// Who bought again after a long time.
    Returned,
    /// Who is a customer no longer.
    Lost,
    /// The share kept.
    Retention,
    /// The share lost.
    Churn,
    /// The share of buyers who have bought more than once.
    Repeat,
}

impl Measure {
    /// Those about sales.
    pub const SALES: [Self; 5] =
        [Self::Revenue, Self::Orders, Self::Average, Self::Buyers, Self::PerBuyer];
    /// Those about the customer base.
    pub const BASE: [Self; 7] = [
        Self::Customers,
        Self::New,
        Self::Returned,
        Self::Lost,
        Self::Retention,
        Self::Churn,
        Self::Repeat,
    ];

    /// What stands for it in an address.
    pub fn code(self) -> &'static str {
        match self {
            Self::Revenue => "revenue",
            Self::Orders => "orders",
            Self::Average => "average",
            Self::Buyers => "buyers",
            Self::PerBuyer => "per-buyer",
            Self::Customers => "customers",
            Self::New => "new",
            Self::Returned => "returned",
            Self::Lost => "lost",
            Self::Retention => "retention",
            Self::Churn => "churn",
            Self::Repeat => "repeat",
        }
    }

    /// The one a code stands for; revenue for any other.
    pub fn of_code(code: &str) -> Self {
        let mut all = Self::SALES.into_iter().chain(Self::BASE);
        all.find(|measure| measure.code() == code).unwrap_or(Self::Revenue)
    }

    /// What it is called.
    pub fn name(self, i18n: I18n) -> &'static str {
        match self {
            Self::Revenue => t_string!(i18n, kpi.revenue),
            Self::Orders => t_string!(i18n, kpi.orders),
            Self::Average => t_string!(i18n, kpi.average),
            Self::Buyers => t_string!(i18n, kpi.buyers),
            Self::PerBuyer => t_string!(i18n, kpi.per_buyer),
            Self::Customers => t_string!(i18n, kpi.customers),
            Self::New => t_string!(i18n, kpi.new),
            Self::Returned => t_string!(i18n, kpi.returned),
            Self::Lost => t_string!(i18n, kpi.lost),
            Self::Retention => t_string!(i18n, kpi.retention),
            Self::Churn => t_string!(i18n, kpi.churn),
            Self::Repeat => t_string!(i18n, kpi.repeat),
        }
    }

    /// What it comes to; `None` where it divides by nothing.
    pub fn of(self, figures: &Figures) -> Option<Value> {
        match self {
            Self::Revenue => Some(Value::Amount(figures.revenue)),
            Self::Orders => Some(Value::Count(figures.orders)),
            Self::Average => figures.average_order().map(Value::Amount),
            Self::Buyers => Some(Value::Count(figures.buyers)),
            Self::PerBuyer => figures.revenue_per_buyer().map(Value::Amount),
            Self::Customers => Some(Value::Count(figures.end)),
            Self::New => Some(Value::Count(figures.new)),
            Self::Returned => Some(Value::Count(figures.returned)),
            Self::Lost => Some(Value::Count(figures.lost())),
            Self::Retention => figures.retention().value().map(Value::Rate),
            Self::Churn => figures.churn().value().map(Value::Rate),
            Self::Repeat => figures.repeat().value().map(Value::Rate),
        }
    }

    /// Why it comes to nothing, where it does.
    pub fn missing(self, i18n: I18n) -> &'static str {
        match self {
            Self::Retention | Self::Churn => t_string!(i18n, kpi.no_start),
            _ => t_string!(i18n, kpi.no_orders),
        }
    }

    /// How a chart writes it.
    pub fn quantity(self, i18n: I18n, base: Currency) -> Quantity {
        let locale = i18n.get_locale();
        let name = self.name(i18n);
        if self.is_amount() {
            let unit = 10_f64.powi(i32::from(base.places()));
            let minor = move |number: f64| (number * unit).round() as i64;
            let full = move |number| format::money(locale, Money::new(minor(number), base));
            let short = move |number| format::money_round(locale, minor(number), base);
            Quantity::new(name, full).with_ticks(short)
        } else if self.is_rate() {
            Quantity::new(name, move |share| format::percent(locale, share))
        } else {
            Quantity::new(name, move |number| format::count(locale, number as usize)).whole()
        }
    }

    /// Whether it is a share.
    pub fn is_rate(self) -> bool {
        matches!(self, Self::Retention | Self::Churn | Self::Repeat)
    }

    /// Whether it is an amount of money.
    pub fn is_amount(self) -> bool {
        matches!(self, Self::Revenue | Self::Average | Self::PerBuyer)
    }

    /// Whether less of it is good news.
    pub fn is_loss(self) -> bool {
        matches!(self, Self::Lost | Self::Churn)
    }

    /// Whether it is about those who are customers at the start.
    pub fn is_of_start(self) -> bool {
        matches!(self, Self::Lost | Self::Retention | Self::Churn)
    }

    /// Whether steps add up to the whole: nobody and nothing is in two of them.
    pub fn adds_up(self) -> bool {
        matches!(self, Self::Revenue | Self::Orders | Self::New)
    }

    /// What it counts.
    pub fn what(self, i18n: I18n, figures: &Figures, window: u32) -> String {
        let locale = i18n.get_locale();
        let (from, to) =
            (date(locale, figures.period.first()), date(locale, figures.period.last()));
        match self {
            Self::Revenue => t_string!(i18n, kpi.what_revenue, from = from, to = to).to_string(),
            Self::Orders => t_string!(i18n, kpi.what_orders, from = from, to = to).to_string(),
            Self::Average => t_string!(i18n, kpi.what_average).to_owned(),
            Self::Buyers => t_string!(i18n, kpi.what_buyers, from = from, to = to).to_string(),
            Self::PerBuyer => t_string!(i18n, kpi.what_per_buyer).to_owned(),
            Self::Customers => {
                t_string!(i18n, kpi.what_customers, window = window, to = to).to_string()
            }
            Self::New => t_string!(i18n, kpi.what_new, from = from, to = to).to_string(),
            Self::Returned => {
                t_string!(i18n, kpi.what_returned, window = window, from = from).to_string()
            }
            Self::Lost => t_string!(i18n, kpi.what_lost, window = window, to = to).to_string(),
            Self::Retention => t_string!(i18n, kpi.what_retention).to_owned(),
            Self::Churn => t_string!(i18n, kpi.what_churn).to_owned(),
            Self::Repeat => t_string!(i18n, kpi.what_repeat, to = to).to_string(),
        }
    }

    /// The formula with the numbers of a period in it.
    pub fn sum(self, i18n: I18n, figures: &Figures, base: Currency) -> String {
        let locale = i18n.get_locale();
        let count = |number: u32| format::count(locale, number as usize);
        let amount = |minor: i64| format::money(locale, Money::new(minor, base));
        let Some(value) = self.of(figures) else { return self.missing(i18n).to_owned() };
        let result = value.shown(locale, base);
        let Figures { start, end, new, returned, buyers, orders, revenue, refunded, .. } = *figures;
        let customers = buyers - new - returned;
        match self {
            Self::Revenue => {
                // As text of an exact sum, which may be beyond what one amount holds.
                let sold = amount(revenue.saturating_add(refunded));
                format!("{sold} − {} = {result}", amount(refunded))
            }
            Self::Orders => match figures.orders_per_buyer() {
                Some(each) => {
                    let each = format::decimal(locale, each, 2);
                    format!("{} / {} = {each}", count(orders), count(buyers))
                }
                None => result,
            },
            Self::Average => format!("{} / {} = {result}", amount(revenue), count(orders)),
            Self::Buyers => {
                format!("{} + {} + {} = {result}", count(new), count(returned), count(customers))
            }
            Self::PerBuyer => format!("{} / {} = {result}", amount(revenue), count(buyers)),
            Self::Customers => t_string!(
                i18n,
                kpi.sum_customers,
                start = count(start),
                lost = count(figures.lost()),
                new = count(figures.new_at_end),
                returned = count(figures.returned_at_end),
                end = count(end)
            )
            .to_string(),
            Self::New => format!("{} − {} = {result}", count(buyers), count(buyers - new)),
            Self::Returned => {
                format!("{} − {} − {} = {result}", count(buyers), count(new), count(customers))
            }
            Self::Lost => format!("{} − {} = {result}", count(start), count(figures.kept)),
            Self::Retention => t_string!(
                i18n,
                kpi.sum_retention,
                end = count(end),
                new = count(figures.new_at_end),
                returned = count(figures.returned_at_end),
                start = count(start),
                rate = result
            )
            .to_string(),
            Self::Churn => format!("{} / {} = {result}", count(figures.lost()), count(start)),
            Self::Repeat => {
                format!("{} / {} = {result}", count(figures.repeat_buyers), count(buyers))
            }
        }
    }

    /// The same figure understood otherwise, where that gives another number.
    pub fn otherwise(self, i18n: I18n, figures: &Figures) -> Option<String> {
        let locale = i18n.get_locale();
        let count = |number: u32| format::count(locale, number as usize);
        match self {
            Self::Retention if figures.returned_at_end > 0 => {
                let share = figures.retention_with_returned();
                let rate = format::percent(locale, share.value()?);
                Some(
                    t_string!(
                        i18n,
                        kpi.retention_returned,
                        end = count(figures.end),
                        new = count(figures.new_at_end),
                        start = count(figures.start),
                        rate = rate
                    )
                    .to_string(),
                )
            }
            Self::Repeat => {
                let share = figures.repeat_within();
                let rate = format::percent(locale, share.value()?);
                let (part, whole) = (count(share.part), count(share.whole));
                let text =
                    t_string!(i18n, kpi.repeat_within, part = part, whole = whole, rate = rate);
                Some(text.to_string())
            }
            _ => None,
        }
    }

    /// Whether it depends on how long somebody is a customer after an order.
    pub fn rests_on_window(self) -> bool {
        !matches!(
            self,
            Self::Revenue
                | Self::Orders
                | Self::Average
                | Self::PerBuyer
                | Self::New
                | Self::Repeat
        )
    }
}
