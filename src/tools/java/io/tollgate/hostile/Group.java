package io.tollgate.hostile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Attacks of one kind, after which the server is looked at.
 *
 * @param settings of the server beside the usual ones
 * @param unguarded settings with which the guard is out, so that an attack has to break something;
 *     empty where no setting takes it out
 * @param disarmed guards that are taken out of the code instead
 */
record Group(
    String name,
    Map<String, String> settings,
    Map<String, String> unguarded,
    List<Disarmed> disarmed,
    List<Attack> attacks) {

  static Group of(String name, List<Attack> attacks) {
    return new Group(name, Map.of(), Map.of(), List.of(), attacks);
  }

  Group with(Map<String, String> more) {
    return new Group(name, more, unguarded, disarmed, attacks);
  }

  /** Those of its attacks whose names have a text in them. */
  Group only(String text) {
    List<Attack> some = attacks.stream().filter(each -> each.name().contains(text)).toList();
    return new Group(name, settings, unguarded, disarmed, some);
  }

  /** The settings that take the guard out, as pairs of name and value. */
  Group guardedBy(Map<String, String> out) {
    return new Group(name, settings, out, disarmed, attacks);
  }

  /** As {@link #guardedBy}, where no setting does it: a method that is made to say yes or no. */
  Group guardedIn(Class<?> type, String method, boolean answer) {
    return guardedIn(type.getName(), method, answer);
  }

  /** As above, of a class that only its package sees. */
  Group guardedIn(String type, String method, boolean answer) {
    List<Disarmed> all = new ArrayList<>(disarmed);
    all.add(new Disarmed(type, method, answer));
    return new Group(name, settings, unguarded, all, attacks);
  }

  Group withoutGuard() {
    Map<String, String> both = new HashMap<>(settings);
    both.putAll(unguarded);
    return new Group(name, both, Map.of(), disarmed, attacks);
  }
}
