package io.tollgate.charging.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.MessageGate.Admission;
import io.tollgate.charging.flow.Conflicts;
import io.tollgate.charging.record.CreditAnswer;
import io.tollgate.charging.record.CreditRequest;
import io.tollgate.charging.record.CreditRequestType;
import io.tollgate.charging.record.ServiceProfile;
import io.tollgate.charging.record.TerminationCause;
import io.tollgate.charging.record.UnitType;
import io.tollgate.charging.session.ServiceTime;
import io.tollgate.charging.session.SessionFacts;
import io.tollgate.charging.session.SessionGate;
import io.tollgate.charging.session.Turns;
import io.tollgate.charging.testkit.Answers;
import io.tollgate.charging.testkit.FakeOcs;
import io.tollgate.charging.testkit.FakeTime;
import io.tollgate.charging.testkit.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;

/**
 * Event loops send on while the OCS grants and then says no: whoever waits is told, whenever that
 * happens, and what passed is what was reported.
 */
class CreditUnderThreadsTest {

  private static final int LOOPS = 4;
  private static final int GRANTS = 30;
  private static final long GRANT = 7;

  private final ExecutorService owner = Executors.newSingleThreadExecutor();
  private final ExecutorService loops = Executors.newFixedThreadPool(LOOPS);
  private final Turns turns = new Turns(owner::execute);
  private final FakeTime time = new FakeTime();
  private final FakeOcs ocs = new FakeOcs();
  private final SessionGate gate =
      new SessionGate(turns, new ServiceTime(time), OnlinePolicy.DEFAULT.mostHeld());
  private final CreditSession session =
      new CreditSession(
          () -> "c;1",
          new SessionFacts(Samples.conference(ServiceProfile.IM), true, time),
          gate,
          OnlinePolicy.DEFAULT,
          Conflicts.DEFAULT,
          ocs,
          ocs,
          time,
          turns,
          why -> turns.execute(this::end),
          new OpenSessions());
  private int granted;

  @AfterEach
  void stop() {
    owner.shutdownNow();
    loops.shutdownNow();
  }

  private void end() {
    session.end(Samples.event("BYE", 0), TerminationCause.ADMINISTRATIVE, true);
  }

  private CreditAnswer answer(CreditRequest request) {
    if (request.type() == CreditRequestType.TERMINATION) {
      return Answers.code(2001);
    }
    granted++;
    return granted > GRANTS ? Answers.code(4012) : Answers.granting(request, GRANT);
  }

  @RepeatedTest(200)
  void nobodyWaitsForEver() throws Exception {
    ocs.answering(this::answer);
    onOwner(() -> session.begin(Samples.event("INVITE", 2), Verdict.NOBODY));
    onOwner(() -> assertThat(session.stateName()).isEqualTo("Open"));
    List<Future<Integer>> running = new ArrayList<>();
    for (int i = 0; i < LOOPS; i++) {
      running.add(loops.submit((Callable<Integer>) this::sendUntilRefused));
    }
    int passed = 0;
    for (Future<Integer> each : running) {
      passed += each.get(30, TimeUnit.SECONDS);
    }
    onOwner(() -> assertThat(session.isClosed()).isTrue());
    assertThat(gate.isHolding()).isFalse();
    assertThat(passed).isEqualTo((int) (GRANTS * GRANT));
    assertThat(
            ocs.requests.stream()
                .flatMap(request -> request.services().stream())
                .flatMap(service -> service.used().stream())
                .mapToLong(used -> used.units().get(UnitType.SERVICE_SPECIFIC))
                .sum())
        .isEqualTo(passed);
  }

  private int sendUntilRefused() throws Exception {
    int passed = 0;
    while (true) {
      CompletableFuture<Admission> later = new CompletableFuture<>();
      Admission now = gate.admit(later::complete);
      if ((now == Admission.HELD ? later.get(20, TimeUnit.SECONDS) : now) == Admission.REFUSED) {
        return passed;
      }
      gate.completed();
      passed++;
    }
  }

  /** Behind everything that waits for its turn now, and what follows from that. */
  private void onOwner(Runnable task) throws Exception {
    for (int i = 0; i < 10; i++) {
      CompletableFuture<Boolean> passed = new CompletableFuture<>();
      owner.execute(() -> passed.complete(true));
      passed.get(30, TimeUnit.SECONDS);
    }
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    turns.execute(
        () -> {
          try {
            task.run();
            done.complete(true);
          } catch (AssertionError e) {
            done.completeExceptionally(e);
          }
        });
    done.get(30, TimeUnit.SECONDS);
  }
}
