//! The order form.

use leptos::callback::UnsyncCallback;
use leptos::prelude::*;
use model::decimal::{self, DecimalError};
use model::kinds::order::QUANTITY_PLACES;
use model::{Currency, Custom, DecimalMark, Id, Invalid, Kind, Money, Order, OrderLine};
use serde::{Deserialize, Serialize};

use crate::components::{Area, Glyph, Icon, Text};
use crate::i18n::{label, t_string, tr, use_i18n};
use crate::platform::time;
use crate::session::{Draft, use_session};
use crate::views::custom::{CustomInputs, Typing};
use crate::views::form::{Form, FormSheet};
use crate::views::parts::CustomerPicker;

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
struct TypedLine {
    item: String,
    quantity: String,
}

/// The form as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
struct Typed {
    day: String,
    amount: String,
    currency: String,
    number: String,
    lines: Vec<TypedLine>,
    notes: String,
    custom: Custom,
}

/// What typed text does not read as.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Unread {
    Amount(DecimalError),
    Currency,
    Quantity,
}

impl Typed {
    fn new(base: Currency) -> Self {
        Self {
            day: time::today().map(|day| day.to_string()).unwrap_or_default(),
            currency: base.to_string(),
            ..Self::default()
        }
    }

    fn from_record(record: &Order, base: Currency) -> Self {
        let line = |line: &OrderLine| TypedLine {
            item: line.item.clone(),
            quantity: line.quantity.map(quantity_text).unwrap_or_default(),
        };
        Self {
            day: record.day.map(|day| day.to_string()).unwrap_or_default(),
            amount: record.amount.map(|money| money.number()).unwrap_or_default(),
            currency: record.amount.map_or(base, |money| money.currency).to_string(),
            number: record.number.clone(),
            lines: record.lines.iter().map(line).collect(),
            notes: record.notes.clone(),
            custom: record.custom.clone(),
        }
    }

    fn to_record(&self, customer: Option<Id>, custom: Custom) -> Result<Order, Unread> {
        let currency: Currency = self.currency.parse().map_err(|_| Unread::Currency)?;
        let amount = match Money::parse(&self.amount, currency, DecimalMark::Point) {
            Ok(money) => Some(money),
            Err(DecimalError::Empty) => None,
            Err(why) => return Err(Unread::Amount(why)),
        };
        let mut lines = Vec::new();
        for line in &self.lines {
            let quantity =
                match decimal::parse_scaled(&line.quantity, QUANTITY_PLACES, DecimalMark::Point) {
                    Ok(quantity) => Some(quantity),
                    Err(DecimalError::Empty) => None,
                    Err(_) => return Err(Unread::Quantity),
                };
            let item = line.item.trim().to_owned();
            if !item.is_empty() || quantity.is_some() {
                lines.push(OrderLine { item, quantity });
            }
        }
        Ok(Order {
            customer,
            day: self.day.parse().ok(),
            amount,
            number: self.number.trim().to_owned(),
            lines,
            notes: self.notes.trim_end().to_owned(),
            custom,
            ..Order::default()
        })
    }
}

fn quantity_text(quantity: i64) -> String {
    let text = decimal::format_scaled(quantity, QUANTITY_PLACES);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// An order to add, or one to edit.
#[component]
pub fn OrderForm(
    /// Whose.
    customer: Option<Id>,
    /// The one to edit.
    id: Option<Id>,
) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let base = untrack(move || session.base());
    let before =
        id.and_then(|id| session.peek(|image| image.tables.orders.get(id).cloned()).flatten());
    let of = id.or(customer).map_or_else(|| "new".to_owned(), |id| id.to_string());
    let draft = Draft::of("order", &of);
    let blank =
        before.as_ref().map_or_else(|| Typed::new(base), |order| Typed::from_record(order, base));
    let held = blank.custom.clone();
    let form = Form::open(draft, blank, |typed, blank| typed != blank);
    let typing = Typing::of(form, held, |t| &t.custom, |t| &mut t.custom);
    let typed = form.typed;
    let chosen = RwSignal::new(before.map_or(customer, |order| order.customer));
    let unread = RwSignal::new(None::<Unread>);
    let save = UnsyncCallback::new(move |()| {
        unread.set(None);
        form.problems.set(Invalid::default());
        let stored = id.and_then(|id| {
            session.peek(|image| image.tables.orders.get(id).map(|order| order.custom.clone()))
        });
        let custom = typing.read(&Kind::Order, &stored.flatten().unwrap_or_default());
        let reads = custom.is_some();
        let customer = chosen.get_untracked();
        let record =
            typed.with_untracked(|typed| typed.to_record(customer, custom.unwrap_or_default()));
        match record {
            Ok(record) if reads => form.save(session.save_order(id, record), |_| {}),
            Ok(_) => {}
            Err(why) => unread.set(Some(why)),
        }
    });
    let title = move || match id {
        Some(_) => t_string!(i18n, orders.edit_title).to_owned(),
        None => t_string!(i18n, orders.new).to_owned(),
    };
    let delete = id.map(|id| {
        UnsyncCallback::new(move |()| {
            let amount =
                typed.with_untracked(|typed| format!("{} {}", typed.amount, typed.currency));
            session.delete(Kind::Order, id, amount);
        })
    });
    view! {
        <FormSheet id="order-form" title=Signal::derive(title) frame=form.frame on_save=save on_delete=delete>
            <Fields form=form typing=typing unread=unread chosen=chosen fixed=customer.is_some()/>
        </FormSheet>
    }
}

