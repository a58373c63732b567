package io.tollgate.journal.recovery;

import io.tollgate.journal.Environment;
import io.tollgate.journal.commit.Completion;
import io.tollgate.journal.commit.JournalWriter;
import io.tollgate.journal.store.Change;
import io.tollgate.journal.store.JournalException;
import io.tollgate.journal.store.KeptDialog;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The parties of a dead server's calls are told, page by page, when what they owe has been
 * committed. Who has been told is forgotten at once, so that another server, should this one die
 * too, goes on with those who have not.
 */
public final class Partings {

  private static final Logger LOG = LogManager.getLogger(Partings.class);

  private static final Duration PACE = Duration.ofMillis(100);
  private static final int PAGES_IN_SECOND = 10;
  private static final Duration RETRY = Duration.ofSeconds(2);

  /** Those that do not answer take 64*T1 each (RFC 3261 17.1.2.2). */
  private static final int MOST_UNANSWERED = 10_000;

  private final JournalWriter writer;
  private final Environment environment;
  private final Farewells farewells;
  private final int page;
  private final AtomicInteger unanswered = new AtomicInteger();
  private String after = "";
  private int said;
  private volatile boolean allSaid;
  private volatile boolean stopped;

  /**
   * @param perSecond how many are told in a second, at most
   */
  public Partings(
      JournalWriter writer, Environment environment, Farewells farewells, int perSecond) {
    this.writer = writer;
    this.environment = environment;
    this.farewells = farewells;
    this.page = Math.max(1, perSecond / PAGES_IN_SECOND);
  }

  /** Runs on the environment's thread, in steps, until all have been told. */
  public void start() {
    environment.thread().execute(this::step);
  }

  public void stop() {
    stopped = true;
  }

  /** All who could be told have been. */
  public boolean areDone() {
    return allSaid && unanswered.get() == 0;
  }

  private void step() {
    if (stopped) {
      return;
    }
    int room = Math.min(page, MOST_UNANSWERED - unanswered.get());
    if (room <= 0) {
      again(PACE);
      return;
    }
    List<KeptDialog> dialogs;
    try {
      dialogs = writer.journal().dialogs(after, room);
    } catch (JournalException e) {
      LOG.debug("dialogs of a dead server not readable now: {}", e.getMessage());
      again(RETRY);
      return;
    }
    if (dialogs.isEmpty()) {
      LOG.info("Parties of a dead server's calls, now told that they are over: {}", said);
      allSaid = true;
      return;
    }
    dialogs.forEach(this::say);
    again(PACE);
  }

  private void say(KeptDialog dialog) {
    after = dialog.id();
    said++;
    unanswered.incrementAndGet();
    farewells.say(
        dialog.body(),
        () -> {
          writer.submitLazily(List.of(new Change.ForgetDialog(dialog.id())), Completion.NONE);
          unanswered.decrementAndGet();
        });
  }

  private void again(Duration pause) {
    environment.timers().schedule(pause, this::start);
  }
}
