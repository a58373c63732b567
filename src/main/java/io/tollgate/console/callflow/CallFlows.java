package io.tollgate.console.callflow;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

/** The latest sessions; the oldest makes room for a new one. */
public final class CallFlows {
  private static final int MOST_ENTRIES = 300;

  private final int mostSessions;
  private final Clock clock;
  private final Map<String, CallFlow> flows = new ConcurrentHashMap<>();
  private final ConcurrentLinkedDeque<String> order = new ConcurrentLinkedDeque<>();
  private final AtomicInteger size = new AtomicInteger();

  /**
   * @param mostSessions how many sessions are remembered; 0 remembers none
   */
  public CallFlows(int mostSessions, Clock clock) {
    this.mostSessions = mostSessions;
    this.clock = clock;
  }

  public boolean isOn() {
    return mostSessions > 0;
  }

  void note(String icid, String from, String to, String what, String meaning) {
    if (!isOn()) {
      return;
    }
    CallFlow flow = flows.get(icid);
    if (flow == null) {
      flow = begin(icid);
    }
    flow.add(new CallFlow.Entry(clock.instant(), from, to, what, meaning));
  }

  private CallFlow begin(String icid) {
    CallFlow fresh = new CallFlow(icid, MOST_ENTRIES);
    CallFlow there = flows.putIfAbsent(icid, fresh);
    if (there != null) {
      return there;
    }
    order.addLast(icid);
    if (size.incrementAndGet() > mostSessions) {
      String oldest = order.pollFirst();
      if (oldest != null) {
        flows.remove(oldest);
        size.decrementAndGet();
      }
    }
    return fresh;
  }

  /** The newest first. */
  public List<CallFlow> latest(int most) {
    List<String> icids = new ArrayList<>(order);
    Collections.reverse(icids);
    return icids.stream().limit(most).map(flows::get).filter(flow -> flow != null).toList();
  }

  public Optional<CallFlow> of(String icid) {
    return Optional.ofNullable(flows.get(icid));
  }
}
