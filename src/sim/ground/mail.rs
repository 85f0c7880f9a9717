//! Letters of phishing on their way to users: to whom they go, who opens, clicks and reports them, and when.

use std::num::NonZeroU64;

use bevy_ecs::prelude::*;

use super::background::{gap, harmless, is_kept};
use super::components::Intrusion;
use super::infrastructure::Shown;
use super::senses::{AlertDue, Inbox, come_in};
use crate::engine::{Purpose, StableKey};
use crate::scenario::model::{GroupId, HostRef, Lure, OrgId, Scenario, Users, UsersId};
use crate::sim::action::{Action, Attempt, FalseReport, Letter, LetterDue};
use crate::sim::fact::{AlertSource, FactId, Mail, Obstacle, What};
use crate::sim::script::{Script, rank};
use crate::units::{Distribution, Probability, Span};

const RECIPIENT: Purpose = Purpose::new("mail.recipient");
const READS: Purpose = Purpose::new("mail.reads");
const TEMPTED: Purpose = Purpose::new("mail.tempted");
const CLICKS_AFTER: Purpose = Purpose::new("mail.clicks-after");
const GIVES: Purpose = Purpose::new("mail.gives");
const GIVES_AFTER: Purpose = Purpose::new("mail.gives-after");
const REPORTS: Purpose = Purpose::new("mail.reports");
const REPORT_DELAY: Purpose = Purpose::new("mail.report-delay");
const FALSE_REPORT: Purpose = Purpose::new("mail.false-report");
const WORKING: Purpose = Purpose::new("mail.false-report-kept");

/// How often a recipient is drawn anew before all users are looked through in turn.
const TRIES: u32 = 32;

/// The letters of one try of a step, in the order of their numbers.
#[derive(Component, Debug)]
pub(super) struct Mailing {
    pub(super) intrusion: Intrusion,
    pub(super) due: Attempt,
    /// Key of intrusion and step.
    pub(super) key: StableKey,
    /// Number of the first letter among all executions of the step.
    pub(super) first: u64,
    pub(super) lure: Lure,
    pub(super) shown: Vec<Shown>,
    pub(super) recipients: Vec<Recipient>,
    /// How many more hosts are to be gained.
    pub(super) wanted: u32,
    /// What first stopped a letter that would have been clicked.
    pub(super) stopped: Option<Obstacle>,
}

/// Who gets a letter, and what becomes of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Recipient {
    pub(super) users: UsersId,
    pub(super) host: HostRef,
    pub(super) opens: bool,
    pub(super) clicks: bool,
}

/// The users of an organisation, one after the other.
struct Staff<'a> {
    scenario: &'a Scenario,
    groups: Vec<(UsersId, &'a Users)>,
    total: u64,
}

impl<'a> Staff<'a> {
    fn of(scenario: &'a Scenario, organisation: OrgId) -> Self {
        let all = &scenario.organisation(organisation).users;
        let groups: Vec<_> = all.iter().map(|id| (*id, scenario.users(*id))).collect();
        let total = groups.iter().map(|(_, users)| u64::from(users.count)).sum();
        Self { scenario, groups, total }
    }

    /// The user at this place, with the computer where they work.
    fn at(&self, mut place: u64) -> Option<(UsersId, HostRef)> {
        for (id, users) in &self.groups {
            if place < u64::from(users.count) {
                return Some((*id, workplace(self.scenario, users, place)?));
            }
            place -= u64::from(users.count);
        }
        None
    }
}

/// Where the user of this number works: users sit at the computers in order, and begin anew when all are taken.
fn workplace(scenario: &Scenario, users: &Users, number: u64) -> Option<HostRef> {
    let computers: u64 = users.groups.iter().map(|group| u64::from(scenario.group(*group).count)).sum();
    let mut place = number.checked_rem(computers)?;
    for group in &users.groups {
        let count = u64::from(scenario.group(*group).count);
        if place < count {
            return Some(HostRef { group: *group, number: u32::try_from(place).ok()? });
        }
        place -= count;
    }
    None
}

