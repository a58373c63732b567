package io.tollgate;

import io.tollgate.charging.ChargingEnablerUser;
import io.tollgate.charging.SessionTerms;
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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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
    DeferredStore store)
    implements AutoCloseable {
  private static final Logger LOG = LogManager.getLogger(DeferredRoom.class);

  static DeferredRoom of(DeferredSettings settings, SipRoom sip, ChargingEnablerUser charging) {
    DeferredStore store = open(settings.file().toAbsolutePath());
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
        store);
  }

  private static DeferredStore open(Path file) {
    try {
      Path folder = file.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      return SqliteDeferredStore.open(file);
    } catch (IOException e) {
      throw new UncheckedIOException("deferred.file " + file + " cannot be made", e);
    } catch (DeferredStoreException e) {
      throw new IllegalStateException("deferred.file: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    thread.shutdown();
    try {
      if (thread.awaitTermination(5, TimeUnit.SECONDS)) {
        store.close();
      }
    } catch (DeferredStoreException e) {
      LOG.warn("deferred messages not closed cleanly: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
