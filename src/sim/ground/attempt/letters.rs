//! Phishing where an organisation has users: a try sends letters, and what users do with them decides it.

use bevy_ecs::prelude::*;

use super::{HOSTS_PER_TRY, SUCCESS, Try};
use crate::scenario::model::{Lure, Privilege, StepEffect, Through};
use crate::sim::action::{Letter, LetterDue};
use crate::sim::fact::{FactId, Mail, Obstacle, What};
use crate::sim::ground::adversary::Theatre;
use crate::sim::ground::components::{Credentials, StepState};
use crate::sim::ground::infrastructure::Shown;
use crate::sim::ground::mail::{Mailing, Recipient, address, tempt};
use crate::sim::ground::senses::{Execution, Sight};
use crate::sim::script::Script;

impl Try<'_> {
    /// Sends letters, if the try does that and there are users to send them to.
    pub(super) fn send_letters(&self, script: &mut Script, theatre: &mut Theatre) -> bool {
        let StepEffect::Enter {
            targets,
            hosts,
            through: Through::Phishing { messages, click, lure, gives_up },
            ..
        } = &self.step.effect
        else {
            return false;
        };
        let victim = self.intrusion.victim;
        if self.scenario.organisation(victim).users.is_empty() {
            return false;
        }
        let shown = self.shown(script, theatre);
        let first = self.ordinal(0);
        let recipients: Vec<Recipient> = address(script, victim, targets, *messages, self.key, first)
            .into_iter()
            .zip(first..)
            .map(|(who, number)| tempt(script, who, *click, self.key, number))
            .collect();
        let stops: Vec<Option<Obstacle>> = recipients
            .iter()
            .enumerate()
            .map(|(letter, to)| theatre.senses.filter(script, &self.letter(letter, to, Sight::Gate), &shown))
            .collect();
        let mailing = Mailing {
            intrusion: self.intrusion,
            due: self.due,
            key: self.key,
            first,
            lure: *lure,
            shown: shown.clone(),
            wanted: *hosts,
            stopped: recipients.iter().zip(&stops).filter(|(to, _)| to.clicks).find_map(|(_, stop)| *stop),
            recipients,
        };
        let delivered = stops.iter().filter(|stop| stop.is_none()).count();
        let sent = self.record_sending(script, mailing.recipients.len(), delivered);
        self.perceive_mailing(script, theatre, &mailing, sent);
        if delivered == 0 {
            let obstacle = if mailing.recipients.is_empty() { Obstacle::NoTarget } else { Obstacle::Luck };
            let because = self.record_failure(script, mailing.stopped.unwrap_or(obstacle));
            self.after_failure(script, theatre, &shown, mailing.stopped.unwrap_or(obstacle), because);
            return true;
        }
        let entity = theatre.commands.spawn_empty().id();
        for (letter, _) in stops.iter().enumerate().filter(|(_, stop)| stop.is_none()) {
            mailing.deliver(script, entity, letter, sent);
        }
        mailing.plan_end(script, entity, *gives_up, sent);
        theatre.commands.entity(entity).insert(mailing);
        true
    }

    fn record_sending(&self, script: &mut Script, letters: usize, delivered: usize) -> FactId {
        let count = |letters: usize| u32::try_from(letters).unwrap_or(u32::MAX);
        let mail = Mail::Sent { letters: count(letters), delivered: count(delivered) };
        script.record(What::Mail { intrusion: self.intrusion.id(), step: self.due.step, mail })
    }

    /// One letter as those meet it who watch.
    fn letter(&self, letter: usize, to: &Recipient, sight: Sight) -> Execution<'_> {
        Execution { sight, ..self.execution(letter, to.host) }
    }

    /// The gate has one look at a mailing, however many letters it has.
    fn perceive_mailing(
        &self,
        script: &mut Script,
        theatre: &mut Theatre,
        mailing: &Mailing,
        because: FactId,
    ) {
        let Some(to) = mailing.recipients.first() else { return };
        let look = Execution {
            host: None,
            key: self.key.child("mailing"),
            ordinal: mailing.first / HOSTS_PER_TRY,
            ..self.letter(0, to, Sight::Gate)
        };
        theatre.senses.perceive(script, &look, &mailing.shown, because);
    }

    /// What stops a click from having its effect: here alone it is decided whether it has.
    fn stop_click(
        &self,
        script: &mut Script,
        theatre: &Theatre,
        mailing: &Mailing,
        letter: usize,
    ) -> Option<Obstacle> {
        let to = mailing.recipients.get(letter)?;
        let run = self.letter(letter, to, Sight::Hosts);
        let stop = match mailing.lure {
            Lure::Attachment => theatre.senses.stop_on_host(script, &run, &mailing.shown),
            Lure::Link => theatre.senses.stop(script, &run, &mailing.shown),
            Lure::Credentials => theatre.senses.stop_on_the_way(script, &run, &mailing.shown),
        };
        let closed =
            mailing.lure != Lure::Credentials && !theatre.terrain.is_open(to.host, self.due.intrusion);
        stop.or(closed.then_some(Obstacle::NoTarget))
            .or_else(|| (!self.is_lucky(script, letter)).then_some(Obstacle::Luck))
            .or_else(|| theatre.senses.withstands(script, &run, self.odds(), SUCCESS))
    }

    /// A click has its effect, unless something stops it.
    fn land(&self, script: &mut Script, theatre: &mut Theatre, mailing: &mut Mailing, letter: usize) {
        let Some(to) = mailing.recipients.get(letter).copied() else { return };
        let (intrusion, step) = (self.intrusion.id(), self.due.step);
        let look = self.letter(letter, &to, Sight::Hosts);
        if let Some(obstacle) = self.stop_click(script, theatre, mailing, letter) {
            let because = script.record(What::StepFailed { intrusion, step, obstacle, retried: false });
            match obstacle {
                Obstacle::Luck => theatre.senses.perceive(script, &look, &mailing.shown, because),
                Obstacle::Hardened { .. } | Obstacle::BestPractice => {
                    mailing.stopped = mailing.stopped.or(Some(obstacle));
                    theatre.senses.perceive(script, &look, &mailing.shown, because);
                }
                Obstacle::Control(_) | Obstacle::Indicator { .. } => {
                    mailing.stopped = mailing.stopped.or(Some(obstacle));
                }
                _ => {}
            }
            return;
        }
        mailing.wanted -= 1;
        let because = script.record(What::StepSucceeded { intrusion, step, host: Some(to.host) });
        if mailing.lure == Lure::Credentials {
            theatre.commands.entity(self.due.intrusion).insert(Credentials);
            // What the user has at work; a second factor counts when somebody logs on with it.
            theatre.harvest(script, &self.intrusion, (to.host, Privilege::User), because);
        } else {
            self.affect(script, theatre, to.host, because);
        }
        theatre.senses.perceive(script, &look, &mailing.shown, because);
        if is_awaited(theatre, mailing) {
            theatre.steer(self.due.intrusion, |course| course.done(script, step, because));
        }
    }

    /// Nobody has clicked in time, or to any effect.
    fn come_to_nothing(&self, script: &mut Script, theatre: &mut Theatre, mailing: &Mailing) {
        let obstacle = mailing.stopped.unwrap_or(Obstacle::Luck);
        let because = self.record_failure(script, obstacle);
        let shown: &[Shown] = &mailing.shown;
        self.after_failure(script, theatre, shown, obstacle, because);
    }
}

