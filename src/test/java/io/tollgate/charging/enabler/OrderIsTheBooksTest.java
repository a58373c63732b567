package io.tollgate.charging.enabler;

import static io.tollgate.charging.flow.Procedure.INITIATE_GROUP;
import static io.tollgate.charging.flow.Procedure.PAGE_MESSAGE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.AccountingPort;
import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.CreditLedger;
import io.tollgate.charging.CreditPort;
import io.tollgate.charging.SessionTerms;
import io.tollgate.charging.flow.Charging;
import io.tollgate.charging.flow.Conflicts;
import io.tollgate.charging.flow.FlowBook;
import io.tollgate.charging.flow.FlowOverride;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.charging.flow.Signalling;
import io.tollgate.charging.flow.Step;
import io.tollgate.charging.flow.Walk;
import io.tollgate.charging.observer.ChargingObserver;
import io.tollgate.charging.offline.OfflinePolicy;
import io.tollgate.charging.online.OnlinePolicy;
import io.tollgate.charging.record.CreditRequestType;
import io.tollgate.charging.record.FunctionRole;
import io.tollgate.charging.record.ServiceKind;
import io.tollgate.charging.record.ServiceProfile;
import io.tollgate.charging.record.TriggerType;
import io.tollgate.charging.testkit.Answers;
import io.tollgate.charging.testkit.FakeCdf;
import io.tollgate.charging.testkit.FakeOcs;
import io.tollgate.charging.testkit.FakeTime;
import io.tollgate.charging.testkit.Samples;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What happens is what the book says, step by step, charges where their requests leave: for every
 * procedure of every profile, whatever is charged, and whoever is exempt.
 */
class OrderIsTheBooksTest {

  /** How a session comes to be charged on these interfaces. */
  enum Way {
    AS_THE_POLICY_SAYS,
    /** Charged for others, not for this called party. */
    EXEMPT,
    /** Charged for others, not for this service (a notification, a conference that nobody pays). */
    FREE,
    /** Charging is off for the whole server. */
    SERVER_WITHOUT
  }

  static Stream<Arguments> everything() {
    List<FlowBook> books =
        List.of(
            Conflicts.DEFAULT.flowBook(List.of()),
            Conflicts.DEFAULT.flowBook(
                FlowOverride.parseAll(
                    "IM.offline.INITIATE_GROUP=FORWARD,AWAIT_FIRST_ACCEPTANCE,ANSWER_ORIGINATOR,"
                        + "CHARGE_OFFLINE;CPM.offline.MODIFY=CHARGE_OFFLINE,FORWARD")));
    List<Arguments> all = new ArrayList<>();
    for (FlowBook book : books) {
      for (ServiceProfile profile : ServiceProfile.values()) {
        for (Procedure procedure : Procedure.values()) {
          // A message within a session is not walked: the message plane asks at its gate.
          if (procedure != Procedure.MESSAGE) {
            for (Charging charging : Charging.values()) {
              all.add(Arguments.of(book, profile, procedure, charging, Way.AS_THE_POLICY_SAYS));
            }
            for (Way way : List.of(Way.EXEMPT, Way.FREE, Way.SERVER_WITHOUT)) {
              all.add(Arguments.of(book, profile, procedure, Charging.OFF, way));
            }
          }
        }
      }
    }
    return all.stream();
  }

  private final List<Step> happened = new ArrayList<>();
  private final FakeTime time = new FakeTime();

  @ParameterizedTest(name = "{1} {2} {3} {4}")
  @MethodSource("everything")
  void whatHappensIsWhatTheBookSays(
      FlowBook book, ServiceProfile profile, Procedure procedure, Charging charging, Way way) {
    ChargedSession session = opened(book, profile, procedure, charging, way);
    before(session, procedure);
    happened.clear();
    Noting signalling = new Noting(null, event(procedure));
    session.walk(procedure, signalling);
    assertThat(happened).isEqualTo(book.steps(profile, charging, procedure));
    assertThat(signalling.completed).isTrue();
  }

  private ChargedSession opened(
      FlowBook book, ServiceProfile profile, Procedure procedure, Charging charging, Way way) {
    SessionTerms terms = terms(profile, kind(procedure));
    ChargingEnablerUser user =
        switch (way) {
          case SERVER_WITHOUT -> new NoCharging(book);
          case AS_THE_POLICY_SAYS -> enabler(book, charging, Exemptions.NONE);
          case EXEMPT ->
              enabler(book, Charging.BOTH, new Exemptions(List.of(Samples.PARTIES.called())));
          case FREE -> enabler(book, Charging.BOTH, Exemptions.NONE);
        };
    return way == Way.FREE
        ? user.openFree(terms, Runnable::run, why -> {})
        : user.open(terms, Runnable::run, why -> {});
  }

  private static SessionTerms terms(ServiceProfile profile, ServiceKind kind) {
    // C7: who takes part is charged at the controlling function.
    return Samples.terms(
        profile,
        kind,
        kind == ServiceKind.GROUP_SESSION ? FunctionRole.CONTROLLING : FunctionRole.PARTICIPATING);
  }

