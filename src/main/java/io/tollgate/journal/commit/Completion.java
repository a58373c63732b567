package io.tollgate.journal.commit;

/** Learns what became of changes; exactly one method is called, once, on the writer's thread. */
public interface Completion {

  Completion NONE = () -> {};

  /** They outlive a power loss, or, while the disk fails, are kept in memory until it is back. */
  void kept();

  /** They could be kept nowhere. */
  default void lost(String why) {}
}
