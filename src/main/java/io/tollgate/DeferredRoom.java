package io.tollgate;

import io.tollgate.charging.SessionTerms;
import io.tollgate.charging.enabler.ChargingEnablerUser;
import io.tollgate.deferred.DeferredLimits;
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
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Puts deferred messaging together, where it is on. */
record DeferredRoom(
    DeferredDesk desk,
    DeferredDelivery delivery,
    ScheduledExecutorService thread,
    DeferredStore store,
    DataFile file)
    implements AutoCloseable {
  private static final Logger LOG = LogManager.getLogger(DeferredRoom.class);

  static DeferredRoom of(
      DeferredSettings settings, Path file, SipRoom sip, ChargingEnablerUser charging) {
    DataFile claimed = DataFile.claim("deferred.file", file, SqliteDeferredStore.ORIGIN);
    DeferredStore store = open(claimed);
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
    return new DeferredRoom(
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

  private static DeferredStore open(DataFile file) {
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
