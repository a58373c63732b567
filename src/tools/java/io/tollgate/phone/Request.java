package io.tollgate.phone;

import io.tollgate.harness.SipText;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** A request that was sent, and what came back. */
public final class Request {
  private final String text;
  private final int patience;
  private final List<SipText> responses = new ArrayList<>();
  private final CompletableFuture<SipText> last = new CompletableFuture<>();
  private final CompletableFuture<SipText> first = new CompletableFuture<>();
  private Consumer<SipText> onFinal = response -> {};

  Request(String text, int patience) {
    this.text = text;
    this.patience = patience;
  }

  String text() {
    return text;
  }

  boolean isAnswered() {
    return first.isDone();
  }

  synchronized void onFinal(Consumer<SipText> action) {
    onFinal = action;
    if (last.isDone()) {
      action.accept(last.join());
    }
  }

  /** The action, an ACK perhaps, comes before anybody who waits; a repeated answer repeats it. */
  synchronized void response(SipText response) {
    responses.add(response);
    first.complete(response);
    if (status(response) >= 200) {
      onFinal.accept(response);
      last.complete(response);
    }
  }

  static int status(SipText response) {
    return Integer.parseInt(response.startLine().substring(8, 11));
  }

  /** The final response. */
  public SipText answer() {
    return await(last);
  }

  public boolean hasAnswer() {
    return last.isDone();
  }

  public int status() {
    return status(answer());
  }

  /** The first response of all, a 100 perhaps. */
  public SipText anything() {
    return await(first);
  }

  private SipText await(CompletableFuture<SipText> response) {
    try {
      return response.get(patience, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("no answer to\n" + text, e);
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
