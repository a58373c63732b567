package io.tollgate.launcher;

import io.tollgate.settings.EffectiveSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Where the distribution and its settings are; the same for every command. */
public final class StartOptions {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "the folder of the distribution (default: the current folder)")
  private Path home = Path.of("");

  @Option(
      names = "--config",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "a properties file with settings (default: $$TOLLGATE_CONFIG)")
  private List<Path> configs = List.of();

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      scope = ScopeType.INHERIT,
      mapFallbackValue = "",
      description = "one setting, over all other sources; may be repeated")
  private Map<String, String> overrides = new TreeMap<>();

  /** Every source of settings, laid over the defaults. */
  public EffectiveSettings settings(Map<String, String> environment) {
    return distribution().settings(this, environment);
  }

  /** The same, once for each file that was named; once where none was. */
  public List<EffectiveSettings> alternatives(Map<String, String> environment) {
    if (configs.isEmpty()) {
      return List.of(settings(environment));
    }
    return configs.stream()
        .map(
            one -> {
              StartOptions alone = new StartOptions();
              alone.home = home;
              alone.overrides = overrides;
              alone.configs = List.of(one);
              return alone.settings(environment);
            })
        .toList();
  }

  Distribution distribution() {
    return new Distribution(home.toAbsolutePath().normalize());
  }

  @Nullable Path config() {
    if (configs.size() > 1) {
      throw new IllegalArgumentException(
          "--config: %d files (expected: one)".formatted(configs.size()));
    }
    return configs.isEmpty() ? null : configs.get(0).toAbsolutePath();
  }

  Map<String, String> overrides() {
    return overrides;
  }
}