  /** The OCS arms all triggers, so that every change is told. */
  private ChargingEnabler enabler(FlowBook book, Charging charging, Exemptions exemptions) {
    FakeCdf cdf = new FakeCdf();
    FakeOcs ocs =
        new FakeOcs()
            .answering(
                request ->
                    request.type() == CreditRequestType.EVENT
                        ? Answers.granting(request, 10)
                        : Answers.with(Answers.messages(10).arming(TriggerType.values())));
    AtomicInteger ids = new AtomicInteger();
    return new ChargingEnabler(
        new ChargingPolicy(
            ChargingPolicy.everything(charging.interfaces()),
            exemptions,
            Conflicts.DEFAULT,
            book,
            OfflinePolicy.DEFAULT,
            OnlinePolicy.DEFAULT,
            Duration.ofSeconds(5),
            100),
        noting(AccountingPort.class, cdf, Step.CHARGE_OFFLINE, Set.of("submit")),
        noting(CreditPort.class, ocs, Step.CHARGE_ONLINE, Set.of("send", "repeat")),
        noting(CreditLedger.class, ocs, Step.CHARGE_ONLINE, Set.of("repeatUntilAnswered")),
        time,
        time,
        () -> "s;" + ids.incrementAndGet(),
        () -> 0.5,
        ChargingObserver.NONE);
  }

  /** Notes a charge step when a request of it leaves; more than one are one charge. */
  private <T> T noting(Class<T> port, T target, Step step, Set<String> leaves) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> {
              if (leaves.contains(method.getName())
                  && (happened.isEmpty() || happened.get(happened.size() - 1) != step)) {
                happened.add(step);
              }
              try {
                return method.invoke(target, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  private static ServiceKind kind(Procedure procedure) {
    return switch (procedure) {
      case PAGE_MESSAGE,
          PAGE_MESSAGE_TO_MANY,
          PAGE_MESSAGE_FAILED,
          PAGE_MESSAGE_DENIED,
          DEFERRED_SUBMISSION,
          DEFERRED_RETRIEVAL,
          DEFERRED_RETRIEVAL_CHARGED,
          DEFERRED_EXPIRY ->
          ServiceKind.PAGE_MESSAGE;
      case LARGE_MESSAGE -> ServiceKind.LARGE_MESSAGE;
      case FILE_TRANSFER -> ServiceKind.FILE_TRANSFER;
      default -> ServiceKind.GROUP_SESSION;
    };
  }

  /** What went before, so that there is something to charge. */
  private void before(ChargedSession session, Procedure procedure) {
    switch (procedure) {
      case JOIN,
          DIAL_IN_JOIN,
          LEAVE,
          MODIFY,
          REFRESH,
          MODIFICATION_CORRECTED,
          END,
          RELEASE,
          NODE_FAILURE ->
          session.walk(INITIATE_GROUP, new Noting(null, Samples.event("INVITE", 2)));
      case INITIATION_FAILED ->
          session.walk(INITIATE_GROUP, new Noting(Step.FORWARD, Samples.event("INVITE", 2)));
      case PAGE_MESSAGE_FAILED, DEFERRED_EXPIRY ->
          session.walk(PAGE_MESSAGE, new Noting(Step.FORWARD, Samples.event("MESSAGE", 2)));
      default -> {}
    }
  }

  private static ChargingEvent event(Procedure procedure) {
    return switch (procedure) {
      case JOIN, DIAL_IN_JOIN -> Samples.event("INVITE", 3);
      case MODIFY, MODIFICATION_CORRECTED ->
          Samples.event("INVITE", 2).withMedia(Samples.media(procedure.name()));
      case LEAVE, END, RELEASE -> Samples.event("BYE", 1);
      case INITIATION_FAILED -> Samples.event("INVITE", 2).withCause(486, null);
      case PAGE_MESSAGE_FAILED, PAGE_MESSAGE_DENIED ->
          Samples.event("MESSAGE", 1).withCause(480, null);
      case INITIATE_ONE_TO_ONE, INITIATE_GROUP, FILE_TRANSFER, LARGE_MESSAGE ->
          Samples.event("INVITE", 2);
      default -> Samples.event("MESSAGE", 1);
    };
  }

  private final class Noting implements Signalling {
    private final @Nullable Step failsAt;
    private final ChargingEvent event;
    private boolean completed;

    Noting(@Nullable Step failsAt, ChargingEvent event) {
      this.failsAt = failsAt;
      this.event = event;
    }

    private void reached(Step step, Walk walk) {
      happened.add(step);
      if (step == failsAt) {
        walk.abandon();
      } else {
        walk.next();
      }
    }

    @Override
    public ChargingEvent event() {
      return event;
    }

    @Override
    public void answerOriginator(Walk walk) {
      reached(Step.ANSWER_ORIGINATOR, walk);
    }

    @Override
    public void awaitAck(Walk walk) {
      reached(Step.AWAIT_ACK, walk);
    }

    @Override
    public void forward(Walk walk) {
      reached(Step.FORWARD, walk);
    }

    @Override
    public void awaitFirstAcceptance(Walk walk) {
      reached(Step.AWAIT_FIRST_ACCEPTANCE, walk);
    }

    @Override
    public void completed() {
      completed = true;
    }
  }
}
