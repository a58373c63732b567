package io.tollgate.launcher;

import io.tollgate.settings.EffectiveSettings;
import java.nio.file.Path;
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
  private @Nullable Path config;

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

  Distribution distribution() {
    return new Distribution(home.toAbsolutePath().normalize());
  }

  @Nullable Path config() {
    return config == null ? null : config.toAbsolutePath();
  }

  Map<String, String> overrides() {
    return overrides;
  }
}
