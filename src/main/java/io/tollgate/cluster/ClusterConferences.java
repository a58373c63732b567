package io.tollgate.cluster;

import io.tollgate.cluster.ConferenceTable.Owned;
import io.tollgate.cluster.ConferenceTable.Row;
import io.tollgate.conference.ConferencePlace;
import io.tollgate.conference.ConferencePlaces;
import io.tollgate.conference.KeptConference;
import io.tollgate.journal.json.JsonCodec;
import io.tollgate.journal.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The conferences of a server of a cluster, as the others see them. The user part of each tells the
 * cluster and the server that made it; who has it now, and what it takes to open it again, is in
 * the database: who called a group first at once, all else in one batch a second.
 */
public final class ClusterConferences implements ConferencePlaces, AutoCloseable {
  private static final Logger LOG = LogManager.getLogger(ClusterConferences.class);

  private static final Pattern USER = Pattern.compile("conf-[0-9a-f]+-([0-9a-f]{8})-([0-9a-f]+)");
  private static final int ASKING = 2;
  private static final int MOST_ASKED = 1_000;
  private static final int OLD_ONES_EVERY = 60;
  private static final Duration STATES = Duration.ofMillis(500);

  private final ConferenceTable table;
  private final String cluster;
  private final String label;
  private final @Nullable String host;
  private final Duration lease;
  private final Duration keptFor;
  private final JsonCodec<KeptConference> codec = new JsonCodec<>(KeptConference.class);
  private final ThreadPoolExecutor asking;
  private final ScheduledExecutorService saving =
      new ScheduledThreadPoolExecutor(1, daemon("tollgate-conferences"));
  private final AtomicLong sentOn = new AtomicLong();
  private @Nullable String toldPlace;
  private int rounds;

  /** Guards what follows. */
  private final Object monitor = new Object();

  private final Map<String, Long> claimed = new HashMap<>();
  private final Map<String, Running> running = new HashMap<>();
  private final Map<String, Long> closed = new HashMap<>();
  private final Set<String> changed = new HashSet<>();

  /** Whose row still has the number of a former opening, by another server perhaps. */
  private final Set<String> unsaved = new HashSet<>();

  private record Running(long opened, Supplier<CompletableFuture<KeptConference>> state) {}

