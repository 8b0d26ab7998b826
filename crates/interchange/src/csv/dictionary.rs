//! What columns are called, in English and Chinese.

use crate::csv::mapping::{Field, Target};

/// A header or an answer reduced to what tells it apart: letters and digits only, ASCII
/// in lower case, full-width forms as ASCII, `#` as `no`, and without a remark in brackets.
pub(crate) fn normalise(text: &str) -> String {
    let reduced = reduce(text.split(['(', '[', '（', '【', '［']).next().unwrap_or_default());
    if reduced.is_empty() { reduce(text) } else { reduced }
}

fn reduce(text: &str) -> String {
    let mut reduced = String::with_capacity(text.len());
    for c in text.chars() {
        let c = match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            c => c,
        };
        match c {
            '#' => reduced.push_str("no"),
            '\0'..='\u{7f}' => {
                if c.is_ascii_alphanumeric() {
                    reduced.push(c.to_ascii_lowercase());
                }
            }
            // Latin-1 signs, general and CJK punctuation, and what is left of the full-width
            // block separate words and carry no meaning.
            '\u{80}'..='\u{bf}'
            | '\u{2000}'..='\u{206f}'
            | '\u{3000}'..='\u{303f}'
            | '\u{ff00}'..='\u{ffef}'
            | '\u{feff}' => {}
            _ => reduced.push(c),
        }
    }
    reduced
}

/// What a header means: a field, and how sure we are. The lower rank is the surer.
pub(crate) fn look_up(target: Target, header: &str) -> Option<(Field, usize)> {
    let header = normalise(header);
    match target {
        Target::Customers => look_up_customer(&header),
        Target::Orders => look_up_order(&header),
        Target::Interactions => look_up_interaction(&header),
    }
}

