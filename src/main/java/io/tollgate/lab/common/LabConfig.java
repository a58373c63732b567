package io.tollgate.lab.common;

import io.tollgate.lab.stack.LabIdentity;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The lab's settings: names and values, each with a default. {@code deploy/lab.properties} tells.
 */
public final class LabConfig {

  private static final String GROUP = "ocs\\.rg\\.\\d+\\.";

  private static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry("directory", ""),
          Map.entry("faults", ""),
          Map.entry("control.address", "127.0.0.1"),
          Map.entry("control.port", "3870"),
          Map.entry("cdf.host", "cdf.lab.tollgate.example"),
          Map.entry("cdf.realm", "lab.tollgate.example"),
          Map.entry("cdf.address", "127.0.0.1"),
          Map.entry("cdf.port", "3868"),
          Map.entry("cdf.interim-interval", "0"),
          Map.entry("ocs.host", "ocs.lab.tollgate.example"),
          Map.entry("ocs.realm", "lab.tollgate.example"),
          Map.entry("ocs.address", "127.0.0.1"),
          Map.entry("ocs.port", "3869"),
          Map.entry("ocs.balance", "1000"),
          Map.entry("ocs.unknown-users", "create"),
          Map.entry("cdf.dictionary", "any"),
          Map.entry("cdf.dictionary.without", ""),
          Map.entry("cdf.demands", ""),
          Map.entry("ocs.demands", ""),
          Map.entry("ocs.dictionary", "any"),
          Map.entry("ocs.dictionary.without", ""),
          Map.entry("ocs.currency", "978"),
          Map.entry("ocs.failure-handling", ""),
          Map.entry("ocs.debiting-failure-handling", ""),
          Map.entry("ocs.session-failover", ""),
          Map.entry("ocs.refund-information", "true"),
          Map.entry("ocs.supervision", "0"),
          Map.entry("ocs.price.participant", "0"),
          Map.entry("ocs.price.message", "0.1"),
          Map.entry("ocs.price.octet", "0"),
          Map.entry("ocs.price.minute", "0"),
          Map.entry("ocs.grant.messages", "10"),
          Map.entry("ocs.grant.octets", "100000"),
          Map.entry("ocs.grant.seconds", "300"),
          Map.entry("ocs.threshold.messages", "0"),
          Map.entry("ocs.threshold.octets", "0"),
          Map.entry("ocs.threshold.seconds", "0"),
          Map.entry("ocs.validity", "0"),
          Map.entry("ocs.holding-time", ""),
          Map.entry("ocs.consumption-time", ""),
          Map.entry("ocs.triggers", "40,50"),
          Map.entry("ocs.result", "2001"),
          Map.entry("ocs.final.after", "0"),
          Map.entry("ocs.final.action", "TERMINATE"),
          Map.entry("ocs.remaining-balance", ""),
          Map.entry("ocs.low-balance", "false"),
          Map.entry("ocs.final.filter", ""),
          Map.entry("ocs.final.redirect", "sip:top-up@lab.tollgate.example"));

  private final Map<String, String> values;

  private LabConfig(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  public static LabConfig defaults() {
    return new LabConfig(Map.of());
  }

  /** Defaults on ports that the system chooses. */
  public static LabConfig ephemeral() {
    return defaults().with("cdf.port", "0").with("ocs.port", "0").with("control.port", "0");
  }

  public static LabConfig read(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    }
    LabConfig config = defaults();
    for (String name : properties.stringPropertyNames()) {
      config = config.with(name, properties.getProperty(name).strip());
    }
    return config;
  }

  /** A name that is not known is an error: it is most likely misspelt. */
  public LabConfig with(String name, String value) {
    if (!DEFAULTS.containsKey(name.replaceFirst("^" + GROUP, "ocs."))) {
      throw new IllegalArgumentException(
          "lab setting: " + name + " (expected: one of " + new TreeMap<>(DEFAULTS).keySet() + ")");
    }
    Map<String, String> changed = new TreeMap<>(values);
    changed.put(name, value);
    return new LabConfig(changed);
  }

  public String text(String name) {
    String value = values.getOrDefault(name, DEFAULTS.get(name));
    if (value == null) {
      throw new IllegalArgumentException("lab setting: " + name + " (expected: a known name)");
    }
    return value;
  }

  /** The value for a rating group, which falls back to the one for all groups. */
  public String text(long ratingGroup, String name) {
    return values.getOrDefault("ocs.rg." + ratingGroup + "." + name, text("ocs." + name));
  }

  public long number(String name) {
    return parse(name, text(name));
  }

  public long number(long ratingGroup, String name) {
    return parse("ocs.rg." + ratingGroup + "." + name, text(ratingGroup, name));
  }

  public Optional<Path> directory() {
    return Optional.of(text("directory")).filter(name -> !name.isEmpty()).map(Path::of);
  }

  public LabIdentity identity(String function) {
    return new LabIdentity(
        text(function + ".host"),
        text(function + ".realm"),
        text(function + ".address"),
        (int) number(function + ".port"));
  }

  /** All names with their values, defaults included. */
  public SortedMap<String, String> all() {
    SortedMap<String, String> all = new TreeMap<>(DEFAULTS);
    all.putAll(values);
    return all;
  }

  private static long parse(String name, String value) {
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: a whole number)", e);
    }
  }
}
