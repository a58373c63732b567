package io.tollgate.bench.calls;

import java.util.ArrayList;
import java.util.List;

/**
 * A way to carry calls, by this build or by a former one: {@code -Dbench.before=CLASSPATH} lets the
 * servers of that class path take part in the same run, turn by turn with ours.
 */
record Contender(Variant variant, boolean former) {
  static final String FORMER_CLASS_PATH = System.getProperty("bench.before", "");

  static List<Contender> of(List<Variant> variants) {
    List<Contender> all = new ArrayList<>();
    for (Variant variant : variants) {
      all.add(new Contender(variant, false));
      if (!FORMER_CLASS_PATH.isEmpty() && variant != Variant.PLAIN) {
        all.add(new Contender(variant, true));
      }
    }
    return all;
  }

  Contender before() {
    return new Contender(variant, true);
  }

  String id() {
    return former ? variant.id() + "-before" : variant.id();
  }

  String title() {
    return former ? variant.title() + ", before" : variant.title();
  }

  /** Of the server's JVM. */
  String classPath() {
    return former ? FORMER_CLASS_PATH : System.getProperty("java.class.path");
  }
}
