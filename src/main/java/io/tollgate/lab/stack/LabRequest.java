package io.tollgate.lab.stack;

import java.util.function.Consumer;
import org.jdiameter.api.Answer;
import org.jdiameter.client.api.IMessage;
import org.jdiameter.client.api.IRequest;

/** A request of a peer, and the way to answer it: at once, later, or never. */
public final class LabRequest {

  private final LabStack stack;
  private final IRequest request;

  LabRequest(LabStack stack, IRequest request) {
    this.stack = stack;
    this.request = request;
  }

  public int command() {
    return request.getCommandCode();
  }

  /** The T flag (RFC 6733 clause 3). */
  public boolean isRetransmission() {
    return request.isReTransmitted();
  }

  public long endToEnd() {
    return request.getEndToEndIdentifier();
  }

  public AvpReader avps() {
    return new AvpReader(request.getAvps());
  }

  public String sessionId() {
    return avps().text(Code.SESSION_ID).orElse("");
  }

  public void answer(long resultCode, Consumer<AvpWriter> content) {
    Answer answer = request.createAnswer();
    answer.setReTransmitted(false);
    AvpWriter writer = new AvpWriter(answer.getAvps());
    writer.unsigned32(Code.RESULT_CODE, resultCode);
    stack.addOrigin(writer);
    content.accept(writer);
    stack.send(((IMessage) request).getPeer(), (IMessage) answer);
  }

  /** Closes the connection that the request came on, without a DPR. */
  public void closeConnection() {
    stack.close(((IMessage) request).getPeer());
  }
}
