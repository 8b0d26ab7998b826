//! Orders.

use model::kinds::customer::{NOTES_LIMIT, TEXT_LIMIT};
use model::{Currency, Day, DecimalMark, Money};

use crate::csv::cell::{
    AmountError, DateFormat, ExcessDecimals, is_placeholder, read_amount, read_currency, read_date,
    read_quantity, text,
};
use crate::csv::mapping::{ANY_CUSTOMER, Field, Mapping, MappingProblem, Target};
use crate::csv::reader::{check_length, check_not_mangled};
use crate::csv::reject::{RejectReason, RowReject, shorten};
use crate::csv::table::Row;

/// What the cells of an orders file do not say themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OrderOptions {
    /// The notation of dates.
    pub date_format: DateFormat,
    /// The currency of amounts that name none.
    pub currency: Currency,
    /// The notation of amounts and quantities.
    pub mark: DecimalMark,
    /// What to do with decimals beyond the currency's minor unit.
    pub excess: ExcessDecimals,
}

/// A checked mapping of an orders file, with its options.
#[derive(Debug, Clone, Copy)]
pub struct OrderPlan {
    key: Option<usize>,
    name: Option<usize>,
    number: Option<usize>,
    date: usize,
    amount: usize,
    currency: Option<usize>,
    item: Option<usize>,
    quantity: Option<usize>,
    note: Option<usize>,
    options: OrderOptions,
}

/// An order as its row has it. Texts are trimmed, and `None` when empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OrderDraft<'r> {
    /// The physical line the row begins on.
    pub line: u64,
    /// What tells the customer; `None` only when there is a name.
    pub customer_key: Option<&'r str>,
    /// The name of the customer.
    pub customer_name: Option<&'r str>,
    /// The day of the order.
    pub day: Day,
    /// The sum; zero is an order, less a refund.
    pub money: Money,
    /// The number of the order.
    pub number: Option<&'r str>,
    /// What was bought.
    pub item: Option<&'r str>,
    /// How many, in thousandths.
    pub quantity_milli: Option<i64>,
    /// A remark.
    pub note: Option<&'r str>,
}

impl OrderPlan {
    /// Checks that orders can be read by `mapping`.
    ///
    /// # Errors
    /// All problems of the mapping.
    pub fn new(mapping: &Mapping, options: OrderOptions) -> Result<Self, Vec<MappingProblem>> {
        let problems = mapping.problems_for(Target::Orders);
        let (Some(date), Some(amount), true) =
            (mapping.column(Field::Date), mapping.column(Field::Amount), problems.is_empty())
        else {
            return Err(problems);
        };
        Ok(Self {
            key: mapping.column(Field::CustomerKey),
            name: mapping.column(Field::CustomerName),
            number: mapping.column(Field::OrderNumber),
            date,
            amount,
            currency: mapping.column(Field::Currency),
            item: mapping.column(Field::Item),
            quantity: mapping.column(Field::Quantity),
            note: mapping.column(Field::Note),
            options,
        })
    }
}

