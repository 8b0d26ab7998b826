//! Names written without spaces, above all Chinese ones: a company's is place, brand, trade,
//! legal form and branch, in this order (Provisions on the administration of enterprise name
//! registration, State Council, 2020); a person's is two to four signs.

use super::Title;

/// Signs that are kept.
const SIGNS: usize = 40;
/// From so many signs on it is a company, if nobody says otherwise.
const COMPANY: usize = 5;

/// What stands behind a person's name.
const BEHIND: [(&str, Option<Title>); 15] = [
    ("先生", Some(Title::Man)),
    ("女士", Some(Title::Woman)),
    ("小姐", Some(Title::Woman)),
    ("太太", Some(Title::Woman)),
    ("夫人", Some(Title::Woman)),
    ("老师", None),
    ("总经理", None),
    ("经理", None),
    ("医生", None),
    ("教授", None),
    ("博士", None),
    ("主任", None),
    ("店长", None),
    ("主管", None),
    ("总", None),
];
/// Legal forms, the longer ones before those they end in.
const FORMS: [&str; 6] = ["股份有限公司", "有限责任公司", "集团公司", "有限公司", "分公司", "公司"];
/// What the name of a branch ends in.
const BRANCHES: [&str; 9] =
    ["分公司", "分行", "支行", "分店", "门店", "店", "办事处", "营业部", "分部"];
/// What a company does, at the end of its name: it does not tell one from another.
const TRADES: [&str; 44] = [
    "科技",
    "技术",
    "信息",
    "网络",
    "软件",
    "电子",
    "贸易",
    "商贸",
    "国际",
    "实业",
    "咨询",
    "服务",
    "餐饮",
    "食品",
    "文化",
    "传媒",
    "广告",
    "发展",
    "投资",
    "管理",
    "建设",
    "建筑",
    "工程",
    "物流",
    "咖啡",
    "咖啡馆",
    "酒店",
    "餐厅",
    "超市",
    "医院",
    "学校",
    "银行",
    "设计",
    "装饰",
    "机械",
    "制造",
    "智能",
    "生物",
    "医药",
    "教育",
    "农业",
    "旅游",
    "酒业",
    "茶业",
];
/// Provinces and their like, and towns of more than about five million people (census of
/// 2020), without what kind of place they are.
const PLACES: [&str; 92] = [
    "北京",
    "上海",
    "天津",
    "重庆",
    "河北",
    "山西",
    "辽宁",
    "吉林",
    "黑龙江",
    "江苏",
    "浙江",
    "安徽",
    "福建",
    "江西",
    "山东",
    "河南",
    "湖北",
    "湖南",
    "广东",
    "海南",
    "四川",
    "贵州",
    "云南",
    "陕西",
    "甘肃",
    "青海",
    "台湾",
    "内蒙古",
    "广西",
    "西藏",
    "宁夏",
    "新疆",
    "香港",
    "澳门",
    "广州",
    "深圳",
    "成都",
    "杭州",
    "武汉",
    "西安",
    "苏州",
    "郑州",
    "南京",
    "长沙",
    "东莞",
    "沈阳",
    "青岛",
    "合肥",
    "佛山",
    "宁波",
    "昆明",
    "福州",
    "无锡",
    "厦门",
    "济南",
    "大连",
    "哈尔滨",
    "温州",
    "石家庄",
    "泉州",
    "南宁",
    "长春",
    "南昌",
    "贵阳",
    "常州",
    "金华",
    "惠州",
    "珠海",
    "中山",
    "太原",
    "嘉兴",
    "绍兴",
    "徐州",
    "烟台",
    "南通",
    "扬州",
    "潍坊",
    "洛阳",
    "临沂",
    "台州",
    "兰州",
    "汕头",
    "海口",
    "湛江",
    "保定",
    "唐山",
    "邯郸",
    "盐城",
    "赣州",
    "阜阳",
    "南阳",
    "济宁",
];

/// The signs of a name and what was taken off.
#[derive(Debug, Default)]
pub(super) struct Chinese {
    pub core: String,
    pub branch: String,
    pub place: u8,
    pub title: Option<Title>,
    pub company: bool,
    /// Whether the remark is in `place` or `branch`.
    pub remark_used: bool,
}

impl Chinese {
    /// Of the folded signs of a name, and of what stood in brackets behind it.
    pub(super) fn read(signs: &str, remark: &str, organisation: Option<bool>) -> Self {
        let signs: String = signs.chars().take(SIGNS).collect();
        let mut found = Self::default();
        let mut core = signs.as_str();
        let addressed = BEHIND.iter().any(|(behind, _)| signs.ends_with(behind));
        if organisation == Some(true) || organisation.is_none() && !addressed {
            core = found.company(core, organisation == Some(true));
        }
        if !found.company && organisation != Some(true) {
            core = found.person(core);
        }
        if found.company || organisation == Some(true) {
            if ends_in_branch(remark) {
                found.branch = remark.to_owned();
                found.remark_used = true;
            } else if found.place == 0
                && let Some((place, rest)) = leading_place(remark)
                && rest.is_empty()
            {
                found.place = place;
                found.remark_used = true;
            }
        }
        found.core = core.to_owned();
        found
    }

