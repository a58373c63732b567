package io.tollgate.conference;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.record.ApplicationServiceType;
import io.tollgate.charging.record.EventTimes;
import io.tollgate.charging.record.Participant;
import io.tollgate.charging.record.Roster;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EachPaysTest {
  private static final UserAddress BOB = FakeFocus.user("bob");

  private final Map<UserAddress, ScriptedCharging> sessions = new LinkedHashMap<>();
  private final EachPays billing =
      new EachPays(
          FakeFocus.ALICE,
          who -> {
            ScriptedCharging session = new ScriptedCharging(FakeFocus.OFFLINE);
            sessions.put(who, session);
            return session;
          });
  private final ChargingEvent event =
      ChargingEvent.of(
          "BYE",
          ApplicationServiceType.LEAVING,
          new EventTimes(Instant.EPOCH, Instant.EPOCH),
          new Roster(List.of(new Participant(BOB.uri()))));

  private ScriptedCharging session(UserAddress who) {
    ScriptedCharging session = sessions.get(who);
    if (session == null) {
      throw new AssertionError(who + " has no session");
    }
    return session;
  }

  @Test
  void aLeaverPaysWhenHisLastMessagesAreCounted() {
    List<Runnable> whenCounted = new ArrayList<>();
    billing.join(BOB, () -> event);
    ScriptedCharging first = session(BOB);

    billing.leave(BOB, () -> event, whenCounted::add);

    assertThat(first.placed()).containsExactly("INITIATE_GROUP offline 1");
    whenCounted.forEach(Runnable::run);
    assertThat(first.placed()).containsExactly("INITIATE_GROUP offline 1", "END offline 1");
  }

  @Test
  void whoComesBackBeforeThatPaysForHisSecondStayApart() {
    List<Runnable> whenCounted = new ArrayList<>();
    billing.join(BOB, () -> event);
    ScriptedCharging first = session(BOB);
    billing.leave(BOB, () -> event, whenCounted::add);

    billing.join(BOB, () -> event);
    whenCounted.forEach(Runnable::run);

    assertThat(session(BOB)).isNotSameAs(first);
    assertThat(session(BOB).placed()).containsExactly("INITIATE_GROUP offline 1");
    assertThat(first.placed()).endsWith("END offline 1");
  }
}
