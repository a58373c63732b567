package io.tollgate;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tollgate.charging.Timers;
import io.tollgate.journal.json.JsonCodec;
import io.tollgate.journal.json.JsonException;
import io.tollgate.journal.recovery.Farewells;
import io.tollgate.settings.ContainerSettings;
import io.tollgate.settings.Settings;
import io.tollgate.sip.container.SipContainer;
import io.tollgate.sip.farewell.FarewellAgent;
import io.tollgate.sip.farewell.Outcome;
import io.tollgate.sip.leg.DialogState;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.servlet.sip.SipURI;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** BYE for servers that are dead, counted and logged. */
final class FarewellModule implements Farewells, AutoCloseable {

  private static final Logger LOG = LogManager.getLogger(FarewellModule.class);

  private final JsonCodec<DialogState> form = new JsonCodec<>(DialogState.class);
  private final Map<Outcome, Counter> said = new EnumMap<>(Outcome.class);
  private final FarewellAgent agent;

  FarewellModule(Settings settings, SipContainer container, Timers timers, MeterRegistry meters) {
    agent =
        new FarewellAgent(
            () -> own(container),
            timers,
            settings.sip().ackWait(),
            () -> tls(settings.container()));
    for (Outcome each : Outcome.values()) {
      said.put(
          each,
          Counter.builder("tollgate.cluster.farewells")
              .description("Parties of dead servers' calls that were told that these are over")
              .tag("outcome", each.name().toLowerCase(Locale.ROOT))
              .register(meters));
    }
  }

  private static List<InetAddress> own(SipContainer container) {
    List<InetAddress> addresses = new ArrayList<>();
    for (SipURI point : container.listeningPoints()) {
      try {
        addresses.add(InetAddress.getByName(point.getHost()));
      } catch (UnknownHostException e) {
        LOG.debug("{}: not an address of this server: {}", point, e.toString());
      }
    }
    return addresses;
  }

  /** The key and the trust that SIP has here. */
  private static SSLSocketFactory tls(ContainerSettings settings) {
    Optional<Path> file = settings.tlsKeyStore();
    try {
      if (file.isEmpty()) {
        return SSLContext.getDefault().getSocketFactory();
      }
      char[] password = settings.tlsKeyStorePassword().value().toCharArray();
      KeyStore store = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(file.get())) {
        store.load(in, password);
      }
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, password);
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("container.tls-key-store: cannot be used: " + e, e);
    }
  }

  @Override
  public void say(String written, Runnable done) {
    DialogState dialog;
    try {
      dialog = form.read(written);
    } catch (JsonException e) {
      LOG.error("a dialog of a dead server cannot be read, nobody is told: {}", e.getMessage());
      done.run();
      return;
    }
    agent.say(
        dialog,
        outcome -> {
          Objects.requireNonNull(said.get(outcome)).increment();
          LOG.info(
              "BYE for a dead server: Call-ID {}, ICID {}: {}",
              dialog.callId(),
              dialog.icid().isEmpty() ? "-" : dialog.icid(),
              outcome.name().toLowerCase(Locale.ROOT));
          done.run();
        });
  }

  @Override
  public void close() {
    agent.close();
  }
}
