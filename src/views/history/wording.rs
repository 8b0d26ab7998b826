//! Who did what where and when, in words, and values as the app shows them elsewhere.

use model::{
    Channel, CustomField, CustomerType, Day, DeviceId, Direction, Id, Kind, Moment, Money,
    OrderLine, Path, Settings, Stage, Stamp, Summary, TaskKind, Value,
};
use serde::Deserialize;
use workspace::Image;
use workspace::digest::Life;

use crate::components::Glyph;
use crate::format;
use crate::i18n::{I18n, t_string};
use crate::platform::time;
use crate::views::history::record::customer_name;
use crate::views::tasks;
use crate::words;

/// The moment a stamp was made, by the clock on the wall here.
pub fn moment_of(stamp: Stamp) -> Option<Moment> {
    let millis = i64::try_from(stamp.millis).ok()?;
    Moment::new(millis, time::offset_minutes(millis as f64))
}

/// A device: as people call it, or by the beginning of its id.
pub fn device(i18n: I18n, settings: &Settings, here: Option<DeviceId>, device: DeviceId) -> String {
    match settings.device_name(device) {
        Some(name) => name.to_owned(),
        None if here == Some(device) => t_string!(i18n, history.this_device).to_owned(),
        None => {
            let id: String = device.to_string().chars().take(6).collect();
            t_string!(i18n, history.device, id = id).to_string()
        }
    }
}

/// Who did something on a device whose name is `device`.
pub fn who(i18n: I18n, actor: &str, device: &str) -> String {
    match actor.is_empty() {
        true => t_string!(i18n, history.somebody, device = device).to_string(),
        false => format!("{actor} · {device}"),
    }
}

/// A day as a heading.
pub fn day(i18n: I18n, day: Option<Day>) -> String {
    match day {
        Some(day) if time::today() == Some(day) => t_string!(i18n, customers.today).to_owned(),
        Some(day) => format::day(i18n.get_locale(), day),
        None => t_string!(i18n, history.no_day).to_owned(),
    }
}

/// The icon of what was done, and its tone.
pub fn glyph(summary: &Summary) -> (Glyph, &'static str) {
    match summary {
        Summary::Finished { .. } => (Glyph::Check, "good"),
        Summary::Planned { .. } => (Glyph::Task, "accent"),
        Summary::Created { .. } => (Glyph::Plus, "good"),
        Summary::Edited { .. } => (Glyph::Edit, "neutral"),
        Summary::Deleted { .. } => (Glyph::Trash, "bad"),
        Summary::Restored { .. } => (Glyph::Restore, "good"),
        Summary::Joined { .. } => (Glyph::Merge, "neutral"),
        Summary::Decided { .. } => (Glyph::Check, "neutral"),
        Summary::Imported { .. } | Summary::Merged { .. } => (Glyph::Upload, "accent"),
        Summary::Replaced { .. } => (Glyph::History, "accent"),
        Summary::Sample { .. } => (Glyph::Star, "accent"),
        Summary::Undone { .. } => (Glyph::Undo, "neutral"),
    }
}

/// What was done with several records of a kind.
pub fn group(i18n: I18n, life: Life, kind: &Kind, count: usize) -> String {
    let (kind, count) = (words::kind_name(i18n, kind), format::count(i18n.get_locale(), count));
    match life {
        Life::Created => t_string!(i18n, history.created, kind = kind, count = count).to_string(),
        Life::Deleted => t_string!(i18n, history.deleted, kind = kind, count = count).to_string(),
        Life::Restored => t_string!(i18n, history.restored, kind = kind, count = count).to_string(),
    }
}