/// Draws to whom the letters go: users who work at the targets, each as likely; nobody has a second one before everybody
/// has one. Nobody where no user works there.
pub(super) fn address(
    script: &Script,
    victim: OrgId,
    targets: &[GroupId],
    letters: u32,
    key: StableKey,
    first: u64,
) -> Vec<(UsersId, HostRef)> {
    let scenario = script.scenario();
    let staff = Staff::of(scenario, victim);
    let Some(total) = NonZeroU64::new(staff.total) else { return Vec::new() };
    let meant = |place: u64| staff.at(place).filter(|(_, host)| targets.binary_search(&host.group).is_ok());
    let mut taken = std::collections::BTreeSet::new();
    let mut recipients = Vec::new();
    for number in 0..u64::from(letters) {
        let mut draw = script.draw(key, RECIPIENT, first + number);
        let free = |place: u64, taken: &std::collections::BTreeSet<u64>| {
            (!taken.contains(&place)).then(|| meant(place)).flatten().map(|who| (place, who))
        };
        let lucky = (0..TRIES).find_map(|_| free(draw.below(total), &taken));
        let found = lucky.or_else(|| {
            let start = draw.below(total);
            let mut around = (0..total.get()).map(|step| (start + step) % total);
            let mut again = around.clone();
            around.find_map(|place| free(place, &taken)).or_else(|| {
                taken.clear();
                again.find_map(|place| free(place, &taken))
            })
        });
        let Some((place, who)) = found else { break };
        taken.insert(place);
        recipients.push(who);
    }
    recipients
}

/// What the recipient of a letter is tempted to. One draw decides: whoever clicks at some chance also does at every
/// higher one, and opens it before.
pub(super) fn tempt(
    script: &Script,
    (users, host): (UsersId, HostRef),
    click: Probability,
    key: StableKey,
    number: u64,
) -> Recipient {
    let spec = script.setting().scenario.users(users);
    let tempted = script.draw(key, TEMPTED, number).uniform();
    let opens = tempted < spec.opens.get();
    let clicks = opens && tempted < click.get() * spec.susceptibility;
    Recipient { users, host, opens, clicks }
}

impl Mailing {
    pub(super) fn number(&self, letter: usize) -> u64 {
        self.first + letter as u64
    }

    fn span(&self, script: &Script, of: &Distribution, purpose: Purpose, letter: usize) -> Option<Span> {
        script.span(of, self.key, purpose, self.number(letter))
    }

    /// Plans what becomes of a letter that has been delivered.
    pub(super) fn deliver(&self, script: &mut Script, entity: Entity, letter: usize, because: FactId) {
        let Some(recipient) = self.recipients.get(letter).copied() else { return };
        let scenario = script.scenario();
        let users = scenario.users(recipient.users);
        let Some(reads) = self.span(script, &users.reads, READS, letter) else { return };
        let reads = working(script, users, Span::ZERO, reads);
        if recipient.opens {
            self.plan(script, entity, Some(reads), Letter::Opened(letter), because);
        }
        let reports = script.chance(users.reports, self.key, REPORTS, self.number(letter));
        if reports && !recipient.clicks {
            self.plan_report(script, entity, letter, reads, because);
        }
    }

    fn plan(
        &self,
        script: &mut Script,
        entity: Entity,
        after: Option<Span>,
        letter: Letter,
        because: FactId,
    ) {
        let key = self.key.child("letter").index(self.first + letter.number());
        let due = LetterDue { mailing: entity, letter };
        script.plan(after, rank::ATTACK, key, Some(because), Action::Letter(due));
    }

    /// Plans when the try has failed if nothing has come of it.
    pub(super) fn plan_end(&self, script: &mut Script, entity: Entity, after: Span, because: FactId) {
        let due = LetterDue { mailing: entity, letter: Letter::GivenUp };
        let key = self.key.child("mailing");
        script.plan(Some(after), rank::EXPIRY, key, Some(because), Action::Letter(due));
    }

    /// Plans the report of a letter by whoever comes to it `later` from now.
    fn plan_report(&self, script: &mut Script, entity: Entity, letter: usize, later: Span, because: FactId) {
        let scenario = script.scenario();
        let Some(recipient) = self.recipients.get(letter) else { return };
        let users = scenario.users(recipient.users);
        let takes = self.span(script, &users.report_delay, REPORT_DELAY, letter);
        let after = takes.map(|takes| later + working(script, users, later, takes));
        self.plan(script, entity, after, Letter::Reported(letter), because);
    }

