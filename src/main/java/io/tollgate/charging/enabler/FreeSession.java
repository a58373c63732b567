package io.tollgate.charging.enabler;

import io.tollgate.charging.ChargingIds;
import io.tollgate.charging.MessageGate;
import io.tollgate.charging.SessionTerms;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.charging.flow.Signalling;
import io.tollgate.charging.observer.ObservedSession;
import io.tollgate.charging.observer.ObservedSignalling;
import io.tollgate.charging.observer.SessionWatch;
import io.tollgate.charging.record.Debit;
import io.tollgate.charging.record.MessageCounters;
import io.tollgate.log.LogContext;
import org.jspecify.annotations.Nullable;

/** A session that is not charged and that somebody listens to: what passes is counted. */
final class FreeSession implements ChargedSession, ObservedSession {
  private final ChargedSession session;
  private final SessionTerms terms;
  private final CountingGate gate = new CountingGate();
  private @Nullable SessionWatch watch;

  FreeSession(ChargedSession session, SessionTerms terms) {
    this.session = session;
    this.terms = terms;
  }

  /** From now on. */
  FreeSession watchedBy(SessionWatch listening) {
    watch = listening;
    return this;
  }

  @Override
  public void walk(Procedure procedure, Signalling signalling) {
    SessionWatch listening = watch;
    if (listening == null) {
      session.walk(procedure, signalling);
      return;
    }
    LogContext.Session former = LogContext.enter(this);
    try {
      listening.begins(procedure);
      session.walk(procedure, new ObservedSignalling(signalling, procedure, listening));
    } finally {
      LogContext.leave(former);
    }
  }

  @Override
  public MessageGate messages() {
    return gate;
  }

  @Override
  public Debit debit() {
    return Debit.NONE;
  }

  @Override
  public ChargingIds ids() {
    return ChargingIds.NONE;
  }

  @Override
  public SessionTerms terms() {
    return terms;
  }

  @Override
  public MessageCounters counters() {
    return gate.counters();
  }

  /** Nobody charges its time. */
  @Override
  public long seconds() {
    return 0;
  }
}
