//! Customers made up, as the workspace keeps them to be searched.

/// What is typed, as it is typed: a name letter by letter, a slip, a number, somebody nobody is.
pub const TYPED_ENGLISH: &[&str] = &[
    "s",
    "sm",
    "smi",
    "smith",
    "smith jo",
    "jon smtih",
    "christopehr",
    "müller",
    "555 010",
    "london",
    "zzqx",
    "zhangwei",
    "张伟",
];
/// The same in Chinese.
pub const TYPED_CHINESE: &[&str] = &[
    "z",
    "zh",
    "zw",
    "zhangwei",
    "zhang wei",
    "zwei",
    "张",
    "张伟",
    "张wei",
    "138 0013",
    "shanghai",
    "bj",
    "zzqx",
    "smith",
    "christopehr",
];

const FIRST: &[&str] = &[
    "john",
    "joan",
    "mary",
    "peter",
    "christopher",
    "elizabeth",
    "jürgen",
    "zoë",
    "michael",
    "anna",
    "robert",
    "linda",
    "james",
    "susan",
    "andrew",
    "katherine",
    "paul",
    "nadia",
    "omar",
    "ingrid",
];
const LAST: &[&str] = &[
    "smith",
    "smythe",
    "jones",
    "müller",
    "brown",
    "taylor",
    "wilson",
    "johnson",
    "garcía",
    "martinez",
    "anderson",
    "thompson",
    "o'brien",
    "robinson",
    "clark",
    "lewis",
    "walker",
    "young",
    "hernandez",
    "hill",
];
const CITIES: &[&str] =
    &["london", "manchester", "new york", "berlin", "san francisco", "sydney", "toronto"];
const TRADES: &[&str] =
    &["manufacturing", "retail", "logistics", "health care", "software", "construction"];
const TAGS: &[&str] = &["vip", "newsletter", "trade fair", "partner", "prospect"];
const FAMILY: &str =
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕";
const GIVEN: &str =
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建国文红志玉兰春梅海燕长庆行重单";
const CITIES_HAN: &[&str] =
    &["上海", "北京", "重庆", "广州", "深圳", "杭州", "成都", "西安", "长沙"];
const TRADES_HAN: &[&str] = &["制造业", "零售", "物流", "医疗保健", "软件和信息技术", "建筑"];
const TAGS_HAN: &[&str] = &["重要客户", "展会", "老客户", "潜在", "合作伙伴"];

pub fn english(count: usize) -> Vec<String> {
    let mut random = fastrand::Rng::with_seed(1);
    (0..count)
        .map(|number| {
            let (first, last) = (pick(FIRST, &mut random), pick(LAST, &mut random));
            let phone = random.u64(2_000_000_000..9_999_999_999).to_string();
            let (area, rest) = phone.split_at(3);
            let (city, trade, tag) =
                (pick(CITIES, &mut random), pick(TRADES, &mut random), pick(TAGS, &mut random));
            let mail: String = format!("{first}.{last}{number}@example.com")
                .chars()
                .filter(|c| c.is_ascii() && *c != '\'')
                .collect();
            format!(
                "{first} {last}\nc-{number:06}\n{city}\n{trade}\n+1 {area} {rest}\n{mail}\n{tag}\n1{phone}\n"
            )
        })
        .collect()
}

pub fn chinese(count: usize) -> Vec<String> {
    let mut random = fastrand::Rng::with_seed(1);
    let family: Vec<char> = FAMILY.chars().collect();
    let given: Vec<char> = GIVEN.chars().collect();
    (0..count)
        .map(|number| {
            let mut name = String::new();
            name.push(family[random.usize(..family.len())]);
            for _ in 0..random.usize(1..=2) {
                name.push(given[random.usize(..given.len())]);
            }
            let phone = format!("1{}", random.u64(3_000_000_000..9_999_999_999));
            let (city, trade, tag) = (
                pick(CITIES_HAN, &mut random),
                pick(TRADES_HAN, &mut random),
                pick(TAGS_HAN, &mut random),
            );
            format!("{name}\nkh{number:06}\n{city}\n{trade}\n{phone}\nu{number}@example.cn\n{tag}\n{phone}\n")
        })
        .collect()
}

fn pick(from: &[&'static str], random: &mut fastrand::Rng) -> &'static str {
    from[random.usize(..from.len())]
}
