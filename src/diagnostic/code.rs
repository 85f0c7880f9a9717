//! The kinds of fault, by stable codes: C00xx the file, C01xx its shape, C02xx values, C03xx names, C04xx rules
//! of the model, C05xx how a scenario is put together, C06xx what is valid but surely not meant.

use std::fmt;

macro_rules! codes {
    ($($code:ident $variant:ident $name:literal $meaning:literal;)+) => {
        /// A kind of fault. Its text ([`Code::text`]) never changes its meaning and is never used again.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code {
            $(
                #[doc = concat!(stringify!($code), " ", $name, ": ", $meaning)]
                $variant,
            )+
        }

        impl Code {
            /// Every code, in order.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The stable text, such as `C0101`.
            pub const fn text(self) -> &'static str {
                match self { $(Self::$variant => stringify!($code)),+ }
            }

            /// The name in kebab case, such as `unknown-field`.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// The lint of this code or name.
            pub fn lint(text: &str) -> Option<Self> {
                Self::lints().find(|code| code.text() == text || code.name() == text)
            }

            /// All lints, in order: what is valid but surely not meant.
            pub fn lints() -> impl Iterator<Item = Self> {
                Self::ALL.iter().copied().filter(|code| *code > Self::UnknownLint && code.text().starts_with("C06"))
            }

            /// What it means, in a line.
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning),+ }
            }

            /// The text of its file in `explain/`; [`Explanation`](super::Explanation) takes it apart.
            pub const fn explanation(self) -> &'static str {
                match self { $(Self::$variant => include_str!(concat!("explain/", stringify!($code), ".md"))),+ }
            }
        }
    };
}

