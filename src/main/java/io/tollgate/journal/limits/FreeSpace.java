package io.tollgate.journal.limits;

import java.io.IOException;

/** Octets that can still be written to the journal's disk. */
@FunctionalInterface
public interface FreeSpace {
  long octets() throws IOException;
}
