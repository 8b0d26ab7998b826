//! The report as a table.

use crate::{
    measure::{Budget, EMPTY, Measure, Unit, grouped},
    report::{Report, TOLERANCE},
};

/// Stands beside growth that is faster than the data's.
const OUTGROWS: &str = "▲";

/// For a terminal.
pub fn plain(report: &Report) -> String {
    let rows = cells(report, "!");
    let width = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max()
    };
    let widths: Vec<usize> = (0..).map_while(width).collect();
    let mut text = report.machine.sentence() + "\n\n";
    for row in &rows {
        let mut line = String::new();
        for (at, (cell, width)) in row.iter().zip(&widths).enumerate() {
            line.push_str(&match at {
                0 => format!("{cell:<width$}"),
                _ => format!("  {cell:>width$}"),
            });
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text.push_str(&format!("! is over the budget. {OUTGROWS} grows faster than the data.\n"));
    if !report.failures.is_empty() {
        text.push_str(&format!("\nCould not be measured:\n{}", failures(report)));
    }
    text
}

/// For a page of documentation.
pub fn markdown(report: &Report) -> String {
    let mut text = report.machine.sentence() + "\n\n";
    for (at, row) in cells(report, "**").iter().enumerate() {
        text.push_str(&format!("| {} |\n", row.join(" | ")));
        if at == 0 {
            text.push_str(&format!("|---|{}\n", "---:|".repeat(row.len() - 1)));
        }
    }
    text.push_str(&format!("\n{}\n", legend()));
    if !report.failures.is_empty() {
        text.push_str(&format!("\n{FAILED}\n\n{}", failures(report)));
    }
    text
}

/// What the table's signs mean.
fn legend() -> String {
    let least = [Unit::Millis, Unit::Megabytes];
    let least = least.map(|unit| unit.floor().map_or_else(String::new, |floor| unit.show(floor)));
    format!(
        "\
Bold is over the budget. *Growth* is the figure at a size over that at the size before: work that
grows with the data shows the ratio of the sizes, work that should not grow shows 1. {OUTGROWS} stands
where it is more than {TOLERANCE} times that ratio and the figure is at least {}. A cell is empty
where the measure does not apply to that size or was not taken.",
        least.join(" or ")
    )
}

/// What stands before the list of failures.
const FAILED: &str = "\
Some of it could not be measured in this run, and figures of the same work are of what was measured
before it failed:";

fn failures(report: &Report) -> String {
    report.failures.iter().map(|failure| format!("- {}\n", failure.sentence())).collect()
}

/// Head and rows. A figure over its budget is marked: by `mark` before it, or around it when
/// that is markdown's for bold.
fn cells(report: &Report, mark: &str) -> Vec<Vec<String>> {
    let size_name = |size| match size {
        EMPTY => "none".to_owned(),
        size => grouped(size as f64),
    };
    let step_name = |(small, large)| format!("growth at ×{:.0}", large as f64 / small as f64);
    let mut rows = vec![row(report, "Customers", "budget", size_name, step_name)];
    for measure in report.rows() {
        let figure = |size| {
            let figure = report.figure(measure, size).map(|value| measure.unit.show(value));
            match (figure, report.within(measure, size)) {
                (None, _) => String::new(),
                (Some(figure), Some(false)) if mark == "**" => format!("**{figure}**"),
                (Some(figure), Some(false)) => format!("{mark} {figure}"),
                (Some(figure), _) => figure,
            }
        };
        let growth = |step| match (report.growth(measure, step), report.outgrows(measure, step)) {
            (None, _) => String::new(),
            (Some(growth), true) => format!("{OUTGROWS} ×{growth:.1}"),
            (Some(growth), false) => format!("×{growth:.1}"),
        };
        rows.push(row(report, measure.name, &budgets(measure), figure, growth));
    }
    rows
}

/// A row with a cell for each size and, after each but the first, for the growth up to it.
fn row(
    report: &Report,
    first: &str,
    last: &str,
    size_cell: impl Fn(usize) -> String,
    step_cell: impl Fn((usize, usize)) -> String,
) -> Vec<String> {
    let mut row = vec![first.to_owned()];
    for size in report.columns() {
        row.push(size_cell(size));
        row.extend(report.steps().find(|(_, large)| *large == size).map(&step_cell));
    }
    row.push(last.to_owned());
    row
}

fn budgets(measure: &Measure) -> String {
    let one = |budget: &Budget| {
        let limit = measure.unit.show(budget.limit);
        match budget.customers {
            None => limit,
            Some(customers) => format!("{limit} at {}", grouped(customers as f64)),
        }
    };
    measure.budgets.iter().map(one).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{markdown, plain};
    use crate::{
        measure::LIST,
        report::{Report, tests::some},
    };
    use xtask::bench::Options;

    #[test]
    fn a_column_each_for_sizes_growth_and_budget() {
        let text = markdown(&some());
        assert!(text.contains("| Customers | none | 1,000 | 10,000 | growth at ×10 | budget |"));
        assert!(text.contains("|---|---:|---:|---:|---:|---:|"));
        let save = "| Save an edit: durable and said so |  | 20 ms | **40 ms** | ×2.0 | 20 ms |";
        assert!(text.contains(save), "{text}");
    }

    #[test]
    fn growth_stands_after_each_size_but_the_first() {
        let options = Options { sizes: vec![100, 1_000, 20_000], ..Options::default() };
        let mut report = Report::new(&options, some().machine);
        for (size, sample) in [(100, 6.0), (1_000, 66.0), (20_000, 80.0)] {
            report.add(LIST, size, sample);
        }
        let text = markdown(&report);
        let head = "| none | 100 | 1,000 | growth at ×10 | 20,000 | growth at ×20 | budget |";
        assert!(text.contains(head), "{text}");
        let list = "| 6.0 ms | 66 ms | ▲ ×11.0 | 80 ms | ×1.2 | 100 ms |";
        assert!(text.contains(list), "{text}");
    }

    #[test]
    fn what_could_not_be_measured_stands_below() {
        let mut report = some();
        assert!(!markdown(&report).contains("could not"));
        report.fail("export", 10_000, &anyhow::anyhow!("waited in vain for a download"));
        let line = "- export at 10,000: waited in vain for a download\n";
        for text in [markdown(&report), plain(&report)] {
            assert!(text.ends_with(line), "{text}");
        }
        assert!(markdown(&report).contains("| Save an edit"));
    }

    #[test]
    fn a_terminal_gets_columns_that_line_up() {
        let text = plain(&some());
        let lines: Vec<&str> = text.lines().filter(|line| line.contains("  ")).collect();
        let ends: Vec<usize> = lines
            .iter()
            .filter_map(|line| line.find("10,000").or_else(|| line.find("40 ms")))
            .collect();
        assert_eq!(ends.len(), 2);
        assert_eq!(ends[0] + "10,000".len(), ends[1] + "40 ms".len(), "{text}");
        assert!(text.contains("! 40 ms") && !text.contains("! 20 ms"));
    }
}
