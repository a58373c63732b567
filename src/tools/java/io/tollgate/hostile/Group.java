package io.tollgate.hostile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Attacks of one kind, after which the server is looked at.
 *
 * @param settings of the server beside the usual ones
 * @param unguarded settings with which the guard is out, so that an attack has to break something;
 *     empty where no setting takes it out
 */
record Group(
    String name,
    Map<String, String> settings,
    Map<String, String> unguarded,
    List<Attack> attacks) {

  static Group of(String name, List<Attack> attacks) {
    return new Group(name, Map.of(), Map.of(), attacks);
  }

  Group with(Map<String, String> more) {
    return new Group(name, more, unguarded, attacks);
  }

  /** Those of its attacks whose names have a text in them. */
  Group only(String text) {
    List<Attack> some = attacks.stream().filter(each -> each.name().contains(text)).toList();
    return new Group(name, settings, unguarded, some);
  }

  /** The settings that take the guard out, as pairs of name and value. */
  Group guardedBy(Map<String, String> out) {
    return new Group(name, settings, out, attacks);
  }

  Group withoutGuard() {
    Map<String, String> both = new HashMap<>(settings);
    both.putAll(unguarded);
    return new Group(name, both, Map.of(), attacks);
  }
}
