package io.tollgate.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.record.CreditOutcome;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rows of the client tables that concern stored requests, state PendingB: they are the
 * journal's, one test for each (RFC 6733 8.2 client; RFC 8506 7 table 5).
 */
class StoredRecordsTableTest {

  private static final Duration LONG_ENOUGH = Duration.ofSeconds(10);

  @TempDir private Path directory;
  private JournalWorld world;

  @BeforeEach
  void open() {
    world = new JournalWorld(directory);
    world.settle();
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Nested
  class AccountingRecords {

    @BeforeEach
    void store() {
      world.cdf.always(FakeCdf.NO_PEER);
      world.submit(Samples.event("s1"));
      world.settle();
      assertThat(world.told).contains("EVENT 0 Stored");
      world.cdf.seen.clear();
    }

    @Test
    void idleRecordsInStorageSendsTheRecord() throws Exception {
      world.cdf.always(FakeCdf.SUCCESS);
      world.cdf.hold();
      world.pass(LONG_ENOUGH);
      assertThat(world.cdf.brief()).containsExactly("s1 EVENT 0");
      assertThat(world.store().counts().pending()).isEqualTo(1);
    }

    @Test
    void pendingBSuccessfulAnswerDeletesTheRecord() throws Exception {
      world.cdf.always(FakeCdf.SUCCESS);
      world.pass(LONG_ENOUGH);
      assertThat(world.store().counts().pending()).isZero();
    }

    @Test
    void pendingBFailureToSendKeepsTheRecord() throws Exception {
      world.cdf.always(FakeCdf.TIMEOUT);
      world.pass(LONG_ENOUGH);
      assertThat(world.cdf.seen).isNotEmpty();
      assertThat(world.store().counts().pending()).isEqualTo(1);
    }

    /** Temporary errors count as failure to send: OUT_OF_SPACE, TOO_BUSY, LOOP_DETECTED. */
    @Test
    void pendingBTemporaryErrorKeepsTheRecord() throws Exception {
      for (int code : new int[] {4002, 3004, 3005}) {
        world.cdf.always(FakeCdf.answer(code));
        world.pass(LONG_ENOUGH);
        assertThat(world.store().counts().pending()).as("after " + code).isEqualTo(1);
      }
    }

    /** It is kept for the operator to read, but never sent again. */
    @Test
    void pendingBFailedAnswerDeletesTheRecord() throws Exception {
      world.cdf.always(FakeCdf.answer(5004));
      world.pass(LONG_ENOUGH);
      assertThat(world.store().counts().pending()).isZero();
      assertThat(world.store().deadLetters(0, 10)).hasSize(1);
      world.cdf.seen.clear();
      world.crash().pass(LONG_ENOUGH);
      assertThat(world.cdf.seen).isEmpty();
    }
  }

  @Nested
  class CreditRequests {

    @BeforeEach
    void store() {
      world.ocs.always(new CreditOutcome.Undeliverable("no peer", false));
      world.journal().repeatUntilAnswered(Samples.sent(Samples.refund("r1")), true);
      world.settle();
      world.ocs.seen.clear();
    }

    @Test
    void idleRequestInStorageSendsTheStoredRequestWithTheTFlag() {
      world.ocs.always(FakeOcs.answered(2001));
      world.pass(LONG_ENOUGH);
      assertThat(world.ocs.seen).containsExactly("r1 EVENT 0 T");
    }

    @Test
    void pendingBSuccessfulAnswerDeletesTheRequest() throws Exception {
      world.ocs.always(FakeOcs.answered(2001));
      world.pass(LONG_ENOUGH);
      assertThat(world.store().counts().pending()).isZero();
    }

    @Test
    void pendingBFailedAnswerDeletesTheRequest() throws Exception {
      world.ocs.always(FakeOcs.answered(5030));
      world.pass(LONG_ENOUGH);
      assertThat(world.store().counts().pending()).isZero();
      world.crash().pass(LONG_ENOUGH);
      assertThat(world.ocs.seen).isEmpty();
    }

    @Test
    void pendingBFailureToSendKeepsTheRequest() throws Exception {
      world.ocs.always(new CreditOutcome.Undeliverable("timeout", true));
      world.pass(LONG_ENOUGH);
      assertThat(world.ocs.seen).isNotEmpty().containsOnly("r1 EVENT 0 T");
      assertThat(world.store().counts().pending()).isEqualTo(1);
    }

    @Test
    void pendingBTemporaryErrorKeepsTheRequest() throws Exception {
      world.ocs.always(FakeOcs.answered(3004));
      world.pass(LONG_ENOUGH);
      assertThat(world.ocs.seen).isNotEmpty();
      assertThat(world.store().counts().pending()).isEqualTo(1);
    }
  }
}
