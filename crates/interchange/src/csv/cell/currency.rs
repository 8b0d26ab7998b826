//! Currencies as they are written next to amounts and in columns of their own.

use model::Currency;

/// The active codes of ISO 4217, so that `5 PCS` is no amount of money. In order and with a
/// space after each, so that a code is found without looking at all of them for every row.
const CODES: &str = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB \
    BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK \
    DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR \
    IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL \
    MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK \
    PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP \
    SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST \
    XAF XCD XCG XOF XPF XSU XUA YER ZAR ZMW ZWG ";

/// Signs and names, each with the currencies it may stand for. It stands for the expected
/// currency when that is one of them, for the first otherwise.
const SIGNS: &[(&str, &str)] = &[
    (
        "$",
        "USD CAD AUD NZD HKD SGD TWD MXN CLP COP ARS UYU BMD BND BSD BZD FJD GYD JMD LRD NAD \
        SBD SRD TTD XCD",
    ),
    ("€", "EUR"),
    ("£", "GBP EGP FKP GIP LBP SHP SDG SSP SYP"),
    ("¥", "CNY JPY"),
    ("￥", "CNY JPY"),
    ("US$", "USD"),
    ("C$", "CAD NIO"),
    ("CA$", "CAD"),
    ("A$", "AUD"),
    ("AU$", "AUD"),
    ("NZ$", "NZD"),
    ("HK$", "HKD"),
    ("S$", "SGD"),
    ("NT$", "TWD"),
    ("MX$", "MXN"),
    ("R$", "BRL"),
    ("CN¥", "CNY"),
    ("JP¥", "JPY"),
    ("₩", "KRW KPW"),
    ("₹", "INR"),
    ("₽", "RUB"),
    ("₫", "VND"),
    ("฿", "THB"),
    ("₺", "TRY"),
    ("₴", "UAH"),
    ("₪", "ILS"),
    ("Rs", "INR PKR LKR NPR MUR SCR"),
    ("Rs.", "INR PKR LKR NPR MUR SCR"),
    ("₱", "PHP"),
    ("₦", "NGN"),
    ("zł", "PLN"),
    ("Kč", "CZK"),
    ("Ft", "HUF"),
    ("Fr.", "CHF"),
    ("RMB", "CNY"),
    ("CNH", "CNY"),
    ("元", "CNY TWD HKD MOP SGD"),
    ("圆", "CNY"),
    ("人民币", "CNY"),
    ("人民币元", "CNY"),
    ("美元", "USD"),
    ("美金", "USD"),
    ("欧元", "EUR"),
    ("英镑", "GBP"),
    ("日元", "JPY"),
    ("日圆", "JPY"),
    ("円", "JPY"),
    ("港元", "HKD"),
    ("港币", "HKD"),
    ("澳门元", "MOP"),
    ("新台币", "TWD"),
    ("台币", "TWD"),
    ("韩元", "KRW"),
    ("新加坡元", "SGD"),
    ("澳元", "AUD"),
    ("加元", "CAD"),
    ("卢布", "RUB"),
    ("泰铢", "THB"),
    ("瑞士法郎", "CHF"),
    ("euro", "EUR"),
    ("kr", "SEK NOK DKK ISK"),
];

/// The currency written as `text`: an ISO 4217 code in either case, a sign or a common name.
/// A sign several currencies share (`$`, `¥`, `元`, `kr`) is `expected` if that is one of them.
#[must_use]
pub fn read_currency(text: &str, expected: Currency) -> Option<Currency> {
    let text = text.trim();
    if let Some(code) = iso_code(text) {
        return Some(code);
    }
    let (_, meanings) = SIGNS.iter().find(|(sign, _)| sign.eq_ignore_ascii_case(text))?;
    if meanings.split(' ').any(|code| code == expected.code()) {
        return Some(expected);
    }
    meanings.split(' ').next()?.parse().ok()
}

/// The currency of `text` if it is an ISO 4217 code.
pub(crate) fn iso_code(text: &str) -> Option<Currency> {
    let currency: Currency = text.parse().ok()?;
    let (codes, _) = CODES.as_bytes().as_chunks::<4>();
    let found = codes.binary_search_by(|code| code[..3].cmp(currency.code().as_bytes()));
    found.is_ok().then_some(currency)
}

/// The currency a header names, as in `Amount (USD)` or `金额（元）` or `Total EUR`; a sign
/// several currencies share counts as for [`read_currency`]. A code in small letters counts
/// in names with underscores only, where it is no English word.
#[must_use]
pub fn currency_in_header(header: &str, expected: Currency) -> Option<Currency> {
    let is_edge = |c: char| c.is_whitespace() || "()[]（）【】:：_/-,".contains(c);
    let words = header.split(is_edge).filter(|word| !word.is_empty());
    let is_word =
        |word: &&str| header.contains('_') || !word.chars().any(|c| c.is_ascii_lowercase());
    words.skip(1).filter(is_word).find_map(|word| read_currency(word, expected))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_found_and_nothing_else() {
        let codes: Vec<&str> = CODES.split_whitespace().collect();
        assert!(codes.is_sorted() && CODES.len() == 4 * codes.len());
        for code in &codes {
            assert_eq!(iso_code(code).unwrap().code(), *code);
            assert_eq!(iso_code(&code.to_lowercase()).unwrap().code(), *code);
        }
        for other in ["PCS", "AAA", "ZZZ", "US", "USDX", "", "U D"] {
            assert_eq!(iso_code(other), None, "{other}");
        }
    }

    #[test]
    fn every_sign_stands_for_listed_currencies() {
        for (sign, meanings) in SIGNS {
            for code in meanings.split_whitespace() {
                assert!(iso_code(code).is_some(), "{sign} {code}");
            }
            assert!(!meanings.contains("  "), "{sign}");
        }
    }

    #[test]
    fn shared_signs_follow_what_is_expected() {
        let jpy: Currency = "JPY".parse().unwrap();
        let cad: Currency = "CAD".parse().unwrap();
        assert_eq!(read_currency("¥", Currency::EUR), Some(Currency::CNY));
        assert_eq!(read_currency("¥", jpy), Some(jpy));
        assert_eq!(read_currency("$", cad), Some(cad));
        assert_eq!(read_currency(" us$ ", cad), Some(Currency::USD));
        assert_eq!(read_currency("eur", cad), Some(Currency::EUR));
        assert_eq!(read_currency("人民币", cad), Some(Currency::CNY));
        assert_eq!(read_currency("PCS", cad), None);
        assert_eq!(read_currency("", cad), None);
    }

    #[test]
    fn headers_name_currencies() {
        for (header, want) in [
            ("Amount (EUR)", Some(Currency::EUR)),
            ("金额（元）", Some(Currency::CNY)),
            ("total_usd", Some(Currency::USD)),
            ("Amount", None),
            ("Total for all", None),
            ("Total for ALL", "ALL".parse().ok()),
            ("Try", None),
        ] {
            assert_eq!(currency_in_header(header, Currency::USD), want, "{header}");
        }
    }
}
