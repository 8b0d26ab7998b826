//! What the parameters of a model come to for the average customer.

use crate::ltv::{Model, ModelKind};

/// What holds on average over all customers, before anything is known of them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Means {
    /// Purchases in a unit of time, as long as somebody is a customer: r / alpha, the mean of the
    /// gamma distribution of rates.
    pub rate: f64,
    /// The chance of leaving. BG/NBD: after each repeat purchase, MBG/NBD: after each purchase, the
    /// first included; both a / (a + b), the mean of the beta distribution of that chance.
    /// Pareto/NBD: within the first unit of time, 1 - (beta / (beta + 1))^s.
    pub leaving: f64,
}

impl Model {
    /// What holds on average over all customers: Fader, Hardie and Lee 2005, *Marketing Science* 24
    /// (2), for BG/NBD; Batislam, Denizel and Filiztekin 2007, *International Journal of Research in
    /// Marketing* 24 (3), for MBG/NBD; Schmittlein, Morrison and Colombo 1987, *Management Science*
    /// 33 (1), for Pareto/NBD, where the time until somebody leaves has a Pareto distribution.
    #[must_use]
    pub fn means(&self) -> Means {
        let [r, alpha, third, fourth] = self.parameters();
        let leaving = match self.kind() {
            ModelKind::BgNbd | ModelKind::MbgNbd => third / (third + fourth),
            ModelKind::ParetoNbd => -(-third * (1.0 / fourth).ln_1p()).exp_m1(),
        };
        Means { rate: r / alpha, leaving }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::ltv::Seen;

    fn near(a: f64, b: f64) {
        assert!((a - b).abs() <= 1e-5 * b.abs(), "{a} is not {b}");
    }

    /// The parameters of the 1/10 sample of CDNOW, as Fader, Hardie and Lee 2005 print them.
    const PUBLISHED: [f64; 4] = [0.243, 4.414, 0.793, 2.426];

    #[test]
    fn of_cdnow_somebody_buys_every_eighteen_weeks_and_every_fourth_leaves() {
        let means = Model::new(ModelKind::BgNbd, PUBLISHED).unwrap().means();
        near(means.rate, 0.055_052_1);
        near(means.leaving, 0.246_349_8);
    }

    /// At first nobody has had an occasion to leave but the one the model gives at once, and who has
    /// just had it has left with the mean chance.
    #[test]
    fn means_are_what_the_models_expect_at_the_very_beginning() {
        let (soon, just) = (1e-8, Seen { repeats: 1, recency: 3.0, age: 3.0 });
        let bg = Model::new(ModelKind::BgNbd, PUBLISHED).unwrap();
        near(bg.expected_of_anybody(soon) / soon, bg.means().rate);
        near(1.0 - bg.p_alive(&just), bg.means().leaving);

        let mbg = Model::new(ModelKind::MbgNbd, PUBLISHED).unwrap();
        let first = Seen { repeats: 0, recency: 0.0, age: 0.0 };
        near(mbg.expected_of_anybody(soon) / soon, mbg.means().rate * (1.0 - mbg.means().leaving));
        near(1.0 - mbg.p_alive(&first), mbg.means().leaving);

        let pareto = Model::new(ModelKind::ParetoNbd, [0.553, 10.578, 0.606, 11.669]).unwrap();
        near(pareto.expected_of_anybody(soon) / soon, pareto.means().rate);
        // Who hardly ever buys tells nothing by not buying.
        let silent = Model::new(ModelKind::ParetoNbd, [1e-9, 10.578, 0.606, 11.669]).unwrap();
        let after_one = Seen { repeats: 0, recency: 0.0, age: 1.0 };
        near(1.0 - silent.p_alive(&after_one), pareto.means().leaving);
    }
}
