//! What came of a fit, on its way back.

use analytics::ltv::{
    Fit, FitConfig, FitTrouble, GammaGamma, Model, ModelKind, SpendFit, SpendTrouble, TimeUnit,
};
use model::wire::{Reader, Unreadable, Writer};

/// A fit, or why there is none.
pub type Outcome = Result<Fit, FitTrouble>;

/// As bytes.
pub(crate) fn encode(outcome: &Outcome) -> Vec<u8> {
    let mut out = Writer::default();
    match outcome {
        Ok(fit) => {
            out.uint(0);
            let Fit { unit, last_day, model, ln_likelihood, customers, repeaters, spend } = fit;
            write_config(
                &FitConfig { kind: model.kind(), unit: *unit, last_day: *last_day },
                &mut out,
            );
            model.parameters().iter().for_each(|value| write_float(*value, &mut out));
            write_float(*ln_likelihood, &mut out);
            out.uint((*customers).into());
            out.uint((*repeaters).into());
            write_spend(spend, &mut out);
        }
        Err(FitTrouble::FewCustomers { have, need }) => write_few(1, *have, *need, &mut out),
        Err(FitTrouble::FewRepeaters { have, need }) => write_few(2, *have, *need, &mut out),
        Err(FitTrouble::NoOptimum) => out.uint(3),
    }
    out.finish()
}

/// From bytes.
///
/// # Errors
/// When they are none.
pub fn decode(bytes: &[u8]) -> Result<Outcome, Unreadable> {
    let mut from = Reader::new(bytes);
    let from = &mut from;
    Ok(match from.uint()? {
        0 => {
            let FitConfig { kind, unit, last_day } = read_config(from)?;
            let mut parameters = [0.0; 4];
            for value in &mut parameters {
                *value = read_float(from)?;
            }
            let model = Model::new(kind, parameters);
            let model = model.ok_or_else(|| from.wrong("parameters out of range"))?;
            let ln_likelihood = read_float(from)?;
            let (customers, repeaters) = (number(from)?, number(from)?);
            let spend = read_spend(from)?;
            Ok(Fit { unit, last_day, model, ln_likelihood, customers, repeaters, spend })
        }
        1 => Err(FitTrouble::FewCustomers { have: number(from)?, need: number(from)? }),
        2 => Err(FitTrouble::FewRepeaters { have: number(from)?, need: number(from)? }),
        3 => Err(FitTrouble::NoOptimum),
        _ => return Err(from.wrong("no such outcome")),
    })
}

pub(crate) fn write_config(config: &FitConfig, out: &mut Writer) {
    let FitConfig { kind, unit, last_day } = config;
    out.uint(match kind {
        ModelKind::BgNbd => 0,
        ModelKind::MbgNbd => 1,
        ModelKind::ParetoNbd => 2,
    });
    out.uint(match unit {
        TimeUnit::Day => 0,
        TimeUnit::Week => 1,
        TimeUnit::Month => 2,
    });
    out.int((*last_day).into());
}

pub(crate) fn read_config(from: &mut Reader<'_>) -> Result<FitConfig, Unreadable> {
    let kind = match from.uint()? {
        0 => ModelKind::BgNbd,
        1 => ModelKind::MbgNbd,
        2 => ModelKind::ParetoNbd,
        _ => return Err(from.wrong("no such model")),
    };
    let unit = match from.uint()? {
        0 => TimeUnit::Day,
        1 => TimeUnit::Week,
        2 => TimeUnit::Month,
        _ => return Err(from.wrong("no such unit")),
    };
    let last_day = from.int()?.try_into().map_err(|_| from.wrong("a day out of range"))?;
    Ok(FitConfig { kind, unit, last_day })
}

