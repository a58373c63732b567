package io.tollgate.lab.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The faults that are still to come; the first that meets a request is spent on it. */
public final class Faults {

  private final List<Fault> waiting = new ArrayList<>();

  public synchronized void add(Fault fault) {
    waiting.add(fault);
  }

  /** Those for this subscriber are over. */
  public synchronized void clear(String subscriber) {
    waiting.removeIf(fault -> fault.subscriber().equals(subscriber));
  }

  public synchronized void clear() {
    waiting.clear();
  }

  public synchronized List<Fault> waiting() {
    return List.copyOf(waiting);
  }

  public synchronized Optional<FaultAction> take(
      String application, String type, String session, List<String> subscribers) {
    for (int i = 0; i < waiting.size(); i++) {
      Fault fault = waiting.get(i);
      if (fault.meets(application, type, session, subscribers)) {
        if (fault.times() <= 1) {
          waiting.remove(i);
        } else if (fault.times() != Fault.FOREVER) {
          waiting.set(i, fault.times(fault.times() - 1));
        }
        return Optional.of(fault.action());
      }
    }
    return Optional.empty();
  }
}