codes! {
    C0001 FileTooLarge "file-too-large" "the file is larger than any scenario needs to be";
    C0002 NotUtf8 "not-utf8" "the file is not text in UTF-8";
    C0003 NulCharacter "nul-character" "the file holds a NUL character, so it is probably not text";
    C0004 Syntax "syntax" "the text does not follow the grammar of RON";
    C0005 UnclosedBracket "unclosed-bracket" "a bracket is opened and never closed";
    C0006 MismatchedBracket "mismatched-bracket" "a bracket is closed by another kind, or was never opened";
    C0007 UnclosedText "unclosed-text" "a text begins with a quotation mark and does not end";
    C0008 UnclosedComment "unclosed-comment" "a comment begins with /* and does not end";
    C0009 TooDeep "too-deep" "brackets are nested deeper than any scenario needs";
    C0010 TooManyValues "too-many-values" "the file holds more values than any scenario needs";
    C0011 UnusedSyntax "unused-syntax" "RON allows this, and no scenario uses it";
    C0101 UnknownField "unknown-field" "a field of this name does not exist here";
    C0102 MissingField "missing-field" "a field without a default was not written";
    C0103 DuplicateField "duplicate-field" "a field was written twice";
    C0104 WrongType "wrong-type" "another kind of value is wanted here";
    C0105 UnknownVariant "unknown-variant" "a choice of this name does not exist here";
    C0106 WrongName "wrong-name" "the name before the bracket is not the one that is wanted here";
    C0201 BadDuration "bad-duration" "a duration cannot be understood";
    C0202 BadProbability "bad-probability" "a probability is not a number from 0 to 1";
    C0203 BadRate "bad-rate" "a rate cannot be understood";
    C0204 BadDistribution "bad-distribution" "the parameters give the distribution no meaning";
    C0205 OutOfRange "out-of-range" "a number lies outside its range";
    C0206 BadId "bad-id" "an id holds characters that ids do not have";
    C0207 BadText "bad-text" "a text holds control characters";
    C0208 BadTechnique "bad-technique" "a text is no ATT&CK technique";
    C0209 BadSelector "bad-selector" "a selector of hosts cannot be understood";
    C0210 BadHours "bad-hours" "hours of the week cannot be understood";
    C0211 BadVersion "bad-version" "a version of software cannot be understood";
    C0301 DuplicateId "duplicate-id" "two elements have the same id";
    C0302 UnknownReference "unknown-reference" "an element with this id does not exist";
    C0303 ReservedId "reserved-id" "an element has an id that always means something else";
    C0304 RepeatedReference "repeated-reference" "a list names the same element twice";
    C0305 UnknownMetric "unknown-metric" "a metric of this name does not exist";
    C0306 NoSuchArm "no-such-arm" "an arm that is always there was named where a strategy is wanted";
    C0307 NothingSelected "nothing-selected" "a selector finds nothing of what it names";
    C0401 UnknownSchema "unknown-schema" "this program does not read this version of the format";
    C0402 NoTime "no-time" "the exercise takes no time";
    C0403 EmptyList "empty-list" "a list that needs an element has none";
    C0404 TooMany "too-many" "there are more elements than the simulator holds";
    C0405 Undefended "undefended" "no team defends an organisation";
    C0406 DefendedTwice "defended-twice" "two teams defend the same organisation";
    C0407 LinkToInternet "link-to-internet" "a link leads to the internet";
    C0408 EndlessWork "endless-work" "work that never ends would keep its analyst for ever";
    C0409 TargetMissing "target-missing" "a victim has none of the host groups that a step wants";
    C0410 StepCycle "step-cycle" "steps wait for each other";
    C0411 NoFoothold "no-foothold" "a step that needs a foothold opens the attack";
    C0412 NoEntry "no-entry" "no step of a campaign gets in";
    C0413 NoPair "no-pair" "a rule has no sender with another receiver";
    C0414 ReversedBound "reversed-bound" "the lower end lies above the upper end";
    C0415 BadOverride "bad-override" "hosts are set apart that the group does not have, or twice";
    C0416 NoLoop "no-loop" "a loop goes back to a step that does not lead to it";
    C0417 NoRetry "no-retry" "an adversary would try a step again where none was stopped";
    C0418 VictimOrder "victim-order" "victims wait for each other, or for somebody who is none";
    C0419 MissionCycle "mission-cycle" "missions need each other";
    C0420 BadNeeds "bad-needs" "a mission needs more than there is, nothing, or says twice how much";
    C0421 BadPhase "bad-phase" "a phase of a mission changes nothing, or begins when another does";
    C0422 UnknownSoftware "unknown-software" "a vulnerability affects software that no host has";
    C0423 OpensNothing "opens-nothing" "an account opens no host where it is trusted";
    C0424 RepeatedControl "repeated-control" "hosts have the same kind of control twice";
    C0425 NobodyThere "nobody-there" "letters go to computers where nobody works";
    C0426 NotExponential "not-exponential" "a worm scans addresses at intervals that are not exponential";
    C0427 IdleSwitch "idle-switch" "a kill switch that nobody throws, or that has nothing to stop";
    C0428 IdleRemoval "idle-removal" "hosts that are neither cleaned nor patched, or closed without being cleaned";
    C0429 NobodyOnDuty "nobody-on-duty" "a desk has nobody, or nobody who is there during the exercise";
    C0430 BadShift "bad-shift" "a break or a handover does not fit its shift";
    C0431 BadEscalation "bad-escalation" "work is handed on in a circle, to a lower tier, or never";
    C0432 NothingUrgent "nothing-urgent" "work is put back for what is more urgent where nothing is";
    C0433 NoConstituent "no-constituent" "a team has a constituent that it does not defend";
    C0434 IdleMeasure "idle-measure" "a measure of containment that there is nothing for";
    C0435 NotKnownYet "not-known-yet" "a rule passes something before its sender can know it";
    C0436 RepeatedDecay "repeated-decay" "indicators of a kind lose their worth in two ways";
    C0437 BadExpectation "bad-expectation" "an expectation lacks what its kind needs, or has what its kind has no use for";
    C0438 ReversedReplicates "reversed-replicates" "an expectation ends with fewer replicates than it begins with";
    C0501 BadPath "bad-path" "the path of a setting cannot be understood, or must not be set";
    C0502 UnknownPath "unknown-path" "the path of a setting leads to nothing";
    C0503 BadFile "bad-file" "a file that the scenario names cannot be read";
    C0504 OutsideFolder "outside-folder" "a file that the scenario names lies outside its folder";
    C0505 FileCycle "file-cycle" "files name each other in a circle";
    C0506 RepeatedFile "repeated-file" "a file is named twice";
    C0507 TooManyFiles "too-many-files" "a scenario is made of more files than any needs";
    C0508 GivenTwice "given-twice" "two files give the same field";
    C0509 Misplaced "misplaced" "a field that says what a scenario is made of stands where it cannot";
    C0510 NoSuchVariant "no-such-variant" "a scenario has no variant with this id";
    C0511 TemplateCycle "template-cycle" "templates are like each other";
    C0600 UnknownLint "unknown-lint" "a lint of this code or name does not exist";
    C0601 UnreachableZone "unreachable-zone" "no attack can come into a zone";
    C0602 UnreachableStep "unreachable-step" "a step can never succeed";
    C0603 HopelessCampaign "hopeless-campaign" "a campaign can never reach its objective";
    C0604 BlindSensor "blind-sensor" "a sensor never sees anything";
    C0605 UnattendedHours "unattended-hours" "a roster of several shifts leaves hours in which nobody is there";
    C0606 OverloadedDesk "overloaded-desk" "a desk has more everyday work than people";
    C0607 CaptiveIndicator "captive-indicator" "no strategy ever lets an indicator out";
    C0608 IdleStrategy "idle-strategy" "a strategy is the same as not sharing";
    C0609 TwinStrategies "twin-strategies" "two strategies are the same";
    C0610 UnmeasuredObjective "unmeasured-objective" "what is at stake is not measured by anything";
    C0611 DecidedExpectation "decided-expectation" "an expectation cannot fail, or cannot be met";
    C0612 UnusedDefinition "unused-definition" "nothing refers to a definition";
    C0613 CertainChance "certain-chance" "a chance of 0 or 1 where there is usually a doubt";
    C0614 LateCampaign "late-campaign" "an attack begins after ENDEX";
    C0615 IdleAgreement "idle-agreement" "a part of a strategy can have no effect";
    C0616 ShortPatience "short-patience" "alerts are given up before anybody can look at them";
    C0617 FewReplicates "few-replicates" "too few replicates for the confidence of an expectation";
    C0618 NothingExpected "nothing-expected" "a scenario expects nothing of its results; told only where asked for";
}

/// The stable text.
impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_well_formed_ascending_and_named_once() {
        let texts: Vec<_> = Code::ALL.iter().map(|code| code.text()).collect();
        assert!(texts.is_sorted_by(|a, b| a < b), "{texts:?}");
        assert!(texts.iter().all(|text| {
            text.len() == 5 && text.starts_with('C') && text[1..].bytes().all(|b| b.is_ascii_digit())
        }));
        let mut names: Vec<_> = Code::ALL.iter().map(|code| code.name()).collect();
        assert!(
            names
                .iter()
                .all(|name| name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-' || b.is_ascii_digit()))
        );
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Code::ALL.len());
    }
}
