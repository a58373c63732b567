package io.tollgate.settings;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Lays the sources over the defaults: sip.xml, then a properties file, then the environment, then
 * what was said on the command line; the later one wins. A value or a name that is wrong in any of
 * them is an error, also where a later source would have covered it.
 */
public final class SettingsReader {
  /** Environment variables of the start scripts and of log4j2.xml, not settings. */
  private static final Set<String> RESERVED =
      Set.of(
          "TOLLGATE_BENCH_JAVA_OPTS",
          "TOLLGATE_CONFIG",
          "TOLLGATE_HOME",
          "TOLLGATE_JAVA_OPTS",
          "TOLLGATE_LOG",
          "TOLLGATE_LOG_LEVEL");

  private static final String HOME = "$TOLLGATE_HOME";
  private static final List<String> LOG_FORMS = List.of("text", "json");
  private static final List<String> LOG_LEVELS =
      List.of("off", "fatal", "error", "warn", "info", "debug", "trace", "all");

  private final Catalogue catalogue = new Catalogue();
  private final List<SettingsSource> sources = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final List<String> passedOver = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private Path home = Path.of("").toAbsolutePath();

  /** What {@code $TOLLGATE_HOME} stands for at the beginning of a value. */
  public SettingsReader withHome(Path folder) {
    home = folder.toAbsolutePath().normalize();
    return this;
  }

  public SettingsReader with(SettingsSource source) {
    sources.add(source);
    return this;
  }

  public SettingsReader withFile(@Nullable Path file) {
    if (file == null) {
      return this;
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      problems.add(
          "settings file %s: cannot be read: %s (expected: a UTF-8 properties file)"
              .formatted(file, e));
    }
    Map<String, String> values = new TreeMap<>();
    properties.forEach((name, value) -> values.put(name.toString(), value.toString()));
    return with(new SettingsSource(file.toString(), values));
  }

  public SettingsReader withEnvironment(Map<String, String> environment) {
    checkLogging(environment, "TOLLGATE_LOG", LOG_FORMS);
    checkLogging(environment, "TOLLGATE_LOG_LEVEL", LOG_LEVELS);
    Map<String, SettingDescription> known = catalogue.byEnvironmentName();
    Map<String, String> values = new TreeMap<>();
    new TreeMap<>(environment)
        .forEach(
            (variable, value) -> {
              if (!variable.startsWith("TOLLGATE_") || RESERVED.contains(variable)) {
                return;
              }
              SettingDescription setting = known.get(variable);
              if (setting == null) {
                setting = catalogue.byFormerEnvironmentName().get(variable);
                if (setting != null) {
                  renamed(variable, setting.environmentName(), "environment");
                }
              }
              if (KubernetesVariables.injected(variable, value, setting != null)) {
                passedOver.add(variable);
              } else if (setting == null) {
                problems.add(
                    "environment: %s is no setting%s"
                        .formatted(variable, Nearest.hint(variable, known.keySet())));
              } else {
                values.put(setting.name(), value);
              }
            });
    return with(new SettingsSource("environment", values));
  }

  /** log4j2.xml reads these; with a value that it does not know, it writes nothing at all. */
  private void checkLogging(
      Map<String, String> environment, String variable, List<String> allowed) {
    String value = environment.get(variable);
    if (value != null && !allowed.contains(value)) {
      problems.add(
          "environment: %s: \"%s\" (expected: one of %s)"
              .formatted(variable, value, String.join(", ", allowed)));
    }
  }

  /** Throws a {@link SettingsException} that names every problem. */
  public EffectiveSettings read() {
    Map<String, SettingDescription> known = catalogue.byName();
    Map<String, SettingDescription> former = catalogue.byFormerName();
    Map<String, EffectiveSettings.Value> effective = new LinkedHashMap<>();
    for (SettingDescription setting : catalogue.all()) {
      put(effective, setting, setting.defaultText(), "default");
    }
    for (SettingsSource source : sources) {
      new TreeMap<>(source.values())
          .forEach(
              (name, text) -> {
                SettingDescription setting = known.get(name);
                if (setting == null && former.containsKey(name)) {
                  setting = former.get(name);
                  renamed(name, setting.name(), source.name());
                  if (source.values().containsKey(setting.name())) {
                    return;
                  }
                }
                if (setting == null) {
                  problems.add(
                      "%s: %s is no setting%s"
                          .formatted(source.name(), name, Nearest.hint(name, known.keySet())));
                } else {
                  put(effective, setting, text, source.name());
                }
              });
    }
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
    return new EffectiveSettings(
        RecordBuilder.build(effective), List.copyOf(effective.values()), notes());
  }

  private void put(
      Map<String, EffectiveSettings.Value> effective,
      SettingDescription setting,
      String text,
      String source) {
    SettingDescription.Reading reading = setting.read(atHome(text.trim()));
    Object value = reading.value();
    if (value == null) {
      problems.add(
          "%s: %s from %s%s (expected: %s)"
              .formatted(
                  setting.name(),
                  setting.secret() ? "***" : "\"" + text + "\"",
                  source,
                  reading.wrongPart().isEmpty() ? "" : ": " + reading.wrongPart(),
                  setting.expected()));
    } else {
      effective.put(setting.name(), new EffectiveSettings.Value(setting, value, source));
    }
  }

  private String atHome(String text) {
    return text.equals(HOME) || text.startsWith(HOME + "/")
        ? home + text.substring(HOME.length())
        : text;
  }

  private void renamed(String name, String now, String source) {
    notes.add(
        "%s: %s is called %s now; the old name is still understood".formatted(source, name, now));
  }

  private List<String> notes() {
    List<String> all = new ArrayList<>(notes);
    if (!passedOver.isEmpty()) {
      all.add(
          "environment: passed over as injected by Kubernetes for a Service: "
              + String.join(", ", passedOver));
    }
    return all;
  }
}
