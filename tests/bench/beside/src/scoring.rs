//! Scoring everybody by their orders.

use std::num::NonZeroU32;

use analytics::OrderColumns;
use analytics::rfm::{Bins, Ranked, RfmConfig, RfmTable, Scoring, default_map, measure, score};
use wasm_bindgen::prelude::wasm_bindgen;

/// Orders in the module's own memory, where the app has them too.
#[wasm_bindgen]
pub struct Orders {
    customer: Vec<u32>,
    day: Vec<i32>,
    amount: Vec<i64>,
    customers: usize,
}

#[wasm_bindgen]
impl Orders {
    /// Takes three columns of one length: dense customer indices, days since 1970-01-01, and
    /// amounts in whole minor units.
    #[wasm_bindgen(constructor)]
    pub fn new(customer: Vec<u32>, day: Vec<i32>, amount: Vec<f64>, customers: usize) -> Self {
        let amount = amount.into_iter().map(|minor| minor as i64).collect();
        Self { customer, day, amount, customers }
    }

    /// How many customers are in each of the 5 x 5 x 5 cells, by recency score, then frequency,
    /// then monetary, each lowest first; nothing if the orders cannot be measured.
    pub fn score(&self, analysis_day: i32) -> Vec<u32> {
        let Ok(orders) = OrderColumns::new(&self.customer, &self.day, &self.amount) else {
            return Vec::new();
        };
        let Ok(measures) = measure(&orders, self.customers, &RfmConfig::new(analysis_day)) else {
            return Vec::new();
        };
        let table = score(&measures, &default_map(Bins::default()));
        cells(&table)
    }
}

fn cells(table: &RfmTable) -> Vec<u32> {
    let mut cells = vec![0; 125];
    for score in table.scores.iter().flatten() {
        let [r, f, m] = [score.r, score.f, score.m].map(|score| usize::from(score - 1));
        cells[r * 25 + f * 5 + m] += 1;
    }
    cells
}

/// Everybody scored as of one day, as the app keeps them: with one order more, only its customer is
/// measured anew.
#[wasm_bindgen]
pub struct Kept {
    ranked: Ranked,
    of: Vec<Vec<(i32, i64)>>,
    scoring: Scoring,
}

#[wasm_bindgen]
impl Kept {
    /// Measures everybody; nothing if the orders cannot be measured.
    pub fn of(orders: &Orders, analysis_day: i32) -> Option<Kept> {
        let columns = OrderColumns::new(&orders.customer, &orders.day, &orders.amount).ok()?;
        let config = RfmConfig::new(analysis_day);
        let ranked = Ranked::new(measure(&columns, orders.customers, &config).ok()?);
        let mut of = vec![Vec::new(); orders.customers];
        for order in columns.iter() {
            of.get_mut(order.customer as usize)?.push((order.day, order.amount));
        }
        Some(Self { ranked, of, scoring: Scoring::default() })
    }

    /// Takes in an order, and scores everybody: customers in each cell, as [`Orders::score`];
    /// nothing if there is no such customer or the orders are beyond counting.
    pub fn take(&mut self, customer: u32, day: i32, amount: f64) -> Vec<u32> {
        let Some(own) = self.of.get_mut(customer as usize) else { return Vec::new() };
        own.push((day, amount as i64));
        if self.ranked.update(customer, own.iter().copied()).is_err() {
            return Vec::new();
        }
        cells(&self.ranked.table(&self.scoring, NonZeroU32::MIN))
    }
}
