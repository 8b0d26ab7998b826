//! What one cell says: text, a date, an amount of money, a number, a choice.

mod amount;
mod choice;
mod clock;
mod currency;
mod date;
mod text;

pub use amount::{AmountError, ExcessDecimals, detect_decimal_mark, read_amount, read_quantity};
pub use choice::{
    read_channel, read_customer_type, read_direction, read_interaction_channel, read_size,
    read_stage,
};
pub use clock::read_offset;
pub use currency::{currency_in_header, read_currency};
pub use date::{
    DateError, DateFormat, WrittenTime, detect_date_formats, read_birthday, read_date, read_time,
};
pub use text::{is_placeholder, text};
