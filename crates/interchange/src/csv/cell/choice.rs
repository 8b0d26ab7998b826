//! Fields with a fixed set of answers, as people write them in English and Chinese.

use model::{Channel, CustomerType, Direction, Stage};

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

/// The way a touch took place: a channel, or a note of one's own; `None` for a word that says
/// neither.
#[must_use]
pub fn read_interaction_channel(text: &str) -> Option<Channel> {
    read_channel(text).or_else(|| match normalise(text).as_str() {
        "note" | "notes" | "memo" | "remark" | "备注" | "笔记" | "便签" | "记录" => {
            Some(Channel::Note)
        }
        "sitevisit" | "customervisit" | "onsite" | "客户拜访" | "上门拜访" | "实地拜访"
        | "走访" | "来访" => Some(Channel::Visit),
        "phonecalls" | "calls" | "callback" | "电话沟通" | "电话拜访" | "打电话" | "去电"
        | "来电" => Some(Channel::Call),
        "emails" | "emailsent" | "letter" | "发邮件" | "来信" => Some(Channel::Email),
        "messages" | "textmessage" | "微信沟通" | "聊天" | "发消息" => {
            Some(Channel::Message)
        }
        "meetings" | "videomeeting" | "onlinemeeting" | "demo" | "开会" | "线上会议" | "会面"
        | "见面" => Some(Channel::Meeting),
        "events" | "conference" | "webinar" | "exhibition" | "研讨会" | "讲座" | "展览" => {
            Some(Channel::Event)
        }
        _ => None,
    })
}

/// Who reached out; `None` for a word that does not say.
#[must_use]
pub fn read_direction(text: &str) -> Option<Direction> {
    Some(match normalise(text).as_str() {
        "outbound" | "outgoing" | "out" | "sent" | "made" | "wereachedout" | "byus"
        | "我方主动" | "主动" | "呼出" | "去电" | "外呼" | "发出" | "拨出" | "已发送" | "我方" => {
            Direction::Outbound
        }
        "inbound" | "incoming" | "in" | "received" | "missed" | "theyreachedout" | "bythem"
        | "对方主动" | "被动" | "呼入" | "来电" | "收到" | "接听" | "未接" | "客户主动"
        | "对方" => Direction::Inbound,
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
        for choice in Channel::ALL {
            assert_eq!(read_interaction_channel(choice.code()).as_ref(), Some(choice));
        }
        for choice in Direction::ALL {
            assert_eq!(read_direction(choice.code()).as_ref(), Some(choice));
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
        assert_eq!(read_interaction_channel("Note"), Some(Channel::Note));
        assert_eq!(read_interaction_channel("客户拜访"), Some(Channel::Visit));
        assert_eq!(read_interaction_channel("pigeon"), None);
        assert_eq!(read_direction("Outgoing"), Some(Direction::Outbound));
        assert_eq!(read_direction("呼入"), Some(Direction::Inbound));
        assert_eq!(read_direction("sideways"), None);
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
