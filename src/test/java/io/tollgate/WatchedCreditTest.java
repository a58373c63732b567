package io.tollgate;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tollgate.charging.observer.ChargingObserver;
import io.tollgate.charging.record.CreditOutcome;
import io.tollgate.charging.record.CreditRequest;
import io.tollgate.charging.record.CreditRequestType;
import io.tollgate.charging.record.Failover;
import io.tollgate.charging.testkit.Answers;
import io.tollgate.charging.testkit.FakeOcs;
import io.tollgate.diameter.SampleRecords;
import org.junit.jupiter.api.Test;

class WatchedCreditTest {
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final FakeOcs ocs = new FakeOcs();
  private CreditOutcome ofJournal = new CreditOutcome.Answered(Answers.code(2001));
  private final WatchedCredit watched =
      new WatchedCredit(
          ocs,
          (request, retransmission, outcome) -> outcome.accept(ofJournal),
          new ChargingIncidents(meters, ChargingObserver.NONE),
          ChargingObserver.NONE);
  private final CreditRequest update = SampleRecords.credit(CreditRequestType.UPDATE, 1);

  private double count(String kind, String code) {
    var counter =
        meters
            .find("tollgate.charging.incidents")
            .tag("kind", kind)
            .tag("interface", "ro")
            .tag("code", code)
            .counter();
    return counter == null ? 0 : counter.count();
  }

  @Test
  void aSuccessIsNothingToTell() {
    watched.send(update, Failover.ANY, outcome -> {});
    ocs.answer(Answers.code(2001));
    assertThat(meters.getMeters()).isEmpty();
  }

  @Test
  void refusalsAreCountedByCodeAlsoThoseOfOneRatingGroup() {
    watched.send(update, Failover.ANY, outcome -> {});
    ocs.answer(Answers.code(5031));
    watched.send(update, Failover.ANY, outcome -> {});
    ocs.answer(Answers.with(Answers.grant(null).resultCode(4012)));
    assertThat(count("refused", "5031")).isEqualTo(1);
    assertThat(count("refused", "4012")).isEqualTo(1);
  }

  @Test
  void silenceRepetitionsAndNonsenseAreCounted() {
    watched.send(update, Failover.ANY, outcome -> {});
    watched.late(update);
    ocs.fail(true);
    watched.repeat(update, Failover.ANY, outcome -> {});
    ocs.misunderstood(2001);
    assertThat(count("timed-out", "0")).isEqualTo(1);
    assertThat(count("undelivered", "0")).isEqualTo(1);
    assertThat(count("repeated", "0")).isEqualTo(1);
    assertThat(count("not-understood", "2001")).isEqualTo(1);
  }

  @Test
  void whatTheJournalRepeatsIsCountedToo() {
    ofJournal = new CreditOutcome.Answered(Answers.code(5012));
    watched.send(update, true, outcome -> {});
    assertThat(count("repeated", "0")).isEqualTo(1);
    assertThat(count("refused", "5012")).isEqualTo(1);
  }
}
