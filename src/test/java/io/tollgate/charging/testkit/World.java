package io.tollgate.charging.testkit;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.MessageGate.Admission;
import io.tollgate.charging.Refusal;
import io.tollgate.charging.ServiceControl;
import io.tollgate.charging.SessionTerms;
import io.tollgate.charging.enabler.ChargedSession;
import io.tollgate.charging.enabler.ChargingEnabler;
import io.tollgate.charging.enabler.ChargingPolicy;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.charging.observer.ChargingObserver;
import io.tollgate.charging.record.ChargingInterface;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A Charging Enabler User with a fake world around it, everything on one thread. */
public final class World {

  public static final Set<ChargingInterface> OFFLINE = EnumSet.of(ChargingInterface.CH1);
  public static final Set<ChargingInterface> ONLINE = EnumSet.of(ChargingInterface.CH2);
  public static final Set<ChargingInterface> BOTH = EnumSet.allOf(ChargingInterface.class);

  public final FakeTime time = new FakeTime();
  public final FakeCdf cdf = new FakeCdf();
  public final FakeOcs ocs = new FakeOcs().granting(10);

  /** What charging asked of the service. */
  public final List<Refusal> told = new ArrayList<>();

  public final List<String> redirected = new ArrayList<>();
  public ChargingEnabler enabler;
  private final ChargingPolicy policy;
  private final AtomicInteger id = new AtomicInteger();

  /** Ends the session at once, as a service does, when it is told to. */
  public boolean obeys = true;

  private final ChargingObserver observer;

  public World(ChargingPolicy policy) {
    this(policy, ChargingObserver.NONE);
  }

  public World(ChargingPolicy policy, ChargingObserver observer) {
    this.policy = policy;
    this.observer = observer;
    enabler = newEnabler();
  }

  private ChargingEnabler newEnabler() {
    return new ChargingEnabler(
        policy, cdf, ocs, ocs, time, time, () -> "s;" + id.incrementAndGet(), () -> 0.5, observer);
  }

  /** The node dies with all it had in memory, and comes back with what was stored. */
  public void restart() {
    time.forgetTimers();
    cdf.recover();
    ocs.recover();
    told.clear();
    redirected.clear();
    enabler = newEnabler();
  }

  public World(Set<ChargingInterface> interfaces) {
    this(ChargingPolicy.standard(interfaces));
  }

  public Subject open(SessionTerms terms) {
    return new Subject(terms);
  }

  /** One session under test, with the service that belongs to it. */
  public final class Subject implements ServiceControl {
    public final ChargedSession session;

    private Subject(SessionTerms terms) {
      session = enabler.open(terms, Runnable::run, this);
    }

    public FakeSignalling walk(Procedure procedure, ChargingEvent event) {
      FakeSignalling signalling = new FakeSignalling(event);
      session.walk(procedure, signalling);
      return signalling;
    }

    public FakeSignalling walk(Procedure procedure, String method, int participants) {
      return walk(procedure, Samples.event(method, participants));
    }

    public FakeSignalling start() {
      return walk(Procedure.INITIATE_ONE_TO_ONE, "INVITE", 2);
    }

    public FakeSignalling end() {
      return walk(Procedure.END, "BYE", 0);
    }

    /** A whole message, if it may pass at once. */
    public Admission message() {
      Admission admission = session.messages().admit(decided -> {});
      if (admission == Admission.ADMITTED) {
        session.messages().completed();
      }
      return admission;
    }

    public void messages(int count) {
      for (int i = 0; i < count; i++) {
        message();
      }
    }

    /** A message that is completed as soon as it may pass. */
    public List<Admission> laterMessage() {
      List<Admission> decisions = new ArrayList<>();
      Admission now = session.messages().admit(later -> decide(decisions, later));
      if (now != Admission.HELD) {
        decide(decisions, now);
      }
      return decisions;
    }

    private void decide(List<Admission> decisions, Admission decision) {
      decisions.add(decision);
      if (decision == Admission.ADMITTED) {
        session.messages().completed();
      }
    }

    @Override
    public void endSession(Refusal why) {
      told.add(why);
      if (obeys) {
        end();
      }
    }

    @Override
    public void redirect(String uri, Refusal otherwise) {
      redirected.add(uri);
    }
  }
}
