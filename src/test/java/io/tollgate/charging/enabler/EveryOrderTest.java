package io.tollgate.charging.enabler;

import static io.tollgate.charging.enabler.RandomWorld.Happening.ASR;
import static io.tollgate.charging.enabler.RandomWorld.Happening.BYE;
import static io.tollgate.charging.enabler.RandomWorld.Happening.DENY_4012;
import static io.tollgate.charging.enabler.RandomWorld.Happening.GRANT;
import static io.tollgate.charging.enabler.RandomWorld.Happening.JOIN;
import static io.tollgate.charging.enabler.RandomWorld.Happening.LEAVE;
import static io.tollgate.charging.enabler.RandomWorld.Happening.MESSAGE;
import static io.tollgate.charging.enabler.RandomWorld.Happening.RAR;
import static io.tollgate.charging.enabler.RandomWorld.Happening.TX_EXPIRES;
import static io.tollgate.charging.enabler.RandomWorld.Happening.UNDELIVERABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.enabler.RandomWorld.Happening;
import io.tollgate.charging.record.FailureHandling;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two participants, one update outstanding, and then an answer, a timeout, a join, a leave, a BYE,
 * a RAR and an ASR in every order there is.
 */
class EveryOrderTest {

  /** Every order with every handling takes a minute; otherwise each order has one of them. */
  private static final boolean ALL = Boolean.getBoolean("tollgate.long");

  @ParameterizedTest
  @EnumSource
  void everyOrderEndsWell(FailureHandling handling) {
    int orders = 0;
    for (Happening answer : List.of(GRANT, DENY_4012, UNDELIVERABLE)) {
      for (List<Happening> order :
          orders(List.of(answer, TX_EXPIRES, JOIN, LEAVE, BYE, RAR, ASR))) {
        if (ALL || orders % FailureHandling.values().length == handling.ordinal()) {
          check(handling, order);
        }
        orders++;
      }
    }
    assertThat(orders).isEqualTo(3 * 5040);
  }

  private static void check(FailureHandling handling, List<Happening> order) {
    try {
      RandomWorld world = new RandomWorld(handling, true);
      world.happen(GRANT);
      world.happen(MESSAGE);
      world.happen(JOIN);
      order.forEach(world::happen);
      world.comeToRest();
      world.assertAll();
    } catch (AssertionError e) {
      throw new AssertionError(handling + " " + order, e);
    }
  }

  private static List<List<Happening>> orders(List<Happening> happenings) {
    if (happenings.isEmpty()) {
      return List.of(List.of());
    }
    List<List<Happening>> all = new ArrayList<>();
    for (Happening first : happenings) {
      List<Happening> rest = new ArrayList<>(happenings);
      rest.remove(first);
      for (List<Happening> tail : orders(rest)) {
        List<Happening> order = new ArrayList<>();
        order.add(first);
        order.addAll(tail);
        all.add(order);
      }
    }
    return all;
  }
}
