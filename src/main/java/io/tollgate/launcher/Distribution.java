package io.tollgate.launcher;

import io.tollgate.settings.ContainerSettings;
import io.tollgate.settings.EffectiveSettings;
import io.tollgate.settings.HttpSettings;
import io.tollgate.settings.Settings;
import io.tollgate.settings.SettingsReader;
import io.tollgate.settings.SettingsSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The folder that holds the WAR, the container, the configuration and the work folder. */
record Distribution(Path home) {

  Path webApplication() {
    return home.resolve("tollgate.war");
  }

  /** The same sources as the application reads, so that both come to the same settings. */
  EffectiveSettings settings(StartOptions line, Map<String, String> environment) {
    return new SettingsReader()
        .withHome(home)
        .with(SettingsSource.contextParameters(SipXml.contextParameters(webApplication())))
        .withFile(settingsFile(line, environment))
        .withEnvironment(environment)
        .with(new SettingsSource("command line", line.overrides()))
        .read();
  }

  ContainerOptions options(StartOptions line, Map<String, String> environment, Settings all) {
    ContainerSettings settings = all.container();
    Path file = settingsFile(line, environment);
    ContainerOptions options =
        ContainerOptions.onLoopback(
                WorkFolder.fresh(all.storage().directory().resolve("work")), webApplication())
            .withEndpoints(endpoints(settings), http(all.http()))
            .withStackProperties(tls(settings))
            .withStackProperties(GuardProperties.of(all))
            .withStackProperties(HeadLimits.asStackProperties(all.headers()))
            .withAttribute("io.tollgate.home", home.toString())
            .withAttribute("io.tollgate.settings.overrides", line.overrides());
    return file == null
        ? options
        : options.withAttribute("io.tollgate.settings.file", file.toString());
  }

  private static @Nullable Path settingsFile(StartOptions line, Map<String, String> environment) {
    if (line.config() != null) {
      return line.config();
    }
    String file = environment.get("TOLLGATE_CONFIG");
    return file == null || file.isEmpty() ? null : Path.of(file).toAbsolutePath();
  }

  private static List<SipEndpoint> endpoints(ContainerSettings settings) {
    List<SipEndpoint> endpoints = new ArrayList<>();
    for (String host : settings.sipHost()) {
      for (ContainerSettings.Transport transport : settings.sipTransports()) {
        endpoints.add(
            switch (transport) {
              case UDP -> new SipEndpoint(SipEndpoint.Transport.UDP, host, settings.sipPort());
              case TCP -> new SipEndpoint(SipEndpoint.Transport.TCP, host, settings.sipPort());
              case TLS -> new SipEndpoint(SipEndpoint.Transport.TLS, host, settings.tlsPort());
            });
      }
    }
    return endpoints;
  }

  private static HttpOptions http(HttpSettings settings) {
    return new HttpOptions(
        settings.host(),
        settings.port(),
        settings.tlsKeyStore().orElse(null),
        settings.tlsKeyStorePassword().value());
  }

  private static Map<String, String> tls(ContainerSettings settings) {
    Map<String, String> properties = new HashMap<>();
    settings
        .tlsKeyStore()
        .ifPresent(
            store ->
                properties.putAll(
                    SipStackProperties.tls(store, settings.tlsKeyStorePassword().value())));
    return properties;
  }
}
