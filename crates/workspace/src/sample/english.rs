//! The sample in English.

use super::language::{IndustryWords, Language, Names, Place, Tags, TopicWords};

const fn names(weight: u32, given: &'static str, family: &'static str) -> Names {
    Names { weight, given, family }
}

const fn industry(name: &'static str, patterns: &'static [&'static str]) -> IndustryWords {
    IndustryWords { name, patterns }
}

const fn us(
    city: &'static str,
    region: &'static str,
    postcode: &'static str,
    phone: &'static str,
    territory: usize,
) -> Place {
    let (district, country, mobile) = ("", "United States", "");
    Place { city, region, district, postcode, country, phone, mobile, territory }
}

const fn ca(
    city: &'static str,
    region: &'static str,
    postcode: &'static str,
    phone: &'static str,
) -> Place {
    Place { country: "Canada", ..us(city, region, postcode, phone, 2) }
}

const fn uk(
    city: &'static str,
    region: &'static str,
    postcode: &'static str,
    phone: &'static str,
) -> Place {
    let (country, mobile) = ("United Kingdom", "+44 7700 900###");
    Place { country, mobile, ..us(city, region, postcode, phone, 3) }
}

const fn au(
    city: &'static str,
    region: &'static str,
    postcode: &'static str,
    phone: &'static str,
) -> Place {
    Place { country: "Australia", ..us(city, region, postcode, phone, 3) }
}

const fn topic(
    subject: &'static str,
    notes: &'static str,
    outcome: &'static str,
    next: &'static str,
) -> TopicWords {
    TopicWords { subject, notes, outcome, next }
}

pub(super) static ENGLISH: Language = Language {
    names: &[
        names(
            42,
            "James|Olivia|William|Emma|Henry|Charlotte|George|Amelia|Thomas|Grace|Edward|Sophie|\
             Daniel|Hannah|Oliver|Lucy|Simon|Claire|Andrew|Rachel|Peter|Helen|Matthew|Laura",
            "Smith|Wilson|Jennings|Davies|Thornton|Clarke|Walker|Wright|Hughes|Bennett|Mercer|\
             Ellis|Foster|Palmer|Hayes|Webb|Marsh|Fletcher|Barker|Lowe|Pearson|Sutton|Reeve|Holt",
        ),
        names(
            10,
            "Aoife|Liam|Fiona|Callum|Niamh|Ewan|Siobhán=siobhan|Rory",
            "Murphy|Kelly|Campbell|O'Brien|MacLeod|Byrne|Doyle|Fraser",
        ),
        names(
            12,
            "Sofía=sofia|Mateo|Lucía=lucia|Diego|Elena|Carlos|Valeria|Andrés=andres",
            "García=garcia|Martínez=martinez|Reyes|Torres|Morales|Vargas|Castillo|Núñez=nunez",
        ),
        names(
            9,
            "Priya|Arjun|Ananya|Rahul|Meera|Vikram|Aisha|Farhan",
            "Patel|Sharma|Iyer|Khan|Nair|Menon|Reddy|Hussain",
        ),
        names(4, "Mei|Wei|Jun|Xin|Yan", "Chen|Lin|Wong|Zhang|Liu"),
        names(3, "Linh|Minh|Thu|Quang", "Nguyen|Tran|Pham|Le"),
        names(3, "Hana|Yuki|Naoki|Emi", "Tanaka|Sato|Mori|Kato"),
        names(3, "Ji-woo|Min-jun|Seo-yeon|Hyun", "Kim|Park|Choi|Han"),
        names(
            6,
            "Kwame|Amara|Chidi|Zainab|Thabo|Ngozi|Abena",
            "Okafor|Mensah|Adeyemi|Dlamini|Boateng|Mwangi|Diallo",
        ),
        names(
            7,
            "Anna|Lukas|Katarzyna|Jonas|Ingrid|Marek|Zofia|Erik",
            "Nowak|Schneider|Lindqvist|Weber|Hansen|Wójcik=wojcik|Becker",
        ),
        names(
            6,
            "Camille|Luc|Giulia|Marco|Élodie=elodie|Matteo|Chloé=chloe",
            "Moreau|Rossi|Lefèvre=lefevre|Bianchi|Laurent|Conti|Girard",
        ),
        names(
            5,
            "Layla|Omar|Nadia|Yusuf|Leila|Karim|Samira",
            "Haddad|Rahman|Demir|Nasser|Aziz|Mansour",
        ),
    ],
    person: "{g} {f}",
    mailbox: "{g}.{f}",
    contact: "{g}",
    titles: &[""],
    first: "Copper|Quiet|Little|Honey|Northern|Blue|Morning|Silver|Green|Amber|Corner|Brick|Willow|\
            Maple|Juniper|Cedar|Stone|River|Clover|Meadow|Harbor|Sunny|Linden|Hazel|Orchard",
    second: "Kettle|Table|Sparrow|Garden|Bridge|Hearth|Heron|Ladle|Anchor|Lantern|Fox|Finch|Barn|\
             Wharf|Acorn|Compass|Clock|Field|Pear|Thistle|Lark|Mill|Lane|Grove",
    branch: "{name}, {c}",
    industries: [
        industry(
            "Café",
            &["{a} {b} Café", "{a} {b} Coffee", "{a} {b} Espresso Bar", "The {a} {b} Coffee House"],
        ),
        industry("Restaurant", &["{a} {b} Kitchen", "The {a} {b}", "{a} {b} Bistro"]),
        industry("Hotel", &["The {a} {b} Hotel", "{a} {b} Inn", "{a} {b} Guest House"]),
        industry("Bakery", &["{a} {b} Bakery", "{a} {b} Bread", "{f}'s Bakery"]),
        industry(
            "Professional services",
            &["{f} & {g} Architects", "{f} {g} Accountants", "{a} {b} Studio", "{f} Engineering"],
        ),
        industry("Grocery", &["{a} {b} Grocers", "{f}'s Deli", "{a} {b} Provisions"]),
        industry("Education", &["{a} {b} Language School", "{a} {b} College"]),
        industry("Coworking", &["{a} {b} Works", "{a} {b} Workspace"]),
    ],
    places: &[
        us("Seattle", "WA", "9810#", "+1 206-555-01##", 1),
        us("Portland", "OR", "9720#", "+1 503-555-01##", 1),
        us("Boston", "MA", "0211#", "+1 617-555-01##", 0),
        us("Chicago", "IL", "6060#", "+1 312-555-01##", 2),
        us("San Francisco", "CA", "9411#", "+1 415-555-01##", 1),
        us("New York", "NY", "1001#", "+1 212-555-01##", 0),
        us("Denver", "CO", "8020#", "+1 303-555-01##", 1),
        uk("London", "Greater London", "SE1 #@@", "+44 20 7946 0###"),
        us("Minneapolis", "MN", "5540#", "+1 612-555-01##", 2),
        us("Philadelphia", "PA", "1910#", "+1 215-555-01##", 0),
        ca("Vancouver", "BC", "V6B #@#", "+1 604-555-01##"),
        us("Austin", "TX", "7870#", "+1 512-555-01##", 2),
        ca("Toronto", "ON", "M5V #@#", "+1 416-555-01##"),
        us("Providence", "RI", "0290#", "+1 401-555-01##", 0),
        uk("Manchester", "Greater Manchester", "M1 #@@", "+44 161 496 0###"),
        us("Sacramento", "CA", "9581#", "+1 916-555-01##", 1),
        us("Burlington", "VT", "05401", "+1 802-555-01##", 0),
        us("Boise", "ID", "8370#", "+1 208-555-01##", 1),
        uk("Edinburgh", "Scotland", "EH1 #@@", "+44 131 496 0###"),
        us("Nashville", "TN", "3720#", "+1 615-555-01##", 2),
        au("Melbourne", "VIC", "3000", "+61 3 5550 ####"),
        us("Portland", "ME", "04101", "+1 207-555-01##", 0),
        uk("Bristol", "England", "BS1 #@@", "+44 117 496 0###"),
        ca("Montréal", "QC", "H2X #@#", "+1 514-555-01##"),
        us("Pittsburgh", "PA", "1520#", "+1 412-555-01##", 0),
        au("Sydney", "NSW", "2000", "+61 2 5550 ####"),
        uk("Leeds", "West Yorkshire", "LS1 #@@", "+44 113 496 0###"),
        ca("Halifax", "NS", "B3J #@#", "+1 902-555-01##"),
    ],
    streets: "Mill Street|Park Avenue|Chapel Street|Bridge Street|King Street|Queen Street|\
              Market Street|Church Street|Union Street|River Road|Station Street|Garden Street|\
              Elm Street|Chestnut Street|George Street|Canal Street|Grove Street|Water Street|\
              North Street|Victoria Street|School Lane|Hill Road",
    street: "{n} {s}",
    unit: "{n} {s}, Unit {u}",
    owners: ["Maya Whitfield", "Daniel Okoro", "Sofia Alvarez", "Tom Ashworth"],
    sources: &[
        "Referral",
        "Website",
        "Trade fair",
        "Walk-in",
        "Tasting",
        "Partner",
        "Social media",
        "Cold call",
    ],
    tags: Tags {
        key_account: "key account",
        standing_order: "standing order",
        subscription: "subscription",
        wholesale: "wholesale",
        machine_on_loan: "machine on loan",
        fair_trade: "fair trade",
        newsletter: "newsletter",
        slow_payer: "slow payer",
    },
    mobile: "mobile",
    office: "office",
    trade_notes: &[
        "Deliveries before 8:00, through the yard.",
        "Ask for {p}, who runs the bar.",
        "Two sites; invoices go to the head office.",
        "Closed on Mondays.",
        "Two-group machine on site, serviced twice a year.",
        "Every invoice needs a purchase-order number.",
        "{p} places the orders; the owner signs off equipment.",
    ],
    home_notes: &[
        "Brews pour-over; likes light roasts.",
        "Leave parcels with the neighbor.",
        "Prefers messages after work.",
        "Espresso drinker, buys whole beans.",
        "Gives coffee as presents in December.",
    ],
    items: [
        "House Espresso Blend, 1 kg",
        "Colombia Huila, 1 kg",
        "Ethiopia Guji, 1 kg",
        "Brazil Cerrado, 1 kg",
        "Guatemala Antigua, 1 kg",
        "Organic Filter Blend, 1 kg",
        "Decaf Colombia, 1 kg",
        "Oat Drink, case of 12",
        "Paper Cups 8 oz, case of 1,000",
        "Cleaning Tablets, 100",
        "Water Filter Cartridge",
        "Chai Concentrate, 1 l",
        "Loose-Leaf Tea, 500 g",
        "House Espresso Blend, 250 g",
        "Colombia Huila, 250 g",
        "Ethiopia Guji, 250 g",
        "Guatemala Antigua, 250 g",
        "Decaf Colombia, 250 g",
        "Filter Papers, 100",
        "Descaler, 1 l",
        "Glass Server, 600 ml",
        "Pour-Over Set",
        "Two-Group Espresso Machine",
        "On-Demand Grinder",
        "Batch Brewer",
        "Barista Training, half day",
        "Machine Service",
        "Home Espresso Machine",
        "Hand Grinder",
        "Brewing Class",
        "Sample Pack",
    ],
    order_prefix: "SO",
    order_notes: &[
        "Deliver before 8:00.",
        "Leave at the back entrance.",
        "Call on arrival.",
        "Whole beans only.",
        "Together with the next delivery.",
    ],
    refund_notes: &[
        "Bag arrived torn.",
        "Wrong grind.",
        "Damaged in transit.",
        "Ordered twice by mistake.",
    ],
    sample_note: "Free samples.",
    weekdays: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"],
    topics: [
        topic(
            "Card from the food fair",
            "Stopped at our stand and asked about a first delivery.",
            "",
            "Call after the fair",
        ),
        topic(
            "Enquiry about wholesale terms",
            "{p} is opening a second site and would like one supplier for both.",
            "Sent our terms~Visit agreed",
            "Ask for the opening date~Visit on {d}",
        ),
        topic(
            "Question about grind and delivery",
            "Asked which grind suits a moka pot and whether we deliver on Saturdays.",
            "Answered~Will try a first bag",
            "~Check in after the first order",
        ),
        topic(
            "Introduction",
            "Explained our roast days and delivery rounds. {p} decides together with the owner.",
            "Will talk it over~Asked us to call back",
            "Call again on {d}~Call back next month",
        ),
        topic(
            "Brewing class",
            "Joined the class and asked about equipment for beginners.",
            "Interested in a starter set~Enjoyed it",
            "Send the starter offer~",
        ),
        topic(
            "Open tasting at the roastery",
            "Tried four single origins; {i} was the favorite.",
            "Wants a sample~Asked about delivery",
            "Send a sample bag~Call within the week",
        ),
        topic(
            "First visit",
            "Met {p} on site. They use about {n} kg a week and want fresher beans and a steadier \
             delivery day.",
            "Open to a tasting~Asked for a price list",
            "Bring three espresso samples on {d}~Send the wholesale price list",
        ),
        topic(
            "Quote: {e}",
            "Price includes installation, a two-year warranty and a service plan.",
            "Comparing two offers~Waiting for budget approval",
            "Follow up on {d}~Ask about the budget at month end",
        ),
        topic(
            "Tasting of the new harvest",
            "Cupped {o} with {p} and the team. They liked the sweetness and would roast it a touch \
             darker.",
            "Will list it next month~Staying with the current blend",
            "Add {n} kg to the next order~Offer again with the next harvest",
        ),
        topic(
            "Late delivery",
            "The parcel came a day late. Apologized and credited the shipping.",
            "Happy with the credit",
            "Check that the next delivery is on time",
        ),
        topic(
            "Quarterly review",
            "Went through volumes and prices with {p}. Service visits are on time; cups ran out \
             once.",
            "Terms extended~Wants a better price on cups",
            "Send the new terms~Check cup prices with purchasing",
        ),
        topic(
            "Machine losing pressure",
            "The left group drops to six bar. {p} can work with the other one until the engineer \
             comes.",
            "Engineer booked",
            "Confirm the repair on {d}",
        ),
        topic(
            "Grinder calibration",
            "Dialed in the grinder, changed the burrs and showed {p} the cleaning routine.",
            "Shots back to normal",
            "Check again in three months",
        ),
        topic(
            "Barista training",
            "Half a day with {n} new team members: milk, recipes, cleaning.",
            "Very well received~Second session wanted",
            "Send the recipe cards~Find a date for part two",
        ),
        topic("Delivery confirmed", "Confirmed {i} for {d} morning.", "Confirmed", ""),
        topic(
            "Change to the regular order",
            "Would like to add {o} to every delivery.",
            "Order changed",
            "Update the standing order",
        ),
        topic(
            "Invoice question",
            "{p} could not match an invoice to its delivery note. Sent both again.",
            "Resolved",
            "",
        ),
        topic(
            "Quote: {e}",
            "The current one needs repairs too often. Offered a trade-in and installation.",
            "Considering it~Asked for leasing terms",
            "Follow up on {d}~Send a leasing offer",
        ),
        topic(
            "Skip one delivery",
            "Away for two weeks and asked to skip a delivery.",
            "Delivery skipped",
            "",
        ),
        topic(
            "How is the coffee?",
            "Enjoys {i} and brews it as pour-over.",
            "Pleased~Would like something fruitier",
            "~Suggest a washed Ethiopian",
        ),
        topic(
            "Menu planning",
            "{p} wants a house filter and two guest coffees for the season.",
            "Three coffees shortlisted",
            "Bring samples on {d}",
        ),
        topic(
            "Tasting afternoon",
            "Came along, tried everything and asked about {o}.",
            "Wants to order it~Enjoyed it",
            "~Invite to the next one",
        ),
        topic(
            "Wrong grind",
            "Received whole beans instead of ground. Replacement sent the same day.",
            "Solved",
            "",
        ),
        topic("Payment terms", "Extended to 30 days after a review.", "", ""),
        topic(
            "Price change announced",
            "Explained the new green-coffee prices. {p} asked for a month's notice in writing.",
            "Accepted~Wants to review volumes",
            "Send the letter~Meet on {d}",
        ),
        topic("Sample sent", "Sent 250 g of {o} to try.", "Liked it~No reply yet", "~Ask on {d}"),
        topic(
            "Checking in",
            "No order for a while; still using up stock.",
            "Will order when it runs low~Asked us to call again",
            "Call again in four weeks~Call again on {d}",
        ),
        topic(
            "Win-back visit",
            "Another supplier offered a machine on loan. {p} is open to talks when that contract \
             ends.",
            "The door stays open~Asked for a counter-offer",
            "Note the end of the contract~Send an offer by {d}",
        ),
        topic(
            "Offer for the next order",
            "Sent the seasonal list with ten percent off.",
            "No reply yet~Thanked us, not now",
            "Call on {d}~Try again next season",
        ),
        topic(
            "No answer",
            "Left a message with the direct number.",
            "Not reached",
            "Try again on {d}",
        ),
        topic(
            "Shorter opening hours",
            "Open fewer days this season, so less coffee for now.",
            "",
            "Ask again next season",
        ),
        topic(
            "New arrivals",
            "Wrote about the new lots; {i} is back.",
            "Looked at the list~No reply yet",
            "",
        ),
    ],
};
