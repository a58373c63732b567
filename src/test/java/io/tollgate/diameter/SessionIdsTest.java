package io.tollgate.diameter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SessionIdsTest {

  @Test
  void haveTheFormOfRfc6733AndNeverRepeat() {
    SessionIds ids = new SessionIds("tollgate.example.com", Instant.ofEpochSecond(1_700_000_000));
    assertThat(ids.get()).isEqualTo("tollgate.example.com;1700000000;0");
    assertThat(ids.get()).isEqualTo("tollgate.example.com;1700000000;1");
  }

  @Test
  void areOthersAfterARestart() {
    SessionIds before = new SessionIds("t", Instant.ofEpochSecond(1_700_000_000));
    SessionIds after = new SessionIds("t", Instant.ofEpochSecond(1_700_000_001));
    assertThat(after.get()).isNotEqualTo(before.get());
  }

  @Test
  void sessionIdsAreUniqueOverRestartsAndWellFormed() {
    Instant boot = Instant.parse("2026-01-01T00:00:00Z");
    SessionIds ids = new SessionIds("pf.home.example", boot);
    assertThat(ids.get()).isEqualTo("pf.home.example;" + boot.getEpochSecond() + ";0");
    assertThat(ids.get()).endsWith(";1");
    assertThat(new SessionIds("pf.home.example", boot.plusSeconds(1)).get())
        .isNotEqualTo(new SessionIds("pf.home.example", boot).get());
  }
}
