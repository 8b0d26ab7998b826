//! What is in the wasm, by crate.

use crate::{project, wasm};
use anyhow::{Context, Result, bail};
use std::{collections::BTreeMap, fs, path::Path};
use wasmparser::{KnownCustom, Name, Parser, Payload};

/// Crates below this share of all code are summed up.
const LEAST: f64 = 0.005;

/// Code of one crate.
#[derive(Debug, PartialEq, Eq)]
struct Share {
    name: String,
    functions: usize,
    bytes: usize,
}

/// Prints, for the part every visit starts with and for all parts together, how much code each
/// crate has, the largest first. As it left the linker: what shrinks the build later takes the
/// names away.
///
/// # Errors
/// When there is no build.
pub fn report() -> Result<()> {
    let main = project::scratch().join("split").join("main.wasm");
    for (what, path) in [("the first part", main), ("all parts", wasm::linked("rapport")?)] {
        let shares = shares(&path)?;
        let total: usize = shares.iter().map(|share| share.bytes).sum();
        println!("Code of {what}, by crate; {total} bytes before it is shrunk:\n");
        println!("{:>9} {:>7} {:>10}  crate", "bytes", "share", "functions");
        let (many, few): (Vec<_>, Vec<_>) =
            shares.iter().partition(|share| share.bytes as f64 >= LEAST * total as f64);
        let rest = Share {
            name: format!("{} others", few.len()),
            functions: few.iter().map(|share| share.functions).sum(),
            bytes: few.iter().map(|share| share.bytes).sum(),
        };
        for Share { name, functions, bytes } in many.into_iter().chain([&rest]) {
            let share = *bytes as f64 * 100.0 / total.max(1) as f64;
            println!("{bytes:>9} {share:>6.1}% {functions:>10}  {name}");
        }
        println!();
    }
    Ok(())
}

fn shares(path: &Path) -> Result<Vec<Share>> {
    let bytes =
        fs::read(path).with_context(|| format!("there is no {}: build first", path.display()))?;
    let (mut imported, mut sizes, mut names) = (0, Vec::new(), BTreeMap::new());
    for payload in Parser::new(0).parse_all(&bytes) {
        match payload? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    imported += u32::from(matches!(import?.ty, wasmparser::TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => {
                sizes.push((body.range().end - body.range().start) as usize)
            }
            Payload::CustomSection(section) => {
                let KnownCustom::Name(section) = section.as_known() else { continue };
                for part in section {
                    let Ok(Name::Function(map)) = part else { continue };
                    for naming in map {
                        let naming = naming?;
                        names.insert(naming.index, naming.name.to_owned());
                    }
                }
            }
            _ => {}
        }
    }
    if names.is_empty() {
        bail!("{} has no names of functions", path.display());
    }
    let mut by_crate = BTreeMap::<String, (usize, usize)>::new();
    for (index, size) in (imported..).zip(sizes) {
        let name = names.get(&index).map_or("?", String::as_str);
        let sum = by_crate.entry(crate_of(name)).or_default();
        *sum = (sum.0 + 1, sum.1 + size);
    }
    let shares = by_crate.into_iter();
    let mut shares: Vec<Share> =
        shares.map(|(name, (functions, bytes))| Share { name, functions, bytes }).collect();
    shares.sort_by(|a, b| b.bytes.cmp(&a.bytes).then_with(|| a.name.cmp(&b.name)));
    Ok(shares)
}

/// The crate a function is of: of the code of a generic one, whoever wrote it; of a trait's method,
/// the crate of the type it is for.
fn crate_of(symbol: &str) -> String {
    let name = format!("{:#}", rustc_demangle::demangle(symbol));
    let first = name.find(|c: char| c.is_alphanumeric() || c == '_');
    let rest = first.map_or("", |at| &name[at..]);
    let rest = ["mut ", "dyn ", "impl ", "const "]
        .iter()
        .fold(rest, |rest, word| rest.strip_prefix(word).unwrap_or(rest));
    let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
    match &rest[..end] {
        "" => "?".to_owned(),
        // A type that no crate owns: a text, a number, a parameter.
        "str" | "u8" | "bool" | "T" | "F" | "I" | "S" => "core".to_owned(),
        name => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::crate_of;

    #[test]
    fn a_function_is_of_the_crate_that_its_name_begins_with() {
        for (symbol, name) in [
            ("_ZN4core3str4iter22SplitInternal$LT$P$GT$7get_end17h129c7de84754237fE", "core"),
            (
                "_ZN80_$LT$analytics..rfm..segment_name..SegmentName$u20$as$u20$core..clone..Clone\
                 $GT$5clone17h7447c090ed6dd14fE",
                "analytics",
            ),
            (
                "_ZN45_$LT$T$u20$as$u20$alloc..string..ToString$GT$9to_string17h340ebbef9e52bc22E",
                "core",
            ),
            ("memcpy", "memcpy"),
            ("", "?"),
        ] {
            assert_eq!(crate_of(symbol), name, "{symbol}");
        }
    }
}
