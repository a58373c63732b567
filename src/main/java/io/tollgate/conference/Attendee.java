package io.tollgate.conference;

import io.tollgate.charging.record.Participant;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One user in the conference: at most one entry and one leg each. Changed by the table only. */
final class Attendee {

  final UserAddress address;
  final @Nullable String displayName;
  final Participant participant;
  final JoiningMethod method;
  final Instant askedAt;
  final @Nullable Referral referral;

  ParticipantState state;
  @Nullable Leg leg;
  @Nullable Instant answeredAt;
  @Nullable Departure departure;
  @Nullable Referral removal;
  List<String> asserted = List.of();

  Attendee(
      UserAddress address,
      @Nullable String displayName,
      JoiningMethod method,
      ParticipantState state,
      Instant askedAt,
      @Nullable Referral referral) {
    this.address = address;
    this.displayName = displayName;
    this.participant = new Participant(address.uri());
    this.method = method;
    this.state = state;
    this.askedAt = askedAt;
    this.referral = referral;
  }

  /** Tells whoever referred him. */
  void progress(int status, String reason) {
    if (referral != null) {
      referral.progress(status, reason);
    }
  }

  ParticipantView view() {
    return new ParticipantView(address, displayName, state, method, departure, answeredAt);
  }
}
