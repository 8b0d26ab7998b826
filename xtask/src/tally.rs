//! Counting tests from what test runners print.

/// How many tests passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Tests that passed.
    pub passed: u64,
    /// Tests that failed.
    pub failed: u64,
}

impl Tally {
    /// Adds what a line says, if it is the `test result:` line of libtest or of
    /// `wasm-bindgen-test-runner`; any other line counts nothing.
    pub fn read(&mut self, line: &str) {
        let Some((_, counts)) =
            line.trim_start().strip_prefix("test result: ").and_then(|rest| rest.split_once(". "))
        else {
            return;
        };
        for count in counts.split(';') {
            let mut words = count.split_whitespace();
            if let (Some(Ok(number)), Some(kind)) =
                (words.next().map(str::parse::<u64>), words.next())
            {
                match kind {
                    "passed" => self.passed += number,
                    "failed" => self.failed += number,
                    _ => {}
                }
            }
        }
    }

    /// Adds the counts of another stage.
    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

#[cfg(test)]
mod tests {
    use super::Tally;

    fn read(lines: &[&str]) -> Tally {
        let mut tally = Tally::default();
        lines.iter().for_each(|line| tally.read(line));
        tally
    }

    #[test]
    fn sums_passed_and_failed_over_several_runners() {
        let tally = read(&[
            "running 12 tests",
            "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 3 filtered out; finished in 0.01s",
            "test result: FAILED. 4 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s",
            "    test result: ok. 5 passed; 0 failed; 0 ignored; 0 filtered out; finished in 0.20s\r",
        ]);
        assert_eq!(tally, Tally { passed: 21, failed: 2 });
        assert_eq!(tally.to_string(), "21 passed, 2 failed");
    }

    #[test]
    fn a_test_that_prints_numbers_is_not_counted() {
        let tally = read(&[
            "7 passed; 3 failed",
            "printed: test result: ok. 7 passed",
            "test result: ok",
            "test result: ok. many passed; 0 failed",
        ]);
        assert_eq!(tally, Tally::default());
    }
}
