package io.tollgate.msrpclient;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What has come to a party, and waiting for it. */
public abstract class Arrivals {
  private final Map<String, Received> messages = new ConcurrentHashMap<>();
  private final Map<String, Integer> answers = new ConcurrentHashMap<>();
  private final List<Frame> frames = new CopyOnWriteArrayList<>();
  private final List<Frame> reports = new CopyOnWriteArrayList<>();
  private final List<String> faults = new CopyOnWriteArrayList<>();
  private final Set<String> begun = ConcurrentHashMap.newKeySet();
  private final Object changed = new Object();
  private volatile boolean keepFrames;

  Arrivals() {}

  // ---- what comes

  final void keepFrames() {
    keepFrames = true;
  }

  /** A frame of any kind, before anything is done about it. */
  final void seen(Frame frame) {
    if (keepFrames) {
      frames.add(frame);
    }
    if (frame.isResponse()) {
      answers.put(frame.tid(), frame.status());
    } else if (frame.word().equals("REPORT")) {
      reports.add(frame);
    }
  }

  /**
   * A SEND.
   *
   * @param taken whether it was answered with 200, or silently accepted
   */
  final void sent(Frame frame, boolean taken) {
    if (frame.body() != null) {
      begun.add(frame.messageId());
    }
    if (taken && (frame.body() != null || frame.flag() == '#')) {
      messages.computeIfAbsent(frame.messageId(), id -> new Received(frame)).add(frame);
    }
  }

  final void fault(IOException what) {
    faults.add(what.toString());
  }

  final void signal() {
    synchronized (changed) {
      changed.notifyAll();
    }
  }

  // ---- what came

  public final List<Frame> frames() {
    return frames;
  }

  public final List<Frame> reports() {
    return reports;
  }

  /** What was wrong with the octets that came in. */
  public final List<String> faults() {
    return faults;
  }

  /** Messages that are whole. */
  public final Collection<Received> messages() {
    List<Received> whole = new ArrayList<>();
    messages.values().stream().filter(Received::isWhole).forEach(whole::add);
    return whole;
  }

  /** Message-IDs of which at least a piece came in, whatever became of it. */
  public final Set<String> begun() {
    return begun;
  }

  /** Message-IDs of messages that are whole. */
  public final List<String> wholeIds() {
    return messages.entrySet().stream()
        .filter(entry -> entry.getValue().isWhole())
        .map(Map.Entry::getKey)
        .toList();
  }

  public final @Nullable Received message(String id) {
    return messages.get(id);
  }

  /** Lets go of a message and of all answers, for tests that send very many. */
  public final void forget(String id) {
    messages.remove(id);
    begun.remove(id);
    answers.clear();
  }

  public final Received awaitMessage(String id) throws IOException {
    await(() -> messages.containsKey(id) && messages.get(id).isWhole(), 60_000, "message " + id);
    return requireNonNull(messages.get(id));
  }

  public final void awaitAbort(String id) throws IOException {
    await(
        () -> messages.containsKey(id) && messages.get(id).isAborted(),
        20_000,
        "the abort of " + id);
  }

  public final void awaitMessages(int count) throws IOException {
    await(() -> messages().size() >= count, 60_000, count + " messages");
  }

  /** The status of an answer; null while there is none. */
  public final @Nullable Integer answer(String tid) {
    return answers.get(tid);
  }

  public final int answers() {
    return answers.size();
  }

  /** Status codes that came, other than 200. */
  public final List<Integer> refusals() {
    return answers.values().stream().filter(status -> status != 200).toList();
  }

  public final Frame awaitReport() throws IOException {
    await(() -> !reports.isEmpty(), 20_000, "a REPORT");
    return reports.get(0);
  }

  public final void await(BooleanSupplier condition, long millis, String what) throws IOException {
    long until = System.nanoTime() + millis * 1_000_000;
    synchronized (changed) {
      while (!condition.getAsBoolean()) {
        long left = (until - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          throw new IOException("waited in vain for " + what + "; faults: " + faults);
        }
        try {
          changed.wait(Math.min(left, 200));
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IOException("interrupted", e);
        }
      }
    }
  }
}
