package io.tollgate.settings;

import io.tollgate.charging.record.ServiceKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What several servers share. */
public record ClusterSettings(
    @Setting(
            value =
                "The PostgreSQL (15 or later) that the servers of a cluster share, for example"
                    + " `jdbc:postgresql://db1,db2/tollgate` (of several hosts the primary is"
                    + " used). Its schema and role are made by `deploy/cluster.d/`. Nothing: this"
                    + " server is alone, and its records lie in `journal.file`.",
            byDefault = "")
        Optional<String> store,
    @Setting(value = "The role that the server uses there.", byDefault = "tollgate") String user,
    @Setting(value = "Password of that role.", byDefault = "") Secret password,
    @Setting(
            value =
                "TLS to the database: `verify-full` checks its certificate and host name, `require`"
                    + " only encrypts, `none` is for a loopback address or a network of your own.",
            byDefault = "verify-full")
        DatabaseTls tls,
    @Setting(
            value =
                "PEM file with the certificates that may have signed the database's; nothing: those"
                    + " that Java trusts.",
            byDefault = "")
        Optional<Path> tlsRoots,
    @Setting(
            value = "Connections to the database, at most.",
            byDefault = "6",
            min = "3",
            max = "100",
            unit = "connections")
        int poolSize,
    @Setting(
            value = "Name of this server for people; nothing: `diameter.identity`.",
            byDefault = "")
        Optional<String> node,
    @Setting(
            value =
                "How long this server may be silent before others take over what it owes. It stops"
                    + " before that by its own clock.",
            byDefault = "10s",
            min = "2s",
            max = "5min")
        Duration lease,
    @Setting(
            value =
                "How long one order to the database may take before its connection is given up;"
                    + " what became of the order is found out by repeating it.",
            byDefault = "5s",
            min = "500ms",
            max = "1min")
        Duration patience,
    @Setting(
            value =
                "How many records of a dead server are sent in a second, at most. What is on its"
                    + " way at a time is bounded by `journal.window`.",
            byDefault = "5000",
            min = "1",
            max = "100000",
            unit = "records a second")
        int settleRate,
    @Setting(
            value =
                "How many parties of a dead server's calls are told in a second that these are"
                    + " over, at most.",
            byDefault = "2000",
            min = "1",
            max = "100000",
            unit = "parties a second")
        int farewellRate,
    @Setting(
            value =
                "Host name in the URIs that new conferences get: one that leads to the servers'"
                    + " front, or to all of them by SRV, so that who comes back after a server died"
                    + " finds another. Nothing: the server's own address.",
            byDefault = "")
        Optional<String> conferenceHost,
    @Setting(
            value =
                "How long a conference of a server that died waits for somebody to come back to it.",
            byDefault = "10min",
            min = "10s",
            max = "24h")
        Duration conferencesKept,
    @Setting(
            value =
                "Services whose new sessions go on while the database is away, with records in a"
                    + " file of this server's own beside `journal.file`, for example `session,"
                    + " page-message`. For these fencing is off: if the server is lost with its"
                    + " disk, nobody settles them. The file is delivered from, each record once,"
                    + " also after the database is back. Other services are refused with 503.",
            byDefault = "")
        List<ServiceKind> local,
    @Setting(
            value =
                "How long sessions that are up go on once the database has been away for longer than"
                    + " the lease: others may have closed their charging, so that what they use then"
                    + " is billed to nobody.",
            byDefault = "1min",
            min = "0s",
            max = "24h")
        Duration sessionsGoOn) {

  private static final Pattern URL =
      Pattern.compile("jdbc:postgresql://[^/?#\\s]+/[^/?#\\s]+(\\?[^\\s#]*)?");

  /** What settings of their own say, and what would show a password to whoever reads the URL. */
  private static final Pattern OWN =
      Pattern.compile("(?i)[?&](user|password|ssl[a-z]*|targetServerType|options)=.*");

  public ClusterSettings {
    local = List.copyOf(local);
    if (store.isPresent()) {
      checkStore(store.get());
      KeyFiles.checkPem("cluster.tls-roots", tlsRoots, "CERTIFICATE");
      if (patience.compareTo(lease) >= 0) {
        throw new IllegalArgumentException(
            "cluster.patience: \"%s\" (expected: less than cluster.lease)"
                .formatted(Durations.print(patience)));
      }
    }
  }

  private static void checkStore(String store) {
    if (OWN.matcher(store).find()) {
      throw new IllegalArgumentException(
          "cluster.store: a URL that says user, password, TLS or which host to use (expected:"
              + " cluster.user, cluster.password and cluster.tls say so)");
    }
    if (!URL.matcher(store).matches()) {
      throw new IllegalArgumentException(
          "cluster.store: \"%s\" (expected: jdbc:postgresql://HOST[:PORT][,HOST[:PORT]]/DATABASE, or"
                  .formatted(store)
              + " nothing)");
    }
  }

  public boolean isOn() {
    return store.isPresent();
  }

  /** As libpq and the driver call it. */
  public String sslMode() {
    return tls == DatabaseTls.NONE
        ? "disable"
        : tls.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