fn write_spend(spend: &Result<SpendFit, SpendTrouble>, out: &mut Writer) {
    match spend {
        Ok(SpendFit { model: GammaGamma { p, q, v }, ln_likelihood, customers, correlation }) => {
            out.uint(0);
            for value in [p, q, v, ln_likelihood, correlation] {
                write_float(*value, out);
            }
            out.uint((*customers).into());
        }
        Err(SpendTrouble::FewRepeaters { have, need }) => write_few(1, *have, *need, out),
        Err(SpendTrouble::Correlated { correlation, bound }) => {
            out.uint(2);
            write_float(*correlation, out);
            write_float(*bound, out);
        }
        Err(SpendTrouble::NoOptimum) => out.uint(3),
        Err(SpendTrouble::NoMean) => out.uint(4),
    }
}

fn read_spend(from: &mut Reader<'_>) -> Result<Result<SpendFit, SpendTrouble>, Unreadable> {
    Ok(match from.uint()? {
        0 => {
            let (p, q, v) = (read_float(from)?, read_float(from)?, read_float(from)?);
            let (ln_likelihood, correlation) = (read_float(from)?, read_float(from)?);
            let (model, customers) = (GammaGamma { p, q, v }, number(from)?);
            Ok(SpendFit { model, ln_likelihood, customers, correlation })
        }
        1 => Err(SpendTrouble::FewRepeaters { have: number(from)?, need: number(from)? }),
        2 => {
            let (correlation, bound) = (read_float(from)?, read_float(from)?);
            Err(SpendTrouble::Correlated { correlation, bound })
        }
        3 => Err(SpendTrouble::NoOptimum),
        4 => Err(SpendTrouble::NoMean),
        _ => return Err(from.wrong("no such outcome of spend")),
    })
}

fn write_few(number: u64, have: u32, need: u32, out: &mut Writer) {
    [number, have.into(), need.into()].into_iter().for_each(|number| out.uint(number));
}

fn number(from: &mut Reader<'_>) -> Result<u32, Unreadable> {
    from.uint()?.try_into().map_err(|_| from.wrong("a number out of range"))
}

/// By its bits: the wire has no fractions.
fn write_float(value: f64, out: &mut Writer) {
    out.uint(value.to_bits());
}

fn read_float(from: &mut Reader<'_>) -> Result<f64, Unreadable> {
    Ok(f64::from_bits(from.uint()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_outcome_arrives_as_it_was() {
        let spends = [
            Ok(SpendFit {
                model: GammaGamma { p: 6.25, q: 3.74, v: 1_544.0 },
                ln_likelihood: -8_412.4,
                customers: 946,
                correlation: 0.11,
            }),
            Err(SpendTrouble::FewRepeaters { have: 7, need: 30 }),
            Err(SpendTrouble::Correlated { correlation: -0.5, bound: 0.3 }),
            Err(SpendTrouble::NoOptimum),
            Err(SpendTrouble::NoMean),
        ];
        let models = ModelKind::ALL.map(|kind| Model::new(kind, [0.243, 4.414, 0.793, 2.426]));
        let units = TimeUnit::ALL.into_iter().cycle();
        let fits = models.into_iter().flatten().cycle().zip(units).zip(spends);
        let fits = fits.map(|((model, unit), spend)| {
            Ok(Fit {
                unit,
                last_day: -5,
                model,
                ln_likelihood: -9_582.4,
                customers: 2_357,
                repeaters: 946,
                spend,
            })
        });
        let troubles = [
            Err(FitTrouble::FewCustomers { have: 3, need: 100 }),
            Err(FitTrouble::FewRepeaters { have: 3, need: 30 }),
            Err(FitTrouble::NoOptimum),
        ];
        for outcome in fits.chain(troubles) {
            assert_eq!(decode(&encode(&outcome)), Ok(outcome));
        }
    }

    #[test]
    fn what_is_no_outcome_is_refused() {
        let mut out = Writer::default();
        out.uint(4);
        assert!(decode(&out.finish()).is_err());
        assert!(decode(&[]).is_err());
    }
}
