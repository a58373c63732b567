package io.tollgate.diameter.transport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps what is sent, and gives the outcome a test wants. */
public final class RecordingTransport implements DiameterTransport {
  private final List<OutboundRequest> sent = new ArrayList<>();
  private Outcome outcome = new Outcome.Stopped();
  private int nextEndToEnd = 1;

  public void answersWith(Outcome next) {
    outcome = next;
  }

  public List<OutboundRequest> sent() {
    return sent;
  }

  public OutboundRequest last() {
    return sent.get(sent.size() - 1);
  }

  @Override
  public void start(RequestHandler handler) {}

  @Override
  public void send(OutboundRequest request, OutcomeListener listener) {
    sent.add(request);
    listener.onOutcome(outcome);
  }

  @Override
  public int newEndToEnd() {
    return nextEndToEnd++;
  }

  @Override
  public void change(List<PeerConfig> peers, @Nullable TlsConfig tls) {}

  @Override
  public void hold(String host, boolean held) {}

  @Override
  public List<PeerView> peers() {
    return List.of();
  }

  @Override
  public void stop(Duration grace) {}
}
