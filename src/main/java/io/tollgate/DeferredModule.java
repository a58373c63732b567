package io.tollgate;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tollgate.charging.SessionTerms;
import io.tollgate.charging.enabler.ChargingEnablerUser;
import io.tollgate.deferred.DeferredLimits;
import io.tollgate.deferred.DeferredMessage;
import io.tollgate.deferred.DeferredMessages;
import io.tollgate.deferred.DeferredStore;
import io.tollgate.deferred.DeferredStoreException;
import io.tollgate.deferred.SqliteDeferredStore;
import io.tollgate.journal.json.JsonCodec;
import io.tollgate.settings.DeferredSettings;
import io.tollgate.sip.deferred.DeferredDelivery;
import io.tollgate.sip.deferred.DeferredDesk;
import io.tollgate.sip.deferred.TermsText;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** Puts deferred messaging together, where it is on. */
record DeferredModule(
    DeferredDesk desk,
    DeferredDelivery delivery,
    ScheduledExecutorService thread,
    DeferredStore store,
    DataFile file)
    implements AutoCloseable {
  private static final Instant EVER = Instant.ofEpochMilli(Long.MAX_VALUE);
  private static final int PAGE = 100;
  private static final Logger LOG = LogManager.getLogger(DeferredModule.class);

  /**
   * @param cluster null for a server that is alone
   */
  static DeferredModule of(
      DeferredSettings settings,
      Path file,
      @Nullable ClusterModule cluster,
      SipModule sip,
      ChargingEnablerUser charging,
      MeterRegistry meters) {
    DataFile claimed = DataFile.claim("deferred.file", file, SqliteDeferredStore.ORIGIN);
    SqliteDeferredStore alone = open(claimed);
    double damaged = alone.isAfterDamage() ? 1 : 0;
    Gauge.builder("tollgate.deferred.damaged", () -> damaged)
        .description("1 where the file of deferred messages was damaged at the start")
        .register(meters);
    DeferredStore store = cluster == null ? alone : shared(cluster, alone, claimed);
    ScheduledExecutorService thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread made = new Thread(task, "tollgate-deferred");
              made.setDaemon(true);
              return made;
            });
    Clock clock = Clock.systemUTC();
    DeferredMessages messages =
        new DeferredMessages(
            store,
            new DeferredLimits(settings.messages(), settings.perRecipient(), settings.lifetime()),
            clock,
            thread);
    JsonCodec<SessionTerms> codec = new JsonCodec<>(SessionTerms.class);
    TermsText terms = new TermsText(codec::write, codec::read);
    DeferredDelivery delivery =
        new DeferredDelivery(
            messages,
            charging,
            terms,
            sip.factory(),
            sip.outbound(),
            sip::owner,
            thread::execute,
            sip.legs().timers(),
            clock);
    long sweep = settings.sweep().toMillis();
    var unused =
        thread.scheduleWithFixedDelay(delivery::sweep, sweep, sweep, TimeUnit.MILLISECONDS);
    return new DeferredModule(
        new DeferredDesk(
            messages,
            Set.copyOf(settings.on()),
            settings.payer(),
            terms,
            clock,
            sip.legs().headers().door()),
        delivery,
        thread,
        store,
        claimed);
  }

  /** What this server kept while it was alone is for all of them now. */
  private static DeferredStore shared(ClusterModule cluster, DeferredStore alone, DataFile file) {
    DeferredStore shared = cluster.deferred();
    try {
      int moved = 0;
      List<DeferredMessage> page = alone.expiredBefore(EVER, PAGE);
      while (!page.isEmpty()) {
        for (DeferredMessage message : page) {
          shared.put(message);
          alone.remove(message.id());
          moved++;
        }
        page = alone.expiredBefore(EVER, PAGE);
      }
      alone.close();
      if (moved > 0) {
        LOG.info("{} deferred messages of {} wait in the cluster's database", moved, file.path());
      }
      return shared;
    } catch (DeferredStoreException e) {
      file.close();
      throw DataFile.refused(
          file.setting(),
          file.path(),
          "its messages cannot be taken to the cluster's database: " + e.getMessage(),
          "a file that can be read, and a database that answers");
    }
  }

  private static SqliteDeferredStore open(DataFile file) {
    try {
      return SqliteDeferredStore.open(file.path());
    } catch (DeferredStoreException e) {
      file.close();
      throw DataFile.refused(
          file.setting(),
          file.path(),
          "cannot be used: " + e.getMessage(),
          "a file of this server's own on a disk that can be written");
    }
  }

  @Override
  public void close() {
    thread.shutdown();
    try {
      if (thread.awaitTermination(5, TimeUnit.SECONDS)) {
        store.close();
        file.close();
      }
    } catch (DeferredStoreException e) {
      LOG.warn("deferred messages not closed cleanly: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
