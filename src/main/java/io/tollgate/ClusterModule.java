package io.tollgate;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tollgate.cluster.ClusterConferences;
import io.tollgate.cluster.ClusterDatabase;
import io.tollgate.cluster.ClusterException;
import io.tollgate.cluster.ConferenceTable;
import io.tollgate.cluster.DatabaseAddress;
import io.tollgate.cluster.Fenced;
import io.tollgate.cluster.Lease;
import io.tollgate.cluster.Membership;
import io.tollgate.cluster.NodeStatus;
import io.tollgate.cluster.Successor;
import io.tollgate.conference.ConferencePlaces;
import io.tollgate.deferred.DeferredStore;
import io.tollgate.deferred.PostgresDeferredStore;
import io.tollgate.journal.JournalAlarms;
import io.tollgate.journal.store.JournalException;
import io.tollgate.journal.store.RecordJournal;
import io.tollgate.journal.store.RecordJournalFactory;
import io.tollgate.journal.store.postgres.PostgresRecordJournal;
import io.tollgate.journal.store.postgres.PostgresUsage;
import io.tollgate.journal.usage.FormerUsage;
import io.tollgate.journal.usage.UsageRow;
import io.tollgate.settings.ClusterSettings;
import io.tollgate.settings.Durability;
import io.tollgate.settings.Settings;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.servlet.sip.SipURI;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** This server as one of several: the shared database, its lease, and what it takes over. */
final class ClusterModule implements AutoCloseable {

  private static final Logger LOG = LogManager.getLogger(ClusterModule.class);

  private static final int SIP_PORT = 5060;

