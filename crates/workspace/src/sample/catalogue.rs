//! The numbers that hold in every language: what the supplier of speciality coffee and
//! equipment sells and to whom. The languages name the same things in the same order.

use std::ops::Range;

use model::Currency;

/// A line of business.
#[derive(Debug)]
pub(super) struct Industry {
    /// How many customers are in it, against the others.
    pub weight: u32,
    /// Median of what their orders come to, in dollars.
    pub spend: f64,
    /// Median number of people.
    pub size: f64,
}

const fn industry(weight: u32, spend: f64, size: f64) -> Industry {
    Industry { weight, spend, size }
}

/// Cafés, restaurants, hotels, bakeries, offices, grocers, schools, shared offices.
pub(super) const INDUSTRIES: [Industry; 8] = [
    industry(34, 260.0, 9.0),
    industry(18, 210.0, 18.0),
    industry(8, 620.0, 60.0),
    industry(12, 190.0, 12.0),
    industry(12, 150.0, 40.0),
    industry(8, 330.0, 22.0),
    industry(4, 240.0, 120.0),
    industry(4, 230.0, 14.0),
];

/// How many things are for sale.
pub(super) const ITEMS: usize = 31;

/// Prices in cents.
const PRICES: [i32; ITEMS] = [
    2150, 2600, 3100, 2200, 2700, 2400, 2800, 3400, 7900, 2400, 6800, 1300, 2200, 950, 1200, 1400,
    1250, 1200, 700, 1200, 2600, 3900, 540_000, 69_000, 82_000, 26_000, 18_000, 64_000, 8900, 5500,
    0,
];

/// What one sort of customer buys, as places among the items.
#[derive(Debug)]
pub(super) struct Shelf {
    /// Coffee, in every order.
    pub coffee: Range<usize>,
    /// What goes with it.
    pub supplies: Range<usize>,
    /// What is bought once in years.
    pub equipment: Range<usize>,
}

/// For organisations.
pub(super) const TRADE: Shelf = Shelf { coffee: 0..6, supplies: 6..13, equipment: 22..27 };
/// For people.
pub(super) const HOME: Shelf = Shelf { coffee: 13..18, supplies: 18..22, equipment: 27..30 };
/// The machines among the equipment for organisations.
pub(super) const MACHINES: Range<usize> = 22..25;
/// What is given away.
pub(super) const SAMPLES: usize = 30;

/// Price of one item in minor units. A price keeps its magnitude from currency to currency,
/// not its worth to the cent; where a dollar is many units, it is a whole number of them.
pub(super) fn price(item: usize, currency: Currency) -> i64 {
    let cents = f64::from(PRICES[item]);
    let unit = 10_f64.powi(i32::from(currency.places()));
    let level = level(currency);
    let minor = if level < 2.0 {
        (cents / 100.0 * unit * level).round()
    } else {
        (cents / 100.0 * level).round() * unit
    };
    minor as i64
}

/// Roughly how many units of the currency make a dollar, one for those not listed.
fn level(currency: Currency) -> f64 {
    const LEVELS: [(f64, &str); 6] = [
        (7.0, "CNY HKD MOP DKK NOK SEK BRL MYR PLN AED SAR"),
        (25.0, "TWD THB MXN ZAR CZK TRY"),
        (75.0, "INR PHP RUB"),
        (200.0, "JPY ISK HUF"),
        (1_200.0, "KRW CLP NGN"),
        (20_000.0, "IDR VND"),
    ];
    let lists = |(_, codes): &&(f64, &str)| codes.contains(currency.code());
    LEVELS.iter().find(lists).map_or(1.0, |(level, _)| *level)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_price_fits_its_currency() {
        let price = |code: &str| {
            let currency = code.parse().unwrap();
            model::Money::new(price(0, currency), currency).to_string()
        };
        assert_eq!(price("USD"), "21.50 USD");
        assert_eq!(price("CNY"), "151.00 CNY");
        assert_eq!(price("JPY"), "4300 JPY");
        assert_eq!(price("KWD"), "21.500 KWD");
    }

    #[test]
    fn every_item_but_the_last_is_on_a_shelf_and_costs_something() {
        let shelves = [&TRADE, &HOME].map(|s| [&s.coffee, &s.supplies, &s.equipment]);
        let mut shelved: Vec<usize> =
            shelves.into_iter().flatten().flat_map(|range| range.clone()).collect();
        shelved.sort_unstable();
        assert!(shelved.iter().copied().eq(0..SAMPLES));
        assert!(shelved.iter().all(|item| PRICES[*item] > 0));
        assert_eq!((SAMPLES, PRICES[SAMPLES]), (ITEMS - 1, 0));
        assert!(MACHINES.clone().all(|item| TRADE.equipment.contains(&item)));
    }
}
