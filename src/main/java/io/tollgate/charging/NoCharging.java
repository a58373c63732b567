package io.tollgate.charging;

import io.tollgate.charging.flow.Procedure;
import io.tollgate.charging.flow.Signalling;
import io.tollgate.charging.flow.Walk;
import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.charging.record.Debit;
import io.tollgate.charging.record.Parties;
import io.tollgate.charging.record.ServiceKind;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Charging switched off: every flow without its charge steps. Nothing is kept per session, so all
 * sessions share one instance.
 */
public final class NoCharging implements ChargingEnablerUser, ChargedSession {
  private static final MessageGate OPEN_GATE = new OpenGate();

  @Override
  public ChargedSession open(SessionTerms terms, Owner owner, ServiceControl control) {
    return this;
  }

  @Override
  public Set<ChargingInterface> chargedOn(ServiceKind kind, Parties parties) {
    return Set.of();
  }

  @Override
  public void walk(Procedure procedure, Signalling signalling) {
    switch (procedure) {
      case INITIATE_ONE_TO_ONE,
          INITIATE_GROUP,
          MODIFY,
          PAGE_MESSAGE,
          LARGE_MESSAGE,
          FILE_TRANSFER ->
          signalling.forward(
              then(
                  () ->
                      signalling.awaitFirstAcceptance(
                          then(() -> signalling.answerOriginator(then(signalling::completed))))));
      case PAGE_MESSAGE_TO_MANY ->
          signalling.answerOriginator(
              then(
                  () ->
                      signalling.forward(
                          then(
                              () ->
                                  signalling.awaitFirstAcceptance(then(signalling::completed))))));
      case DIAL_IN_JOIN, DEFERRED_SUBMISSION ->
          signalling.answerOriginator(then(signalling::completed));
      case DEFERRED_RETRIEVAL, DEFERRED_RETRIEVAL_CHARGED ->
          signalling.forward(then(signalling::completed));
      default -> signalling.completed();
    }
  }

  private static Walk then(Runnable next) {
    return new Walk() {
      private boolean over;

      @Override
      public void next() {
        if (!over) {
          over = true;
          next.run();
        }
      }

      @Override
      public void abandon() {
        over = true;
      }
    };
  }

  @Override
  public MessageGate messages() {
    return OPEN_GATE;
  }

  @Override
  public Debit debit() {
    return Debit.NONE;
  }

  @Override
  public ChargingIds ids() {
    return ChargingIds.NONE;
  }

  /** Everything may pass, nothing is counted here. */
  private static final class OpenGate implements MessageGate {
    @Override
    public Admission admit(Consumer<Admission> decided) {
      return Admission.ADMITTED;
    }

    @Override
    public boolean octets(Count direction, long octets) {
      return true;
    }

    @Override
    public void completed() {}

    @Override
    public void abandoned() {}

    @Override
    public void count(Count what, long delta) {}
  }
}
