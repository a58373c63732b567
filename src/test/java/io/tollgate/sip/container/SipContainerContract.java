package io.tollgate.sip.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.Await;
import io.tollgate.harness.TollgateServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.servlet.sip.SipApplicationSession;
import javax.servlet.sip.SipFactory;
import javax.servlet.sip.SipServlet;
import org.junit.jupiter.api.Test;

/** What every way of coming back to a session's owner must keep. */
interface SipContainerContract {

  TollgateServer server();

  private SipContainer container() {
    return server().application().sipContainer();
  }

  private SipApplicationSession newSession() {
    SipFactory factory =
        (SipFactory) server().servletContext().getAttribute(SipServlet.SIP_FACTORY);
    return factory.createApplicationSession();
  }

  private static String outcome(CompletableFuture<String> future) {
    return future.orTimeout(20, TimeUnit.SECONDS).join();
  }

  private static SessionWork telling(CompletableFuture<String> outcome) {
    return SessionWork.of(
        session -> outcome.complete("ran in " + session.getId()), () -> outcome.complete("gone"));
  }

  @Test
  default void runsTheWorkWithItsSession() {
    SipApplicationSession session = newSession();
    CompletableFuture<String> outcome = new CompletableFuture<>();

    container().asOwner(session.getId(), telling(outcome));

    assertThat(outcome(outcome)).isEqualTo("ran in " + session.getId());
    session.invalidate();
  }

  @Test
  default void tellsThatThereIsNoSuchSession() {
    CompletableFuture<String> outcome = new CompletableFuture<>();

    container().asOwner("no:such:session", telling(outcome));

    assertThat(outcome).isCompletedWithValue("gone");
  }

  @Test
  default void tellsThatTheSessionHasEnded() {
    SipApplicationSession session = newSession();
    String id = session.getId();
    session.invalidate();
    CompletableFuture<String> outcome = new CompletableFuture<>();

    container().asOwner(id, telling(outcome));

    assertThat(outcome(outcome)).isEqualTo("gone");
  }

  @Test
  default void tellsThatTheSessionEndedWhileTheWorkWaitedForIt() {
    SipApplicationSession session = newSession();
    String id = session.getId();
    CountDownLatch owned = new CountDownLatch(1);
    CountDownLatch handedOver = new CountDownLatch(1);
    List<CompletableFuture<String>> outcomes = new ArrayList<>();
    container()
        .asOwner(
            id,
            SessionWork.of(
                own -> {
                  owned.countDown();
                  await(handedOver);
                  own.invalidate();
                },
                () -> {}));
    await(owned);

    for (int i = 0; i < 20; i++) {
      CompletableFuture<String> outcome = new CompletableFuture<>();
      outcomes.add(outcome);
      container().asOwner(id, telling(outcome));
    }
    handedOver.countDown();

    assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome(outcome)).isEqualTo("gone"));
    Await.until(() -> container().pendingWork() == 0, "no work to be left behind");
  }

  @Test
  default void ownsTheSessionAlone() throws InterruptedException {
    SipApplicationSession session = newSession();
    int works = 200;
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(works);
    SessionWork work =
        SessionWork.of(
            own -> {
              most.accumulateAndGet(inside.incrementAndGet(), Math::max);
              Thread.onSpinWait();
              inside.decrementAndGet();
              done.countDown();
            },
            done::countDown);

    List<Thread> callers = Collections.synchronizedList(new ArrayList<>());
    for (int i = 0; i < 4; i++) {
      Thread caller =
          new Thread(
              () -> {
                for (int j = 0; j < works / 4; j++) {
                  container().asOwner(session.getId(), work);
                }
              });
      callers.add(caller);
      caller.start();
    }

    assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(most).hasValue(1);
    session.invalidate();
  }

  @Test
  default void runsWhatTheOwnerHandsOverAfterItsOwnTurn() {
    SipApplicationSession session = newSession();
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    CompletableFuture<String> outcome = new CompletableFuture<>();

    container()
        .asOwner(
            session.getId(),
            SessionWork.of(
                own -> {
                  container()
                      .asOwner(
                          own.getId(),
                          SessionWork.of(
                              again -> {
                                order.add("second");
                                outcome.complete("done");
                              },
                              () -> outcome.complete("gone")));
                  order.add("first");
                },
                () -> outcome.complete("gone")));

    assertThat(outcome(outcome)).isEqualTo("done");
    assertThat(order).containsExactly("first", "second");
    session.invalidate();
  }

  @Test
  default void goesOnAfterWorkThatFails() {
    SipApplicationSession session = newSession();
    CompletableFuture<String> outcome = new CompletableFuture<>();

    container()
        .asOwner(
            session.getId(),
            SessionWork.of(
                own -> {
                  throw new IllegalStateException("meant to fail, for the test");
                },
                () -> {}));
    container().asOwner(session.getId(), telling(outcome));

    assertThat(outcome(outcome)).startsWith("ran in ");
    session.invalidate();
  }

  @Test
  default void runsDelayedWorkOnceItIsDue() {
    SipApplicationSession session = newSession();
    CompletableFuture<String> outcome = new CompletableFuture<>();

    container().asOwnerAfter(session.getId(), Duration.ofMillis(20), telling(outcome));

    assertThat(outcome(outcome)).startsWith("ran in ");
    session.invalidate();
  }

  @Test
  default void delayedWorkIsToldAtOnceWhenItsSessionEnds() {
    SipApplicationSession session = newSession();
    CompletableFuture<String> outcome = new CompletableFuture<>();
    container().asOwnerAfter(session.getId(), Duration.ofHours(1), telling(outcome));

    session.invalidate();

    assertThat(outcome(outcome)).isEqualTo("gone");
  }

  @Test
  default void cancelledWorkNeitherRunsNorHearsOfItsSession() {
    SipApplicationSession session = newSession();
    CompletableFuture<String> cancelled = new CompletableFuture<>();
    int before = container().pendingWork();

    container().asOwnerAfter(session.getId(), Duration.ofHours(1), telling(cancelled)).cancel();

    assertThat(container().pendingWork()).isEqualTo(before);
    session.invalidate();
    assertThat(cancelled).isNotDone();
  }

  @Test
  default void knowsWhereTheServerListens() {
    assertThat(container().listeningPoints())
        .anySatisfy(
            uri -> {
              assertThat(uri.getPort()).isEqualTo(server().sipPort());
              assertThat(uri.getTransportParam()).isEqualToIgnoringCase("udp");
            });
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(20, TimeUnit.SECONDS)) {
        throw new AssertionError("nothing came within 20 s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
