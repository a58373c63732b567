package io.tollgate;

import io.tollgate.diameter.transport.TransportException;
import io.tollgate.settings.EffectiveSettings;
import io.tollgate.settings.Settings;
import io.tollgate.settings.SettingsException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Puts into force, while calls are up, what an operator changed in the sources of settings and in
 * the files that they name: all of it or, with the reason, nothing.
 */
final class Reload {
  private static final Logger LOG = LogManager.getLogger(Reload.class);

  /** What is left to do once nothing stands against it any more. */
  interface Step {
    void carryOut();
  }

  /** Whatever is made from settings and can be made anew. */
  interface Part {
    /**
     * Looks whether it could go by these settings. Changes nothing yet.
     *
     * @throws IllegalArgumentException with the reason why it cannot
     */
    Step prepare(Settings settings);
  }

  /** The one part whose change can still fail when it is carried out; a failure changes nothing. */
  interface FirstPart {
    void change(Settings settings) throws TransportException;
  }

  /** What became of it, for the one who asked. */
  record Report(boolean done, List<String> lines) {}

  private final Supplier<EffectiveSettings> sources;
  private final FirstPart first;
  private final List<Part> parts;
  private EffectiveSettings inForce;

  Reload(
      EffectiveSettings inForce,
      Supplier<EffectiveSettings> sources,
      FirstPart first,
      List<Part> parts) {
    this.inForce = inForce;
    this.sources = sources;
    this.first = first;
    this.parts = List.copyOf(parts);
  }

  synchronized EffectiveSettings inForce() {
    return inForce;
  }

  synchronized Report now() {
    EffectiveSettings next;
    List<String> changes;
    try {
      next = sources.get();
      changes = changes(next);
      List<Step> steps = new ArrayList<>();
      for (Part part : parts) {
        steps.add(part.prepare(next.settings()));
      }
      first.change(next.settings());
      steps.forEach(Step::carryOut);
    } catch (SettingsException e) {
      return refused(e.problems());
    } catch (RuntimeException | TransportException e) {
      return refused(List.of(String.valueOf(e.getMessage())));
    }
    inForce = next;
    List<String> lines = new ArrayList<>(changes);
    lines.add("reloaded, with the files that the settings name");
    lines.forEach(line -> LOG.info("reload: {}", line));
    return new Report(true, lines);
  }

  private static Report refused(List<String> reasons) {
    List<String> lines = new ArrayList<>(reasons);
    lines.add("nothing was changed");
    lines.forEach(line -> LOG.error("reload: {}", line));
    return new Report(false, lines);
  }

  /** A line for each setting that is another now. */
  private List<String> changes(EffectiveSettings next) {
    Map<String, EffectiveSettings.Value> before = new LinkedHashMap<>();
    inForce.values().forEach(value -> before.put(value.setting().name(), value));
    List<String> changes = new ArrayList<>();
    List<String> late = new ArrayList<>();
    for (EffectiveSettings.Value value : next.values()) {
      EffectiveSettings.Value former = before.get(value.setting().name());
      if (former != null && !former.isSameAs(value)) {
        String line =
            "%s: %s -> %s (%s)"
                .formatted(value.setting().name(), former.text(), value.text(), value.source());
        (value.setting().atReload() ? changes : late).add(line);
      }
    }
    if (!late.isEmpty()) {
      throw new SettingsException(
          late.stream()
              .map(
                  line ->
                      line
                          + ": takes effect at a start only (expected: a restart, or the"
                          + " former value)")
              .toList());
    }
    return changes;
  }
}