    /// A user opens a letter, and perhaps goes on to click.
    pub(super) fn open(&self, script: &mut Script, entity: Entity, letter: usize) {
        let Some(recipient) = self.recipients.get(letter).copied() else { return };
        let (intrusion, step) = (self.intrusion.id(), self.due.step);
        let opened = script.record(What::Mail { intrusion, step, mail: Mail::Opened(recipient.host) });
        if recipient.clicks {
            let scenario = script.scenario();
            let users = scenario.users(recipient.users);
            let after = self.span(script, &users.clicks_after, CLICKS_AFTER, letter);
            self.plan(script, entity, after, Letter::Clicked(letter), opened);
        }
    }

    /// A user clicks, and perhaps reports it. Whether the click has its effect at once, or where the lure asks for
    /// credentials, only when these are given.
    pub(super) fn click(&self, script: &mut Script, entity: Entity, letter: usize) -> bool {
        let Some(recipient) = self.recipients.get(letter).copied() else { return false };
        let scenario = script.scenario();
        let users = scenario.users(recipient.users);
        let (intrusion, step) = (self.intrusion.id(), self.due.step);
        let clicked = script.record(What::Mail { intrusion, step, mail: Mail::Clicked(recipient.host) });
        script.go_on_from(clicked);
        if script.chance(users.reports_after_click, self.key, REPORTS, self.number(letter)) {
            self.plan_report(script, entity, letter, Span::ZERO, clicked);
        }
        if self.lure != Lure::Credentials {
            return true;
        }
        if script.chance(users.gives, self.key, GIVES, self.number(letter)) {
            let after = self.span(script, &users.gives_after, GIVES_AFTER, letter);
            self.plan(script, entity, after, Letter::Given(letter), clicked);
        }
        false
    }

    /// A user reports a letter: an alert with what the letter shows. Who has clicked names the computer.
    pub(super) fn report(&self, script: &mut Script, letter: usize) {
        let Some(recipient) = self.recipients.get(letter).copied() else { return };
        let (intrusion, step) = (self.intrusion.id(), self.due.step);
        let host = recipient.clicks.then_some(recipient.host);
        let users = recipient.users;
        let reported = script.record(What::Mail { intrusion, step, mail: Mail::Reported { users, host } });
        let key = self.key.child("report").index(self.number(letter));
        let due = AlertDue {
            organisation: self.intrusion.victim,
            key,
            source: AlertSource::Report(users),
            host,
            shows: self.shown.iter().map(|shown| (shown.pattern, shown.kind)).collect(),
            truth: Some((self.due.intrusion, intrusion)),
        };
        script.plan(Some(Span::ZERO), rank::ARRIVAL, key, Some(reported), Action::Alert(Box::new(due)));
    }
}

/// How long something takes users that begins `later` from now and takes so much of their working time.
fn working(script: &Script, users: &Users, later: Span, takes: Span) -> Span {
    users.hours.after(script.setting().scenario.exercise.startex, script.now() + later, takes)
}

/// Plans the first report of something harmless by users of every group.
pub(crate) fn plan_false_reports(script: &mut Script) {
    for place in 0..script.setting().scenario.users.len() {
        plan_false_report(script, FalseReport { users: UsersId::at(place), count: 0 });
    }
}

fn plan_false_report(script: &mut Script, due: FalseReport) {
    let key = script.setting().keys.users(due.users);
    let rate = script.setting().scenario.users(due.users).false_reports;
    let gap = gap(script, rate, key, FALSE_REPORT, due.count);
    script.plan(gap, rank::ARRIVAL, key, None, Action::FalseReport(due));
}

/// A user reports something harmless, if they are at work; the next is planned.
pub(super) fn false_report(In(due): In<FalseReport>, mut script: Script, mut inbox: Inbox) {
    plan_false_report(&mut script, FalseReport { count: due.count + 1, ..due });
    let key = script.setting().keys.users(due.users);
    let users = script.setting().scenario.users(due.users);
    let organisation = users.organisation;
    if !is_kept(&script, Some((users.hours, Probability::NEVER)), key, WORKING, due.count) {
        return;
    }
    let own = key.child("false-report").index(due.count);
    let source = AlertSource::Report(due.users);
    let shows = harmless(own);
    come_in(
        &mut script,
        &mut inbox,
        AlertDue { organisation, key: own, source, host: None, shows, truth: None },
    );
}
