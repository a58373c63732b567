package io.tollgate.journal.recovery;

/** Tells a party of a dead server's call that it is over. */
@FunctionalInterface
public interface Farewells {

  /**
   * @param dialog as the dead server had written it
   * @param done run once, on any thread, when the party has been told, or cannot be
   */
  void say(String dialog, Runnable done);
}
