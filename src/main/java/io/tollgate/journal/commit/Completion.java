package io.tollgate.journal.commit;

/**
 * Learns what became of changes; exactly one method is called, once, on the writer's thread. None
 * is called any more when another node has taken over: whoever waits is ended from outside.
 */
public interface Completion {

  Completion NONE = news -> {};

  /**
   * They outlive a power loss, or, while the disk fails, are kept in memory until it is back.
   *
   * @param news false if {@code submit} has said already that they outlive the process
   */
  void kept(boolean news);

  /** They could be kept nowhere. */
  default void lost(String why) {}
}
