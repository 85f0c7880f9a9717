//! JUnit XML, which CI servers read: a suite a scenario, a case an expectation.

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::{Case, Suite};
use crate::experiment::Verdict;

/// All suites as one document.
pub fn document(suites: &[Suite]) -> Option<String> {
    let mut report = Report::new("coalition test");
    for suite in suites {
        let mut all = TestSuite::new(suite.scenario.as_deref().unwrap_or(&suite.file));
        if suite.scenario.is_none() {
            all.add_test_case(invalid(suite));
        }
        for case in &suite.cases {
            all.add_test_case(test_case(suite, case));
        }
        report.add_test_suite(all);
    }
    report.to_string().ok()
}

fn invalid(suite: &Suite) -> TestCase {
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
    status.set_type("invalid").set_message("the scenario has errors");
    status.set_description(format!("to see them: coalition check {}", suite.file));
    TestCase::new("scenario", status)
}

fn test_case(suite: &Suite, case: &Case) -> TestCase {
    let demand = case.judgement.demand.as_str();
    let mut status = match case.judgement.verdict {
        Verdict::Met => TestCaseStatus::success(),
        Verdict::Undecided if case.is_tolerated() => TestCaseStatus::skipped(),
        Verdict::Missed | Verdict::Undecided => TestCaseStatus::non_success(NonSuccessKind::Failure),
    };
    if case.judgement.verdict != Verdict::Met {
        status.set_type(case.word()).set_message(demand).set_description(case.account(suite));
    }
    let mut test = TestCase::new(&*case.judgement.id, status);
    test.set_classname(suite.scenario.as_deref().unwrap_or_default());
    test.extra.insert("file".into(), suite.file.as_str().into());
    test.extra.insert("line".into(), case.line.to_string().into());
    if case.judgement.verdict == Verdict::Met {
        test.set_system_out(format!("{demand}; {}, {}", case.found(), case.basis()));
    }
    test
}
