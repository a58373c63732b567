package io.tollgate;

import io.tollgate.settings.EffectiveSettings;
import io.tollgate.settings.SettingsReader;
import io.tollgate.settings.SettingsSource;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import javax.servlet.ServletContext;

/** Collects the sources of settings that the application has: see {@code deploy/settings.md}. */
final class ApplicationSettings {
  /** A launcher's {@code Map<String, String>} with what was said on its command line. */
  static final String OVERRIDES = "io.tollgate.settings.overrides";

  /** A launcher's path of the settings file. */
  static final String FILE = "io.tollgate.settings.file";

  /** A launcher's path of the distribution. */
  static final String HOME = "io.tollgate.home";

  private ApplicationSettings() {}

  static EffectiveSettings read(ServletContext context, Map<String, String> environment) {
    Map<String, String> parameters = new TreeMap<>();
    for (String name : Collections.list(context.getInitParameterNames())) {
      parameters.put(name, context.getInitParameter(name));
    }
    Object given = context.getAttribute(FILE);
    String file = given != null ? given.toString() : environment.get("TOLLGATE_CONFIG");
    return new SettingsReader()
        .withHome(home(context, environment))
        .with(SettingsSource.contextParameters(parameters))
        .withFile(file == null || file.isEmpty() ? null : Path.of(file))
        .withEnvironment(environment)
        .with(new SettingsSource("command line", overrides(context)))
        .read();
  }

  private static Path home(ServletContext context, Map<String, String> environment) {
    Object given = context.getAttribute(HOME);
    if (given != null) {
      return Path.of(given.toString());
    }
    String variable = environment.get("TOLLGATE_HOME");
    return Path.of(
        variable != null && !variable.isEmpty()
            ? variable
            : System.getProperty("catalina.base", ""));
  }

  private static Map<String, String> overrides(ServletContext context) {
    Map<String, String> overrides = new TreeMap<>();
    if (context.getAttribute(OVERRIDES) instanceof Map<?, ?> given) {
      given.forEach((name, value) -> overrides.put(name.toString(), value.toString()));
    }
    return overrides;
  }
}