/// What a value of a record is called.
pub fn field(i18n: I18n, settings: &Settings, kind: &Kind, path: &Path) -> String {
    let key = path.key.as_deref().unwrap_or_default();
    let name = match (kind, &*path.field) {
        (Kind::Customer, "name") => t_string!(i18n, customers.name),
        (Kind::Customer, "customer_type") => t_string!(i18n, customers.customer_type),
        (Kind::Customer, "code") => t_string!(i18n, customers.code),
        (Kind::Customer, "stage") => t_string!(i18n, customers.stage),
        (Kind::Customer, "owner") => t_string!(i18n, customers.owner),
        (Kind::Customer, "tags") => t_string!(i18n, customers.tag),
        (Kind::Customer, "phones") => t_string!(i18n, customers.phone),
        (Kind::Customer, "emails") => t_string!(i18n, customers.email),
        (Kind::Customer, "street") => t_string!(i18n, customers.street),
        (Kind::Customer, "city") => t_string!(i18n, customers.city),
        (Kind::Customer, "region") => t_string!(i18n, customers.region),
        (Kind::Customer, "postcode") => t_string!(i18n, customers.postcode),
        (Kind::Customer, "country") => t_string!(i18n, customers.country),
        (Kind::Customer, "industry") => t_string!(i18n, customers.industry),
        (Kind::Customer, "size") => t_string!(i18n, customers.size),
        (Kind::Customer, "source") => t_string!(i18n, customers.source),
        (Kind::Customer, "preferred_channel") => t_string!(i18n, customers.preferred_channel),
        (Kind::Customer, "birthday") => t_string!(i18n, customers.birthday),
        (Kind::Customer, "since") => t_string!(i18n, customers.since),
        (Kind::Customer, "notes") => t_string!(i18n, customers.notes),
        (Kind::Customer, "warnings") => t_string!(i18n, watch.warning),
        (Kind::Customer, "merged_into") => t_string!(i18n, history.merged_into),
        (Kind::Interaction, "customer") => t_string!(i18n, interactions.customer),
        (Kind::Interaction, "at") => t_string!(i18n, interactions.at),
        (Kind::Interaction, "channel") => t_string!(i18n, interactions.channel),
        (Kind::Interaction, "direction") => t_string!(i18n, interactions.direction),
        (Kind::Interaction, "subject") => t_string!(i18n, interactions.subject),
        (Kind::Interaction, "notes") => t_string!(i18n, interactions.notes),
        (Kind::Interaction, "outcome") => t_string!(i18n, interactions.outcome),
        (Kind::Interaction, "next_step") => t_string!(i18n, interactions.next_step),
        (Kind::Order, "customer") => t_string!(i18n, orders.customer),
        (Kind::Order, "day") => t_string!(i18n, orders.day),
        (Kind::Order, "amount") => t_string!(i18n, orders.amount),
        (Kind::Order, "number") => t_string!(i18n, orders.number),
        (Kind::Order, "lines") => t_string!(i18n, orders.lines),
        (Kind::Order, "notes") => t_string!(i18n, orders.notes),
        (Kind::Task, "customer") => t_string!(i18n, tasks.customer),
        (Kind::Task, "title") => t_string!(i18n, tasks.what),
        (Kind::Task, "notes") => t_string!(i18n, tasks.notes),
        (Kind::Task, "kind") => t_string!(i18n, tasks.kind),
        (Kind::Task, "due") => t_string!(i18n, tasks.due),
        (Kind::Task, "owner") => t_string!(i18n, tasks.owner),
        (Kind::Task, "done") => t_string!(i18n, tasks.done_at),
        (Kind::Task, "source") => t_string!(i18n, tasks.source),
        (Kind::Settings, "name") => t_string!(i18n, settings.workspace_name),
        (Kind::Settings, "base_currency") => t_string!(i18n, settings.base_currency),
        (Kind::Settings, "fields") => {
            let name = settings.fields.get(key).map_or(key, |field| &field.name);
            return t_string!(i18n, history.field_of, name = name).to_string();
        }
        (Kind::Settings, "mappings") => {
            return t_string!(i18n, history.mapping_of, name = key).to_string();
        }
        (Kind::Settings, "apart") => t_string!(i18n, history.apart),
        (_, "custom") => return custom_field(settings, key).0.to_owned(),
        (Kind::Settings, "rates") => {
            return t_string!(i18n, history.rate_of, code = key).to_string();
        }
        (Kind::Settings, "devices") => {
            let device = key.parse().map(|id| device(i18n, settings, None, id));
            let device = device.unwrap_or_else(|_| key.to_owned());
            return t_string!(i18n, history.device_name, device = device).to_string();
        }
        // A field only a newer version knows: by the name it has there.
        _ => return path.to_string(),
    };
    name.to_owned()
}

