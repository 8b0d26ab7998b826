//! Fields with a fixed set of answers, as people write them in English and Chinese.

use model::{Channel, CustomerType, Stage};

use crate::csv::dictionary::normalise;

/// Person or organisation; `None` for a word that says neither.
#[must_use]
pub fn read_customer_type(text: &str) -> Option<CustomerType> {
    Some(match normalise(text).as_str() {
        "person" | "individual" | "private" | "consumer" | "b2c" | "p" | "个人" | "自然人"
        | "私人" | "个人客户" => CustomerType::Person,
        "organisation" | "organization" | "org" | "company" | "business" | "corporate" | "firm"
        | "enterprise" | "b2b" | "o" | "公司" | "企业" | "单位" | "组织" | "机构" | "法人"
        | "企业客户" | "公司客户" | "单位客户" => CustomerType::Organisation,
        _ => return None,
    })
}

/// The stage of the relationship; `None` for a word that names none.
#[must_use]
pub fn read_stage(text: &str) -> Option<Stage> {
    Some(match normalise(text).as_str() {
        "lead" | "new" | "subscriber" | "线索" | "潜在" | "潜在客户" | "新线索" => {
            Stage::Lead
        }
        "prospect" | "opportunity" | "mql" | "sql" | "qualified" | "contacted" | "意向"
        | "意向客户" | "跟进中" | "商机" => Stage::Prospect,
        "active" | "customer" | "client" | "current" | "活跃" | "活跃客户" | "成交"
        | "成交客户" | "已成交" | "正式客户" | "合作中" | "正常" => Stage::Active,
        "dormant" | "inactive" | "sleeping" | "休眠" | "沉睡" | "休眠客户" | "沉睡客户"
        | "不活跃" => Stage::Dormant,
        "lost" | "churned" | "former" | "closed" | "流失" | "流失客户" | "已流失" => {
            Stage::Lost
        }
        _ => return None,
    })
}

/// A channel to reach somebody by; `None` for a word that names none.
#[must_use]
pub fn read_channel(text: &str) -> Option<Channel> {
    Some(match normalise(text).as_str() {
        "visit" | "inperson" | "facetoface" | "拜访" | "上门" | "面谈" | "到访" => {
            Channel::Visit
        }
        "call" | "phone" | "telephone" | "phonecall" | "mobile" | "tel" | "电话" | "手机"
        | "通话" => Channel::Call,
        "email" | "mail" | "邮件" | "电子邮件" | "邮箱" => Channel::Email,
        "message" | "sms" | "text" | "chat" | "wechat" | "whatsapp" | "im" | "短信" | "微信"
        | "消息" | "企业微信" | "qq" => Channel::Message,
        "meeting" | "videocall" | "会议" | "视频会议" => Channel::Meeting,
        "event" | "fair" | "tradeshow" | "seminar" | "活动" | "展会" | "沙龙" => {
            Channel::Event
        }
        _ => return None,
    })
}

/// The number of people in an organisation: `120`, `1,200 人`. Of a range, `51-200` or
/// `1000+`, the lower end, which is all that is certain.
#[must_use]
pub fn read_size(text: &str) -> Option<u32> {
    let text = text.trim();
    let mut text = text.strip_suffix("以上").unwrap_or(text).trim_end();
    for unit in ["employees", "people", "人", "名"] {
        text = text.strip_suffix(unit).unwrap_or(text).trim_end();
    }
    let lower = match text.split_once(['-', '–', '—', '~', '至']) {
        Some((lower, upper)) if number(upper).is_some() => lower,
        Some(_) => return None,
        None => text.strip_suffix(['+', '＋']).unwrap_or(text),
    };
    number(lower)
}

fn number(text: &str) -> Option<u32> {
    let text = text.trim();
    let plain = text.bytes().all(|b| b.is_ascii_digit() || b == b',' || b == b' ');
    let value = model::decimal::parse_scaled(text, 0, model::DecimalMark::Point).ok()?;
    if plain { u32::try_from(value).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_codes_are_understood() {
        for choice in CustomerType::ALL {
            assert_eq!(read_customer_type(choice.code()).as_ref(), Some(choice));
        }
        for choice in Stage::ALL {
            assert_eq!(read_stage(choice.code()).as_ref(), Some(choice));
        }
        for choice in Channel::ALL.iter().filter(|channel| **channel != Channel::Note) {
            assert_eq!(read_channel(choice.code()).as_ref(), Some(choice));
        }
    }

    #[test]
    fn everyday_words_are_understood_and_others_are_not() {
        assert_eq!(read_customer_type("Company "), Some(CustomerType::Organisation));
        assert_eq!(read_customer_type("个人"), Some(CustomerType::Person));
        assert_eq!(read_stage("Churned"), Some(Stage::Lost));
        assert_eq!(read_stage("潜在客户"), Some(Stage::Lead));
        assert_eq!(read_channel("In person"), Some(Channel::Visit));
        assert_eq!(read_channel("微信"), Some(Channel::Message));
        assert_eq!(read_stage("banana"), None);
        assert_eq!(read_stage(""), None);
        assert_eq!(read_channel("note"), None);
    }

    #[test]
    fn sizes_are_lower_bounds() {
        for (text, want) in [
            ("120", Some(120)),
            ("1,200", Some(1200)),
            ("51-200", Some(51)),
            ("1000+", Some(1000)),
            ("50-99人", Some(50)),
            ("500人以上", Some(500)),
            ("1000+ employees", Some(1000)),
            ("10 employees", Some(10)),
            ("large", None),
            ("-5", None),
            ("<50", None),
            ("", None),
            ("99999999999", None),
        ] {
            assert_eq!(read_size(text), want, "{text}");
        }
    }
}
