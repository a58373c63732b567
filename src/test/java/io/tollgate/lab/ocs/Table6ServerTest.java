package io.tollgate.lab.ocs;

import static io.tollgate.lab.ocs.Ccr.event;
import static io.tollgate.lab.ocs.Ccr.initial;
import static io.tollgate.lab.ocs.Ccr.messages;
import static io.tollgate.lab.ocs.Ccr.termination;
import static io.tollgate.lab.ocs.Ccr.update;
import static io.tollgate.lab.ocs.Ccr.used;
import static io.tollgate.lab.ocs.Ccr.usedAndWants;
import static io.tollgate.lab.ocs.Ccr.wants;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.lab.common.LabConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The credit-control server of RFC 8506 7: table 6 row by row. A message costs 0.1. */
class Table6ServerTest {

  private static final long RG = 100;

  private final Ocs ocs =
      new Ocs(
          LabConfig.defaults()
              .with("ocs.balance", "1")
              .with("ocs.grant.octets", "0")
              .with("ocs.grant.seconds", "0"));

  private CreditSession session() {
    return ocs.session("s;1").orElseThrow();
  }

  private Account account() {
    return ocs.account(Ccr.ALICE);
  }

  private void poor(String balance) {
    ocs.setBalance(Ccr.ALICE, Money.parse(balance));
  }

  @Nested
  class InIdle {

    @Test
    void initialRequestProcessedReservesUnitsAndOpens() {
      CreditAnswer answer = ocs.handle(initial(wants(RG)));
      assertThat(answer.result()).isEqualTo(2001);
      assertThat(answer.groups().get(0).granted()).isEqualTo(messages(10));
      assertThat(account().reserved()).isEqualTo(Money.parse("1"));
      assertThat(session().isOpen()).isTrue();
    }

    @Test
    void initialRequestNotProcessedIsAnsweredWithTheErrorAndStaysIdle() {
      poor("0");
      assertThat(ocs.handle(initial(wants(RG))).result()).isEqualTo(4012);
      assertThat(session().isOpen()).isFalse();
      assertThat(account().reserved()).isZero();
    }

    @Test
    void eventRequestProcessedIsAnsweredAndStaysIdle() {
      assertThat(ocs.handle(event(0, wants(RG, messages(2)))).result()).isEqualTo(2001);
      assertThat(account().balance()).isEqualTo(Money.parse("0.8"));
      assertThat(ocs.session("e;0").orElseThrow().isOpen()).isFalse();
    }

    @Test
    void eventRequestNotProcessedIsAnsweredWithTheErrorAndStaysIdle() {
      poor("0.1");
      assertThat(ocs.handle(event(0, wants(RG, messages(2)))).result()).isEqualTo(4012);
      assertThat(account().balance()).isEqualTo(Money.parse("0.1"));
    }

    @Test
    void updateAndTerminationOfASessionNobodyOpenedAreUnknown() {
      assertThat(ocs.handle(update(1, wants(RG))).result()).isEqualTo(5002);
      assertThat(ocs.handle(termination(1)).result()).isEqualTo(5002);
    }
  }

  @Nested
  class InOpen {

    @BeforeEach
    void open() {
      ocs.handle(initial(wants(RG)));
    }

    @Test
    void updateRequestProcessedDebitsUsedUnitsAndReservesNewOnes() {
      poor("5");
      CreditAnswer answer = ocs.handle(update(1, usedAndWants(RG, messages(10))));
      assertThat(answer.result()).isEqualTo(2001);
      assertThat(account().balance()).isEqualTo(Money.parse("4"));
      assertThat(account().reserved()).isEqualTo(Money.parse("1"));
      assertThat(session().isOpen()).isTrue();
    }

    @Test
    void updateRequestNotProcessedDebitsUsedUnitsAndCloses() {
      CreditAnswer answer = ocs.handle(update(1, usedAndWants(RG, messages(10))));
      assertThat(answer.result()).isEqualTo(4012);
      assertThat(account().balance()).isZero();
      assertThat(account().reserved()).isZero();
      assertThat(session().isOpen()).isFalse();
      assertThat(ocs.handle(update(2, wants(RG))).result()).isEqualTo(5002);
    }

    /** Not a row of the table: a client may end what was refused, with what it used since. */
    @Test
    void aTerminationAfterARefusalIsTakenOnce() {
      ocs.handle(update(1, usedAndWants(RG, messages(10))));
      assertThat(ocs.handle(termination(2, used(RG, messages(1)))).result()).isEqualTo(2001);
      assertThat(account().balance()).isEqualTo(Money.parse("-0.1"));
      assertThat(ocs.handle(termination(3)).result()).isEqualTo(5002);
    }

    @Test
    void terminationRequestProcessedDebitsUsedUnitsAndCloses() {
      CreditAnswer answer = ocs.handle(termination(1, used(RG, messages(3))));
      assertThat(answer.result()).isEqualTo(2001);
      assertThat(answer.cost()).hasValue(Money.parse("0.3"));
      assertThat(account().balance()).isEqualTo(Money.parse("0.7"));
      assertThat(account().reserved()).isZero();
      assertThat(session().isOpen()).isFalse();
    }

    /** The engine refuses no termination; what it can't process is one that names no type. */
    @Test
    void terminationRequestNotProcessedIsAnsweredWithTheError() {
      assertThat(ocs.handle(Ccr.request(CreditType.UNKNOWN, 1, -1)).result()).isEqualTo(5005);
    }

    @Test
    void supervisionTimerExpiredReleasesReservedUnitsAndCloses() {
      assertThat(ocs.expire("s;1")).isTrue();
      assertThat(account().reserved()).isZero();
      assertThat(account().balance()).isEqualTo(Money.parse("1"));
      assertThat(session().isOpen()).isFalse();
      assertThat(ocs.handle(termination(1)).result()).isEqualTo(5002);
      assertThat(ocs.expire("s;1")).isFalse();
    }
  }

  @Test
  void theSupervisionTimerStartsAnewWithEachRequest() {
    Supervision supervision = new Supervision();
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    Duration limit = Duration.ofSeconds(10);
    List<String> open = List.of("a", "b");
    supervision.heard("a", start);
    supervision.heard("b", start);
    supervision.heard("a", start.plusSeconds(5));
    assertThat(supervision.expired(open, limit, start.plusSeconds(9))).isEmpty();
    assertThat(supervision.expired(open, limit, start.plusSeconds(10))).containsExactly("b");
    assertThat(supervision.expired(List.of("a"), limit, start.plusSeconds(15)))
        .containsExactly("a");
    // One that was open before this process looks for it the first time has its time from then on.
    assertThat(supervision.expired(List.of("c"), limit, start.plusSeconds(20))).isEmpty();
    assertThat(supervision.expired(List.of("c"), limit, start.plusSeconds(30)))
        .containsExactly("c");
  }
}