  private final ClusterDatabase database;
  private final Membership membership;
  private final Lease lease;
  private final ClusterConferences conferences;
  private final ScheduledExecutorService copying =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "tollgate-usage");
            thread.setDaemon(true);
            return thread;
          });

  private final int settleRate;
  private final int farewellRate;

  private ClusterModule(
      ClusterDatabase database,
      Membership membership,
      Lease lease,
      ClusterConferences conferences,
      int settleRate,
      int farewellRate) {
    this.settleRate = settleRate;
    this.farewellRate = farewellRate;
    this.database = database;
    this.membership = membership;
    this.lease = lease;
    this.conferences = conferences;
  }

  /**
   * Joins the others, or says why that cannot be.
   *
   * @param state how this server is, in a word for people
   * @param whenFenced run once, on a thread of the cluster's, should another take over
   */
  static ClusterModule join(Settings settings, Supplier<String> state, Runnable whenFenced) {
    ClusterSettings cluster = settings.cluster();
    String node = cluster.node().orElse(settings.diameter().identity());
    try {
      ClusterDatabase database = ClusterDatabase.open(address(settings, node));
      Membership membership =
          new Membership(database, node, cluster.lease(), System::nanoTime, state, whenFenced);
      try {
        Lease lease = membership.join(UUID.randomUUID().getMostSignificantBits() >>> 1);
        return new ClusterModule(
            database,
            membership,
            lease,
            new ClusterConferences(
                new ConferenceTable(new Fenced(database, lease)),
                database.cluster(),
                lease.node(),
                cluster.conferenceHost().orElse(null),
                cluster.lease(),
                cluster.conferencesKept()),
            cluster.settleRate(),
            cluster.farewellRate());
      } catch (ClusterException e) {
        membership.close();
        database.close();
        throw e;
      }
    } catch (ClusterException e) {
      throw new IllegalStateException(
          "cluster.store: \"%s\" cannot be used: %s"
              .formatted(cluster.store().orElse(""), e.getMessage()),
          e);
    }
  }

  /** Where the database is, for a server or a tool of that name. */
  static DatabaseAddress address(Settings settings, String node) {
    ClusterSettings cluster = settings.cluster();
    return new DatabaseAddress(
        cluster.store().orElseThrow(),
        cluster.user(),
        cluster.password().value(),
        cluster.sslMode(),
        cluster.tlsRoots().orElse(null),
        cluster.poolSize(),
        "tollgate " + node,
        synchronousCommit(settings.durability()),
        cluster.patience());
  }

  private static String synchronousCommit(Durability durability) {
    return switch (durability) {
      case PROCESS -> "off";
      case DISK -> "local";
      case REPLICATED -> "on";
    };
  }

  Lease lease() {
    return lease;
  }

  /** Records of a dead server that are sent in a second, at most. */
  int settleRate() {
    return settleRate;
  }

  /** Parties of dead servers' calls that are told in a second, at most. */
  int farewellRate() {
    return farewellRate;
  }

  /** By the clock of this process; what is begun now can be committed before the lease is over. */
  boolean mayAccept() {
    return lease.isHeld();
  }

  /** The journal of the node whose lease it is. */
  RecordJournalFactory journal(Lease of, JournalAlarms alarms) {
    return new RecordJournalFactory() {
      @Override
      public RecordJournal open() throws JournalException {
        return PostgresRecordJournal.open(database.connections(), of, alarms);
      }

      @Override
      public boolean waits() {
        return true;
      }
    };
  }

  /** What a dead node had copied of the usage of its sessions. */
  FormerUsage usageOf(Lease dead) throws JournalException {
    return PostgresUsage.former(database.connections(), dead.node());
  }

  ConferencePlaces conferences() {
    return conferences;
  }

  DeferredStore deferred() {
    return new PostgresDeferredStore(new Fenced(database, lease), System::nanoTime);
  }

  /**
   * @param points where this server listens, empty until that is known
   */
  void reachedAt(Supplier<List<SipURI>> points) {
    conferences.start(() -> place(points.get()));
  }

  private static @Nullable String place(List<SipURI> points) {
    return points.isEmpty()
        ? null
        : points.stream().map(ClusterModule::place).distinct().collect(Collectors.joining(" "));
  }

  private static String place(SipURI point) {
    String transport = point.getTransportParam() == null ? "udp" : point.getTransportParam();
    return "sip:%s:%d;transport=%s"
        .formatted(
            point.getHost(),
            point.getPort() > 0 ? point.getPort() : SIP_PORT,
            transport.toLowerCase(Locale.ROOT));
  }

  /** Once a second for all sessions together. */
  void copyUsage(Supplier<Map<Long, UsageRow>> rows) {
    PostgresUsage usage = new PostgresUsage(database.connections(), lease);
    copying.scheduleWithFixedDelay(
        () -> {
          try {
            usage.save(rows.get(), Instant.now());
          } catch (JournalException | RuntimeException e) {
            LOG.debug("usage not copied: {}", e.getMessage());
          }
        },
        1,
        1,
        TimeUnit.SECONDS);
  }

  List<NodeStatus> nodes() throws ClusterException {
    return membership.nodes();
  }

  void lookOut(Successor successor) {
    membership.lookOut(successor);
  }

  /** Before the Diameter side stops: others go on with what dead nodes left. */
  void lookNoMore() {
    membership.lookNoMore();
  }

  void bindTo(MeterRegistry meters) {
    Gauge.builder("tollgate.cluster.lease.held", lease, held -> held.isHeld() ? 1 : 0)
        .description("1 while this server may begin sessions")
        .register(meters);
    Gauge.builder("tollgate.cluster.taken.over", membership, Membership::takenOver)
        .description("Dead servers whose sessions and records this one settles")
        .register(meters);
    Gauge.builder("tollgate.cluster.conferences", conferences, ClusterConferences::running)
        .description("Conferences that this server has")
        .register(meters);
    FunctionCounter.builder(
            "tollgate.cluster.requests.sent.on", conferences, ClusterConferences::sentOn)
        .description("Requests that went on to the server that has their conference")
        .register(meters);
  }

  @Override
  public void close() {
    conferences.close();
    copying.shutdownNow();
    membership.close();
    database.close();
  }
}
