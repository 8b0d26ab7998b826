//! The report as a table.

use crate::{
    measure::{EMPTY, Measure, grouped},
    report::Report,
};

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
    text + "! is over the budget.\n"
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
    text
}

/// Head and rows. A figure over its budget is marked: by `mark` before it, or around it when
/// that is markdown's for bold.
fn cells(report: &Report, mark: &str) -> Vec<Vec<String>> {
    let mut head = vec!["Customers".to_owned()];
    head.extend(report.columns().map(|size| match size {
        EMPTY => "none".to_owned(),
        size => grouped(size as f64),
    }));
    if let [.., small, large] = report.sizes.as_slice() {
        head.push(format!("growth at ×{:.0}", *large as f64 / *small as f64));
    }
    head.push("budget".to_owned());
    let mut rows = vec![head];
    for measure in report.rows() {
        let mut row = vec![measure.name.to_owned()];
        row.extend(report.columns().map(|size| {
            let figure = report.figure(measure, size).map(|value| measure.unit.show(value));
            match (figure, report.within(measure, size)) {
                (None, _) => String::new(),
                (Some(figure), Some(false)) if mark == "**" => format!("**{figure}**"),
                (Some(figure), Some(false)) => format!("{mark} {figure}"),
                (Some(figure), _) => figure,
            }
        }));
        if report.sizes.len() > 1 {
            let growth = report.growth(measure).map(|growth| format!("×{growth:.1}"));
            row.push(growth.unwrap_or_default());
        }
        row.push(budgets(measure));
        rows.push(row);
    }
    rows
}

fn budgets(measure: &Measure) -> String {
    let one = |budget: &crate::measure::Budget| {
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
    use crate::report::tests::some;

    #[test]
    fn a_column_each_for_sizes_growth_and_budget() {
        let text = markdown(&some());
        assert!(text.contains("| Customers | none | 1,000 | 10,000 | growth at ×10 | budget |"));
        assert!(text.contains("|---|---:|---:|---:|---:|---:|"));
        let save = "| Save an edit: durable and said so |  | 20 ms | **40 ms** | ×2.0 | 20 ms |";
        assert!(text.contains(save), "{text}");
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