#[component]
fn Fields(
    form: Form<Typed>,
    typing: Typing,
    unread: RwSignal<Option<Unread>>,
    chosen: RwSignal<Option<Id>>,
    fixed: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let typed = form.typed;
    let wrong_amount = Signal::derive(move || match unread.get() {
        Some(Unread::Amount(DecimalError::TooPrecise(places))) => {
            let code = typed.with(|typed| typed.currency.clone());
            t_string!(i18n, errors.too_precise, code = code, places = places).to_string()
        }
        Some(Unread::Amount(_)) => t_string!(i18n, errors.not_an_amount).to_owned(),
        _ => form.wrong("amount").get(),
    });
    let wrong_currency = Signal::derive(move || match unread.get() {
        Some(Unread::Currency) => t_string!(i18n, errors.not_a_currency).to_owned(),
        _ => String::new(),
    });
    let wrong_lines = Signal::derive(move || match unread.get() {
        Some(Unread::Quantity) => t_string!(i18n, errors.not_a_number).to_owned(),
        _ => form.wrong("lines").get(),
    });
    view! {
        <div class="form">
            <CustomerPicker id="customer-picker" label=label!(i18n, interactions.customer) chosen=chosen on_choose=move |id| chosen.set(id) fixed=fixed error=form.wrong("customer")/>
            <div class="field-row">
                <Text id="order-amount" label=label!(i18n, orders.amount) hint=label!(i18n, orders.amount_hint) value=form.text(|t| &t.amount) on_input=form.write(|t| &mut t.amount) error=wrong_amount inputmode="decimal" autofocus=fixed/>
                <Text id="order-currency" label=label!(i18n, orders.currency) value=form.text(|t| &t.currency) on_input=form.write(|t| &mut t.currency) error=wrong_currency/>
            </div>
            <div class="field-row">
                <Text id="order-day" kind="date" label=label!(i18n, orders.day) value=form.text(|t| &t.day) on_input=form.write(|t| &mut t.day) error=form.wrong("day")/>
                <Text id="order-number" label=label!(i18n, orders.number) value=form.text(|t| &t.number) on_input=form.write(|t| &mut t.number) error=form.wrong("number")/>
            </div>
            <Lines typed=typed error=wrong_lines/>
            <CustomInputs kind=Kind::Order typing=typing error=form.wrong("custom")/>
            <Area id="order-notes" label=label!(i18n, orders.notes) value=form.text(|t| &t.notes) on_input=form.write(|t| &mut t.notes) error=form.wrong("notes")/>
        </div>
    }
    .into_any()
}

#[component]
fn Lines(typed: RwSignal<Typed>, error: Signal<String>) -> impl IntoView {
    let i18n = use_i18n();
    let count = Memo::new(move |_| typed.with(|typed| typed.lines.len()));
    let read = move |at: usize, field: fn(&TypedLine) -> &String| {
        typed.with(|typed| typed.lines.get(at).map(|line| field(line).clone()).unwrap_or_default())
    };
    let write = move |at: usize, field: fn(&mut TypedLine) -> &mut String, text: String| {
        typed.update(|typed| {
            if let Some(line) = typed.lines.get_mut(at) {
                *field(line) = text;
            }
        });
    };
    view! {
        <fieldset class="group">
            <legend>{tr!(i18n, orders.lines)}</legend>
            <div class="multi">
                {move || (0..count.get()).map(|at| view! {
                    <div class="multi-row">
                        <input
                            type="text"
                            autocomplete="off"
                            aria-label=tr!(i18n, orders.item)
                            placeholder=tr!(i18n, orders.item)
                            prop:value=move || read(at, |line| &line.item)
                            on:input=move |event| write(at, |line| &mut line.item, event_target_value(&event))
                        />
                        <input
                            type="text"
                            inputmode="decimal"
                            autocomplete="off"
                            aria-label=tr!(i18n, orders.quantity)
                            placeholder=tr!(i18n, orders.quantity)
                            prop:value=move || read(at, |line| &line.quantity)
                            on:input=move |event| write(at, |line| &mut line.quantity, event_target_value(&event))
                        />
                        <button
                            type="button"
                            class="btn ghost icon-only"
                            aria-label=tr!(i18n, orders.remove_line)
                            on:click=move |_| typed.update(|typed| { typed.lines.remove(at); })
                        >
                            <Icon glyph=Glyph::Close/>
                        </button>
                    </div>
                }).collect_view()}
                <Show when=move || !error.get().is_empty()>
                    <p class="error" role="alert">{error}</p>
                </Show>
                <button
                    type="button"
                    class="btn ghost small"
                    on:click=move |_| typed.update(|typed| typed.lines.push(TypedLine::default()))
                >
                    <Icon glyph=Glyph::Plus/>
                    {tr!(i18n, orders.add_line)}
                </button>
            </div>
        </fieldset>
    }
    .into_any()
}
