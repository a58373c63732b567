package io.tollgate.bench;

import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.charging.record.Failover;
import io.tollgate.charging.record.RecordType;
import io.tollgate.diameter.SampleRecords;
import io.tollgate.diameter.avp.Avps;
import io.tollgate.diameter.command.Commands;
import io.tollgate.diameter.rf.AccountingMapping;
import io.tollgate.diameter.transport.DiameterTransport;
import io.tollgate.diameter.transport.OutboundRequest;
import io.tollgate.diameter.transport.Outcome;
import io.tollgate.diameter.transport.OutcomeListener;
import io.tollgate.diameter.transport.Route;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Sends accounting records through a transport, in the two manners of the plain client. */
final class TransportLoad {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final DiameterTransport transport;
  private final AccountingMapping mapping = new AccountingMapping(SampleRecords.writer());
  private final AccountingRecord sample = SampleRecords.accounting(RecordType.INTERIM, 1);

  TransportLoad(DiameterTransport transport) {
    this.transport = transport;
  }

  long closedLoop(int sessions, long nanos) throws Exception {
    long end = System.nanoTime() + nanos;
    AtomicLong answers = new AtomicLong();
    CountDownLatch finished = new CountDownLatch(sessions);
    for (int i = 0; i < sessions; i++) {
      new Session("tollgate.example.com;1;" + i, end, answers, finished).next();
    }
    if (!finished.await(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException(finished.getCount() + " sessions never ended");
    }
    return answers.get();
  }

  long[] openLoop(int perSecond, long nanos) throws Exception {
    int count = (int) (perSecond * nanos / 1_000_000_000L);
    long[] latencies = new long[count];
    CountDownLatch finished = new CountDownLatch(count);
    long start = System.nanoTime();
    int next = 0;
    while (next < count) {
      long now = System.nanoTime();
      while (next < count && start + next * 1_000_000_000L / perSecond <= now) {
        int index = next++;
        long due = start + index * 1_000_000_000L / perSecond;
        send(
            "tollgate.example.com;2;" + index,
            1,
            outcome -> {
              latencies[index] = System.nanoTime() - due;
              finished.countDown();
            });
      }
      LockSupport.parkNanos(1_000_000);
    }
    if (!finished.await(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException(finished.getCount() + " requests never ended");
    }
    return latencies;
  }

  private void send(String sessionId, long number, OutcomeListener listener) {
    AccountingRecord record =
        new AccountingRecord(
            sessionId,
            sample.type(),
            number,
            sample.eventTime(),
            sample.reason(),
            sample.service(),
            sample.peers());
    Avps body = mapping.toAcr(record);
    transport.send(
        new OutboundRequest(
            ChargingInterface.CH1,
            Commands.ACCOUNTING.code(),
            sessionId,
            body,
            Route.ANY,
            Failover.NONE,
            false,
            transport.newEndToEnd(),
            TIMEOUT),
        listener);
  }

  /** One request at a time, the next on the answer. */
  private final class Session implements OutcomeListener {
    private final String id;
    private final long end;
    private final AtomicLong answers;
    private final CountDownLatch finished;
    private long number;

    Session(String id, long end, AtomicLong answers, CountDownLatch finished) {
      this.id = id;
      this.end = end;
      this.answers = answers;
      this.finished = finished;
    }

    void next() {
      send(id, number++, this);
    }

    @Override
    public void onOutcome(Outcome outcome) {
      if (!(outcome instanceof Outcome.Answered)) {
        throw new IllegalStateException("not answered: " + outcome);
      }
      answers.incrementAndGet();
      if (System.nanoTime() < end) {
        next();
      } else {
        finished.countDown();
      }
    }
  }
}