  /**
   * @param node this life of the server
   * @param host in the URIs of new conferences; null for the server's own
   * @param lease after which a silent server has been taken over
   * @param keptFor how long the conference of a dead server waits for somebody to come back
   */
  public ClusterConferences(
      ConferenceTable table,
      UUID cluster,
      long node,
      @Nullable String host,
      Duration lease,
      Duration keptFor) {
    this.table = table;
    this.cluster = cluster.toString().substring(0, 8);
    this.label = "-%s-%x".formatted(this.cluster, node);
    this.host = host;
    this.lease = lease;
    this.keptFor = keptFor;
    asking =
        new ThreadPoolExecutor(
            ASKING,
            ASKING,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_ASKED),
            daemon("tollgate-places"));
  }

  private static ThreadFactory daemon(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /**
   * @param place this server's SIP URIs with blanks between, once they are known; null until then
   */
  public void start(Supplier<@Nullable String> place) {
    saving.scheduleWithFixedDelay(
        () -> {
          try {
            tell(place.get());
            save();
            forgetOld();
          } catch (SQLException | RuntimeException e) {
            LOG.debug("conferences not saved: {}", e.getMessage());
          }
        },
        0,
        1,
        TimeUnit.SECONDS);
  }

  private void tell(@Nullable String place) throws SQLException {
    if (place != null && !place.equals(toldPlace)) {
      table.reachedAt(place);
      toldPlace = place;
    }
  }

  private void forgetOld() throws SQLException {
    if (++rounds % OLD_ONES_EVERY == 0) {
      Set<String> here;
      synchronized (monitor) {
        here = new HashSet<>(running.keySet());
        here.addAll(claimed.keySet());
      }
      int gone = table.forget(keptFor, here);
      if (gone > 0) {
        LOG.info("{} conferences of dead servers, into which nobody came back, are over", gone);
      }
    }
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public @Nullable String host() {
    return host;
  }

  @Override
  public boolean isOurs(String userPart) {
    Matcher parts = USER.matcher(userPart);
    return parts.matches() && parts.group(1).equals(cluster);
  }

  @Override
  public void find(String key, Consumer<ConferencePlace> told) {
    ask(
        key,
        told,
        () -> {
          Owned owned = table.find(key);
          Matcher parts = USER.matcher(key);
          if (owned == null && parts.matches()) {
            owned = table.server(Long.parseUnsignedLong(parts.group(2), 16));
          }
          return owned == null ? new ConferencePlace.Nowhere() : place(key, owned);
        });
  }

  @Override
  public void claim(String key, Consumer<ConferencePlace> told) {
    ask(
        key,
        told,
        () -> {
          long opened;
          synchronized (monitor) {
            if (running.containsKey(key)) {
              return new ConferencePlace.Here(null);
            }
            opened = claimed.computeIfAbsent(key, none -> ThreadLocalRandom.current().nextLong());
          }
          Owned owned = table.claim(key, opened);
          if (!owned.ours()) {
            synchronized (monitor) {
              claimed.remove(key, opened);
            }
          }
          return place(key, owned);
        });
  }

  private interface Question {
    ConferencePlace ask() throws SQLException;
  }

  private void ask(String key, Consumer<ConferencePlace> told, Question question) {
    try {
      asking.execute(() -> told.accept(answer(key, question)));
    } catch (RejectedExecutionException e) {
      told.accept(new ConferencePlace.Unreachable(1));
    }
  }

  private ConferencePlace answer(String key, Question question) {
    try {
      return question.ask();
    } catch (SQLException | RuntimeException e) {
      LOG.warn("which server has a conference cannot be found out: {}", e.getMessage());
      givenUp(key);
      return new ConferencePlace.Unreachable(retryAfter());
    }
  }

  private ConferencePlace place(String key, Owned owned) {
    if (owned.ours()) {
      return new ConferencePlace.Here(kept(key, owned.state()));
    }
    String server = owned.server();
    if (server == null) {
      return new ConferencePlace.Unreachable(retryAfter());
    }
    sentOn.incrementAndGet();
    return new ConferencePlace.There(List.of(server.split(" ")));
  }

  private int retryAfter() {
    return (int) Math.max(1, lease.toSeconds());
  }

  /** One that ran here is over, whatever the row still says. */
  private @Nullable KeptConference kept(String key, byte[] state) {
    synchronized (monitor) {
      if (state.length == 0 || closed.containsKey(key) || running.containsKey(key)) {
        return null;
      }
    }
    try {
      return codec.read(new String(state, StandardCharsets.UTF_8));
    } catch (JsonException e) {
      LOG.warn("a conference of another version cannot be opened again: {}", e.getMessage());
      return null;
    }
  }

  /** The row stays with this server, which others ask next time, until it is an old one. */
  @Override
  public void givenUp(String key) {
    synchronized (monitor) {
      claimed.remove(key);
    }
  }

  @Override
  public void opened(String key, Supplier<CompletableFuture<KeptConference>> state) {
    synchronized (monitor) {
      Long opened = claimed.remove(key);
      running.put(
          key,
          new Running(opened == null ? ThreadLocalRandom.current().nextLong() : opened, state));
      closed.remove(key);
      changed.add(key);
      unsaved.add(key);
    }
  }

  @Override
  public void changed(String key) {
    synchronized (monitor) {
      if (running.containsKey(key)) {
        changed.add(key);
      }
    }
  }

  @Override
  public void closed(String key) {
    synchronized (monitor) {
      Running gone = running.remove(key);
      if (gone != null) {
        changed.remove(key);
        closed.put(key, gone.opened());
      }
    }
  }

  /** What a failed batch had goes into the next. */
  private void save() throws SQLException {
    Map<String, Running> due = new HashMap<>();
    List<Row> over = new ArrayList<>();
    List<Row> brief = new ArrayList<>();
    synchronized (monitor) {
      for (String key : changed) {
        Running one = running.get(key);
        if (one != null) {
          due.put(key, one);
        }
      }
      changed.clear();
      closed.forEach((key, opened) -> over.add(new Row(key, opened, new byte[0])));
      over.stream().filter(row -> unsaved.contains(row.key())).forEach(brief::add);
    }
    if (due.isEmpty() && over.isEmpty()) {
      return;
    }
    boolean saved = false;
    Set<String> written = new HashSet<>();
    try {
      List<Row> rows = rows(due);
      table.save(rows, brief, over);
      rows.forEach(row -> written.add(row.key()));
      saved = true;
    } finally {
      synchronized (monitor) {
        if (saved) {
          over.forEach(row -> closed.remove(row.key(), row.opened()));
          brief.forEach(row -> unsaved.remove(row.key()));
          unsaved.removeAll(written);
        } else {
          changed.addAll(due.keySet());
        }
      }
    }
  }

  /** One whose owner is busy comes with the next batch. */
  private List<Row> rows(Map<String, Running> due) {
    Map<String, CompletableFuture<KeptConference>> asked = new HashMap<>();
    due.forEach((key, one) -> asked.put(key, one.state().get()));
    try {
      CompletableFuture.allOf(asked.values().toArray(CompletableFuture[]::new))
          .get(STATES.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      LOG.debug("not every conference could be looked at: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    List<Row> rows = new ArrayList<>();
    asked.forEach(
        (key, state) -> {
          Running one = due.get(key);
          if (one != null && state.isDone() && !state.isCompletedExceptionally()) {
            byte[] text = codec.write(state.join()).getBytes(StandardCharsets.UTF_8);
            rows.add(new Row(key, one.opened(), text));
          } else {
            changed(key);
          }
        });
    return rows;
  }

  /** Requests that went on to the server that has their conference. */
  public long sentOn() {
    return sentOn.get();
  }

  public int running() {
    synchronized (monitor) {
      return running.size();
    }
  }

  /** Once the conferences have ended. */
  @Override
  public void close() {
    asking.shutdownNow();
    saving.shutdown();
    try {
      if (saving.awaitTermination(STATES.toMillis() * 2, TimeUnit.MILLISECONDS)) {
        save();
      }
    } catch (SQLException | RuntimeException e) {
      LOG.info("conferences that are over stay known for a while: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