/// Reads an order. Nothing is copied: the draft's texts are those of the row.
///
/// # Errors
/// The row with the first thing that is wrong with it.
pub fn read_order<'r>(row: &Row<'r>, plan: &OrderPlan) -> Result<OrderDraft<'r>, RowReject> {
    let fail = |column, reason| row.reject(column, reason);
    let short = |field, column: Option<usize>, limit| match column {
        None => Ok(None),
        Some(column) => {
            let text = text(row.get(column));
            check_length(field, text, limit).map_err(|why| fail(Some(column), why))?;
            Ok((!text.is_empty()).then_some(text))
        }
    };

    let customer_key = short(Field::CustomerKey, plan.key, TEXT_LIMIT)?;
    let customer_name = short(Field::CustomerName, plan.name, TEXT_LIMIT)?;
    match customer_key {
        Some(key) => {
            check_not_mangled(Field::CustomerKey, key).map_err(|why| fail(plan.key, why))?
        }
        None if customer_name.is_none() => {
            return Err(fail(plan.key.or(plan.name), RejectReason::Missing(ANY_CUSTOMER)));
        }
        None => {}
    }

    let options = plan.options;
    let date = text(row.get(plan.date));
    let day = read_date(date, options.date_format).map_err(|_| {
        let reason = if is_placeholder(date) {
            RejectReason::Missing(&[Field::Date])
        } else {
            RejectReason::NotADate { field: Field::Date, text: shorten(date) }
        };
        fail(Some(plan.date), reason)
    })?;

    let currency = match short(Field::Currency, plan.currency, TEXT_LIMIT)? {
        None => options.currency,
        Some(text) => read_currency(text, options.currency).ok_or_else(|| {
            fail(plan.currency, RejectReason::UnknownCurrency { text: shorten(text) })
        })?,
    };
    let amount = text(row.get(plan.amount));
    let money = read_amount(amount, currency, options.mark, options.excess).map_err(|why| {
        let reason = match why {
            _ if is_placeholder(amount) => RejectReason::Missing(&[Field::Amount]),
            AmountError::Number(why) => {
                RejectReason::NotANumber { field: Field::Amount, text: shorten(amount), why }
            }
            AmountError::Currency => RejectReason::UnknownCurrency { text: shorten(amount) },
        };
        fail(Some(plan.amount), reason)
    })?;

    let quantity = plan.quantity.map_or("", |column| text(row.get(column)));
    let quantity_milli = match read_quantity(quantity, options.mark) {
        Ok(quantity) => Some(quantity),
        Err(_) if is_placeholder(quantity) => None,
        Err(why) => {
            let text = shorten(quantity);
            let reason = RejectReason::NotANumber { field: Field::Quantity, text, why };
            return Err(fail(plan.quantity, reason));
        }
    };

    Ok(OrderDraft {
        line: row.line(),
        customer_key,
        customer_name,
        day,
        money,
        number: short(Field::OrderNumber, plan.number, TEXT_LIMIT)?,
        item: short(Field::Item, plan.item, TEXT_LIMIT)?,
        quantity_milli,
        note: short(Field::Note, plan.note, NOTES_LIMIT)?,
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::csv::{Table, TableOptions};

    fn read(
        text: &str,
        options: OrderOptions,
    ) -> Vec<Result<String, (Option<usize>, RejectReason)>> {
        let mut table = Table::open(text.as_bytes().to_vec(), TableOptions::default()).unwrap();
        let mapping = Mapping::guess(Target::Orders, table.headers(), &table.sample(10));
        let plan = OrderPlan::new(&mapping, options).unwrap();
        let mut found = Vec::new();
        while let Some(row) = table.next_row() {
            found.push(
                match row.and_then(|row| read_order(&row, &plan).map(|o| format!("{o:?}"))) {
                    Ok(order) => Ok(order),
                    Err(reject) => Err((reject.column, reject.reason)),
                },
            );
        }
        found
    }

    const OPTIONS: OrderOptions = OrderOptions {
        date_format: DateFormat::Ymd,
        currency: Currency::EUR,
        mark: DecimalMark::Point,
        excess: ExcessDecimals::Reject,
    };

    #[test]
    fn every_column_arrives() {
        let text = "订单号,客户编号,客户名称,下单时间,金额,币种,商品,数量,备注\n\
            A1, 007 ,李雷,2024-01-31 10:00,\"-1,200.50\",CNY,茶,2.5,退货\n\
            ,,韩梅梅,2024/2/1,$3,,,,\n\
            ,,韩梅梅,2024/2/1,4\n";
        let found = read(text, OPTIONS);
        assert_eq!(
            found[0].as_deref().unwrap(),
            "OrderDraft { line: 2, customer_key: Some(\"007\"), customer_name: Some(\"李雷\"), \
             day: 2024-01-31, money: Money { minor: -120050, currency: CNY }, number: Some(\"A1\"), \
             item: Some(\"茶\"), quantity_milli: Some(2500), note: Some(\"退货\") }"
        );
        assert_eq!(
            found[1].as_deref().unwrap(),
            "OrderDraft { line: 3, customer_key: None, customer_name: Some(\"韩梅梅\"), \
             day: 2024-02-01, money: Money { minor: 300, currency: USD }, number: None, \
             item: None, quantity_milli: None, note: None }"
        );
        assert!(found[2].as_deref().unwrap().contains("minor: 400, currency: EUR"));
    }

    #[test]
    fn each_fault_is_named_with_its_column() {
        use model::decimal::DecimalError;
        let text = "cust_no,date,amount,currency,qty,item\n\
            ,2024-01-31,1\n\
            7,31.01.2024,1\n\
            7,,1\n\
            7,2024-01-31,abc\n\
            7,2024-01-31,-\n\
            7,2024-01-31,1.005\n\
            7,2024-01-31,1 PCS\n\
            7,2024-01-31,1,XYZ\n\
            7,2024-01-31,1,,2 boxes\n\
            1.38E+10,2024-01-31,1\n\
            7,2024-01-31,1,EUR,N/A,tea\n";
        let mut found = read(&format!("{text}7,2024-01-31,1,,,{}\n", "x".repeat(501)), OPTIONS);
        assert!(found.remove(10).is_ok());
        let number =
            |field, text: &str, why| RejectReason::NotANumber { field, text: text.into(), why };
        let want = [
            (Some(0), RejectReason::Missing(ANY_CUSTOMER)),
            (Some(1), RejectReason::NotADate { field: Field::Date, text: "31.01.2024".into() }),
            (Some(1), RejectReason::Missing(&[Field::Date])),
            (Some(2), number(Field::Amount, "abc", DecimalError::NotANumber)),
            (Some(2), RejectReason::Missing(&[Field::Amount])),
            (Some(2), number(Field::Amount, "1.005", DecimalError::TooPrecise(2))),
            (Some(2), RejectReason::UnknownCurrency { text: "1 PCS".into() }),
            (Some(3), RejectReason::UnknownCurrency { text: "XYZ".into() }),
            (Some(4), number(Field::Quantity, "2 boxes", DecimalError::NotANumber)),
            (
                Some(0),
                RejectReason::MangledNumber { field: Field::CustomerKey, text: "1.38E+10".into() },
            ),
            (Some(5), RejectReason::TextTooLong { field: Field::Item, limit: TEXT_LIMIT }),
        ];
        assert_eq!(found, want.map(Err));
    }

    #[test]
    fn a_plan_needs_its_columns() {
        let mapping = Mapping::new(Target::Orders, vec![Some(Field::CustomerKey)]);
        let problems = OrderPlan::new(&mapping, OPTIONS).unwrap_err();
        assert_eq!(
            problems,
            [MappingProblem::Missing(&[Field::Date]), MappingProblem::Missing(&[Field::Amount])]
        );
    }
}
