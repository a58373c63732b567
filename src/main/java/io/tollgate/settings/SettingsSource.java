package io.tollgate.settings;

import java.util.Map;
import java.util.TreeMap;

/**
 * Where values were written.
 *
 * @param name as a message shall call it: "sip.xml"
 * @param values by the setting's name
 */
public record SettingsSource(String name, Map<String, String> values) {

  public SettingsSource {
    values = Map.copyOf(values);
  }

  /** The context-params of sip.xml or web.xml; those of a container's own are passed over. */
  public static SettingsSource contextParameters(Map<String, String> parameters) {
    Map<String, String> ours = new TreeMap<>(parameters);
    ours.keySet().removeIf(name -> name.matches("(javax|jakarta|org|com|io)\\..*"));
    return new SettingsSource("sip.xml", ours);
  }
}
