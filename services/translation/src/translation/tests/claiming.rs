use super::*;

#[test]
fn only_translators_claim() {
    let editor = Actor { roles: [Role::Editor].into(), ..translator("edith") };
    let needs = Refusal::NeedsRole { role: Role::Translator };
    scenario([requested()]).when(claim(), &editor, noon()).then_refused(needs);
}

#[test]
fn an_open_translation_may_be_claimed() {
    scenario([requested()]).when(claim(), &translator("aino"), noon()).then(claimed("aino", 1, noon()));
}

#[test]
fn what_nobody_asked_for_cannot_be_claimed() {
    scenario([]).when(claim(), &translator("aino"), noon()).then_refused(Refusal::NotRequested);
}

#[test]
fn a_claim_has_bounds() {
    for minutes in [0, 24 * 60 + 1] {
        scenario([requested()])
            .when(Command::Claim { minutes }, &translator("aino"), noon())
            .then_refused(Refusal::LeaseOutOfBounds { minutes });
    }
}

#[test]
fn a_claimed_translation_is_refused_to_others_who_are_told_who_has_it_until_when() {
    let refusal = Refusal::ClaimedByAnother { by: translator("aino").credit(), until: after(60) };
    scenario([requested(), claimed("aino", 1, noon())])
        .when(claim(), &translator("bea"), after(59))
        .then_refused(refusal);
}

#[test]
fn claiming_again_what_one_holds_changes_nothing() {
    scenario([requested(), claimed("aino", 1, noon())])
        .when(claim(), &translator("aino"), after(1))
        .then_nothing();
}

#[test]
fn a_lease_that_is_over_may_be_claimed_by_another_before_any_sweep() {
    scenario([requested(), claimed("aino", 1, noon())])
        .when(claim(), &translator("bea"), after(60))
        .then(claimed("bea", 2, after(60)));
}

#[test]
fn a_claim_beyond_the_most_that_one_can_have_is_refused_with_what_to_do() {
    let with = |held, most| Asked { command: claim(), load: Load { held, most } };
    for load in [with(2, Some(3)), with(9, None)] {
        scenario([requested()]).when(load, &translator("aino"), noon()).then(claimed("aino", 1, noon()));
    }
    let refusal = Refusal::TooManyClaims { held: 3, most: 3 };
    assert!(refusal.to_string().contains("submit or release one first"));
    scenario([requested()]).when(with(3, Some(3)), &translator("aino"), noon()).then_refused(refusal);
    // What one has already is not one more.
    scenario([requested(), claimed("aino", 1, noon())])
        .when(with(3, Some(3)), &translator("aino"), after(1))
        .then_nothing();
}

#[test]
fn renewing_starts_the_lease_anew() {
    scenario([requested(), claimed("aino", 1, noon())])
        .when(Command::Renew { epoch: 1 }, &translator("aino"), after(30))
        .then(Event::Renewed { epoch: 1, until: after(90) })
        .when(Command::Renew { epoch: 1 }, &translator("aino"), after(30))
        .then_nothing();
}

#[test]
fn a_released_item_is_open_and_keeps_its_words() {
    let events = [requested(), claimed("aino", 1, noon()), drafted(1, 0, "Old bridge", noon())];
    let scenario = scenario(events)
        .when(Command::Release { epoch: 1 }, &translator("aino"), after(1))
        .then(Event::Released { epoch: 1 })
        .when(claim(), &translator("bea"), after(2))
        .then(claimed("bea", 2, after(2)));
    let Translation::Claimed(work, _) = scenario.state() else { panic!("not claimed") };
    assert_eq!(work.text(BlockId(0)), "Old bridge");
}

#[test]
fn a_lease_lapses_only_when_it_is_over() {
    let events = [requested(), claimed("aino", 1, noon())];
    scenario(events.clone())
        .when(Command::Lapse { epoch: 1 }, &service(), after(59))
        .then_refused(Refusal::LeaseHolds { until: after(60) });
    scenario(events)
        .when(Command::Lapse { epoch: 1 }, &service(), after(60))
        .then(Event::Lapsed { epoch: 1 })
        .when(Command::Lapse { epoch: 1 }, &service(), after(61))
        .then_nothing();
}
