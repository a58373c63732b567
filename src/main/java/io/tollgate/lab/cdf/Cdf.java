package io.tollgate.lab.cdf;

import io.tollgate.lab.common.Wishes;
import io.tollgate.lab.fault.Disturbance;
import io.tollgate.lab.fault.Reply;
import io.tollgate.lab.stack.AvpReader;
import io.tollgate.lab.stack.AvpWriter;
import io.tollgate.lab.stack.Code;
import io.tollgate.lab.stack.LabRequest;
import java.time.Clock;
import java.util.OptionalLong;

/** Answers ACRs: first into the store, then ACA (RFC 6733 clause 9.7). */
public final class Cdf {

  private static final long SUCCESS = 2001;
  private static final long MISSING_AVP = 5005;

  private final CdrStore store;
  private final Disturbance disturbance;
  private final Clock clock;
  private volatile Wishes wishes;
  private volatile long interimInterval;

  public Cdf(
      CdrStore store, Disturbance disturbance, Clock clock, long interimInterval, Wishes wishes) {
    this.store = store;
    this.disturbance = disturbance;
    this.clock = clock;
    this.interimInterval = interimInterval;
    this.wishes = wishes;
  }

  public CdrStore store() {
    return store;
  }

  /** Sent as Acct-Interim-Interval in answers to START and INTERIM; 0 sends none. */
  public void setInterimInterval(long seconds) {
    interimInterval = seconds;
  }

  /** From now on. */
  public void setWishes(Wishes wanted) {
    wishes = wanted;
  }

  public void handle(LabRequest request) {
    AvpReader avps = request.avps();
    RecordType type = RecordType.of(avps.numberOr(0, Code.ACCOUNTING_RECORD_TYPE));
    OptionalLong number = avps.number(Code.ACCOUNTING_RECORD_NUMBER);
    disturbance.pass(
        request,
        "rf",
        type.name(),
        answer -> echo(answer, type, number),
        () -> wishes.refused(request, type.name()).orElseGet(() -> account(request, type, number)));
  }

  private Reply account(LabRequest request, RecordType type, OptionalLong number) {
    if (type == RecordType.UNKNOWN || number.isEmpty() || request.sessionId().isEmpty()) {
      return new Reply(MISSING_AVP, Cdf::nameMissing);
    }
    store.add(AccountingRecord.read(request, clock.instant()));
    long interval = interimInterval;
    boolean goesOn = type == RecordType.START || type == RecordType.INTERIM;
    return new Reply(
        SUCCESS,
        answer -> {
          if (interval > 0 && goesOn) {
            answer.unsigned32(Code.ACCT_INTERIM_INTERVAL, interval);
          }
        });
  }

  private static void nameMissing(AvpWriter answer) {
    answer.group(Code.FAILED_AVP).unsigned32(Code.ACCOUNTING_RECORD_TYPE, 0);
  }

  private static void echo(AvpWriter answer, RecordType type, OptionalLong number) {
    if (type != RecordType.UNKNOWN) {
      answer.unsigned32(Code.ACCOUNTING_RECORD_TYPE, type.ordinal());
    }
    number.ifPresent(value -> answer.unsigned32(Code.ACCOUNTING_RECORD_NUMBER, value));
  }
}
