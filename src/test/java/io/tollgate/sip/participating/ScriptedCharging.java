package io.tollgate.sip.participating;

import io.tollgate.charging.ChargedSession;
import io.tollgate.charging.ChargingEnablerUser;
import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.ChargingIds;
import io.tollgate.charging.MessageGate;
import io.tollgate.charging.NoCharging;
import io.tollgate.charging.Owner;
import io.tollgate.charging.Refusal;
import io.tollgate.charging.ServiceControl;
import io.tollgate.charging.SessionTerms;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.charging.flow.Signalling;
import io.tollgate.charging.flow.Step;
import io.tollgate.charging.flow.Walk;
import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.charging.record.Debit;
import io.tollgate.charging.record.Parties;
import io.tollgate.charging.record.ServiceKind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Charging whose flows and verdicts a test writes: every charge step waits until the test decides
 * it, as a credit answer that is under way does.
 */
final class ScriptedCharging implements ChargingEnablerUser {
  static final String ATTRIBUTE = ScriptedCharging.class.getName();

  private final Map<Procedure, List<Step>> flows = new ConcurrentHashMap<>();
  private final BlockingQueue<Charge> charges = new LinkedBlockingQueue<>();
  private final BlockingQueue<Opened> opened = new LinkedBlockingQueue<>();

  /** A session whose charging was opened. */
  record Opened(SessionTerms terms, Owner owner, ServiceControl control) {}

  /** A charge step that waits for its verdict. */
  record Charge(Procedure procedure, Step step, ChargingEvent event, Owner owner, Run run) {

    void grant() {
      owner.execute(run::advance);
    }

    void refuse(Refusal refusal) {
      owner.execute(() -> run.signalling.refused(refusal));
    }
  }

  /** Procedures without a script are only signalled. */
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
    return new Session(owner);
  }

  @Override
  public Set<ChargingInterface> chargedOn(ServiceKind kind, Parties parties) {
    return Set.of();
  }

  private final class Session implements ChargedSession {
    private final Owner owner;
    private final NoCharging uncharged = new NoCharging();

    Session(Owner owner) {
      this.owner = owner;
    }

    @Override
    public void walk(Procedure procedure, Signalling signalling) {
      List<Step> steps = flows.get(procedure);
      if (steps == null) {
        uncharged.walk(procedure, signalling);
      } else {
        new Run(procedure, signalling, new ArrayDeque<>(steps), owner).advance();
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

  /** One walk; a step that is done twice or late is not done again. */
  private final class Run {
    private final Procedure procedure;
    private final Signalling signalling;
    private final Deque<Step> left;
    private final Owner owner;
    private boolean abandoned;

    Run(Procedure procedure, Signalling signalling, Deque<Step> left, Owner owner) {
      this.procedure = procedure;
      this.signalling = signalling;
      this.left = left;
      this.owner = owner;
    }

    void advance() {
      if (abandoned) {
        return;
      }
      Step step = left.poll();
      if (step == null) {
        signalling.completed();
        return;
      }
      Walk walk = walk();
      switch (step) {
        case FORWARD -> signalling.forward(walk);
        case AWAIT_FIRST_ACCEPTANCE -> signalling.awaitFirstAcceptance(walk);
        case ANSWER_ORIGINATOR -> signalling.answerOriginator(walk);
        case AWAIT_ACK -> signalling.awaitAck(walk);
        case CHARGE_OFFLINE, CHARGE_ONLINE ->
            charges.add(new Charge(procedure, step, signalling.event(), owner, this));
      }
    }

    private Walk walk() {
      return new Walk() {
        private boolean done;

        @Override
        public void next() {
          if (!done) {
            done = true;
            advance();
          }
        }

        @Override
        public void abandon() {
          abandoned = true;
        }
      };
    }
  }
}
