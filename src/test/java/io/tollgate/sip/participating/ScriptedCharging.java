package io.tollgate.sip.participating;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.ChargingIds;
import io.tollgate.charging.MessageGate;
import io.tollgate.charging.Owner;
import io.tollgate.charging.Refusal;
import io.tollgate.charging.ServiceControl;
import io.tollgate.charging.SessionTerms;
import io.tollgate.charging.enabler.ChargedSession;
import io.tollgate.charging.enabler.ChargingEnablerUser;
import io.tollgate.charging.enabler.NoCharging;
import io.tollgate.charging.flow.Charging;
import io.tollgate.charging.flow.FlowBook;
import io.tollgate.charging.flow.FlowWalk;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.charging.flow.Signalling;
import io.tollgate.charging.flow.Step;
import io.tollgate.charging.record.Debit;
import io.tollgate.charging.record.ServiceProfile;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Charging whose flows and verdicts a test writes: every charge step waits until the test decides
 * it, as a credit answer that is under way does.
 */
final class ScriptedCharging implements ChargingEnablerUser {
  static final String ATTRIBUTE = ScriptedCharging.class.getName();

  private static final FlowBook BOOK = FlowBook.standard();
  private static final NoCharging UNCHARGED = new NoCharging(BOOK);

  private final Map<Procedure, List<Step>> flows = new ConcurrentHashMap<>();
  private final BlockingQueue<Charge> charges = new LinkedBlockingQueue<>();
  private final BlockingQueue<Opened> opened = new LinkedBlockingQueue<>();

  /** A session whose charging was opened. */
  record Opened(SessionTerms terms, Owner owner, ServiceControl control) {}

  /** A charge step that waits for its verdict. */
  record Charge(
      Procedure procedure,
      Step step,
      ChargingEvent event,
      Owner owner,
      Runnable goOn,
      Consumer<Refusal> refused) {

    void grant() {
      owner.execute(goOn);
    }

    void refuse(Refusal refusal) {
      owner.execute(() -> refused.accept(refusal));
    }
  }

  /** In the order of a figure; procedures without a script are signalled as without charging. */
  ScriptedCharging flow(ServiceProfile profile, Charging charging, Procedure procedure) {
    flows.put(procedure, BOOK.steps(profile, charging, procedure));
    return this;
  }

  /** In an order that no figure has. */
  ScriptedCharging flow(Procedure procedure, Step... steps) {
    flows.put(procedure, List.of(steps));
    return this;
  }

  void reset() {
    flows.clear();
    charges.clear();
    opened.clear();
  }

  Charge awaitCharge(Procedure procedure) {
    Charge charge = poll(charges);
    if (charge.procedure != procedure) {
      throw new AssertionError("charged: " + charge.procedure + " (expected: " + procedure + ")");
    }
    return charge;
  }

  boolean nothingCharged() {
    return charges.isEmpty();
  }

  Opened awaitOpened() {
    return poll(opened);
  }

  private static <T> T poll(BlockingQueue<T> queue) {
    try {
      T next = queue.poll(15, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("nothing came within 15 s");
      }
      return next;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public ChargedSession open(SessionTerms terms, Owner owner, ServiceControl control) {
    opened.add(new Opened(terms, owner, control));
    return new Session(owner, UNCHARGED.open(terms, owner, control));
  }

  @Override
  public ChargedSession openFree(SessionTerms terms, Owner owner, ServiceControl control) {
    return UNCHARGED.openFree(terms, owner, control);
  }

  private final class Session implements ChargedSession {
    private final Owner owner;
    private final ChargedSession uncharged;

    Session(Owner owner, ChargedSession uncharged) {
      this.owner = owner;
      this.uncharged = uncharged;
    }

    @Override
    public void walk(Procedure procedure, Signalling signalling) {
      List<Step> steps = flows.get(procedure);
      if (steps == null) {
        uncharged.walk(procedure, signalling);
      } else {
        new FlowWalk(steps, signalling, new Waiting(procedure, signalling, owner), Runnable::run)
            .start();
      }
    }

    @Override
    public MessageGate messages() {
      return uncharged.messages();
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

  /** Each charge step waits for the test. */
  private final class Waiting implements FlowWalk.Charges {
    private final Procedure procedure;
    private final Signalling signalling;
    private final Owner owner;

    Waiting(Procedure procedure, Signalling signalling, Owner owner) {
      this.procedure = procedure;
      this.signalling = signalling;
      this.owner = owner;
    }

    @Override
    public void offline(Runnable goOn) {
      ask(Step.CHARGE_OFFLINE, goOn, refusal -> {});
    }

    @Override
    public void online(Runnable goOn, Consumer<Refusal> refused) {
      ask(Step.CHARGE_ONLINE, goOn, refused);
    }

    private void ask(Step step, Runnable goOn, Consumer<Refusal> refused) {
      charges.add(new Charge(procedure, step, signalling.event(), owner, goOn, refused));
    }

    @Override
    public void completed() {}
  }
}