    fn person<'a>(&mut self, signs: &'a str) -> &'a str {
        for (behind, title) in BEHIND {
            if let Some(name) = signs.strip_suffix(behind).filter(|name| !name.is_empty()) {
                self.title = title;
                return name;
            }
        }
        signs
    }

    fn company<'a>(&mut self, signs: &'a str, known: bool) -> &'a str {
        let mut core = signs;
        let form = FORMS.iter().filter_map(|form| Some((core.find(form)?, form)));
        // The first one; of those that begin at one place, the longest.
        let form = form.min_by_key(|(at, form)| (*at, std::cmp::Reverse(form.len())));
        if let Some((at, form)) = form.filter(|(at, form)| *at > 0 && **form != "分公司") {
            self.branch = core.get(at + form.len()..).unwrap_or_default().to_owned();
            core = core.get(..at).unwrap_or(core);
            self.company = true;
        }
        if let Some(rest) = core.strip_suffix("集团").filter(|rest| !rest.is_empty()) {
            core = rest;
            self.company = true;
        }
        // Korean is taken apart into its letters, and says nothing by their number.
        let signs = core.chars().filter(|c| !matches!(c, '\u{1100}'..='\u{11ff}'));
        self.company |= known || signs.count() >= COMPANY;
        if self.company {
            while let Some((place, rest)) = leading_place(core)
                && rest.chars().count() >= 2
            {
                self.place = place;
                core = rest;
            }
        }
        core
    }
}

/// The place a text begins with, as its number in the list from 1 on, and the rest.
fn leading_place(text: &str) -> Option<(u8, &str)> {
    let (number, rest) = (1_u8..)
        .zip(PLACES)
        .find_map(|(number, place)| Some((number, text.strip_prefix(place)?)))?;
    let rest = rest.strip_prefix(['市', '省']).unwrap_or(rest);
    // A district behind it is no part of the name either.
    let district = rest.char_indices().skip(1).take(3).find(|(_, c)| matches!(c, '区' | '县'));
    let behind = district.and_then(|(at, c)| rest.get(at + c.len_utf8()..));
    Some((number, behind.unwrap_or(rest)))
}

/// Whether it is the name of a branch, shop or office.
pub(super) fn ends_in_branch(text: &str) -> bool {
    BRANCHES.iter().any(|branch| text.ends_with(branch))
}

/// The part of a company's name that is its own.
pub(super) fn brand(core: &str) -> &str {
    let mut brand = core;
    while let Some(rest) = TRADES.iter().find_map(|trade| brand.strip_suffix(trade))
        && rest.chars().count() >= 2
    {
        brand = rest;
    }
    brand
}

#[cfg(test)]
mod tests {
    use super::*;

    fn company(text: &str) -> (String, String, u8) {
        let found = Chinese::read(text, "", Some(true));
        (found.core, found.branch, found.place)
    }

    #[test]
    fn forms_places_and_branches_come_off() {
        let plain = |core: &str, place| (core.to_owned(), String::new(), place);
        assert_eq!(company("上海云禾科技有限公司"), plain("云禾科技", 2));
        assert_eq!(company("上海市云禾科技股份有限公司"), plain("云禾科技", 2));
        assert_eq!(company("云禾科技有限责任公司"), plain("云禾科技", 0));
        assert_eq!(company("云禾集团有限公司"), plain("云禾", 0));
        assert_eq!(company("江苏省苏州云禾集团"), plain("云禾", 41));
        let (core, branch, _) = company("云禾科技有限公司北京分公司");
        assert_eq!((core.as_str(), branch.as_str()), ("云禾科技", "北京分公司"));
        assert_eq!(company("北京市朝阳区青禾幼儿园"), plain("青禾幼儿园", 1));
        assert_eq!(company("上海有限公司"), plain("上海", 0));
        assert_eq!(company("有限公司"), plain("有限公司", 0));
    }

    #[test]
    fn a_bracket_holds_a_place_or_a_branch() {
        let found = Chinese::read("云禾咖啡", "浦东店", Some(true));
        assert_eq!((found.branch.as_str(), found.remark_used), ("浦东店", true));
        assert_eq!(Chinese::read("云禾咖啡", "上海", Some(true)).place, 2);
        assert!(!Chinese::read("云禾咖啡", "老客户", Some(true)).remark_used);
    }

    #[test]
    fn people_keep_their_names() {
        let found = Chinese::read("欧阳小雷先生", "", None);
        assert_eq!((found.core.as_str(), found.title), ("欧阳小雷", Some(Title::Man)));
        assert!(!found.company);
        assert_eq!(Chinese::read("安徽", "", Some(false)).core, "安徽");
        assert_eq!(Chinese::read("李经理", "", None).core, "李");
        assert_eq!(Chinese::read("先生", "", None).core, "先生");
        assert_eq!(Chinese::read("王总", "", None).core, "王");
        assert_eq!(Chinese::read("王总经理", "", None).core, "王");
        assert!(!Chinese::read(&crate::fold::fold("김민준"), "", None).company);
    }

    #[test]
    fn the_brand_is_what_is_left_of_the_trade() {
        assert_eq!(brand("云禾信息技术"), "云禾");
        assert_eq!(brand("云禾"), "云禾");
        assert_eq!(brand("科技贸易"), "科技");
    }
}
