package io.tollgate.sip.farewell;

import io.tollgate.charging.Timers;
import io.tollgate.charging.Timers.Timer;
import io.tollgate.sip.leg.DialogState;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Says BYE, and waits for the answer: the client transaction of RFC 3261 17.1.2, over UDP from a
 * port of its own, over TCP and TLS on a connection for each next hop.
 */
public final class FarewellAgent implements AutoCloseable {

  private static final Logger LOG = LogManager.getLogger(FarewellAgent.class);

  private static final Duration T1 = Duration.ofMillis(500);
  private static final Duration T2 = Duration.ofSeconds(4);
  private static final int WORKERS = 16;

  private final Supplier<List<InetAddress>> own;
  private final Timers timers;
  private final Duration patience;
  private final Map<String, Transaction> open = new ConcurrentHashMap<>();
  private final ThreadPoolExecutor workers;
  private final DatagramPaths datagrams = new DatagramPaths(this::received);
  private final StreamPaths streams;

  /**
   * @param own addresses that this server speaks SIP from; asked when something is to be sent
   * @param patience how long an answer may take: 64*T1
   * @param tls for next hops that want it
   */
  public FarewellAgent(
      Supplier<List<InetAddress>> own,
      Timers timers,
      Duration patience,
      Supplier<SSLSocketFactory> tls) {
    this.own = own;
    this.timers = timers;
    this.patience = patience;
    streams = new StreamPaths(tls, this::received, this::broken, this::isAwaited);
    workers =
        new ThreadPoolExecutor(
            WORKERS,
            WORKERS,
            5,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "tollgate-farewell");
              thread.setDaemon(true);
              return thread;
            });
    workers.allowCoreThreadTimeOut(true);
  }

  /**
   * Ends a dialog.
   *
   * @param outcome told once, on any thread
   */
  public void say(DialogState dialog, Consumer<Outcome> outcome) {
    Bye bye = Bye.of(dialog);
    Hop hop = bye.hop();
    if (hop == null) {
      outcome.accept(Outcome.UNREACHABLE);
      return;
    }
    try {
      // Names are looked up, and connections are made: both may take their time.
      workers.execute(() -> begin(bye, hop, outcome));
    } catch (RejectedExecutionException closed) {
      outcome.accept(Outcome.UNREACHABLE);
    }
  }

  private void begin(Bye bye, Hop hop, Consumer<Outcome> outcome) {
    Transaction transaction = new Transaction(hop, outcome);
    open.put(transaction.branch, transaction);
    transaction.awaitAnswer();
    try {
      Path path = path(hop);
      transaction.first(path, bye.text(hop.transport(), path.sentBy(), transaction.branch));
    } catch (IOException | RuntimeException e) {
      LOG.debug("BYE not sent by {}: {}", hop, e.toString());
      transaction.end(Outcome.UNREACHABLE);
    }
  }

  private Path path(Hop hop) throws IOException {
    InetAddress remote = InetAddress.getByName(hop.host());
    InetAddress local = local(remote);
    return hop.transport() == Hop.Transport.UDP
        ? datagrams.to(local, remote, hop.port())
        : streams.to(hop, local, remote);
  }

  /** An address of this server of the other's family. */
  private InetAddress local(InetAddress remote) throws IOException {
    for (InetAddress each : own.get()) {
      if (each.getClass() == remote.getClass()) {
        return each;
      }
    }
    throw new IOException("no address of this server is of the family of " + remote);
  }

  private void received(String head) {
    Answer answer = Answer.read(head);
    Transaction asked = answer == null ? null : open.get(answer.branch());
    if (answer != null && asked != null && answer.isFinal()) {
      asked.end(answer.status() < 300 ? Outcome.ACCEPTED : Outcome.REFUSED);
    }
  }

  /** The connection is gone, and what is unanswered on it will stay so. */
  private void broken(Hop hop) {
    for (Transaction each : List.copyOf(open.values())) {
      if (each.hop.equals(hop)) {
        each.end(Outcome.UNREACHABLE);
      }
    }
  }

  private boolean isAwaited(Hop hop) {
    return open.values().stream().anyMatch(each -> each.hop.equals(hop));
  }

  /** BYEs that have no answer yet. */
  public int unanswered() {
    return open.size();
  }

  @Override
  public void close() {
    workers.shutdownNow();
    for (Transaction each : List.copyOf(open.values())) {
      each.end(Outcome.UNREACHABLE);
    }
    datagrams.close();
    streams.close();
  }

  /** A way to the next hop. */
  interface Path {

    String sentBy();

    void send(String text) throws IOException;
  }

  private final class Transaction {
    private final String branch = "z9hG4bK" + HexFormat.of().toHexDigits(random());
    private final Hop hop;
    private final Consumer<Outcome> outcome;
    private @Nullable Timer limit;
    private @Nullable Timer again;

    Transaction(Hop hop, Consumer<Outcome> outcome) {
      this.hop = hop;
      this.outcome = outcome;
    }

    private static long random() {
      return ThreadLocalRandom.current().nextLong();
    }

    private boolean isOpen() {
      return open.get(branch) == this;
    }

    /** Timer F. */
    private synchronized void awaitAnswer() {
      limit = timers.schedule(patience, () -> end(Outcome.SILENT));
    }

    private void first(Path path, String text) throws IOException {
      path.send(text);
      if (!hop.transport().isReliable()) {
        repeatAfter(T1, path, text);
      }
    }

    /** Timer E. */
    private synchronized void repeatAfter(Duration pause, Path path, String text) {
      if (!isOpen()) {
        return;
      }
      again =
          timers.schedule(
              pause,
              () -> {
                if (isOpen()) {
                  repeat(path, text);
                  Duration longer = pause.multipliedBy(2);
                  repeatAfter(longer.compareTo(T2) < 0 ? longer : T2, path, text);
                }
              });
    }

    private void repeat(Path path, String text) {
      try {
        path.send(text);
      } catch (IOException e) {
        LOG.debug("BYE not repeated: {}", e.toString());
      }
    }

    private void end(Outcome how) {
      if (!open.remove(branch, this)) {
        return;
      }
      synchronized (this) {
        cancel(limit);
        cancel(again);
      }
      outcome.accept(how);
    }

    private static void cancel(@Nullable Timer timer) {
      if (timer != null) {
        timer.cancel();
      }
    }
  }
}
