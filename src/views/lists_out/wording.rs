//! What columns and choices are called in a file: as on the screen.

use analytics::rfm::SegmentName;
use model::{Channel, CustomerType, Direction, Stage, TaskKind};
use workspace::Tier;
use workspace::export_csv::{Column, ListWords};

use crate::i18n::{I18n, t_string};
use crate::views::tasks;
use crate::words;

/// The words of the language the app is in.
pub struct Spoken(pub I18n);

impl ListWords for Spoken {
    fn header(&self, column: &Column) -> String {
        let i18n = self.0;
        match column {
            Column::Code => t_string!(i18n, out.col_code),
            Column::Name => t_string!(i18n, out.col_name),
            Column::Type => t_string!(i18n, out.col_type),
            Column::Stage => t_string!(i18n, out.col_stage),
            Column::Owner => t_string!(i18n, out.col_owner),
            Column::Tags => t_string!(i18n, out.col_tags),
            Column::Phones => t_string!(i18n, out.col_phones),
            Column::Emails => t_string!(i18n, out.col_emails),
            Column::Street => t_string!(i18n, out.col_street),
            Column::City => t_string!(i18n, out.col_city),
            Column::Region => t_string!(i18n, out.col_region),
            Column::Postcode => t_string!(i18n, out.col_postcode),
            Column::Country => t_string!(i18n, out.col_country),
            Column::Industry => t_string!(i18n, out.col_industry),
            Column::Size => t_string!(i18n, out.col_size),
            Column::Source => t_string!(i18n, out.col_source),
            Column::PreferredChannel => t_string!(i18n, out.col_preferred_channel),
            Column::Birthday => t_string!(i18n, out.col_birthday),
            Column::Since => t_string!(i18n, out.col_since),
            Column::Notes => t_string!(i18n, out.col_notes),
            Column::Orders => t_string!(i18n, out.col_orders),
            Column::Revenue => t_string!(i18n, out.col_revenue),
            Column::RevenueCurrency => t_string!(i18n, out.col_revenue_currency),
            Column::FirstOrder => t_string!(i18n, out.col_first_order),
            Column::LastOrder => t_string!(i18n, out.col_last_order),
            Column::LastContact => t_string!(i18n, out.col_last_contact),
            Column::Interactions => t_string!(i18n, out.col_interactions),
            Column::Recency => t_string!(i18n, out.col_recency),
            Column::Frequency => t_string!(i18n, out.col_frequency),
            Column::Monetary => t_string!(i18n, out.col_monetary),
            Column::Segment => t_string!(i18n, out.col_segment),
            Column::Tier => t_string!(i18n, out.col_tier),
            Column::TierValue => t_string!(i18n, out.col_tier_value),
            Column::PAlive => t_string!(i18n, out.col_p_alive),
            Column::ExpectedOrders => t_string!(i18n, out.col_expected_orders),
            Column::ExpectedValue => t_string!(i18n, out.col_expected_value),
            Column::Horizon => t_string!(i18n, out.col_horizon),
            Column::Customer => t_string!(i18n, out.col_customer),
            Column::Number => t_string!(i18n, out.col_number),
            Column::Day => t_string!(i18n, out.col_day),
            Column::Amount => t_string!(i18n, out.col_amount),
            Column::Currency => t_string!(i18n, out.col_currency),
            Column::BaseAmount => t_string!(i18n, out.col_base_amount),
            Column::BaseCurrency => t_string!(i18n, out.col_base_currency),
            Column::Items => t_string!(i18n, out.col_items),
            Column::Quantity => t_string!(i18n, out.col_quantity),
            Column::At => t_string!(i18n, out.col_at),
            Column::Channel => t_string!(i18n, out.col_channel),
            Column::Direction => t_string!(i18n, out.col_direction),
            Column::Subject => t_string!(i18n, out.col_subject),
            Column::Said => t_string!(i18n, out.col_said),
            Column::Outcome => t_string!(i18n, out.col_outcome),
            Column::NextStep => t_string!(i18n, out.col_next_step),
            Column::TimeZone => t_string!(i18n, out.col_time_zone),
            Column::InteractionId => t_string!(i18n, out.col_interaction_id),
            Column::Title => t_string!(i18n, out.col_title),
            Column::TaskKind => t_string!(i18n, out.col_task_kind),
            Column::Due => t_string!(i18n, out.col_due),
            Column::TaskOwner => t_string!(i18n, out.col_task_owner),
            Column::Done => t_string!(i18n, out.col_done),
            Column::Custom(key) | Column::CustomCurrency(key) => return key.to_string(),
        }
        .to_owned()
    }

    fn currency_of(&self, field: &str) -> String {
        t_string!(self.0, out.currency_of, field = field).to_string()
    }

    fn customer_type(&self, choice: &CustomerType) -> String {
        words::customer_type(self.0, choice)
    }

    fn stage(&self, choice: &Stage) -> String {
        words::stage(self.0, choice)
    }

    fn channel(&self, choice: &Channel) -> String {
        words::channel(self.0, choice)
    }

    fn direction(&self, choice: &Direction) -> String {
        words::direction(self.0, choice)
    }

    fn task_kind(&self, choice: &TaskKind) -> String {
        tasks::kind_name(self.0, choice)
    }

    fn segment(&self, segment: &SegmentName) -> String {
        words::segment(self.0, Some(segment))
    }

    fn tier(&self, tier: Tier) -> String {
        words::tier(self.0, tier).to_owned()
    }

    fn flag(&self, yes: bool) -> String {
        if yes { t_string!(self.0, out.yes) } else { t_string!(self.0, out.no) }.to_owned()
    }
}
