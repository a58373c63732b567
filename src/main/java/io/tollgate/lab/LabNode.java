package io.tollgate.lab;

import io.tollgate.lab.stack.LabApplication;
import io.tollgate.lab.stack.LabIdentity;
import io.tollgate.lab.stack.LabRequest;
import io.tollgate.lab.stack.LabStack;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One listening Diameter identity, which can be taken down and put up again on the same port. */
public final class LabNode {

  private final Set<LabApplication> applications;
  private final Consumer<LabRequest> handler;
  private LabIdentity identity;
  private @Nullable LabStack stack;

  LabNode(LabIdentity identity, Set<LabApplication> applications, Consumer<LabRequest> handler) {
    this.identity = identity;
    this.applications = applications;
    this.handler = handler;
  }

  public synchronized void start() throws IOException {
    if (stack == null) {
      LabStack started = LabStack.start(identity, applications, handler);
      stack = started;
      identity = started.identity();
    }
  }

  /** DPR to each peer, then the port is closed; what is stored stays. */
  public synchronized void stop() {
    if (stack != null) {
      stack.close();
      stack = null;
    }
  }

  public synchronized int port() {
    return identity.port();
  }

  public synchronized String host() {
    return identity.host();
  }

  /** The hosts of the peers that are connected. */
  public List<String> peers() {
    return stack().peers();
  }

  /** Closes a peer's connection without a word. */
  public void disconnect(String peer) {
    stack().disconnect(peer);
  }

  public synchronized LabStack stack() {
    if (stack == null) {
      throw new IllegalStateException(identity.host() + " is stopped (expected: started)");
    }
    return stack;
  }
}
