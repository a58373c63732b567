package io.tollgate.settings;

import io.tollgate.ledger.IdentityForm;
import java.nio.file.Path;
import java.time.Duration;

/** What is kept of sessions that are over, and compared with what was billed. */
public record LedgerSettings(
    @Setting(
            value =
                "Whether a row is kept for each session, event and conference: who paid, what was"
                    + " used, each charging request and what became of it. Never content.",
            byDefault = "true")
        boolean enabled,
    @Setting(
            value =
                "The history, an SQLite file; a relative path lies in `storage.directory`. One"
                    + " server at a time writes it; `bin/tollgate ledger` reads it meanwhile.",
            byDefault = "history.db")
        Path file,
    @Setting(
            value = "How long a session is kept after it began.",
            byDefault = "720h",
            min = "1min",
            max = "87600h")
        Duration retention,
    @Setting(
            value = "Most that the history may take on disk; beyond, the oldest sessions go.",
            byDefault = "4096",
            min = "1",
            max = "1048576",
            unit = "MiB")
        long maxSize,
    @Setting(
            value =
                "How subscribers' identities are kept: `clear`; `hashed` with"
                    + " `ledger.identity-key`, so that only who knows an identity finds it; or"
                    + " `masked`, as in the log.",
            byDefault = "clear")
        IdentityForm identities,
    @Setting(
            value =
                "The key of hashed identities. Another one finds nothing that was kept under the"
                    + " former.",
            byDefault = "")
        Secret identityKey,
    @Setting(
            value =
                "How long after its end a session may wait for answers; what is used and not"
                    + " acknowledged by then is told as a difference.",
            byDefault = "1min",
            min = "1s",
            max = "24h")
        Duration patience,
    @Setting(
            value =
                "Events that wait to be written, at most; beyond, they are not kept, and counted."
                    + " Calls never wait for the history.",
            byDefault = "100000",
            min = "100",
            max = "10000000",
            unit = "events")
        int queue) {

  public LedgerSettings {
    if (identities == IdentityForm.HASHED && identityKey.value().isEmpty()) {
      throw new IllegalArgumentException(
          "ledger.identity-key: \"\" (expected: a key, as ledger.identities is hashed)");
    }
  }
}