type Terms = &'static [(Field, &'static [&'static str])];

/// Added to the rank of a header that is known only without its first word.
const QUALIFIED: usize = 100;
/// Added to the rank of a header that could mean something else as well.
const VAGUE: usize = 200;

fn find(terms: Terms, header: &str) -> Option<(Field, usize)> {
    terms
        .iter()
        .find_map(|(field, names)| Some((*field, names.iter().position(|name| *name == header)?)))
}

fn look_up_customer(header: &str) -> Option<(Field, usize)> {
    let numbered = header.trim_end_matches(|c: char| c.is_ascii_digit());
    if let Some(found) = find(CUSTOMER_TERMS, header).or_else(|| find(CUSTOMER_TERMS, numbered)) {
        return Some(found);
    }
    let bare = QUALIFIERS.iter().find_map(|word| numbered.strip_prefix(word))?;
    let bare = QUALIFIERS.iter().find_map(|word| bare.strip_prefix(word)).unwrap_or(bare);
    find(CUSTOMER_TERMS, bare).map(|(field, rank)| (field, rank + QUALIFIED))
}

fn look_up_order(header: &str) -> Option<(Field, usize)> {
    if let Some(found) = find(ORDER_TERMS, header) {
        return Some(found);
    }
    if let Some(found) = look_up_party(header) {
        return Some(found);
    }
    let rest = ["order", "订单", "sales", "销售", "line", "invoice"]
        .iter()
        .find_map(|word| header.strip_prefix(word))?;
    if KEY_WORDS.contains(&rest) {
        return Some((Field::OrderNumber, 0));
    }
    find(ORDER_TERMS, rest).map(|(field, rank)| (field, rank + QUALIFIED))
}

fn look_up_interaction(header: &str) -> Option<(Field, usize)> {
    if let Some(found) = find(INTERACTION_TERMS, header).or_else(|| look_up_party(header)) {
        return Some(found);
    }
    let rest = TOUCHES.iter().find_map(|word| header.strip_prefix(word))?;
    find(INTERACTION_TERMS, rest).map(|(field, rank)| (field, rank + QUALIFIED))
}

/// What tells whose an order or a touch is.
fn look_up_party(header: &str) -> Option<(Field, usize)> {
    if let Some(rest) = PARTIES.iter().find_map(|word| header.strip_prefix(word)) {
        if let Some(rank) = KEY_WORDS.iter().position(|word| *word == rest) {
            return Some((Field::CustomerKey, rank));
        }
        if let Some(rank) = NAME_WORDS.iter().position(|word| *word == rest) {
            return Some((Field::CustomerName, rank));
        }
        if let Some((Field::Email | Field::Phone, rank)) = find(CUSTOMER_TERMS, rest) {
            return Some((Field::CustomerKey, rank + QUALIFIED));
        }
    }
    match find(CUSTOMER_TERMS, header) {
        Some((Field::Email | Field::Phone, rank)) => Some((Field::CustomerKey, rank + VAGUE)),
        _ => None,
    }
}

/// Words that say whose or which, before the word that says what.
const QUALIFIERS: &[&str] = &[
    "customer",
    "client",
    "cust",
    "account",
    "contact",
    "member",
    "primary",
    "main",
    "default",
    "work",
    "business",
    "office",
    "home",
    "personal",
    "billing",
    "shipping",
    "mailing",
    "company",
    "客户",
    "顾客",
    "会员",
    "用户",
    "主要",
    "首选",
    "默认",
    "常用",
    "联系人",
    "收货人",
    "收货",
    "公司",
    "企业",
    "单位",
    "办公",
    "个人",
    "家庭",
    "备用",
    "所在",
    "所属",
];

/// Words for the one who buys.
const PARTIES: &[&str] = &[
    "customer",
    "cust",
    "client",
    "buyer",
    "account",
    "member",
    "user",
    "客户",
    "顾客",
    "会员",
    "买家",
    "用户",
    "购买人",
];

/// Words for a touch, before the word that says what of it.
const TOUCHES: &[&str] = &[
    "interaction",
    "activity",
    "visit",
    "call",
    "meeting",
    "event",
    "contact",
    "互动",
    "拜访",
    "走访",
    "跟进",
    "沟通",
    "联系",
    "通话",
    "会议",
    "活动",
];

const KEY_WORDS: &[&str] = &[
    "id", "no", "number", "code", "key", "nr", "num", "ref", "编号", "编码", "代码", "号", "号码",
    "卡号",
];

const NAME_WORDS: &[&str] = &["name", "名称", "姓名", "", "名", "昵称", "会员名"];

const CUSTOMER_TERMS: Terms = &[
    (
        Field::Code,
        &[
            "customerid",
            "customerno",
            "customernumber",
            "customercode",
            "custid",
            "custno",
            "custnr",
            "custcode",
            "clientid",
            "clientno",
            "clientcode",
            "accountno",
            "accountnumber",
            "accountid",
            "客户编号",
            "客户编码",
            "客户代码",
            "客户号",
            "客户id",
            "会员编号",
            "会员号",
            "会员卡号",
            "会员id",
            "用户编号",
            "用户id",
            "externalid",
            "编号",
            "编码",
            "代码",
            "卡号",
            "code",
            "no",
            "number",
            "userid",
            "id",
        ],
    ),
    (
        Field::Name,
        &[
            "customername",
            "客户名称",
            "客户姓名",
            "name",
            "fullname",
            "displayname",
            "clientname",
            "accountname",
            "名称",
            "姓名",
            "名字",
            "会员姓名",
            "顾客姓名",
            "companyname",
            "公司名称",
            "企业名称",
            "单位名称",
            "organisation",
            "organization",
            "organisationname",
            "organizationname",
            "company",
            "公司",
            "企业",
            "单位",
            "businessname",
            "customer",
            "client",
            "account",
            "客户",
            "顾客",
            "会员",
            "昵称",
            "contactname",
            "contactperson",
            "联系人",
            "联系人姓名",
        ],
    ),
    (Field::GivenName, &["firstname", "givenname", "forename", "名"]),
    (Field::FamilyName, &["lastname", "familyname", "surname", "姓", "姓氏"]),
    (
        Field::CustomerType,
        &[
            "customertype",
            "clienttype",
            "accounttype",
            "type",
            "kind",
            "客户类型",
            "类型",
            "客户性质",
            "性质",
            "客户类别",
            "类别",
        ],
    ),
    (
        Field::Phone,
        &[
            "phone",
            "phonenumber",
            "phoneno",
            "telephone",
            "telephonenumber",
            "tel",
            "telno",
            "mobile",
            "mobilephone",
            "mobilenumber",
            "mobileno",
            "cell",
            "cellphone",
            "手机",
            "手机号",
            "手机号码",
            "电话",
            "电话号码",
            "联系电话",
            "移动电话",
            "固定电话",
            "固话",
            "座机",
            "联系方式",
            "contactnumber",
        ],
    ),
    (
        Field::Email,
        &[
            "email",
            "emailaddress",
            "mail",
            "emailid",
            "邮箱",
            "电子邮箱",
            "电子邮件",
            "邮件",
            "邮箱地址",
            "邮件地址",
            "电邮",
        ],
    ),
    (
        Field::Street,
        &[
            "street",
            "streetaddress",
            "address",
            "addressline",
            "addr",
            "地址",
            "详细地址",
            "街道",
            "街道地址",
            "通讯地址",
            "联系地址",
        ],
    ),
    (Field::City, &["city", "town", "城市", "市", "所在城市"]),
    (
        Field::Region,
        &[
            "state",
            "province",
            "region",
            "county",
            "stateprovince",
            "provincestate",
            "省",
            "省份",
            "州",
            "地区",
            "区域",
        ],
    ),
    (
        Field::Postcode,
        &["postcode", "zip", "zipcode", "postalcode", "zippostalcode", "邮编", "邮政编码"],
    ),
    (
        Field::Country,
        &["country", "countryregion", "countrycode", "nation", "国家", "国家地区", "国别"],
    ),
    (Field::Industry, &["industry", "sector", "vertical", "行业", "所属行业", "客户行业"]),
    (
        Field::Size,
        &[
            "size",
            "companysize",
            "employees",
            "numberofemployees",
            "noofemployees",
            "employeecount",
            "headcount",
            "规模",
            "公司规模",
            "企业规模",
            "人员规模",
            "员工人数",
            "员工数",
            "人数",
        ],
    ),
    (
        Field::Source,
        &[
            "source",
            "leadsource",
            "origin",
            "acquisitionsource",
            "来源",
            "客户来源",
            "线索来源",
            "获客渠道",
            "来源渠道",
        ],
    ),
    (
        Field::Stage,
        &[
            "stage",
            "lifecyclestage",
            "lifecycle",
            "status",
            "leadstatus",
            "customerstatus",
            "阶段",
            "客户阶段",
            "生命周期",
            "生命周期阶段",
            "状态",
            "客户状态",
        ],
    ),
    (
        Field::Owner,
        &[
            "owner",
            "accountowner",
            "customerowner",
            "contactowner",
            "accountmanager",
            "salesrep",
            "salesperson",
            "salesowner",
            "rep",
            "assignedto",
            "负责人",
            "业务员",
            "销售",
            "销售代表",
            "销售员",
            "跟进人",
            "客户经理",
            "归属人",
            "所有人",
        ],
    ),
    (Field::Tags, &["tags", "tag", "labels", "label", "标签", "客户标签", "categories", "分组"]),
    (
        Field::PreferredChannel,
        &[
            "preferredchannel",
            "preferredcontactmethod",
            "preferredcontact",
            "contactpreference",
            "channel",
            "偏好渠道",
            "首选渠道",
            "首选联系方式",
            "偏好联系方式",
            "沟通方式",
            "沟通偏好",
        ],
    ),
    (
        Field::Birthday,
        &[
            "birthday",
            "birthdate",
            "dateofbirth",
            "dob",
            "生日",
            "出生日期",
            "出生年月日",
            "出生年月",
        ],
    ),
    (
        Field::Since,
        &[
            "customersince",
            "since",
            "membersince",
            "clientsince",
            "registrationdate",
            "registeredat",
            "registered",
            "joindate",
            "joined",
            "signupdate",
            "createdat",
            "createdate",
            "createddate",
            "datecreated",
            "created",
            "注册日期",
            "注册时间",
            "入会日期",
            "入会时间",
            "建档日期",
            "开户日期",
            "成为客户日期",
            "创建日期",
            "创建时间",
        ],
    ),
    (
        Field::Notes,
        &[
            "notes",
            "note",
            "remarks",
            "remark",
            "comments",
            "comment",
            "memo",
            "description",
            "备注",
            "备注信息",
            "说明",
            "描述",
        ],
    ),
];

const ORDER_TERMS: Terms = &[
    (
        Field::CustomerName,
        &[
            "shippingname",
            "billingname",
            "shiptoname",
            "billtoname",
            "收货人",
            "收货人姓名",
            "姓名",
            "companyname",
            "company",
            "公司名称",
            "公司",
            "单位名称",
            "name",
        ],
    ),
    (
        Field::OrderNumber,
        &[
            "orderid",
            "orderno",
            "ordernumber",
            "order",
            "订单编号",
            "订单号",
            "单号",
            "单据编号",
            "销售单号",
            "invoiceno",
            "invoicenumber",
            "invoice",
            "发票号",
            "发票号码",
            "transactionid",
            "transactionno",
            "transactionnumber",
            "交易号",
            "交易编号",
            "流水号",
            "receiptno",
            "receipt",
            "receiptnumber",
            "reference",
            "id",
        ],
    ),
    (
        Field::Date,
        &[
            "orderdate",
            "date",
            "orderedat",
            "orderedon",
            "orderdatetime",
            "ordertime",
            "purchasedate",
            "purchasedat",
            "purchasedon",
            "saledate",
            "salesdate",
            "transactiondate",
            "invoicedate",
            "订单日期",
            "下单日期",
            "下单时间",
            "订单时间",
            "日期",
            "购买日期",
            "购买时间",
            "交易日期",
            "交易时间",
            "销售日期",
            "成交日期",
            "成交时间",
            "消费日期",
            "消费时间",
            "开票日期",
            "单据日期",
            "业务日期",
            "paidat",
            "付款时间",
            "订单付款时间",
            "支付时间",
            "付款日期",
            "createdat",
            "创建时间",
            "订单创建时间",
            "datetime",
            "timestamp",
            "时间",
            "day",
        ],
    ),
    (
        Field::Amount,
        &[
            "amount",
            "orderamount",
            "totalamount",
            "ordertotal",
            "grandtotal",
            "total",
            "totalprice",
            "ordervalue",
            "totalvalue",
            "金额",
            "订单金额",
            "总金额",
            "订单总额",
            "总额",
            "实付金额",
            "实付",
            "实付款",
            "支付金额",
            "付款金额",
            "买家实际支付金额",
            "成交金额",
            "销售金额",
            "销售额",
            "消费金额",
            "交易金额",
            "应付金额",
            "价税合计",
            "含税金额",
            "合计",
            "总价",
            "amountpaid",
            "paid",
            "dollars",
            "revenue",
            "sales",
            "netamount",
            "grossamount",
            "nettotal",
            "grosstotal",
            "value",
            "spend",
            "spent",
            "subtotal",
            "price",
        ],
    ),
    (Field::Currency, &["currency", "currencycode", "ccy", "币种", "货币", "币别", "结算币种"]),
    (
        Field::Item,
        &[
            "item",
            "itemname",
            "product",
            "productname",
            "producttitle",
            "lineitemname",
            "商品",
            "商品名称",
            "产品",
            "产品名称",
            "品名",
            "货品",
            "货品名称",
            "物料名称",
            "商品标题",
            "宝贝标题",
            "宝贝名称",
            "goods",
            "article",
            "description",
            "sku",
            "stockcode",
        ],
    ),
    (
        Field::Quantity,
        &[
            "quantity",
            "qty",
            "units",
            "pieces",
            "lineitemquantity",
            "numberofitems",
            "数量",
            "件数",
            "购买数量",
            "商品数量",
            "销售数量",
            "宝贝总数量",
            "count",
        ],
    ),
    (
        Field::Note,
        &[
            "note",
            "notes",
            "comment",
            "comments",
            "remark",
            "remarks",
            "memo",
            "备注",
            "备注信息",
            "说明",
            "买家留言",
        ],
    ),
];

const INTERACTION_TERMS: Terms = &[
    (Field::InteractionId, &["interactionid", "互动编号"]),
    (
        Field::CustomerName,
        &[
            "companyname",
            "company",
            "contact",
            "contactname",
            "公司名称",
            "公司",
            "单位名称",
            "姓名",
            "联系人",
            "name",
        ],
    ),
    (
        Field::At,
        &[
            "when",
            "datetime",
            "dateandtime",
            "date",
            "starttime",
            "startdate",
            "start",
            "startedat",
            "timestamp",
            "occurredat",
            "loggedat",
            "day",
            "time",
            "时间",
            "日期",
            "日期时间",
            "开始时间",
            "发生时间",
            "开始日期",
            "记录时间",
        ],
    ),
    (Field::TimeZone, &["timezone", "utcoffset", "时区"]),
    (
        Field::Channel,
        &["channel", "kind", "type", "method", "medium", "渠道", "方式", "类型", "形式", "类别"],
    ),
    (Field::Direction, &["direction", "inboundoutbound", "方向", "呼叫方向", "发起方"]),
    (
        Field::Subject,
        &["subject", "title", "topic", "summary", "about", "主题", "标题", "事由", "事项", "目的"],
    ),
    (
        Field::Notes,
        &[
            "notes",
            "note",
            "description",
            "details",
            "body",
            "comments",
            "comment",
            "content",
            "remarks",
            "remark",
            "memo",
            "内容",
            "备注",
            "详情",
            "描述",
            "说明",
            "记录",
            "纪要",
        ],
    ),
    (Field::Outcome, &["outcome", "result", "results", "disposition", "结果", "结论"]),
    (
        Field::NextStep,
        &[
            "nextstep",
            "nextsteps",
            "nextaction",
            "followup",
            "followupaction",
            "下一步",
            "下一步计划",
            "下步计划",
            "后续",
            "后续计划",
            "后续跟进",
            "跟进计划",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_reduced_to_what_tells_them_apart() {
        for (header, want) in [
            ("Customer ID", "customerid"),
            ("cust_no.", "custno"),
            ("E-Mail", "email"),
            ("Order #", "orderno"),
            ("手机号码（必填）", "手机号码"),
            ("金额(元)", "金额"),
            ("（备注）", "备注"),
            ("ＩＤ", "id"),
            ("", ""),
        ] {
            assert_eq!(normalise(header), want, "{header}");
        }
    }

    #[test]
    fn every_term_is_written_as_headers_are_compared_and_means_one_thing() {
        for terms in [CUSTOMER_TERMS, ORDER_TERMS, INTERACTION_TERMS] {
            let mut all: Vec<&str> = terms.iter().flat_map(|(_, names)| *names).copied().collect();
            for term in &all {
                assert_eq!(normalise(term), **term);
            }
            let count = all.len();
            all.sort_unstable();
            all.dedup();
            assert_eq!(all.len(), count, "a term is listed twice");
        }
    }

    #[test]
    fn whose_is_told_from_what() {
        let customer = |header| look_up(Target::Customers, header).map(|(field, _)| field);
        assert_eq!(customer("Primary Phone"), Some(Field::Phone));
        assert_eq!(customer("Billing Address 1"), Some(Field::Street));
        assert_eq!(customer("Phone 2"), Some(Field::Phone));
        assert_eq!(customer("客户手机号"), Some(Field::Phone));
        assert_eq!(customer("公司地址"), Some(Field::Street));
        assert_eq!(customer("联系人电话"), Some(Field::Phone));
        assert_eq!(customer("Product name"), None);
        assert_eq!(customer("Last order date"), None);

        let order = |header| look_up(Target::Orders, header).map(|(field, _)| field);
        assert_eq!(order("Member ID"), Some(Field::CustomerKey));
        assert_eq!(order("Order ID"), Some(Field::OrderNumber));
        assert_eq!(order("Customer"), Some(Field::CustomerName));
        assert_eq!(order("买家昵称"), Some(Field::CustomerName));
        assert_eq!(order("Customer email"), Some(Field::CustomerKey));
        assert_eq!(order("订单备注"), Some(Field::Note));
        assert_eq!(order("Order status"), None);
        assert_eq!(order("Customer city"), None);

        let touch = |header| look_up(Target::Interactions, header).map(|(field, _)| field);
        assert_eq!(touch("Client number"), Some(Field::CustomerKey));
        assert_eq!(touch("Customer e-mail"), Some(Field::CustomerKey));
        assert_eq!(touch("Call date"), Some(Field::At));
        assert_eq!(touch("Activity type"), Some(Field::Channel));
        assert_eq!(touch("跟进结果"), Some(Field::Outcome));
        assert_eq!(touch("Contact name"), Some(Field::CustomerName));
        assert_eq!(touch("Created at"), None);
        assert_eq!(touch("Call ID"), None, "another program's number");
    }
}
