package io.tollgate.charging.enabler;

import io.tollgate.charging.ChargingIds;
import io.tollgate.charging.MessageGate;
import io.tollgate.charging.Owner;
import io.tollgate.charging.Refusal;
import io.tollgate.charging.ServiceControl;
import io.tollgate.charging.SessionTerms;
import io.tollgate.charging.flow.Charging;
import io.tollgate.charging.flow.FlowBook;
import io.tollgate.charging.flow.FlowWalk;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.charging.flow.Signalling;
import io.tollgate.charging.observer.ChargingObserver;
import io.tollgate.charging.observer.SessionWatch;
import io.tollgate.charging.record.Debit;
import io.tollgate.charging.record.ServiceProfile;
import java.util.function.Consumer;

/**
 * Charging switched off: every flow as the book has it without charge steps. Each step is done on
 * the thread that finished the one before, as nothing is asked of anybody.
 */
public final class NoCharging implements ChargingEnablerUser {
  private static final MessageGate OPEN_GATE = new OpenGate();

  private final FlowBook flows;
  private final ChargingObserver observer;

  public NoCharging(FlowBook flows) {
    this(flows, ChargingObserver.NONE);
  }

  /**
   * @param observer hears what sessions do all the same
   */
  public NoCharging(FlowBook flows, ChargingObserver observer) {
    this.flows = flows;
    this.observer = observer;
  }

  @Override
  public ChargedSession open(SessionTerms terms, Owner owner, ServiceControl control) {
    ChargedSession unheard = openFree(terms, owner, control);
    if (observer == ChargingObserver.NONE) {
      return unheard;
    }
    FreeSession session = new FreeSession(unheard, terms);
    SessionWatch watch = observer.opened(session);
    return watch == null ? unheard : session.watchedBy(watch);
  }

  @Override
  public ChargedSession openFree(SessionTerms terms, Owner owner, ServiceControl control) {
    return new Uncharged(flows, terms.profile());
  }

  private record Uncharged(FlowBook flows, ServiceProfile profile) implements ChargedSession {

    @Override
    public void walk(Procedure procedure, Signalling signalling) {
      new FlowWalk(
              flows.steps(profile, Charging.OFF, procedure),
              signalling,
              NoCharges.INSTANCE,
              Runnable::run)
          .start();
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
  }

  /** The book has no charge step where nothing is charged. */
  private enum NoCharges implements FlowWalk.Charges {
    INSTANCE;

    @Override
    public void offline(Runnable goOn) {
      goOn.run();
    }

    @Override
    public void online(Runnable goOn, Consumer<Refusal> refused) {
      goOn.run();
    }

    @Override
    public void completed() {}
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
