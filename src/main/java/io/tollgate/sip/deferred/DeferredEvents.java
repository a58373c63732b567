package io.tollgate.sip.deferred;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.record.ApplicationServiceType;
import io.tollgate.charging.record.EventTimes;
import io.tollgate.charging.record.MessageBody;
import io.tollgate.charging.record.Participant;
import io.tollgate.charging.record.Roster;
import io.tollgate.deferred.DeferredMessage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is told to charging of a deferred message: one message, one recipient. */
final class DeferredEvents {
  private DeferredEvents() {}

  static ChargingEvent of(
      DeferredMessage message,
      ApplicationServiceType type,
      Instant began,
      @Nullable Instant ended,
      int cause) {
    Roster roster = new Roster(List.of(new Participant(message.recipient())));
    MessageBody body =
        new MessageBody(message.contentType(), message.body().hex().length() / 2, null, false);
    return ChargingEvent.of("MESSAGE", type, new EventTimes(began, ended), roster)
        .withMessage(List.of(body), 1, 0)
        .withCause(cause, null);
  }
}
