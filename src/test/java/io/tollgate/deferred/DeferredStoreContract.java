package io.tollgate.deferred;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.record.Octets;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every store of deferred messages does. */
public interface DeferredStoreContract {

  Instant NOW = Instant.parse("2026-12-01T00:00:00Z");

  /** Empty at the begin of each test. */
  DeferredStore store();

  static DeferredMessage message(String id, String recipient, int second) {
    return new DeferredMessage(
        id,
        recipient,
        NOW.plusSeconds(second),
        NOW.plusSeconds(second + 60),
        "text/plain;charset=utf-8",
        Octets.of("H\u00e4llo \u0000 \ud83d\ude00".getBytes(StandardCharsets.UTF_8)),
        Map.of("From", "<sip:alice@example.com>", "Subject", "a: b"),
        "{\"terms\":\"\u0000\"}",
        "sip:alice@example.com");
  }

  private static List<String> ids(List<DeferredMessage> messages) {
    return messages.stream().map(DeferredMessage::id).toList();
  }

  @Test
  default void aMessageComesBackAsItWas() throws Exception {
    DeferredMessage kept = message("1", "sip:bob@example.com", 0);
    store().put(kept);
    assertThat(store().waitingFor("sip:bob@example.com", 10)).containsExactly(kept);
    assertThat(store().waitingFor("sip:carol@example.com", 10)).isEmpty();
  }

  @Test
  default void theOldestComeFirstAndNoMoreThanWereAskedFor() throws Exception {
    for (int second : new int[] {3, 1, 2}) {
      store().put(message("m" + second, "sip:bob@example.com", second));
    }
    assertThat(ids(store().waitingFor("sip:bob@example.com", 2))).containsExactly("m1", "m2");
    assertThat(ids(store().expiredBefore(NOW.plusSeconds(62), 10))).containsExactly("m1", "m2");
    assertThat(store().count()).isEqualTo(3);
    assertThat(store().countFor("sip:bob@example.com")).isEqualTo(3);
    assertThat(store().countFor("sip:carol@example.com")).isZero();
  }

  @Test
  default void oneThatIsTakenAgainWhilePutTwiceIsOneMessage() throws Exception {
    DeferredMessage kept = message("1", "sip:bob@example.com", 0);
    store().put(kept);
    store().put(kept);
    assertThat(store().countFor("sip:bob@example.com")).isEqualTo(1);
    assertThat(store().take("1")).isTrue();
    assertThat(store().take("1")).as("by the same server").isTrue();
    store().putBack("1");
    assertThat(ids(store().waitingFor("sip:bob@example.com", 10))).containsExactly("1");
  }

  @Test
  default void whatIsGoneIsNeitherTakenNorRemovedAgain() throws Exception {
    store().put(message("1", "sip:bob@example.com", 0));
    assertThat(store().take("1")).isTrue();
    assertThat(store().remove("1")).isTrue();
    assertThat(store().remove("1")).isFalse();
    assertThat(store().take("1")).isFalse();
    store().putBack("1");
    assertThat(store().countFor("sip:bob@example.com")).isZero();
  }
}
