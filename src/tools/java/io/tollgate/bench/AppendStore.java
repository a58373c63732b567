package io.tollgate.bench;

import java.io.IOException;

/** Something that keeps records durably for many producers at once. */
interface AppendStore extends AutoCloseable {

  /** Runs the callback once the record outlives a power loss. */
  void append(long id, String body, Runnable durable);

  @Override
  void close() throws IOException;
}
