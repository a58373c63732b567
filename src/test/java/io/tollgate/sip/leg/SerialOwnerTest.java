package io.tollgate.sip.leg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.sip.container.SessionWork;
import io.tollgate.sip.container.SipContainer;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import javax.servlet.sip.SipApplicationSession;
import javax.servlet.sip.SipServletMessage;
import javax.servlet.sip.SipURI;
import org.junit.jupiter.api.Test;

class SerialOwnerTest {
  private final Queue<SessionWork> handedOver = new ArrayDeque<>();
  private final Queue<Runnable> standIn = new ArrayDeque<>();
  private final Queue<Runnable> reminders = new ArrayDeque<>();
  private final List<String> done = new ArrayList<>();
  private final SipApplicationSession session =
      (SipApplicationSession)
          Proxy.newProxyInstance(
              SerialOwnerTest.class.getClassLoader(),
              new Class<?>[] {SipApplicationSession.class},
              (proxy, method, arguments) -> "session-1");
  private final SerialOwner owner = new SerialOwner(new HandOver(), session, new QueuedStandIn());

  @Test
  void tasksRunInOrderInOneHandOver() {
    owner.execute(() -> done.add("first"));
    owner.execute(() -> done.add("second"));
    assertThat(done).isEmpty();

    assertThat(handedOver).hasSize(1);
    handedOver.remove().run(session);

    assertThat(done).containsExactly("first", "second");
  }

  @Test
  void aTaskOfATaskRunsAfterIt() {
    owner.execute(
        () -> {
          owner.execute(() -> done.add("inner"));
          done.add("outer");
        });
    handedOver.remove().run(session);

    assertThat(done).containsExactly("outer", "inner");
    owner.execute(() -> done.add("later"));
    assertThat(handedOver).hasSize(1);
  }

  @Test
  void tasksRunOnTheStandInWhenTheSessionIsGone() {
    owner.execute(() -> done.add("orphan"));
    handedOver.remove().gone();
    assertThat(done).isEmpty();

    standIn.remove().run();

    assertThat(done).containsExactly("orphan");
  }

  @Test
  void whatIsLeftForLaterRunsBeforeTheNextTask() {
    owner.later(() -> done.add("left"));
    assertThat(handedOver).isEmpty();
    owner.here(() -> done.add("next"));

    assertThat(done).containsExactly("left", "next");
    reminders.remove().run();
    assertThat(handedOver).isEmpty();
  }

  @Test
  void whatIsLeftForLaterIsNotForgotten() {
    owner.later(() -> done.add("first"));
    owner.later(() -> done.add("second"));
    reminders.remove().run();
    handedOver.remove().run(session);

    assertThat(done).containsExactly("first", "second");
    reminders.remove().run();
    assertThat(handedOver).isEmpty();
  }

  @Test
  void whatIsLeftForLaterRunsOnTheStandInWhenTheSessionIsGone() {
    owner.later(() -> done.add("orphan"));
    reminders.remove().run();
    handedOver.remove().gone();
    standIn.remove().run();

    assertThat(done).containsExactly("orphan");
  }

  @Test
  void whatATaskLeavesForLaterRunsRightBehindIt() {
    owner.here(() -> owner.later(() -> done.add("left")));

    assertThat(done).containsExactly("left");
    assertThat(reminders).isEmpty();
  }

  @Test
  void aFailingTaskDoesNotStopTheNext() {
    owner.execute(
        () -> {
          throw new IllegalStateException("expected by the test");
        });
    owner.execute(() -> done.add("next"));
    handedOver.remove().run(session);

    assertThat(done).containsExactly("next");
  }

  @Test
  void whatIsDoneHereRunsAtOnceAndWhatItCausesRightBehindIt() {
    owner.here(
        () -> {
          owner.execute(() -> done.add("caused"));
          owner.here(() -> done.add("caused here"));
          done.add("here");
        });

    assertThat(done).containsExactly("here", "caused", "caused here");
    assertThat(handedOver).isEmpty();
  }

  @Test
  void whatWasHandedOverBeforeRunsFirst() {
    owner.execute(() -> done.add("handed over"));
    owner.here(() -> done.add("here"));
    assertThat(done).containsExactly("handed over", "here");

    handedOver.remove().run(session);

    assertThat(done).hasSize(2);
    owner.execute(() -> done.add("later"));
    assertThat(handedOver).hasSize(1);
  }

  @Test
  void whatFailsHereIsItsCallersAndWhatItCausedRunsAllTheSame() {
    assertThatThrownBy(
            () ->
                owner.here(
                    () -> {
                      owner.execute(() -> done.add("caused"));
                      throw new IllegalStateException("expected by the test");
                    }))
        .hasMessage("expected by the test");

    assertThat(done).containsExactly("caused");
  }

  private final class QueuedStandIn implements StandIn {
    @Override
    public void execute(Runnable task) {
      standIn.add(task);
    }

    @Override
    public void remind(Runnable forgetful) {
      reminders.add(forgetful);
    }
  }

  private final class HandOver implements SipContainer {
    @Override
    public void asOwner(String applicationSessionId, SessionWork work) {
      handedOver.add(work);
    }

    @Override
    public Scheduled asOwnerAfter(String applicationSessionId, Duration delay, SessionWork work) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<SipURI> listeningPoints() {
      return List.of();
    }

    @Override
    public Origin origin(SipServletMessage message) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int liveSessions() {
      return 0;
    }

    @Override
    public int pendingWork() {
      return handedOver.size();
    }
  }
}
