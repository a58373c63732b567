package io.tollgate.conference;

import io.tollgate.charging.record.Participant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One user in the conference: one entry, by whichever address, and a leg for each device. Changed
 * by the table only.
 */
final class Attendee {

  private static final String HIDDEN = "sip:anonymous-%d@anonymous.invalid";

  final UserAddress address;
  final Set<UserAddress> addresses = new LinkedHashSet<>();
  private final UserAddress shown;
  final @Nullable String displayName;
  final Participant participant;
  final JoiningMethod method;
  final Instant askedAt;
  final @Nullable Referral referral;

  ParticipantState state;
  @Nullable ConferenceLeg leg;
  final List<ConferenceLeg> moreLegs = new ArrayList<>();
  @Nullable Instant answeredAt;

  /** There is a 200 to our INVITE, though the acceptance may not have been worked on yet. */
  boolean answers;

  /** A change of the session that was made while this one was on the way in. */
  @Nullable ModificationRequest missed;

  @Nullable Departure departure;
  @Nullable Referral removal;
  List<String> asserted = List.of();

  Attendee(
      User user,
      int number,
      @Nullable String displayName,
      JoiningMethod method,
      ParticipantState state,
      Instant askedAt,
      @Nullable Referral referral) {
    this.address = user.address();
    this.addresses.addAll(user.addresses());
    this.shown = user.anonymous() ? UserAddress.of(HIDDEN.formatted(number)) : address;
    this.displayName = user.anonymous() ? null : displayName;
    this.participant = new Participant(address.uri());
    this.method = method;
    this.state = state;
    this.askedAt = askedAt;
    this.referral = referral;
  }

  /** Tells whoever referred the participant. */
  void progress(int status, String reason) {
    if (referral != null) {
      referral.progress(status, reason);
    }
  }

  /** The identity that the network asserts, else the name that is known here. */
  List<String> identities() {
    return asserted.isEmpty() ? List.of(address.uri()) : asserted;
  }

  boolean is(UserAddress one) {
    return addresses.contains(one);
  }

  /** All legs of the participant. */
  List<ConferenceLeg> legs() {
    List<ConferenceLeg> all = new ArrayList<>();
    if (leg != null) {
      all.add(leg);
    }
    all.addAll(moreLegs);
    return all;
  }

  ParticipantView view() {
    return new ParticipantView(shown, displayName, state, method, departure, answeredAt);
  }
}
