package io.tollgate;

import io.tollgate.charging.CreditCommands;
import io.tollgate.charging.Owner;
import io.tollgate.charging.ServiceControl;
import io.tollgate.charging.SessionTerms;
import io.tollgate.charging.enabler.ChargedSession;
import io.tollgate.charging.enabler.ChargingEnabler;
import io.tollgate.charging.enabler.ChargingEnablerUser;
import io.tollgate.charging.record.ServiceKind;
import io.tollgate.journal.store.JournalCounts;
import io.tollgate.journal.store.JournalException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Where a cluster's database is away and a service is to go on: its new sessions are charged from a
 * journal of this server's own, from their begin to their end. No other server knows them, so that
 * none can settle them a second time; nor can any settle them if this one dies with its disk.
 */
final class LocalCharging implements ChargingEnablerUser, CreditCommands {
  private static final Logger LOG = LogManager.getLogger(LocalCharging.class);

  private final ChargingEnabler shared;
  private final ChargingEnabler local;
  private final JournalAssembly journal;
  private final Set<ServiceKind> services;
  private final BooleanSupplier away;
  private final AtomicBoolean alarmed = new AtomicBoolean();

  /**
   * @param services that go on; others begin on the shared journal, which makes them wait
   * @param away whether the database cannot be written now
   */
  LocalCharging(
      ChargingEnabler shared,
      ChargingEnabler local,
      JournalAssembly journal,
      Set<ServiceKind> services,
      BooleanSupplier away) {
    this.shared = shared;
    this.local = local;
    this.journal = journal;
    this.services = services;
    this.away = away;
  }

  @Override
  public ChargedSession open(SessionTerms terms, Owner owner, ServiceControl control) {
    return now(terms.kind()).open(terms, owner, control);
  }

  @Override
  public ChargedSession openFree(SessionTerms terms, Owner owner, ServiceControl control) {
    return now(terms.kind()).openFree(terms, owner, control);
  }

  private ChargingEnabler now(ServiceKind kind) {
    if (!services.contains(kind) || !away.getAsBoolean()) {
      return shared;
    }
    if (alarmed.compareAndSet(false, true)) {
      LOG.error(
          "ALARM CLUSTER_LOCAL: the database is away; {} go on with records in {} alone: fencing is"
              + " off, nobody settles them if this server is lost with its disk",
          services,
          journal.claimed().path());
    }
    return local;
  }

  /** Looked at now and then. */
  void look() {
    if (alarmed.get() && !away.getAsBoolean()) {
      alarmed.set(false);
      LOG.info(
          "CLEAR CLUSTER_LOCAL: the database is back; {} records of the time without it are being"
              + " delivered",
          records());
    }
  }

  /** Sessions that begin now are no other server's to know. */
  boolean goesOn() {
    return !services.isEmpty() && away.getAsBoolean();
  }

  boolean isOn() {
    return alarmed.get();
  }

  /** Records and open sessions of the time without the database. */
  long records() {
    try {
      JournalCounts counts = journal.journal().counts();
      return counts.pending() + counts.openSessions();
    } catch (JournalException e) {
      LOG.debug("not readable now: {}", e.getMessage());
      return 0;
    }
  }

  boolean waits(String session) {
    return journal.journal().waits(session);
  }

  @Override
  public void reAuthorise(
      String sessionId,
      @Nullable Long ratingGroup,
      @Nullable Long serviceIdentifier,
      Consumer<Reaction> reaction) {
    shared
        .serverRequests()
        .reAuthorise(
            sessionId,
            ratingGroup,
            serviceIdentifier,
            orElse(
                reaction,
                () ->
                    local
                        .serverRequests()
                        .reAuthorise(sessionId, ratingGroup, serviceIdentifier, reaction)));
  }

  @Override
  public void abort(String sessionId, Consumer<Reaction> reaction) {
    shared
        .serverRequests()
        .abort(
            sessionId, orElse(reaction, () -> local.serverRequests().abort(sessionId, reaction)));
  }

  private static Consumer<Reaction> orElse(Consumer<Reaction> told, Runnable otherwise) {
    return reaction -> {
      if (reaction == Reaction.UNKNOWN_SESSION) {
        otherwise.run();
      } else {
        told.accept(reaction);
      }
    };
  }
}