/// What a field people added is called, and the field where it is known; `key` may name one of
/// several choices behind a slash.
fn custom_field<'a>(settings: &'a Settings, key: &'a str) -> (&'a str, Option<&'a CustomField>) {
    let (key, _) = key.split_once('/').unwrap_or((key, ""));
    let field = settings.fields.get(key);
    (field.map_or(key, |field| &field.name), field)
}

/// A value as the app shows it elsewhere. `settings` know the fields people added, also those
/// they are about to add.
pub fn value(
    i18n: I18n,
    image: &Image,
    settings: &Settings,
    kind: &Kind,
    path: &Path,
    value: &Value,
) -> String {
    let known = match &path.key {
        Some(key) if &*path.field == "custom" => custom(i18n, image, settings, key, value),
        Some(key) => keyed(&path.field, key, value),
        None => worded(i18n, image, kind, &path.field, value),
    };
    known.unwrap_or_else(|| plain(i18n, value))
}

/// A value of a field people added.
fn custom(
    i18n: I18n,
    image: &Image,
    settings: &Settings,
    key: &str,
    value: &Value,
) -> Option<String> {
    if let Some((_, choice)) = key.split_once('/') {
        return Some(choice.to_owned());
    }
    let (_, field) = custom_field(settings, key);
    Some(words::custom_value(i18n, image, field?, value.as_str()?))
}

/// An entry of a field that is a map.
fn keyed(field: &str, key: &str, value: &Value) -> Option<String> {
    match (field, value) {
        ("tags", Value::Bool(true)) => Some(key.to_owned()),
        ("phones" | "emails", Value::String(label)) if label.is_empty() => Some(key.to_owned()),
        ("phones" | "emails", Value::String(label)) => Some(format!("{key} ({label})")),
        _ => None,
    }
}

fn worded(i18n: I18n, image: &Image, kind: &Kind, field: &str, value: &Value) -> Option<String> {
    let locale = i18n.get_locale();
    match (kind, field) {
        (Kind::Order, "lines") => {
            let lines = Vec::<OrderLine>::deserialize(value).ok()?;
            Some(lines.iter().map(words::order_line).collect::<Vec<_>>().join("\n"))
        }
        (Kind::Customer, "size") => {
            Some(format::count(locale, usize::try_from(value.as_u64()?).ok()?))
        }
        _ => {
            let text = value.as_str()?;
            match (kind, field) {
                (Kind::Customer, "customer_type") => {
                    Some(words::customer_type(i18n, &CustomerType::from_code(text)))
                }
                (Kind::Customer, "stage") => Some(words::stage(i18n, &Stage::from_code(text))),
                (Kind::Customer, "preferred_channel") | (Kind::Interaction, "channel") => {
                    Some(words::channel(i18n, &Channel::from_code(text)))
                }
                (Kind::Interaction, "direction") => {
                    Some(words::direction(i18n, &Direction::from_code(text)))
                }
                (Kind::Customer, "birthday" | "since")
                | (Kind::Order, "day")
                | (Kind::Task, "due") => Some(format::day(locale, text.parse().ok()?)),
                (Kind::Task, "kind") => Some(tasks::kind_name(i18n, &TaskKind::from_code(text))),
                (Kind::Interaction, "at") | (Kind::Task, "done") => {
                    Some(format::moment(locale, text.parse().ok()?))
                }
                (Kind::Order, "amount") => Some(format::money(locale, text.parse::<Money>().ok()?)),
                (Kind::Customer, "merged_into")
                | (Kind::Interaction | Kind::Order | Kind::Task, "customer") => {
                    customer_name(image, text.parse::<Id>().ok()?)
                }
                _ => None,
            }
        }
    }
}

fn plain(i18n: I18n, value: &Value) -> String {
    match value {
        Value::Bool(true) => t_string!(i18n, history.yes).to_owned(),
        Value::Bool(false) => t_string!(i18n, history.no).to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
