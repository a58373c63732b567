package io.tollgate.cluster;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where the shared database is and how it is spoken to.
 *
 * @param sslMode as libpq calls it
 * @param roots certificates that may have signed the database's; null for those that Java trusts
 * @param application name of this server, for those who look at the database's connections
 * @param synchronousCommit what a COMMIT waits for, as PostgreSQL calls it
 * @param patience how long one order may take
 */
public record DatabaseAddress(
    String url,
    String user,
    String password,
    String sslMode,
    @Nullable Path roots,
    int connections,
    String application,
    String synchronousCommit,
    Duration patience) {

  @Override
  public String toString() {
    return url;
  }
}