/// Whether the try that sent these letters still decides the step.
fn is_awaited(theatre: &Theatre, mailing: &Mailing) -> bool {
    let place = mailing.due.step.index();
    theatre.courses.get(mailing.due.intrusion).is_ok_and(|course| {
        !course.ended
            && course.progress.0[place] == StepState::Running
            && course.rounds.0[place].number == mailing.due.round
    })
}

/// Whether the adversary still takes what a click of these letters brings.
fn is_wanted(theatre: &Theatre, mailing: &Mailing) -> bool {
    let place = mailing.due.step.index();
    mailing.wanted > 0
        && theatre.courses.get(mailing.due.intrusion).is_ok_and(|course| {
            let state = course.progress.0[place];
            let round = course.rounds.0[place].number;
            !course.ended && (state != StepState::Failed || round != mailing.due.round)
        })
}

/// Something becomes of a letter.
pub(in crate::sim::ground) fn letter(
    In(due): In<LetterDue>,
    mut script: Script,
    mut theatre: Theatre,
    mut mailings: Query<&mut Mailing>,
) {
    let Ok(mut mailing) = mailings.get_mut(due.mailing) else { return };
    let landing = match due.letter {
        Letter::Opened(letter) => return mailing.open(&mut script, due.mailing, letter),
        Letter::Reported(letter) => return mailing.report(&mut script, letter),
        Letter::Clicked(letter) => mailing.click(&mut script, due.mailing, letter).then_some(letter),
        Letter::Given(letter) => {
            give(&mut script, &mailing, letter);
            Some(letter)
        }
        Letter::GivenUp => None,
    };
    let scenario = script.scenario();
    let Some(run) = Try::prepare(&script, scenario, &theatre, mailing.due) else { return };
    match landing {
        Some(letter) if is_wanted(&theatre, &mailing) => {
            run.land(&mut script, &mut theatre, &mut mailing, letter);
        }
        None if due.letter == Letter::GivenUp && is_awaited(&theatre, &mailing) => {
            run.come_to_nothing(&mut script, &mut theatre, &mailing);
        }
        _ => {}
    }
}

/// A user gives credentials.
fn give(script: &mut Script, mailing: &Mailing, letter: usize) {
    let Some(to) = mailing.recipients.get(letter) else { return };
    let (intrusion, step) = (mailing.intrusion.id(), mailing.due.step);
    let given = script.record(What::Mail { intrusion, step, mail: Mail::CredentialsGiven(to.host) });
    script.go_on_from(given);
}
